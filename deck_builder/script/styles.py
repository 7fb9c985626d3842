"""The looks of the script's pages: to print, and to read from a screen on the stage."""

from __future__ import annotations

PRINTED = """\
@page { margin: 18mm 20mm; @bottom-right { content: counter(page); } }
:root { color-scheme: light; --muted: #5c6370; --rule: #d5d8dd; --cue: #8a3b12; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem; max-width: 46rem; color: #16181d; background: #fff;
  font: 1.0625rem/1.6 Georgia, "Times New Roman", serif; }
h1, h2, h3, .cues, header p { font-family: "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; }
header { border-block-end: 2px solid; padding-block-end: 1rem; margin-block-end: 1.5rem; }
header p { margin: .15rem 0; color: var(--muted); }
section > h2 { font-size: 1.35rem; margin: 2.4rem 0 .8rem; padding-block-end: .3rem;
  border-block-end: 1px solid var(--rule); }
article { margin: 0 0 1.7rem; }
article > h2, article > h3 { font-size: 1.08rem; line-height: 1.35; margin: 0; }
h2, h3, .cues { break-after: avoid; }
.number { display: inline-block; min-width: 1.6em; color: var(--muted); font-weight: normal; }
.time { font-variant-numeric: tabular-nums; color: var(--muted); font-weight: normal; }
.cues { margin: .1rem 0 .5rem; font-size: .85rem; }
.cue, .pause { color: var(--cue); border: 1px solid; border-radius: .3em; padding: 0 .35em;
  font-size: .85em; font-family: "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
.pause { white-space: nowrap; }
.skipped { color: var(--muted); }
p, li { overflow-wrap: anywhere; orphans: 2; widows: 2; }
article p { margin: 0 0 .6rem; }
article p.cues { margin: .1rem 0 .5rem; }
ul, ol { margin: 0 0 .6rem; padding-inline-start: 1.6rem; }
li > ul, li > ol { margin: 0; }
li > p { margin: .3rem 0 0; }
.task { list-style: none; }
.heading { font-weight: bold; }
.attribution { color: var(--muted); }
a { color: #1a4f9c; }
code { font: .9em/1.5 Consolas, "DejaVu Sans Mono", monospace; }
pre { margin: 0 0 .8rem; padding: .6rem .8rem; background: #f4f5f7; white-space: pre-wrap;
  overflow-wrap: anywhere; }
mark { background: #fdeaa6; color: inherit; }
@media print { body { padding: 0; max-width: none; font-size: 12pt; } a { color: inherit; }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .8em; } }
"""

TELEPROMPTER = """\
:root { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 10vh 6vw 60vh; max-width: 60rem; color: #f4f4f0; background: #000;
  font: clamp(1.8rem, 4.2vw, 3.6rem)/1.45 "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
h1, h2, h3 { line-height: 1.2; }
h1 { font-size: 1.2em; margin: 0; }
header { margin-block-end: 1.5em; }
header p { margin: 0; font-size: .55em; color: #a9adb6; }
section > h2 { font-size: .7em; margin: 0 0 1em; color: #a9adb6; text-align: center; }
article { margin: 0 0 2.2em; padding-block-start: .6em; border-block-start: 2px solid #3a3d44; }
article > h2, article > h3 { margin: 0; font-size: .72em; color: #ffd166; }
.number, .time { font-variant-numeric: tabular-nums; color: #a9adb6; font-weight: normal; }
article p { margin: 0 0 .6em; }
article p.cues { margin: 0 0 .7em; font-size: .5em; }
.cue, .pause { color: #ffb37a; }
.cue { margin-inline-start: 1em; }
p, li { overflow-wrap: anywhere; }
ul, ol { margin: 0 0 .6em; padding-inline-start: 1.1em; }
li { margin-block-end: .25em; }
.task { list-style: none; }
.heading, strong { font-weight: bold; color: #fff; }
em { color: #fff; }
.attribution { color: #a9adb6; }
a { color: inherit; }
code { font: .85em/1.4 Consolas, "DejaVu Sans Mono", monospace; color: #bfe3ff; }
pre { margin: 0 0 .8em; white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: #5a4a00; color: inherit; }
"""
