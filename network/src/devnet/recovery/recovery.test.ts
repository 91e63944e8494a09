import { cp, mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { ChannelStatus, CollectionDefinition } from '../../engine.js';
import { messageOf } from '../../network-error.js';
import { ORGANIZATIONS, TestDevnet } from '../devnet.fixture.js';
import { LevelDatabase } from '../storage/level-database.js';
import { cutOff, flipByte, flipInside, largestFile } from './damage.fixture.js';
import { rebuildOrderer } from './orderer-rebuild.js';
import { verifyStores } from './verification.js';

const EVERYBODY: CollectionDefinition = {
  name: 'everybody',
  policy: `OR(${ORGANIZATIONS.map((mspId) => `'${mspId}.member'`).join(', ')})`,
  requiredPeerCount: 0,
  maxPeerCount: 3,
  blockToLive: 0,
  memberOnlyRead: false,
  memberOnlyWrite: false,
};
const WRITES = 8;
/** Of AlphaMSP's own implicit collection: no other organisation can give it back. */
const OWN = '_implicit_org_AlphaMSP';
const TIMEOUT_MS = 120_000;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/**
 * Files of a network's stores are really changed, cut and deleted, each time from the same copy of a network that had
 * written public and private state.
 */
describe('damaged stores', () => {
  let devnet: TestDevnet;
  let original: string;
  let before: ChannelStatus | undefined;

  const storeOf = (name: string): string => join(devnet.directory, 'ledger', name);
  const log = (): string => devnet.log.join('\n');
  const options = (): Parameters<typeof verifyStores>[0] => ({
    directory: join(devnet.directory, 'ledger'),
    channels: devnet.topology.channels.map(({ name }) => name),
    log: (line) => devnet.log.push(line),
  });

  /** Moves what is in the log into tables, as LevelDB does by itself when the log has grown. */
  async function intoTables(name: string): Promise<void> {
    const database = await LevelDatabase.open(storeOf(name));
    await database.compact();
    await database.close();
  }

  /** Alters the first record of a column that holds a text, as a flipped bit does, wherever LevelDB keeps it. */
  async function alterRecord(name: string, column: string, content: string): Promise<void> {
    const database = await LevelDatabase.open(storeOf(name));
    const after = String.fromCharCode(column.charCodeAt(0) + 1);
    for await (const portion of database.scan({ gte: Buffer.from(column), lt: Buffer.from(after) })) {
      const record = portion.find(([, value]) => value.includes(content));
      if (record === undefined) continue;
      const [key, value] = record;
      value.write('V', value.indexOf(content));
      await database.write([{ key, value }], 'synced');
      break;
    }
    await database.close();
  }

  /**
   * Starts, and everything that was there before is there at every organisation. Private data that nobody else had and
   * that lay in the lost part of a store may be missing; then it is said so.
   */
  async function expectWhole(own: 'kept' | 'kept or reported missing' = 'kept'): Promise<void> {
    await devnet.start();
    await devnet.deployProbe('all', { collections: [EVERYBODY] });
    expect((await devnet.engine.status())[0]).toEqual(before);
    for (const mspId of ORGANIZATIONS) {
      const contract = devnet.contract(mspId);
      expect(text(await contract.evaluateTransaction('get', 'key1'))).toBe('value1');
      expect(text(await contract.evaluateTransaction('getPrivate', 'everybody', 'k'))).toBe('shared');
    }
    const value = devnet.contract('AlphaMSP').evaluateTransaction('getPrivate', OWN, 'k').then(text, messageOf);
    await devnet.contract('BetaMSP').submitTransaction('put', 'after', 'recovery');
    const found = await value;
    await devnet.stop();
    if (own === 'kept' || found === 'own') {
      expect(found).toBe('own');
      return;
    }
    expect(found).toContain('private data matching public hash version is not available');
    expect(await verifyStores(options(), ORGANIZATIONS)).toBe(true);
    expect(log()).toMatch(/AlphaMSP, channel all: .* 1 private sets missing/);
  }

  beforeAll(async () => {
    devnet = await TestDevnet.create();
    await devnet.start();
    await devnet.deployProbe('all', { collections: [EVERYBODY] });
    const contract = devnet.contract('AlphaMSP');
    for (let index = 0; index < WRITES; index += 1) {
      await contract.submitTransaction('put', `key${index}`, `value${index}`);
    }
    await contract.submit('putPrivate', { arguments: ['everybody', 'k'], transientData: { value: 'shared' } });
    await contract.submit('putPrivate', {
      arguments: [OWN, 'k'],
      transientData: { value: 'own' },
      endorsingOrganizations: ['AlphaMSP'],
    });
    await devnet.settled();
    before = (await devnet.engine.status())[0];
    await devnet.stop();
    original = await mkdtemp(join(tmpdir(), 'scrip-original-'));
    await cp(join(devnet.directory, 'ledger'), original, { recursive: true });
  }, TIMEOUT_MS);

  beforeEach(async () => {
    await devnet.stop();
    await rm(join(devnet.directory, 'ledger'), { recursive: true });
    await cp(original, join(devnet.directory, 'ledger'), { recursive: true });
    devnet.log.splice(0);
  });

  afterAll(async () => {
    await devnet.remove();
    await rm(original, { recursive: true });
  });

  test('nothing is damaged: everything is verified, and a rebuild has nothing to do', async () => {
    expect(await verifyStores(options(), ORGANIZATIONS)).toBe(true);
    expect(log()).toContain('AlphaMSP, channel all: 12 blocks, state as they make it');
    expect(await rebuildOrderer(options(), ORGANIZATIONS)).toBe(false);
    await expectWhole();
    expect(log()).not.toContain('damaged');
  });

  test.each([0.1, 0.3, 0.5, 0.7, 0.9])('a flipped byte in the log of a peer, at %d of it', async (where) => {
    await flipByte(await largestFile(storeOf('AlphaMSP'), '.log'), where);
    await expectWhole('kept or reported missing');
  });

  test('a flipped byte in a table of a peer is found by verify, and repaired at the next start', async () => {
    await intoTables('AlphaMSP');
    await flipInside(await largestFile(storeOf('AlphaMSP'), '.ldb'), 'value5');
    expect(await verifyStores(options(), ORGANIZATIONS)).toBe(false);
    expect(log()).toContain('AlphaMSP: DAMAGED');
    await expectWhole();
  });

  test('damage that is met while the network runs is answered as an error, and the next start repairs it', async () => {
    await alterRecord('AlphaMSP', 's', 'value5');
    await devnet.start();
    await devnet.deployProbe('all', { collections: [EVERYBODY] });
    const read = (): Promise<Uint8Array> => devnet.contract('AlphaMSP').evaluateTransaction('get', 'key5');
    await expect(read()).rejects.toThrow('the store of AlphaMSP is damaged: wrong checksum of record');
    expect(log()).toContain('it is made anew at the next start');
    await devnet.stop();
    await devnet.start();
    await devnet.deployProbe('all', { collections: [EVERYBODY] });
    expect(text(await read())).toBe('value5');
  });

  test.each(['.log', '.ldb'] as const)('a %s file of a peer that is cut short', async (ending) => {
    if (ending === '.ldb') await intoTables('AlphaMSP');
    await cutOff(await largestFile(storeOf('AlphaMSP'), ending), 0.4);
    await expectWhole('kept or reported missing');
  });

  test('a table of a peer that is gone', async () => {
    await intoTables('AlphaMSP');
    await rm(await largestFile(storeOf('AlphaMSP'), '.ldb'));
    await devnet.start();
    expect(log()).toContain('the store of AlphaMSP is damaged');
    await devnet.deployProbe('all', { collections: [EVERYBODY] });
    expect((await devnet.engine.status())[0]).toEqual(before);
  });

  test('a torn write and a lock file that a dead process left', async () => {
    const path = await largestFile(storeOf('BetaMSP'), '.log');
    await writeFile(path, Buffer.from('half a rec'), { flag: 'a' });
    await writeFile(join(storeOf('BetaMSP'), 'LOCK'), '');
    await expectWhole();
  });

  test('a peer that is behind, because an old copy of its store was restored', async () => {
    await cutOff(await largestFile(storeOf('GammaMSP'), '.log'), 0.5);
    await expectWhole();
    expect(log()).not.toContain('damaged');
  });

  test('the stores of two peers are gone', async () => {
    await rm(storeOf('GammaMSP'), { recursive: true });
    await rm(storeOf('DeltaMSP'), { recursive: true });
    await expectWhole();
  });

  test.each(['.log', '.ldb'] as const)(
    'the orderer does not start on a damaged %s file, and is rebuilt',
    async (ending) => {
      if (ending === '.ldb') await intoTables('orderer');
      await flipByte(await largestFile(storeOf('orderer'), ending), 0.5);
      await expect(devnet.start()).rejects.toThrow(
        /the store of orderer is damaged|blocks of the ordering service are lost/,
      );
      await devnet.stop();
      expect(await rebuildOrderer(options(), ORGANIZATIONS)).toBe(true);
      await expectWhole();
    },
  );

  test('the orderer is behind its peers, or gone', async () => {
    await truncate(await largestFile(storeOf('orderer'), '.log'), 20_000);
    await expect(devnet.start()).rejects.toThrow('blocks of the ordering service are lost');
    await devnet.stop();
    await rm(storeOf('orderer'), { recursive: true });
    expect(await rebuildOrderer(options(), ORGANIZATIONS)).toBe(true);
    expect(await verifyStores(options(), ORGANIZATIONS)).toBe(true);
    await expectWhole();
  });

  test('a state that its blocks do not make is found, although every record is intact', async () => {
    const database = await LevelDatabase.open(storeOf('AlphaMSP'));
    for await (const [entry] of database.scan({ gte: Buffer.from('y'), lt: Buffer.from('z') })) {
      if (entry !== undefined) await database.write([{ key: entry[0], value: undefined }], 'synced');
      break;
    }
    await database.close();
    expect(await verifyStores(options(), ORGANIZATIONS)).toBe(false);
    expect(log()).toContain('a replay of its blocks has another record');
  });

  test('without any sound store nothing is rebuilt and nothing is changed', async () => {
    for (const mspId of ORGANIZATIONS) {
      await rm(storeOf(mspId), { recursive: true });
      await mkdir(storeOf(mspId));
    }
    await rm(storeOf('orderer'), { recursive: true });
    await expect(rebuildOrderer(options(), ORGANIZATIONS)).rejects.toThrow('no peer has sound blocks of channel all');
  });
});
