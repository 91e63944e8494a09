import { isSame, joined, sha256, sha256Hex } from '../crypto/encoding.js';
import { readEnvelope } from '../transaction/envelope.js';
import { ensure, fail } from '../verification-error.js';
import { Message } from '../wire/message.js';
import { Channel } from './channel.js';
import { readConfigGroup } from './config-group.js';

/** HeaderType CONFIG of common/common.proto. */
const CONFIG = 1;

/** A block without what is in it, and with the signatures of its orderers. */
export interface BlockHeader {
  readonly number: number;
  readonly dataHash: Uint8Array;
  /** What orderers sign and the next block points to. */
  readonly signed: Uint8Array;
  /** Hash of that: people compare it. Hexadecimal digits. */
  readonly fingerprint: string;
  /** Metadata of BlockMetadataIndex SIGNATURES. */
  readonly signatures: Message;
}

/** A config block: the configuration that it says there is, and the update that made it. */
export interface ConfigBlock extends BlockHeader {
  readonly channel: Channel;
  /** Envelope of the update; empty in block 0. */
  readonly update: Uint8Array;
}

/** Reads header and signatures of a block (common.Block). @throws {VerificationError} */
export function readBlockHeader(bytes: Uint8Array): BlockHeader {
  const block = Message.read('Block', bytes);
  const header = Message.read('BlockHeader', block.bytes(1));
  const [signatures = new Uint8Array()] = Message.read('BlockMetadata', block.bytes(3)).list(1);
  const signed = headerBytes(header);
  return {
    ...{ number: header.number(1), dataHash: header.bytes(3), signed, fingerprint: sha256Hex(signed) },
    signatures: Message.read('Metadata', signatures),
  };
}

/** Reads a config block (common.Block); nobody's word is taken for it yet. @throws {VerificationError} when it is none */
export function readConfigBlock(bytes: Uint8Array): ConfigBlock {
  const header = readBlockHeader(bytes);
  const [envelope, ...others] = Message.read('BlockData', Message.read('Block', bytes).bytes(2)).list(1);
  if (envelope === undefined || others.length > 0) return fail('form', 'a config block holds one transaction');
  ensure(isSame(header.dataHash, sha256(envelope)), 'form', 'the data of a block are not those of its header');
  const { type, channel, data } = readEnvelope(envelope);
  ensure(type === CONFIG, 'form', 'the block holds no configuration');
  const content = Message.read('ConfigEnvelope', data);
  const config = Message.read('Config', content.bytes(1));
  return {
    ...header,
    channel: new Channel(channel, config.number(1), readConfigGroup(config.bytes(2))),
    update: content.bytes(2),
  };
}

/** DER of `SEQUENCE{INTEGER number, OCTET STRING previous hash, OCTET STRING data hash}` (protoutil BlockHeaderBytes). */
function headerBytes(header: Message): Uint8Array {
  const number = element(0x02, unsigned(header.number(1)));
  return element(0x30, joined(number, element(0x04, header.bytes(2)), element(0x04, header.bytes(3))));
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
