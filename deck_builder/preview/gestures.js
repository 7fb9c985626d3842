"use strict";
// Whether a key is one of the page's: not one of the browser's, and not for what has the focus.
const meansAKey = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const at = event.target.closest ? event.target : document.body;
  if (at.closest("input, select, dialog[open]")) return false;
  return !(at.closest("button, a") && [" ", "Enter"].includes(event.key));
};

// Swiping with one finger: to the left leads on, to the right back.
const swiped = (where, forward, back) => {
  let from = null;
  where.addEventListener("touchstart", (event) => {
    const [touch, ...more] = event.touches;
    from = more.length ? null : touch;
  }, { passive: true });
  where.addEventListener("touchend", (event) => {
    if (!from) return;
    const [to] = event.changedTouches;
    const across = to.clientX - from.clientX, down = to.clientY - from.clientY;
    from = null;
    if (Math.abs(across) > Math.max(50, 2 * Math.abs(down))) (across < 0 ? forward : back)();
  });
};
