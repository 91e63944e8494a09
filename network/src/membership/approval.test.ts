import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestChannel } from '../channel/channel.fixture.js';
import { approvalOf, partNames } from './approval.js';
import { setBatch, setPolicyAt } from './changes.js';
import { addMember, removeOrganization } from './member-changes.js';
import { setRevocationList } from './msp-changes.js';
import { bftChannel, definitionIn, proposalOf } from './proposal.fixture.js';
import { mergeProposals, readProposal, writeProposal, type Proposal } from './proposal-file.js';
import { signProposal } from './signatures.js';
import { createRevocationList } from '../pki/revocation-list.js';

const MEMBERS = ['AMSP', 'BMSP', 'CMSP', 'DMSP'];

describe('a proposed change of a channel', () => {
  let channel: TestChannel;
  let other: TestChannel;
  let folder: string;

  beforeAll(async () => {
    [channel, other] = await Promise.all([bftChannel(MEMBERS), bftChannel(['EMSP'])]);
    folder = await mkdtemp(join(tmpdir(), 'scrip-proposal-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const approval = (proposal: Proposal): ReturnType<typeof approvalOf> =>
    approvalOf(channel.bundle.channelId, channel.bundle.config, proposal);
  const policies = (proposal: Proposal): string[] => approval(proposal).requirements.map(({ policy }) => policy.path);

  test.each([
    [[], false],
    [['AMSP', 'BMSP'], false],
    [['AMSP', 'BMSP', 'CMSP'], true],
  ])('a further member needs a majority: signed by %j -> %s', (signers, isMet) => {
    const proposal = proposalOf(channel, [addMember(definitionIn(other, 'EMSP'))], signers);
    const { requirements, ...standing } = approval(proposal);
    expect(standing.isMet).toBe(isMet);
    expect(requirements.map(({ policy }) => policy.path)).toEqual(['/Channel/Application/Admins']);
    const [majority] = requirements;
    expect(majority?.policy.threshold).toBe(3);
    expect(majority && partNames(majority.policy, true)).toEqual(signers);
  });

  test('who must agree follows from what is touched', () => {
    expect(policies(proposalOf(channel, [setBatch({ maxMessageCount: 7 })]))).toEqual(['/Channel/Orderer/Admins']);
    expect(policies(proposalOf(channel, [removeOrganization('DMSP')])).sort()).toEqual([
      '/Channel/Application/Admins',
      '/Channel/Orderer/Admins',
    ]);
    const both = policies(proposalOf(channel, [setPolicyAt('/Channel/Admins', 'ANY Admins')]));
    expect(both).toEqual(['/Channel/Admins']);
  });

  test('an organisation revokes its own certificates alone', async () => {
    const keys = channel.pki.get('AMSP');
    const list = await createRevocationList(keys?.ca ?? { certificate: '', privateKey: '' }, ['ab12']);
    const proposal = proposalOf(channel, [setRevocationList('AMSP', list)], ['AMSP']);
    expect(policies(proposal).sort()).toEqual(['/Channel/Application/AMSP/Admins', '/Channel/Orderer/AMSP/Admins']);
    expect(approval(proposal).isMet).toBe(true);
  });

  test('signatures of users and of strangers do not count, and it is said why', () => {
    const change = [setBatch({ maxMessageCount: 7 })];
    const asUser = signProposal(proposalOf(channel, change, ['AMSP', 'BMSP']), channel.signer('CMSP', 'user1'));
    expect(approval(asUser).isMet).toBe(false);
    const asStranger = signProposal(proposalOf(channel, change), other.signer('EMSP', 'admin'));
    expect(approval(asStranger).signatures).toEqual([
      { mspId: 'EMSP', name: 'admin.emsp.example', problem: 'MSP EMSP is not defined on channel' },
    ]);
  });

  test('goes through a file, and copies that were signed apart are merged', async () => {
    const path = join(folder, 'change.json');
    const proposal = proposalOf(channel, [setBatch({ maxMessageCount: 7 })], ['AMSP']);
    await writeProposal(path, proposal);
    const copies = ['BMSP', 'CMSP', 'BMSP'].map((mspId) => signProposal(proposal, channel.signer(mspId, 'admin')));
    const merged = mergeProposals([await readProposal(path), ...copies]);
    expect(merged.signatures).toHaveLength(3);
    expect(approval(merged).isMet).toBe(true);
  });

  test('a file that was changed after it was signed is refused', async () => {
    const path = join(folder, 'changed.json');
    const signed = proposalOf(channel, [setBatch({ maxMessageCount: 7 })], ['AMSP']);
    const swapped = proposalOf(channel, [setBatch({ maxMessageCount: 8 })]);
    await writeProposal(path, { ...signed, update: swapped.update });
    await expect(readProposal(path)).rejects.toThrow(/was changed after admin.amsp.example of AMSP signed it/);
    expect(() => mergeProposals([signed, swapped])).toThrow(/different updates/);
  });

  test.each([
    ['no JSON', (text: string) => text.slice(1), /is no JSON/],
    ['another format', (text: string) => text.replace('proposal/1', 'proposal/9'), /no proposal of format/],
    ['another channel', (text: string) => text.replace('"trial"', '"other"'), /its update is for trial/],
    ['bytes that are none', (text: string) => text.replace(/"update": "../, '"update": "!!'), /update is no base64/],
  ])('a file with %s is refused', async (_, spoil, message) => {
    const path = join(folder, 'spoilt.json');
    await writeProposal(path, proposalOf(channel, [setBatch({ maxMessageCount: 7 })]));
    await writeFile(path, spoil(await readFile(path, 'utf8')));
    await expect(readProposal(path)).rejects.toThrow(message);
  });
});
