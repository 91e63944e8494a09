import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import type { DomainEvent, JsonObject } from '../ledger/ledger.js';
import { ISIN, PERSON, PLACEMENT, SECURITY, registerLike } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const DAYS = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'] as const;
const CONVERTIBLE = 'DE0001102580';
/** A class of which ten are given for fifteen of the other one, up to a day that has not come. */
const CLASS_B = 'US5949181045';
/** A preferred share that converts into twenty of the share. */
const PREFERRED = 'US0605056821';
const ORDER = { basis: 'terms', document: 'd'.repeat(64), by: 'TestMSP' };

/** One lot of the history, as plain arithmetic needs it. */
interface Held {
  readonly id: string;
  readonly isin: string;
  readonly holder: string;
  readonly units: number;
  readonly from: number;
  to?: number;
}

let gateway: TestGateway;
let client: ScripClient;
let holders: readonly string[];
let issuer: string;
let classHolder: string;
const lots: Held[] = [];
const outstanding = new Map<string, number>();

/** A generator of numbers below a bound, the same in every run. */
const numbers = (seed: number) => {
  let state = seed;
  return (bound: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % bound;
  };
};
const next = numbers(20_261_123);

const id = (number: number): string => `${number.toString(16).padStart(64, '0')}/0`;
const eventLot = ({ id: lotId, isin, holder: holderId, units }: Held, day: number): JsonObject => ({
  ...{ lotId, isin, holderId, units: String(units), origin: 'issue', acquiredOn: DAYS[day] ?? '' },
});

function create(isin: string, holder: string, units: number, day: number): Held {
  const lot = { id: id(lots.length + 1), isin, holder, units, from: day };
  lots.push(lot);
  return lot;
}

function issued(isin: string, holder: string, units: number, day: number): DomainEvent {
  const created = [eventLot(create(isin, holder, units, day), day)];
  outstanding.set(isin, (outstanding.get(isin) ?? 0) + units);
  const facts = { isin, businessDate: DAYS[day] ?? '', created, issued: String(outstanding.get(isin)) };
  return { type: 'HoldingIssued', facts };
}

/** Some lot passes to another holder, in part or as a whole, or is redeemed. */
function moved(day: number): DomainEvent | undefined {
  const held = lots.filter(({ isin, to }) => isin === ISIN && to === undefined);
  const lot = held[next(held.length)];
  if (lot === undefined) return undefined;
  const isRedeemed = next(4) === 0;
  const units = 1 + next(lot.units);
  lot.to = day;
  const created: JsonObject[] = [];
  if (!isRedeemed) created.push(eventLot(create(ISIN, holders[next(holders.length)] ?? '', units, day), day));
  if (units < lot.units) created.push(eventLot(create(ISIN, lot.holder, lot.units - units, day), day));
  const on = { isin: ISIN, businessDate: DAYS[day] ?? '', units: String(units), order: ORDER };
  const change = { ...on, consumed: [lot.id], created };
  if (!isRedeemed) {
    const [fromHolderId, toHolderId] = [lot.holder, created[0]?.['holderId'] ?? ''];
    return { type: 'TransferForced', facts: { ...change, fromHolderId, toHolderId } };
  }
  outstanding.set(ISIN, (outstanding.get(ISIN) ?? 0) - units);
  const left = String(outstanding.get(ISIN));
  return { type: 'HoldingRedeemed', facts: { ...change, holderId: lot.holder, issued: left } };
}

const advanced = (day: number): DomainEvent => ({
  type: 'BusinessDateAdvanced',
  facts: {
    calendar: 'TARGET',
    previous: DAYS[day - 1] ?? '',
    businessDate: DAYS[day] ?? '',
    phase: 'open',
    by: ['A', 'B'],
  },
});

/** The register of a day again, by plain arithmetic over the lots. */
function registerOf(isin: string, day: number): ReadonlyMap<string, number> {
  const register = new Map<string, number>();
  for (const lot of lots) {
    const isThere = lot.isin === isin && lot.from <= day && (lot.to === undefined || lot.to > day);
    if (isThere) register.set(lot.holder, (register.get(lot.holder) ?? 0) + lot.units);
  }
  return new Map([...register].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The register with the holder of the other class, who may have nothing of this one. */
const shownWith = (register: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
  [...new Map([[classHolder, 0], ...register])].sort(([a], [b]) => (a < b ? -1 : 1));
const totalOf = (register: ReadonlyMap<string, number>): number =>
  [...register.values()].reduce((sum, units) => sum + units, 0);

/** A share whose holders may exchange it. */
const exchangeable = (given: object): object => ({
  instrument: { is: 'share@1', with: { form: 'registered' } },
  terms: [
    { is: 'votes@1', with: { perUnit: '1' } },
    { is: 'sharesResidue@1', with: {} },
    { is: 'holderMayExchange@1', with: given },
  ],
});

const convertible = {
  ...{ isin: CONVERTIBLE, cfi: 'DCFUFR', denomination: { amount: '1000', currency: 'USD' } },
  instrument: { is: 'bond@1', with: { issuerKind: 'company', issuedOn: '2026-01-15', form: 'registered' } },
  terms: [
    { is: 'paysFixed@1', with: { ratePercent: '2.5', every: 'P1Y', from: '2027-01-15' } },
    { is: 'countsDays@1', with: { dayCount: 'ACT/ACT-ICMA' } },
    { is: 'repaysOn@1', with: { percent: '100', on: '2031-01-15' } },
    { is: 'hasNoDefault@1', with: {} },
    { is: 'ranks@1', with: { as: 'senior' } },
    {
      is: 'holderMayConvert@1',
      with: {
        ...{ into: { isin: ISIN }, price: { amount: '7', currency: 'USD' } },
        ...{ from: '2026-01-15', fractions: 'paid-in-cash' },
      },
    },
  ],
};

const preferred = {
  ...{ isin: PREFERRED, cfi: 'EFNNFR' },
  instrument: {
    is: 'preferredShare@1',
    with: { class: 'series L', form: 'registered', issuePrice: { amount: '1000', currency: 'USD' } },
  },
  terms: [
    { is: 'paysPreferredDividend@1', with: { every: 'P3M', participates: 'not', ratePercent: '7.25', unpaid: 'lost' } },
    { is: 'liquidationPreference@1', with: { multiple: '1', participates: 'not' } },
    {
      is: 'holderMayConvert@1',
      with: {
        ...{ into: { isin: ISIN }, ratio: { numerator: '20', denominator: '1' } },
        ...{ from: '2026-01-05', fractions: 'paid-in-cash' },
      },
    },
    { is: 'hasNoVote@1', with: {} },
  ],
};

beforeAll(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  const ids: string[] = [];
  for (let index = 0; index < 8; index += 1) ids.push((await client.registerParty(PERSON)).partyId);
  holders = ids;
  issuer = ids[0] ?? '';
  classHolder = ids[7] ?? '';
  await client.registerSecurity(PLACEMENT);
  await registerLike(client, convertible);
  await registerLike(client, preferred);
  const exchange = { into: ISIN, ratio: { numerator: '3', denominator: '2' }, until: '2027-11-20', tacks: true };
  await registerLike(client, { isin: CLASS_B, ...exchangeable(exchange) });
  const over = { ...exchange, until: '2026-01-05' };
  await registerLike(client, { isin: 'US0231351067', ...exchangeable(over) });
  const record = (await client.parties.get(issuer)) as { readonly party?: object };
  const entity = { lei: SECURITY.issuer.lei };
  const events: DomainEvent[] = [
    {
      type: 'PartyAmended',
      facts: { party: { ...(record.party as JsonObject), partyId: issuer, custodian: 'TestMSP', entity } },
    },
  ];
  events.push(issued(CLASS_B, classHolder, 10, 0));
  events.push(issued(PREFERRED, classHolder, 2, 0));
  for (let day = 0; day < DAYS.length; day += 1) {
    if (day > 0) events.push(advanced(day));
    events.push(issued(CONVERTIBLE, holders[day] ?? '', 3, day));
    for (let index = 0; index < 25; index += 1) {
      const isIssue = day === 0 ? index < 10 : next(5) === 0;
      const event = isIssue ? issued(ISIN, holders[next(holders.length)] ?? '', 1 + next(900), day) : moved(day);
      if (event !== undefined) events.push(event);
    }
    if (day === 1) {
      const facts = {
        isin: ISIN,
        authorisedUnits: '500000',
        previous: SECURITY.authorisedUnits,
        businessDate: DAYS[1],
      };
      events.push({ type: 'AuthorisedUnitsChanged', facts: { ...facts, by: ['A', 'B'] } });
    }
  }
  const block = gateway.ledger.commit(events);
  for (let tries = 0; tries < 400 && (await client.securities()).asOf.block < block; tries += 1);
});
afterAll(() => gateway.dispose());

describe.each(DAYS.map((date, day) => [date, day] as const))('as of %s', (date, day) => {
  test('the register is what plain arithmetic makes of the lots, page by page', async () => {
    const expected = registerOf(ISIN, day);
    expect(expected.size).toBeGreaterThan(3);
    const found: [string, number][] = [];
    let cursor: string | undefined;
    do {
      const page = await client.register(ISIN, {
        recordDate: date,
        limit: 3,
        ...(cursor === undefined ? {} : { cursor }),
      });
      expect(page).toMatchObject({ recordDate: date, isFinal: day < DAYS.length - 1, holders: expected.size });
      expect(page.issuedUnits).toBe(String(totalOf(expected)));
      found.push(...page.items.map(({ holderId, units }) => [holderId, Number(units)] as [string, number]));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(found).toEqual([...expected]);
  });

  test('the cap table adds up, treasury units apart, with what convertibles add', async () => {
    const expected = registerOf(ISIN, day);
    const total = totalOf(expected);
    const treasury = expected.get(issuer) ?? 0;
    const bonds = totalOf(registerOf(CONVERTIBLE, day));
    expect(bonds).toBe(3 * (day + 1));
    const into = Math.floor((bonds * 1000) / 7);
    const table = await client.capTable(ISIN, { asOf: date });
    expect(table).toMatchObject({
      ...{
        date,
        issuedUnits: String(total),
        treasuryUnits: String(treasury),
        authorisedUnits: day === 0 ? SECURITY.authorisedUnits : '500000',
      },
      outstandingUnits: String(total - treasury),
      fullyDilutedUnits: String(total - treasury + into + 40 + 15),
      dilution: [
        { isin: CONVERTIBLE, through: 'conversion', outstandingUnits: String(bonds), intoUnits: String(into) },
        { isin: PREFERRED, through: 'conversion', outstandingUnits: '2', intoUnits: '40' },
        { isin: CLASS_B, through: 'exchange', outstandingUnits: '10', intoUnits: '15' },
      ],
    });
    expect(table.holders.map(({ holderId, units }) => [holderId, Number(units)])).toEqual(shownWith(expected));
    const exchanging = table.holders.find(({ holderId }) => holderId === classHolder);
    expect(Number(exchanging?.dilutedUnits)).toBe((expected.get(classHolder) ?? 0) + 15);
    for (const { holderId, percent, units } of table.holders) {
      const part = holderId === issuer ? 0 : (100 * Number(units)) / (total - treasury);
      expect(Math.abs(Number(percent) - part)).toBeLessThan(0.000_002);
    }
  });
});

test('the present register is that of the present date', async () => {
  const now = await client.register(ISIN, { limit: 100 });
  const dated = await client.register(ISIN, { limit: 100, recordDate: DAYS[3] });
  expect(dated.items).toEqual(now.items);
  expect(now).not.toHaveProperty('recordDate');
  expect((await client.capTable(ISIN)).date).toBe(DAYS[3]);
});

test.each([
  ['before there was anything', '2026-11-20', undefined],
  ['after the business date', '2026-11-27', 'RECORD_DATE_NOT_REACHED'],
  ['of no calendar', '2026-02-30', 'VALIDATION_FAILED'],
])('a date %s', async (_, date, code) => {
  const asked = Promise.all([client.register(ISIN, { recordDate: date }), client.capTable(ISIN, { asOf: date })]);
  if (code !== undefined) return expect(asked).rejects.toMatchObject({ code });
  const [register, table] = await asked;
  expect([register.items, table.holders, table.issuedUnits]).toEqual([[], [], '0']);
});
