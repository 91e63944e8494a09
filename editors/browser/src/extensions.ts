import {
  completionsAt,
  explainedAt,
  highlightsIn,
  type Completion as Offered,
  type Piece,
} from '@scrip/language/editing';
import {
  autocompletion,
  completionKeymap,
  snippet,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { RangeSetBuilder, type Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  highlightActiveLine,
  hoverTooltip,
  keymap,
  lineNumbers,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { made } from './elements.js';

/** What an editor of the language does. Tab leaves it: nobody is caught in it who has a keyboard alone. */
export const extensionsOf = (format: () => void): Extension => [
  lineNumbers(),
  history(),
  highlightActiveLine(),
  bracketMatching(),
  lintGutter(),
  indentUnit.of('  '),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ spellcheck: 'false', autocapitalize: 'off' }),
  colours,
  autocompletion({ override: [offered], icons: false }),
  meanings,
  keymap.of([
    { key: 'Shift-Alt-f', run: () => (format(), true), preventDefault: true },
    ...completionKeymap,
    ...lintKeymap,
    ...historyKeymap,
    ...defaultKeymap,
  ]),
];

function coloursOf({ state }: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { range, as } of highlightsIn(state.doc.toString())) {
    builder.add(range.from, range.to, Decoration.mark({ class: `scrip-${as}` }));
  }
  return builder.finish();
}

const colours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = coloursOf(view);
    }

    update({ docChanged, view }: ViewUpdate): void {
      if (docChanged) this.decorations = coloursOf(view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

function offered({ state, pos, explicit }: CompletionContext): CompletionResult | null {
  const found = completionsAt(state.doc.toString(), pos);
  const [first] = found;
  if (first === undefined || (!explicit && first.range.from === first.range.to && !isAfterWord(state, pos)))
    return null;
  return { from: first.range.from, options: found.map(optionOf), validFor: /^[A-Za-z0-9_@%.'-]*$/ };
}

/** Nothing springs open on an empty line: there it is asked for. */
const isAfterWord = ({ doc }: CompletionContext['state'], pos: number): boolean =>
  /\S \s*$/.test(doc.lineAt(pos).text.slice(0, pos - doc.lineAt(pos).from));

const optionOf = ({ label, insert, is }: Offered): Completion => ({
  label,
  ...(is === undefined ? {} : { detail: is }),
  apply: snippet(snippetOf(insert)),
});

/** Pieces as a snippet: values to be filled in are its fields. */
export const snippetOf = (pieces: readonly Piece[]): string =>
  pieces
    .map((piece) => (typeof piece === 'string' ? piece : `\${${piece.example.replace(/[{}]/g, '\\$&')}}`))
    .join(' ')
    .replaceAll(' ,', ',')
    .replaceAll(' :', ':');

const meanings = hoverTooltip(({ state }, pos) => {
  const found = explainedAt(state.doc.toString(), pos);
  if (found === undefined) return null;
  const { range, is, template, meaning, regime } = found;
  const lines = [
    made('strong', {}, is),
    ...(meaning === undefined ? [] : [made('p', {}, meaning)]),
    ...(regime === undefined
      ? []
      : [made('p', {}, `${regime.title}, law since ${regime.lawSince}. Not legal advice.`)]),
    made('code', {}, template),
  ];
  return { pos: range.from, end: range.to, create: () => ({ dom: made('div', { class: 'meaning' }, ...lines) }) };
});
