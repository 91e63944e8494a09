import {
  compliance,
  standingValue,
  trustedIssuers,
  type BusinessDate,
  type ClaimType,
  type Isin,
  type PartyId,
} from '@scrip/model';
import { heldClaims } from '../claim/held-claims.js';
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
  return { held: await heldClaims(work, party, type, issuers), issuers };
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
  return standingValue(held, { isin, issuers, today });
}

/** Whether a party belongs to a class of holders today, leaving aside what the class must share. */
export async function isOfClass(
  work: UnitOfWork,
  isin: Isin,
  party: PartyId,
  of: compliance.HolderClass,
  today: BusinessDate,
): Promise<boolean> {
  const type = compliance.claimOfClass(of);
  if (type === undefined) return true;
  const { held, issuers } = await claimsFor(work, isin, party, type);
  return compliance.belongsToClass(of, held, { isin, issuers, today });
}
