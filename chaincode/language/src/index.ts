export { emit } from './emit/emit.js';
export { compile, type Compiled } from './compile.js';
export type { Problem, ProblemCode } from './check/problem.js';
export { positionAt, type Position, type Range } from './syntax/range.js';
export { format, type Formatted } from './format/format.js';
export { printDefinition } from './format/print-definition.js';
export { compileTogether, type CompiledSource, type Source } from './together/compile-together.js';
export { namesIn, type NameInText } from './together/names.js';
export type { TextLibrary } from './translate/library.js';
