import type { Channel, Member } from '../config/channel.js';
import { joined } from '../crypto/encoding.js';
import type { Identity } from '../msp/identity.js';
import { requireSignature } from '../msp/msp.js';
import { majorityOf } from '../policy/implicit-meta.js';
import type { EndorsedTransaction } from '../transaction/endorsed-transaction.js';
import { ensure } from '../verification-error.js';

/** Who signed an answer, and the members that endorsed it by their peers. */
export interface Signers {
  readonly identities: readonly Identity[];
  readonly members: readonly Member[];
}

/**
 * Everybody who signed an answer: each signature covers the one answer and the signer's identity, so all gave the same,
 * byte for byte.
 *
 * @throws {VerificationError} identity, signature: when one of them is wrong; quorum: when no majority of members is
 *   among them
 */
export function checkSigners(channel: Channel, { answer, endorsements }: EndorsedTransaction): Signers {
  const distinct = new Map<string, Identity>();
  for (const { endorser, signature } of endorsements) {
    const identity = channel.identity(endorser);
    requireSignature(identity, joined(answer, endorser), signature);
    distinct.set(`${identity.mspId} ${identity.certificate.fingerprint}`, identity);
  }
  const identities = [...distinct.values()];
  const members = channel.endorsedBy(identities);
  const [needed, all] = [majorityOf(channel.members.length), channel.members.length];
  const names = members.map(({ mspId }) => mspId).join(', ') || 'none';
  ensure(
    members.length >= needed,
    'quorum',
    `peers of ${members.length} of ${all} members signed (${names}); it takes ${needed}`,
  );
  return { identities, members };
}

/** A certificate of a signer must count at a moment: Fabric looks at that where calls come in, and nowhere else. */
export function requireUnexpired(identities: readonly Identity[], at: Date, hint: string): void {
  for (const { mspId, certificate } of identities) {
    const { notBefore, notAfter, commonName } = certificate;
    const days = `${notBefore.toISOString()} to ${notAfter.toISOString()}`;
    const message = `the certificate of ${mspId}, ${commonName}, counts from ${days} and not at ${at.toISOString()}${hint}`;
    ensure(notBefore <= at && at <= notAfter, 'identity', message);
  }
}
