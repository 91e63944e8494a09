import { bestStatus, isStanding, standingValue, type ClaimQuestion, type HeldClaim } from '../claim/claim-status.js';
import type { ClaimType } from '../identifiers/names.js';
import type { HolderClass } from './need.js';

/** The claim that decides whether somebody belongs to a class; undefined when everybody does. */
export const claimOfClass = ({ with: having, without }: HolderClass): ClaimType | undefined => having ?? without;

/** Whether somebody with these claims of the deciding type belongs to a class, leaving aside what it must share. */
export function belongsToClass(
  { with: having, value }: HolderClass,
  claims: readonly HeldClaim[],
  question: ClaimQuestion,
): boolean {
  if (value !== undefined) return standingValue(claims, question) === value;
  return isStanding(bestStatus(claims, question)) === (having !== undefined);
}
