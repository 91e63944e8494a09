import { beforeEach, describe, expect, test } from '@jest/globals';
import { bodyHashOf } from '@scrip/model';
import { CHECKER, MAKER, type Channel } from '../test-support/channel.js';
import {
  advanceTo,
  channelWithShare,
  CUSTODIAN,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const { isin } = SHARE;
let channel: Channel;
let ada: string;

beforeEach(async () => {
  channel = await channelWithShare();
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
});

const issue = (units: string): unknown => ({ isin, allocations: [{ holderId: ada, units }] });
const propose = (units = '10', commandId = 'issue-1', operator = MAKER): ReturnType<Channel['send']> =>
  channel.send(ISSUER, 'register:issue', issue(units), { commandId, operator });
const hashOf = (units: string): string => bodyHashOf('register:issue', issue(units));
const approve = (operator = CHECKER, approvalId = 'issue-1', units = '10'): ReturnType<Channel['send']> =>
  channel.send(ISSUER, 'approval:approve', { approvalId, bodyHash: hashOf(units) }, { operator });
const reject = (reason: string, operator = CHECKER, units = '10'): ReturnType<Channel['send']> => {
  const body = { approvalId: 'issue-1', bodyHash: hashOf(units), reason };
  return channel.send(ISSUER, 'approval:reject', body, { operator });
};
const issued = async (): Promise<unknown> =>
  ((await channel.evaluate(REGULATOR, 'register:holders', [isin])) as { readonly issued: string }).issued;
const advance = (date: string): Promise<unknown> => advanceTo(channel, date);
const appoint = (mspId: string, ...operators: readonly unknown[]): Promise<unknown> =>
  channel.submit(mspId, 'operator:appoint', { operators });

const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

describe('a sensitive act', () => {
  test('is only proposed by its maker: nothing but the proposal is written', async () => {
    const { writes, events, result } = await propose();
    expect(writes.map(({ key }) => key)).toEqual([`approval/${ISSUER}/issue-1`, `command/${ISSUER}/issue-1`]);
    expect(result).toEqual({ approvalId: 'issue-1', status: 'proposed', expiresOn: '2026-11-27' });
    expect(events).toMatchObject([{ type: 'ActProposed', approval: { maker: MAKER, body: issue('10') } }]);
    expect(await issued()).toBe('0');
  });

  test('is done when another operator approves it, in one transaction that records both', async () => {
    await propose();
    const { events, result } = await approve();
    expect(events).toMatchObject([
      { type: 'HoldingIssued', units: '10' },
      { type: 'ActApproved', approval: { function: 'register:issue', maker: MAKER, checker: CHECKER } },
    ]);
    expect(result).toMatchObject({
      function: 'register:issue',
      result: { isin, lots: [expect.stringMatching(/^[0-9a-f]{64}.0$/)] },
    });
    expect(await issued()).toBe('10');
    expect(await channel.evaluate(ISSUER, 'approval:get', ['issue-1'])).toMatchObject({
      status: 'approved',
      maker: MAKER,
      checker: CHECKER,
      decidedOn: '2026-11-20',
    });
  });

  test('is done once', async () => {
    await propose();
    await approve();
    expect(await refused(() => approve())).toBe('APPROVAL_CLOSED');
    expect(await issued()).toBe('10');
  });

  test('proposed again under its id is the same proposal, and no other act is proposed under it', async () => {
    await propose();
    expect(await propose()).toMatchObject({ writes: [], result: { status: 'proposed' } });
    expect(await refused(() => propose('11'))).toBe('COMMAND_REUSED');
  });

  test('that would be refused now is refused to its maker', async () => {
    expect(await refused(() => propose('1001'))).toBe('AUTHORISED_UNITS_EXCEEDED');
  });

  test('that has become impossible is refused to its checker', async () => {
    await propose('600', 'issue-1');
    await propose('600', 'issue-2');
    await approve(CHECKER, 'issue-1', '600');
    expect(await refused(() => approve(CHECKER, 'issue-2', '600'))).toBe('AUTHORISED_UNITS_EXCEEDED');
  });

  test('waits for its checker until its last day, that included', async () => {
    await propose();
    await advance('2026-11-27');
    await propose('5', 'issue-2');
    await approve();
    await advance('2026-12-04');
    await advance('2026-12-05');
    expect(await refused(() => approve(CHECKER, 'issue-2', '5'))).toBe('APPROVAL_EXPIRED');
    expect(await issued()).toBe('10');
  });

  test('is rejected with a reason', async () => {
    await propose();
    const { events } = await reject('wrong-terms');
    expect(events).toMatchObject([{ type: 'ActRejected', approval: { checker: CHECKER, reason: 'wrong-terms' } }]);
    expect(await refused(() => approve())).toBe('APPROVAL_CLOSED');
  });

  test('that an earlier release had is done no more, and can still be seen and withdrawn', async () => {
    await propose();
    const key = `approval/${ISSUER}/issue-1`;
    const value = channel.peer.ledger.get('', key)?.replace('register:issue', 'compliance:adopt') ?? '';
    channel.peer.ledger.plant([{ collection: '', key, value }]);
    expect(await channel.evaluate(ISSUER, 'approval:get', ['issue-1'])).toMatchObject({ function: 'compliance:adopt' });
    expect(await refused(() => approve())).toBe('FUNCTION_UNKNOWN');
    await reject('withdrawn', MAKER);
    expect(await channel.evaluate(ISSUER, 'approval:get', ['issue-1'])).toMatchObject({ status: 'rejected' });
  });

  test('is withdrawn by its maker, and then nobody has checked it', async () => {
    await propose();
    await reject('withdrawn', MAKER);
    expect(await channel.evaluate(ISSUER, 'approval:get', ['issue-1'])).not.toHaveProperty('checker');
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['approval by the maker without the role of a checker', () => approve(MAKER), 'OPERATOR_ROLE_MISSING'],
    ['approval by nobody on record', () => approve('stranger'), 'OPERATOR_UNKNOWN'],
    ['approval by a program', () => approve('gateway'), 'OPERATOR_UNKNOWN'],
    [
      'approval at another organisation',
      () =>
        channel.send(
          REGISTRAR,
          'approval:approve',
          { approvalId: 'issue-1', bodyHash: hashOf('10') },
          { operator: CHECKER },
        ),
      'APPROVAL_UNKNOWN',
    ],
    ['approval of something else under its id', () => approve(CHECKER, 'issue-1', '11'), 'APPROVAL_DIFFERS'],
    ['rejection of something else under its id', () => reject('other', CHECKER, '11'), 'APPROVAL_DIFFERS'],
    ['withdrawal of something else under its id', () => reject('withdrawn', MAKER, '11'), 'APPROVAL_DIFFERS'],
    ['approval of what was not proposed', () => approve(CHECKER, 'issue-9'), 'APPROVAL_UNKNOWN'],
    ['rejection by the maker for another reason', () => reject('other', MAKER), 'OPERATOR_ROLE_MISSING'],
    ['withdrawal by another than the maker', () => reject('withdrawn'), 'SAME_PERSON'],
    ['a reason that is none', () => reject('whatever'), 'FIELD_INVALID'],
  ])('%s is refused', async (_, call, code) => {
    await propose();
    expect(await refused(call)).toBe(code);
  });

  test('is not approved by its maker, whatever roles it has', async () => {
    await appoint(ISSUER, { operatorId: 'both', roles: ['maker', 'checker'] });
    await propose('10', 'issue-1', 'both');
    expect(await refused(() => approve('both'))).toBe('SAME_PERSON');
    await approve();
  });

  test('is not approved when its maker has lost the authority since', async () => {
    await appoint(ISSUER, { operatorId: 'mary', roles: ['maker'] });
    await propose('10', 'issue-1', 'mary');
    await channel.submit(ISSUER, 'operator:dismiss', { operatorId: 'mary' });
    expect(await refused(() => approve())).toBe('OPERATOR_LAPSED');
  });
});
