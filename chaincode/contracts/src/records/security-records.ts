import {
  DomainError,
  issuedUnitsRecord,
  LIMITS,
  securityRecord,
  type Isin,
  type IssuedUnits,
  type Security,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const SECURITIES = 'security/';
const issuedKey = (isin: Isin): string => `issued/${isin}`;

/** A security, or undefined when there is none. */
export async function findSecurity(state: WorldState, isin: Isin): Promise<Security | undefined> {
  const value = await state.get(`${SECURITIES}${isin}`);
  return value === undefined ? undefined : securityRecord.decode(value);
}

/** A security with which something is to be done. @throws DomainError SECURITY_UNKNOWN, SECURITY_DEACTIVATED */
export async function readSecurity(state: WorldState, isin: Isin): Promise<Security> {
  const security = await readSecurityOnRecord(state, isin);
  if (security.deactivated !== undefined) throw new DomainError('SECURITY_DEACTIVATED', { isin });
  return security;
}

/** A security, whether it has ended or not: for those who only look. @throws DomainError SECURITY_UNKNOWN */
export async function readSecurityOnRecord(state: WorldState, isin: Isin): Promise<Security> {
  const security = await findSecurity(state, isin);
  if (security === undefined) throw new DomainError('SECURITY_UNKNOWN', { isin });
  return security;
}

/** All securities of the channel in the order of their ISINs. */
export async function readSecurities(state: WorldState): Promise<readonly Security[]> {
  const entries = await state.range(SECURITIES, LIMITS.recordsPerQueryMax);
  return entries.map((entry) => securityRecord.decode(entry.value));
}

/** Stages a security. */
export function writeSecurity(state: WorldState, security: Security): void {
  state.put(`${SECURITIES}${security.isin}`, securityRecord.encode(security));
}

/** Units of a security that are outstanding; none before its registration. */
export async function readIssuedUnits(state: WorldState, isin: Isin): Promise<bigint> {
  const value = await state.get(issuedKey(isin));
  return value === undefined ? 0n : issuedUnitsRecord.decode(value).issued;
}

/** Stages the outstanding units. @param policy - of the key from now on; absent: as it is */
export function writeIssuedUnits(state: WorldState, units: IssuedUnits, policy?: Uint8Array): void {
  state.put(issuedKey(units.isin), issuedUnitsRecord.encode(units), policy);
}
