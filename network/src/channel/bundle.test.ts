import { beforeAll, describe, expect, test } from '@jest/globals';
import { common, peer } from '@hyperledger/fabric-protos';
import type { SigningIdentity } from '../crypto/signing-identity.js';
import type { SignedData } from '../policy/policy.js';
import { ChannelBundle } from './bundle.js';
import { testChannel, type TestChannel } from './channel.fixture.js';

const MESSAGE = Buffer.from('message');

function signed(...signers: readonly SigningIdentity[]): SignedData[] {
  return signers.map((signer) => ({
    identity: signer.serialized,
    data: MESSAGE,
    signature: signer.sign(MESSAGE),
  }));
}

function allows(bundle: ChannelBundle, resource: string, data: readonly SignedData[]): boolean {
  const reference = bundle.acl(resource);
  return reference !== undefined && bundle.policies.policy(reference.path)?.evaluate(data) === true;
}

describe('channel bundle', () => {
  let channel: TestChannel;

  beforeAll(async () => {
    channel = await testChannel(['BMSP', 'AMSP', 'CMSP', 'DMSP']);
  });

  test('reads members, batch parameters and capabilities of the genesis block', () => {
    const { bundle } = channel;
    expect(bundle.channelId).toBe('trial');
    expect(bundle.sequence).toBe(0);
    expect(bundle.applicationOrganizations).toEqual(['AMSP', 'BMSP', 'CMSP', 'DMSP']);
    expect(bundle.ordererOrganizations).toEqual(['AMSP', 'BMSP', 'CMSP', 'DMSP']);
    expect(bundle.batch).toEqual({
      maxMessageCount: 100,
      timeoutMs: 250,
      preferredMaxBytes: 2_000_000,
      absoluteMaxBytes: 10_000_000,
    });
    expect([...bundle.capabilities.application]).toEqual(['V2_5']);
    expect(bundle.memberPolicyPath('AMSP', 'Endorsement')).toBe('/Channel/Application/AMSP/Endorsement');
    expect(bundle.memberPolicyPath('EMSP', 'Endorsement')).toBeUndefined();
  });

  test('equal configurations share one bundle', () => {
    const copy = common.Block.deserializeBinary(channel.genesis.serializeBinary());
    expect(ChannelBundle.fromBlock(copy)).toBe(channel.bundle);
  });

  test('MAJORITY of four members takes three peers', () => {
    const policy = channel.bundle.policies.policy('/Channel/Application/Endorsement');
    const [a, b, c] = ['AMSP', 'BMSP', 'CMSP'].map((mspId) => channel.signer(mspId, 'peer0'));
    expect(policy?.evaluate(signed(a as SigningIdentity, b as SigningIdentity))).toBe(false);
    expect(policy?.evaluate(signed(a as SigningIdentity, b as SigningIdentity, c as SigningIdentity))).toBe(true);
    const clients = ['AMSP', 'BMSP', 'CMSP'].map((mspId) => channel.signer(mspId, 'user1'));
    expect(policy?.evaluate(signed(...clients))).toBe(false);
  });

  test('default ACLs: clients propose, peers only read', () => {
    const { bundle } = channel;
    const client = signed(channel.signer('AMSP', 'user1'));
    const peer0 = signed(channel.signer('AMSP', 'peer0'));
    expect(allows(bundle, 'peer/Propose', client)).toBe(true);
    expect(allows(bundle, 'peer/Propose', peer0)).toBe(false);
    expect(allows(bundle, 'event/Block', peer0)).toBe(true);
    expect(bundle.acl('peer/Unheard')).toBeUndefined();
  });

  test('an ACL of the configuration replaces the default', async () => {
    const restricted = await testChannel(['AMSP'], (config) => {
      const acls = new peer.ACLs();
      const resource = new peer.APIResource();
      resource.setPolicyRef('Admins');
      acls.getAclsMap().set('peer/Propose', resource);
      const value = new common.ConfigValue();
      value.setValue(acls.serializeBinary());
      config.getChannelGroup()?.getGroupsMap().get('Application')?.getValuesMap().set('ACLs', value);
    });
    const { bundle } = restricted;
    expect(bundle.acl('peer/Propose')).toEqual({ path: '/Channel/Application/Admins', configured: true });
    expect(allows(bundle, 'peer/Propose', signed(restricted.signer('AMSP', 'user1')))).toBe(false);
    expect(allows(bundle, 'peer/Propose', signed(restricted.signer('AMSP', 'admin')))).toBe(true);
  });

  test('one identity does not count twice, and a bad signature does not count', () => {
    const policy = channel.bundle.policies.policy('/Channel/Application/Admins');
    const [a, b] = ['AMSP', 'BMSP'].map((mspId) => channel.signer(mspId, 'admin')) as [
      SigningIdentity,
      SigningIdentity,
    ];
    expect(policy?.evaluate(signed(a, a, b))).toBe(false);
    const [first, second, third] = signed(a, b, channel.signer('CMSP', 'admin')) as [
      SignedData,
      SignedData,
      SignedData,
    ];
    expect(policy?.evaluate([first, second, third])).toBe(true);
    expect(policy?.evaluate([first, second, { ...third, signature: second.signature }])).toBe(false);
  });

  test('refuses a block that is no config block', () => {
    expect(() => ChannelBundle.fromBlock(new common.Block())).toThrow('a config block holds exactly one transaction');
  });
});
