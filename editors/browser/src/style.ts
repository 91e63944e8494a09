/** How the element looks: in the colours that its reader prefers. */
export const STYLE = `
:host {
  --ink: #1c1c1c; --quiet: #5a5a5a; --rule: #c4c4c4; --paper: #fff; --shade: #f4f4f4; --failed: #b3261e; --active: #f1f5fa;
  --keyword: #0b57a4; --name: #7a3e00; --number: #6b2fa0; --text: #1a6b36; --comment: #6a6a6a; --chosen: #d7e6f7;
  display: flex; flex-direction: column; min-height: 24rem; color: var(--ink); background: var(--paper);
}
@media (prefers-color-scheme: dark) {
  :host {
    --ink: #e8e8e8; --quiet: #a8a8a8; --rule: #4a4a4a; --paper: #161616; --shade: #222; --failed: #f2857d; --active: #1e2228;
    --keyword: #8ab8f0; --name: #e5b071; --number: #c9a6f0; --text: #86cf9a; --comment: #9a9a9a; --chosen: #2c4462;
  }
}
.bar { display: flex; gap: .5rem; padding: .5rem 1rem; border-block-end: 1px solid var(--rule); }
button { font: inherit; color: inherit; cursor: pointer; }
.bar button { font-size: .9rem; padding: .25rem .75rem; border: 1px solid var(--rule); border-radius: .25rem; background: var(--shade); }
.bar button[aria-pressed='true'] { background: var(--chosen); }
button:focus-visible, .sheet:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.sheet:focus-visible { outline-offset: -3px; }
.panes { flex: 1; display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); min-height: 0; }
.panes:has(.sheet[hidden]) { grid-template-columns: minmax(0, 1fr); }
.sheet { padding: .5rem 1.25rem 1.5rem; border-inline-start: 1px solid var(--rule); overflow: auto; overflow-wrap: anywhere; font: .95rem/1.5 Georgia, serif; }
.sheet[hidden] { display: none; }
.sheet.stale::before { content: 'Of the last text without problems:'; font-style: italic; color: var(--failed); }
.sheet.stale > * { opacity: .55; }
.sheet:empty::before { content: 'The term sheet is shown when the text has no problems.'; font-style: italic; color: var(--quiet); }
.sheet h2 { font-size: 1.2rem; } .sheet h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
.sheet ul { margin: .25rem 0; padding-inline-start: 1.25rem; }
.sheet p { font-size: .85rem; color: var(--quiet); }
@media (max-width: 50rem) {
  .panes { grid-template-columns: minmax(0, 1fr); }
  .sheet { border-inline-start: 0; border-block-start: 1px solid var(--rule); }
}
.status { margin: 0; padding: .4rem 1rem; font-size: .9rem; border-block-start: 1px solid var(--rule); }
.problems { margin: 0; padding: 0; list-style: none; max-height: 10rem; overflow: auto; }
.problems button { width: 100%; text-align: start; padding: .3rem 1rem; border: 0; background: none; font-size: .9rem; color: var(--failed); overflow-wrap: anywhere; }
.problems button:hover { background: var(--shade); }
.text { min-width: 0; }
.text .cm-editor { height: 100%; min-height: 14rem; background: var(--paper); color: var(--ink); }
.text .cm-editor.cm-focused { outline: 2px solid var(--keyword); outline-offset: -2px; }
.text .cm-scroller { font: .9rem/1.6 ui-monospace, monospace; }
.text .cm-content { caret-color: var(--ink); }
.text .cm-gutters { background: var(--shade); color: var(--quiet); border-inline-end: 1px solid var(--rule); }
.text .cm-activeLine, .text .cm-activeLineGutter { background: var(--active); }
.cm-tooltip.cm-tooltip { background: var(--shade); color: var(--ink); border: 1px solid var(--rule); max-width: min(36rem, 90vw); }
.cm-tooltip-autocomplete.cm-tooltip ul li { padding: .15rem .5rem; }
.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected] { background: var(--chosen); color: var(--ink); }
.cm-completionDetail.cm-completionDetail { color: var(--quiet); font-style: normal; }
.cm-editor .cm-lintRange.cm-lintRange { background-image: none; text-decoration: underline wavy; text-decoration-skip-ink: none; text-underline-offset: 3px; }
.cm-editor .cm-lintRange-error.cm-lintRange-error { text-decoration-color: var(--failed); }
.cm-editor .cm-lint-marker.cm-lint-marker { content: none; width: .7em; height: .7em; margin: .45em auto 0; border-radius: 50%; background: var(--quiet); }
.cm-editor .cm-lint-marker-error.cm-lint-marker-error { content: none; background: var(--failed); }
.cm-editor .cm-diagnostic.cm-diagnostic { border-inline-start: 4px solid var(--quiet); }
.cm-editor .cm-diagnostic-error.cm-diagnostic-error { border-color: var(--failed); }
.meaning { padding: .5rem .75rem; font-size: .9rem; } .meaning p { margin: .25rem 0; } .meaning code { overflow-wrap: anywhere; }
.scrip-keyword { color: var(--keyword); } .scrip-name { color: var(--name); font-weight: 600; } .scrip-number { color: var(--number); }
.scrip-text { color: var(--text); } .scrip-comment { color: var(--comment); font-style: italic; }
`;
