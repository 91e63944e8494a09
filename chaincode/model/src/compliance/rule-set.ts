import { partyId, type PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import {
  count,
  list,
  optional,
  pattern,
  record,
  refuseField,
  text,
  word,
  type Reader,
} from '../serialisation/reader.js';
import { expressionReader } from './expression-reader.js';
import type { Expression } from './expression.js';
import type { ComplianceEvent } from './facts.js';

/** What is asked for which event: three different things, which a regime seldom asks together. */
export interface RuleSet {
  /** Who may take units up when they are issued: the exemption or the approval of an offering. */
  readonly subscribe?: Expression;
  /** Which transfers are allowed: resale. */
  readonly transfer?: Expression;
  /** What must be true of every holder, after any movement and whenever holders are screened. */
  readonly hold?: Expression;
}

/** Rules of a regime under a name and a version; what a version says never changes. */
export interface RulePack {
  /** `RegD506b`, pinned elsewhere as `RegD506b@1`. */
  readonly name: string;
  readonly version: number;
  readonly title: string;
  /** It helps to keep the law and does not say what it is. */
  readonly notice: typeof NOT_LEGAL_ADVICE;
  readonly rules: RuleSet;
}

/** What every pack says of itself. */
export const NOT_LEGAL_ADVICE = 'Not legal advice.';

/** Reader of rules by event, at least one. @param reading - how what is asked for an event is read */
export function ruleSetOf(reading: (event: ComplianceEvent) => Reader<Expression>): Reader<RuleSet> {
  const sets = record({
    subscribe: optional(reading('subscribe')),
    transfer: optional(reading('transfer')),
    hold: optional(reading('hold')),
  });
  return (value, path) => {
    const read = sets(value, path);
    return Object.keys(read).length === 0 ? refuseField(path, 'rules for at least one event') : read;
  };
}

/** Reader of the parties that are looked at anew, each once. */
export const screenedParties: Reader<readonly PartyId[]> = (value, path) => {
  const read = list(partyId, { min: 1, max: LIMITS.holdersPerScreeningMax })(value, path);
  requireDistinct(read);
  return read;
};

/** Reader of the name of a pack. */
export const packName = pattern(/^[A-Z][A-Za-z0-9]{0,39}$/, 'a name such as RegD506b');

/** Reader of a pack. */
export const rulePack: Reader<RulePack> = record({
  name: packName,
  version: count({ min: 1, max: LIMITS.packVersionMax }),
  title: text(LIMITS.nameCharactersMax),
  notice: word(NOT_LEGAL_ADVICE),
  rules: ruleSetOf((event) => expressionReader({ event })),
});
