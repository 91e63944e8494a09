import { DEFINITION_STATUSES, type DefinitionStatus } from '@scrip/model';
import type { Problems } from '../check/problem.js';
import { closestWord } from '../phrases/closest.js';
import type { Range } from '../syntax/range.js';
import type { Sought } from './query.js';

const kinds = (...among: readonly string[]): Sought => ({ index: 'kind', among });
const instruments = (...among: readonly string[]): Sought => ({ index: 'instrument', among });

/** What can be looked for, by the words for it. */
export const SUBJECTS: Readonly<Record<string, Sought>> = {
  definitions: kinds(),
  securities: kinds('security'),
  'compliance definitions': kinds('compliance'),
  'ownership definitions': kinds('ownership'),
  'privacy definitions': kinds('privacy'),
  'identity definitions': kinds('identity'),
  'governance definitions': kinds('governance'),
  bonds: instruments('bond', 'couponBond', 'corporateNote', 'zeroCouponBond', 'convertibleBond'),
  shares: instruments('share', 'preferredShare', 'ordinaryShare'),
  'preferred shares': instruments('preferredShare'),
  'fund units': instruments('fundUnit'),
  warrants: instruments('warrant'),
  certificates: instruments('certificate'),
  SAFEs: instruments('safe'),
  'convertible notes': instruments('convertibleNote'),
  'tranche notes': instruments('trancheNote'),
  'profit notes': instruments('profitNote'),
  sukuk: instruments('sukuk'),
  cash: instruments('tokenisedCash'),
};

/** What is looked for: `bonds`, and those that are in force; `draft bonds`: others. */
export function subjectOf(
  words: readonly string[],
  range: Range,
  problems: Problems,
): { readonly status: DefinitionStatus; readonly sought: Sought } | undefined {
  const status = DEFINITION_STATUSES.find((each) => each === words[0]);
  const name = words.slice(status === undefined ? 0 : 1).join(' ');
  const sought = Object.hasOwn(SUBJECTS, name) ? SUBJECTS[name] : undefined;
  if (sought !== undefined) return { status: status ?? 'adopted', sought };
  const near = closestWord(name, Object.keys(SUBJECTS));
  const hint = near === undefined ? `there are ${Object.keys(SUBJECTS).join(', ')}` : `did you mean "${near}"?`;
  problems.add('SUBJECT_UNKNOWN', `nothing is called "${name}" here: ${hint}`, range);
  return undefined;
}
