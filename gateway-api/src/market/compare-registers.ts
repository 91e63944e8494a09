import { z } from 'zod';
import { requireAnswer } from './answers.js';
import { bounded } from './bounded.js';
import type { GatewayClient } from './gateway-client.js';
import { CONCURRENCY_MAX, type Market } from './market.js';

const RegisterPage = z.object({
  issuedUnits: z.string(),
  items: z.array(z.object({ holderId: z.string(), units: z.string() })),
  nextCursor: z.string().optional(),
});

/** The register of one security as one gateway shows it, in lines of holder and units. */
async function registerText(gateway: GatewayClient, channel: string, isin: string): Promise<string> {
  const lines: string[] = [];
  let held = 0n;
  let cursor: string | undefined;
  do {
    const from = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await gateway.get(`/v1/securities/${isin}/register?channel=${channel}${from}`);
    const page = requireAnswer(`${gateway.mspId} shows the register of ${isin}`, 200, RegisterPage, answer);
    for (const { holderId, units } of page.items) {
      lines.push(`${holderId} ${units}`);
      held += BigInt(units);
    }
    cursor = page.nextCursor;
    if (cursor === undefined && held !== BigInt(page.issuedUnits)) {
      throw new Error(`${gateway.mspId}: ${held} units of ${isin} are held but ${page.issuedUnits} are issued`);
    }
  } while (cursor !== undefined);
  return lines.join('\n');
}

/**
 * Reads every register through every gateway.
 *
 * @returns how many registers were compared
 * @throws Error where two organisations differ, or holdings do not add up to the units issued
 */
export async function compareRegisters({ securities, gateways, channel }: Market): Promise<number> {
  await bounded(securities, CONCURRENCY_MAX, async ({ isin }) => {
    const texts = await Promise.all([...gateways.values()].map((gateway) => registerText(gateway, channel, isin)));
    if (new Set(texts).size > 1) throw new Error(`the organisations do not agree on the register of ${isin}`);
  });
  return securities.length * gateways.size;
}
