"""How the page looks: on a screen, in the dark, and on paper."""

STYLE = """
:root { --ink: #1d2430; --faint: #5d6675; --line: #d8dce3; --paper: #fff; --tint: #f4f6f9; --open: #2563a8;
  --done: #2e7d4f; --stopped: #7a7f88; --unknown: #fff; --late: #b3261e; --due: #8a4b00 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --faint: #a3acba; --line: #3a4250; --paper: #161a21;
  --tint: #1f252f; --open: #6aa5e8; --done: #5fbf85; --stopped: #8b93a0; --unknown: #161a21; --late: #f2857c;
  --due: #e0a45c } }
* { box-sizing: border-box }
body { font: 15px/1.5 system-ui, "Segoe UI", sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto;
  max-width: 1180px; padding: 0 1.25rem 3rem }
h1 { font-size: 1.5rem; margin: 1.5rem 0 .5rem } h2 { font-size: 1.3rem; margin: 2.5rem 0 .25rem }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .5rem }
a { color: var(--open) } :focus-visible { outline: 3px solid var(--open); outline-offset: 2px }
.skip { position: absolute; left: -99em } .skip:focus { left: 1rem; top: .5rem }
.authority, footer, em { color: var(--faint) } footer { margin-top: 3rem; border-top: 1px solid var(--line);
  padding-top: .75rem; font-size: .85rem }
.figures { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0 }
.figures div { background: var(--tint); border-radius: 6px; padding: .5rem .9rem; display: flex;
  flex-direction: column-reverse; min-width: 7.5rem }
.figures dd { margin: 0; font-size: 1.4rem; font-weight: 600; font-variant-numeric: tabular-nums }
.figures dt { font-size: .8rem; color: var(--faint) }
.wide { overflow-x: auto; margin: .5rem 0 }
table { border-collapse: collapse; font-size: .86rem; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line) }
thead th { background: var(--tint); font-weight: 600 } td ul, td p { margin: 0; padding-left: 1rem } td p { padding: 0 }
tbody th { white-space: nowrap; font-weight: 600 }
.key { font-size: .85rem; color: var(--faint); margin: 0 0 .5rem }
.dot, .ring, .diamond { display: inline-block; width: .75em; height: .75em; border-radius: 50%; margin: 0 .2em 0 .9em;
  border: 1.5px solid var(--open); background: var(--open) }
.dot.done { background: var(--done); border-color: var(--done) }
.dot.stopped { background: var(--stopped); border-color: var(--stopped) }
.dot.unknown { background: var(--unknown); border-color: var(--faint) }
.ring { background: none; border: 2px dotted var(--faint) }
.diamond { border-radius: 0; transform: rotate(45deg) scale(.8); background: var(--due); border-color: var(--due) }
.cross { color: var(--late); font-weight: 700; margin-left: .9em }
.axis, .thread > summary { display: grid; grid-template-columns: minmax(15rem, 5fr) 6fr; gap: 1rem;
  align-items: center }
.axis { position: sticky; top: 0; background: var(--paper); z-index: 1; border-bottom: 1px solid var(--line) }
.thread { border-bottom: 1px solid var(--line) }
.thread > summary { cursor: pointer; padding: .45rem 0; list-style: none }
.thread > summary::-webkit-details-marker { display: none }
.thread > summary:hover { background: var(--tint) } .what { font-size: .92rem; overflow-wrap: anywhere }
.what::before { content: "▸ "; color: var(--faint) } .thread[open] .what::before { content: "▾ " }
.ref { font-weight: 600 }
.badge { display: inline-block; font-size: .76rem; border: 1px solid var(--line); border-radius: 9px; padding: 0 .5em;
  color: var(--faint); white-space: nowrap }
.badge.bad { color: var(--late); border-color: currentColor }
.badge.good { color: var(--done); border-color: currentColor }
.doubt { margin: .3rem 0 } .doubt summary { cursor: pointer }
svg { display: block; width: 100%; height: auto } svg text { fill: var(--ink); font-size: 12px }
svg .faint { fill: var(--faint) } svg .grid { stroke: var(--line) } svg .life { stroke: var(--faint); stroke-width: 2 }
svg .gap { stroke: var(--line); stroke-width: 2; stroke-dasharray: 3 4 }
svg .open { fill: var(--open); stroke: var(--open) } svg .done { fill: var(--done); stroke: var(--done) }
svg .stopped { fill: var(--stopped); stroke: var(--stopped) }
svg .unknown { fill: var(--unknown); stroke: var(--faint); stroke-width: 1.5 }
svg .minutes { fill: var(--paper); stroke: var(--faint); stroke-width: 2; stroke-dasharray: 2 2 }
svg .due { fill: var(--due); stroke: var(--due) } svg .was { fill: none; stroke: var(--due) }
svg .slip { stroke: var(--due); stroke-width: 1.5; stroke-dasharray: 4 2 }
svg .cross { stroke: var(--late); stroke-width: 2 } svg .late { fill: var(--late) } svg .early { fill: var(--done) }
@media (max-width: 720px) { .axis { display: none } .thread > summary { grid-template-columns: 1fr; gap: .25rem } }
@media print { :root { --ink: #000; --faint: #444; --line: #bbb; --paper: #fff; --tint: #f2f2f2; --open: #2563a8;
  --done: #2e7d4f; --stopped: #7a7f88; --unknown: #fff; --late: #b3261e; --due: #8a4b00 }
  body { max-width: none; font-size: 11px; padding: 0 } .skip, nav { display: none }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact }
  @page { size: A4 landscape } .wide { overflow: visible } table { font-size: 8.5px } th, td { padding: .2rem .35rem }
  .axis { position: static } .thread, tr, .figures div { break-inside: avoid } h2, h3 { break-after: avoid }
  .plan + .plan { break-before: page } }
"""
