import { bounded } from './bounded.js';
import { CONCURRENCY_MAX, gatewayOf, lastBlock, type Market } from './market.js';
import { repeated } from './repeated.js';

/** Holder ids by the names that the tables give the holders. */
export type HolderIds = ReadonlyMap<string, string>;

/** Takes every holder on, each through the gateway of its custodian. */
export async function onboardHolders(market: Market): Promise<{ readonly ids: HolderIds; readonly block: number }> {
  const { holders } = market.tables;
  const answers = await bounded(holders, CONCURRENCY_MAX, async ({ ref, custodian, name, country, ...address }) => {
    const { channel } = market;
    const body = { name, address: { ...address, country }, country };
    const gateway = gatewayOf(market, custodian);
    const idempotencyKey = `market-holder-${ref}`;
    return { ref, ...(await repeated(() => gateway.registerParty(body, { channel, idempotencyKey }))) };
  });
  return { ids: new Map(answers.map(({ ref, partyId }) => [ref, partyId])), block: lastBlock(answers) };
}
