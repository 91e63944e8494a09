import { registrationOf } from '@scrip/config';
import { requireAnswer } from './answers.js';
import { bounded } from './bounded.js';
import { Committed, CONCURRENCY_MAX, gatewayOf, lastBlock, type Market } from './market.js';

/**
 * Registers the securities through their issuing organisation. On the sample network that organisation only acts for
 * the issuer: the record on the ledger carries the real issuer's LEI or register number.
 *
 * @returns the last block written
 */
export async function registerSecurities(market: Market): Promise<number> {
  const answers = await bounded(market.securities, CONCURRENCY_MAX, async (security) => {
    const body = { channel: market.channel, ...registrationOf(security) };
    const gateway = gatewayOf(market, security.issuer.mspId);
    const answer = await gateway.post('/v1/securities', `market-security-${security.isin}`, body);
    return requireAnswer(`registering ${security.isin}`, 201, Committed, answer);
  });
  return lastBlock(answers);
}
