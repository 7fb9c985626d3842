"use strict";
(() => {
  const $ = (name) => document.getElementById(name);
  const known = new Map();
  let keys = [], minutes = 0, place = { slide: 0, step: 0, black: false }, typed = "";
  // A page that is loaded again, as phones do, does not forget the time.
  const kept = (name, value) => Number(sessionStorage.getItem(name)) || value;
  let begun = kept("begun", 0), size = kept("size", 22);

  const two = (value) => String(value).padStart(2, "0");
  const time = (seconds) => `${two(Math.floor(seconds / 60))}:${two(Math.floor(seconds % 60))}`;
  const clicks = (slide) => (known.get(keys[slide]) ? known.get(keys[slide]).builds.length : 0);
  const heard = (words) => {
    const made = document.createElement("span");
    made.className = "heard";
    made.textContent = words;
    return made;
  };

  const put = (where, slide, step) => {
    where.innerHTML = slide ? slide.svg : "";
    if (slide) revealed(where, slide.builds, step);
  };

  const show = () => {
    const slide = known.get(keys[place.slide]), next = known.get(keys[place.slide + 1]), left = clicks(place.slide) - place.step;
    put($("current"), slide, place.step);
    put($("next"), next, clicks(place.slide + 1));
    if (keys.length && !next) $("next").textContent = "This is the last slide.";
    $("said").textContent = slide ? slide.notes || "No notes." : "";
    $("place").textContent = `${Math.min(place.slide + 1, keys.length)} / ${keys.length}`;
    if (left > 0) $("place").append(`, ${left} click${left > 1 ? "s" : ""} left`);
    if (slide) $("place").append(heard(`: ${slide.title}`));
    $("black").setAttribute("aria-pressed", String(place.black));
    tick();
  };

  const tick = () => {
    const passed = begun ? (Date.now() - begun) / 1000 : 0;
    $("clock").textContent = time(passed);
    const planned = keys.slice(0, place.slide + 1).reduce((sum, key) => sum + known.get(key).seconds, 0);
    const whole = minutes ? ` of ${time(minutes * 60)}` : "";
    $("plan").textContent = `planned until ${time(planned)}${whole}`;
    $("clock").classList.toggle("late", passed > planned + 30);
  };
  const restart = (at) => { begun = at; sessionStorage.setItem("begun", begun); tick(); };

  const post = (path, content) => fetch(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content),
  }).catch(() => {});

  // The place that this window has told comes back to it, too, when it may be elsewhere already.
  const self = `${Math.random()}`;
  const move = (slide, step, black) => {
    if (!begun) restart(Date.now());
    place = { slide: Math.max(0, Math.min(keys.length - 1, slide)), step: Math.max(0, step), black };
    show();
    return post("move", { ...place, from: self });
  };
  const forward = () => (place.step < clicks(place.slide)
    ? move(place.slide, place.step + 1, false) : place.slide + 1 < keys.length && move(place.slide + 1, 0, false));
  const back = () => (place.step > 0 ? move(place.slide, place.step - 1, false)
    : place.slide > 0 && move(place.slide - 1, clicks(place.slide - 1), false));
  const black = () => move(place.slide, place.step, !place.black);
  const resize = (by) => {
    size = Math.max(12, Math.min(60, size + by));
    sessionStorage.setItem("size", size);
    $("said").style.fontSize = `${size}px`;
  };

  // The pointer follows the mouse over this slide: one place is on its way at a time.
  const stage = $("current");
  let pointing = false, aim = null, busy = false;
  const point = async (at) => {
    aim = at;
    if (busy) return;
    busy = true;
    while (aim) {
      const now = aim;
      aim = null;
      await post("point", now);
    }
    busy = false;
  };
  const aimed = (event) => {
    const sheet = stage.querySelector("svg");
    if (!pointing || !sheet) return;
    const { left, top, width, height } = sheet.getBoundingClientRect();
    const x = (event.clientX - left) / width, y = (event.clientY - top) / height;
    point(x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { x, y } : {});
  };
  stage.addEventListener("pointermove", aimed);
  stage.addEventListener("pointerdown", aimed);
  stage.addEventListener("pointerleave", () => { if (pointing) point({}); });
  const toggle = () => {
    pointing = !pointing;
    $("pointer").setAttribute("aria-pressed", String(pointing));
    stage.classList.toggle("pointing", pointing);
    if (!pointing) point({});
  };

  const events = new EventSource("events");
  events.onmessage = (event) => {
    const message = JSON.parse(event.data);
    document.body.classList.remove("lost");
    if (message.update) {
      Object.entries(message.update.slides).forEach(([key, slide]) => known.set(key, slide));
      keys = message.update.keys;
      minutes = message.update.minutes;
      const shown = new Set(keys);
      [...known.keys()].filter((key) => !shown.has(key)).forEach((key) => known.delete(key));
      $("title").textContent = message.update.title || "Speaker";
      document.title = `Speaker: ${message.update.title}`;
      stage.lang = $("next").lang = $("said").lang = message.update.language;
    }
    if (message.place && message.place.from !== self) {
      if (!begun && message.place.from) restart(Date.now());
      place = message.place;
    }
    if (message.update || message.place) show();
  };
  events.onerror = () => {
    document.body.classList.add("lost");
    $("place").textContent = "no connection to the preview";
  };

  const acts = {
    ArrowRight: forward, PageDown: forward, " ": forward, ArrowLeft: back, PageUp: back, b: black, ".": black, l: toggle,
    Home: () => move(0, 0, false), End: () => move(keys.length - 1, 0, false),
    "+": () => resize(2), "-": () => resize(-2), r: () => restart(Date.now()),
    Enter: () => { const number = Number(typed); typed = ""; if (number) move(number - 1, 0, false); else forward(); },
  };
  const buttons = { forward, back, black, pointer: toggle, larger: acts["+"], smaller: acts["-"], restart: acts.r };
  Object.entries(buttons).forEach(([name, act]) => $(name).addEventListener("click", act));
  document.addEventListener("keydown", (event) => {
    if (!meansAKey(event)) return;
    if (/^\d$/.test(event.key)) { typed += event.key; return; }
    // A number counts only right before Enter.
    if (event.key !== "Enter") typed = "";
    const act = acts[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  swiped(document, () => { if (!pointing) forward(); }, () => { if (!pointing) back(); });
  resize(0);
  setInterval(tick, 1000);
})();
