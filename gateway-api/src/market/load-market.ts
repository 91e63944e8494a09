import { everyGatewayHasSeen } from './catch-up.js';
import { compareRegisters } from './compare-registers.js';
import { issueUnits } from './issue-units.js';
import { makeTransfers } from './make-transfers.js';
import { giveStandingVotes } from './give-standing-votes.js';
import { votedOn, type Market } from './market.js';
import { readMarketRecord, writeMarketRecord } from './market-record.js';
import { onboardHolders } from './onboard-parties.js';
import type { Progress } from './progress.js';
import { registerSecurities } from './register-securities.js';
import { repeated } from './repeated.js';
import { stateClaims } from './state-claims.js';

/** Whether a gateway knows any security of the channel: then somebody uses the network already. */
async function isInUse({ gateways, channel }: Market): Promise<boolean> {
  const [gateway] = gateways.values();
  if (gateway === undefined) throw new Error('no gateway was given');
  const { items } = await repeated(() => gateway.securities({ channel, limit: 1 }));
  return items.length > 0;
}

/**
 * Loads the sample market into a network, through REST alone. Every request has an Idempotency-Key that follows from
 * the tables, so a run that broke off is simply run again; one that was complete is recognised and does nothing.
 *
 * @returns what there was to do
 * @throws UnexpectedOutcome at the first request that ends otherwise than the tables say
 */
export async function loadMarket(
  market: Market,
  data: string,
  progress: Progress,
): Promise<'loaded' | 'present' | 'in use'> {
  const { digest, holders, claims, allocations, transfers } = market.tables;
  const record = readMarketRecord(data);
  if (record?.state === 'complete') {
    const same = record.tables === digest ? '' : ', made from other tables and left as it is';
    progress.say(`the sample market is there${same}`);
    return 'present';
  }
  if (record === undefined && (await isInUse(market))) {
    progress.say('the network is in use: the sample market is not loaded into it');
    return 'in use';
  }
  writeMarketRecord(data, { schema: 1, tables: digest, state: 'started', holders: {} });
  await progress.phase(
    () => `${market.securities.length} securities registered`,
    () => registerSecurities(market),
  );
  const { ids } = await progress.phase(
    ({ ids: { size } }) => `${size} of ${holders.length} holders taken on`,
    async () => {
      const onboarded = await onboardHolders(market);
      await everyGatewayHasSeen(market, onboarded.block);
      return onboarded;
    },
  );
  await progress.phase(
    () => `${claims.length} claims of custodians, for which the rules of the securities ask`,
    async () => everyGatewayHasSeen(market, await stateClaims(market, ids)),
  );
  await progress.phase(
    () => `${votedOn(market).length} whose title passes by standing votes`,
    async () => everyGatewayHasSeen(market, await giveStandingVotes(market)),
  );
  await progress.phase(
    () => `${allocations.length} lots issued`,
    async () => everyGatewayHasSeen(market, await issueUnits(market, ids)),
  );
  const { block } = await progress.phase(
    ({ settled, replayed, refused }) =>
      `${transfers.length} transfers: ${settled} settled, ${replayed} repeated, ${refused} refused, all as expected`,
    () => makeTransfers(market, ids),
  );
  await progress.phase(
    (count) => `${count} registers read: every organisation shows what the tables add up to`,
    async () => {
      await everyGatewayHasSeen(market, block);
      return compareRegisters(market, ids);
    },
  );
  writeMarketRecord(data, { schema: 1, tables: digest, state: 'complete', holders: Object.fromEntries(ids) });
  return 'loaded';
}
