import {
  BREAK_REASONS,
  canonicalJson,
  derivePartyId,
  keyIdOf,
  OPERATOR_ROLES,
  partyRecordHash,
  privatePartyRecord,
  ROLES,
  sha256Hex,
  type Authorisation,
  type EnrolmentTerms,
  type KeyId,
  type MspId,
  type PartyId,
} from '@scrip/model';
import { authorise, enrolKeys } from '@scrip/signing';
import { Channel, MAKER } from './channel.js';
import { claimOf, type TestClaim } from './claims.js';
import { signerOf, TEST_LEDGER, VALIDITY } from './keyed-party.js';
import { encumberUnits } from './encumbered-estate.js';
import { changeList } from './screening.js';
import { adopt, propose } from './definitions.js';
import { AUTOMATIC, LONG_BALLOT } from './title.js';
import { dispute, DISPUTABLE } from './matrix-dispute.js';
import { boundTerms, jointOf } from './matrix-joint.js';
import { ask } from './matrix-solicitation.js';
import { openBallot } from './matrix-title.js';
import { found, FOUNDING, OPERATORS, SHARE } from './market.js';
import { define, register, secondVersionOf, type TestSecurity } from './securities.js';

/** The organisation that calls, and another one with the same records of its own. */
export const OWN = 'OwnMSP';
export const OTHER = 'OtherMSP';
/** Another registrar. */
export const KEEPER = 'KeeperMSP';
const AUTHORITY = 'AuthorityMSP';

/** Claim type for which trust is adopted. */
export const ADOPTED_TYPE = 'adopted';

/** The business date of all calls: details may be erased, recoveries are due, statements are in force. */
export const TODAY = '2026-12-01';
/** In the order of the fields of an estate. */
const ISINS: Readonly<Record<string, readonly string[]>> = {
  [OWN]: [
    ...['US0378331005', 'US5949181045', 'US02079K3059', 'US30303M1027', 'US17275R1023', 'US0000000507'],
    ...['US0000000705', 'US0000000804'],
  ],
  [OTHER]: [
    ...['US0231351067', 'US88160R1014', 'US67066G1040', 'US4592001014', 'US4581401001', 'US0000000606'],
    ...['US0000000903', 'US0000001000'],
  ],
};
const TITLED: Readonly<Record<string, readonly [balloted: string, automatic: string]>> = {
  [OWN]: ['US0000000101', 'US0000000200'],
  [OTHER]: ['US0000000309', 'US0000000408'],
};
const LEIS = ['7LTWFZYICNSX8D621K86', '529900T8BM49AURSDO55', 'HWUPKR0MPOU8FGXBT394', 'INR2EJN1ERAN0W5ZP974'] as const;
/** A calendar without securities, so that its days can end although breaks are open. */
export const QUIET = 'QUIET';
/** Digest of some document. */
export const HASH = 'd'.repeat(64);
/** Whom every estate proposes to appoint. */
export const NEWCOMER = { operators: [{ operatorId: 'newcomer', roles: ['viewer'] }] };
const THRESHOLDS = { authentication: 1, instruction: 1, assertion: 1 };
const REASON = canonicalJson({ schema: 1, salt: 'b'.repeat(64), reason: 'incapacity', document: HASH });
export const RESTRICTION = { transient: { reason: REASON }, reasonHash: sha256Hex(REASON) };

/** The records that belong to one organisation: as issuer, as registrar, as custodian, as claim issuer. */
export class Estate {
  readonly issued: string;
  readonly registered: string;
  readonly unregistered: string;
  /** A security whose offering is closed. */
  readonly closed: string;
  /** A security of which nobody has units. */
  readonly blank: string;
  /** A security with transfers that are final and can be objected to, and their entries. */
  readonly disputable: string;
  settled: readonly string[] = [];
  /** Securities whose holders are asked about an amendment: it is voted still, and it is to be counted. */
  readonly asked: string;
  readonly voted: string;
  /** Securities with a title: voted on by ballot, and by standing votes. */
  readonly balloted: string;
  readonly automatic: string;
  /** Party ids by name. */
  readonly parties = new Map<string, PartyId>();
  readonly claims = new Map<string, TestClaim>();
  lotId = '';
  /** Two lots of one day and price. */
  alikeLots: readonly string[] = [];
  /** A reconciliation of its register that is on record. */
  reportId = '';

  constructor(
    readonly channel: Channel,
    readonly mspId: string,
  ) {
    [
      this.issued = '',
      this.registered = '',
      this.unregistered = '',
      this.closed = '',
      this.blank = '',
      this.disputable = '',
      this.asked = '',
      this.voted = '',
    ] = ISINS[mspId] ?? [];
    [this.balloted = '', this.automatic = ''] = TITLED[mspId] ?? [];
  }

  /** Id of a party. */
  party(name: string): PartyId {
    const id = this.parties.get(name);
    if (id === undefined) throw new Error(`the estate has no party ${name}`);
    return id;
  }

  claim(label: string): TestClaim {
    const claim = this.claims.get(label);
    if (claim === undefined) throw new Error(`the estate has no claim ${label}`);
    return claim;
  }

  label(name: string): string {
    return `${this.mspId} ${name}`;
  }

  keyId(name: string): KeyId {
    return keyIdOf(signerOf(this.label(name)).key);
  }

  /** A private record of the organisation with its reference; its retention has begun. */
  holder(name: string): { readonly record: string; readonly reference: { partyId: PartyId; recordHash: string } } {
    const record = privatePartyRecord(
      {
        schema: 1,
        salt: 'a'.repeat(64),
        name,
        address: { line1: 'Example street 1', city: 'Paris', postalCode: '75001', country: 'FR' },
        country: 'FR',
        retention: { purpose: 'custody account', basis: 'contract', startsOn: '2026-11-20' },
      },
      '',
    );
    const reference = { partyId: derivePartyId(this.mspId as MspId, record), recordHash: partyRecordHash(record) };
    return { record: canonicalJson(record), reference };
  }

  enrolled(name: string, terms: EnrolmentTerms = {}): Promise<unknown> {
    const enrolling = [{ signer: signerOf(this.label(name)), purposes: ['authentication', 'instruction'] as const }];
    return enrolKeys(TEST_LEDGER, this.mspId as MspId, enrolling, terms, VALIDITY);
  }

  /** An act signed by a party with the key of its own name. */
  async signed(purpose: string, act: unknown, by: string): Promise<{ act: unknown; authorisation: Authorisation }> {
    const signing = [{ party: this.party(by), signer: signerOf(this.label(by)) }];
    return { act, authorisation: await authorise(TEST_LEDGER, { purpose, body: act }, VALIDITY, signing) };
  }

  async newClaim(label: string): Promise<TestClaim> {
    const claim = claimOf(this.party('plain'), { issuer: this.mspId }, this.label(label));
    this.claims.set(label, claim);
    await this.channel.submit(this.mspId, 'claim:record', { claimId: claim.claimId }, { transient: claim.transient });
    return claim;
  }

  async takeOn(name: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const { record, reference } = this.holder(name);
    await this.channel.submit(this.mspId, 'party:record', reference, { transient: { record } });
    await this.channel.submit(this.mspId, 'party:register', { ...reference, kind: 'person', ...more });
    this.parties.set(name, reference.partyId);
  }
}

/** A settlement instruction of an estate. */
export const transferOf = (estate: Estate, instructionId: string, isin: string): Readonly<Record<string, string>> => ({
  instructionId: `${estate.mspId}-${instructionId}`,
  isin,
  fromHolderId: estate.party('plain'),
  toHolderId: estate.party('receiver'),
  units: '1',
  tradeDate: '2026-11-20',
  settlementDate: '2026-11-20',
});

/** An operator of every organisation who signs, with the key of the same name. */
export const KEYED_OPERATOR = 'keyed-operator';

/** A channel on which the two organisations hold every role, and each has every kind of record. */
export async function prepareMarket(): Promise<{ readonly channel: Channel; readonly estates: readonly Estate[] }> {
  const channel = new Channel();
  const names = [OWN, OTHER, KEEPER, AUTHORITY];
  const rolesOf = (mspId: string): readonly string[] =>
    mspId === KEEPER ? ['registrar', 'issuer'] : mspId === AUTHORITY ? ['regulator', 'calendarAuthority'] : ROLES;
  await found(channel, {
    network: TEST_LEDGER.network,
    referenceCalendar: 'TARGET',
    participants: names.map((mspId, index) => ({ mspId, lei: LEIS[index], name: mspId, roles: rolesOf(mspId) })),
    calendars: FOUNDING.calendars.flatMap((each) => [each, { ...each, id: QUIET }]),
    lawfulOverride: { authority: 'regulator', witnesses: 1 },
  });
  for (const mspId of names) {
    const more = [`spare-${mspId}`, 'dismissed'].map((operatorId) => ({
      operatorId,
      roles: ['maker', 'administrator'],
    }));
    const single = OPERATOR_ROLES.map((role) => ({ operatorId: `only-${role}`, roles: [role] }));
    const keyed = { operatorId: KEYED_OPERATOR, roles: ['maker'], key: signerOf(KEYED_OPERATOR).key };
    await channel.submit(mspId, 'operator:bootstrap', { operators: [...OPERATORS, ...more, ...single, keyed] });
    await channel.submit(mspId, 'operator:dismiss', { operatorId: 'dismissed' });
  }
  const estates = [new Estate(channel, OWN), new Estate(channel, OTHER)];
  for (const definition of [LONG_BALLOT, AUTOMATIC, DISPUTABLE])
    await adopt(channel, definition, { author: KEEPER, adopter: AUTHORITY });
  await propose(channel, definitionBy(KEEPER, 'Proposed'), { author: KEEPER });
  for (const estate of estates) await furnish(estate);
  await channel.submit(AUTHORITY, 'credential:adoptIssuer', {
    credentialType: 'urn:example:customer',
    issuer: 'did:example:adopted',
    key: signerOf('adopted elsewhere').key,
  });
  await channel.submit(AUTHORITY, 'trust:adopt', adoptedTrust(OWN, OTHER));
  for (const mspId of [AUTHORITY, KEEPER]) {
    await channel.submit(mspId, 'calendar:correct', { calendar: 'TARGET', businessDate: TODAY, reason: 'outage' });
  }
  // OWN has the reasons for both estates' parties, so that restricting is refused for its authority alone
  for (const { parties } of estates) await keepReason(channel, OWN, parties.get('plain') ?? '');
  for (const estate of estates) {
    const { mspId } = estate;
    await channel.submit(mspId, 'calendar:raiseBreak', breakOf(estate, 'open'));
    const about = { isin: estate.registered, holderId: estate.party('plain') };
    const allocation = { ...breakOf(estate, 'allocation'), ...about, owner: { mspId } };
    await channel.submit(AUTHORITY, 'calendar:raiseBreak', allocation);
    const reported = await channel.submit(mspId, 'reconciliation:report', reportOf(estate.registered, 'register'));
    estate.reportId = reported.transactionId;
    const commandId = `proposal-${mspId}`;
    await channel.send(mspId, 'operator:appoint', NEWCOMER, { commandId, operator: MAKER });
  }
  return { channel, estates };
}

async function furnish(estate: Estate): Promise<void> {
  const { channel, mspId } = estate;
  const { record, reference } = estate.holder('unregistered');
  await channel.submit(mspId, 'party:record', reference, { transient: { record } });
  for (const name of ['plain', 'receiver', 'restricted']) await estate.takeOn(name);
  for (const name of ['guardian', 'keyed']) await estate.takeOn(name, { keys: await estate.enrolled(name) });
  await estate.takeOn('entity', { kind: 'entity', entity: { lei: SHARE.issuer.lei } });
  await guarded(estate, 'recoverable');
  await guarded(estate, 'recovering');
  await channel.submit(mspId, 'party:requestRecovery', await recoveryOf(estate, 'recovering'));
  await keepReason(channel, mspId, estate.party('restricted'));
  const restriction = { partyId: estate.party('restricted'), reasonHash: RESTRICTION.reasonHash, outlasting: [] };
  await channel.submit(mspId, 'party:restrict', restriction);
  await giveMandates(estate);
  await channel.submit(mspId, 'definition:draft', { form: definitionBy(mspId, 'Drafted') });
  await propose(channel, definitionBy(mspId, 'Frozen'), { author: mspId });
  await openBallot(estate);
  await dispute(estate);
  await ask(estate);
  await makeClaims(estate);
  await listSecurities(estate);
  await channel.submit(mspId, 'trust:adopt', { ...adoptedTrust(mspId), isin: estate.issued });
  await channel.submit(mspId, 'group:declare', groupOf(estate));
}

/** A definition by an organisation. */
export const definitionBy = (mspId: string, name: string): object => ({ ...LONG_BALLOT, name: `${name}_${mspId}` });

/** A trust that no movement is judged by. */
const adoptedTrust = (...trusted: readonly string[]): object => ({
  ...{ type: ADOPTED_TYPE, effect: 'requires', sides: 'none' },
  issuers: trusted.map((mspId) => ({ mspId, from: TODAY })),
});

const keepReason = (channel: Channel, mspId: string, partyId: string): Promise<unknown> => {
  const { reasonHash, transient } = RESTRICTION;
  return channel.submit(mspId, 'party:recordReason', { partyId, reasonHash }, { transient });
};

async function guarded(estate: Estate, name: string): Promise<void> {
  const guardianship = { guardians: [estate.party('guardian')], threshold: 1, delayDays: 1 };
  await estate.takeOn(name, { keys: await estate.enrolled(name, { guardianship }), guardianship });
}

/** What a guardian signs for the recovery of a party. */
export async function recoveryOf(estate: Estate, name: string): Promise<unknown> {
  const keys = await estate.enrolled(`${name} again`, { thresholds: THRESHOLDS });
  const act = { partyId: estate.party(name), sequence: 0, keys, thresholds: THRESHOLDS };
  return estate.signed('party:requestRecovery', act, 'guardian');
}

/** A group of the estate's own parties. */
export const groupOf = (estate: Estate): Readonly<Record<string, unknown>> => ({
  groupId: `group-${estate.mspId}`,
  kind: 'affiliates',
  members: [{ party: estate.party('plain') }, { party: estate.party('receiver') }],
});

/** An exemption of a party of the estate from a rule of its security. */
export const exemptionOf = (estate: Estate, exemptionId: string): Readonly<Record<string, unknown>> => ({
  ...{ exemptionId, isin: estate.issued, party: estate.party('plain') },
  ...{ rule: 'heldFor@1', reason: 'relief', validUntil: '2027-01-01' },
});

/** Evidence of what stands behind the security of which the estate keeps the register. */
export const evidenceOf = (estate: Estate, evidenceId: string): Readonly<Record<string, unknown>> => ({
  ...{ isin: estate.registered, evidenceId, kind: 'audit', document: HASH, issuedOn: '2026-11-20' },
});

/** A movement of the security that the estate screens. */
export const screenedOf = (estate: Estate): object => ({
  ...{ isin: estate.closed, movements: [{ receiver: estate.party('plain') }] },
});

/** Units of a party of the estate that it has frozen. */
export const frozenBy = (estate: Estate): Readonly<Record<string, unknown>> => ({
  ...{ scope: 'units', isin: estate.registered, holderId: estate.party('plain'), imposedBy: estate.mspId },
});

/** A break over the security of the estate. */
export const breakOf = (estate: Estate, breakId: string): Readonly<Record<string, unknown>> => ({
  breakId: `${estate.mspId}-${breakId}`,
  isin: estate.issued,
  reason: BREAK_REASONS[0],
  documentHash: HASH,
  owner: { mspId: estate.mspId },
});

/** A comparison of a register that found nothing. */
export const reportOf = (isin: string, scope: string): Readonly<Record<string, unknown>> => ({
  ...{ isin, scope, businessDate: TODAY, records: 0, differences: [], differencesTotal: 0 },
  figures: [{ name: 'total', expected: { units: '0' }, found: { units: '0' } }],
});

/** Terms of a mandate of a party of the estate to its guardian. */
export const mandateTerms = (
  estate: Estate,
  principal: string,
  mandateId: string,
): Readonly<Record<string, unknown>> => ({
  mandateId,
  principal: estate.party(principal),
  rule: { is: 'agent', party: estate.party('guardian') },
  validFrom: '2026-11-20',
});

/** An officer of the entity of the estate. */
export const officerOf = (estate: Estate, office: string): Readonly<Record<string, unknown>> => ({
  entity: estate.party('entity'),
  office,
  party: estate.party('plain'),
  validFrom: '2026-11-20',
  document: HASH,
});

async function giveMandates(estate: Estate): Promise<void> {
  const { channel, mspId } = estate;
  const granted = await estate.signed('mandate:grant', mandateTerms(estate, 'keyed', 'granted'), 'keyed');
  await channel.submit(mspId, 'mandate:grant', granted);
  const appointed = { ...mandateTerms(estate, 'plain', 'appointed'), document: HASH };
  await channel.submit(mspId, 'mandate:appoint', appointed);
  await channel.submit(mspId, 'mandate:appointOfficer', officerOf(estate, 'director'));
}

async function makeClaims(estate: Estate): Promise<void> {
  const { channel, mspId } = estate;
  await estate.newClaim('recorded');
  for (const label of ['published', 'revoked']) {
    await channel.submit(mspId, 'claim:publish', (await estate.newClaim(label)).stated);
  }
  await channel.submit(mspId, 'claim:revoke', { claimId: estate.claim('revoked').claimId });
  estate.claims.set('fresh', claimOf(estate.party('plain'), { issuer: mspId }, estate.label('fresh')));
}

/** A share whose issuer or registrar the organisation is. */
export const shareOf = (isin: string, issuer: string, registrar = KEEPER): TestSecurity => ({
  ...SHARE,
  isin,
  issuer: { ...SHARE.issuer, mspId: issuer },
  registrar,
});

/** Registers a security; the authority adopts its definition. */
export const enlist = (channel: Channel, security: TestSecurity): Promise<unknown> =>
  register(channel, security, { adopter: AUTHORITY });

async function listSecurities(estate: Estate): Promise<void> {
  const { channel, mspId, issued, registered, closed } = estate;
  const into = { isin: closed, ratio: { numerator: '1', denominator: '1' }, tacks: true };
  await enlist(channel, { ...shareOf(issued, mspId), exchangeableInto: [into] });
  await enlist(channel, shareOf(registered, KEEPER, mspId));
  await define(channel, shareOf(estate.unregistered, mspId), { adopter: AUTHORITY });
  const allocations = [{ holderId: estate.party('plain'), units: '10' }];
  const { result } = await channel.submit(mspId, 'register:issue', {
    ...{ isin: issued, allocations: [...allocations, { holderId: estate.party('entity'), units: '1' }] },
  });
  const paper = { holderId: estate.party('plain'), certificates: [{ number: 'OLD-0', units: '1' }] };
  await channel.submit(mspId, 'register:dematerialise', { ...paper, isin: issued, basis: 'terms', document: HASH });
  estate.lotId = (result as { readonly lots: readonly string[] }).lots[0] ?? '';
  for (let count = 0; count < 2; count += 1) {
    const made = await channel.submit(KEEPER, 'register:issue', { isin: registered, allocations });
    const { lots } = made.result as { readonly lots: readonly string[] };
    estate.alikeLots = [...estate.alikeLots, ...lots];
  }
  await channel.submit(mspId, 'evidence:publish', evidenceOf(estate, 'shown'));
  const frozen = { isin: registered, holderId: estate.party('plain'), units: '1' };
  await channel.submit(mspId, 'register:freezeUnits', { ...frozen, basis: 'court-order', document: HASH });
  await encumberUnits(estate);
  await channel.submit(mspId, 'compliance:exempt', exemptionOf(estate, 'granted'));
  for (const each of [estate.closed, estate.blank]) await enlist(channel, shareOf(each, mspId));
  const second = secondVersionOf(shareOf(estate.blank, mspId));
  await adopt(channel, second, { author: mspId, adopter: AUTHORITY });
  await channel.submit(mspId, 'register:issue', { isin: estate.closed, allocations });
  await channel.submit(mspId, 'security:closeOffering', { isin: estate.closed });
  await channel.submit(mspId, 'security:changeScreener', { isin: estate.closed, screener: mspId });
  await changeList(channel, mspId, []);
  const instructions = [transferOf(estate, 'pending', registered)];
  await channel.submit(mspId, 'settlement:instruct', { instructions });
  await channel.submit(mspId, 'instruction:propose', jointOf(estate, 'proposed'));
  for (const terms of boundTerms(estate)) {
    const { result } = await channel.submit(mspId, 'instruction:propose', terms);
    const { instructionId } = result as { readonly instructionId: string };
    for (const party of ['plain', 'receiver']) {
      await channel.submit(mspId, 'instruction:affirm', { instructionId, party: estate.party(party) });
    }
  }
  await channel.submit(mspId, 'instruction:settle', { instructionIds: [`${mspId}-lacking`] });
}
