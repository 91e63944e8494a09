import { mspId, type MspId } from '../identifiers/names.js';
import type { ConsentNeed } from '../definition/amendment.js';
import { LIMITS } from '../limits.js';
import { parseDecimal } from '../numbers/decimal.js';
import { unitsTotal } from '../numbers/units.js';
import { count, record } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';

/** Units by what was said of them in a solicitation. */
export interface ConsentTally {
  readonly yes: bigint;
  readonly no: bigint;
  /** Units of the issuer itself, which do not count. */
  readonly aside: bigint;
  /** Accounts whose units were voted. */
  readonly votes: number;
}

/** Nothing was said yet. */
export const NO_VOTES: ConsentTally = { yes: 0n, no: 0n, aside: 0n, votes: 0 };

/** Fields of a {@link ConsentTally}. */
export const tallyFields = {
  yes: unitsTotal,
  no: unitsTotal,
  aside: unitsTotal,
  votes: count({ min: 0, max: LIMITS.votesPerSolicitationMax }),
} as const;

/** What one organisation has brought in. */
export interface ConsentTallyOf extends ConsentTally {
  readonly mspId: MspId;
}

/** How it is stored what one organisation has brought in: organisations do not wait for each other. */
export const tallyRecord = storedRecord<ConsentTallyOf>('tally of a solicitation', record({ mspId, ...tallyFields }));

/** Several tallies together. */
export const sumOfTallies = (all: readonly ConsentTally[]): ConsentTally => all.reduce(addTally, NO_VOTES);

/** A tally with what one more account says. */
export const addTally = (left: ConsentTally, right: ConsentTally): ConsentTally => ({
  yes: left.yes + right.yes,
  no: left.no + right.no,
  aside: left.aside + right.aside,
  votes: left.votes + right.votes,
});

/** How far one thing is that holders must reach. */
export interface NeedOutcome extends ConsentNeed {
  /** Whether enough units take part. */
  readonly isQuorate: boolean;
  /** Whether enough of those that count agree, and enough take part. */
  readonly isMet: boolean;
  /** Whether it stays met whatever is voted still. */
  readonly isCertain: boolean;
}

/**
 * What a tally comes to, need by need. Exact: parts are compared as products, and a part that is exactly reached is reached.
 *
 * @param total - units outstanding at the record date, those of the issuer included
 */
export function outcomesOf(
  needs: readonly ConsentNeed[],
  { yes, no, aside }: ConsentTally,
  total: bigint,
): readonly NeedOutcome[] {
  const [voting, cast] = [total - aside, yes + no];
  return needs.map((need) => {
    const isQuorate = reaches(cast, need.quorumPercent, voting);
    const isByOutstanding = reaches(yes, need.percent, voting);
    const isAgreed = need.of === 'votes-outstanding' ? isByOutstanding : cast > 0n && reaches(yes, need.percent, cast);
    // where the issuer has all units there is nobody to ask
    const isMet = voting === 0n || (isQuorate && isAgreed);
    return { ...need, isQuorate, isMet, isCertain: isMet && (voting === 0n || isByOutstanding) };
  });
}

/** Whether units are at least so many per cent of others. */
function reaches(units: bigint, percent: string, of: bigint): boolean {
  const { coefficient, scale } = parseDecimal(percent);
  return units * 100n * 10n ** BigInt(scale) >= coefficient * of;
}
