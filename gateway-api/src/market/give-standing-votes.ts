import { addDays, parseBusinessDate } from '@scrip/model';
import type { VotingRole } from '../client/types.js';
import { bounded } from './bounded.js';
import {
  checkerOf,
  CONCURRENCY_MAX,
  gatewayOf,
  lastBlock,
  titledOf,
  type Market,
  type TitledSecurity,
} from './market.js';
import { repeated } from './repeated.js';

/** Days for which the standing votes of the sample market count: most of the year that is allowed. */
const DAYS = 360;

/**
 * The standing votes of registrar and notary, by which transfers of the titled securities pass.
 *
 * @returns the last block written
 */
export async function giveStandingVotes(market: Market): Promise<number> {
  const votes = titledOf(market).flatMap((security) => [
    { security, role: 'registrar' as const, voter: security.registrar },
    { security, role: 'notary' as const, voter: security.title.notary },
  ]);
  const given = await bounded(votes, CONCURRENCY_MAX, ({ security, role, voter }) =>
    give(market, security, role, voter),
  );
  return lastBlock(given);
}

async function give(
  market: Market,
  { isin }: TitledSecurity,
  role: VotingRole,
  voter: string,
): Promise<{ readonly block: number }> {
  const { channel } = market;
  const gateway = gatewayOf(market, voter);
  const { businessDate } = (await repeated(() => gateway.securities({ channel, limit: 1 }))).asOf;
  if (businessDate === null) throw new Error('the business day has not begun');
  const validUntil = addDays(parseBusinessDate(businessDate), DAYS);
  const options = (step: string): { readonly channel: string; readonly idempotencyKey: string } => ({
    channel,
    idempotencyKey: `market-${step}-${isin}-${role}`,
  });
  const proposal = await repeated(() => gateway.title.giveStandingVote(isin, { role, validUntil }, options('vote')));
  return repeated(() => checkerOf(market, voter).approve(proposal, options('vote-check')));
}
