import { instructionId, mspId, type InstructionId, type MspId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { requireDistinct } from '../serialisation/distinct.js';
import { list, optional, record, word, type Reader } from '../serialisation/reader.js';
import { legalBasisFields, type LegalBasis } from './legal-basis.js';

/** Instructions that an order ends, so that the units that are reserved for them are within its reach. */
export type EndedInstructions = readonly InstructionId[];

const named = list(instructionId, { min: 1, max: LIMITS.reservationsPerHoldingMax });

/** Reader of instructions that an order ends. Error: DUPLICATE_IN_BATCH. */
export const endedInstructions: Reader<EndedInstructions> = (value, path) => {
  const ids = named(value, path);
  requireDistinct(ids);
  return ids;
};

/** What an order may say that it stands above: the rules for holders, or the ranks of encumbrances. */
export const ORDER_OVERRIDES = ['rules', 'ranks'] as const;

/** What an order says that it stands above. */
export type OrderOverride = (typeof ORDER_OVERRIDES)[number];

/** On whose word and by what authority units move that their holder has not instructed: kept with the movement. */
export interface MovementOrder extends LegalBasis {
  readonly by: MspId;
  /**
   * Present where the order says that the receiver gets the units whatever the rules for holders say, or that it discharges
   * what ranks before a right that stays.
   */
  readonly overrides?: OrderOverride;
  readonly ends?: EndedInstructions;
}

/** Reader of an order. */
export const movementOrder: Reader<MovementOrder> = record({
  ...legalBasisFields,
  by: mspId,
  overrides: optional(word(...ORDER_OVERRIDES)),
  ends: optional(endedInstructions),
});
