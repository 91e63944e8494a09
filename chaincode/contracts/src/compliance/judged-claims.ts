import {
  bestStatus,
  isStanding,
  statusOfClaim,
  trustedIssuers,
  type BusinessDate,
  type ClaimType,
  type compliance,
  type HeldClaim,
  type Isin,
  type PartyId,
} from '@scrip/model';
import { heldClaim } from '../claim/held-claims.js';
import { readClaimsOf } from '../records/claim-records.js';
import { readTrusts } from '../records/trust-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** The claims of a type about a party by those whom the security, or else the network, trusts for it. */
export async function claimsFor(
  work: UnitOfWork,
  isin: Isin,
  party: PartyId,
  type: ClaimType,
): Promise<compliance.NeedValues['claims']> {
  const network = await readTrusts(work.state);
  const issuers = trustedIssuers(type, { network, security: await readTrusts(work.state, isin) });
  const held: HeldClaim[] = [];
  for (const { mspId } of issuers) {
    for (const claim of await readClaimsOf(work.state, party, type, mspId)) held.push(await heldClaim(work, claim));
  }
  return { held, issuers };
}

/** The value of the standing claims of a type about a party; undefined when there is none, or when they differ. */
export async function standingValueOf(
  work: UnitOfWork,
  isin: Isin,
  party: PartyId,
  type: ClaimType,
  today: BusinessDate,
): Promise<string | undefined> {
  const { held, issuers } = await claimsFor(work, isin, party, type);
  const standing = held.filter((each) => isStanding(statusOfClaim(each, { isin, issuers, today })));
  const values = new Set(standing.map(({ claim }) => claim.value));
  return values.size === 1 ? standing[0]?.claim.value : undefined;
}

/** Whether a party belongs to a class of holders today, leaving aside what the class must share. */
export async function isOfClass(
  work: UnitOfWork,
  isin: Isin,
  party: PartyId,
  { with: having, without, value }: compliance.HolderClass,
  today: BusinessDate,
): Promise<boolean> {
  const type = having ?? without;
  if (type === undefined) return true;
  if (value !== undefined) return (await standingValueOf(work, isin, party, type, today)) === value;
  const { held, issuers } = await claimsFor(work, isin, party, type);
  return isStanding(bestStatus(held, { isin, issuers, today })) === (having !== undefined);
}
