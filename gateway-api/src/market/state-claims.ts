import { addDays, parseBusinessDate } from '@scrip/model';
import { agreed } from './agreed.js';
import { bounded } from './bounded.js';
import { businessDateOf, everyGatewayHasSeen } from './catch-up.js';
import { holderIdOf } from './issue-units.js';
import { CONCURRENCY_MAX, custodianOf, custodiansOf, gatewayOf, lastBlock, type Market } from './market.js';
import type { HolderIds } from './onboard-parties.js';
import { repeated } from './repeated.js';

/** Days for which the claims of the sample market count. */
const DAYS = 360;

/**
 * What the custodians state of their clients, because the texts of the securities ask for it. The regulator says that their
 * claims count; no type of claim decides anything by itself.
 *
 * @returns the last block written
 */
export async function stateClaims(market: Market, ids: HolderIds): Promise<number> {
  const { channel, tables } = market;
  const today = parseBusinessDate(await businessDateOf(market));
  await everyGatewayHasSeen(market, await trustCustodians(market, today));
  const period = { validFrom: today, validUntil: addDays(today, DAYS) };
  const retention = { purpose: 'sample market', basis: 'contract' as const };
  const stated = await bounded(tables.claims, CONCURRENCY_MAX, ({ holder, type, value }) => {
    const gateway = gatewayOf(market, custodianOf(market, holder) ?? '');
    const details = { findings: 'invented, as all of the sample market', retention };
    const claim = {
      subject: holderIdOf(ids, holder),
      type,
      ...(value === undefined ? {} : { value }),
      ...period,
      details,
    };
    return repeated(() => gateway.claims.make(claim, { channel, idempotencyKey: `market-claim-${holder}-${type}` }));
  });
  return lastBlock(stated);
}

/** The regulator has claims of the custodians count, of every type that the table has. */
async function trustCustodians(market: Market, from: string): Promise<number> {
  const { regulator, tables } = market;
  const types = [...new Set(tables.claims.map(({ type }) => type))];
  const issuers = custodiansOf(market).map((mspId) => ({ mspId, from }));
  const trusted = await bounded(types, CONCURRENCY_MAX, (type) => {
    const trust = { type, effect: 'requires', sides: 'none', issuers } as const;
    return agreed(market, regulator, [`trust-${type}`, `trust-check-${type}`], ({ claims }, given) =>
      claims.adoptTrust(trust, given),
    );
  });
  return lastBlock(trusted);
}
