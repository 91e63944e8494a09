import { isSame, joined, sha256, sha256Hex } from '../crypto/encoding.js';
import { readEnvelope } from '../transaction/envelope.js';
import { fail, ensure } from '../verification-error.js';
import { Message } from '../wire/message.js';
import { Channel } from './channel.js';
import { readConfigGroup } from './config-group.js';

/** HeaderType CONFIG of common/common.proto. */
const CONFIG = 1;

/** The configuration of a channel at a block that somebody trusts. */
export interface Anchor {
  readonly channel: Channel;
  /** Hash of the block's header, which the next block points to: people compare it. Hexadecimal digits. */
  readonly fingerprint: string;
}

/** Reads a config block (common.Block). @throws {VerificationError} when the bytes are none */
export function readAnchor(bytes: Uint8Array): Anchor {
  const block = Message.read('Block', bytes);
  const header = Message.read('BlockHeader', block.bytes(1));
  const [envelope, ...others] = Message.read('BlockData', block.bytes(2)).list(1);
  if (envelope === undefined || others.length > 0) return fail('form', 'a config block holds one transaction');
  ensure(isSame(header.bytes(3), sha256(envelope)), 'form', 'the data of a block are not those of its header');
  const { type, channel, data } = readEnvelope(envelope);
  ensure(type === CONFIG, 'form', 'the block holds no configuration');
  const config = Message.read('Config', Message.read('ConfigEnvelope', data).bytes(1));
  return {
    channel: new Channel(channel, config.number(1), readConfigGroup(config.bytes(2))),
    fingerprint: sha256Hex(headerBytes(header)),
  };
}

/**
 * What orderers sign and the next block points to: DER of `SEQUENCE{INTEGER number, OCTET STRING previous hash, OCTET
 * STRING data hash}` (Fabric: protoutil/blockutils.go BlockHeaderBytes).
 */
function headerBytes(header: Message): Uint8Array {
  const fields = [
    element(0x02, unsigned(header.number(1))),
    element(0x04, header.bytes(2)),
    element(0x04, header.bytes(3)),
  ];
  return element(0x30, joined(...fields));
}

/** Hashes have 32 bytes and numbers at most 7: the short form of a length suffices. */
function element(tag: number, content: Uint8Array): Uint8Array {
  ensure(content.length < 0x80, 'form', 'the header of a block is too long');
  return joined(Uint8Array.of(tag, content.length), content);
}

/** Big-endian, with a leading zero where the top bit would read as a sign. */
function unsigned(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = BigInt(value); rest > 0n; rest >>= 8n) bytes.unshift(Number(rest & 0xffn));
  return Uint8Array.from((bytes[0] ?? 0x80) >= 0x80 ? [0, ...bytes] : bytes);
}

/** Whether a text is a fingerprint of a block. */
export const isFingerprint = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text);
