import type { CertificateParts } from '../certificate.js';
import { isFingerprint, readAnchor, type Anchor } from '../config/anchor.js';
import type { Channel } from '../config/channel.js';
import { updatedChannel } from '../config/config-update.js';
import { during, ensure } from '../verification-error.js';

/** What a verifier pins: a config block as bytes, or its fingerprint. */
export type PinnedAnchor = Uint8Array | string;

/** The configurations of the channel that follow from the anchor. */
export interface Configurations {
  readonly fingerprint: string;
  /** Whether the verifier named the anchor, or the certificate brought its own. */
  readonly isPinned: boolean;
  /** From the anchor's on. */
  readonly all: readonly Channel[];
  readonly last: Channel;
}

/** Follows the updates from the anchor on. @throws {VerificationError} anchor, configuration */
export function checkConfiguration(parts: CertificateParts, pinned: PinnedAnchor | undefined): Configurations {
  const { channel, fingerprint } = anchorOf(parts, pinned);
  const since = parts.updates.slice(channel.sequence);
  let last = channel;
  const all = [channel];
  for (const update of since) {
    const name = `update ${last.sequence + 1} of the configuration`;
    last = during('configuration', name, () => updatedChannel(last, update));
    all.push(last);
  }
  return { fingerprint, isPinned: pinned !== undefined, all, last };
}

function anchorOf(parts: CertificateParts, pinned: PinnedAnchor | undefined): Anchor {
  if (pinned instanceof Uint8Array) return during('anchor', 'the pinned block', () => readAnchor(pinned));
  const anchor = during('anchor', 'the block in the certificate', () => readAnchor(parts.anchor));
  if (pinned === undefined) return anchor;
  ensure(isFingerprint(pinned), 'anchor', 'a fingerprint has 64 hexadecimal digits');
  const isSame = anchor.fingerprint === pinned.toLowerCase();
  ensure(isSame, 'anchor', `the certificate is of a channel that begins with ${anchor.fingerprint}`);
  return anchor;
}
