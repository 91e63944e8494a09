import type { Change } from '../change.js';
import type { Invariant } from '../invariant.js';
import { isLotKey, type StoredLot } from '../lot.js';

/** A lot is written once and ends once. */
export const lots: Invariant = {
  name: 'lots',
  statement:
    'A lot is created whole by one transaction, under its own name and endorsement policy, and ends once: it is never changed.',
  check: (change) => [
    ...repolicied(change),
    ...malformed(change),
    ...change.created.flatMap((lot) => flaws(lot, change).map((flaw) => `${lot.key} ${flaw}`)),
    ...change.transaction.writes
      .filter(({ key, value }) => isLotKey(key) && value === undefined && !change.before.has(key))
      .map(({ key }) => `${key} ends and was not there`),
  ],
};

/** Who may move a lot is settled when it is created: its attestors alone could otherwise shut out everybody else. */
function repolicied({ transaction, created }: Change): readonly string[] {
  const own = new Set(created.map(({ key }) => key));
  return transaction.policies
    .filter(({ key }) => isLotKey(key) && !own.has(key))
    .map(({ key }) => `${key} gets another endorsement policy`);
}

function malformed({ transaction, created }: Change): readonly string[] {
  const read = new Set(created.map(({ key }) => key));
  return transaction.writes
    .filter(({ key, value }) => isLotKey(key) && value !== undefined && !read.has(key))
    .map(({ key }) => `${key} is not the key of a lot`);
}

function flaws(lot: StoredLot, { transaction, before, consumed }: Change): readonly string[] {
  const { said } = lot;
  const own = `${transaction.transactionId}/`;
  const ended = new Set(consumed.map(({ lotId }) => lotId));
  const unknown = lot.sources.filter((source) => !ended.has(source) && !source.startsWith(own));
  return [
    ...(before.has(lot.key) ? ['is changed'] : []),
    ...(lot.units > 0n ? [] : ['has no units']),
    ...(lot.transactionId === transaction.transactionId ? [] : ['is named after another transaction']),
    ...(said.isin === lot.isin && said.holderId === lot.holderId && said.lotId === lot.lotId
      ? []
      : ['says something else than its key']),
    ...(transaction.policies.some(({ key, isSet }) => key === lot.key && isSet) ? [] : ['has no endorsement policy']),
    ...unknown.map((source) => `comes from ${source}, which has not ended with it`),
  ];
}
