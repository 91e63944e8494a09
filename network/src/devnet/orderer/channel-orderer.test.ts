import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { common, orderer as ab } from '@hyperledger/fabric-protos';

import { type TestChannel, testChannel } from '../../channel/channel.fixture.js';
import { ChannelBundle } from '../../channel/bundle.js';
import { configUpdate, signedUpdate, updateRequest } from '../../channel/config-update.fixture.js';
import { type Clock, systemClock } from '../clock.js';
import type { SigningIdentity } from '../../crypto/signing-identity.js';
import { lastConfigBlock } from '../../proto/block.js';
import { blockHeaderBytes, blockHeaderHash } from '../../proto/block-header.js';
import { LevelDatabase } from '../storage/level-database.js';
import { BlockStore } from './block-store.js';
import { ChannelOrderer } from './channel-orderer.js';
import { BroadcastRefused } from './filters.js';

let directory: string;
let channel: TestChannel;
let store: BlockStore;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scrip-orderer-'));
  channel = await testChannel(['AMSP', 'BMSP'], undefined, 'BFT');
  store = new BlockStore(await LevelDatabase.open(directory));
});

afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

/** @param committed when the peers have a block: at once, unless the test says otherwise */
function openOrderer(
  committed: () => Promise<void> = () => Promise.resolve(),
  clock: Clock = systemClock,
): Promise<ChannelOrderer> {
  const options = {
    channelId: 'trial',
    store,
    clock,
    signers: new Map(['AMSP', 'BMSP'].map((mspId) => [mspId, channel.signer(mspId, 'orderer0')])),
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

/** A transaction with a spoilt header. */
function withHeader(spoil: (header: common.Header) => void): common.Envelope {
  const envelope = transaction(channel.signer('AMSP', 'user1'));
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  spoil(payload.getHeader() ?? new common.Header());
  envelope.setPayload(payload.serializeBinary());
  return envelope;
}

/** The orderer that clients ask. */
const own = (): SigningIdentity => channel.signer('AMSP', 'orderer0');

/** An update of the batch size on the configuration as an orderer has it, signed by the administrators named. */
function batchUpdate(orderer: ChannelOrderer, maxMessageCount: number, ...admins: readonly string[]): common.Envelope {
  const update = configUpdate(orderer.configuration.current, (root) => {
    const value = root.getGroupsMap().get('Orderer')?.getValuesMap().get('BatchSize');
    const size = ab.BatchSize.deserializeBinary(value?.getValue_asU8() ?? new Uint8Array());
    size.setMaxMessageCount(maxMessageCount);
    value?.setValue(size.serializeBinary());
  });
  const signers = admins.map((mspId) => channel.signer(mspId, 'admin'));
  return updateRequest('trial', signedUpdate(update, ...signers), channel.signer('AMSP', 'admin'));
}

const transactionsIn = (block: common.Block): number => block.getData()?.getDataList_asU8().length ?? 0;

describe('the orderer of a channel', () => {
  test('a lone transaction is cut at once, into a signed block that follows from genesis', async () => {
    const waitsForever: Clock = {
      ...systemClock,
      after: (ms, task) => (ms < channel.bundle.batch.timeoutMs ? systemClock.after(ms, task) : (): void => undefined),
    };
    const orderer = await openOrderer(undefined, waitsForever);
    const written = new Promise<void>((resolve) => orderer.onBlock(resolve));
    orderer.broadcast(transaction(channel.signer('BMSP', 'user1')), own());
    await written;
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
    orderer.broadcast(transaction(user), own());
    await orderer.drain();
    for (let index = 0; index < 3; index += 1) orderer.broadcast(transaction(user), own());
    expect(orderer.height).toBe(2);
    await new Promise<void>((resolve) => orderer.onBlock(resolve));
    expect(transactionsIn(orderer.block(2))).toBe(3);
  });

  test('resumes after its last durable block', async () => {
    const first = await openOrderer();
    first.broadcast(transaction(channel.signer('AMSP', 'user1')), own());
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
        orderer.broadcast(envelope, own());
      } catch (error) {
        return error instanceof BroadcastRefused ? [error.status, error.message] : error;
      }
      return undefined;
    };
    expect(refusal(new common.Envelope())).toEqual(['BAD_REQUEST', 'could not determine channel ID: header not set']);
    expect(refusal(withHeader((header) => header.setChannelHeader(Buffer.from('?'))))).toEqual([
      'BAD_REQUEST',
      'could not determine channel ID: error unmarshalling channel header: error unmarshalling ChannelHeader: ' +
        'proto: cannot parse invalid wire-format data',
    ]);
    expect(refusal(withHeader((header) => header.setSignatureHeader(Buffer.from('?'))))).toEqual([
      'BAD_REQUEST',
      'could not convert message to signedData: GetSignatureHeaderFromBytes failed, err ' +
        'proto: cannot parse invalid wire-format data',
    ]);
    const stranger = (await testChannel(['XMSP'])).signer('XMSP', 'user1');
    expect(refusal(transaction(stranger))).toEqual(['FORBIDDEN', expect.stringContaining('permission denied')]);
    expect(refusal(transaction(user, common.HeaderType.CONFIG))).toEqual([
      'BAD_REQUEST',
      'message is of type that cannot be processed directly',
    ]);
    expect(refusal(transaction(user, common.HeaderType.CONFIG_UPDATE))).toEqual([
      'BAD_REQUEST',
      "error applying config update to existing channel 'trial': error authorizing update: ConfigUpdate for channel '' " +
        "but envelope for channel 'trial'",
    ]);
    orderer.halt(new Error('the ledgers differ'));
    expect(refusal(transaction(user))).toEqual(['SERVICE_UNAVAILABLE', 'the ledgers differ']);
  });
});

describe('a config update', () => {
  test('is alone in its block, after what was accepted before it; the next block is cut by it', async () => {
    const orderer = await openOrderer();
    const user = channel.signer('AMSP', 'user1');
    for (let index = 0; index < 3; index += 1) orderer.broadcast(transaction(user), own());
    orderer.broadcast(batchUpdate(orderer, 2, 'AMSP', 'BMSP'), own());
    for (let index = 0; index < 5; index += 1) orderer.broadcast(transaction(user), own());
    await orderer.drain();
    const numbers = [1, 2, 3, 4, 5];
    expect(numbers.map((number) => transactionsIn(orderer.block(number)))).toEqual([3, 1, 2, 2, 1]);
    expect(numbers.map((number) => lastConfigBlock(orderer.block(number)))).toEqual([0, 2, 2, 2, 2]);
    const written = ChannelBundle.fromBlock(orderer.block(2));
    expect([written.sequence, written.batch.maxMessageCount]).toEqual([1, 2]);
    expect(orderer.configuration.current).toBe(written);
  });

  test('needs the administrators, with the text of the policy; nothing is ordered', async () => {
    const orderer = await openOrderer();
    expect(() => orderer.broadcast(batchUpdate(orderer, 2, 'AMSP'), own())).toThrow(
      "error applying config update to existing channel 'trial': error authorizing update: error validating DeltaSet: " +
        'policy for [Value]  /Channel/Orderer/BatchSize not satisfied: implicit policy evaluation failed - 1 ' +
        "sub-policies were satisfied, but this policy requires 2 of the 'Admins' sub-policies to be satisfied",
    );
    await orderer.drain();
    expect(orderer.height).toBe(1);
  });

  test('a configuration that cannot be used is refused', async () => {
    const orderer = await openOrderer();
    expect(() => orderer.broadcast(batchUpdate(orderer, 0, 'AMSP', 'BMSP'), own())).toThrow(
      "error applying config update to existing channel 'trial': initializing channelconfig failed: could not create " +
        'channel Orderer sub-group config: Attempted to set the batch size max message count to an invalid value: 0',
    );
  });

  test('the second of two that rest on the same configuration is refused', async () => {
    const orderer = await openOrderer();
    const second = batchUpdate(orderer, 3, 'AMSP', 'BMSP');
    orderer.broadcast(batchUpdate(orderer, 2, 'AMSP', 'BMSP'), own());
    expect(() => orderer.broadcast(second, own())).toThrow(
      'proposed update requires that key [Value]  /Channel/Orderer/BatchSize be at version 0, but it is currently at version 1',
    );
  });

  test('holds after a restart', async () => {
    const first = await openOrderer();
    first.broadcast(batchUpdate(first, 2, 'AMSP', 'BMSP'), own());
    first.broadcast(transaction(channel.signer('AMSP', 'user1')), own());
    await first.drain();
    const again = await openOrderer();
    expect(again.configuration.current.sequence).toBe(1);
    again.broadcast(batchUpdate(again, 5, 'AMSP', 'BMSP'), own());
    await again.drain();
    expect([again.height, lastConfigBlock(again.block(3))]).toEqual([4, 3]);
  });
});
