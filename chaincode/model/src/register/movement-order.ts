import { mspId, type MspId } from '../identifiers/names.js';
import { optional, record, word, type Reader } from '../serialisation/reader.js';
import { legalBasisFields, type LegalBasis } from './legal-basis.js';

/** On whose word and by what authority units move that their holder has not instructed: kept with the movement. */
export interface MovementOrder extends LegalBasis {
  readonly by: MspId;
  /** Present where the order says that the receiver gets the units whatever the rules for holders say. */
  readonly overrides?: 'rules';
}

/** Reader of an order. */
export const movementOrder: Reader<MovementOrder> = record({
  ...legalBasisFields,
  by: mspId,
  overrides: optional(word('rules')),
});
