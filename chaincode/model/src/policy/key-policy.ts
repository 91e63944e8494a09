import type { LawfulOverride } from '../authority/founding.js';
import type { Participants } from '../authority/participant.js';
import { DomainError } from '../errors/domain-error.js';
import type { MspId } from '../identifiers/names.js';
import type { Quorum } from './attestation.js';
import { allOf, anyOf, outOf, signedBy, type PolicyExpression } from './expression.js';
import { proveSound } from './soundness.js';

/**
 * The organisations that attest a key: the distinct ones of `first`; while they are fewer than two, those of the next
 * list are added. Roles held by one organisation collapse to one, because Fabric counts each identity once.
 *
 * @param first - for a lot: its registrar and the custodian of its holder
 * @param next - for a lot: issuer, then regulators
 * @returns at least two organisations, sorted
 * @throws DomainError ATTESTORS_TOO_FEW
 */
export function selectAttestors(first: readonly MspId[], next: readonly MspId[]): readonly MspId[] {
  const chosen = new Set(first);
  for (const candidate of next) {
    if (chosen.size >= 2) break;
    chosen.add(candidate);
  }
  if (chosen.size < 2) throw new DomainError('ATTESTORS_TOO_FEW');
  return [...chosen].sort();
}

/**
 * The endorsement policy of a key: `OutOf(1, peers of a quorum of attestors, …, lawful override)`. The override asks for
 * administrators, whom no peer holds: if it asked for peers, ordinary majorities would satisfy it and the attestors
 * would be asked for nothing.
 *
 * @throws DomainError POLICY_INVALID when either path could not be proven sound
 */
export function keyPolicy(
  quorums: readonly Quorum[],
  participants: Participants,
  override: LawfulOverride,
): PolicyExpression {
  const members = participants.members;
  const attested = quorums.map((quorum) => {
    const path = allOf(quorum.map((id) => signedBy(id, 'peer')));
    proveSound(path, members, 'peer');
    return path;
  });
  if (attested.length === 0) throw new DomainError('POLICY_INVALID', { rule: 'a quorum of attestors' });
  return anyOf([...attested, ...overridePaths(participants, override)]);
}

/**
 * The endorsement policy of a key that lawful override alone can write: administrators whom no peer holds.
 *
 * @throws DomainError POLICY_INVALID when it could not be proven sound
 */
export const sealPolicy = (participants: Participants, override: LawfulOverride): PolicyExpression =>
  anyOf(overridePaths(participants, override));

function overridePaths(participants: Participants, override: LawfulOverride): readonly PolicyExpression[] {
  const members = participants.members;
  const overrides = participants.withRole(override.authority).map((authority) => {
    const witnesses = members.filter((id) => id !== authority).map((id) => signedBy(id, 'admin'));
    const path = allOf([signedBy(authority, 'admin'), outOf(override.witnesses, witnesses)]);
    proveSound(path, members, 'admin');
    return path;
  });
  if (overrides.length === 0) throw new DomainError('POLICY_INVALID', { rule: 'an authority for the override' });
  return overrides;
}
