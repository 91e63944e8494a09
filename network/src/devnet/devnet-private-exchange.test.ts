import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Contract, GatewayError } from '@hyperledger/fabric-gateway';
import { ledger, peer } from '@hyperledger/fabric-protos';

import type { CollectionDefinition } from '../engine.js';
import { TestDevnet } from './devnet.fixture.js';
import type { Fault } from './faults/fault.js';

const RECONCILED_MS = 20_000;
const POLL_MS = 50;
const NOT_AVAILABLE = 'private data matching public hash version is not available';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

const PAIR: CollectionDefinition = {
  name: 'pair',
  policy: "OR('AlphaMSP.member', 'BetaMSP.member')",
  requiredPeerCount: 0,
  maxPeerCount: 1,
  blockToLive: 0,
  memberOnlyRead: false,
  memberOnlyWrite: false,
};
const SILENT = { ...PAIR, name: 'silent', maxPeerCount: 0 };
const STRICT = { ...PAIR, name: 'strict', requiredPeerCount: 1 };
const CROWD = { ...PAIR, name: 'crowd', requiredPeerCount: 2, maxPeerCount: 2 };
const GUARDED = { ...PAIR, name: 'guarded', memberOnlyRead: true };
const BRIEF = { ...PAIR, name: 'brief', maxPeerCount: 0, blockToLive: 3 };
const GROWING = { ...SILENT, name: 'growing' };
const COLLECTIONS = [PAIR, SILENT, STRICT, CROWD, GUARDED, BRIEF, GROWING];
const ANYBODY = "OR('AlphaMSP.peer', 'BetaMSP.peer', 'GammaMSP.peer', 'DeltaMSP.peer')";

let devnet: TestDevnet;
let serial = 0;

beforeAll(async () => {
  devnet = await TestDevnet.create();
  await devnet.start();
  await devnet.deployProbe('all', { endorsementPolicy: ANYBODY, collections: COLLECTIONS });
});

afterEach(async () => {
  await devnet.engine.faults.heal();
  await devnet.settled();
});

afterAll(async () => {
  await devnet.remove();
});

const contract = (mspId: string): Contract => devnet.contract(mspId);
const inject = (fault: Fault): Promise<number> => devnet.engine.faults.inject(fault);
const freshKey = (): string => `key-${(serial += 1)}`;

/** Writes a private value that Alpha alone endorses. @returns the number of its block */
async function put(collection: string, key: string, value = 'secret'): Promise<bigint> {
  const commit = await contract('AlphaMSP').submitAsync('putPrivate', {
    arguments: [collection, key],
    transientData: { value },
    endorsingOrganizations: ['AlphaMSP'],
  });
  const { code, blockNumber } = await commit.getStatus();
  expect(code).toBe(peer.TxValidationCode.VALID);
  return blockNumber;
}

/** What an organisation's own peer answers: the value, or why there is none. */
async function readAt(mspId: string, collection: string, key: string): Promise<string> {
  const options = { arguments: [collection, key], endorsingOrganizations: [mspId] };
  try {
    return text(await contract(mspId).evaluate('getPrivate', options));
  } catch (error) {
    if (error instanceof GatewayError) return error.details[0]?.message ?? error.message;
    throw error;
  }
}

async function arrivesAt(mspId: string, collection: string, key: string): Promise<string> {
  const deadline = Date.now() + RECONCILED_MS;
  for (;;) {
    const value = await readAt(mspId, collection, key);
    if (!value.includes(NOT_AVAILABLE) || Date.now() > deadline) return value;
    await sleep(POLL_MS);
  }
}

async function refusalOf(action: Promise<unknown>): Promise<string> {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof GatewayError) return error.details[0]?.message ?? error.message;
  throw new Error(`expected a gateway error, got ${String(error)}`);
}

/** The private keys of a block as a peer delivers it to a client. */
async function deliveredKeys(mspId: string, startBlock: bigint, through = mspId): Promise<string[]> {
  const network = devnet.connect(mspId, 'user1', through).getNetwork('all');
  const events = await network.getBlockAndPrivateDataEvents({ startBlock });
  try {
    for await (const event of events) {
      const sets: ledger.rwset.TxPvtReadWriteSet[] = [];
      event.getPrivateDataMapMap().forEach((set) => sets.push(set));
      return sets
        .flatMap((set) => set.getNsPvtRwsetList())
        .flatMap((part) => part.getCollectionPvtRwsetList())
        .flatMap((piece) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(piece.getRwset_asU8()).getWritesList())
        .map((write) => write.getKey());
    }
  } finally {
    events.close();
  }
  throw new Error('the block did not come');
}

describe('dissemination', () => {
  test('with maxPeerCount 0 members ask for the data when the block comes', async () => {
    const key = freshKey();
    await put('silent', key);
    await devnet.settled();
    expect(await readAt('BetaMSP', 'silent', key)).toBe('secret');
    expect(await readAt('GammaMSP', 'silent', key)).toContain(NOT_AVAILABLE);
  });

  test('fails when fewer members are known than are required', async () => {
    expect(await refusalOf(put('crowd', freshKey()))).toContain(
      'could not build private data dissemination plan for chaincode probe and collection crowd: required to ' +
        'disseminate to at least 2 peers, but know of only 1 eligible peers',
    );
  });

  test('fails when a required member does not acknowledge, and only then', async () => {
    await inject({ kind: 'drop', route: 'peer-to-peer', to: 'BetaMSP' });
    const error = await refusalOf(put('strict', freshKey()));
    expect(error).toContain('failed to distribute private collection, txID ');
    expect(error).toContain(', channel all: Failed disseminating 1 out of 1 private dissemination plans');
    const key = freshKey();
    await put('pair', key);
    await devnet.engine.faults.heal();
    expect(await arrivesAt('BetaMSP', 'pair', key)).toBe('secret');
  });

  test('fails when the required member is dead', async () => {
    await inject({ kind: 'peer-down', peer: 'BetaMSP' });
    expect(await refusalOf(put('strict', freshKey()))).toContain(
      'required to disseminate to at least 1 peers, but know of only 0 eligible peers',
    );
  });

  test('fails when the required member takes more than three seconds to acknowledge; an optional one may', async () => {
    await inject({ kind: 'delay', route: 'peer-to-peer', to: 'BetaMSP', milliseconds: 4_000 });
    expect(await refusalOf(put('strict', freshKey()))).toContain('Failed disseminating 1 out of 1');
    const key = freshKey();
    await put('pair', key);
    await sleep(1_500);
    await devnet.settled();
    expect(await readAt('BetaMSP', 'pair', key)).toBe('secret');
  });

  test('takes data that arrives twice once', async () => {
    await inject({ kind: 'duplicate', route: 'peer-to-peer' });
    const key = freshKey();
    await put('strict', key);
    await devnet.settled();
    expect(await readAt('BetaMSP', 'strict', key)).toBe('secret');
  });
});

describe('private data that is withheld or altered', () => {
  test('is missing until it is had, and the block commits', async () => {
    await inject({ kind: 'withhold-private-data', peer: 'AlphaMSP' });
    const key = freshKey();
    await put('strict', key);
    await devnet.settled();
    expect(await readAt('BetaMSP', 'strict', key)).toContain(NOT_AVAILABLE);
    expect(await readAt('AlphaMSP', 'strict', key)).toBe('secret');
    await devnet.engine.faults.heal();
    expect(await arrivesAt('BetaMSP', 'strict', key)).toBe('secret');
  });

  test('is never stored with other values than the block says', async () => {
    await inject({ kind: 'alter-private-data', peer: 'AlphaMSP' });
    const key = freshKey();
    const block = await put('strict', key);
    await devnet.settled();
    expect(await readAt('BetaMSP', 'strict', key)).toContain(NOT_AVAILABLE);
    expect(await deliveredKeys('BetaMSP', block)).toEqual([]);
    await sleep(1500);
    expect(await readAt('BetaMSP', 'strict', key)).toContain(NOT_AVAILABLE);
    await devnet.engine.faults.heal();
    expect(await arrivesAt('BetaMSP', 'strict', key)).toBe('secret');
    expect(await deliveredKeys('BetaMSP', block)).toEqual([key]);
  });

  test('of one collection does not touch the others', async () => {
    await inject({ kind: 'withhold-private-data', peer: 'AlphaMSP', collection: 'pair' });
    const key = freshKey();
    await put('silent', key);
    await devnet.settled();
    expect(await readAt('BetaMSP', 'silent', key)).toBe('secret');
  });
});

describe('a peer that was down', () => {
  test('asks for private data of the blocks that it missed', async () => {
    await inject({ kind: 'peer-down', peer: 'BetaMSP' });
    const key = freshKey();
    await put('pair', key);
    await devnet.engine.faults.heal();
    await devnet.settled();
    expect(await readAt('BetaMSP', 'pair', key)).toBe('secret');
  });

  test('gets it later when who has it is down by then', async () => {
    const outage = await inject({ kind: 'peer-down', peer: 'BetaMSP' });
    const key = freshKey();
    await put('pair', key);
    const other = await inject({ kind: 'peer-down', peer: 'AlphaMSP' });
    await devnet.engine.faults.heal(outage);
    await devnet.settled();
    expect(await readAt('BetaMSP', 'pair', key)).toContain(NOT_AVAILABLE);
    await devnet.engine.faults.heal(other);
    expect(await arrivesAt('BetaMSP', 'pair', key)).toBe('secret');
  });

  test('does not ask for what is about to expire', async () => {
    await inject({ kind: 'peer-down', peer: 'BetaMSP' });
    const key = freshKey();
    await put('brief', key);
    await devnet.engine.faults.heal();
    await devnet.settled();
    await sleep(1500);
    expect(await readAt('BetaMSP', 'brief', key)).toContain(NOT_AVAILABLE);
    expect(await readAt('AlphaMSP', 'brief', key)).toBe('secret');
  });
});

describe('blocks delivered with private data', () => {
  test('show a client what its organisation may read, and what anybody may', async () => {
    const [open, guarded] = [freshKey(), freshKey()];
    const openBlock = await put('pair', open);
    const guardedBlock = await put('guarded', guarded);
    await devnet.settled();
    expect(await deliveredKeys('AlphaMSP', openBlock)).toEqual([open]);
    expect(await deliveredKeys('GammaMSP', openBlock, 'AlphaMSP')).toEqual([open]);
    expect(await deliveredKeys('GammaMSP', openBlock)).toEqual([]);
    expect(await deliveredKeys('BetaMSP', guardedBlock)).toEqual([guarded]);
    expect(await deliveredKeys('GammaMSP', guardedBlock, 'AlphaMSP')).toEqual([]);
  });

  test('hold private data of invalid transactions as well, which does not change the state', async () => {
    const key = freshKey();
    const stale = contract('AlphaMSP').newProposal('appendPrivate', {
      arguments: ['pair', key],
      transientData: { value: 'late' },
      endorsingOrganizations: ['AlphaMSP'],
    });
    const endorsed = await stale.endorse();
    await put('pair', key, 'first');
    const status = await (await endorsed.submit()).getStatus();
    expect(status.code).toBe(peer.TxValidationCode.MVCC_READ_CONFLICT);
    await devnet.settled();
    for (const member of ['AlphaMSP', 'BetaMSP']) {
      expect(await deliveredKeys(member, status.blockNumber)).toEqual([key]);
      expect(await readAt(member, 'pair', key)).toBe('first');
    }
  });
});

describe('an organisation that becomes a member later', () => {
  const before = freshKey();
  const after = freshKey();
  const members = (...mspIds: string[]): string => `OR(${mspIds.map((mspId) => `'${mspId}.member'`).join(', ')})`;
  const redefine = (sequence: number, policy: string): Promise<void> =>
    devnet.deployProbe('all', {
      sequence,
      endorsementPolicy: ANYBODY,
      collections: COLLECTIONS.map((collection) => (collection === GROWING ? { ...GROWING, policy } : collection)),
    });

  test('gets what was written before, and what is written from then on', async () => {
    await put('growing', before);
    await devnet.settled();
    expect(await readAt('GammaMSP', 'growing', before)).toContain(NOT_AVAILABLE);
    await redefine(2, members('AlphaMSP', 'BetaMSP', 'GammaMSP'));
    await put('growing', after);
    await devnet.settled();
    expect(await readAt('GammaMSP', 'growing', after)).toBe('secret');
    expect(await arrivesAt('GammaMSP', 'growing', before)).toBe('secret');
    expect(await readAt('DeltaMSP', 'growing', before)).toContain(NOT_AVAILABLE);
  });

  test('keeps what it has and gets nothing more when it leaves', async () => {
    await redefine(3, members('AlphaMSP', 'BetaMSP'));
    const later = freshKey();
    await put('growing', later);
    await devnet.settled();
    expect(await readAt('GammaMSP', 'growing', before)).toBe('secret');
    expect(await readAt('GammaMSP', 'growing', later)).toContain(NOT_AVAILABLE);
  });

  test('may not change how long data lives, or drop a collection', async () => {
    const shorter = COLLECTIONS.map((collection) => ({ ...collection, blockToLive: 1 }));
    await expect(devnet.deployProbe('all', { sequence: 4, collections: shorter })).rejects.toThrow(
      'the BlockToLive in an existing collection [pair] modified. Existing value [0]',
    );
    await expect(devnet.deployProbe('all', { sequence: 4, collections: [PAIR] })).rejects.toThrow(
      'existing collection [silent] missing in the proposed collection configuration',
    );
    await expect(devnet.deployProbe('all', { sequence: 4 })).rejects.toThrow(
      'the proposed collection config does not contain previously defined collections',
    );
  });
});

describe('a restart between endorsement and commit', () => {
  test('loses no private data', async () => {
    const key = freshKey();
    const proposal = contract('AlphaMSP').newProposal('putPrivate', {
      arguments: ['strict', key],
      transientData: { value: 'kept' },
      endorsingOrganizations: ['AlphaMSP'],
    });
    const bytes = (await proposal.endorse()).getBytes();
    await devnet.stop();
    await devnet.start();
    await devnet.deployProbe('all', { sequence: 3, endorsementPolicy: ANYBODY, collections: COLLECTIONS });
    await inject({ kind: 'drop', route: 'peer-to-peer' });
    const status = await (await devnet.connect('AlphaMSP').newTransaction(bytes).submit()).getStatus();
    expect(status.code).toBe(peer.TxValidationCode.VALID);
    await devnet.settled();
    for (const member of ['AlphaMSP', 'BetaMSP']) expect(await readAt(member, 'strict', key)).toBe('kept');
  });
});
