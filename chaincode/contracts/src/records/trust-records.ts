import { LIMITS, trustRecord, type ClaimType, type Isin, type Trust } from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const NETWORK = 'network';
const scopePrefix = (isin: Isin | undefined): string => `trust/${isin ?? NETWORK}/`;

/** The trusts of a security, or of the network, in the order of their types. */
export async function readTrusts(state: WorldState, isin?: Isin): Promise<readonly Trust[]> {
  const entries = await state.range(scopePrefix(isin), LIMITS.trustedTypesMax);
  return entries.map((entry) => trustRecord.decode(entry.value));
}

/** The trust for a type, or undefined when there is none. */
export async function findTrust(
  state: WorldState,
  isin: Isin | undefined,
  type: ClaimType,
): Promise<Trust | undefined> {
  const value = await state.get(`${scopePrefix(isin)}${type}`);
  return value === undefined ? undefined : trustRecord.decode(value);
}

/** Stages a trust. */
export function writeTrust(state: WorldState, trust: Trust): void {
  state.put(`${scopePrefix(trust.isin)}${trust.type}`, trustRecord.encode(trust));
}
