import { common } from '@hyperledger/fabric-protos';

import { blockDataHash } from './block-header.js';
import { asBuffer, decode, ProtoError } from './decode.js';
import { canonicalEnvelope } from './canonical-envelope.js';

const checked = new WeakSet<common.Block>();

/**
 * Checks that a block's transactions are those that its header was made of, before anything is made of them. The data
 * hash covers the bytes of all transactions one after the other, without their limits: bytes could be moved from one
 * transaction to the next, and the hash would still be right (CVE-2023-46132). So every envelope must be exactly what
 * its content encodes to (Fabric: protoutil/blockutils.go VerifyTransactionsAreWellFormed,
 * common/deliverclient/block_verification.go).
 *
 * @param block all organisations of a process are given the same object, which is checked once
 * @throws ProtoError with Fabric's text
 */
export function requireIntactData(block: common.Block, channelId: string): void {
  if (checked.has(block)) return;
  const transactions = block.getData()?.getDataList_asU8() ?? [];
  const where = `for block with id [${block.getHeader()?.getNumber() ?? 0}] on channel [${channelId}]`;
  try {
    requireWellFormed(transactions);
  } catch (error) {
    throw new ProtoError(`failed to verify transactions are well formed ${where}: ${(error as Error).message}`);
  }
  const stated = asBuffer(block.getHeader()?.getDataHash_asU8() ?? new Uint8Array());
  const actual = blockDataHash(transactions);
  if (!stated.equals(actual)) {
    throw new ProtoError(
      `Header.DataHash is different from Hash(block.Data) ${where}; Header: ${stated.toString('hex')}, Data: ` +
        actual.toString('hex'),
    );
  }
  checked.add(block);
}

function requireWellFormed(transactions: readonly Uint8Array[]): void {
  if (transactions.length === 0) throw new ProtoError('empty block');
  if (transactions.length === 1 && isConfig(transactions[0] ?? new Uint8Array())) return;
  transactions.forEach((bytes, index) => {
    const { payload, signature, canonical } = canonicalEnvelope(bytes, `transaction ${index} is invalid`);
    if (payload.length === 0) throw new ProtoError(`transaction ${index} has no payload`);
    if (signature.length === 0) throw new ProtoError(`transaction ${index} has no signature`);
    if (canonical.length < bytes.length) {
      throw new ProtoError(`transaction ${index} has ${bytes.length - canonical.length} trailing bytes`);
    }
    if (!canonical.equals(bytes)) {
      throw new ProtoError(
        `transaction ${index} (${canonical.toString('base64')}) does not match its raw form ` +
          `(${asBuffer(bytes).toString('base64')})`,
      );
    }
  });
}

/** A config transaction is alone in its block, so that nothing can be moved to another. */
function isConfig(bytes: Uint8Array): boolean {
  try {
    const payload = decode(common.Payload, decode(common.Envelope, bytes, 'Envelope').getPayload_asU8(), 'Payload');
    const header = payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array();
    return decode(common.ChannelHeader, header, 'ChannelHeader').getType() === common.HeaderType.CONFIG;
  } catch {
    return false;
  }
}
