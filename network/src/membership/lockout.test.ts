import { beforeAll, describe, expect, test } from '@jest/globals';
import { createCa } from '../pki/certificates.js';
import { createRevocationList } from '../pki/revocation-list.js';
import type { TestChannel } from '../channel/channel.fixture.js';
import { setAcl, setBatch, setCapability, setPolicyAt, type Change } from './changes.js';
import { groupAt } from './config-tree.js';
import { addConsenter, removeConsenter } from './consenter-changes.js';
import { lockouts } from './lockout.js';
import { addMember, removeOrganization } from './member-changes.js';
import { addRootCa, removeRootCa, setRevocationList } from './msp-changes.js';
import { plainSerial } from './revocation-list.js';
import { bftChannel, configAfter, definitionIn } from './proposal.fixture.js';
import { X509Certificate } from 'node:crypto';

const MEMBERS = ['AMSP', 'BMSP', 'CMSP', 'DMSP'];

describe('a change that would lock members out', () => {
  let channel: TestChannel;
  let other: TestChannel;

  beforeAll(async () => {
    [channel, other] = await Promise.all([bftChannel(MEMBERS), bftChannel(['EMSP'])]);
  });

  const dangers = (...changes: readonly Change[]): readonly string[] => {
    const { channelId, config } = channel.bundle;
    const context = { channel: channelId, now: new Date(), knownAdmins: [] };
    return lockouts(config, configAfter(channel, changes), context);
  };
  const ca = (mspId: string): { certificate: string; privateKey: string } =>
    channel.pki.get(mspId)?.ca ?? { certificate: '', privateKey: '' };
  const certificate = (mspId: string, label: string): string =>
    channel.pki.get(mspId)?.identities.get(label)?.certificate ?? '';
  const revoking = (mspId: string, label: string): Promise<string> =>
    createRevocationList(ca(mspId), [plainSerial(new X509Certificate(certificate(mspId, label)).serialNumber)]);

  test.each<[string, () => Change]>([
    ['a further member', () => addMember(definitionIn(other, 'EMSP'))],
    ['one of four leaves', () => removeOrganization('DMSP')],
    ['a fifth orderer', () => addConsenter(definitionIn(other, 'EMSP'))],
    ['one of four orders no more', () => removeConsenter('DMSP')],
    ['smaller blocks', () => setBatch({ maxMessageCount: 1, timeoutMs: 100 })],
    [
      'another endorsement policy',
      () => setPolicyAt('/Channel/Application/Endorsement', "OutOf(2, 'AMSP.peer', 'BMSP.peer', 'CMSP.peer')"),
    ],
    ['an access rule', () => setAcl('peer/Propose', '/Channel/Application/Admins')],
  ])('is not: %s', (_, change) => {
    expect(dangers(change())).toEqual([]);
  });

  test.each<[string, readonly (() => Change)[], string | RegExp]>([
    ['everybody leaves', MEMBERS.map((mspId) => () => removeOrganization(mspId)), 'the channel would have no member'],
    ['everybody leaves', MEMBERS.map((mspId) => () => removeOrganization(mspId)), /no consenter is left/],
    [
      'one stays and a new one comes',
      [
        ...MEMBERS.slice(1).map((mspId) => () => removeConsenter(mspId)),
        () => addConsenter(definitionIn(other, 'EMSP')),
      ],
      /^2 of 2 consenters would have to agree on a block, and only 1 of them order the channel today/,
    ],
    [
      'MAJORITY of nobody',
      [() => setPolicyAt('/Channel/Application/Admins', 'MAJORITY Nonsense')],
      'nobody can satisfy policy /Channel/Application/Admins',
    ],
    [
      'what only it guards',
      [() => setPolicyAt('/Channel/Application/Admins', 'MAJORITY Nonsense')],
      /^nobody can change \/Channel\/Application.* that needs policy/,
    ],
    [
      'a stranger decides',
      [() => setPolicyAt('/Channel/Admins', "OR('FMSP.admin')")],
      'nobody can satisfy policy /Channel/Admins',
    ],
    [
      'a stranger may decide',
      [() => setPolicyAt('/Channel/Admins', "OR('FMSP.admin', 'AMSP.admin')")],
      'policy /Channel/Admins names FMSP, which is not in the channel',
    ],
    [
      'nobody may write',
      [() => setPolicyAt('/Channel/Writers', 'ALL Nonsense')],
      'nobody can satisfy policy /Channel/Writers',
    ],
    [
      'orderers may not write',
      [() => setPolicyAt('/Channel/Writers', "OR('AMSP.client')")],
      /consenter orderer0.bmsp.example of BMSP does not satisfy \/Channel\/Writers/,
    ],
    [
      'peers may not read',
      [() => setPolicyAt('/Channel/Readers', "OR('AMSP.peer')")],
      /peers of BMSP do not satisfy \/Channel\/Readers/,
    ],
    [
      'a block of nothing',
      [() => setBatch({ maxMessageCount: 0 })],
      /no node could use the configuration: .*max message count to an invalid value: 0/,
    ],
    [
      'blocks too small for a change',
      [() => setBatch({ absoluteMaxBytes: 20_000, preferredMaxBytes: 1000 })],
      /no further change of the configuration fits/,
    ],
    [
      'SmartBFT would halt',
      [() => setBatch({ absoluteMaxBytes: 5000, preferredMaxBytes: 1000 })],
      /SmartBFT would halt the channel: RequestBatchMaxBytes/,
    ],
    ['no time', [() => setBatch({ timeoutMs: 0 })], /no node could use the configuration: .*non-positive value: 0s/],
    ['a capability of the future', [() => setCapability('channel', 'V9_9')], /no node of Fabric 3.1 has/],
    [
      'access by a policy that is missing',
      [() => setAcl('peer/Propose', 'Nobody')],
      'access to peer/Propose asks for /Channel/Application/Nobody, which is missing',
    ],
  ])('is one: %s', (_, changes, danger) => {
    const found = dangers(...changes.map((change) => change()));
    expect(found).toEqual(
      expect.arrayContaining([typeof danger === 'string' ? danger : expect.stringMatching(danger)]),
    );
  });

  test('is one: the policy of the orderers is not theirs', () => {
    const found = dangers(setPolicyAt('/Channel/Orderer/BlockValidation', 'ANY Writers'));
    expect(found).toEqual([expect.stringMatching(/BlockValidation must name exactly the consenters/)]);
  });

  test('is one: who may change an element is a policy that does not exist', () => {
    const found = dangers((root) =>
      groupAt(root, '/Channel/Orderer').getValuesMap().get('BatchSize')?.setModPolicy('Nobody'),
    );
    expect(found).toEqual(['nobody can change /Channel/Orderer/BatchSize: that needs policy /Channel/Orderer/Nobody']);
  });

  test('is one: a new CA that has expired, or a consenter whose CA is taken away', async () => {
    const expired = await createCa('old', 'old.example', new Date(Date.now() - 1000));
    expect(dangers(addRootCa('AMSP', expired.certificate))).toEqual(['CA old of AMSP has expired']);
    const next = await createCa('next', 'next.example', new Date(Date.now() + 86_400_000));
    expect(dangers(addRootCa('AMSP', next.certificate))).toEqual([]);
    const rotated = dangers(addRootCa('AMSP', next.certificate), removeRootCa('AMSP', ca('AMSP').certificate));
    expect(rotated).toEqual([
      expect.stringMatching(/consenter orderer0.amsp.example of AMSP is not valid under its MSP/),
    ]);
  });

  test('is one: the certificate of a consenter is revoked', async () => {
    const found = dangers(setRevocationList('BMSP', await revoking('BMSP', 'orderer0')));
    expect(found).toEqual(expect.arrayContaining([expect.stringMatching(/consenter orderer0.bmsp.example.*revoked/)]));
  });

  test('is one: the only administrator that is known is revoked; another one may be shown', async () => {
    const { channelId, config } = channel.bundle;
    const after = configAfter(channel, [setRevocationList('AMSP', await revoking('AMSP', 'admin'))]);
    const judge = (...labels: readonly string[]): readonly string[] => {
      const knownAdmins = labels.map((label) => ({ mspId: 'AMSP', certificate: certificate('AMSP', label) }));
      return lockouts(config, after, { channel: channelId, now: new Date(), knownAdmins });
    };
    expect(judge('admin')).toEqual([expect.stringMatching(/^AMSP has no administrator left that is known here/)]);
    expect(judge('admin', 'user1')).toEqual([expect.stringMatching(/no administrator left/)]);
    expect(judge()).toEqual([]);
  });

  test('what was wrong before is not held against a change', () => {
    const before = configAfter(channel, [setPolicyAt('/Channel/Application/AMSP/Endorsement', "OR('FMSP.peer')")]);
    const context = { channel: channel.bundle.channelId, now: new Date(), knownAdmins: [] };
    expect(lockouts(before, before, context)).toEqual([]);
  });
});
