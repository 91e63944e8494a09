import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Channel, type Committed } from '../test-support/channel.js';
import {
  channelWithShare,
  CUSTODIAN,
  FOUNDING,
  holderOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const ROOT = 'a'.repeat(64);
const NODES = { peers: ['peer0.custodian.example:7051'], orderers: ['orderer.custodian.example:7050'], roots: [ROOT] };
let channel: Channel;

beforeEach(async () => {
  channel = await channelWithShare();
});

const stand = (mspId: string, status: string, by = REGULATOR): Promise<Committed> =>
  channel.submit(by, 'authority:changeStanding', { mspId, status, reason: 'breach' });
const declare = (nodes: object, by = CUSTODIAN): Promise<Committed> =>
  channel.submit(by, 'authority:declareNodes', nodes);
const recordOf = async (mspId: string): Promise<unknown> => {
  const answer = (await channel.evaluate(mspId, 'authority:participants')) as {
    readonly participants: readonly { readonly mspId: string }[];
  };
  return answer.participants.find((each) => each.mspId === mspId);
};

const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

describe('the standing of an organisation', () => {
  test('is recorded with its date and reason, under the same key policy', async () => {
    const key = `participant/${CUSTODIAN}`;
    const policy = channel.peer.ledger.policy(key);
    const { events } = await stand(CUSTODIAN, 'probation');
    const standing = { status: 'probation', since: '2026-11-20', reason: 'breach' };
    expect(events).toMatchObject([{ type: 'ParticipantChanged', participant: { mspId: CUSTODIAN, standing } }]);
    expect(await recordOf(CUSTODIAN)).toMatchObject({ standing });
    expect(channel.peer.ledger.policy(key)).toBe(policy);
    await takeOn(channel, CUSTODIAN, 'Ada');
  });

  test.each(['suspended', 'expelled'])('%s: every command is refused, whoever asks for it', async (status) => {
    await stand(CUSTODIAN, status);
    const { record, reference } = holderOf(CUSTODIAN, 'Ada');
    const commands: readonly (() => Promise<unknown>)[] = [
      () => channel.submit(CUSTODIAN, 'party:record', reference, { transient: { record } }),
      () =>
        channel.submit(CUSTODIAN, 'approval:reject', { approvalId: 'a', reason: 'other', bodyHash: '0'.repeat(64) }),
      () => declare(NODES),
    ];
    for (const command of commands) expect(await refused(command)).toBe('STANDING_DENIED');
    expect(await channel.evaluate(CUSTODIAN, 'register:holders', [SHARE.isin])).toMatchObject({ isin: SHARE.isin });
  });

  test('suspended ends when it is cured; expelled does not', async () => {
    await stand(CUSTODIAN, 'suspended');
    await stand(CUSTODIAN, 'good');
    await takeOn(channel, CUSTODIAN, 'Ada');
    await stand(CUSTODIAN, 'expelled');
    expect(await refused(() => stand(CUSTODIAN, 'good'))).toBe('STANDING_FINAL');
  });

  test('a suspended organisation may resign, once', async () => {
    await stand(CUSTODIAN, 'suspended');
    await channel.submit(CUSTODIAN, 'authority:resign', {});
    expect(await recordOf(CUSTODIAN)).toMatchObject({ standing: { status: 'resigned', reason: 'own' } });
    expect(await refused(() => channel.submit(CUSTODIAN, 'authority:resign', {}))).toBe('STANDING_FINAL');
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['by no regulator', () => stand(CUSTODIAN, 'suspended', REGISTRAR), 'AUTHORITY_DENIED'],
    ['of the regulator by itself', () => stand(REGULATOR, 'probation'), 'AUTHORITY_DENIED'],
    ['of a stranger', () => stand('StrangerMSP', 'suspended'), 'PARTICIPANT_UNKNOWN'],
    ['to what it is', () => stand(ISSUER, 'good'), 'STANDING_UNCHANGED'],
    ['to resigned by another', () => stand(ISSUER, 'resigned'), 'FIELD_INVALID'],
  ])('is not changed %s', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });
});

describe('the nodes of an organisation', () => {
  async function register(kind: string, entity?: object): Promise<string> {
    const { record, reference } = holderOf(CUSTODIAN, 'Custodian AG');
    await channel.submit(CUSTODIAN, 'party:record', reference, { transient: { record } });
    await channel.submit(CUSTODIAN, 'party:register', { ...reference, kind, ...(entity ? { entity } : {}) });
    return reference.partyId;
  }
  const lei = FOUNDING.participants.find(({ mspId }) => mspId === CUSTODIAN)?.lei ?? '';

  test('are declared by itself, with the party that runs them', async () => {
    const operatorParty = await register('nodeOperator', { lei });
    await declare({ ...NODES, operatorParty });
    expect(await recordOf(CUSTODIAN)).toMatchObject({ nodes: { ...NODES, operatorParty } });
  });

  test('are not run by a party that is no node operator, nor by that of another organisation', async () => {
    const operatorParty = await register('entity', { lei });
    expect(await refused(() => declare({ ...NODES, operatorParty }))).toBe('NODE_OPERATOR_UNFIT');
    const unknown = `P${'A'.repeat(32)}`;
    expect(await refused(() => declare({ ...NODES, operatorParty: unknown }))).toBe('PARTY_UNKNOWN');
  });

  test('of another organisation are not its own', async () => {
    const operatorParty = await register('nodeOperator', { lei });
    expect(await refused(() => declare({ ...NODES, operatorParty }, ISSUER))).toBe('NODE_OPERATOR_UNFIT');
  });

  test.each([
    ['twice the same peer', { ...NODES, peers: [NODES.peers[0], NODES.peers[0]] }, 'DUPLICATE_IN_BATCH'],
    ['no root', { ...NODES, roots: [] }, 'FIELD_INVALID'],
    ['an address without a port', { ...NODES, orderers: ['orderer.example'] }, 'FIELD_INVALID'],
  ])('%s is refused', async (_, nodes, code) => {
    expect(await refused(() => declare(nodes))).toBe(code);
  });
});
