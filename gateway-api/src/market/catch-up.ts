import { setTimeout as delay } from 'node:timers/promises';
import { gatewayOf, type Market } from './market.js';
import { repeated } from './repeated.js';

const POLL_MS = 25;
const PATIENCE_MS = 60_000;

/**
 * Waits until every gateway has seen a block. Without it the gateway of one organisation might be asked about a holder
 * whom another one registered a moment ago, and refuse.
 *
 * @throws Error when a gateway does not get there
 */
export async function everyGatewayHasSeen(market: Market, block: number): Promise<void> {
  await Promise.all([...market.gateways.keys()].map((mspId) => gatewayHasSeen(market, mspId, block)));
}

/** Waits until the gateway of an organisation has seen a block. @throws Error when it does not get there */
export async function gatewayHasSeen(market: Market, mspId: string, block: number): Promise<void> {
  const { channel } = market;
  const gateway = gatewayOf(market, mspId);
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { asOf } = await repeated(() => gateway.securities({ channel, limit: 1 }));
    if (asOf.block >= block) return;
    if (Date.now() > deadline) throw new Error(`the gateway of ${mspId} is at block ${asOf.block}, not ${block}`);
    await delay(POLL_MS);
  }
}

/** The business date of the channel. @throws Error when its first day has not begun */
export async function businessDateOf({ gateways, channel }: Market): Promise<string> {
  const [gateway] = gateways.values();
  if (gateway === undefined) throw new Error('no gateway was given');
  const { businessDate } = (await repeated(() => gateway.securities({ channel, limit: 1 }))).asOf;
  if (businessDate === null) throw new Error('the business day has not begun');
  return businessDate;
}
