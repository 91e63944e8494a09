import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  bodyHashOf,
  canonicalJson,
  mandates,
  sha256Hex,
  type MandateRule,
  type Money,
  type OfficeName,
} from '@scrip/model';
import { CHECKER, type Channel, type Committed } from '../test-support/channel.js';
import { enrolled, instructed, signedBy, takeOnKeyed, type KeyedParty } from '../test-support/keyed-party.js';
import {
  advanceTo,
  BOND,
  CUSTODIAN,
  FOUNDING_WITHOUT_WEEKENDS,
  instructionOf,
  ISSUER,
  openedChannel,
  REGISTRAR,
  REGULATOR,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';
import { register } from '../test-support/securities.js';

const { agent, anyOf, holderOf, jointly, upTo } = mandates;
const { isin } = BOND;
const DOCUMENT = 'd'.repeat(64);
let channel: Channel;
let ada: KeyedParty;
let lea: KeyedParty;
let max: KeyedParty;
let firm: KeyedParty;

beforeEach(async () => {
  channel = await openedChannel(FOUNDING_WITHOUT_WEEKENDS);
  await register(channel, BOND);
  ada = await takeOnKeyed(channel, 'Ada', ['ada']);
  lea = await takeOnKeyed(channel, 'Lea', ['lea', 'lea-tablet']);
  max = await takeOnKeyed(channel, 'Max', ['max']);
  firm = await takeOnKeyed(channel, 'Firm', ['seal'], { kind: 'entity' });
  const allocations = [ada, firm].map(({ partyId }) => ({ holderId: partyId, units: '1000000000' }));
  await channel.submit(ISSUER, 'register:issue', { isin, allocations });
});

type By = readonly [party: KeyedParty, label: string];
let used = 0;

/** Gives an instruction for a party, signed by others. */
async function act(forWhom: KeyedParty, units: string, ...by: readonly By[]): Promise<string> {
  used += 1;
  const receiver = forWhom === ada ? firm : ada;
  const transfer = { ...instructionOf(`i-${String(used)}`, forWhom.partyId, receiver.partyId, units), isin };
  const given = await instructed(transfer, ...by);
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [given] });
  return `i-${String(used)}`;
}

const settle = async (instructionId: string): Promise<unknown> => {
  const body = { isin, instructionIds: [instructionId] };
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', body);
  return (result as { readonly instructions: readonly unknown[] }).instructions[0];
};

async function grant(rule: MandateRule, more: object = {}, mandateId = 'm-1'): Promise<Committed> {
  const terms = { mandateId, principal: ada.partyId, rule, validFrom: '2026-11-20', ...more };
  return channel.submit(CUSTODIAN, 'mandate:grant', await signedBy('mandate:grant', terms, [ada, 'ada']));
}

const appoint = (principal: KeyedParty, rule: MandateRule, mandateId = 'm-1', by = CUSTODIAN): Promise<Committed> =>
  channel.submit(by, 'mandate:appoint', {
    ...{ mandateId, principal: principal.partyId, rule, validFrom: '2026-11-20', document: DOCUMENT },
  });

const advance = (date: string): Promise<unknown> => advanceTo(channel, date);

const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

async function restrict(partyId: string, outlasting: readonly string[] = [], by = CUSTODIAN): Promise<void> {
  const reason = canonicalJson({ schema: 1, salt: 'b'.repeat(64), reason: 'incapacity', document: DOCUMENT });
  const reference = { partyId, reasonHash: sha256Hex(reason) };
  await channel.submit(by, 'party:recordReason', reference, { transient: { reason } });
  await channel.submit(by, 'party:restrict', { ...reference, outlasting });
}

describe('a power of attorney', () => {
  test('lets the agent act, and the holder still', async () => {
    expect(await refused(() => act(ada, '1', [lea, 'lea']))).toBe('SIGNATURES_INSUFFICIENT');
    const { events } = await grant(agent(lea.partyId));
    expect(events).toMatchObject([{ type: 'MandateGiven', mandate: { origin: 'granted', enteredBy: CUSTODIAN } }]);
    expect(await settle(await act(ada, '1', [lea, 'lea']))).toMatchObject({ status: 'settled' });
    expect(await settle(await act(ada, '1', [ada, 'ada']))).toMatchObject({ status: 'settled' });
    expect(await refused(() => act(ada, '1', [max, 'max']))).toBe('MANDATE_INSUFFICIENT');
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['by the agent', () => grantSigned([lea, 'lea']), 'SIGNATURES_INSUFFICIENT'],
    ['for oneself', () => grant(agent(ada.partyId)), 'AGENT_UNFIT'],
    ['for nobody known', () => grant(agent(`P${'A'.repeat(32)}` as KeyedParty['partyId'])), 'PARTY_UNKNOWN'],
    ['that ends before it begins', () => grant(agent(lea.partyId), { validUntil: '2026-11-19' }), 'FIELD_INVALID'],
  ])('%s is not given', async (_, call, code) => {
    expect(await refused(call)).toBe(code);
  });

  async function grantSigned(by: By): Promise<unknown> {
    const terms = {
      ...{ mandateId: 'm-1', principal: ada.partyId, rule: agent(lea.partyId), validFrom: '2026-11-20' },
    };
    return channel.submit(CUSTODIAN, 'mandate:grant', await signedBy('mandate:grant', terms, by));
  }

  test('counts from its first day to its last, at the instruction and at the settlement', async () => {
    await grant(agent(lea.partyId), { validFrom: '2026-11-21', validUntil: '2026-11-23' });
    expect(await refused(() => act(ada, '1', [lea, 'lea']))).toBe('MANDATE_NOT_IN_FORCE');
    await advance('2026-11-21');
    const [first, second] = [await act(ada, '1', [lea, 'lea']), await act(ada, '1', [lea, 'lea'])];
    await advance('2026-11-23');
    expect(await settle(first)).toMatchObject({ status: 'settled' });
    await advance('2026-11-24');
    expect(await settle(second)).toMatchObject({ status: 'refused', code: 'MANDATE_NOT_IN_FORCE' });
  });

  test('is revoked by the holder alone; what waits is refused, and the signed grant gives it no second time', async () => {
    const reference = { principal: ada.partyId, mandateId: 'm-1' };
    const terms = { ...reference, rule: agent(lea.partyId), validFrom: '2026-11-20' };
    const signedGrant = await signedBy('mandate:grant', terms, [ada, 'ada']);
    await channel.submit(CUSTODIAN, 'mandate:grant', signedGrant);
    const waiting = await act(ada, '1', [lea, 'lea']);
    const revoke = async (by: By): Promise<unknown> =>
      channel.submit(CUSTODIAN, 'mandate:revoke', await signedBy('mandate:revoke', reference, by));
    expect(await refused(() => revoke([lea, 'lea']))).toBe('SIGNATURES_INSUFFICIENT');
    const withdraw = (): Promise<unknown> => channel.submit(CUSTODIAN, 'mandate:withdraw', reference);
    expect(await refused(withdraw)).toBe('AUTHORITY_DENIED');
    await revoke([ada, 'ada']);
    expect(await settle(waiting)).toMatchObject({ status: 'refused', code: 'SIGNATURES_INSUFFICIENT' });
    expect(await refused(() => channel.submit(CUSTODIAN, 'mandate:grant', signedGrant))).toBe('MANDATE_EXISTS');
    expect(await refused(() => revoke([ada, 'ada']))).toBe('MANDATE_UNKNOWN');
  });

  test('is laid down by an agent; the others go on', async () => {
    await grant(anyOf(agent(lea.partyId), agent(max.partyId)));
    const resignation = { principal: ada.partyId, mandateId: 'm-1', agent: lea.partyId };
    const resign = async (by: By): Promise<unknown> =>
      channel.submit(CUSTODIAN, 'mandate:resign', await signedBy('mandate:resign', resignation, by));
    expect(await refused(() => resign([max, 'max']))).toBe('SIGNATURES_INSUFFICIENT');
    await resign([lea, 'lea']);
    expect(await refused(() => act(ada, '1', [lea, 'lea']))).toBe('MANDATE_INSUFFICIENT');
    await act(ada, '1', [max, 'max']);
    expect(await refused(() => resign([lea, 'lea']))).toBe('MANDATE_UNKNOWN');
  });

  test('is revoked and laid down by signature, whichever participant brings that in', async () => {
    for (const [mandateId, signer, by] of [
      ['m-1', ada, REGISTRAR],
      ['m-2', lea, REGULATOR],
    ] as const) {
      await grant(agent(lea.partyId), {}, mandateId);
      const isOwn = signer === ada;
      const purpose = isOwn ? 'mandate:revoke' : 'mandate:resign';
      const named = { principal: ada.partyId, mandateId, ...(isOwn ? {} : { agent: lea.partyId }) };
      const unsigned = await signedBy(purpose, named, [max, 'max']);
      expect(await refused(() => channel.submit(by, purpose, unsigned))).toBe('SIGNATURES_INSUFFICIENT');
      await channel.submit(by, purpose, await signedBy(purpose, named, [signer, isOwn ? 'ada' : 'lea']));
      expect(await refused(() => act(ada, '1', [lea, 'lea']))).toMatch(/^(SIGNATURES|MANDATE)_INSUFFICIENT$/);
    }
  });

  test('falls with the capacity of its giver, unless it is named as outlasting', async () => {
    await grant(agent(lea.partyId));
    await grant(agent(max.partyId), {}, 'lasting');
    await restrict(ada.partyId, ['lasting']);
    expect(await refused(() => act(ada, '1', [lea, 'lea']))).toBe('MANDATE_INSUFFICIENT');
    expect(await refused(() => act(ada, '1', [ada, 'ada']))).toBe('PARTY_RESTRICTED');
    await act(ada, '1', [max, 'max']);
  });

  test('waits while a recovery of its giver is pending, and ends when the keys that granted it are replaced', async () => {
    const keys = { partyId: ada.partyId, sequence: 0, add: [], revoke: [] };
    const guardianship = { guardians: [max.partyId], threshold: 1, delayDays: 1 };
    const guarding = await ada.sign('party:changeKeys', { ...keys, guardianship });
    await channel.submit(CUSTODIAN, 'party:changeKeys', guarding);
    await grant(agent(lea.partyId));
    const waiting = await act(ada, '1', [lea, 'lea']);
    const thresholds = { authentication: 1, instruction: 1, assertion: 1 };
    const keysAfter = await enrolled(['new phone'], { thresholds });
    const request = { partyId: ada.partyId, sequence: 1, keys: keysAfter, thresholds };
    await channel.submit(CUSTODIAN, 'party:requestRecovery', await max.sign('party:requestRecovery', request));
    expect(await refused(() => act(ada, '1', [lea, 'lea']))).toBe('RECOVERY_PENDING');
    expect(await settle(waiting)).toMatchObject({ status: 'unchanged' });
    await appoint(ada, agent(lea.partyId), 'curator', REGULATOR);
    expect(await settle(await act(ada, '1', [lea, 'lea']))).toMatchObject({ status: 'settled' });
    await channel.submit(REGULATOR, 'mandate:withdraw', { principal: ada.partyId, mandateId: 'curator' });
    await advance('2026-11-21');
    const { events } = await channel.submit(CUSTODIAN, 'party:completeRecovery', { partyId: ada.partyId });
    expect(events).toMatchObject([
      { type: 'RecoveryCompleted' },
      { type: 'MandateEnded', mandate: { mandateId: 'm-1' } },
    ]);
    expect(await settle(waiting)).toMatchObject({ status: 'refused', code: 'SIGNATURES_INSUFFICIENT' });
  });

  test('is worth nothing in the hands of an agent that cannot act', async () => {
    await grant(agent(lea.partyId));
    const waiting = await act(ada, '1', [lea, 'lea']);
    await restrict(lea.partyId);
    expect(await refused(() => act(ada, '1', [lea, 'lea']))).toBe('PARTY_RESTRICTED');
    expect(await settle(waiting)).toMatchObject({ status: 'refused', code: 'PARTY_RESTRICTED' });
  });
});

describe('an appointment', () => {
  test('is entered on a document by the custodian or a regulator, and withdrawn by who entered it', async () => {
    expect(await refused(() => appoint(ada, agent(lea.partyId), 'm-1', REGISTRAR))).toBe('AUTHORITY_DENIED');
    await appoint(ada, agent(lea.partyId), 'm-1', REGULATOR);
    await act(ada, '1', [lea, 'lea']);
    const reference = { principal: ada.partyId, mandateId: 'm-1' };
    const withdraw = (by: string) => () => channel.submit(by, 'mandate:withdraw', reference);
    expect(await refused(withdraw(CUSTODIAN))).toBe('AUTHORITY_DENIED');
    const revocation = await signedBy('mandate:revoke', reference, [ada, 'ada']);
    expect(await refused(() => channel.submit(CUSTODIAN, 'mandate:revoke', revocation))).toBe('AUTHORITY_DENIED');
    await withdraw(REGULATOR)();
    expect(await refused(() => act(ada, '1', [lea, 'lea']))).toBe('SIGNATURES_INSUFFICIENT');
  });

  test('for a person that can act is not entered by its custodian', async () => {
    expect(await refused(() => appoint(ada, agent(lea.partyId)))).toBe('AUTHORITY_DENIED');
    const withoutKeys = await takeOnKeyed(channel, 'Mia', []);
    await appoint(withoutKeys, agent(lea.partyId));
  });

  test('of a guardian comes with the restriction; one of before falls with it', async () => {
    await appoint(ada, agent(lea.partyId), 'before', REGULATOR);
    await advance('2026-11-21');
    await restrict(ada.partyId, [], REGULATOR);
    expect(await refused(() => act(ada, '1', [lea, 'lea']))).toBe('MANDATE_NOT_IN_FORCE');
    await appoint(ada, agent(max.partyId), 'guardian');
    expect(await settle(await act(ada, '1', [max, 'max']))).toMatchObject({ status: 'settled' });
  });

  test('is not entered by a custodian that restricted the party itself', async () => {
    await restrict(ada.partyId);
    expect(await refused(() => appoint(ada, agent(lea.partyId)))).toBe('AUTHORITY_DENIED');
    await appoint(ada, agent(lea.partyId), 'm-1', REGULATOR);
    await act(ada, '1', [lea, 'lea']);
  });

  test('by the custodian ends with the restriction that it was made for; one by a regulator goes on', async () => {
    const minor = await takeOnKeyed(channel, 'Mia', []);
    for (const [principal, by] of [
      [ada, REGULATOR],
      [minor, CUSTODIAN],
    ] as const) {
      await restrict(principal.partyId, [], by);
      await appoint(principal, agent(lea.partyId), 'guardian');
      await appoint(principal, agent(max.partyId), 'by-court', REGULATOR);
      const { events } = await channel.submit(by, 'party:restore', { partyId: principal.partyId, imposedBy: by });
      expect(events).toMatchObject([
        { type: 'PartyRestored' },
        { type: 'MandateEnded', mandate: { mandateId: 'guardian', endedOn: '2026-11-20' } },
      ]);
      expect(await refused(() => act(principal, '1', [lea, 'lea']))).toBe('MANDATE_INSUFFICIENT');
    }
  });

  test('goes by every restriction: the custodian’s keeps no regulator’s out, and lifting the one leaves the other', async () => {
    await restrict(ada.partyId);
    const lift = (by: string) => () => channel.submit(by, 'party:restore', { partyId: ada.partyId, imposedBy: by });
    await restrict(ada.partyId, [], REGULATOR);
    await appoint(ada, agent(max.partyId), 'guardian');
    await act(ada, '1', [max, 'max']);
    await lift(CUSTODIAN)();
    expect(await refused(() => act(ada, '1', [ada, 'ada']))).toBe('PARTY_RESTRICTED');
    await act(ada, '1', [max, 'max']);
    expect(await refused(lift(CUSTODIAN))).toBe('PARTY_NOT_RESTRICTED');
    const { events } = await lift(REGULATOR)();
    expect(events).toMatchObject([{ type: 'PartyRestored' }, { type: 'MandateEnded' }]);
    await act(ada, '1', [ada, 'ada']);
  });

  test('under a regulator’s restriction does not fall by a later one of the custodian', async () => {
    await appoint(ada, agent(lea.partyId), 'before', REGULATOR);
    await advance('2026-11-21');
    await restrict(ada.partyId, [], REGULATOR);
    await appoint(ada, agent(max.partyId), 'guardian', REGULATOR);
    await advance('2026-11-22');
    await restrict(ada.partyId);
    await act(ada, '1', [max, 'max']);
    expect(await refused(() => act(ada, '1', [lea, 'lea']))).toBe('MANDATE_INSUFFICIENT');
  });

  test('by the custodian of a party without keys ends when it gets keys', async () => {
    const later = await takeOnKeyed(channel, 'Mia', []);
    await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: later.partyId, units: '10' }] });
    await appoint(later, agent(lea.partyId));
    expect(await settle(await act(later, '1', [lea, 'lea']))).toMatchObject({ status: 'settled' });
    const waiting = await act(later, '1', [lea, 'lea']);
    const keys = { partyId: later.partyId, sequence: 0, add: await enrolled(['mia']), revoke: [] };
    await channel.submit(CUSTODIAN, 'party:changeKeys', { act: keys });
    expect(await refused(() => act(later, '1', [lea, 'lea']))).toBe('MANDATE_NOT_IN_FORCE');
    expect(await settle(waiting)).toMatchObject({ status: 'refused', code: 'MANDATE_NOT_IN_FORCE' });
  });

  test('is withdrawn in any standing, and by a regulator in the place of who may not command', async () => {
    const minor = await takeOnKeyed(channel, 'Mia', []);
    await restrict(minor.partyId);
    for (const mandateId of ['one', 'two']) await appoint(minor, agent(lea.partyId), mandateId);
    const named = (mandateId: string): unknown => ({ principal: minor.partyId, mandateId });
    const withdraw = (by: string, mandateId: string) => () => channel.submit(by, 'mandate:withdraw', named(mandateId));
    const proposal = { partyId: minor.partyId, imposedBy: CUSTODIAN };
    const restore = (by: string) => () => channel.submit(by, 'party:restore', proposal);
    expect(await refused(withdraw(REGULATOR, 'one'))).toBe('AUTHORITY_DENIED');
    expect(await refused(restore(REGULATOR))).toBe('AUTHORITY_DENIED');
    const standing = { mspId: CUSTODIAN, status: 'suspended', reason: 'breach' };
    await channel.submit(REGULATOR, 'authority:changeStanding', standing);
    await withdraw(CUSTODIAN, 'one')();
    await withdraw(REGULATOR, 'two')();
    expect(await refused(() => appoint(minor, agent(lea.partyId), 'three'))).toBe('STANDING_DENIED');
    await channel.send(CUSTODIAN, 'party:restore', proposal, { commandId: 'restore' });
    await restore(REGULATOR)();
    const approve = (): Promise<unknown> =>
      channel.send(
        CUSTODIAN,
        'approval:approve',
        { approvalId: 'restore', bodyHash: bodyHashOf('party:restore', proposal) },
        { operator: CHECKER },
      );
    expect(await refused(approve)).toBe('PARTY_NOT_RESTRICTED');
  });

  test('is made by two persons', async () => {
    const terms = { mandateId: 'm-1', principal: ada.partyId, rule: agent(lea.partyId), validFrom: '2026-11-20' };
    const { result } = await channel.send(REGULATOR, 'mandate:appoint', { ...terms, document: DOCUMENT });
    expect(result).toMatchObject({ status: 'proposed' });
    expect(await refused(() => act(ada, '1', [lea, 'lea']))).toBe('SIGNATURES_INSUFFICIENT');
  });
});

describe('two directors above EUR 1m', () => {
  const director = 'director' as OfficeName;
  const million = { amount: '1000000.00', currency: 'EUR' } as Money;
  const rule = anyOf(upTo(million, holderOf(director)), jointly(2, holderOf(director)));

  const officer = (party: KeyedParty, more: object = {}, by = REGULATOR): Promise<unknown> =>
    channel.submit(by, 'mandate:appointOfficer', {
      ...{ entity: firm.partyId, office: 'director', party: party.partyId, validFrom: '2026-11-20' },
      ...{ document: DOCUMENT, ...more },
    });

  beforeEach(async () => {
    await officer(lea);
    await officer(max);
    await appoint(firm, rule, 'm-1', REGULATOR);
  });

  test.each([
    ['999999.99', '99999999', true],
    ['1000000.00', '100000000', true],
    ['1000000.01', '100000001', false],
  ])('EUR %s by one: %s units, %s', async (_, units, allowed) => {
    if (allowed) await act(firm, units, [lea, 'lea']);
    else expect(await refused(() => act(firm, units, [lea, 'lea']))).toBe('MANDATE_INSUFFICIENT');
    expect(await settle(await act(firm, units, [lea, 'lea'], [max, 'max']))).toMatchObject({ status: 'settled' });
  });

  test('two keys of one director are one director', async () => {
    expect(await refused(() => act(firm, '100000001', [lea, 'lea'], [lea, 'lea-tablet']))).toBe('MANDATE_INSUFFICIENT');
  });

  test('a director who is dismissed signs no more, and what waits is refused', async () => {
    const waiting = await act(firm, '100000001', [lea, 'lea'], [max, 'max']);
    const reference = { entity: firm.partyId, office: 'director', party: max.partyId };
    await channel.submit(CUSTODIAN, 'mandate:dismissOfficer', reference);
    expect(await settle(waiting)).toMatchObject({ status: 'refused', code: 'MANDATE_INSUFFICIENT' });
    const again = (): Promise<unknown> => channel.submit(CUSTODIAN, 'mandate:dismissOfficer', reference);
    expect(await refused(again)).toBe('OFFICER_UNKNOWN');
  });

  test('a term of office ends by its date', async () => {
    await officer(ada, { validUntil: '2026-11-20' });
    await act(firm, '1', [ada, 'ada']);
    await advance('2026-11-21');
    expect(await refused(() => act(firm, '1', [ada, 'ada']))).toBe('MANDATE_INSUFFICIENT');
  });

  test('offices are of entities, and entered by those who may', async () => {
    expect(await refused(() => officer(lea))).toBe('OFFICER_EXISTS');
    expect(await refused(() => officer(ada, {}, CUSTODIAN))).toBe('AUTHORITY_DENIED');
    expect(await refused(() => officer(firm))).toBe('OFFICE_UNFIT');
    expect(await refused(() => officer(lea, { entity: ada.partyId }))).toBe('OFFICE_UNFIT');
    const body = {
      entity: firm.partyId,
      office: 'chair',
      party: lea.partyId,
      validFrom: '2026-11-20',
      document: DOCUMENT,
    };
    expect(await refused(() => channel.submit(REGISTRAR, 'mandate:appointOfficer', body))).toBe('AUTHORITY_DENIED');
  });

  test('whom the custodian made a director of a company without keys is none when it has keys', async () => {
    const young = await takeOnKeyed(channel, 'Young firm', [], { kind: 'entity' });
    await officer(lea, { entity: young.partyId }, CUSTODIAN);
    await appoint(young, holderOf(director), 'by-statute', REGULATOR);
    await act(young, '1', [lea, 'lea']);
    const keys = { partyId: young.partyId, sequence: 0, add: await enrolled(['new seal']), revoke: [] };
    await channel.submit(CUSTODIAN, 'party:changeKeys', { act: keys });
    expect(await refused(() => act(young, '1', [lea, 'lea']))).toBe('MANDATE_INSUFFICIENT');
  });

  test('who may sign is told beforehand, way by way', async () => {
    const ask = (units: string, ...signers: readonly KeyedParty[]): Promise<unknown> => {
      const question = { principal: firm.partyId, isin, units, signers: signers.map(({ partyId }) => partyId) };
      return channel.evaluate(REGULATOR, 'mandate:mayAct', [canonicalJson(question)]);
    };
    expect(await ask('100000000', lea)).toMatchObject({ allowed: true, ways: [{}, { by: 'm-1', allowed: true }] });
    expect(await ask('100000001', lea)).toMatchObject({ allowed: false, reason: 'MANDATE_INSUFFICIENT' });
    expect(await ask('100000001', lea, max)).toMatchObject({ allowed: true });
    expect(await ask('1')).toMatchObject({ allowed: false, ways: [{ by: 'custodian' }] });
    expect(await channel.evaluate(REGULATOR, 'mandate:ofParty', [firm.partyId])).toMatchObject({
      mandates: [{ mandateId: 'm-1', rule: { is: 'anyOf' } }],
      officers: [{ office: 'director' }, { office: 'director' }],
    });
  });
});
