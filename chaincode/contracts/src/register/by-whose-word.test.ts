import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Committed } from '../test-support/channel.js';
import { CUSTODIAN, holderOf, ISSUER, REGISTRAR, REGULATOR, SHARE, takeOn } from '../test-support/market.js';
import { AUTOMATIC, BALLOT, giveStanding, standingOf } from '../test-support/title.js';
import { VotedShare } from '../test-support/voted-share.js';

const { isin } = SHARE;
const DOCUMENT = 'd'.repeat(64);
const TERMS = { basis: 'terms', document: DOCUMENT } as const;
const COURT = { basis: 'court-order', document: DOCUMENT } as const;
/** Ada's record after she has lost access to the one before. */
let renewed: string;
let share: VotedShare;

/** The share by a protocol; a pledge for Bob lies on Ada's units. */
async function begin(protocol: object, more: object = {}): Promise<void> {
  share = await VotedShare.begin(protocol, more);
  renewed = await takeOn(share.channel, CUSTODIAN, 'Ada anew');
  const pledge = { kind: 'pledge', units: '30', beneficiary: share.bob, document: DOCUMENT };
  await share.channel.submit(CUSTODIAN, 'register:encumber', {
    act: { isin, holderId: share.ada, encumbranceId: 'loan', ...pledge },
  });
}

const enforce = (by: string, basis: object = TERMS, units = '30'): Promise<Committed> =>
  share.channel.submit(by, 'register:enforce', {
    act: { isin, holderId: share.ada, encumbranceId: 'loan', toHolderId: share.bob, units, ...basis },
  });
const recover = (by: string, basis: object = TERMS, toHolderId = renewed): Promise<Committed> =>
  share.channel.submit(by, 'register:recoverHolding', { isin, fromHolderId: share.ada, toHolderId, ...basis });
const force = (by: string): Promise<Committed> =>
  share.channel.submit(by, 'register:forceTransfer', {
    ...{ ...COURT, isin, fromHolderId: share.ada, toHolderId: share.bob, units: '5' },
  });
const entryIn = ({ writes }: Committed): unknown =>
  JSON.parse(writes.find(({ key }) => key.startsWith('movement/'))?.value ?? '{}');

describe('where attestors vote on each transfer', () => {
  beforeEach(() => begin(BALLOT));

  test.each([
    ['an enforcement', enforce],
    ['a recovery', recover],
  ])('%s is a regulator’s, by order: the registrar alone moves no title', async (_, act) => {
    expect(await share.refused(() => act(REGISTRAR))).toBe('ORDER_REQUIRED');
    expect(await share.refused(() => act(REGISTRAR, COURT))).toBe('ORDER_REQUIRED');
    expect(await share.refused(() => act(REGULATOR))).toBe('AUTHORITY_DENIED');
    expect(entryIn(await act(REGULATOR, COURT))).toMatchObject({ order: { ...COURT, by: REGULATOR } });
  });
});

describe('where standing votes let title pass', () => {
  beforeEach(async () => {
    await begin(AUTOMATIC);
    await giveStanding(share.channel, standingOf(isin, REGISTRAR, 'registrar'));
  });
  const custodianAgrees = (more: object = {}): Promise<Committed> =>
    giveStanding(share.channel, standingOf(isin, CUSTODIAN, 'sellersCustodian', more));

  test.each([
    ['an enforcement', enforce],
    ['a recovery', recover],
  ])('they cover %s by the registrar', async (_, act) => {
    expect(await share.refused(() => act(REGISTRAR))).toBe('STANDING_VOTE_MISSING');
    await custodianAgrees();
    expect(entryIn(await act(REGISTRAR))).toMatchObject({ order: { ...TERMS, by: REGISTRAR } });
  });

  test('as far as they go: above that only a regulator enforces', async () => {
    await custodianAgrees({ unitsMax: '29' });
    expect(await share.refused(() => enforce(REGISTRAR))).toBe('STANDING_VOTE_MISSING');
    await enforce(REGULATOR, COURT);
    expect(await share.heldBy(share.bob)).toMatchObject({ units: '30' });
  });
});

describe('where the register is evidence of another one', () => {
  const KEEPER = ISSUER;
  beforeEach(async () => {
    await begin(AUTOMATIC, { register: { evidenceOf: 'the land register', confirmedBy: KEEPER } });
    await giveStanding(share.channel, standingOf(isin, REGISTRAR, 'registrar'));
    await giveStanding(share.channel, standingOf(isin, CUSTODIAN, 'sellersCustodian'));
  });

  test.each<[string, (by: string) => Promise<Committed>]>([
    ['an enforcement', (by) => enforce(by, COURT)],
    ['a recovery', (by) => recover(by, COURT)],
    ['a forced transfer', (by) => force(by)],
  ])('%s is entered when its keeper says so, whose word it is', async (_, act) => {
    expect(await share.refused(() => act(REGULATOR))).toBe('EXTERNAL_REGISTER_UNCONFIRMED');
    expect(await share.refused(() => act(CUSTODIAN))).toBe('AUTHORITY_DENIED');
    expect(entryIn(await act(KEEPER))).toMatchObject({ order: { ...COURT, by: KEEPER } });
  });

  test.each([
    ['an enforcement', enforce],
    ['a recovery', recover],
  ])('%s is not the registrar’s, whatever stands', async (_, act) => {
    expect(await share.refused(() => act(REGISTRAR))).toBe('EXTERNAL_REGISTER_UNCONFIRMED');
  });

  test('a regulator gets past a keeper that does not speak by naming another', async () => {
    await share.channel.submit(REGULATOR, 'ownership:replaceAttestor', {
      ...{ ...COURT, isin, role: 'externalRegister', successor: REGULATOR },
    });
    await force(REGULATOR);
    expect(await share.heldBy(share.bob)).toMatchObject({ units: '5' });
  });
});

describe('the record that succeeds another one', () => {
  beforeEach(async () => {
    await begin(AUTOMATIC);
    await giveStanding(share.channel, standingOf(isin, REGISTRAR, 'registrar'));
    await giveStanding(share.channel, standingOf(isin, CUSTODIAN, 'sellersCustodian'));
  });
  const entity = async (): Promise<string> => {
    const { record, reference } = holderOf(CUSTODIAN, 'Ada and Sons');
    await share.channel.submit(CUSTODIAN, 'party:record', reference, { transient: { record } });
    const register = { lei: SHARE.issuer.lei };
    await share.channel.submit(CUSTODIAN, 'party:register', { ...reference, kind: 'entity', entity: register });
    return reference.partyId;
  };

  test('is of a client of the same custodian, who knows it: to another one only a regulator brings the holding', async () => {
    expect(await share.refused(() => recover(REGISTRAR, TERMS, share.bob))).toBe('SUCCESSION_UNPROVEN');
    await recover(REGULATOR, COURT, share.bob);
    expect(await share.heldBy(share.bob)).toMatchObject({ units: '100' });
  });

  test('is of the same person: an heir, or who a company has merged into, gets it by order or statute', async () => {
    const company = await entity();
    expect(await share.refused(() => recover(REGISTRAR, { ...COURT }, company))).toBe('SUCCESSION_UNPROVEN');
    await recover(REGULATOR, { ...COURT, basis: 'statute' }, company);
    expect(await share.heldBy(company)).toMatchObject({ units: '100' });
  });

  test('is of nobody who holds for others, where the one before did not', async () => {
    await share.channel.submit(CUSTODIAN, 'party:declareCapacity', {
      ...{ partyId: renewed, holdsAs: 'nominee', document: DOCUMENT },
    });
    expect(await share.refused(() => recover(REGISTRAR))).toBe('SUCCESSION_UNPROVEN');
  });
});
