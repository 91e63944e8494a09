import { compileTogether, format, termSheet, type CompiledSource, type Problem } from '@scrip/language';
import { definitions } from '@scrip/model';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { extensionsOf } from './extensions.js';
import { made, sheetElement } from './elements.js';
import { STYLE } from './style.js';

/** How long it waits for the next letter before it checks the text, in milliseconds. */
const QUIET = 200;

/**
 * `<scrip-editor label="…">`: an editor for texts of the language. It says what is wrong while somebody writes, offers what
 * can be written, formats, and shows the term sheet of what is defined. `value` is the text; `change` is dispatched when it
 * was checked.
 */
export class ScripEditor extends HTMLElement {
  readonly #status = made('p', { class: 'status', role: 'status' });
  readonly #problems = made('ul', { class: 'problems', 'aria-label': 'Problems' });
  readonly #sheet = made('section', { class: 'sheet', 'aria-label': 'Term sheet', tabindex: '0' });
  readonly #view: EditorView;
  #waiting: number | undefined;
  #compiled: CompiledSource | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const place = made('div', { class: 'text' });
    root.append(this.#bar(), made('div', { class: 'panes' }, place, this.#sheet), this.#status, this.#problems);
    this.#view = new EditorView({ root, parent: place, state: this.#stateOf('') });
  }

  connectedCallback(): void {
    this.#view.contentDOM.setAttribute('aria-label', this.getAttribute('label') ?? 'Text');
    this.#check();
  }

  disconnectedCallback(): void {
    clearTimeout(this.#waiting);
  }

  /** The text is where somebody goes on. */
  override focus(): void {
    this.#view.focus();
  }

  get value(): string {
    return this.#view.state.doc.toString();
  }

  set value(text: string) {
    this.#sheet.replaceChildren();
    this.#view.setState(this.#stateOf(text));
    this.#view.contentDOM.setAttribute('aria-label', this.getAttribute('label') ?? 'Text');
    this.#check();
  }

  /** What became of the text. */
  get compiled(): CompiledSource | undefined {
    return this.#compiled;
  }

  /** Writes the text in its format; where it cannot be read it stays as it is. */
  format(): void {
    const formatted = format(this.value);
    if (!('text' in formatted)) {
      this.#status.textContent = 'The text cannot be formatted before its problems are solved.';
      return;
    }
    if (formatted.text === this.value) return;
    const { doc, selection } = this.#view.state;
    const anchor = Math.min(selection.main.head, formatted.text.length);
    this.#view.dispatch({ changes: { from: 0, to: doc.length, insert: formatted.text }, selection: { anchor } });
  }

  #stateOf(doc: string): EditorState {
    const changed = EditorView.updateListener.of(({ docChanged }) => {
      if (!docChanged) return;
      clearTimeout(this.#waiting);
      this.#waiting = window.setTimeout(() => this.#check(), QUIET);
    });
    return EditorState.create({ doc, extensions: [extensionsOf(() => this.format()), changed] });
  }

  #bar(): HTMLElement {
    const button = (text: string, title: string, act: (button: HTMLButtonElement) => void): HTMLElement => {
      const element = made('button', { type: 'button', title }, text);
      element.addEventListener('click', () => act(element));
      return element;
    };
    const toggle = button('Term sheet', 'Show or hide the term sheet', (element) => {
      const isHidden = this.#sheet.toggleAttribute('hidden');
      element.setAttribute('aria-pressed', String(!isHidden));
    });
    toggle.setAttribute('aria-pressed', 'true');
    const bar = made('div', { class: 'bar', role: 'toolbar', 'aria-label': 'Editor' });
    bar.append(
      button('Format', 'Format the text (Shift+Alt+F)', () => this.format()),
      toggle,
    );
    return bar;
  }

  #check(): void {
    const text = this.value;
    const [compiled] = compileTogether([{ name: 'text', text }]);
    if (compiled === undefined) return;
    this.#compiled = compiled;
    const { problems, notes } = compiled;
    const diagnostics = [
      ...problems.map((each) => ({ ...placed(each, text), severity: 'error' as const })),
      ...notes.map((each) => ({ ...placed(each, text), severity: 'info' as const })),
    ];
    this.#view.dispatch(setDiagnostics(this.#view.state, diagnostics));
    this.#problems.replaceChildren(...[...problems, ...notes].map((each) => this.#problem(each)));
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    const defined = compiled.definitions.map(definitions.pinnedNameOf).join(', ');
    this.#status.textContent = problems.length > 0 ? count : `No problems. Defined: ${defined || 'nothing yet'}.`;
    this.#sheet.classList.toggle('stale', problems.length > 0);
    if (problems.length === 0) this.#show(compiled);
    this.dispatchEvent(new CustomEvent('change', { detail: compiled }));
  }

  #problem({ message, range }: Problem): HTMLElement {
    const { number } = this.#view.state.doc.lineAt(Math.min(range.from, this.#view.state.doc.length));
    const button = made('button', { type: 'button' }, `Line ${number}: ${message}`);
    button.addEventListener('click', () => {
      this.#view.dispatch({ selection: { anchor: range.from, head: range.to }, scrollIntoView: true });
      this.#view.focus();
    });
    return made('li', {}, button);
  }

  /** The sheet of the last text without problems stays while somebody writes. */
  #show({ definitions: defined }: CompiledSource): void {
    const known = new Map(defined.map((of) => [definitions.pinnedNameOf(of), of]));
    this.#sheet.replaceChildren(...defined.map((of) => sheetElement(termSheet(of, (name) => known.get(name)))));
  }
}

const placed = (
  { message, range, code }: Problem,
  text: string,
): { from: number; to: number; message: string; source: string } => ({
  from: Math.min(range.from, text.length),
  to: Math.min(Math.max(range.to, range.from + 1), text.length),
  message,
  source: code,
});

customElements.define('scrip-editor', ScripEditor);
