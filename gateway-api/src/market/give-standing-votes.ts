import { addDays, parseBusinessDate, type VotingRole } from '@scrip/model';
import { agreed } from './agreed.js';
import { bounded } from './bounded.js';
import { businessDateOf } from './catch-up.js';
import type { ListedSecurity } from './listed-securities.js';
import { CONCURRENCY_MAX, custodiansOf, lastBlock, votedOn, type Market } from './market.js';

/** Days for which the standing votes of the sample market count: most of the year that is allowed. */
const DAYS = 360;

interface Vote {
  readonly isin: string;
  readonly role: VotingRole;
  readonly voter: string;
}

/**
 * The standing votes from all places that the protocols of the securities name, by which transfers pass.
 *
 * @returns the last block written
 */
export async function giveStandingVotes(market: Market): Promise<number> {
  const validUntil = addDays(parseBusinessDate(await businessDateOf(market)), DAYS);
  const votes = votedOn(market).flatMap((security) =>
    security.voters.flatMap((role) =>
      organisationsAt(market, security, role).map((voter) => ({ isin: security.isin, role, voter })),
    ),
  );
  return lastBlock(await bounded(votes, CONCURRENCY_MAX, (vote) => give(market, vote, validUntil)));
}

/** Who votes from each place: custodians from that of their clients. */
const AT: Readonly<Record<VotingRole, (market: Market, security: ListedSecurity) => readonly string[]>> = {
  registrar: (_, { registrar }) => [registrar],
  issuer: (_, { issuer }) => [issuer],
  notary: (_, { notary }) => (notary === undefined ? [] : [notary]),
  sellersCustodian: custodiansOf,
  buyersCustodian: custodiansOf,
  externalRegister: () => [],
};

/** Who votes from a place. @throws Error when there is nobody */
function organisationsAt(market: Market, security: ListedSecurity, role: VotingRole): readonly string[] {
  const voters = AT[role](market, security);
  if (voters.length === 0) throw new Error(`nobody votes as ${role} on transfers of ${security.isin}`);
  return voters;
}

const give = (market: Market, { isin, role, voter }: Vote, validUntil: string): Promise<{ readonly block: number }> =>
  agreed(market, voter, [`vote-${isin}-${role}`, `vote-check-${isin}-${role}`], ({ title }, given) =>
    title.giveStandingVote(isin, { role, validUntil }, given),
  );
