import type { MspId } from '../identifiers/names.js';

/**
 * Who has asked for something after one more organisation has, each once and the last one last.
 *
 * @param earlier - who has asked for the same before
 */
export const askedAlso = (earlier: readonly MspId[], by: MspId): readonly MspId[] => [
  ...earlier.filter((each) => each !== by),
  by,
];
