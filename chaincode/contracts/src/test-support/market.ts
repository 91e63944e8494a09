import {
  adjustDate,
  businessCalendar,
  canonicalJson,
  derivePartyId,
  parseBusinessDate,
  partyRecordHash,
  privatePartyRecord,
  type MspId,
} from '@scrip/model';
import { Channel, CHECKER, MAKER, type Committed } from './channel.js';
import { register } from './securities.js';

/** The organisations of the tests. */
export const ISSUER = 'IssuerMSP';
export const REGISTRAR = 'RegistrarMSP';
export const CUSTODIAN = 'CustodianMSP';
export const REGULATOR = 'RegulatorMSP';

/** Body of the bootstrap of the test channel. */
export const FOUNDING = {
  network: 'test-network',
  referenceCalendar: 'TARGET',
  participants: [
    { mspId: ISSUER, lei: '7LTWFZYICNSX8D621K86', name: 'Issuer', roles: ['issuer', 'payingAgent'] },
    { mspId: REGISTRAR, lei: '529900T8BM49AURSDO55', name: 'Registrar', roles: ['registrar'] },
    { mspId: CUSTODIAN, lei: 'HWUPKR0MPOU8FGXBT394', name: 'Custodian', roles: ['custodian', 'broker'] },
    { mspId: REGULATOR, lei: 'INR2EJN1ERAN0W5ZP974', name: 'Authority', roles: ['regulator', 'calendarAuthority'] },
  ],
  calendars: [
    {
      id: 'TARGET',
      weekend: ['saturday', 'sunday'],
      holidays: ['2026-12-25', '2027-01-01'],
      timeZone: 'Europe/Berlin',
      cutOffs: { instruction: '16:00', settlement: '18:00' },
      businessDate: '2026-11-20',
    },
  ],
  lawfulOverride: { authority: 'regulator', witnesses: 1 },
};

/** What a share with so many votes says. */
export const votesOf = (perUnit: string): readonly object[] => [
  { is: 'votes@1', with: { perUnit } },
  { is: 'sharesResidue@1', with: {} },
];

/** An ordinary share of the tests. */
export const SHARE = {
  isin: 'US0378331005',
  name: 'Test share',
  cfi: 'ESVUFR',
  currency: 'USD',
  issuer: { mspId: ISSUER, lei: 'HWUPKR0MPOU8FGXBT394' },
  registrar: REGISTRAR,
  calendar: 'TARGET',
  authorisedUnits: '1000',
  instrument: { is: 'share@1', with: { form: 'registered' } },
  terms: votesOf('1'),
};

/** What a bond of ten years with a rate of interest says. */
export const paying = (ratePercent: string): readonly object[] => [
  { is: 'paysFixed@1', with: { ratePercent, every: 'P1Y', from: '2027-01-15' } },
  { is: 'countsDays@1', with: { dayCount: 'ACT/ACT-ICMA' } },
  { is: 'repaysOn@1', with: { percent: '100', on: '2036-01-15' } },
  { is: 'hasNoDefault@1', with: {} },
  { is: 'ranks@1', with: { as: 'senior' } },
];

/** A bond of the tests: a unit stands for one cent of a euro, so that nominal values have cents. */
export const BOND = {
  isin: 'DE0001102580',
  name: 'Test bond',
  cfi: 'DBFTFR',
  currency: 'EUR',
  issuer: { mspId: ISSUER, lei: 'HWUPKR0MPOU8FGXBT394' },
  registrar: REGISTRAR,
  calendar: 'TARGET',
  authorisedUnits: '1000000000000',
  denomination: { amount: '0.01', currency: 'EUR' },
  instrument: { is: 'bond@1', with: { issuerKind: 'state', issuedOn: '2026-01-15', form: 'registered' } },
  terms: paying('2.5'),
};

/** What a custodian knows of a holder. */
export interface TestHolder {
  readonly record: string;
  readonly reference: { readonly partyId: string; readonly recordHash: string };
}

/** A holder of the tests by name. */
export function holderOf(custodian: string, name: string, salt = 'a'): TestHolder {
  const record = privatePartyRecord(
    {
      schema: 1,
      salt: salt.repeat(64).slice(0, 64),
      name,
      address: { line1: 'Example street 1', city: 'Paris', postalCode: '75001', country: 'FR' },
      country: 'FR',
      retention: { purpose: 'custody account', basis: 'contract' },
    },
    '',
  );
  const reference = { partyId: derivePartyId(custodian as MspId, record), recordHash: partyRecordHash(record) };
  return { record: canonicalJson(record), reference };
}

/** The same channel where the registrar is an issuer too, of securities of its own. */
export const FOUNDING_WITH_ISSUING_REGISTRAR: typeof FOUNDING = {
  ...FOUNDING,
  participants: FOUNDING.participants.map((each) =>
    each.mspId === REGISTRAR ? { ...each, roles: ['registrar', 'issuer'] } : each,
  ),
};

/** The same channel with a calendar on which every day is a business day. */
export const FOUNDING_WITHOUT_WEEKENDS: typeof FOUNDING = {
  ...FOUNDING,
  calendars: FOUNDING.calendars.map((calendar) => ({ ...calendar, weekend: [], holidays: [] })),
};

/** The operators of every organisation of the tests. */
export const OPERATORS = [
  { operatorId: MAKER, roles: ['maker', 'administrator'] },
  { operatorId: CHECKER, roles: ['checker'] },
];

/** Founds a channel: every member accepts, and the last one of them writes the records. */
export async function found(
  channel: Channel,
  founding: Omit<typeof FOUNDING, 'participants'> & { readonly participants: readonly { readonly mspId: string }[] },
): Promise<Committed> {
  const members = founding.participants.map(({ mspId }) => mspId);
  for (const mspId of members) await channel.submit(mspId, 'authority:acceptFounding', founding);
  return channel.submit(members.at(-1) ?? '', 'authority:bootstrap', founding);
}

/** A channel that has been bootstrapped, with operators of every organisation. */
export async function openedChannel(founding = FOUNDING, channel = new Channel()): Promise<Channel> {
  await found(channel, founding);
  for (const { mspId } of founding.participants) {
    await channel.submit(mspId, 'operator:bootstrap', { operators: OPERATORS });
  }
  return channel;
}

/**
 * Moves the business date to the first business day on or after a date, at most 31 days on: both who decide ask for it.
 * It corrects the date instead of going through the cut-offs of each day.
 */
export async function advanceTo(channel: Channel, date: string): Promise<string> {
  const calendar = businessCalendar(await channel.evaluate(REGULATOR, 'calendar:get', ['TARGET']), '');
  const businessDate = adjustDate([calendar], parseBusinessDate(date), 'following');
  for (const mspId of [REGULATOR, REGISTRAR]) {
    await channel.submit(mspId, 'calendar:correct', { calendar: 'TARGET', businessDate, reason: 'outage' });
  }
  return businessDate;
}

/** Takes a holder on: private record first, public id second. */
export async function takeOn(channel: Channel, custodian: string, name: string): Promise<string> {
  const { record, reference } = holderOf(custodian, name);
  await channel.submit(custodian, 'party:record', reference, { transient: { record } });
  await channel.submit(custodian, 'party:register', { ...reference, kind: 'person' });
  return reference.partyId;
}

/** A channel with the test share. */
export async function channelWithShare(founding = FOUNDING, on = new Channel()): Promise<Channel> {
  const channel = await openedChannel(founding, on);
  await register(channel, SHARE);
  return channel;
}

/** The test share with two holders at the custodian. */
export interface HeldShare {
  readonly channel: Channel;
  /** Has a hundred units. */
  readonly ada: string;
  readonly bob: string;
}

/** A channel with the test share, of which Ada has a hundred units and Bob none. @param price of each unit; absent: none */
export async function heldShare({
  founding = FOUNDING,
  on = new Channel(),
  price,
}: { readonly founding?: typeof FOUNDING; readonly on?: Channel; readonly price?: string } = {}): Promise<HeldShare> {
  const channel = await channelWithShare(founding, on);
  const ada = await takeOn(channel, CUSTODIAN, 'Ada');
  const bob = await takeOn(channel, CUSTODIAN, 'Bob');
  const allocation = { holderId: ada, units: '100', ...(price === undefined ? {} : { price }) };
  await channel.submit(ISSUER, 'register:issue', { isin: SHARE.isin, allocations: [allocation] });
  return { channel, ada, bob };
}

/** A settlement instruction of the tests, due on the business date. */
export const instructionOf = (
  instructionId: string,
  fromHolderId: string,
  toHolderId: string,
  units: string,
): Record<string, string> => ({
  instructionId,
  isin: SHARE.isin,
  fromHolderId,
  toHolderId,
  units,
  tradeDate: '2026-11-20',
  settlementDate: '2026-11-20',
});
