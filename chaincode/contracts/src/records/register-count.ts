import { DomainError, LIMITS, type Isin, type PartyId } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';
import { marksPrefix, registerPrefix } from './lot-records.js';

/** How many lots parties have. */
type Tally = ReadonlyMap<PartyId, number>;

/** The committed keys of a register, counted once in a transaction however many movements ask. */
interface CommittedCount {
  /** By registered holder. */
  readonly held: Tally;
  /** By party for whom nominees hold, and what of their lots that takes from these. */
  readonly marked: Tally;
}

const counted = new WeakMap<WorldState, Map<Isin, CommittedCount>>();

/** A key between one and all that follow it: keys have no character before `/`. */
const AFTER = '!';

/** All who have lots of a security: holders of record. @throws DomainError LIMIT_EXCEEDED */
export async function holdersOfRecord(state: WorldState, isin: Isin): Promise<ReadonlySet<PartyId>> {
  const { held } = await committedCount(state, isin);
  return partiesOf(held, changesOf(state, registerPrefix(isin), byHolder));
}

/** All for whom units of a security are held: nominees are looked through. @throws DomainError LIMIT_EXCEEDED */
export async function owners(state: WorldState, isin: Isin): Promise<ReadonlySet<PartyId>> {
  const { held, marked } = await committedCount(state, isin);
  return partiesOf(
    sumOf(held, marked),
    sumOf(changesOf(state, registerPrefix(isin), byHolder), changesOf(state, marksPrefix(isin), byOwner)),
  );
}

/** Whom a key counts for, by how much: what a mark says of a lot tells both of its parties. */
type Counting = (named: string) => readonly (readonly [PartyId, number])[];

/** `<holder>/<transaction>/<index>`: a lot. */
const byHolder: Counting = (named) => [[partAt(named, 0), 1]];

/** `<owner>/<holder>/<transaction>/<index>`: a lot of the holder that is the owner's. */
const byOwner: Counting = (named) => [
  [partAt(named, 0), 1],
  [partAt(named, 1), -1],
];

const partAt = (named: string, index: number): PartyId => (named.split('/', index + 1)[index] ?? '') as PartyId;

async function committedCount(state: WorldState, isin: Isin): Promise<CommittedCount> {
  const known = counted.get(state) ?? new Map<Isin, CommittedCount>();
  counted.set(state, known);
  const before = known.get(isin);
  if (before !== undefined) return before;
  const count = {
    held: await tallyOf(state, registerPrefix(isin), byHolder),
    marked: await tallyOf(state, marksPrefix(isin), byOwner),
  };
  known.set(isin, count);
  return count;
}

/**
 * Reads all keys under a prefix, so many at a time: a peer cuts off, without a word, what one query finds beyond its own
 * limit (core.yaml, ledger.state.totalQueryLimit, 100,000 where nobody has changed it).
 */
async function tallyOf(state: WorldState, prefix: string, counting: Counting): Promise<Tally> {
  const tally = new Map<PartyId, number>();
  let read = 0;
  for (let from: string | undefined = ''; from !== undefined;) {
    const { keys, isCut } = await state.firstKeys(prefix, from, LIMITS.recordsPerQueryMax);
    for (const key of keys) add(tally, counting(key.slice(prefix.length)), 1);
    read += keys.length;
    if (read > LIMITS.lotsPerCountMax) throw new DomainError('LIMIT_EXCEEDED', { lotsMax: LIMITS.lotsPerCountMax });
    from = isCut ? `${keys.at(-1)?.slice(prefix.length) ?? ''}${AFTER}` : undefined;
  }
  return tally;
}

/** What the transaction itself has changed: lots are created and consumed, and never written over. */
function changesOf(state: WorldState, prefix: string, counting: Counting): Tally {
  const tally = new Map<PartyId, number>();
  for (const { key, isThere } of state.changesUnder(prefix)) {
    add(tally, counting(key.slice(prefix.length)), isThere ? 1 : -1);
  }
  return tally;
}

function add(tally: Map<PartyId, number>, counts: Iterable<readonly [PartyId, number]>, sign: 1 | -1): void {
  for (const [party, lots] of counts) tally.set(party, (tally.get(party) ?? 0) + sign * lots);
}

function sumOf(left: Tally, right: Tally): Tally {
  const sum = new Map(left);
  add(sum, right, 1);
  return sum;
}

/** Who has a lot when changes are done. */
function partiesOf(committed: Tally, changes: Tally): ReadonlySet<PartyId> {
  const parties = new Set<PartyId>();
  for (const [party, lots] of sumOf(committed, changes)) if (lots > 0) parties.add(party);
  return parties;
}
