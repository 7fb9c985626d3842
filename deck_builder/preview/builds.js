"use strict";
// Clicks are lists of [shape, paragraph or null, whether it leaves].
const partsOf = (slide, [shape, paragraph]) => slide.querySelectorAll(paragraph === null
  ? `[data-shape="${shape}"]` : `[data-shape="${shape}"][data-paragraph="${paragraph}"]`);

// Does something to each part that a click shows or hides.
const eachPart = (slide, click, act) =>
  click.forEach((one) => partsOf(slide, one).forEach((part) => act(part, one[2])));

// Shows a slide as it is after so many of its clicks.
const revealed = (slide, clicks, count) => {
  slide.querySelectorAll(".away").forEach((part) => part.classList.remove("away"));
  clicks.forEach((click) =>
    eachPart(slide, click, (part, leaves) => { if (!leaves) part.classList.add("away"); }));
  clicks.slice(0, count).forEach((click) =>
    eachPart(slide, click, (part, leaves) => part.classList.toggle("away", leaves)));
};
