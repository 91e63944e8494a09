import { randomBytes } from 'node:crypto';

import { common } from '@hyperledger/fabric-protos';

import { blockDataHash, blockHeaderBytes, blockHeaderHash } from '../../proto/block-header.js';
import { NONCE_BYTES } from '../../proto/signed-envelope.js';
import type { SigningConsenter } from './consenters.js';

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
 * Adds the signatures of consenters over `OrdererBlockMetadata || identifier header || header bytes`, with the number of
 * the last config block in it (Fabric: orderer/consensus/smartbft); the entries that peers fill in stay empty.
 */
export function signBlock(block: common.Block, quorum: readonly SigningConsenter[], lastConfigBlock: number): void {
  const lastConfig = new common.LastConfig();
  lastConfig.setIndex(lastConfigBlock);
  const orderer = new common.OrdererBlockMetadata();
  orderer.setLastConfig(lastConfig);
  const value = orderer.serializeBinary();
  const blockHeader = blockHeaderBytes(block.getHeader() ?? new common.BlockHeader());
  const signatures = new common.Metadata();
  signatures.setValue(value);
  for (const consenter of quorum) {
    signatures.addSignatures(signatureOf(consenter, value, blockHeader));
  }
  const entries: Uint8Array[] = Array.from({ length: METADATA_ENTRIES }, () => new Uint8Array());
  entries[common.BlockMetadataIndex.SIGNATURES] = signatures.serializeBinary();
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList(entries);
  block.setMetadata(metadata);
}

function signatureOf(
  { id, signer }: SigningConsenter,
  value: Uint8Array,
  blockHeader: Uint8Array,
): common.MetadataSignature {
  const identifier = new common.IdentifierHeader();
  identifier.setIdentifier(id);
  identifier.setNonce(randomBytes(NONCE_BYTES));
  const identifierHeader = identifier.serializeBinary();
  const signature = new common.MetadataSignature();
  signature.setIdentifierHeader(identifierHeader);
  signature.setSignature(signer.sign(Buffer.concat([value, identifierHeader, blockHeader])));
  return signature;
}
