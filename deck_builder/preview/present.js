"use strict";
(() => {
  const slides = [...document.querySelectorAll(".slide")];
  const said = document.querySelector(".said");
  const counter = document.querySelector("nav output");
  const help = document.querySelector("dialog");
  const builds = slides.map((slide) => JSON.parse(slide.dataset.builds || "[]"));
  let now = 0, step = 0, typed = "", speaker = null, begun = Date.now();

  // What leaves is not there in the end: neither on paper nor in the overview.
  slides.forEach((slide, index) => builds[index].forEach((click) =>
    eachPart(slide, click, (part, leaves) => part.classList.toggle("gone", leaves))));

  const show = (number, at) => {
    now = Math.max(0, Math.min(slides.length - 1, number));
    step = Math.max(0, Math.min(builds[now].length, at));
    slides.forEach((slide, index) => slide.classList.toggle("now", index === now));
    revealed(slides[now], builds[now], step);
    counter.textContent = `${now + 1} / ${slides.length}`;
    said.textContent = slides[now].getAttribute("aria-label");
    history.replaceState(null, "", `#${slides[now].id}`);
    if (document.body.classList.contains("grid")) slides[now].scrollIntoView({ block: "nearest" });
    tell();
  };

  const forward = () => (step < builds[now].length ? show(now, step + 1) : now + 1 < slides.length && show(now + 1, 0));
  const back = () => (step > 0 ? show(now, step - 1) : now > 0 && show(now - 1, builds[now - 1].length));
  const view = (name) => { document.body.className = name; show(now, step); };
  const isGrid = () => document.body.classList.contains("grid");
  const fullscreen = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
  const black = () => document.body.classList.toggle("black");

  const notes = () => {
    if (speaker && !speaker.closed) { speaker.focus(); return; }
    speaker = window.open("", "speaker", "width=1000,height=700");
    if (!speaker) return;
    const page = speaker.document;
    page.title = document.title;
    page.head.innerHTML = document.querySelector("style").outerHTML + `<style>
      body { display: grid; grid-template: auto 1fr / 3fr 2fr; gap: 12px; padding: 12px; height: 100vh; }
      header { grid-column: 1 / 3; display: flex; gap: 24px; font-size: 24px; }
      .words { white-space: pre-wrap; font-size: 22px; overflow: auto; }
      .following { opacity: .7; margin-top: 12px; } svg { width: 100%; height: auto; }
      .current { width: min(100%, calc((60vh - 48px) * var(--shape))); }
      .following { width: min(100%, calc((40vh - 48px) * var(--shape))); }</style>`;
    page.body.innerHTML = `<header><span class="time"></span><span class="place"></span></header>
      <div><div class="current"></div><div class="following"></div></div><div class="words" tabindex="0"></div>`;
    speaker.addEventListener("keydown", key);
    speaker.setInterval(clock, 1000);
    tell();
  };

  const clock = () => {
    const seconds = Math.floor((Date.now() - begun) / 1000);
    const two = (value) => String(value).padStart(2, "0");
    const place = speaker && !speaker.closed && speaker.document.querySelector(".time");
    if (place) place.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  };

  const tell = () => {
    if (!speaker || speaker.closed) return;
    const find = (name) => speaker.document.querySelector(name);
    const copy = (index) => (slides[index] ? slides[index].querySelector(".page").innerHTML : "");
    find(".current").innerHTML = copy(now);
    find(".following").innerHTML = copy(now + 1);
    find(".words").textContent = slides[now].querySelector(".notes").textContent;
    find(".place").textContent = counter.textContent;
    clock();
  };

  const go = () => { const number = Number(typed); typed = ""; if (number) show(number - 1, 0); };
  const keys = {
    ArrowRight: forward, ArrowDown: forward, PageDown: forward, " ": forward,
    ArrowLeft: back, ArrowUp: back, PageUp: back,
    Home: () => show(0, 0), End: () => show(slides.length - 1, 0),
    o: () => view(isGrid() ? "one" : "grid"), f: fullscreen, b: black, ".": black, n: notes, s: notes,
    r: () => { begun = Date.now(); clock(); }, "?": () => help.showModal(),
    Enter: () => (typed ? go() : isGrid() ? view("one") : forward()),
  };

  const key = (event) => {
    if (!meansAKey(event)) return;
    if (/^\d$/.test(event.key)) { typed += event.key; return; }
    // A number counts only right before Enter.
    if (event.key !== "Enter") typed = "";
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  };

  document.addEventListener("keydown", key);
  document.querySelectorAll("nav [data-key]").forEach((button) =>
    button.addEventListener("click", () => keys[button.dataset.key]()));
  slides.forEach((slide, index) => slide.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && link.getAttribute("href").startsWith("#")) {
      event.preventDefault();
      show(slides.findIndex((one) => `#${one.id}` === link.getAttribute("href")), 0);
    } else if (!link && isGrid()) { show(index, 0); view("one"); }
  }));
  swiped(document, forward, back);
  const named = slides.findIndex((slide) => `#${slide.id}` === location.hash);
  window.addEventListener("hashchange", () => {
    const number = slides.findIndex((slide) => `#${slide.id}` === location.hash);
    if (number >= 0 && number !== now) show(number, 0);
  });
  show(Math.max(0, named), 0);
})();
