import { setTimeout as delay } from 'node:timers/promises';
import type { Market } from './market.js';
import type { MarketClient } from './operator-gateway.js';
import { repeated } from './repeated.js';

const POLL_MS = 25;
const PATIENCE_MS = 60_000;

/**
 * Waits until every gateway has seen a block. Without it the gateway of one organisation might be asked about a holder
 * whom another one registered a moment ago, and refuse.
 *
 * @throws Error when a gateway does not get there
 */
export async function everyGatewayHasSeen({ gateways, channel }: Market, block: number): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  const wait = async ([mspId, gateway]: readonly [string, MarketClient]): Promise<void> => {
    for (;;) {
      const { asOf } = await repeated(() => gateway.securities({ channel, limit: 1 }));
      if (asOf.block >= block) return;
      if (Date.now() > deadline) throw new Error(`the gateway of ${mspId} is at block ${asOf.block}, not ${block}`);
      await delay(POLL_MS);
    }
  };
  await Promise.all([...gateways].map(wait));
}
