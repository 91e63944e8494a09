import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { requireAnswer } from './answers.js';
import type { Market } from './market.js';

const Seen = z.object({ asOf: z.object({ block: z.int() }) });

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
  const wait = async (mspId: string): Promise<void> => {
    for (;;) {
      const answer = await gateways.get(mspId)?.get(`/v1/securities?channel=${channel}&limit=1`);
      if (answer === undefined) return;
      const { asOf } = requireAnswer(`${mspId} lists securities`, 200, Seen, answer);
      if (asOf.block >= block) return;
      if (Date.now() > deadline) throw new Error(`the gateway of ${mspId} is at block ${asOf.block}, not ${block}`);
      await delay(POLL_MS);
    }
  };
  await Promise.all([...gateways.keys()].map(wait));
}
