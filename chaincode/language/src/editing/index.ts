export { completionsAt, type Completion } from './completion.js';
export { explainedAt, explainedBy, type Explained } from './hover.js';
export { highlightsIn, type Highlight, type Highlighted } from './highlight.js';
export { saidAt, saidIn, type Said, type SaidDefinition } from './said.js';
export { KINDS, WORDS } from './vocabulary.js';
export type { Piece } from './rests.js';
export type { Range } from '../syntax/range.js';
