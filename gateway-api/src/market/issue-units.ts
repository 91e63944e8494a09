import { requireAnswer } from './answers.js';
import { bounded } from './bounded.js';
import { Committed, CONCURRENCY_MAX, gatewayOf, lastBlock, type Market } from './market.js';
import type { MarketAllocation } from './market-tables.js';
import type { HolderIds } from './onboard-holders.js';

/** Requests of one security in the order of their issues: they change the same count of issued units. */
function requestsOf(allocations: readonly MarketAllocation[], isin: string): (readonly MarketAllocation[])[] {
  const own = allocations.filter((allocation) => allocation.isin === isin);
  const issues = [...new Set(own.map(({ issue }) => issue))].sort((a, b) => a - b);
  return issues.map((issue) => own.filter((allocation) => allocation.issue === issue));
}

/** The id of a holder. @throws Error for a name that is not in the tables */
export function holderIdOf(ids: HolderIds, ref: string): string {
  const id = ids.get(ref);
  if (id === undefined) throw new Error(`holder ${ref} is not on the ledger`);
  return id;
}

/** Distributes the securities to the holders, one lot for each allocation. @returns the last block written */
export async function issueUnits(market: Market, ids: HolderIds): Promise<number> {
  const blocks = await bounded(market.securities, CONCURRENCY_MAX, async ({ isin, issuer }) => {
    const answers: { readonly block: number }[] = [];
    for (const request of requestsOf(market.tables.allocations, isin)) {
      const allocations = request.map(({ holder, units, price }) => ({
        holderId: holderIdOf(ids, holder),
        units,
        price,
      }));
      const key = `market-issue-${isin}-${request[0]?.issue ?? 0}`;
      const path = `/v1/securities/${isin}/issuances?channel=${market.channel}`;
      const answer = await gatewayOf(market, issuer.mspId).post(path, key, { allocations });
      answers.push(requireAnswer(`issuing ${isin}`, 201, Committed, answer));
    }
    return { block: lastBlock(answers) };
  });
  return lastBlock(blocks);
}
