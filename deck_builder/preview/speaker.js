"use strict";
(() => {
  const $ = (name) => document.getElementById(name);
  const known = new Map();
  let keys = [], place = { slide: 0, step: 0, black: false }, begun = Date.now();
  const minutes = Number(document.querySelector(".speaker").dataset.minutes);

  const two = (value) => String(value).padStart(2, "0");
  const time = (seconds) => `${two(Math.floor(seconds / 60))}:${two(Math.floor(seconds % 60))}`;

  const put = (where, key, step) => {
    const slide = known.get(key);
    where.innerHTML = slide ? slide.svg : "";
    if (slide) revealed(where, slide.builds, step);
  };

  const show = () => {
    const slide = known.get(keys[place.slide]);
    put($("current"), keys[place.slide], place.step);
    put($("next"), keys[place.slide + 1], null);
    $("said").textContent = slide ? slide.notes || "No notes." : "";
    $("place").textContent = `${Math.min(place.slide + 1, keys.length)} / ${keys.length}`;
    $("black").setAttribute("aria-pressed", String(place.black));
    tick();
  };

  const tick = () => {
    const passed = (Date.now() - begun) / 1000;
    $("clock").textContent = time(passed);
    const planned = keys.slice(0, place.slide + 1).reduce((sum, key) => sum + known.get(key).seconds, 0);
    const whole = minutes ? ` of ${time(minutes * 60)}` : "";
    $("plan").textContent = `planned until ${time(planned)}${whole}`;
    $("clock").classList.toggle("late", passed > planned + 30);
  };

  // The place that this window has told comes back to it, too, when it may be elsewhere already.
  const self = `${Math.random()}`;
  const move = (slide, step, black) => {
    place = { slide: Math.max(0, Math.min(keys.length - 1, slide)), step: Math.max(0, step), black };
    show();
    return fetch("move", {
      method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...place, from: self }),
    });
  };
  const clicks = (slide) => (known.get(keys[slide]) ? known.get(keys[slide]).builds.length : 0);
  const forward = () => (place.step < clicks(place.slide)
    ? move(place.slide, place.step + 1, false) : move(place.slide + 1, 0, false));
  const back = () => (place.step > 0 ? move(place.slide, place.step - 1, false)
    : move(place.slide - 1, clicks(place.slide - 1), false));
  const black = () => move(place.slide, place.step, !place.black);

  // The pointer follows the mouse over this slide: one place is on its way at a time.
  const stage = $("current");
  let pointing = false, aim = null, busy = false;
  const point = async (at) => {
    aim = at;
    if (busy) return;
    busy = true;
    while (aim) {
      const body = JSON.stringify(aim);
      aim = null;
      await fetch("point", { method: "POST", headers: { "Content-Type": "application/json" }, body }).catch(() => {});
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
    if (message.update) {
      Object.entries(message.update.slides).forEach(([key, slide]) => known.set(key, slide));
      keys = message.update.keys;
      const shown = new Set(keys);
      [...known.keys()].filter((key) => !shown.has(key)).forEach((key) => known.delete(key));
      $("title").textContent = message.update.title || "Speaker";
      document.title = `Speaker: ${message.update.title}`;
    }
    if (message.place && message.place.from !== self) place = message.place;
    if (message.update || message.place) show();
  };

  $("forward").addEventListener("click", forward);
  $("back").addEventListener("click", back);
  $("black").addEventListener("click", black);
  $("pointer").addEventListener("click", toggle);
  $("restart").addEventListener("click", () => { begun = Date.now(); tick(); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button")) return;
    const acts = { ArrowRight: forward, PageDown: forward, " ": forward, ArrowLeft: back, PageUp: back, b: black, l: toggle };
    const act = acts[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  setInterval(tick, 1000);
})();
