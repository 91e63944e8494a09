import { placementOf } from '@scrip/config';
import { bounded } from './bounded.js';
import { defineSecurities } from './define-securities.js';
import { CONCURRENCY_MAX, gatewayOf, lastBlock, type Market } from './market.js';
import { repeated } from './repeated.js';

/**
 * Defines the securities and registers them through their issuing organisation. On the sample network that organisation
 * only acts for the issuer: the definition carries the real issuer's LEI or register number.
 *
 * @returns the last block written
 */
export async function registerSecurities(market: Market): Promise<number> {
  await defineSecurities(market);
  const { channel, securities } = market;
  const answers = await bounded(securities, CONCURRENCY_MAX, (security) => {
    const gateway = gatewayOf(market, security.issuer);
    const idempotencyKey = `market-security-${security.isin}`;
    const placement = placementOf(security, security.definition);
    return repeated(() => gateway.registerSecurity(placement, { channel, idempotencyKey }));
  });
  return lastBlock(answers);
}
