import { beforeAll, describe, expect, test } from '@jest/globals';
import { ledger } from '@hyperledger/fabric-protos';
import type { ChaincodeDefinition, CollectionDefinition } from '../../engine.js';
import { testChannel, type TestChannel } from '../../channel/channel.fixture.js';
import { identityOf } from '../../msp/identity.fixture.js';
import { accessRefusedText, collectionNotFoundText, collectionUndefinedText, permissionOf } from './collections.js';
import { commitDefinition } from './lifecycle-commit.js';
import { storedDefinition } from './lifecycle-definition.js';
import { MemoryState } from './memory-state.fixture.js';
import { LIFECYCLE_NAMESPACE, serializeDefinition } from './lifecycle-state.js';
import { Lifecycle } from './lifecycle.js';

const RECORDS: CollectionDefinition = {
  name: 'records',
  policy: "OR('A.member', 'B.member')",
  requiredPeerCount: 1,
  maxPeerCount: 2,
  blockToLive: 3,
  memberOnlyRead: true,
  memberOnlyWrite: true,
  endorsementPolicy: "AND('A.peer', 'B.peer')",
};
const FIRST: ChaincodeDefinition = { name: 'scrip', version: '1.0', sequence: 1, collections: [], initRequired: false };
const SECOND: ChaincodeDefinition = {
  ...FIRST,
  sequence: 2,
  endorsementPolicy: "OR('A.peer', 'B.peer')",
  collections: [RECORDS],
  initRequired: true,
};

/** Values that Fabric v3.1.5 (core/chaincode/lifecycle/serializer.go) writes for the two definitions. */
const FIRST_VALUES = {
  'namespaces/fields/scrip/Collections': '1200',
  'namespaces/fields/scrip/EndorsementInfo': '120b0a03312e301a0465736363',
  'namespaces/fields/scrip/Sequence': '0801',
  'namespaces/fields/scrip/ValidationInfo':
    '122a0a0476736363122212202f4368616e6e656c2f4170706c69636174696f6e2f456e646f7273656d656e74',
  'namespaces/metadata/scrip':
    '0a13436861696e636f6465446566696e6974696f6e120853657175656e6365120f456e646f7273656d656e74496e666f120e56616c69646174696f6e496e666f120b436f6c6c656374696f6e73',
};
const SECOND_VALUES = {
  'namespaces/fields/scrip/Collections':
    '125b0a590a570a077265636f726473121e0a1c120c120a080112020800120208011a0512030a01411a0512030a01421801200228033001380142220a20120c120a080212020800120208011a0712050a014110031a0712050a01421003',
  'namespaces/fields/scrip/EndorsementInfo': '120d0a03312e3010011a0465736363',
  'namespaces/fields/scrip/Sequence': '0802',
  'namespaces/fields/scrip/ValidationInfo':
    '122a0a047673636312220a20120c120a080112020800120208011a0712050a014110031a0712050a01421003',
};

function kvSet(set: ledger.rwset.TxReadWriteSet): ledger.rwset.kvrwset.KVRWSet {
  const [namespace, ...others] = set.getNsRwsetList();
  expect([namespace?.getNamespace(), others.length]).toEqual([LIFECYCLE_NAMESPACE, 0]);
  return ledger.rwset.kvrwset.KVRWSet.deserializeBinary(namespace?.getRwset_asU8() ?? Buffer.of());
}

function writesOf(set: ledger.rwset.TxReadWriteSet): Record<string, string> {
  const entries = kvSet(set).getWritesList();
  return Object.fromEntries(
    entries.map((write) => [write.getKey(), Buffer.from(write.getValue_asU8()).toString('hex')]),
  );
}

async function commit(state: MemoryState, definition: ChaincodeDefinition): Promise<ledger.rwset.TxReadWriteSet> {
  const set = await commitDefinition(state, definition.name, storedDefinition(definition));
  state.apply(set);
  return set;
}

describe('committing a definition', () => {
  test('writes what Fabric writes', async () => {
    const state = new MemoryState();
    expect(writesOf(await commit(state, FIRST))).toEqual(FIRST_VALUES);
    expect(writesOf(await commit(state, SECOND))).toEqual(SECOND_VALUES);
  });

  test('writes in byte order of the keys, and only fields that change', async () => {
    const state = new MemoryState();
    expect(Object.keys(writesOf(await commit(state, FIRST)))).toEqual(Object.keys(FIRST_VALUES).sort());
    const again = await commit(state, { ...FIRST, sequence: 2 });
    expect(Object.keys(writesOf(again))).toEqual(['namespaces/fields/scrip/Sequence']);
  });

  test('reads what makes a concurrent commit of the same chaincode fail', async () => {
    const state = new MemoryState();
    const readsOf = (set: ledger.rwset.TxReadWriteSet): [string, boolean][] =>
      kvSet(set)
        .getReadsList()
        .map((read) => [read.getKey(), read.hasVersion()]);
    expect(readsOf(await commit(state, FIRST))).toEqual([
      ['namespaces/fields/scrip/Sequence', false],
      ['namespaces/metadata/scrip', false],
    ]);
    expect(readsOf(await commit(state, SECOND))).toEqual(Object.keys(FIRST_VALUES).map((key) => [key, true]));
  });

  test('takes the next sequence only', async () => {
    const state = new MemoryState();
    await expect(commit(state, SECOND)).rejects.toThrow(
      'requested sequence is 2, but new definition must be sequence 1',
    );
  });

  test.each<[string, Partial<ChaincodeDefinition>, string]>([
    ['a name', { name: '_x' }, "invalid chaincode name '_x'"],
    ['a version', { version: 'one two' }, "invalid chaincode version 'one two'"],
    ['a policy', { endorsementPolicy: "OR('A.chief')" }, 'error parsing principal A.chief'],
    ['a collection name', { collections: [{ ...RECORDS, name: '_implicit_org_A' }] }, 'cannot begin with'],
    ['a repeated collection', { collections: [RECORDS, RECORDS] }, 'found duplicate in collection configuration'],
    ['peer counts', { collections: [{ ...RECORDS, requiredPeerCount: 3 }] }, 'cannot be less than the required'],
    ['negative counts', { collections: [{ ...RECORDS, requiredPeerCount: -1 }] }, 'cannot be less than zero'],
    [
      'members that are not OR',
      { collections: [{ ...RECORDS, policy: "OR('A.member', AND('A.peer', 'B.peer'))" }] },
      'NOutOf 2',
    ],
  ])('refuses %s', (_, change, reason) => {
    expect(() => storedDefinition({ ...FIRST, ...change })).toThrow(reason);
  });
});

describe('reading definitions', () => {
  let channel: TestChannel;
  let lifecycle: Lifecycle;
  let state: MemoryState;

  beforeAll(async () => {
    channel = await testChannel(['A', 'B', 'C']);
    lifecycle = new Lifecycle(channel.bundle);
    state = new MemoryState();
    await commit(state, FIRST);
    await commit(state, SECOND);
    await commit(state, { ...FIRST, name: 'plain' });
  });

  test('gives back what was committed', async () => {
    const definition = await lifecycle.definition(state, 'scrip');
    expect(definition).toMatchObject({ name: 'scrip', version: '1.0', sequence: 2, initRequired: true });
    expect(definition?.endorsement.satisfiedBy([identityOf('B.peer')])).toBe(true);
    expect(definition?.endorsement.satisfiedBy([identityOf('C.peer')])).toBe(false);
    expect(definition?.collections).toMatchObject([
      { name: 'records', kind: 'static', memberOrganizations: ['A', 'B'], blockToLive: 3, requiredPeerCount: 1 },
    ]);
  });

  test('without a policy the channel decides', async () => {
    const definition = await lifecycle.definition(state, 'plain');
    expect(definition?.endorsement).toBe(channel.bundle.policies.policy('/Channel/Application/Endorsement'));
  });

  test('always reads the same keys, so that endorsers record the same reads', async () => {
    const expected = [...serializeDefinition('scrip', storedDefinition(SECOND)).keys()].sort();
    for (let round = 0; round < 2; round += 1) {
      state.reads.length = 0;
      await lifecycle.definition(state, 'scrip');
      expect([...state.reads].sort()).toEqual(expected);
    }
    state.reads.length = 0;
    expect(await lifecycle.sequence(state, 'scrip')).toBe(2);
    expect(state.reads).toEqual(['namespaces/fields/scrip/Sequence']);
  });

  test('knows no chaincode that was not committed', async () => {
    expect(await lifecycle.definition(state, 'other')).toBeUndefined();
    expect(await lifecycle.sequence(state, 'other')).toBe(0);
    expect(await lifecycle.collection(state, 'other', '_implicit_org_A')).toBeUndefined();
  });

  test('lifecycle itself is governed by the channel', async () => {
    const definition = await lifecycle.definition(state, LIFECYCLE_NAMESPACE);
    expect(definition?.endorsement).toBe(channel.bundle.policies.policy('/Channel/Application/LifecycleEndorsement'));
  });

  test('refuses what is stored under a definition but is none', async () => {
    const broken = new MemoryState();
    broken.put(LIFECYCLE_NAMESPACE, 'namespaces/metadata/x', Buffer.from('0a0141', 'hex'));
    await expect(lifecycle.definition(broken, 'x')).rejects.toThrow('not a chaincode type: A');
  });

  test('a definition whose policy refers to nothing is satisfied by nobody', async () => {
    const stored = storedDefinition(FIRST);
    stored.validationInfo.setValidationParameter(Buffer.from('12012f', 'hex'));
    const other = new MemoryState();
    other.apply(await commitDefinition(other, 'scrip', stored));
    const definition = await lifecycle.definition(other, 'scrip');
    expect(definition?.endorsement.satisfiedBy(['A', 'B', 'C'].map((name) => identityOf(`${name}.peer`)))).toBe(false);
  });

  test('static collections are member-only as declared', async () => {
    const records = await lifecycle.collection(state, 'scrip', 'records');
    if (records === undefined) {
      throw new Error('not found');
    }
    expect(permissionOf(identityOf('A.client'), records)).toEqual({ read: true, write: true });
    expect(permissionOf(identityOf('C.client'), records)).toEqual({ read: false, write: false });
    const readable = { ...records, memberOnlyRead: false };
    expect(permissionOf(identityOf('C.client'), readable)).toEqual({ read: true, write: false });
    const open = { ...readable, memberOnlyWrite: false };
    expect(permissionOf(identityOf('C.client'), open)).toEqual({ read: true, write: true });
    expect(records.endorsement?.satisfiedBy([identityOf('A.peer')])).toBe(false);
    expect(records.endorsement?.satisfiedBy(['A.peer', 'B.peer'].map(identityOf))).toBe(true);
  });

  test('every organisation has an implicit collection, open to all clients and endorsed by it', async () => {
    const implicit = await lifecycle.collection(state, 'scrip', '_implicit_org_A');
    if (implicit === undefined) {
      throw new Error('not found');
    }
    expect(implicit).toMatchObject({ kind: 'implicit', memberOrganizations: ['A'], blockToLive: 0 });
    expect(permissionOf(identityOf('C.client'), implicit)).toEqual({ read: true, write: true });
    expect(implicit.members.satisfiedBy([identityOf('A.peer')])).toBe(true);
    expect(implicit.members.satisfiedBy([identityOf('B.peer')])).toBe(false);
    expect(implicit.endorsement?.satisfiedBy([identityOf('A.peer')])).toBe(true);
    expect(implicit.endorsement?.satisfiedBy([identityOf('A.client')])).toBe(false);
  });

  test('an implicit collection of a stranger passes the permission check and not the ledger', async () => {
    const foreign = await lifecycle.collection(state, 'scrip', '_implicit_org_Z');
    expect(foreign?.endorsement?.satisfiedBy([identityOf('Z.peer')])).toBe(false);
    expect(await lifecycle.ledgerCollection(state, 'scrip', '_implicit_org_Z')).toBeUndefined();
    expect((await lifecycle.ledgerCollection(state, 'scrip', '_implicit_org_A'))?.name).toBe('_implicit_org_A');
    expect((await lifecycle.ledgerCollection(state, 'scrip', 'records'))?.name).toBe('records');
    expect(await lifecycle.ledgerCollection(state, 'scrip', 'unheard')).toBeUndefined();
  });

  test("the error texts are Fabric's", () => {
    expect(collectionNotFoundText('trial', 'cc', 'x')).toBe('collection trial/cc/x could not be found');
    expect(collectionUndefinedText('cc', 'x')).toBe(
      'collection [x] not defined in the collection config for chaincode [cc]',
    );
    expect(accessRefusedText('read', 'cc', 'x')).toBe(
      'tx creator does not have read access permission on privatedata in chaincodeName:cc collectionName: x',
    );
  });
});
