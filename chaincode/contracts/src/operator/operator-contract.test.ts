import { beforeEach, describe, expect, test } from '@jest/globals';
import { bodyHashOf } from '@scrip/model';
import { Channel, CHECKER, MAKER } from '../test-support/channel.js';
import { advanceTo, CUSTODIAN, found, FOUNDING, ISSUER, openedChannel } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

let channel: Channel;

beforeEach(async () => {
  channel = await openedChannel();
});

const appointing = (operatorId: string, roles: readonly string[], more = {}): unknown => ({
  operators: [{ operatorId, roles, ...more }],
});
const send = (name: string, body: unknown, operator = MAKER): ReturnType<Channel['send']> =>
  channel.send(ISSUER, name, body, { operator });
const operatorsOf = (mspId: string): Promise<unknown> => channel.evaluate(CUSTODIAN, 'operator:list', [mspId]);
const advance = (date: string): Promise<unknown> => advanceTo(channel, date);

const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

describe('operators', () => {
  test('are recorded by id and role, with the date of their appointment', async () => {
    const { events } = await channel.submit(ISSUER, 'operator:appoint', appointing('zoe', ['maker']));
    const zoe = { operatorId: 'zoe', mspId: ISSUER, roles: ['maker'], validFrom: '2026-11-20' };
    expect(events).toEqual([{ type: 'OperatorsAppointed', operators: [zoe] }]);
    expect(await operatorsOf(ISSUER)).toMatchObject({
      operators: [{ operatorId: CHECKER }, { operatorId: MAKER }, zoe],
    });
  });

  test('may be given other roles', async () => {
    await channel.submit(ISSUER, 'operator:appoint', appointing('zoe', ['maker']));
    await channel.submit(ISSUER, 'operator:appoint', appointing('zoe', ['viewer']));
    expect(await operatorsOf(ISSUER)).toMatchObject({ operators: [{}, {}, { operatorId: 'zoe', roles: ['viewer'] }] });
  });

  test('of another organisation mean nothing', async () => {
    await channel.submit(CUSTODIAN, 'operator:appoint', appointing('zoe', ['administrator']));
    expect(await refused(() => send('operator:dismiss', { operatorId: CHECKER }, 'zoe'))).toBe('OPERATOR_UNKNOWN');
  });

  test('act until the last day of their appointment, that included', async () => {
    await channel.submit(ISSUER, 'operator:appoint', appointing('zoe', ['maker'], { validUntil: '2026-11-27' }));
    const withdraw = (): Promise<string> =>
      refused(() =>
        send('approval:reject', { approvalId: 'none', bodyHash: '0'.repeat(64), reason: 'withdrawn' }, 'zoe'),
      );
    await advance('2026-11-27');
    expect(await withdraw()).toBe('APPROVAL_UNKNOWN');
    await advance('2026-11-28');
    expect(await withdraw()).toBe('OPERATOR_LAPSED');
  });

  const founders = appointing('zoe', ['administrator', 'checker']);
  test.each<[string, () => Promise<unknown>, string]>([
    ['a second founding', () => send('operator:bootstrap', founders, 'bootstrap'), 'OPERATORS_ON_RECORD'],
    ['a founding by a person', () => send('operator:bootstrap', founders), 'OPERATOR_ROLE_MISSING'],
    ['appointment by a checker', () => send('operator:appoint', founders, CHECKER), 'OPERATOR_ROLE_MISSING'],
    ['appointment by a program', () => send('operator:appoint', founders, 'bootstrap'), 'OPERATOR_UNKNOWN'],
    ['the id of a program', () => send('operator:appoint', appointing('gateway', ['maker'])), 'FIELD_INVALID'],
    ['a role twice', () => send('operator:appoint', appointing('zoe', ['maker', 'maker'])), 'DUPLICATE_IN_BATCH'],
    ['no role', () => send('operator:appoint', appointing('zoe', [])), 'FIELD_INVALID'],
    [
      'taking its role from the only administrator',
      () => send('operator:appoint', appointing(MAKER, ['maker'])),
      'OPERATORS_TOO_FEW',
    ],
    [
      'an end to the appointment of the only administrator',
      () => send('operator:appoint', appointing(MAKER, ['administrator'], { validUntil: '2026-12-31' })),
      'OPERATORS_TOO_FEW',
    ],
    ['dismissal of the only administrator', () => send('operator:dismiss', { operatorId: MAKER }), 'OPERATORS_TOO_FEW'],
    ['dismissal of the only checker', () => send('operator:dismiss', { operatorId: CHECKER }), 'OPERATORS_TOO_FEW'],
    ['dismissal of nobody', () => send('operator:dismiss', { operatorId: 'nobody' }), 'OPERATOR_UNKNOWN'],
  ])('%s is refused', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });

  test('do not approve their own appointment', async () => {
    const promotion = appointing(CHECKER, ['checker', 'administrator']);
    await channel.send(ISSUER, 'operator:appoint', promotion, { commandId: 'promotion' });
    const decision = { approvalId: 'promotion', bodyHash: bodyHashOf('operator:appoint', promotion) };
    expect(await refused(() => send('approval:approve', decision, CHECKER))).toBe('SAME_PERSON');
  });

  test('who were dismissed act no more, and their ids are not given again', async () => {
    await channel.submit(ISSUER, 'operator:appoint', appointing('zoe', ['administrator']));
    await channel.submit(ISSUER, 'operator:dismiss', { operatorId: 'zoe' });
    expect(await refused(() => send('operator:dismiss', { operatorId: CHECKER }, 'zoe'))).toBe('OPERATOR_LAPSED');
    expect(await refused(() => send('operator:appoint', appointing('zoe', ['maker'])))).toBe('OPERATOR_LAPSED');
  });

  test('are none before the first are entered, and then nobody acts', async () => {
    channel = new Channel();
    await found(channel, FOUNDING);
    expect(await refused(() => send('operator:appoint', founders))).toBe('OPERATOR_UNKNOWN');
    expect(await refused(() => send('operator:bootstrap', founders, 'bootstrap'))).toBe('OPERATORS_TOO_FEW');
  });
});
