import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { common } from '@hyperledger/fabric-protos';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { writeAtomically } from '../pki/credential-store.js';
import { channelConfig, type ChannelConfigSource } from './channel-config.js';

const NONCE_LENGTH = 24;
const MESSAGE_VERSION = 1;
/** SIGNATURES, LAST_CONFIG, TRANSACTIONS_FILTER, ORDERER, COMMIT_HASH (`common.BlockMetadataIndex`). */
const METADATA_SLOTS = 5;

/**
 * Block 0 of a channel: its configuration in an unsigned envelope (`common/genesis/genesis.go`).
 * Carries a time and a nonce, so every call makes another block: make it once, keep it.
 */
export function genesisBlock(channelId: string, config: common.Config): common.Block {
  const configEnvelope = new common.ConfigEnvelope();
  configEnvelope.setConfig(config);
  const payload = new common.Payload();
  payload.setHeader(header(channelId));
  payload.setData(configEnvelope.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  const data = new common.BlockData();
  data.setDataList([envelope.serializeBinary()]);
  const blockHeader = new common.BlockHeader();
  blockHeader.setNumber(0);
  blockHeader.setDataHash(createHash('sha256').update(envelope.serializeBinary()).digest());
  const block = new common.Block();
  block.setHeader(blockHeader);
  block.setData(data);
  block.setMetadata(metadata());
  return block;
}

/** The channel's genesis block as kept in `<data>/genesis`, made on the first start. */
export async function ensureGenesisBlock(dataDirectory: string, source: ChannelConfigSource): Promise<common.Block> {
  const path = join(dataDirectory, 'genesis', `${source.channel.name}.block`);
  if (existsSync(path)) return common.Block.deserializeBinary(await readFile(path));
  const block = genesisBlock(source.channel.name, channelConfig(source));
  await writeAtomically(path, block.serializeBinary());
  return block;
}

function header(channelId: string): common.Header {
  const nonce = randomBytes(NONCE_LENGTH);
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.CONFIG);
  channelHeader.setVersion(MESSAGE_VERSION);
  channelHeader.setChannelId(channelId);
  channelHeader.setTxId(createHash('sha256').update(nonce).digest('hex'));
  channelHeader.setTimestamp(timestamps.Timestamp.fromDate(new Date()));
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setNonce(nonce);
  const combined = new common.Header();
  combined.setChannelHeader(channelHeader.serializeBinary());
  combined.setSignatureHeader(signatureHeader.serializeBinary());
  return combined;
}

function metadata(): common.BlockMetadata {
  const lastConfig = new common.LastConfig();
  lastConfig.setIndex(0);
  const ordererMetadata = new common.OrdererBlockMetadata();
  ordererMetadata.setLastConfig(lastConfig);
  const slots: Uint8Array[] = Array.from({ length: METADATA_SLOTS }, () => new Uint8Array());
  slots[common.BlockMetadataIndex.SIGNATURES] = metadataSlot(ordererMetadata.serializeBinary());
  slots[common.BlockMetadataIndex.LAST_CONFIG] = metadataSlot(lastConfig.serializeBinary());
  const blockMetadata = new common.BlockMetadata();
  blockMetadata.setMetadataList(slots);
  return blockMetadata;
}

function metadataSlot(value: Uint8Array): Uint8Array {
  const slot = new common.Metadata();
  slot.setValue(value);
  return slot.serializeBinary();
}
