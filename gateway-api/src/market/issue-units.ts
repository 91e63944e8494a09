import { agreed } from './agreed.js';
import { bounded } from './bounded.js';
import { CONCURRENCY_MAX, lastBlock, type Market } from './market.js';
import type { MarketAllocation } from './market-tables.js';
import type { HolderIds } from './onboard-parties.js';

/** Requests of one security in the order of their issues: they change the same count of issued units. */
function requestsOf(
  allocations: readonly MarketAllocation[],
  isin: string,
): ReadonlyMap<number, readonly MarketAllocation[]> {
  const own = allocations.filter((allocation) => allocation.isin === isin);
  const issues = [...new Set(own.map(({ issue }) => issue))].sort((a, b) => a - b);
  return new Map(issues.map((issue) => [issue, own.filter((allocation) => allocation.issue === issue)]));
}

/** The id of a holder. @throws Error for a name that is not in the tables */
export function holderIdOf(ids: HolderIds, ref: string): string {
  const id = ids.get(ref);
  if (id === undefined) throw new Error(`holder ${ref} is not on the ledger`);
  return id;
}

/** Distributes the securities to the holders, one lot for each allocation; a maker proposes and a checker approves. @returns the last block written */
export async function issueUnits(market: Market, ids: HolderIds): Promise<number> {
  const { securities, tables } = market;
  const blocks = await bounded(securities, CONCURRENCY_MAX, async ({ isin, issuer }) => {
    const answers: { readonly block: number }[] = [];
    for (const [issue, request] of requestsOf(tables.allocations, isin)) {
      const allocations = request.map(({ holder, units, price }) => ({
        holderId: holderIdOf(ids, holder),
        units,
        price,
      }));
      const key = `issue-${isin}-${issue}`;
      answers.push(
        await agreed(market, issuer, [key, `${key}-check`], (maker, given) =>
          maker.issue(isin, { allocations }, given),
        ),
      );
    }
    return { block: lastBlock(answers) };
  });
  return lastBlock(blocks);
}
