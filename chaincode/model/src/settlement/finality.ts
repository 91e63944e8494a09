import type { Brand } from '../brand.js';
import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { list, optional, pattern, record, word, type Reader } from '../serialisation/reader.js';

/** Id of a transaction of the ledger: 64 lower-case hexadecimal digits. */
export type TransactionId = Brand<string, 'TransactionId'>;

/** Reader of a transaction id. */
export const transactionId = pattern(/^[0-9a-f]{64}$/, 'a transaction id') as Reader<TransactionId>;

/** When something happened on the ledger: in which transaction, and on which business date. */
export interface LedgerMoment {
  readonly transactionId: TransactionId;
  readonly businessDate: BusinessDate;
}

/** The moments of an instruction that decide what an insolvency can still undo. */
export interface FinalityMoments {
  /** It is entered into the system: Directive 98/26/EC art. 3(1) and (3). */
  readonly entered: LedgerMoment;
  /** No party can revoke it any longer by its own word: art. 5. */
  readonly irrevocable?: LedgerMoment;
  /** Units have moved and title has passed: nothing undoes it. */
  readonly final?: LedgerMoment;
}

const moment: Reader<LedgerMoment> = record({ transactionId, businessDate });

/** Reader of {@link FinalityMoments}. */
export const finalityMoments: Reader<FinalityMoments> = record({
  entered: moment,
  irrevocable: optional(moment),
  final: optional(moment),
});

/** A transaction with all moments to which an instruction came in it: most come to all of theirs in one. */
export interface SharedMoment extends LedgerMoment {
  readonly reached: readonly (keyof FinalityMoments)[];
}

const MOMENTS = ['entered', 'irrevocable', 'final'] as const;

/** Reader of {@link SharedMoment}. */
export const sharedMoment: Reader<SharedMoment> = record({
  transactionId,
  businessDate,
  reached: list(word(...MOMENTS), { min: 1, max: MOMENTS.length }),
});

/** Moments by their transactions, in the order in which they were reached. */
export function sharedMoments(moments: FinalityMoments): readonly SharedMoment[] {
  const shared = new Map<string, SharedMoment>();
  for (const name of MOMENTS) {
    const at = moments[name];
    if (at === undefined) continue;
    const key = `${at.transactionId} ${at.businessDate}`;
    shared.set(key, { ...at, reached: [...(shared.get(key)?.reached ?? []), name] });
  }
  return [...shared.values()];
}

/** The moments of which {@link sharedMoments} are told. @throws DomainError FIELD_INVALID where none of them is the entry */
export function momentsIn(shared: readonly SharedMoment[]): FinalityMoments {
  const named = shared.flatMap(({ reached: names, ...at }) => names.map((name) => [name, at] as const));
  return finalityMoments(Object.fromEntries(named), '/moments');
}

/** What has moments. */
export interface Timed {
  readonly moments?: FinalityMoments;
}

/** An instruction at its entry. */
export const entered = <T extends Timed>(instruction: T, at: LedgerMoment): T => ({
  ...instruction,
  moments: { entered: at },
});

/** An instruction that has come to one more moment, which it comes to once. */
export function reached<T extends Timed>(instruction: T, name: 'irrevocable' | 'final', at: LedgerMoment): T {
  const { moments } = instruction;
  if (moments === undefined || moments[name] !== undefined) return instruction;
  return { ...instruction, moments: { ...moments, [name]: at } };
}

/** The rule by which transfers become final, as participants agree to it by taking part. */
export const FINALITY_RULE = {
  name: 'scrip-finality-1',
  frame: 'Directive 98/26/EC on settlement finality in payment and securities settlement systems, articles 3 and 5',
  entered: 'the transaction is valid in a block in which the instruction is given or proposed',
  irrevocable: {
    transfer:
      'its entry: no party can revoke a transfer; until it is final both parties together can withdraw it, ' +
      'and the registrar can end it by an order that is recorded',
    joint: 'the affirmation of its last party: until then any party can withdraw',
  },
  final: 'the transaction is valid in a block that moves the units; a part that settles for itself is final by itself',
  correction: 'nothing that is final is undone: a correction is a new entry with its own legal basis',
} as const;
