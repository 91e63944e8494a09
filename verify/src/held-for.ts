import type { JsonObject } from './certificate.js';
import type { CertifiedEntry } from './checks/entry.js';

/** Units of one sub-account: the parties through and for whom they are held, whom they are for last. */
interface SubAccount {
  readonly chain: readonly string[];
  readonly units: bigint;
}

/**
 * For whom the registered holder has its units, where that is not itself: title is the nominee's, and the benefit of
 * others. Without these lines a certificate would let a nominee pass for the owner of what its clients have.
 */
export function heldForOthers({ lots, json }: Pick<CertifiedEntry, 'lots' | 'json'>): readonly string[] {
  const accounts = subAccounts(lots);
  const isNominee = (json['holder'] as JsonObject | undefined)?.['nominee'] !== undefined;
  return accounts.flatMap(({ chain, units }) => {
    if (chain.length === 0) {
      return isNominee ? [`As a nominee it had ${units} units for others whom the register does not name.`] : [];
    }
    const through = chain.slice(0, -1).map((party) => `, through party ${party}`);
    return [`As a nominee it had ${units} units for party ${String(chain.at(-1))}${through.join('')}.`];
  });
}

function subAccounts(lots: CertifiedEntry['lots']): readonly SubAccount[] {
  const accounts = new Map<string, SubAccount>();
  for (const { units, record } of lots) {
    const chain = Array.isArray(record['designation']) ? record['designation'].map(String) : [];
    const known = accounts.get(chain.join('/'))?.units ?? 0n;
    accounts.set(chain.join('/'), { chain, units: known + BigInt(units) });
  }
  return [...accounts.values()];
}
