import { beforeEach, describe, expect, test } from '@jest/globals';
import { compliance } from '@scrip/model';
import { amendRules } from '../test-support/amended-rules.js';
import type { Channel, Committed } from '../test-support/channel.js';
import { takeOnKeyed, type KeyedParty } from '../test-support/keyed-party.js';
import { advanceTo, CUSTODIAN, heldShare, ISSUER, REGISTRAR, REGULATOR, SHARE } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { adopt } from '../test-support/definitions.js';
import { AUTOMATIC, titleBy } from '../test-support/title.js';
import { register } from '../test-support/securities.js';

const { isin } = SHARE;
const TODAY = '2026-11-20';
const ON_TERMS = { basis: 'terms', document: 'd'.repeat(64) };
const BY_COURT = { ...ON_TERMS, basis: 'court-order' };
/** Ten old certificates of ten units. */
const OLD = { number: 'A-0001', through: 'A-0010', units: '10' };
const NEW = { number: 'B-0001', units: '30' };

let channel: Channel;
let ada: string;
let bob: string;
let kim: KeyedParty;

beforeEach(async () => {
  ({ channel, ada, bob } = await heldShare());
  kim = await takeOnKeyed(channel, 'Kim', ['phone']);
});

const takeIn = (more: object = {}, caller = ISSUER): Promise<Committed> =>
  channel.submit(caller, 'register:dematerialise', { ...ON_TERMS, isin, holderId: bob, certificates: [OLD], ...more });
/** By order of a court, where nothing else is said: nobody is asked then. */
const giveOut = (act: object = {}, more: object = BY_COURT, caller = REGULATOR): Promise<Committed> =>
  channel.submit(caller, 'register:rematerialise', {
    ...{ ...more, act: { isin, holderId: ada, certificates: [NEW], ...act } },
  });
const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;
const held = (holder: string): Promise<unknown> => channel.evaluate(REGULATOR, 'register:holding', [isin, holder]);
const inRegister = async (): Promise<unknown> =>
  ((await channel.evaluate(REGULATOR, 'security:get', [isin])) as { readonly issuedUnits: string }).issuedUnits;
const paper = (number: string): Promise<unknown> =>
  channel.evaluate(REGULATOR, 'register:paperCertificate', [isin, number]);

describe('certificates that are taken in', () => {
  test('become an entry with the day on which they were acquired, and are on record as cancelled', async () => {
    const { transactionId, events } = await takeIn({ acquiredOn: '1998-05-04' });
    const entry = `${transactionId}/0`;
    expect(events).toMatchObject([
      {
        ...{ type: 'HoldingDematerialised', holderId: bob, units: '100', issued: '200', onPaper: '0', entry },
        order: { ...ON_TERMS, by: ISSUER },
      },
    ]);
    expect((events[0]?.['certificates'] as readonly unknown[]).length).toBe(10);
    expect(await held(bob)).toMatchObject({
      lots: [{ units: '100', acquiredOn: '1998-05-04', origin: 'dematerialisation' }],
    });
    expect(await channel.evaluate(REGULATOR, 'register:entry', [isin, TODAY, entry])).toMatchObject({
      ...{ kind: 'dematerialisation', to: bob, units: '100', order: { ...ON_TERMS, by: ISSUER } },
    });
    expect(await paper('A-0007')).toMatchObject({ units: '10', status: 'cancelled', by: { entry, on: TODAY } });
  });

  test('are taken in once, whoever brings them', async () => {
    await takeIn();
    expect(await refused(() => takeIn())).toBe('PAPER_NOT_OUT');
    const overlapping = { number: 'A-0010', through: 'A-0011', units: '10' };
    expect(await refused(() => takeIn({ holderId: ada, certificates: [overlapping] }))).toBe('PAPER_NOT_OUT');
    expect(await refused(() => channel.evaluate(REGULATOR, 'register:paperCertificate', [isin, 'A-0011']))).toBe(
      'PAPER_UNKNOWN',
    );
  });

  test('stand for no more units than are authorised', async () => {
    const large = (units: string): object => ({ certificates: [{ number: 'GLOBAL', units }] });
    expect(await refused(() => takeIn(large('901')))).toBe('AUTHORISED_UNITS_EXCEEDED');
    await takeIn(large('900'));
  });

  test('after the offering has closed are those that their holder had by then, or that the register gave out', async () => {
    await giveOut();
    await channel.submit(ISSUER, 'security:closeOffering', { isin });
    expect(await refused(() => takeIn())).toBe('OFFERING_CLOSED');
    await takeIn({ acquiredOn: TODAY });
    await advanceTo(channel, '2026-11-23');
    const other = { certificates: [{ number: 'A-0011', units: '10' }] };
    expect(await refused(() => takeIn({ ...other, acquiredOn: '2026-11-23' }))).toBe('OFFERING_CLOSED');
    await takeIn({ ...other, acquiredOn: '1998-05-04' });
    await takeIn({ holderId: ada, certificates: [NEW] });
    expect(await inRegister()).toBe('210');
  });

  test.each<[string, object, string, string]>([
    ['by another organisation than the issuer', {}, 'AUTHORITY_DENIED', REGISTRAR],
    ['for a stranger', { holderId: `P${'A'.repeat(32)}` }, 'PARTY_UNKNOWN', ISSUER],
    ['acquired on a day to come', { acquiredOn: '2026-11-23' }, 'DATE_INVALID', ISSUER],
    ['a number twice', { certificates: [OLD, { number: 'A-0003', units: '10' }] }, 'DUPLICATE_IN_BATCH', ISSUER],
    ['without a basis', { basis: 'because' }, 'FIELD_INVALID', ISSUER],
  ])('are refused: %s', async (_, more, code, caller) => {
    expect(await refused(() => takeIn(more, caller))).toBe(code);
  });

  test('are refused to who may not hold, and to who is frozen', async () => {
    await channel.submit(REGULATOR, 'register:freezeHolder', { ...BY_COURT, isin, holderId: bob });
    expect(await refused(() => takeIn())).toBe('HOLDER_FROZEN');
    await amendRules(channel, isin, { hold: compliance.RULES.hasClaim({ side: 'receiver', type: 'kyc' }) });
    expect(await refused(() => takeIn({ holderId: ada }))).toBe('CLAIM_ABSENT');
  });
});

/** What a share says of which the units are the bearer's. */
const BEARER = { cfi: 'ESVUFB', instrument: { is: 'share@1', with: { form: 'bearer' } } };

describe('the form of title', () => {
  const other = 'US5949181045';
  const titled = async (form: string, more: object = {}): Promise<void> => {
    await adopt(channel, AUTOMATIC);
    await register(channel, {
      ...{ ...SHARE, ...more },
      isin: other,
      title: titleBy('Automatic@1', { form }),
    });
  };

  test('of book entries knows no paper', async () => {
    await titled('bookEntry');
    expect(await refused(() => takeIn({ isin: other }))).toBe('PAPER_FORBIDDEN');
    await channel.submit(ISSUER, 'register:issue', { isin: other, allocations: [{ holderId: ada, units: '30' }] });
    expect(await refused(() => giveOut({ isin: other }))).toBe('PAPER_FORBIDDEN');
  });

  test('of bearer certificates takes them into deposit, from which the same ones are withdrawn', async () => {
    await titled('bearerDeposited', BEARER);
    const certificates = [{ number: 'A-0001', units: '30' }];
    const status = async (): Promise<unknown> =>
      ((await channel.evaluate(REGULATOR, 'register:paperCertificate', [other, 'A-0001'])) as { status: string })
        .status;
    for (const holderId of [bob, ada]) {
      await takeIn({ isin: other, certificates, holderId });
      expect(await status()).toBe('deposited');
      expect(await refused(() => takeIn({ isin: other, certificates }))).toBe('PAPER_NOT_OUT');
      expect(await refused(() => giveOut({ isin: other, holderId }))).toBe('PAPER_NOT_DEPOSITED');
      await giveOut({ isin: other, holderId, certificates });
      expect(await status()).toBe('out');
    }
  });
});

describe('certificates that are given out', () => {
  test('take units out of the register, which stay issued', async () => {
    const { transactionId, events } = await giveOut();
    const entry = `${transactionId}/0`;
    expect(events).toMatchObject([
      { type: 'HoldingRematerialised', holderId: ada, units: '30', issued: '70', onPaper: '30', entry },
    ]);
    expect(await inRegister()).toBe('70');
    expect(await paper('B-0001')).toMatchObject({ status: 'out', units: '30', by: { entry, on: TODAY } });
    const issue = (units: string): Promise<Committed> =>
      channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: bob, units }] });
    expect(await refused(() => issue('901'))).toBe('AUTHORISED_UNITS_EXCEEDED');
    await issue('900');
    const fewer = { isin, authorisedUnits: '999', document: ON_TERMS.document };
    expect(await refused(() => channel.submit(ISSUER, 'security:changeAuthorisedUnits', fewer))).toBe(
      'AUTHORISED_UNITS_EXCEEDED',
    );
  });

  test('come back to whom they were given out to, for their own units and once', async () => {
    await giveOut();
    const back = (units: string, holderId = ada): Promise<Committed> =>
      takeIn({ holderId, certificates: [{ number: 'B-0001', units }] });
    expect(await refused(() => back('31'))).toBe('PAPER_DIFFERS');
    expect(await refused(() => back('30', bob))).toBe('PAPER_OF_ANOTHER_HOLDER');
    expect((await back('30')).events).toMatchObject([{ issued: '100', onPaper: '0' }]);
    expect(await held(ada)).toMatchObject({ units: '100' });
    expect(await refused(() => back('30'))).toBe('PAPER_NOT_OUT');
    // and no number is printed a second time
    expect(await refused(() => giveOut())).toBe('PAPER_NUMBER_USED');
    await giveOut({ certificates: [{ ...NEW, number: 'B-0002' }] });
  });

  test('on the terms need the word of the holder: its signature where it has keys, else that of its custodian', async () => {
    for (const caller of [ISSUER, REGULATOR]) {
      expect(await refused(() => giveOut({}, ON_TERMS, caller))).toBe('AUTHORITY_DENIED');
    }
    // nor does the issuer do without it by naming an order
    expect(await refused(() => giveOut({}, BY_COURT, ISSUER))).toBe('AUTHORITY_DENIED');
    const certificates = [{ ...NEW, number: 'B-0009' }];
    await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: kim.partyId, units: '30' }] });
    const act = { isin, holderId: kim.partyId, certificates };
    const unsigned = { ...ON_TERMS, act };
    expect(await refused(() => channel.submit(ISSUER, 'register:rematerialise', unsigned))).toBe('AUTHORITY_DENIED');
    const signed = (await kim.sign('register:rematerialise', act, 'phone')) as object;
    const another = { ...ON_TERMS, ...signed, act: { ...act, certificates: [{ ...NEW, number: 'B-0010' }] } };
    expect(await refused(() => channel.submit(ISSUER, 'register:rematerialise', another))).toBe('SIGNATURE_INVALID');
    await channel.submit(ISSUER, 'register:rematerialise', { ...ON_TERMS, ...signed });
    expect(await paper('B-0009')).toMatchObject({ status: 'out' });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'frozen',
      () => channel.submit(REGULATOR, 'register:freezeUnits', { ...BY_COURT, isin, holderId: ada, units: '71' }),
      'UNITS_FROZEN',
    ],
    [
      'pledged',
      () =>
        channel.submit(CUSTODIAN, 'register:encumber', {
          act: {
            ...{ kind: 'pledge', isin, holderId: ada, units: '71', beneficiary: bob },
            encumbranceId: 'p-1',
            document: 'd'.repeat(64),
          },
        }),
      'UNITS_ENCUMBERED',
    ],
    [
      'of a frozen security',
      () => channel.submit(ISSUER, 'register:freezeSecurity', { ...BY_COURT, isin }),
      'SECURITY_FROZEN',
    ],
  ])('are not given out for units that are %s', async (_, hold, code) => {
    await hold();
    expect(await refused(() => giveOut())).toBe(code);
  });

  test('are not given out for more than is held, nor for what may not be transferred', async () => {
    expect(await refused(() => giveOut({ certificates: [{ number: 'B-1', units: '101' }] }))).toBe(
      'UNITS_INSUFFICIENT',
    );
    await amendRules(channel, isin, { transfer: compliance.RULES.heldFor({ period: 'P1M' }) });
    expect(await refused(() => giveOut())).toBe('HOLDING_PERIOD_RUNNING');
  });
});
