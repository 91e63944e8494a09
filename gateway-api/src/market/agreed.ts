import type { Approval } from '../client/types.js';
import { checkerOf, gatewayOf, type Market } from './market.js';
import type { MarketClient } from './operator-gateway.js';
import { repeated } from './repeated.js';

/** What tells a command from others, and where it is given. */
export interface Given {
  readonly channel: string;
  readonly idempotencyKey: string;
}

/**
 * Does what an organisation does by two persons: its maker proposes, its checker approves.
 *
 * @param keys - by which the two commands are told from others
 */
export async function agreed(
  market: Market,
  mspId: string,
  [proposing, approving]: readonly [proposing: string, approving: string],
  propose: (maker: MarketClient, given: Given) => Promise<Approval>,
): Promise<{ readonly block: number }> {
  const given = (key: string): Given => ({ channel: market.channel, idempotencyKey: `market-${key}` });
  const proposal = await repeated(() => propose(gatewayOf(market, mspId), given(proposing)));
  return repeated(() => checkerOf(market, mspId).approve(proposal, given(approving)));
}
