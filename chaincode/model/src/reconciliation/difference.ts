import { instructionId, sha256Text, type InstructionId, type Sha256 } from '../identifiers/names.js';
import { unitsTotal } from '../numbers/units.js';
import { optional, pattern, record, refuseField, word, type Reader } from '../serialisation/reader.js';

/**
 * What a register is compared with: its own derivations, the central register or depository that it belongs to, the books
 * of a custodian, what a paying agent holds, what it has passed on for what has settled, or the account on which issued cash
 * rests.
 */
export const RECONCILIATION_SCOPES = ['register', 'depository', 'custody', 'payments', 'payouts', 'cash'] as const;

/** What a register is compared with. */
export type ReconciliationScope = (typeof RECONCILIATION_SCOPES)[number];

/** Reader of a scope. */
export const reconciliationScope: Reader<ReconciliationScope> = word(...RECONCILIATION_SCOPES);

/** A quantity as it may be public: units, or SHA-256 of a salt and what only the organisation may see. */
export type Figure = { readonly units: bigint } | { readonly hash: Sha256 };

/** Why two books differ: the one kind of a break that a reconciliation finds. */
export const DIFFERENCE_REASONS = ['position', 'settlement', 'cash', 'record'] as const;

/** A difference between two books. Reason and subject are its natural key: the same one tomorrow is the same difference. */
export interface Difference {
  readonly reason: (typeof DIFFERENCE_REASONS)[number];
  /** What differs: `total`, `holder:<party id>`, `holder:<nominee>:<for whom>`, or an opaque reference of the organisation. No personal data. */
  readonly subject: string;
  readonly instructionId?: InstructionId;
  /** By the register. */
  readonly expected: Figure;
  /** By the other book. */
  readonly found: Figure;
}

const figures = record({ units: optional(unitsTotal), hash: optional(sha256Text) });

/** Reader of a figure: one of its forms. */
export const figure: Reader<Figure> = (value, path) => {
  const { units, hash } = figures(value, path);
  if (units !== undefined && hash === undefined) return { units };
  if (hash !== undefined && units === undefined) return { hash };
  return refuseField(path, 'either units or a hash');
};

/** Fields of a difference, for readers of what carries one. */
export const differenceFields = {
  reason: word(...DIFFERENCE_REASONS),
  subject: pattern(/^[a-z]+(:[A-Za-z0-9._-]{1,80}){0,2}$/, 'what differs, such as total or holder:P…'),
  instructionId: optional(instructionId),
  expected: figure,
  found: figure,
} as const;

/** Reader of a difference. */
export const difference: Reader<Difference> = record(differenceFields);

/** Whether two differences are the same one, whatever their figures. */
export const isSameDifference = (left: Difference, right: Difference): boolean =>
  left.reason === right.reason && left.subject === right.subject;
