import type { CertificateParts } from '../certificate.js';
import { readBlockHeader, readConfigBlock, type ConfigBlock } from '../config/block.js';
import { checkBlockSignatures } from '../config/block-signatures.js';
import type { Channel } from '../config/channel.js';
import { elementsOf } from '../config/config-elements.js';
import { isSameConfig, updatedChannel } from '../config/config-update.js';
import { during, ensure } from '../verification-error.js';

/** What a verifier pins: a config block as bytes, or the fingerprint of block 0. */
export type PinnedAnchor = Uint8Array | string;

/** The configurations of the channel that follow from the anchor. */
export interface Configurations {
  readonly fingerprint: string;
  /** Whether the verifier named the anchor, or the certificate brought its own. */
  readonly isPinned: boolean;
  /** From the anchor's on. */
  readonly all: readonly Channel[];
  readonly last: Channel;
  /** The block as of which orderers signed that the last one is the last. */
  readonly asOfBlock: number;
}

/**
 * Follows the config blocks from the anchor on.
 *
 * @param channel - of which the certified entry is
 * @throws {VerificationError} anchor, channel, configuration
 */
export function checkConfiguration(
  parts: CertificateParts,
  pinned: PinnedAnchor | undefined,
  channel: string,
): Configurations {
  const anchor = anchorOf(parts, pinned);
  const { name } = anchor.channel;
  ensure(name === channel, 'channel', `the certificate is of ${channel} and not of ${name}`);
  const all = [anchor.channel];
  let last = anchor;
  for (const bytes of parts.configuration) {
    const block = during('configuration', 'a config block', () => readConfigBlock(bytes));
    if (block.number <= anchor.number) continue;
    during('configuration', `block ${block.number}`, () => checkFollows(last, block));
    all.push(block.channel);
    last = block;
  }
  const asOfBlock = during('configuration', 'the newest block', () => checkIsLast(last, parts.head));
  return {
    ...{ fingerprint: anchor.fingerprint, isPinned: pinned !== undefined },
    ...{ all, last: last.channel, asOfBlock: Math.max(asOfBlock, anchor.number) },
  };
}

const FINGERPRINT = /^[0-9a-f]{64}$/i;

function anchorOf(parts: CertificateParts, pinned: PinnedAnchor | undefined): ConfigBlock {
  if (pinned instanceof Uint8Array) return during('anchor', 'the pinned block', () => readConfigBlock(pinned));
  const [bytes = new Uint8Array()] = parts.configuration;
  const anchor = during('anchor', 'the first block in the certificate', () => readConfigBlock(bytes));
  if (pinned === undefined) return anchor;
  ensure(FINGERPRINT.test(pinned), 'anchor', 'a fingerprint has 64 hexadecimal digits');
  const isSame = anchor.fingerprint === pinned.toLowerCase();
  ensure(isSame, 'anchor', `the certificate is of a channel that begins with ${anchor.fingerprint}`);
  return anchor;
}

/** A config block must be signed by who orders, and hold what its update makes of the configuration before. */
function checkFollows({ channel }: ConfigBlock, block: ConfigBlock): void {
  checkBlockSignatures(channel, block);
  const { sequence, root } = block.channel;
  ensure(
    sequence === channel.sequence + 1,
    'form',
    `a configuration between ${channel.sequence} and ${sequence} is missing`,
  );
  ensure(block.channel.name === channel.name, 'form', `it is of the channel ${block.channel.name}`);
  const computed = elementsOf(updatedChannel(channel, block.update).root);
  ensure(isSameConfig(computed, elementsOf(root)), 'form', 'its configuration does not follow from its update');
}

/** The newest block says which config block is the last; one from before the anchor says nothing of what came after. */
function checkIsLast(last: ConfigBlock, head: Uint8Array): number {
  const header = readBlockHeader(head);
  if (header.number < last.number) return header.number;
  const lastConfig = checkBlockSignatures(last.channel, header);
  ensure(
    lastConfig === last.number,
    'form',
    `as of block ${header.number} the configuration is that of block ${lastConfig}, which is missing`,
  );
  return header.number;
}
