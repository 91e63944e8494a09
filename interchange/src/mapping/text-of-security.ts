import {
  compile,
  draftSentence,
  format,
  HEAD,
  orderOf,
  type Compiled,
  type DraftedSentence,
  type Statement,
} from '@scrip/language';
import { addedSentences, saysToo, type AddedSentences } from './additions.js';
import type { ReadSecurity } from './read-security.js';
import type { ImportReport, Mapped, Needed } from './report.js';
import { termOf } from './report.js';

/** A security of a document as a text of the language. */
export interface Imported {
  /** Text in its format; what it lacks stands in comments. */
  readonly text: string;
  /** Which kind of object it was. */
  readonly form: string;
  /** Whether the text says a security: it compiles. */
  readonly isComplete: boolean;
  readonly report: ImportReport;
}

/** A statement with its sentence, as far as it is known. */
interface Drafted {
  readonly statement: Statement;
  readonly draft: DraftedSentence;
}

/** What an author adds to what a document says. */
export interface Additions {
  /** Name of the definition; absent: that of the document, or one that is made up. */
  readonly name?: string;
  /** Title of the definition, likewise. */
  readonly title?: string;
  /** Sentences, one a line. One that says what the document says in part takes its place. */
  readonly sentences?: string;
}

/**
 * Writes what was read as a text, checks it, and says what is missing.
 *
 * @param from - the format, for the first line
 * @param index - place of the object among those of the document, for a name where it has none
 */
export function textOf(read: ReadSecurity, from: string, index = 0, given: Additions = {}): Imported {
  const head = headOf(read.statements, index, given);
  const drafted = read.statements.map((statement) => ({
    statement,
    draft: statement.is === HEAD ? { words: head.words, filled: head.words, missing: [] } : draftSentence(statement),
  }));
  const added = addedSentences(given.sentences ?? '');
  const body = drafted
    .filter(({ statement }) => statement.is !== HEAD && !saysToo(added, statement))
    .sort((a, b) => orderOf(a.statement.is) - orderOf(b.statement.is));
  const problems = problemsOf(head.words, body, added);
  const open = body.filter(({ draft }) => isOpen(draft));
  const comments = [...problems.map(asComment), ...open.map(({ draft }) => `  # to say: ${draft.words}`)];
  const said = [...body.filter(({ draft }) => !isOpen(draft)).map(({ draft }) => draft.words), ...added.lines];
  return {
    text: formatted([`# imported from ${from} (${read.form.name})`, head.words, ...comments, ...indented(said)]),
    form: read.form.name,
    isComplete: problems.length === 0 && open.length === 0,
    report: {
      mapped: mappedOf(read, drafted),
      notMapped: read.notMapped,
      needed: [...head.needed, ...open.flatMap(gapsOf), ...problems.map(problemOf)],
    },
  };
}

const isOpen = ({ missing }: DraftedSentence): boolean => missing.length > 0;

type Problem = Compiled['problems'][number];

/**
 * What is wrong with a text. Where something is missing, examples stand in for it while the rest is asked what it lacks
 * further; whether values fit each other is asked of a whole text alone.
 */
function problemsOf(head: string, body: readonly Drafted[], added: AddedSentences): readonly Problem[] {
  const filled = [...body.map(({ draft }) => draft.filled), ...added.lines];
  const { problems } = compile(textOfLines(head, filled));
  const isWhole = !body.some(({ draft }) => isOpen(draft)) && !problems.some(isNotSaid);
  if (isWhole) return problems;
  const said = [...body.map(({ statement }) => statement), ...added.statements].map(({ is }) => is);
  const absent = IDENTIFYING.filter(([, ...names]) => !said.some((is) => names.includes(is)));
  const standIns = absent.map(([is]) => draftSentence({ is, values: {} }).filled);
  const further = compile(textOfLines(head, [...standIns, ...filled])).problems;
  return [...problems.filter((each) => isNotSaid(each) || isOfText(each)), ...further.filter(isTermMissing)];
}

/** What every security says, each by one of these sentences; the first stands in where it is missing. */
const IDENTIFYING: readonly (readonly [string, ...string[]])[] = [
  ['isin', 'isin'],
  ['cfi', 'cfi'],
  ['issuer by lei', 'issuer by lei', 'issuer by register'],
  ['currency', 'currency'],
  ['size', 'size'],
];

const isNotSaid = ({ code }: Problem): boolean => code === 'NOT_SAID';
const isTermMissing = ({ code }: Problem): boolean => code === 'TERM_MISSING';
/** What keeps sentences from being read, whatever else is said: those of an author may be wrong. */
const isOfText = ({ code }: Problem): boolean => OF_TEXT.includes(code);
const OF_TEXT: readonly Problem['code'][] = [
  ...(['CHARACTER_UNKNOWN', 'LAYOUT_INVALID', 'SYNTAX_INVALID', 'SENTENCE_UNKNOWN'] as const),
  ...(['SENTENCE_INCOMPLETE', 'SAID_TWICE'] as const),
];
const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
const textOfLines = (head: string, sentences: readonly string[]): string =>
  [head, ...indented(sentences), ''].join('\n');

/** What is wrong with the text, on one line. */
const problemOf = ({ code, message }: Problem): Needed => ({ at: code, what: oneLine(message) });
const asComment = (problem: Problem): string =>
  `  # ${isNotSaid(problem) || isTermMissing(problem) ? 'missing' : 'problem'}: ${oneLine(problem.message)}`;
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

const gapsOf = ({ draft: { words, missing } }: Drafted): readonly Needed[] =>
  missing.map(({ slot, expects }) => ({ at: words, what: `{${slot}}: ${expects}` }));

/** The first line: where the document has no name or no title, they are made of what it has. */
function headOf(
  statements: readonly Statement[],
  index: number,
  given: Additions,
): { readonly words: string; readonly needed: readonly Needed[] } {
  const values = { ...statements.find(({ is }) => is === HEAD)?.values, ...headGiven(given) };
  const isin = statements.find(({ is }) => is === 'isin')?.values['isin'];
  const standIn = typeof isin === 'string' ? isin : index === 0 ? 'IMPORTED' : `IMPORTED_${String(index + 1)}`;
  const ofClass = statements.find(({ values: each }) => typeof each['class'] === 'string')?.values['class'];
  const { name = standIn, version = 1, title = ofClass ?? standIn } = values as Statement['values'];
  const needed = [
    ...(Object.hasOwn(values, 'name')
      ? []
      : [{ at: 'name', what: `the name of the definition is made up: ${String(name)}` }]),
    ...(Object.hasOwn(values, 'title') ? [] : [{ at: 'title', what: `the title is made up: ${String(title)}` }]),
  ];
  return { words: `security ${String(name)}@${String(version)} ${quoted(String(title))}`, needed };
}

function headGiven({ name, title }: Additions): Statement['values'] {
  const [called, version] = name?.split('@') ?? [];
  return {
    ...(called === undefined ? {} : { name: called, version: Number(version) }),
    ...(title === undefined ? {} : { title }),
  };
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

function formatted(lines: readonly string[]): string {
  const text = `${lines.join('\n')}\n`;
  const result = format(text);
  return 'text' in result ? result.text : text;
}

function mappedOf({ values, statements }: ReadSecurity, drafted: readonly Drafted[]): readonly Mapped[] {
  return values.map(({ statement, slot, path, value }) => ({
    term: termOf(statements[statement]?.is ?? '', slot),
    ...{ path, value, sentence: drafted[statement]?.draft.words ?? '' },
  }));
}
