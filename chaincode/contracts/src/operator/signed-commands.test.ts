import { beforeEach, describe, expect, test } from '@jest/globals';
import { bodyHashOf, type CommandId, type MspId, type OperatorId } from '@scrip/model';
import { signCommand } from '@scrip/signing';
import { CHECKER, MAKER, type Channel } from '../test-support/channel.js';
import { signerOf, TEST_LEDGER, VALIDITY } from '../test-support/keyed-party.js';
import { ISSUER, advanceTo, openedChannel } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

let channel: Channel;

beforeEach(async () => {
  channel = await openedChannel();
  const operators = [
    { operatorId: 'kim', roles: ['administrator'], key: signerOf('kim').key },
    { operatorId: 'kai', roles: ['checker'], key: signerOf('p256-kai').key },
  ];
  await channel.submit(ISSUER, 'operator:appoint', { operators });
});

const BODY = { operators: [{ operatorId: 'zoe', roles: ['viewer'] }] };

/** What is signed, and where it is signed otherwise than it is sent. */
interface Signing {
  readonly label: string;
  readonly function: string;
  readonly operator: string;
  readonly commandId?: string;
  readonly mspId?: string;
  readonly body?: unknown;
  readonly ledger?: typeof TEST_LEDGER;
}

const sign = ({ label, ledger = TEST_LEDGER, ...signed }: Signing): Promise<unknown> => {
  const { function: name, operator, commandId = 'act', mspId = ISSUER, body = BODY } = signed;
  const names = { operator: operator as OperatorId, commandId: commandId as CommandId, mspId: mspId as MspId };
  return signCommand(ledger, { function: name, ...names, body }, VALIDITY, signerOf(label));
};
const DECISION = { approvalId: 'act', bodyHash: bodyHashOf('operator:appoint', BODY) };
const APPOINT: Signing = { label: 'kim', function: 'operator:appoint', operator: 'kim' };
const propose = (signature: unknown, operator = 'kim'): ReturnType<Channel['send']> =>
  channel.send(ISSUER, 'operator:appoint', BODY, { commandId: 'act', operator, signature });
const decide = async (name: string, body: unknown, signing: Partial<Signing> = {}): Promise<unknown> => {
  const named = { label: 'p256-kai', function: name, operator: 'kai', commandId: 'decision', body };
  const signature = await sign({ ...named, ...signing });
  return channel.send(ISSUER, name, body, { commandId: 'decision', operator: 'kai', signature });
};

const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

describe('operators with keys on record', () => {
  test('sign what they propose and what they approve', async () => {
    await propose(await sign(APPOINT));
    const body = DECISION;
    expect(await refused(() => channel.send(ISSUER, 'approval:approve', body, { operator: 'kai' }))).toBe(
      'SIGNATURES_INSUFFICIENT',
    );
    expect(await decide('approval:approve', body)).toMatchObject({ events: [{ type: 'OperatorsAppointed' }, {}] });
  });

  test('sign what they reject', async () => {
    await propose(await sign(APPOINT));
    const body = { ...DECISION, reason: 'other' };
    const otherwise = { body: { ...DECISION, reason: 'duplicate' } };
    expect(await refused(() => decide('approval:reject', body, otherwise))).toBe('SIGNATURE_INVALID');
    await decide('approval:reject', body);
  });

  test.each<[string, Partial<Signing>]>([
    ['by another key', { label: 'mallory' }],
    ['for another function', { function: 'operator:dismiss' }],
    ['for another command', { commandId: 'another' }],
    ['for another body', { body: { operators: [{ operatorId: 'zoe', roles: ['administrator'] }] } }],
    ['in the name of another operator', { operator: 'kai' }],
    ['for another organisation', { mspId: 'CustodianMSP' }],
    ['for another channel', { ledger: { ...TEST_LEDGER, channel: 'placements' } }],
  ])('do not act by a signature %s', async (_, otherwise) => {
    const signature = await sign({ ...APPOINT, ...otherwise });
    expect(await refused(() => propose(signature))).toBe('SIGNATURE_INVALID');
  });

  test('do not act by a signature whose time has passed', async () => {
    const signature = await sign(APPOINT);
    await advanceTo(channel, '2026-12-19');
    expect(await refused(() => propose(signature))).toBe('STATEMENT_NOT_CURRENT');
  });

  test('without one, a signature says nothing and is refused', async () => {
    const signature = await sign({ ...APPOINT, operator: MAKER });
    expect(await refused(() => propose(signature, MAKER))).toBe('KEY_UNKNOWN');
    await propose(undefined, MAKER);
    await channel.send(ISSUER, 'approval:approve', DECISION, { operator: CHECKER });
  });
});
