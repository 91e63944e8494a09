import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import type { Lei } from '../identifiers/lei.js';
import type { MspId } from '../identifiers/names.js';
import { founding } from './founding.js';
import { ROLES, type Participant, type Role } from './participant.js';
import { changeStanding, type StandingStatus } from './standing.js';
import { isTransactionName, requireAuthority, TRANSACTIONS, type TransactionName } from './transactions.js';

const NAMES = Object.keys(TRANSACTIONS).filter(isTransactionName);
const holderOfRole = (role: Role): Participant => ({ mspId: 'M' as MspId, lei: '' as Lei, name: 'M', roles: [role] });

/** Whether a caller is let through. */
function isAllowed(name: TransactionName, caller: Participant | undefined): boolean {
  try {
    requireAuthority(name, caller);
    return true;
  } catch {
    return false;
  }
}

/** Who may write, said a second time: a change of the table must be meant. */
const WRITERS: Partial<Record<TransactionName, readonly Role[]>> = {
  'authority:changeStanding': ['regulator'],
  'authority:resign': ROLES,
  'authority:declareNodes': ROLES,
  'operator:bootstrap': ROLES,
  'operator:appoint': ROLES,
  'operator:dismiss': ROLES,
  'approval:approve': ROLES,
  'approval:reject': ROLES,
  'calendar:advance': ['calendarAuthority', 'registrar', 'regulator'],
  'calendar:correct': ['calendarAuthority', 'registrar', 'regulator'],
  'calendar:changeHolidays': ['calendarAuthority'],
  'calendar:raiseBreak': ROLES,
  'calendar:assignBreak': ROLES,
  'calendar:explainBreak': ROLES,
  'calendar:resolveBreak': ROLES,
  'reconciliation:report': ['issuer', 'registrar', 'custodian', 'broker', 'payingAgent'],
  'party:record': ['issuer', 'registrar', 'custodian', 'broker'],
  'party:register': ['issuer', 'registrar', 'custodian', 'broker'],
  'party:amend': ['issuer', 'registrar', 'custodian', 'broker'],
  'party:purge': ['issuer', 'registrar', 'custodian', 'broker'],
  'party:changeKeys': ['issuer', 'registrar', 'custodian', 'broker'],
  'party:requestRecovery': ['issuer', 'registrar', 'custodian', 'broker'],
  'party:cancelRecovery': ROLES,
  'party:completeRecovery': ['issuer', 'registrar', 'custodian', 'broker'],
  'party:recordReason': ['issuer', 'registrar', 'custodian', 'broker', 'regulator'],
  'party:purgeReason': ['issuer', 'registrar', 'custodian', 'broker', 'regulator'],
  'party:restrict': ['issuer', 'registrar', 'custodian', 'broker', 'regulator'],
  'party:declareCapacity': ['issuer', 'registrar', 'custodian', 'broker', 'regulator'],
  'party:restore': ['issuer', 'registrar', 'custodian', 'broker', 'regulator'],
  'claim:record': ROLES,
  'claim:publish': ROLES,
  'claim:revoke': ROLES,
  'claim:announceRevocation': ROLES,
  'claim:purgeDetails': ROLES,
  'security:closeOffering': ['issuer'],
  'security:reopenOffering': ['issuer'],
  'solicitation:vote': ['issuer', 'registrar', 'custodian', 'broker'],
  'solicitation:setAside': ROLES,
  'solicitation:conclude': ROLES,
  'solicitation:withdraw': ['issuer'],
  'dispute:raise': ROLES,
  'dispute:agree': ['issuer', 'registrar', 'custodian', 'broker'],
  'dispute:decide': ['registrar', 'regulator'],
  'dispute:withdraw': ROLES,
  'evidence:publish': ROLES,
  'evidence:revoke': ROLES,
  'compliance:exempt': ['issuer', 'regulator'],
  'compliance:endExemption': ['issuer', 'regulator'],
  'compliance:consent': ROLES,
  'compliance:rescreen': ROLES,
  'trust:adopt': ['regulator', 'issuer'],
  'trust:end': ['regulator', 'issuer'],
  'mandate:grant': ['issuer', 'registrar', 'custodian', 'broker'],
  'mandate:revoke': ROLES,
  'mandate:resign': ROLES,
  'mandate:appoint': ['issuer', 'registrar', 'custodian', 'broker', 'regulator'],
  'mandate:withdraw': ['issuer', 'registrar', 'custodian', 'broker', 'regulator'],
  'mandate:appointOfficer': ['issuer', 'registrar', 'custodian', 'broker', 'regulator'],
  'mandate:dismissOfficer': ['issuer', 'registrar', 'custodian', 'broker', 'regulator'],
  'group:declare': ['issuer', 'registrar', 'custodian', 'broker'],
  'credential:adoptIssuer': ['regulator'],
  'credential:endIssuer': ['regulator'],
  'screening:changeList': ROLES,
  'screening:state': ROLES,
  'definition:draft': ROLES,
  'definition:withdraw': ROLES,
  'definition:propose': ROLES,
  'definition:adopt': ['registrar', 'regulator'],
  'definition:retire': ROLES,
  'ownership:recordVote': ROLES,
  'ownership:castVote': ROLES,
  'ownership:recordStandingVote': ROLES,
  'ownership:giveStandingVote': ROLES,
  'ownership:endStandingVote': ROLES,
  'ownership:openBallots': ROLES,
  'ownership:closeBallots': ROLES,
  'ownership:giveNotice': ROLES,
  'ownership:replaceAttestor': ['issuer', 'regulator'],
  'ownership:rehome': ['registrar', 'regulator'],
  'party:moveCustody': ['issuer', 'registrar', 'custodian', 'broker', 'regulator'],
  'security:changeScreener': ['issuer', 'regulator'],
  'security:register': ['issuer'],
  'security:amend': ['issuer', 'registrar', 'regulator'],
  'security:deactivate': ['issuer', 'regulator'],
  'security:changeAuthorisedUnits': ['issuer', 'registrar', 'regulator'],
  'register:issue': ['issuer'],
  'register:freezeSecurity': ['issuer', 'regulator'],
  'register:freezeHolder': ['registrar', 'regulator'],
  'register:freezeUnits': ['registrar', 'regulator'],
  'register:liftFreeze': ['issuer', 'registrar', 'regulator'],
  'register:forceTransfer': ROLES,
  'register:recoverHolding': ROLES,
  'register:correct': ['registrar'],
  'register:redeem': ['issuer'],
  'register:cancel': ['issuer'],
  'register:encumber': ['issuer', 'registrar', 'custodian', 'broker'],
  'register:releaseUnits': ['issuer', 'registrar', 'custodian', 'broker'],
  'register:subordinate': ['issuer', 'registrar', 'custodian', 'broker'],
  'register:attachUnits': ['registrar', 'regulator'],
  'register:liftAttachment': ['registrar', 'regulator'],
  'register:enforce': ROLES,
  'register:exchange': ['issuer', 'registrar', 'custodian', 'broker'],
  'register:dematerialise': ['issuer'],
  'register:rematerialise': ['issuer', 'regulator'],
  'register:consolidate': ['issuer', 'registrar', 'custodian', 'broker'],
  'instruction:propose': ['issuer', 'registrar', 'custodian', 'broker'],
  'instruction:affirm': ['issuer', 'registrar', 'custodian', 'broker'],
  'instruction:withdraw': ['issuer', 'registrar', 'custodian', 'broker'],
  'instruction:statePayment': ['payingAgent', 'regulator'],
  'instruction:settle': ['issuer', 'registrar', 'custodian', 'broker'],
  'instruction:settleNetted': ['issuer', 'registrar', 'custodian', 'broker'],
  'instruction:presentPreimage': ROLES,
  'instruction:callBuyIn': ['issuer', 'registrar', 'custodian', 'broker'],
  'settlement:instruct': ['issuer', 'registrar', 'custodian', 'broker'],
  'settlement:accept': ['issuer', 'registrar', 'custodian', 'broker'],
  'settlement:settle': ['registrar'],
  'settlement:cancel': ['registrar'],
  'settlement:takeLease': ['registrar'],
};

describe('authority, function by role', () => {
  test.each(NAMES.flatMap((name) => ROLES.map((role) => [name, role] as const)))('%s by %s', (name, role) => {
    const writers = WRITERS[name];
    expect(isAllowed(name, holderOfRole(role))).toBe(writers === undefined || writers.includes(role));
  });

  test('an organisation without a record may only ask what the channel shows to anyone, or found it', () => {
    const open = NAMES.filter((name) => isAllowed(name, undefined));
    expect(open.sort()).toEqual([...FOUNDERS, 'authority:participants', 'system:buildInfo', 'system:finality']);
  });

  test('every function that writes is in one of the two tables', () => {
    const writing = NAMES.filter((name) => TRANSACTIONS[name].kind !== 'query');
    expect(writing.sort()).toEqual([...FOUNDERS, ...Object.keys(WRITERS)].sort());
  });

  test('names of every object are no functions', () => {
    expect(isTransactionName('toString')).toBe(false);
  });
});

const CALENDAR = {
  id: 'TARGET',
  weekend: ['saturday', 'sunday'],
  holidays: [],
  timeZone: 'Europe/Berlin',
  cutOffs: { instruction: '16:00', settlement: '18:00' },
};

/** What is done before there are participants. */
const FOUNDERS: readonly string[] = ['authority:acceptFounding', 'authority:bootstrap'];

/** What only takes power away, and the decision about it. */
const IN_ANY_STANDING = [
  'authority:resign',
  'approval:approve',
  'party:restore',
  'claim:revoke',
  'claim:announceRevocation',
  'mandate:withdraw',
  'ownership:giveNotice',
  'dispute:withdraw',
  'evidence:revoke',
  'register:liftFreeze',
  'register:liftAttachment',
];

describe('standing', () => {
  const since = parseBusinessDate('2026-11-20');
  const as = (status: StandingStatus): Participant => ({
    ...holderOfRole('registrar'),
    roles: ROLES,
    standing: { status, since, reason: 'breach' },
  });
  const commands = NAMES.filter((name) => TRANSACTIONS[name].kind !== 'query' && !FOUNDERS.includes(name));
  const queries = NAMES.filter((name) => TRANSACTIONS[name].kind === 'query');

  test.each([
    ['good', true],
    ['probation', true],
    ['suspended', false],
    ['expelled', false],
    ['resigned', false],
  ] as const)('%s: gives commands: %s; reads, resigns and takes power away always', (status, commanding) => {
    const given = commands.filter((name) => isAllowed(name, as(status)));
    expect(given).toEqual(commanding ? commands : IN_ANY_STANDING);
    expect(queries.filter((name) => !isAllowed(name, as(status)))).toEqual([]);
  });

  test.each([
    [undefined, 'suspended', undefined],
    ['suspended', 'good', undefined],
    ['probation', 'expelled', undefined],
    [undefined, 'good', 'STANDING_UNCHANGED'],
    ['suspended', 'suspended', 'STANDING_UNCHANGED'],
    ['expelled', 'good', 'STANDING_FINAL'],
    ['resigned', 'good', 'STANDING_FINAL'],
  ] as const)('from %s to %s', (from, to, code) => {
    const present = from === undefined ? undefined : as(from).standing;
    const next = { status: to, since, reason: 'cured' } as const;
    const change = (): unknown => changeStanding(present, next);
    if (code === undefined) expect(change()).toBe(next);
    else expect(change).toThrow(expect.objectContaining({ code }));
  });
});

describe('founding', () => {
  const participants = [
    { mspId: 'A', lei: '7LTWFZYICNSX8D621K86', name: 'A', roles: ['registrar'] },
    { mspId: 'B', lei: 'HWUPKR0MPOU8FGXBT394', name: 'B', roles: ['regulator', 'calendarAuthority'] },
    { mspId: 'C', lei: 'INR2EJN1ERAN0W5ZP974', name: 'C', roles: ['custodian'] },
  ];
  const calendars = [{ ...CALENDAR, businessDate: '2026-11-20' }];
  const lawfulOverride = { authority: 'regulator', witnesses: 1 };
  const good = { network: 'test', referenceCalendar: 'TARGET', participants, calendars, lawfulOverride };

  test('a complete one is accepted', () => {
    expect(founding(good, '')).toEqual(good);
  });

  test.each([
    ['no registrar', { ...good, participants: participants.slice(1) }, 'AUTHORITY_INCOMPLETE'],
    ['nobody to override', { ...good, lawfulOverride: { authority: 'issuer', witnesses: 1 } }, 'AUTHORITY_INCOMPLETE'],
    ['an unknown reference calendar', { ...good, referenceCalendar: 'NONE' }, 'CALENDAR_UNKNOWN'],
    ['an organisation twice', { ...good, participants: [...participants, participants[0]] }, 'DUPLICATE_IN_BATCH'],
    ['a calendar twice', { ...good, calendars: [...calendars, ...calendars] }, 'DUPLICATE_IN_BATCH'],
    [
      'more witnesses than other members',
      { ...good, lawfulOverride: { authority: 'regulator', witnesses: 3 } },
      'POLICY_INVALID',
    ],
    ['no witness', { ...good, lawfulOverride: { authority: 'regulator', witnesses: 0 } }, 'FIELD_INVALID'],
    [
      'a calendar that opens on a Saturday',
      { ...good, calendars: [{ ...CALENDAR, businessDate: '2026-11-21' }] },
      'NOT_A_BUSINESS_DAY',
    ],
    ['one member', { ...good, participants: participants.slice(0, 1) }, 'FIELD_INVALID'],
    ['no calendar', { ...good, calendars: [] }, 'FIELD_INVALID'],
  ])('refused: %s', (_, given, code) => {
    expect(() => founding(given, '')).toThrow(expect.objectContaining({ code }));
  });
});
