import {
  claimIndexRecord,
  claimRecord,
  LIMITS,
  statusIndexOf,
  type ClaimId,
  type ClaimIndexEntry,
  type ClaimType,
  type MspId,
  type PartyId,
  type PublishedClaim,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

/** Claims lie by subject, issuer and type, so that nobody but a trusted issuer can make a movement read more. */
const subjectPrefix = (subject: PartyId): string => `claim/${subject}/`;
const issuerPrefix = (subject: PartyId, issuer: MspId): string => `${subjectPrefix(subject)}${issuer}/`;
const typePrefix = (subject: PartyId, issuer: MspId, type: ClaimType): string =>
  `${issuerPrefix(subject, issuer)}${type}/`;
const keyOf = ({ subject, issuer, type, claimId }: PublishedClaim): string =>
  `${typePrefix(subject, issuer, type)}${claimId}`;
const indexKey = (issuer: MspId, id: ClaimId): string => `claimIndex/${issuer}/${String(statusIndexOf(id))}`;

/** Key of a claim, or of its revocation, in the implicit collection of its issuer. */
export const privateClaimKey = (id: ClaimId): string => `claim/${id}`;

/** Key of the details of a claim in the implicit collection of its issuer. */
export const privateDetailsKey = (id: ClaimId): string => `claimDetails/${id}`;

/** The claims about a party, of all types and issuers. */
export async function readClaims(state: WorldState, subject: PartyId): Promise<readonly PublishedClaim[]> {
  const entries = await state.range(subjectPrefix(subject), LIMITS.recordsPerQueryMax);
  return entries.map((entry) => claimRecord.decode(entry.value));
}

/** The claims about a party of one type by one issuer. */
export async function readClaimsOf(
  state: WorldState,
  subject: PartyId,
  type: ClaimType,
  issuer: MspId,
): Promise<readonly PublishedClaim[]> {
  const entries = await state.range(typePrefix(subject, issuer, type), LIMITS.claimsPerIssuerAndTypeMax);
  return entries.map((entry) => claimRecord.decode(entry.value));
}

/** The claims about a party of all types by one issuer. */
export async function readClaimsBy(
  state: WorldState,
  subject: PartyId,
  issuer: MspId,
): Promise<readonly PublishedClaim[]> {
  const entries = await state.range(issuerPrefix(subject, issuer), LIMITS.claimsPerIssuerAndPartyMax);
  return entries.map((entry) => claimRecord.decode(entry.value));
}

/** Where the claim with the status index of this one is found, or undefined when the index is free. */
export async function findClaimIndex(
  state: WorldState,
  issuer: MspId,
  id: ClaimId,
): Promise<ClaimIndexEntry | undefined> {
  const value = await state.get(indexKey(issuer, id));
  return value === undefined ? undefined : claimIndexRecord.decode(value);
}

/** A claim by its issuer and its id, or undefined when it is not published. */
export async function findClaim(state: WorldState, issuer: MspId, id: ClaimId): Promise<PublishedClaim | undefined> {
  const entry = await findClaimIndex(state, issuer, id);
  if (entry?.claimId !== id) return undefined;
  const value = await state.get(`${typePrefix(entry.subject, issuer, entry.type)}${id}`);
  return value === undefined ? undefined : claimRecord.decode(value);
}

/** Stages a claim and where it is found. */
export function writeClaim(state: WorldState, claim: PublishedClaim): void {
  const { claimId, issuer, subject, type } = claim;
  state.put(keyOf(claim), claimRecord.encode(claim));
  state.put(indexKey(issuer, claimId), claimIndexRecord.encode({ claimId, subject, type }));
}

/** Stages the end of a claim in public state; its index stays taken, so that it is not published again. */
export const forgetClaim = (state: WorldState, claim: PublishedClaim): void => state.delete(keyOf(claim));
