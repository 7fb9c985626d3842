"use strict";
// Shows a slide as it is after so many of its clicks, or with null as a whole. Each click is a list
// of [shape, paragraph or null, whether it leaves].
const revealed = (slide, clicks, count) => {
  const parts = ([shape, paragraph]) => slide.querySelectorAll(paragraph === null
    ? `[data-shape="${shape}"]` : `[data-shape="${shape}"][data-paragraph="${paragraph}"]`);
  const each = (click, act) => click.forEach((one) => parts(one).forEach((part) => act(part, one[2])));
  slide.querySelectorAll(".away").forEach((part) => part.classList.remove("away"));
  if (count === null) return;
  clicks.forEach((click) => each(click, (part, leaves) => { if (!leaves) part.classList.add("away"); }));
  clicks.slice(0, count).forEach((click) => each(click, (part, leaves) => part.classList.toggle("away", leaves)));
};
