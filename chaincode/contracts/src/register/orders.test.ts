import { beforeEach, describe, expect, test } from '@jest/globals';
import { amendRules } from '../test-support/amended-rules.js';
import { refusalOfCall, type Channel, type Committed } from '../test-support/channel.js';
import {
  channelWithShare,
  CUSTODIAN,
  FOUNDING_WITH_ISSUING_REGISTRAR,
  holderOf,
  instructionOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { register } from '../test-support/securities.js';

const { isin } = SHARE;
const ORDER = { basis: 'court-order', document: 'd'.repeat(64) };
const OTHER_ISIN = 'US5949181045';
let channel: Channel;
let ada: string;
let bob: string;
let treasury: string;

/** The issuer as a party. */
async function takeOnIssuer(): Promise<string> {
  const { record, reference } = holderOf(ISSUER, 'Issuer');
  await channel.submit(ISSUER, 'party:record', reference, { transient: { record } });
  await channel.submit(ISSUER, 'party:register', {
    ...{ ...reference, kind: 'entity', entity: { lei: SHARE.issuer.lei } },
  });
  return reference.partyId;
}

beforeEach(async () => {
  channel = await channelWithShare();
  ada = await takeOn(channel, CUSTODIAN, 'Ada');
  bob = await takeOn(channel, CUSTODIAN, 'Bob');
  treasury = await takeOnIssuer();
  for (const [holderId, units] of [
    [ada, '60'],
    [ada, '40'],
    [treasury, '20'],
  ]) {
    await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId, units, price: '7' }] });
  }
});

const force = (body: object, caller = REGULATOR): Promise<Committed> =>
  channel.submit(caller, 'register:forceTransfer', {
    ...{ ...ORDER, isin, fromHolderId: ada, toHolderId: bob, units: '70' },
    ...body,
  });
const recover = (body: object = {}, caller = REGISTRAR): Promise<Committed> =>
  channel.submit(caller, 'register:recoverHolding', {
    ...{ ...ORDER, basis: 'terms', isin, fromHolderId: ada, toHolderId: bob },
    ...body,
  });
const takeOut = (name: 'redeem' | 'cancel', body: object, caller = ISSUER): Promise<Committed> =>
  channel.submit(caller, `register:${name}`, { ...ORDER, basis: 'terms', isin, ...body });
const freeze = (name: string, body: object, caller = REGULATOR): Promise<Committed> =>
  channel.submit(caller, `register:freeze${name}`, { ...ORDER, ...body });
const heldBy = async (holder: string): Promise<unknown> => {
  const { units, frozen } = (await channel.evaluate(REGULATOR, 'register:freezes', [isin, holder])) as {
    readonly units: string;
    readonly frozen: string;
  };
  return [units, frozen];
};
const issued = async (): Promise<unknown> =>
  ((await channel.evaluate(REGULATOR, 'security:get', [isin])) as { readonly issuedUnits: string }).issuedUnits;
const movementIn = ({ writes }: Committed): unknown => {
  const written = writes.filter(({ key }) => key.startsWith('movement/'));
  expect(written).toHaveLength(1);
  return JSON.parse(written[0]?.value ?? '');
};

describe('a forced transfer', () => {
  test('moves units on an order, which is kept with the movement and its verdict', async () => {
    const done = await force({});
    expect(done.events).toMatchObject([
      {
        ...{ type: 'TransferForced', isin, fromHolderId: ada, toHolderId: bob, units: '70' },
        order: { ...ORDER, by: REGULATOR },
      },
    ]);
    expect(movementIn(done)).toMatchObject({
      ...{ kind: 'forcedTransfer', from: ada, to: bob, units: '70', order: { ...ORDER, by: REGULATOR } },
      verdictHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect([await heldBy(ada), await heldBy(bob)]).toEqual([
      ['30', '0'],
      ['70', '0'],
    ]);
  });

  test('takes the lots that the order names', async () => {
    const { lots } = (await channel.evaluate(REGULATOR, 'register:holding', [isin, ada])) as {
      readonly lots: readonly { readonly lotId: string; readonly units: string }[];
    };
    const [smaller = ''] = lots.filter(({ units }) => units === '40').map(({ lotId }) => lotId);
    expect((await refusalWithoutTrace(channel, () => force({ lots: [smaller] }))).code).toBe('UNITS_INSUFFICIENT');
    const unknown = `${'f'.repeat(64)}/0`;
    expect((await refusalWithoutTrace(channel, () => force({ lots: [unknown] }))).code).toBe('LOT_UNKNOWN');
    const { events } = await force({ units: '30', lots: [smaller] });
    expect(events).toMatchObject([{ type: 'TransferForced', consumed: [smaller] }]);
  });

  test('passes a frozen security and a frozen sender', async () => {
    await freeze('Security', { isin });
    await freeze('Holder', { holderId: ada });
    await force({});
    expect(await heldBy(bob)).toEqual(['70', '0']);
  });

  test('unfreezes nothing that the order does not name, and no more', async () => {
    await freeze('Units', { isin, holderId: ada, units: '100' });
    expect((await refusalOfCall(force({}))).code).toBe('UNITS_FROZEN');
    const { events } = await force({ releases: [{ imposedBy: REGULATOR, units: '70' }] });
    expect(events).toMatchObject([
      { type: 'FreezeImposed', freeze: { units: '30' }, previous: { units: '100' } },
      { type: 'TransferForced' },
    ]);
    expect(await heldBy(ada)).toEqual(['30', '30']);
  });

  test('releases the freeze of one organisation, never that of another', async () => {
    await freeze('Units', { isin, holderId: ada, units: '70' });
    await freeze('Units', { isin, holderId: ada, units: '90' }, REGISTRAR);
    const before = channel.peer.ledger.snapshot();
    const refused = force({ releases: [{ imposedBy: REGULATOR, units: '70' }] });
    expect((await refusalOfCall(refused)).code).toBe('UNITS_FROZEN');
    expect(channel.peer.ledger.snapshot()).toBe(before);
    await force({ releases: [REGULATOR, REGISTRAR].map((imposedBy) => ({ imposedBy, units: '70' })) });
    expect(await heldBy(ada)).toEqual(['30', '20']);
  });

  test('needs a receiver that may hold, unless the order says otherwise', async () => {
    await amendRules(channel, isin, { hold: { is: 'holdingAtMost@1', with: { units: '50' } } });
    expect((await refusalOfCall(force({}))).code).toBe('HOLDING_ABOVE_MAXIMUM');
    const done = await force({ overrides: 'rules' });
    expect(movementIn(done)).toMatchObject({ order: { overrides: 'rules' }, rulesVersion: 1 });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['to the same holder', () => force({ toHolderId: ada }), 'SAME_HOLDER'],
    ['of more than is held', () => force({ units: '101' }), 'UNITS_INSUFFICIENT'],
    ['of what nobody has frozen', () => force({ releases: [{ imposedBy: REGULATOR, units: '1' }] }), 'FREEZE_ABSENT'],
    [
      'with a release twice',
      () => force({ releases: [1, 2].map((units) => ({ imposedBy: REGULATOR, units: String(units) })) }),
      'DUPLICATE_IN_BATCH',
    ],
    ['without a document', () => force({ document: 'none' }), 'FIELD_INVALID'],
    ['by the registrar', () => force({}, REGISTRAR), 'AUTHORITY_DENIED'],
    ['by the issuer', () => force({}, ISSUER), 'AUTHORITY_DENIED'],
  ])('%s is refused', async (_, call, code) => {
    const before = channel.peer.ledger.snapshot();
    expect((await refusalOfCall(call())).code).toBe(code);
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });
});

describe('a recovery', () => {
  test('brings all lots as they were acquired, and the trail', async () => {
    const done = await recover();
    expect(movementIn(done)).toMatchObject({
      kind: 'recovery',
      units: '100',
      order: { basis: 'terms', by: REGISTRAR },
    });
    expect(await channel.evaluate(REGULATOR, 'register:holding', [isin, bob])).toMatchObject({
      lots: [
        { units: '60', price: '7', acquiredOn: '2026-11-20', origin: 'recovery' },
        { units: '40', price: '7', acquiredOn: '2026-11-20', origin: 'recovery' },
      ],
    });
    expect(await heldBy(ada)).toEqual(['0', '0']);
  });

  test('brings frozen units frozen', async () => {
    await freeze('Units', { isin, holderId: ada, units: '30' });
    const { events } = await recover();
    expect(events.map(({ type }) => type)).toEqual(['FreezeLifted', 'FreezeImposed', 'HoldingRecovered']);
    expect([await heldBy(ada), await heldBy(bob)]).toEqual([
      ['0', '0'],
      ['100', '30'],
    ]);
  });

  test('is no way out of a freeze of the holder', async () => {
    await freeze('Holder', { holderId: ada });
    expect((await refusalOfCall(recover())).code).toBe('HOLDER_FROZEN');
    await freeze('Holder', { holderId: bob });
    await recover();
    expect(await heldBy(bob)).toEqual(['100', '0']);
  });

  test('leaves the old record nothing to instruct', async () => {
    await recover();
    const instruction = instructionOf('late', ada, bob, '1');
    await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instruction] });
    const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: ['late'] });
    expect(result).toMatchObject({ instructions: [{ status: 'refused', code: 'UNITS_INSUFFICIENT' }] });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['to itself', () => recover({ toHolderId: ada }), 'SAME_HOLDER'],
    ['of nothing', () => recover({ fromHolderId: bob, toHolderId: ada }), 'UNITS_INSUFFICIENT'],
    ['to nobody known', () => recover({ toHolderId: `P${'A'.repeat(32)}` }), 'PARTY_UNKNOWN'],
    ['by the custodian', () => recover({}, CUSTODIAN), 'AUTHORITY_DENIED'],
    ['by the regulator', () => recover({}, REGULATOR), 'AUTHORITY_DENIED'],
  ])('%s is refused', async (_, call, code) => {
    const before = channel.peer.ledger.snapshot();
    expect((await refusalOfCall(call())).code).toBe(code);
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });
});

describe('redemption and cancellation', () => {
  test('take units out: the sum of the register is what is issued', async () => {
    const redeemed = await takeOut('redeem', { holderId: ada, units: '70' });
    expect(redeemed.events).toMatchObject([{ type: 'HoldingRedeemed', units: '70', issued: '50' }]);
    expect(movementIn(redeemed)).toMatchObject({ kind: 'redeem', from: ada, order: { by: ISSUER } });
    const cancelled = await takeOut('cancel', { holderId: treasury, units: '20' });
    expect(cancelled.events).toMatchObject([{ type: 'HoldingCancelled', units: '20', issued: '30' }]);
    expect(await issued()).toBe('30');
    expect(await channel.evaluate(REGULATOR, 'register:holders', [isin])).toMatchObject({
      issued: '30',
      holders: [{ holderId: ada, units: '30' }],
    });
  });

  test('give room to issue again', async () => {
    await takeOut('redeem', { holderId: ada, units: '1' });
    await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: bob, units: '881' }] });
    expect(await issued()).toBe('1000');
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['redemption of more than is held', () => takeOut('redeem', { holderId: ada, units: '101' }), 'UNITS_INSUFFICIENT'],
    ['cancellation of another’s units', () => takeOut('cancel', { holderId: ada, units: '1' }), 'NOT_TREASURY'],
    [
      'redemption by the registrar',
      () => takeOut('redeem', { holderId: ada, units: '1' }, REGISTRAR),
      'AUTHORITY_DENIED',
    ],
  ])('%s is refused', async (_, call, code) => {
    const before = channel.peer.ledger.snapshot();
    expect((await refusalOfCall(call())).code).toBe(code);
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });

  test.each(['redeem', 'cancel'] as const)('%s of frozen units is refused', async (name) => {
    const holderId = name === 'redeem' ? ada : treasury;
    await freeze('Units', { isin, holderId, units: '20' });
    const units = name === 'redeem' ? '81' : '1';
    expect((await refusalOfCall(takeOut(name, { holderId, units }))).code).toBe('UNITS_FROZEN');
  });
});

describe('authorised units', () => {
  const change = (caller: string, authorisedUnits: string, more: object = {}): Promise<Committed> =>
    channel.submit(caller, 'security:changeAuthorisedUnits', {
      ...{ isin, authorisedUnits, document: 'd'.repeat(64) },
      ...more,
    });
  const authorised = async (): Promise<unknown> =>
    ((await channel.evaluate(REGULATOR, 'security:get', [isin])) as { readonly authorisedUnits: string })
      .authorisedUnits;

  test.each([
    [ISSUER, REGISTRAR],
    [REGISTRAR, ISSUER],
  ])('change when %s and %s have asked for the same', async (first, second) => {
    const asked = await change(first, '2000');
    expect(asked.events).toMatchObject([{ type: 'AuthorisedUnitsAsked', asked: { by: [first] } }]);
    await change(first, '2000');
    expect(await authorised()).toBe('1000');
    const { events } = await change(second, '2000');
    expect(events).toMatchObject([
      { type: 'AuthorisedUnitsChanged', authorisedUnits: '2000', previous: '1000', by: [first, second] },
    ]);
    expect(await authorised()).toBe('2000');
    await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: bob, units: '1880' }] });
  });

  test('stay while the two ask for different numbers', async () => {
    await change(ISSUER, '2000');
    await change(REGISTRAR, '3000');
    expect(await authorised()).toBe('1000');
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['fewer than are issued', () => change(ISSUER, '119'), 'AUTHORISED_UNITS_EXCEEDED'],
    ['as many as before', () => change(ISSUER, '1000'), 'AUTHORISED_UNITS_UNCHANGED'],
    ['by the regulator', () => change(REGULATOR, '2000'), 'AUTHORITY_DENIED'],
    ['by the custodian', () => change(CUSTODIAN, '2000'), 'AUTHORITY_DENIED'],
    ['of no security', () => change(ISSUER, '2000', { isin: OTHER_ISIN }), 'SECURITY_UNKNOWN'],
  ])('%s is refused', async (_, call, code) => {
    const before = channel.peer.ledger.snapshot();
    expect((await refusalOfCall(call())).code).toBe(code);
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });

  test('of an issuer that keeps its own register need a regulator', async () => {
    channel = await channelWithShare(FOUNDING_WITH_ISSUING_REGISTRAR);
    const own = { ...SHARE, isin: OTHER_ISIN, issuer: { ...SHARE.issuer, mspId: REGISTRAR } };
    await register(channel, own);
    await change(REGISTRAR, '2000', { isin: OTHER_ISIN });
    const { result } = await change(REGULATOR, '2000', { isin: OTHER_ISIN });
    expect(result).toMatchObject({ status: 'changed', by: [REGISTRAR, REGULATOR] });
  });
});
