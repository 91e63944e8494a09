export { emit } from './emit/emit.js';
export { KNOWN_CALENDARS, KNOWN_RATES } from './phrases/known-names.js';
export { compile, type Compiled } from './compile.js';
export type { Problem, ProblemCode } from './check/problem.js';
export { problemLine, problemWithLine } from './check/problem-line.js';
export { requireSaid } from './check/said-by-text.js';
export { positionAt, type Position, type Range } from './syntax/range.js';
export { format, type Formatted } from './format/format.js';
export { printDefinition } from './format/print-definition.js';
export {
  draftSentence,
  HEAD,
  orderOf,
  statementsOf,
  type DraftedSentence,
  type Gap,
  type SaidStatement,
  type Statement,
} from './format/statements.js';
export { compileTogether, type CompiledSource, type Source } from './together/compile-together.js';
export { definitionTexts, inOrder, withAllUsed, type DefinitionText } from './together/definition-texts.js';
export { namesIn, type NameInText } from './together/names.js';
export type { Library } from './translate/library.js';
export { type Candidate } from './search/candidate.js';
export { criteriaOf, indexEntriesOf, wordsDemanded, type Criterion, type IndexEntry } from './search/index-entries.js';
export { writtenIn } from './search/full-text.js';
export { type Query } from './search/query.js';
export { readQuery, type ReadQuery } from './search/read-query.js';
export { runQuery, type Answer, type Found } from './search/run-query.js';
export { termSheet } from './term-sheet/term-sheet.js';
export { toMarkdown } from './term-sheet/markdown.js';
export { toHtml, toHtmlPage } from './term-sheet/html.js';
export type { TermSheet } from './term-sheet/sheet.js';
