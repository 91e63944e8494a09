import { beforeEach, describe, expect, test } from '@jest/globals';
import { MAKER, refusalOfCall, type Channel } from '../test-support/channel.js';
import {
  advanceTo,
  channelWithShare,
  CUSTODIAN,
  FOUNDING_WITH_ISSUING_REGISTRAR,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';

const { isin } = SHARE;
let channel: Channel;
let ada: string;
let bob: string;

beforeEach(async () => {
  channel = await channelWithShare();
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  bob = await takeOn(channel, REGISTRAR, 'Bob');
});

const issue = (
  caller: string,
  ...allocations: readonly Readonly<Record<string, string>>[]
): ReturnType<Channel['submit']> => channel.submit(caller, 'register:issue', { isin, allocations });

describe('issue', () => {
  test('creates lots with the policy of their attestors, value and policy together', async () => {
    const { writes, events, transactionId } = await issue(
      ISSUER,
      { holderId: ada, units: '600', price: '12.5' },
      { holderId: bob, units: '400' },
    );
    const lots = writes.filter((write) => write.key.startsWith('lot/'));
    expect(lots).toHaveLength(2);
    expect(lots.every((write) => write.policy !== undefined)).toBe(true);
    expect(events).toMatchObject([
      { type: 'HoldingIssued', holderId: ada, units: '600', issued: '600', businessDate: '2026-11-20' },
      { type: 'HoldingIssued', holderId: bob, units: '400', issued: '1000' },
    ]);
    expect(await channel.evaluate(REGULATOR, 'register:holding', [isin, ada])).toMatchObject({
      units: '600',
      lots: [{ lotId: `${transactionId}/0`, price: '12.5', attestors: [CUSTODIAN, REGISTRAR] }],
    });
    expect(await channel.evaluate(REGULATOR, 'register:holding', [isin, bob])).toMatchObject({
      units: '400',
      lots: [{ attestors: [ISSUER, REGISTRAR] }],
    });
  });

  test('over the authorised units writes nothing, not even the allocations before', async () => {
    const before = channel.peer.ledger.snapshot();
    const call = issue(ISSUER, { holderId: ada, units: '1000' }, { holderId: bob, units: '1' });
    expect((await refusalOfCall(call)).code).toBe('AUTHORISED_UNITS_EXCEEDED');
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });

  test('in several steps counts what was issued before', async () => {
    await issue(ISSUER, { holderId: ada, units: '999' });
    expect((await refusalOfCall(issue(ISSUER, { holderId: bob, units: '2' }))).code).toBe('AUTHORISED_UNITS_EXCEEDED');
    await issue(ISSUER, { holderId: bob, units: '1' });
    expect(await channel.evaluate(REGULATOR, 'register:holders', [isin])).toMatchObject({
      issued: '1000',
      businessDate: '2026-11-20',
      holders: expect.arrayContaining([
        { holderId: ada, units: '999', lots: 1 },
        { holderId: bob, units: '1', lots: 1 },
      ]),
    });
  });

  test.each([
    [
      'to a holder twice',
      () => issue(ISSUER, { holderId: ada, units: '1' }, { holderId: ada, units: '1' }),
      'DUPLICATE_IN_BATCH',
    ],
    ['to nobody known', () => issue(ISSUER, { holderId: `P${'A'.repeat(32)}`, units: '1' }), 'PARTY_UNKNOWN'],
    ['of nothing', () => issue(ISSUER, { holderId: ada, units: '0' }), 'UNITS_INVALID'],
    ['by a custodian', () => issue(CUSTODIAN, { holderId: ada, units: '1' }), 'AUTHORITY_DENIED'],
    ['by the registrar', () => issue(REGISTRAR, { holderId: ada, units: '1' }), 'AUTHORITY_DENIED'],
    ['by the registrar to its own holder', () => issue(REGISTRAR, { holderId: bob, units: '1' }), 'AUTHORITY_DENIED'],
    [
      'to too many',
      () =>
        issue(
          ISSUER,
          ...Array.from({ length: 501 }, (_, price) => ({ holderId: ada, units: '1', price: String(price) })),
        ),
      'LIMIT_EXCEEDED',
    ],
  ])('%s is refused', async (_, call, code) => {
    const before = channel.peer.ledger.snapshot();
    expect((await refusalOfCall(call())).code).toBe(code);
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });

  test('is refused to a registrar that issues its own, for the security of another issuer', async () => {
    channel = await channelWithShare(FOUNDING_WITH_ISSUING_REGISTRAR);
    bob = await takeOn(channel, REGISTRAR, 'Bob');
    const before = channel.peer.ledger.snapshot();
    const refusal = await refusalOfCall(issue(REGISTRAR, { holderId: bob, units: '1' }));
    expect(refusal).toMatchObject({ code: 'AUTHORITY_DENIED', details: { rule: 'issuer of the security' } });
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });

  test('the acquisition date is the business date, whatever the clock says', async () => {
    await advanceTo(channel, '2026-12-21');
    const { result, transactionId, events } = await issue(ISSUER, { holderId: ada, units: '1' });
    expect(result).toEqual({ isin, lots: [`${transactionId}/0`] });
    expect(events).toMatchObject([{ created: [{ acquiredOn: '2026-12-21' }] }]);
  });

  test('a holder gets lots of several prices and days in one issue', async () => {
    await issue(
      ISSUER,
      { holderId: ada, units: '1', price: '1' },
      { holderId: ada, units: '2', price: '2' },
      { holderId: ada, units: '3', price: '2', acquiredOn: '2026-11-19' },
    );
    expect(await channel.evaluate(REGULATOR, 'register:holding', [isin, ada])).toMatchObject({
      units: '6',
      lots: [{ units: '3', acquiredOn: '2026-11-19' }, { units: '1' }, { units: '2' }],
    });
  });

  test('two peers compute the same bytes', async () => {
    const body = { isin, allocations: [{ holderId: ada, units: '10' }] };
    const { canonicalJson } = await import('@scrip/model');
    const args = ['register:issue', canonicalJson({ commandId: 'c', operator: MAKER, body })];
    const transactionId = channel.nextTransactionId();
    const first = await channel.execute(ISSUER, transactionId, args, { peerMspId: ISSUER });
    const second = await channel.execute(ISSUER, transactionId, args, { peerMspId: REGISTRAR });
    expect(second).toEqual(first);
  });
});

describe('queries', () => {
  test('the life of a lot', async () => {
    const { transactionId } = await issue(ISSUER, { holderId: ada, units: '10' });
    const lotId = `${transactionId}/0`;
    expect(await channel.evaluate(REGULATOR, 'register:history', [isin, ada, lotId])).toMatchObject({
      entries: [{ transactionId, event: 'created', lot: { units: '10' } }],
    });
    const unknown = channel.evaluate(REGULATOR, 'register:history', [isin, ada, `${transactionId}/1`]);
    expect((await refusalOfCall(unknown)).code).toBe('LOT_UNKNOWN');
  });

  test('a holder without lots holds nothing', async () => {
    expect(await channel.evaluate(REGULATOR, 'register:holding', [isin, ada])).toEqual({
      isin,
      holderId: ada,
      units: '0',
      lots: [],
      subAccounts: [{ units: '0' }],
    });
  });

  test('more than a hundred lots come in pages of the peer and are all there', async () => {
    for (let index = 0; index < 105; index += 1) await issue(ISSUER, { holderId: ada, units: '1' });
    expect(await channel.evaluate(REGULATOR, 'register:holding', [isin, ada])).toMatchObject({ units: '105' });
    expect(await channel.evaluate(REGULATOR, 'register:holders', [isin])).toMatchObject({ holders: [{ lots: 105 }] });
  });
});

describe('the entry that peers certify', () => {
  const nonce = 'a-nonce-of-the-verifier-1';

  test('is all that is on the register of a holder, with the nonce, and nothing personal', async () => {
    const { transactionId } = await issue(ISSUER, { holderId: ada, units: '600', price: '12.5' });
    const certified = (await channel.evaluate(REGULATOR, 'register:certify', [isin, ada, nonce])) as object;
    expect(certified).toMatchObject({
      ...{ schema: 2, nonce, businessDate: '2026-11-20', issuedUnits: '600', units: '600', available: '600' },
      security: { isin, registrar: REGISTRAR },
      holder: { partyId: ada, custodian: CUSTODIAN },
      lots: [{ lotId: `${transactionId}/0`, units: '600' }],
      ...{ reservations: [], encumbrances: [], freezes: [], reserved: '0', encumbered: '0', frozen: '0' },
    });
    expect(JSON.stringify(certified)).not.toContain('Ada');
  });

  test('is empty for a holder without lots, and refused for unknown ones and for a nonce that can be guessed', async () => {
    expect(await channel.evaluate(REGULATOR, 'register:certify', [isin, bob, nonce])).toMatchObject({
      ...{ units: '0', lots: [] },
    });
    const code = async (...args: string[]): Promise<string> =>
      (await refusalOfCall(channel.evaluate(REGULATOR, 'register:certify', args))).code;
    expect(await code(isin, `P${'A'.repeat(32)}`, nonce)).toBe('PARTY_UNKNOWN');
    expect(await code('US5949181045', ada, nonce)).toBe('SECURITY_UNKNOWN');
    expect(await code(isin, ada, 'short')).toBe('FIELD_INVALID');
  });
});
