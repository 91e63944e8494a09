import { bodyHashOf, canonicalJson, keyIdOf, ROLES, type Role, type TransactionName } from '@scrip/model';
import { CHECKER } from '../test-support/channel.js';
import { signerOf } from '../test-support/keyed-party.js';
import { FOUNDING, OPERATORS } from '../test-support/market.js';
import {
  breakOf,
  exemptionOf,
  frozenBy,
  groupOf,
  ADOPTED_TYPE,
  HASH,
  KEEPER,
  KEYED_OPERATOR,
  NEWCOMER,
  mandateTerms,
  officerOf,
  OTHER,
  recoveryOf,
  screenedOf,
  reportOf,
  QUIET,
  RESTRICTION,
  shareOf,
  TODAY,
  transferOf,
  type Estate,
} from '../test-support/matrix-market.js';
import { jointOf, PAID } from '../test-support/matrix-joint.js';
import { listChangeOf } from '../test-support/screening.js';
import { OWNERSHIP_CELLS } from './ownership-cells.js';
import { done, exempting, NOBODY, ordered, ownOnly, registrarOrRegulator, seen, type Cell } from './cell.js';
import { ENCUMBRANCE_CELLS } from './encumbrance-cells.js';
import { TITLE_CELLS } from './title-cells.js';
import { amendmentOf, placementOf } from '../test-support/securities.js';

const ONBOARDING: readonly Role[] = ['issuer', 'registrar', 'custodian', 'broker'];
const APPOINTING: readonly Role[] = [...ONBOARDING, 'regulator'];
const DECIDING: readonly Role[] = ['registrar', 'calendarAuthority'];
/** Whatever it is besides: the record of the security names it. */
const CAPITAL: readonly Role[] = ['issuer', 'registrar', 'regulator'];
/** Business date on which the estates were furnished. */
const FOUNDED_ON = '2026-11-20';
const partyOf =
  (name: string) =>
  (estate: Estate): unknown => ({ partyId: estate.party(name) });
const claimOf =
  (label: string) =>
  (estate: Estate): unknown => ({ claimId: estate.claim(label).claimId });
/** Decided by a checker, on what its own organisation proposed. */
const proposalOf = ({ mspId }: Estate): object => ({
  approvalId: `proposal-${mspId}`,
  bodyHash: bodyHashOf('operator:appoint', NEWCOMER),
});
const checked = (body: (estate: Estate) => unknown): Cell => ({
  ...ownOnly(ROLES, body, 'APPROVAL_UNKNOWN'),
  call: (estate) => ({ body: body(estate), operator: CHECKER }),
});

const trustOf = ({ mspId }: Estate): object => ({
  ...{ type: 'kyc', effect: 'requires', sides: 'receiver', issuers: [{ mspId, from: TODAY }] },
});
const endOf = ({ mspId }: Estate): object => ({
  ...{ type: ADOPTED_TYPE, mspId, lastDay: TODAY, honoursEarlier: true },
});
const wordOf = (estate: Estate, name: string): object => ({
  ...{ instructionId: `${estate.mspId}-${name}`, party: estate.party('plain') },
});
/** Units of a security of the estate for those of another one. */
const exchangeOf = (estate: Estate): object => ({
  ...{ isin: estate.issued, intoIsin: estate.closed, holderId: estate.party('plain') },
  ...{ exchangeId: 'x-1', units: '1' },
});
const standingOf = (mspId: string): object => ({ mspId, status: 'probation', reason: 'breach' });
const once = (unseen: string, body: unknown): Cell => ({
  call: () => ({ body, operator: 'bootstrap' }),
  own: NOBODY,
  other: NOBODY,
  unseen,
});

/** How every function is called and by whom; several where authority depends on what is named. None may be missing. */
export const CELLS: Readonly<Record<TransactionName, Cell | readonly Cell[]>> = {
  ...TITLE_CELLS,
  // both work once in the life of a channel or an organisation, and that was before
  'authority:acceptFounding': once('ALREADY_BOOTSTRAPPED', FOUNDING),
  'authority:bootstrap': once('ALREADY_BOOTSTRAPPED', FOUNDING),
  'operator:bootstrap': once('OPERATORS_ON_RECORD', { operators: OPERATORS }),
  'authority:changeStanding': [
    done(['regulator'], () => standingOf(OTHER)),
    { call: ({ mspId }) => ({ body: standingOf(mspId) }), own: NOBODY, other: ['regulator'] },
  ],
  'authority:resign': done(ROLES, () => ({})),
  'authority:declareNodes': done(ROLES, () => ({ peers: ['peer.example:7051'], orderers: [], roots: [HASH] })),
  'authority:participants': { call: () => ({ args: [] }), own: 'anyone', other: 'anyone' },
  'system:buildInfo': { call: () => ({ args: [] }), own: 'anyone', other: 'anyone' },
  'system:finality': { call: () => ({ args: [] }), own: 'anyone', other: 'anyone' },

  'operator:appoint': done(ROLES, () => ({ operators: [{ operatorId: 'new-1', roles: ['viewer'] }] })),
  'operator:dismiss': ownOnly(ROLES, ({ mspId }) => ({ operatorId: `spare-${mspId}` }), 'OPERATOR_UNKNOWN'),
  'operator:list': seen(({ mspId }) => [mspId]),
  'approval:approve': checked(proposalOf),
  'approval:reject': checked((estate) => ({ ...proposalOf(estate), reason: 'other' })),
  'approval:get': { ...seen(({ mspId }) => [`proposal-${mspId}`]), other: NOBODY, unseen: 'APPROVAL_UNKNOWN' },

  'calendar:advance': done(DECIDING, () => ({ calendar: 'TARGET', businessDate: TODAY, phase: 'instructionCutOff' })),
  'calendar:correct': done(DECIDING, () => ({ calendar: QUIET, businessDate: '2026-11-23', reason: 'outage' })),
  'calendar:changeHolidays': done(['calendarAuthority'], () => ({
    ...{ calendar: 'TARGET', version: 1, add: ['2026-12-28'], remove: [] },
  })),
  'calendar:raiseBreak': done(ROLES, (estate) => breakOf(estate, 'new')),
  'calendar:assignBreak': {
    ...ownOnly(ROLES, ({ mspId }) => ({
      ...{ calendar: 'TARGET', breakId: `${mspId}-open`, owner: { mspId: KEEPER, role: 'registrar' } },
    })),
    other: ['regulator'],
  },
  'calendar:explainBreak': ownOnly(ROLES, ({ mspId }) => ({
    ...{ calendar: 'TARGET', breakId: `${mspId}-open`, noteHash: HASH },
  })),
  'calendar:resolveBreak': {
    ...ownOnly(ROLES, ({ mspId }) => ({ calendar: 'TARGET', breakId: `${mspId}-open`, noteHash: HASH })),
    other: ['regulator'],
  },
  'calendar:businessDate': seen(() => ['TARGET']),
  'calendar:get': seen(() => ['TARGET']),
  'calendar:version': seen(() => ['TARGET', '1']),
  'calendar:openBreaks': seen(() => ['TARGET']),

  'reconciliation:report': [
    ownOnly(['registrar'], ({ registered }) => reportOf(registered, 'register')),
    ownOnly(['registrar'], ({ registered }) => reportOf(registered, 'depository')),
    done(['custodian', 'broker'], ({ issued }) => reportOf(issued, 'custody')),
    done(['payingAgent'], ({ issued }) => reportOf(issued, 'payments')),
  ],
  'reconciliation:get': seen(({ registered, reportId }) => [registered, reportId]),
  'reconciliation:holdings': seen(({ issued }) => [issued, '']),

  'party:record': {
    ...ownOnly(ONBOARDING, (estate) => estate.holder('new').reference, 'PARTY_RECORD_DIFFERS'),
    call: (estate) => {
      const { record, reference } = estate.holder('new');
      return { body: reference, transient: { record } };
    },
  },
  'party:register': ownOnly(
    ONBOARDING,
    (estate) => ({ ...estate.holder('unregistered').reference, kind: 'person' }),
    'PARTY_RECORD_ABSENT',
  ),
  'party:amend': ownOnly(ONBOARDING, (estate) => estate.holder('plain').reference),
  'party:purge': ownOnly(ONBOARDING, partyOf('plain'), 'PARTY_RECORD_ABSENT'),
  'party:changeKeys': ownOnly(ONBOARDING, async (estate) => ({
    act: { partyId: estate.party('plain'), sequence: 0, add: await estate.enrolled('plain'), revoke: [] },
  })),
  'party:requestRecovery': ownOnly(ONBOARDING, (estate) => recoveryOf(estate, 'recoverable')),
  'party:cancelRecovery': done(ROLES, (estate) =>
    estate.signed('party:cancelRecovery', { partyId: estate.party('recovering'), sequence: 1 }, 'recovering'),
  ),
  'party:completeRecovery': ownOnly(ONBOARDING, partyOf('recovering')),
  'party:recordReason': {
    call: (estate) => {
      const { reasonHash, transient } = RESTRICTION;
      return { body: { partyId: estate.party('receiver'), reasonHash }, transient };
    },
    own: APPOINTING,
    other: APPOINTING,
  },
  // each organisation has a reason of its own about either estate's party
  'party:purgeReason': {
    call: (estate) => ({ body: { partyId: estate.party('plain'), reasonHash: RESTRICTION.reasonHash } }),
    own: APPOINTING,
    other: APPOINTING,
  },
  'party:restrict': {
    ...ownOnly(APPOINTING, (estate) => ({
      ...{ partyId: estate.party('plain'), reasonHash: RESTRICTION.reasonHash, outlasting: [] },
    })),
    other: ['regulator'],
  },
  'party:restore': ownOnly(APPOINTING, (estate) => ({ partyId: estate.party('restricted'), imposedBy: estate.mspId })),
  'party:declareCapacity': {
    ...ownOnly(APPOINTING, (estate) => ({
      ...{ partyId: estate.party('plain'), holdsAs: 'nominee', document: HASH },
    })),
    other: ['regulator'],
  },
  'party:get': seen((estate) => [estate.party('plain')]),
  'party:ofKey': seen((estate) => [estate.keyId('keyed')]),
  'party:read': { ...seen((estate) => [estate.party('plain')]), other: NOBODY, unseen: 'PARTY_RECORD_ABSENT' },

  'claim:record': {
    ...ownOnly(ROLES, claimOf('fresh')),
    call: (estate) => {
      const { claimId, transient } = estate.claim('fresh');
      return { body: { claimId }, transient };
    },
  },
  'claim:publish': ownOnly(ROLES, (estate) => estate.claim('recorded').stated),
  'claim:revoke': ownOnly(ROLES, claimOf('published'), 'CLAIM_UNKNOWN'),
  'claim:announceRevocation': done(ROLES, (estate) => ({
    ...{ issuer: estate.mspId, claimId: estate.claim('revoked').claimId },
  })),
  'claim:purgeDetails': ownOnly(ROLES, claimOf('published'), 'CLAIM_DETAILS_ABSENT'),
  'claim:ofParty': seen((estate) => [estate.party('plain'), 'network']),
  'claim:details': {
    ...seen((estate) => [estate.claim('published').claimId]),
    ...{ other: NOBODY, unseen: 'CLAIM_DETAILS_ABSENT' },
  },
  'trust:adopt': [
    done(['regulator'], trustOf),
    ownOnly(['issuer'], (estate) => ({ ...trustOf(estate), isin: estate.issued })),
  ],
  'trust:end': [
    done(['regulator'], endOf),
    ownOnly(['issuer'], (estate) => ({ ...endOf(estate), isin: estate.issued })),
  ],
  'trust:list': seen(() => ['network']),
  'credential:adoptIssuer': done(['regulator'], () => ({
    ...{ credentialType: 'urn:example:customer', issuer: 'did:example:new', key: signerOf('new elsewhere').key },
  })),
  'credential:endIssuer': done(['regulator'], () => ({ keyId: keyIdOf(signerOf('adopted elsewhere').key) })),
  'credential:issuers': seen(() => []),

  'mandate:grant': ownOnly(ONBOARDING, (estate) =>
    estate.signed('mandate:grant', mandateTerms(estate, 'keyed', 'new'), 'keyed'),
  ),
  'mandate:revoke': done(ROLES, (estate) =>
    estate.signed('mandate:revoke', { principal: estate.party('keyed'), mandateId: 'granted' }, 'keyed'),
  ),
  'mandate:resign': done(ROLES, (estate) => {
    const named = { principal: estate.party('keyed'), mandateId: 'granted', agent: estate.party('guardian') };
    return estate.signed('mandate:resign', named, 'guardian');
  }),
  'mandate:appoint': {
    ...ownOnly(APPOINTING, (estate) => ({ ...mandateTerms(estate, 'plain', 'new'), document: HASH })),
    other: ['regulator'],
  },
  'mandate:withdraw': ownOnly(APPOINTING, (estate) => ({
    ...{ principal: estate.party('plain'), mandateId: 'appointed' },
  })),
  'mandate:appointOfficer': {
    ...ownOnly(APPOINTING, (estate) => officerOf(estate, 'secretary')),
    other: ['regulator'],
  },
  'mandate:dismissOfficer': {
    ...ownOnly(APPOINTING, (estate) => {
      const { entity, office, party } = officerOf(estate, 'director');
      return { entity, office, party };
    }),
    other: ['regulator'],
  },
  'mandate:ofParty': seen((estate) => [estate.party('keyed')]),
  'mandate:mayAct': seen((estate) => [
    canonicalJson({ principal: estate.party('plain'), isin: estate.issued, units: '1', signers: [] }),
  ]),
  'group:declare': ownOnly(ONBOARDING, groupOf),
  'group:get': seen(({ mspId }) => [`group-${mspId}`]),
  'group:holding': seen(({ mspId, issued }) => [`group-${mspId}`, issued]),

  ...OWNERSHIP_CELLS,

  'screening:changeList': { call: () => listChangeOf([]), own: ROLES, other: ROLES },
  'screening:state': ownOnly(ROLES, screenedOf),
  'screening:due': seen(({ closed }) => [closed, '[]', '']),
  'screening:list': seen(() => []),
  'screening:listed': seen((estate) => [estate.closed, canonicalJson([estate.party('plain')])]),

  'security:register': ownOnly(['issuer'], ({ unregistered, mspId }) => placementOf(shareOf(unregistered, mspId))),
  'security:get': seen(({ issued }) => [issued]),
  'security:list': seen(() => []),
  'security:closeOffering': ownOnly(['issuer'], ({ issued }) => ({ isin: issued })),
  'security:reopenOffering': ownOnly(['issuer'], ({ closed }) => ({ isin: closed })),
  'security:changeScreener': [
    exempting(({ issued }) => ({ isin: issued, screener: KEEPER })),
    done(['regulator'], ({ closed }) => ({ isin: closed })),
  ],
  'security:amend': ownOnly(CAPITAL, ({ blank, mspId }) => ({
    ...{ isin: blank, grandfathers: false },
    ...amendmentOf(shareOf(blank, mspId)),
  })),
  'security:changeAuthorisedUnits': [
    ownOnly(CAPITAL, ({ issued }) => ({ isin: issued, authorisedUnits: '2000', document: HASH })),
    ownOnly(CAPITAL, ({ registered }) => ({ isin: registered, authorisedUnits: '2000', document: HASH })),
  ],
  'compliance:exempt': exempting((estate) => exemptionOf(estate, 'new')),
  'compliance:endExemption': exempting((estate) => ({
    ...{ isin: estate.issued, party: estate.party('plain'), exemptionId: 'granted' },
  })),
  'compliance:consent': done(ROLES, ({ mspId }) => ({ instructionId: `${mspId}-pending`, decision: 'approved' })),
  'compliance:rescreen': ownOnly(ROLES, ({ registered }) => ({ isin: registered })),
  'compliance:standing': seen((estate) => [estate.issued, estate.party('plain')]),
  'compliance:rules': seen(({ issued }) => [issued]),
  'compliance:exemptions': seen((estate) => [estate.issued, estate.party('plain')]),
  'compliance:screen': seen((estate) => [estate.issued, canonicalJson([estate.party('plain')])]),
  'register:issue': ownOnly(['issuer'], (estate) => ({
    ...{ isin: estate.issued, allocations: [{ holderId: estate.party('receiver'), units: '1' }] },
  })),
  'register:freezeSecurity': exempting(ordered(({ issued }) => ({ isin: issued }))),
  'register:freezeHolder': [
    registrarOrRegulator(ordered((estate) => ({ isin: estate.registered, holderId: estate.party('plain') }))),
    done(
      ['regulator'],
      ordered((estate) => ({ holderId: estate.party('plain') })),
    ),
  ],
  'register:freezeUnits': registrarOrRegulator(
    ordered((estate) => ({ isin: estate.registered, holderId: estate.party('plain'), units: '2' })),
  ),
  'register:liftFreeze': ownOnly(['issuer', 'registrar', 'regulator'], ordered(frozenBy)),
  'register:forceTransfer': done(
    ['regulator'],
    ordered((estate) => ({
      ...{ isin: estate.issued, units: '1' },
      ...{ fromHolderId: estate.party('plain'), toHolderId: estate.party('receiver') },
    })),
  ),
  'register:recoverHolding': registrarOrRegulator(
    ordered((estate) => ({
      ...{ isin: estate.registered, fromHolderId: estate.party('plain'), toHolderId: estate.party('receiver') },
    })),
  ),
  'register:correct': ownOnly(
    ['registrar'],
    ordered((estate) => ({
      ...{ isin: estate.registered, units: '1', toHolderId: estate.party('receiver') },
      ...{ corrects: { entry: estate.alikeLots[0], on: FOUNDED_ON }, breakId: `${estate.mspId}-allocation` },
    })),
  ),
  'register:redeem': ownOnly(
    ['issuer'],
    ordered((estate) => ({ isin: estate.issued, holderId: estate.party('plain'), units: '1' })),
  ),
  'register:cancel': ownOnly(
    ['issuer'],
    ordered((estate) => ({ isin: estate.issued, holderId: estate.party('entity'), units: '1' })),
  ),
  ...ENCUMBRANCE_CELLS,
  'register:exchange': ownOnly(ONBOARDING, (estate) => ({ act: exchangeOf(estate) })),
  'register:consolidate': ownOnly(ONBOARDING, (estate) => ({
    ...{ isin: estate.registered, holderId: estate.party('plain'), lotIds: estate.alikeLots },
  })),
  'register:certify': seen((estate) => [estate.issued, estate.party('plain'), 'n'.repeat(22)]),
  'register:entry': seen((estate) => [estate.registered, FOUNDED_ON, estate.alikeLots[0] ?? '']),
  'register:freezes': seen((estate) => [estate.issued, estate.party('plain')]),
  'register:holders': seen(({ issued }) => [issued]),
  'register:holding': seen((estate) => [estate.issued, estate.party('plain')]),
  'register:dryRunExchange': seen((estate) => [canonicalJson(exchangeOf(estate))]),
  'register:heldFor': seen((estate) => [estate.issued, estate.party('plain')]),
  'register:history': seen((estate) => [estate.issued, estate.party('plain'), estate.lotId]),
  // signed, as a program gives it
  'settlement:instruct': ownOnly(ONBOARDING, async (estate) => {
    const transfer = { ...transferOf(estate, 'new', estate.issued), fromHolderId: estate.party('keyed') };
    const { authorisation } = await estate.signed('settlement:instruct', transfer, 'keyed');
    return { instructions: [{ ...transfer, authorisation }] };
  }),
  'settlement:settle': ownOnly(['registrar'], ({ registered, mspId }) => ({
    ...{ isin: registered, instructionIds: [`${mspId}-pending`] },
  })),
  'settlement:cancel': ownOnly(
    ['registrar'],
    ordered(({ mspId }) => ({ instructionId: `${mspId}-pending` })),
  ),
  'settlement:takeLease': done(['registrar'], () => ({ registrar: KEEPER, seenVersion: 0 })),
  'settlement:lease': seen(({ mspId }) => [mspId]),
  'settlement:instruction': seen(({ mspId }) => [`${mspId}-pending`]),
  'settlement:pending': seen(({ registered }) => [registered]),
  'instruction:propose': ownOnly(ONBOARDING, (estate) => {
    // nobody but the caller has a role here, so nobody is a paying agent
    const { legs, ...terms } = jointOf(estate, 'new');
    return { ...terms, legs: legs.slice(0, 1) };
  }),
  'instruction:affirm': ownOnly(ONBOARDING, (estate) => wordOf(estate, 'proposed')),
  'instruction:withdraw': ownOnly(ONBOARDING, (estate) => wordOf(estate, 'proposed')),
  'instruction:statePayment': {
    ...ownOnly(['payingAgent'], ({ mspId }) => ({
      ...{ instructionId: `${mspId}-bound`, leg: 1, amount: PAID, state: 'received' },
    })),
    call: ({ mspId }) => ({
      body: { instructionId: `${mspId}-bound`, leg: 1, amount: PAID, state: 'received' },
      operator: KEYED_OPERATOR,
      isSigned: true,
    }),
  },
  'instruction:settle': ownOnly(ONBOARDING, ({ mspId }) => ({ instructionIds: [`${mspId}-bound`] })),
  'instruction:settleNetted': ownOnly(ONBOARDING, ({ mspId }) => ({
    instructionIds: [`${mspId}-one-way`, `${mspId}-other-way`],
  })),
  'instruction:presentPreimage': done(ROLES, ({ mspId }) => ({
    ...{ instructionId: `${mspId}-locked`, preimage: '0'.repeat(64) },
  })),
  'instruction:callBuyIn': ownOnly(ONBOARDING, (estate) => ({
    ...{ instructionId: `${estate.mspId}-lacking`, party: estate.party('receiver') },
    ...{ outcome: { kind: 'compensation', marketValue: PAID }, costs: PAID, document: HASH },
  })),
  'instruction:get': seen(({ mspId }) => [`${mspId}-bound`]),
  'instruction:reservations': seen((estate) => [estate.issued, estate.party('plain')]),
  'settlement:dryRun': seen((estate) => [canonicalJson(transferOf(estate, 'dry', estate.issued))]),
};
