import { ROLES, type TransactionName } from '@scrip/model';
import { evidenceOf, HASH } from '../test-support/matrix-market.js';
import { objectionOf } from '../test-support/matrix-dispute.js';
import { holderVoteOf } from '../test-support/matrix-solicitation.js';
import { done, exempting, ordered, ownOnly, registrarOrRegulator, seen, type Cell } from './cell.js';

/** How the functions about paper, evidence, the consent of holders and disputes are called and by whom. */
export const TITLE_CELLS = {
  'register:dematerialise': ownOnly(
    ['issuer'],
    ordered((estate) => ({
      ...{ isin: estate.issued, holderId: estate.party('plain') },
      certificates: [{ number: 'OLD-1', units: '1' }],
    })),
  ),
  'register:rematerialise': done(
    ['regulator'],
    ordered((estate) => ({
      act: { isin: estate.issued, holderId: estate.party('plain'), certificates: [{ number: 'NEW-1', units: '1' }] },
    })),
  ),
  'register:paperCertificate': seen(({ issued }) => [issued, 'OLD-0']),
  'security:deactivate': exempting(ordered(({ blank }) => ({ isin: blank }))),
  // the registrar of a security whose title names no notary
  'evidence:publish': ownOnly(ROLES, (estate) => evidenceOf(estate, 'new')),
  'evidence:revoke': ownOnly(ROLES, ({ registered }) => ({ isin: registered, evidenceId: 'shown' })),
  'evidence:behind': seen(({ registered }) => [registered]),
  'evidence:due': seen(() => ['30']),
  'solicitation:vote': ownOnly(['issuer', 'registrar', 'custodian', 'broker'], (estate) => ({
    act: holderVoteOf(estate),
  })),
  'solicitation:setAside': done(ROLES, (estate) => ({
    isin: estate.asked,
    number: 1,
    holderId: estate.party('entity'),
  })),
  'solicitation:conclude': done(ROLES, ({ voted }) => ({ isin: voted, number: 1 })),
  'solicitation:withdraw': ownOnly(['issuer'], ({ asked }) => ({ isin: asked, number: 1, document: HASH })),
  'solicitation:get': seen(({ asked }) => [asked, '1']),
  'solicitation:list': seen(({ asked }) => [asked]),
  'solicitation:account': seen((estate) => [estate.asked, '1', estate.party('plain')]),
  'dispute:raise': {
    ...ownOnly(ROLES, (estate) => ({ act: objectionOf(estate, 'new', 2) })),
    other: ['regulator'],
  },
  'dispute:agree': ownOnly(['issuer', 'registrar', 'custodian', 'broker'], (estate) => ({
    act: { isin: estate.disputable, disputeId: 'open', party: estate.party('plain'), decision: 'dismissed' },
  })),
  'dispute:decide': registrarOrRegulator(
    ordered(({ disputable }) => ({ isin: disputable, disputeId: 'agreed', decision: 'upheld' })),
  ),
  'dispute:withdraw': ownOnly(ROLES, ({ disputable }) => ({ isin: disputable, disputeId: 'open' })),
  'dispute:get': seen(({ disputable }) => [disputable, 'open']),
  'dispute:list': seen(({ disputable }) => [disputable]),
} satisfies Partial<Record<TransactionName, Cell | readonly Cell[]>>;
