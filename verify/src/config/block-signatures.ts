import { joined } from '../crypto/encoding.js';
import type { Identity } from '../msp/identity.js';
import { hasSigned } from '../msp/msp.js';
import { ensure, fail, VerificationError } from '../verification-error.js';
import { Message } from '../wire/message.js';
import type { BlockHeader } from './block.js';
import type { Channel } from './channel.js';

const BLOCK_VALIDATION = '/Channel/Orderer/BlockValidation';

/**
 * Enough orderers must have signed a block, by the configuration before it: a quorum of the consenters where the channel is
 * ordered by SmartBFT (Fabric: protoutil/blockutils.go BlockSignatureVerifier).
 *
 * @returns number of the last config block as of this block, which the orderers signed with it
 * @throws {VerificationError}
 */
export function checkBlockSignatures(channel: Channel, { number, signed, signatures }: BlockHeader): number {
  const value = signatures.bytes(1);
  const signers = new Map<string, Identity>();
  for (const bytes of signatures.list(2)) {
    const signature = Message.read('MetadataSignature', bytes);
    const identity = signerOf(channel, signature);
    const header = joined(signature.bytes(1), signature.bytes(3));
    if (identity === undefined || !hasSigned(identity, joined(value, header, signed), signature.bytes(2))) continue;
    signers.set(`${identity.mspId} ${identity.certificate.fingerprint}`, identity);
  }
  const policy = channel.policy(BLOCK_VALIDATION) ?? fail('form', 'the channel does not say who signs blocks');
  ensure(policy([...signers.values()]), 'form', `block ${number} was not signed by those who order the channel`);
  return Message.read('LastConfig', Message.read('OrdererBlockMetadata', value).bytes(1)).number(1);
}

/** Who signed: by its identity or, with SmartBFT, by its number among the consenters; undefined when not valid. */
function signerOf(channel: Channel, signature: Message): Identity | undefined {
  try {
    if (!signature.has(3)) return channel.identity(Message.read('SignatureHeader', signature.bytes(1)).bytes(1));
    ensure(!signature.has(1), 'form', 'a signature of a block by two names');
    return channel.consenter(Message.read('IdentifierHeader', signature.bytes(3)).number(1));
  } catch (error) {
    if (error instanceof VerificationError) return undefined;
    throw error;
  }
}
