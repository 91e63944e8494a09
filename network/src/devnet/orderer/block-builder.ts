import { randomBytes } from 'node:crypto';

import { common } from '@hyperledger/fabric-protos';

import type { SigningIdentity } from '../crypto/signing-identity.js';
import { blockDataHash, blockHeaderBytes, blockHeaderHash } from '../proto/block-header.js';

const NONCE_BYTES = 24;
const METADATA_ENTRIES = 5;

/** The next block of a channel, without metadata (Fabric: orderer/common/multichannel/blockwriter.go CreateNextBlock). */
export function nextBlock(previous: common.BlockHeader, envelopes: readonly Uint8Array[]): common.Block {
  const header = new common.BlockHeader();
  header.setNumber(previous.getNumber() + 1);
  header.setPreviousHash(blockHeaderHash(previous));
  header.setDataHash(blockDataHash(envelopes));
  const data = new common.BlockData();
  data.setDataList([...envelopes]);
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  return block;
}

/**
 * Adds the orderer's signature over `OrdererBlockMetadata || signature header || header bytes`, with the number of the
 * last config block in it; the entries that peers fill in stay empty.
 */
export function signBlock(block: common.Block, signer: SigningIdentity, lastConfigBlock: number): void {
  const lastConfig = new common.LastConfig();
  lastConfig.setIndex(lastConfigBlock);
  const orderer = new common.OrdererBlockMetadata();
  orderer.setLastConfig(lastConfig);
  const value = orderer.serializeBinary();

  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(signer.serialized);
  signatureHeader.setNonce(randomBytes(NONCE_BYTES));
  const headerBytes = signatureHeader.serializeBinary();

  const signature = new common.MetadataSignature();
  signature.setSignatureHeader(headerBytes);
  const blockHeader = blockHeaderBytes(block.getHeader() ?? new common.BlockHeader());
  signature.setSignature(signer.sign(Buffer.concat([value, headerBytes, blockHeader])));

  const signatures = new common.Metadata();
  signatures.setValue(value);
  signatures.addSignatures(signature);

  const entries: Uint8Array[] = Array.from({ length: METADATA_ENTRIES }, () => new Uint8Array());
  entries[common.BlockMetadataIndex.SIGNATURES] = signatures.serializeBinary();
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList(entries);
  block.setMetadata(metadata);
}
