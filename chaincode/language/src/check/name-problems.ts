import type { Range } from '../syntax/range.js';
import type { Problem } from './problem.js';

/** A definition that is named and is not there. */
export const unknownName = (name: string, range: Range): Problem => ({
  code: 'DEFINITION_UNKNOWN',
  message: `there is no definition ${name}: name one that is published`,
  range,
});

/** A definition that is named where one of another kind is needed. */
export const otherKind = (name: string, kind: string, wanted: string, range: Range): Problem => ({
  code: 'DEFINITION_MISUSED',
  message: `${name} is a definition of kind ${kind}, and one of kind ${wanted} is needed here`,
  range,
});
