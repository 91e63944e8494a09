import type { Change } from '../change.js';
import type { Invariant } from '../invariant.js';
import type { LedgerImage } from '../ledger-image.js';
import { listIn, storedOf, textIn, unitsIn, type Stored } from '../stored.js';

/** What may become of a dispute. */
const STEPS: ReadonlySet<string> = new Set([
  ...['->open', 'open->open', 'open->dismissed', 'open->upheld', 'open->settled'],
  // corrected, or carried to whoever succeeds the holder
  'upheld->upheld',
]);

/** Units in dispute stay where they are until the dispute ends. */
export const disputes: Invariant = {
  name: 'disputes',
  statement: 'The units of a dispute are frozen exactly until it ends, and what it is about never changes.',
  check: (change, after) =>
    change.transaction.writes.flatMap(({ key, value }) =>
      key.startsWith('dispute/') ? flaws(key, value === undefined ? undefined : storedOf(value), change, after) : [],
    ),
};

function flaws(key: string, now: Stored | undefined, { before }: Change, after: LedgerImage): readonly string[] {
  const was = before.get(key);
  const step = `${textIn(was, 'state')}->${textIn(now, 'state')}`;
  if (!STEPS.has(step) || textIn(was, 'endedOn') !== '') return [`${key} goes ${step}`];
  const isMoved =
    was !== undefined && [unitsIn(was), textIn(was, 'isin')].join() !== [unitsIn(now), textIn(now, 'isin')].join();
  if (isMoved) return [`${key} is over other units than before`];
  const [isin, holder, id] = [textIn(now, 'isin'), textIn(now, 'holderId'), textIn(now, 'disputeId')];
  const held = frozenOver(after.get(`freeze/units/${isin}/${holder}`), id);
  const due = textIn(now, 'endedOn') === '' ? unitsIn(now) : 0n;
  return held === due ? [] : [`${key}: ${held} units frozen, ${due} in dispute`];
}

const frozenOver = (freezes: Stored | undefined, id: string): bigint =>
  listIn(freezes, 'freezes')
    .filter((each) => textIn(each, 'dispute') === id)
    .reduce((sum, each) => sum + unitsIn(each), 0n);
