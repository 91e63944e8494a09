import { registrationOf } from '@scrip/config';
import { bounded } from './bounded.js';
import { CONCURRENCY_MAX, gatewayOf, lastBlock, type Market } from './market.js';
import { repeated } from './repeated.js';

/**
 * Registers the securities through their issuing organisation. On the sample network that organisation only acts for
 * the issuer: the record on the ledger carries the real issuer's LEI or register number.
 *
 * @returns the last block written
 */
export async function registerSecurities(market: Market): Promise<number> {
  const { channel, securities } = market;
  const answers = await bounded(securities, CONCURRENCY_MAX, (security) => {
    const { documents, ...registration } = registrationOf(security);
    const body = { ...registration, ...(documents === undefined ? {} : { documents: [...documents] }) };
    const gateway = gatewayOf(market, security.issuer.mspId);
    const idempotencyKey = `market-security-${security.isin}`;
    return repeated(() => gateway.registerSecurity(body, { channel, idempotencyKey }));
  });
  return lastBlock(answers);
}
