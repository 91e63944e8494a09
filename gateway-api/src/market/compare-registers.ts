import { bounded } from './bounded.js';
import { CONCURRENCY_MAX, type Market } from './market.js';
import type { MarketTables } from './market-tables.js';
import type { HolderIds } from './onboard-parties.js';
import type { MarketClient } from './operator-gateway.js';
import { repeated } from './repeated.js';

/** What the tables add up to: units by holder id. */
function registerOfTables({ allocations, transfers }: MarketTables, ids: HolderIds, isin: string): Map<string, bigint> {
  const register = new Map<string, bigint>();
  const add = (ref: string, units: bigint): void => {
    const id = ids.get(ref) ?? ref;
    register.set(id, (register.get(id) ?? 0n) + units);
  };
  for (const row of allocations) if (row.isin === isin) add(row.holder, BigInt(row.units));
  for (const row of transfers) {
    if (row.isin !== isin || row.expected !== 'settled') continue;
    add(row.from, -BigInt(row.units));
    add(row.to, BigInt(row.units));
  }
  return register;
}

const linesOf = (register: ReadonlyMap<string, bigint>): string =>
  [...register]
    .filter(([, units]) => units > 0n)
    .map(([holderId, units]) => `${holderId} ${units}`)
    .sort()
    .join('\n');

/** The register of one security as one gateway shows it. */
async function registerOf(gateway: MarketClient, channel: string, isin: string): Promise<Map<string, bigint>> {
  const register = new Map<string, bigint>();
  let cursor: string | undefined;
  do {
    const options = { channel, ...(cursor === undefined ? {} : { cursor }) };
    const page = await repeated(() => gateway.register(isin, options));
    for (const { holderId, units } of page.items) register.set(holderId, BigInt(units));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return register;
}

/**
 * Reads every register through every gateway and compares it with what the tables add up to.
 *
 * @returns how many registers were compared
 * @throws Error naming the first organisation and security that differ
 */
export async function compareRegisters(market: Market, ids: HolderIds): Promise<number> {
  const { securities, gateways, channel, tables } = market;
  const views = securities.flatMap(({ isin }) => [...gateways].map(([mspId, gateway]) => ({ isin, mspId, gateway })));
  await bounded(views, CONCURRENCY_MAX, async ({ isin, mspId, gateway }) => {
    const shown = linesOf(await registerOf(gateway, channel, isin));
    if (shown !== linesOf(registerOfTables(tables, ids, isin))) {
      throw new Error(`the register of ${isin} at the gateway of ${mspId} is not what the tables add up to`);
    }
  });
  return views.length;
}
