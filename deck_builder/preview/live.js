"use strict";
(() => {
  const $ = (name) => document.getElementById(name);
  const main = $("slides"), said = $("said"), list = $("problems"), state = $("state"), place = $("place");
  const known = new Map();
  let keys = [], problems = [], now = 0, step = 0, shape = 16 / 9, marked = null, typed = "";

  // The place that this window has told comes back to it, too, when it may be elsewhere already.
  const self = `${Math.random()}`;
  const send = (path, content) => fetch(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content),
  }).then((answer) => answer.json()).catch(() => ({}));

  const element = (name, words, kind) => {
    const made = document.createElement(name);
    if (words) made.textContent = words;
    if (kind) made.className = kind;
    return made;
  };

  const time = (seconds) => {
    const whole = Math.round(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };

  const figure = (key) => {
    const slide = known.get(key);
    const made = element("section", "", "slide");
    made.dataset.key = key;
    made.append(element("div", "", "sheet"), element("div", "", "about"));
    made.addEventListener("click", (event) => chosen(event, made));
    later.add(made);
    return made;
  };

  // Few new slides are drawn at once; of many, what is seen first, and the rest when there is time.
  const later = new Set();
  const seen = new IntersectionObserver((found) => found.forEach((one) => { if (one.isIntersecting) fill(one.target); }));
  const fill = (made) => {
    if (!later.delete(made)) return;
    seen.unobserve(made);
    const { svg, builds, checks } = known.get(made.dataset.key);
    made.querySelector(".sheet").innerHTML = svg;
    revealed(made, builds, builds.length);
    checks.forEach(([, , shape]) => {
      if (shape >= 0) made.querySelectorAll(`[data-shape="${shape}"]`).forEach((part) => part.classList.add("flag"));
    });
  };
  const fillSome = (time) => {
    const end = performance.now() + time;
    for (const made of later) {
      if (performance.now() > end) { setTimeout(fillSome, 20, 30); return; }
      fill(made);
    }
  };

  const label = (made, number, near) => {
    const slide = known.get(made.dataset.key);
    const { error: bad = 0, warning: mild = 0 } = near.get(number + 1) || {};
    // Most slides are what they were, and where they were.
    const said = `${number} ${bad} ${mild}`;
    if (made.dataset.said === said) return;
    made.dataset.said = said;
    const about = made.querySelector(".about");
    const words = slide.notes.split(/\s+/).filter(Boolean).length;
    about.replaceChildren(
      element("span", `${number + 1}`), element("span", time(slide.seconds)),
      element("span", words ? `${slide.words} words, ${words} of notes` : `${slide.words} words, no notes`));
    made.setAttribute("aria-label", `${number + 1}: ${slide.title}`);
    made.id = `slide-${number + 1}`;
    if (bad) about.append(element("span", `${bad} error${bad > 1 ? "s" : ""}`, "bad"));
    if (mild) about.append(element("span", `${mild} warning${mild > 1 ? "s" : ""}`, "mild"));
    slide.checks.forEach(([, message]) => about.append(element("span", message, "check")));
  };

  const draw = () => {
    const spare = new Map();
    for (const made of main.children) {
      const own = spare.get(made.dataset.key) || [];
      own.push(made);
      spare.set(made.dataset.key, own);
    }
    const wanted = keys.map((key) => (spare.get(key) || []).shift() || figure(key));
    // What is gone leaves first, so that what stays need not be moved.
    const stays = new Set(wanted);
    [...main.children].filter((made) => !stays.has(made)).forEach((made) => { later.delete(made); seen.unobserve(made); made.remove(); });
    const near = new Map();
    for (const { slide, severity } of problems) {
      const own = near.get(slide) || {};
      near.set(slide, { ...own, [severity]: (own[severity] || 0) + 1 });
    }
    let next = main.firstElementChild;
    wanted.forEach((made, number) => {
      if (made === next) next = next.nextElementSibling;
      else main.insertBefore(made, next);
      label(made, number, near);
    });
    document.documentElement.style.setProperty("--shape", shape);
    later.forEach((made) => seen.observe(made));
    fillSome(50);
  };

  const presents = () => document.body.classList.contains("presenting");
  // One slide is marked, and may be shown in part.
  const mark = (made, { builds }) => {
    fill(made);
    if (marked && marked !== made) {
      marked.classList.remove("now");
      marked.removeAttribute("aria-current");
      const old = known.get(marked.dataset.key);
      if (old) revealed(marked, old.builds, old.builds.length);
    }
    made.classList.add("now");
    made.setAttribute("aria-current", "true");
    revealed(made, builds, presents() ? step : builds.length);
    marked = made;
  };

  const show = (number, at, tell) => {
    now = Math.max(0, Math.min(keys.length - 1, number));
    const slide = known.get(keys[now]);
    if (!slide) { said.textContent = ""; return; }
    step = Math.max(0, Math.min(slide.builds.length, at));
    said.textContent = slide.notes || "No notes.";
    const made = main.children[now];
    mark(made, slide);
    place.replaceChildren(`${now + 1} / ${keys.length}`, element("span", `: ${slide.title}`, "heard"));
    if (!presents()) made.scrollIntoView({ block: "nearest" });
    if (tell) send("move", { slide: now, step, black: document.body.classList.contains("black"), from: self });
  };

  const open = async (place) => {
    const answer = await send("edit", { place });
    state.textContent = answer.opened ? `opened ${place}` : place;
    if (!answer.opened && navigator.clipboard) navigator.clipboard.writeText(place).catch(() => {});
  };

  const chosen = (event, made) => {
    const link = event.target.closest("a");
    if (link) {
      const target = link.getAttribute("href");
      if (target.startsWith("#")) { event.preventDefault(); show(Number(target.slice(1)) - 1, 0, true); }
      return;
    }
    if (presents()) { forward(); return; }
    show([...main.children].indexOf(made), 0, true);
    const part = event.target.closest("[data-source]");
    if (isGrid()) $("overview").click();
    else if (part) open(part.dataset.source);
  };

  const tellProblems = (stale) => {
    const left = problems.filter((one) => one.code === "no-time");
    $("left").hidden = !left.length;
    $("left").querySelector("ul").replaceChildren(...left.map((one) => element("li", one.message.replace(/^there is no time for /, ""))));
    const rest = problems.filter((one) => one.code !== "no-time");
    list.replaceChildren(...rest.map((one) => {
      const item = element("li", "", one.severity);
      const place = one.path ? `${one.path}${one.line ? `:${one.line}:${one.column}` : ""}` : "";
      if (place) {
        const button = element("button", place);
        button.type = "button";
        button.addEventListener("click", () => { if (one.slide) show(one.slide - 1, 0, true); open(place); });
        item.append(button, ": ");
      }
      item.append(`${one.severity}: ${one.message} [${one.code}]`);
      if (one.hint) item.append(element("span", one.hint, "hint"));
      return item;
    }));
    if (!rest.length) list.replaceChildren(element("li", "None.", "none"));
    document.body.classList.toggle("stale", stale);
    const bad = problems.filter((one) => one.severity === "error").length;
    state.textContent = stale ? `${bad} error${bad === 1 ? "" : "s"}${keys.length ? ": these are the last slides without" : ""}` : "";
    if (!keys.length) place.textContent = "no slides";
  };

  // What is shown no more would fill the memory, save by save.
  const forgotten = () => {
    const shown = new Set(keys);
    [...known.keys()].filter((key) => !shown.has(key)).forEach((key) => known.delete(key));
  };

  const take = (update) => {
    Object.entries(update.slides).forEach(([key, slide]) => known.set(key, slide));
    const focus = keys[now];
    keys = update.keys; problems = update.problems; shape = update.shape;
    $("title").textContent = update.title || "Preview";
    document.title = update.title || "Preview";
    main.lang = update.language;
    for (const name of ["theme", "audience"]) $(name).value = update.choice[name];
    if (document.activeElement !== $("minutes")) $("minutes").value = update.choice.minutes || "";
    forgotten();
    draw();
    tellProblems(update.stale);
    const again = keys.indexOf(focus);
    show(again >= 0 ? again : now, step, false);
    window.dispatchEvent(new CustomEvent("drawn"));
  };

  const dot = element("span", "", "dot");
  dot.setAttribute("aria-hidden", "true");
  const point = (at) => {
    const made = main.children[now];
    if (!at || !made) { dot.remove(); return; }
    [dot.style.left, dot.style.top] = at.map((share) => `${share * 100}%`);
    const sheet = made.querySelector(".sheet");
    if (dot.parentNode !== sheet) sheet.append(dot);
  };

  const events = new EventSource("events");
  events.onmessage = (event) => {
    const message = JSON.parse(event.data);
    if (message.update) take(message.update);
    if (message.point !== undefined) point(message.point);
    if (message.place && message.place.from !== self) {
      document.body.classList.toggle("black", message.place.black);
      show(message.place.slide, message.place.step, false);
    }
  };
  events.onerror = () => { state.textContent = "the preview has ended, or is starting again"; };

  const choose = () => send("choose", {
    theme: $("theme").value, audience: $("audience").value, minutes: Number($("minutes").value) || 0,
  });
  ["theme", "audience", "minutes"].forEach((name) => $(name).addEventListener("change", choose));
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  $("overview").addEventListener("click", () => {
    press($("overview"), main.classList.toggle("overview"));
    show(now, step, false);
  });
  $("checks").addEventListener("click", () => {
    const count = [...known.values()].filter((slide) => slide.checks.length).length;
    const on = document.body.classList.toggle("checks");
    press($("checks"), on);
    if (on) state.textContent = count ? `${count} slide${count > 1 ? "s" : ""} to look at` : "nothing is hard to read";
  });
  $("notes").addEventListener("click", () => press($("notes"), !document.querySelector(".desk").classList.toggle("wide")));
  $("present").addEventListener("click", () => {
    if (!window.open("speaker", "speaker")) state.textContent = "the browser has not opened the speaker’s view";
    document.body.classList.add("presenting");
    fullscreen();
    show(now, 0, true);
  });
  $("help").addEventListener("click", () => $("keys").showModal());

  const isGrid = () => main.classList.contains("overview");
  const fullscreen = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
  };
  const ended = () => {
    if (!presents()) return;
    document.body.classList.remove("presenting", "black");
    if (document.fullscreenElement) document.exitFullscreen();
    show(now, step, true);
  };
  // With Esc, a browser leaves full screen without a word of the key.
  document.addEventListener("fullscreenchange", () => { if (!document.fullscreenElement) ended(); });

  const steps = (number) => (presents() ? known.get(keys[number])?.builds.length ?? 0 : 0);
  const forward = () => (step < steps(now) ? show(now, step + 1, true) : now + 1 < keys.length && show(now + 1, 0, true));
  const back = () => (step > 0 && presents() ? show(now, step - 1, true) : now > 0 && show(now - 1, steps(now - 1), true));
  const entered = () => {
    const part = marked && marked.querySelector("[data-source]"), number = Number(typed);
    typed = "";
    if (number) show(number - 1, 0, true);
    else if (presents()) forward();
    else if (isGrid()) $("overview").click();
    else if (part) open(part.dataset.source);
  };
  const acts = {
    ArrowRight: forward, PageDown: forward, ArrowLeft: back, PageUp: back,
    Home: () => show(0, 0, true), End: () => show(keys.length - 1, 0, true),
    o: () => $("overview").click(), n: () => $("notes").click(), p: () => $("present").click(),
    c: () => $("checks").click(), f: fullscreen, "?": () => $("help").click(), Escape: ended, Enter: entered,
    b: () => { document.body.classList.toggle("black"); show(now, step, true); },
  };
  document.addEventListener("keydown", (event) => {
    if (!meansAKey(event)) return;
    if (/^\d$/.test(event.key)) { typed += event.key; return; }
    // A number counts only right before Enter.
    if (event.key !== "Enter") typed = "";
    const act = event.key === " " && presents() ? forward : acts[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  swiped(document, () => presents() && forward(), () => presents() && back());
  // The header may take several lines.
  new ResizeObserver(() => document.documentElement.style.setProperty("--head", `${document.querySelector("header").offsetHeight}px`))
    .observe(document.querySelector("header"));
})();
