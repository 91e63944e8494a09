import { beforeAll, describe, expect, test } from '@jest/globals';
import { common, orderer } from '@hyperledger/fabric-protos';
import fc from 'fast-check';
import { ChannelBundle } from './bundle.js';
import { testChannel, type TestChannel } from './channel.fixture.js';
import { elementsOf, treeOf } from './config-elements.js';
import { proposeConfigUpdate, sameConfig, updatedConfig, validateConfigEnvelope } from './config-update.js';
import { configUpdate, signedUpdate, updateRequest } from './config-update.fixture.js';

const MEMBERS = ['AMSP', 'BMSP', 'CMSP'];
const BATCH_SIZE = '[Value]  /Channel/Orderer/BatchSize';

function groupOf(root: common.ConfigGroup, ...path: readonly string[]): common.ConfigGroup {
  return path.reduce((group, name) => {
    const child = group.getGroupsMap().get(name);
    if (child === undefined) throw new Error(`no group ${name}`);
    return child;
  }, root);
}

function valueOf(group: common.ConfigGroup, name: string): common.ConfigValue {
  const value = group.getValuesMap().get(name);
  if (value === undefined) throw new Error(`no value ${name}`);
  return value;
}

function setMaxMessageCount(root: common.ConfigGroup, count: number): void {
  const value = valueOf(groupOf(root, 'Orderer'), 'BatchSize');
  const size = orderer.BatchSize.deserializeBinary(value.getValue_asU8());
  size.setMaxMessageCount(count);
  value.setValue(size.serializeBinary());
}

describe('config updates', () => {
  let channel: TestChannel;
  let bundle: ChannelBundle;

  beforeAll(async () => {
    channel = await testChannel(MEMBERS);
    bundle = channel.bundle;
  });

  const apply = (update: common.ConfigUpdate, ...admins: readonly string[]): common.Config =>
    updatedConfig(bundle, signedUpdate(update, ...admins.map((mspId) => channel.signer(mspId, 'admin'))));

  const tenMessages = (): common.ConfigUpdate => configUpdate(bundle, (root) => setMaxMessageCount(root, 10));

  test('a majority of administrators changes the batch size, and nothing else changes', () => {
    const config = apply(tenMessages(), 'AMSP', 'BMSP');
    expect(config.getSequence()).toBe(1);
    const expected = bundle.config.clone();
    expected.setSequence(1);
    const root = expected.getChannelGroup() ?? new common.ConfigGroup();
    setMaxMessageCount(root, 10);
    valueOf(groupOf(root, 'Orderer'), 'BatchSize').setVersion(1);
    expect(sameConfig(config, expected)).toBe(true);
  });

  test.each([
    ['no signature', [], 0],
    ['one administrator of three', ['AMSP'], 1],
    ['one administrator twice', ['AMSP', 'AMSP'], 1],
  ])('%s is not enough', (_title, admins, satisfied) => {
    expect(() => apply(tenMessages(), ...admins)).toThrow(
      `error validating DeltaSet: policy for ${BATCH_SIZE} not satisfied: implicit policy evaluation failed - ` +
        `${satisfied} sub-policies were satisfied, but this policy requires 2 of the 'Admins' sub-policies to be satisfied`,
    );
  });

  test('clients do not count as administrators', () => {
    const clients = MEMBERS.map((mspId) => channel.signer(mspId, 'user1'));
    expect(() => updatedConfig(bundle, signedUpdate(tenMessages(), ...clients))).toThrow(
      '0 sub-policies were satisfied',
    );
  });

  test('a signature over another update does not count', () => {
    const admins = MEMBERS.map((mspId) => channel.signer(mspId, 'admin'));
    const signed = signedUpdate(
      configUpdate(bundle, (root) => setMaxMessageCount(root, 11)),
      ...admins,
    );
    signed.setConfigUpdate(tenMessages().serializeBinary());
    expect(() => updatedConfig(bundle, signed)).toThrow('0 sub-policies were satisfied');
  });

  test("an organisation's own elements are changed by its administrator alone", () => {
    const edit = (root: common.ConfigGroup): void => {
      groupOf(root, 'Application', 'BMSP').getValuesMap().del('AnchorPeers');
    };
    expect(apply(configUpdate(bundle, edit), 'BMSP').getSequence()).toBe(1);
    expect(() => apply(configUpdate(bundle, edit), 'AMSP')).toThrow(
      'policy for [Group]  /Channel/Application/BMSP not satisfied: signature set did not satisfy policy',
    );
  });

  const refusals: readonly (readonly [title: string, change: (update: common.ConfigUpdate) => void, text: string])[] = [
    [
      'another channel',
      (update) => update.setChannelId('other'),
      "ConfigUpdate for channel 'other' but envelope for channel 'trial'",
    ],
    [
      'nothing that changes',
      (update) => update.setWriteSet(update.getReadSet()),
      'error validating DeltaSet: delta set was empty -- update would have no effect',
    ],
    [
      'no sets at all',
      (update) => {
        update.clearReadSet();
        update.clearWriteSet();
      },
      'delta set was empty',
    ],
    [
      'a read of what is not there',
      (update) =>
        groupOf(update.getReadSet() ?? fail(), 'Orderer')
          .getValuesMap()
          .set('Other', new common.ConfigValue()),
      'error validating ReadSet: existing config does not contain element for [Value]  /Channel/Orderer/Other but was in ' +
        'the read set',
    ],
    [
      'a read of another version',
      (update) => valueOf(groupOf(update.getReadSet() ?? fail(), 'Orderer'), 'BatchSize').setVersion(4),
      `error validating ReadSet: proposed update requires that key ${BATCH_SIZE} be at version 4, but it is currently at version 0`,
    ],
    [
      'a version that leaves one out',
      (update) => valueOf(groupOf(update.getWriteSet() ?? fail(), 'Orderer'), 'BatchSize').setVersion(2),
      `error validating DeltaSet: attempt to set key ${BATCH_SIZE} to version 2, but key is at version 0`,
    ],
    [
      'a new element that does not begin at version 0',
      (update) =>
        groupOf(update.getWriteSet() ?? fail(), 'Orderer')
          .getValuesMap()
          .set('Other', value(Buffer.of(), 1)),
      'attempted to set key [Value]  /Channel/Orderer/Other to version 1, but key does not exist',
    ],
    [
      'an element that nobody may change again',
      (update) => valueOf(groupOf(update.getWriteSet() ?? fail(), 'Orderer'), 'BatchSize').setModPolicy(''),
      `error validating DeltaSet: invalid mod_policy for element ${BATCH_SIZE}: mod_policy not set`,
    ],
    [
      'an illegal name',
      (update) =>
        groupOf(update.getWriteSet() ?? fail(), 'Application')
          .getGroupsMap()
          .set('E MSP', new common.ConfigGroup()),
      "error mapping WriteSet: illegal characters in key: [Group]  : config ID 'E MSP' contains illegal characters",
    ],
  ];

  test.each(refusals)('%s is refused', (_title, change, text) => {
    const update = tenMessages();
    change(update);
    expect(() => apply(update, ...MEMBERS)).toThrow(text);
  });

  test('a policy that does not exist guards for ever', async () => {
    const unguarded = await testChannel(MEMBERS, (config) => {
      valueOf(groupOf(config.getChannelGroup() ?? fail(), 'Orderer'), 'BatchSize').setModPolicy('Nobody');
    });
    const update = configUpdate(unguarded.bundle, (root) => setMaxMessageCount(root, 10));
    const admins = MEMBERS.map((mspId) => unguarded.signer(mspId, 'admin'));
    expect(() => updatedConfig(unguarded.bundle, signedUpdate(update, ...admins))).toThrow(
      `unexpected missing policy Nobody for item ${BATCH_SIZE}`,
    );
  });

  test('what the orderer proposes is what a peer accepts, once', () => {
    const signed = signedUpdate(tenMessages(), channel.signer('AMSP', 'admin'), channel.signer('BMSP', 'admin'));
    const proposed = proposeConfigUpdate(bundle, updateRequest('trial', signed, channel.signer('AMSP', 'admin')));
    expect(() => validateConfigEnvelope(bundle, proposed)).not.toThrow();
    const next = ChannelBundle.of('trial', proposed.getConfig() ?? fail());
    expect(next.sequence).toBe(1);
    expect(next.batch.maxMessageCount).toBe(10);
    expect(() => validateConfigEnvelope(next, proposed)).toThrow(
      'config currently at sequence 1, cannot validate config at sequence 1',
    );
  });

  test('a configuration that the update does not give is refused', () => {
    const signed = signedUpdate(tenMessages(), channel.signer('AMSP', 'admin'), channel.signer('BMSP', 'admin'));
    const proposed = proposeConfigUpdate(bundle, updateRequest('trial', signed, channel.signer('AMSP', 'admin')));
    setMaxMessageCount(proposed.getConfig()?.getChannelGroup() ?? fail(), 11);
    expect(() => validateConfigEnvelope(bundle, proposed)).toThrow(
      'ConfigEnvelope LastUpdate did not produce the supplied config result',
    );
  });

  test('an envelope of another type is no update', () => {
    expect(() => proposeConfigUpdate(bundle, new common.Envelope())).toThrow(
      'error converting envelope to config update: envelope must have a Header',
    );
  });

  test('a tree that is taken apart and put together is the same tree', () => {
    const root = bundle.config.getChannelGroup() ?? fail();
    expect(treeOf(elementsOf(root)).serializeBinary()).toEqual(root.serializeBinary());
  });

  test('property: an update of all administrators gives exactly the edited tree, and none but the changed versions move', () => {
    fc.assert(
      fc.property(fc.array(edit(), { minLength: 1, maxLength: 6 }), (edits) => {
        const update = configUpdate(bundle, (root) => edits.forEach((change) => change(root)));
        const written = update.getWriteSet() ?? fail();
        const unchanged = sameGroup(written, update.getReadSet() ?? fail());
        if (unchanged) {
          expect(() => apply(update, ...MEMBERS)).toThrow('delta set was empty');
          return;
        }
        expect(sameGroup(apply(update, ...MEMBERS).getChannelGroup() ?? fail(), written)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

type Edit = (root: common.ConfigGroup) => void;

/** Random edits: values and policies set or removed, mod policies changed, groups added or removed. */
function edit(): fc.Arbitrary<Edit> {
  const path = fc.constantFrom<readonly string[]>(
    [],
    ['Orderer'],
    ['Application'],
    ['Application', 'AMSP'],
    ['Orderer', 'BMSP'],
  );
  const name = fc.constantFrom('BatchSize', 'BatchTimeout', 'MSP', 'Admins', 'Readers', 'Fresh', 'CMSP');
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 4 });
  const at =
    (place: readonly string[], change: (group: common.ConfigGroup) => void): Edit =>
    (root) => {
      const group = place.reduce<common.ConfigGroup | undefined>(
        (parent, child) => parent?.getGroupsMap().get(child),
        root,
      );
      if (group !== undefined) change(group);
    };
  return fc.oneof(
    fc.tuple(path, name, bytes).map(([place, key, content]) =>
      at(place, (group) => {
        const version = group.getValuesMap().get(key)?.getVersion() ?? 0;
        group.getValuesMap().set(key, value(content, version));
      }),
    ),
    fc.tuple(path, name).map(([place, key]) => at(place, (group) => group.getPoliciesMap().del(key))),
    fc.tuple(path, name).map(([place, key]) => at(place, (group) => group.getValuesMap().del(key))),
    fc.tuple(path, name).map(([place, key]) => at(place, (group) => group.getGroupsMap().del(key))),
    fc.tuple(path, name).map(([place, key]) =>
      at(place, (group) => {
        if (!group.getGroupsMap().has(key)) group.getGroupsMap().set(key, emptyGroup());
      }),
    ),
    path.map((place) => at(place, (group) => group.setModPolicy('/Channel/Admins'))),
  );
}

function value(content: Uint8Array, version: number): common.ConfigValue {
  const message = new common.ConfigValue();
  message.setVersion(version);
  message.setValue(content);
  message.setModPolicy('Admins');
  return message;
}

function emptyGroup(): common.ConfigGroup {
  const group = new common.ConfigGroup();
  group.setModPolicy('Admins');
  return group;
}

function sameGroup(a: common.ConfigGroup, b: common.ConfigGroup): boolean {
  return Buffer.compare(a.serializeBinary(), b.serializeBinary()) === 0;
}

function fail(): never {
  throw new Error('missing in the fixture');
}
