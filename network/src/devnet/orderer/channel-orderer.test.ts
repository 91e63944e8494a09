import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { common } from '@hyperledger/fabric-protos';

import { type TestChannel, testChannel } from '../channel/channel.fixture.js';
import { systemClock } from '../clock.js';
import type { SigningIdentity } from '../crypto/signing-identity.js';
import { blockHeaderBytes, blockHeaderHash } from '../proto/block-header.js';
import { LevelDatabase } from '../storage/level-database.js';
import { BlockStore } from './block-store.js';
import { ChannelOrderer } from './channel-orderer.js';
import { BroadcastRefused } from './filters.js';

let directory: string;
let channel: TestChannel;
let store: BlockStore;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scrip-orderer-'));
  channel = await testChannel(['AMSP', 'BMSP']);
  store = new BlockStore(await LevelDatabase.open(directory));
});

afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

/** @param committed when the peers have a block: at once, unless the test says otherwise */
function openOrderer(committed: () => Promise<void> = () => Promise.resolve()): Promise<ChannelOrderer> {
  const options = {
    channelId: 'trial',
    store,
    clock: systemClock,
    consenters: ['AMSP', 'BMSP'].map((mspId, index) => ({
      id: index + 1,
      mspId,
      address: 'localhost:1',
      signer: channel.signer(mspId, 'orderer0'),
    })),
    bundle: () => channel.bundle,
    committed,
  };
  return ChannelOrderer.open(options, channel.genesis);
}

function transaction(signer: SigningIdentity, type: number = common.HeaderType.ENDORSER_TRANSACTION): common.Envelope {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(type);
  channelHeader.setChannelId('trial');
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(signer.serialized);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(signer.sign(payload.serializeBinary()));
  return envelope;
}

const transactionsIn = (block: common.Block): number => block.getData()?.getDataList_asU8().length ?? 0;

describe('the orderer of a channel', () => {
  test('a lone transaction is cut at once, into a signed block that follows from genesis', async () => {
    const orderer = await openOrderer();
    const started = performance.now();
    const written = new Promise<void>((resolve) => orderer.onBlock(resolve));
    orderer.broadcast(transaction(channel.signer('BMSP', 'user1')));
    await written;
    expect(performance.now() - started).toBeLessThan(channel.bundle.batch.timeoutMs);
    const block = orderer.block(1);
    const genesisHeader = channel.genesis.getHeader() ?? new common.BlockHeader();
    expect(Buffer.from(block.getHeader()?.getPreviousHash_asU8() ?? [])).toEqual(blockHeaderHash(genesisHeader));
    const metadata = common.Metadata.deserializeBinary(
      block.getMetadata()?.getMetadataList_asU8()[0] ?? new Uint8Array(),
    );
    const [signature] = metadata.getSignaturesList();
    expect(metadata.getSignaturesList()).toHaveLength(2);
    const signed = Buffer.concat([
      metadata.getValue_asU8(),
      signature?.getIdentifierHeader_asU8() ?? new Uint8Array(),
      blockHeaderBytes(block.getHeader() ?? new common.BlockHeader()),
    ]);
    const identity = channel.bundle.msp.deserialize(channel.signer('AMSP', 'orderer0').serialized);
    expect(identity.verify(signed, signature?.getSignature_asU8() ?? new Uint8Array())).toBe(true);
  });

  test('while peers are busy a batch grows, but not beyond the timeout', async () => {
    const orderer = await openOrderer(() => new Promise(() => undefined));
    const user = channel.signer('AMSP', 'user1');
    orderer.broadcast(transaction(user));
    await orderer.drain();
    for (let index = 0; index < 3; index += 1) orderer.broadcast(transaction(user));
    expect(orderer.height).toBe(2);
    await new Promise<void>((resolve) => orderer.onBlock(resolve));
    expect(transactionsIn(orderer.block(2))).toBe(3);
  });

  test('resumes after its last durable block', async () => {
    const first = await openOrderer();
    first.broadcast(transaction(channel.signer('AMSP', 'user1')));
    await first.drain();
    const again = await openOrderer();
    expect(again.height).toBe(2);
    expect(again.block(1).serializeBinary()).toEqual(first.block(1).serializeBinary());
    expect(() => again.block(2)).toThrow('no block 2');
  });

  test('refuses what Fabric refuses, and everything once it is halted', async () => {
    const orderer = await openOrderer();
    const user = channel.signer('AMSP', 'user1');
    const refusal = (envelope: common.Envelope): unknown => {
      try {
        orderer.broadcast(envelope);
      } catch (error) {
        return error instanceof BroadcastRefused ? [error.status, error.message] : error;
      }
      return undefined;
    };
    expect(refusal(new common.Envelope())).toEqual(['BAD_REQUEST', 'Message was empty']);
    const stranger = (await testChannel(['XMSP'])).signer('XMSP', 'user1');
    expect(refusal(transaction(stranger))).toEqual(['FORBIDDEN', expect.stringContaining('permission denied')]);
    expect(refusal(transaction(user, common.HeaderType.CONFIG_UPDATE))).toEqual(['BAD_REQUEST', expect.any(String)]);
    orderer.halt(new Error('the ledgers differ'));
    expect(refusal(transaction(user))).toEqual(['SERVICE_UNAVAILABLE', 'the ledgers differ']);
  });
});
