import { ROLES, type Role, type TransactionName } from '@scrip/model';
import { acceptanceOf, standingVoteOf, votedOf } from '../test-support/matrix-title.js';
import { BALLOT, recordedStanding, recordedVote } from '../test-support/title.js';
import { named } from '../test-support/definitions.js';
import { definitionBy, KEEPER, OTHER, OWN, TODAY } from '../test-support/matrix-market.js';
import { done, NOBODY, ordered, ownOnly, registrarOrRegulator, seen, type Cell } from './cell.js';

const ONBOARDING: readonly Role[] = ['issuer', 'registrar', 'custodian', 'broker'];

/** How definitions, deeds and votes are called, and by whom. */
export const OWNERSHIP_CELLS = {
  'settlement:accept': ownOnly(ONBOARDING, (estate) => acceptanceOf(estate, `${estate.mspId}-to-accept`)),
  'definition:draft': done(ROLES, () => ({ form: { ...BALLOT, name: 'Other' } })),
  'definition:withdraw': ownOnly(ROLES, ({ mspId }) => ({ name: named(definitionBy(mspId, 'Drafted')).name })),
  'definition:propose': ownOnly(ROLES, ({ mspId }) => ({
    ...named(definitionBy(mspId, 'Drafted')),
    effectiveFrom: TODAY,
  })),
  'definition:adopt': done(['registrar', 'regulator'], () => named(definitionBy(KEEPER, 'Proposed'))),
  'definition:retire': ownOnly(ROLES, ({ mspId }) => ({ name: named(definitionBy(mspId, 'Frozen')).name })),
  'definition:get': seen(() => ['LongBallot@1']),
  'definition:list': seen(() => []),
  'definition:find': seen(() => ['find definitions']),
  'definition:programs': seen(() => []),
  'ownership:recordVote': {
    ...ownOnly(ROLES, () => undefined),
    call: async (estate) => recordedVote(await votedOf(estate, estate.mspId)),
  },
  'ownership:castVote': ownOnly(ROLES, (estate) => votedOf(estate, estate.mspId)),
  'ownership:recordStandingVote': {
    ...ownOnly(ROLES, () => undefined),
    call: (estate) => recordedStanding(standingVoteOf(estate)),
  },
  'ownership:giveStandingVote': ownOnly(ROLES, standingVoteOf),
  'ownership:endStandingVote': ownOnly(
    ROLES,
    ({ automatic }) => ({ isin: automatic, role: 'sellersCustodian' }),
    'STANDING_VOTE_UNKNOWN',
  ),
  'ownership:openBallots': ownOnly(ROLES, ({ balloted, mspId }) => ({
    ...{ isin: balloted, instructionIds: [`${mspId}-to-ballot`] },
  })),
  'ownership:closeBallots': ownOnly(ROLES, ({ balloted, mspId }) => ({
    ...{ isin: balloted, instructionIds: [`${mspId}-balloted`] },
  })),
  'ownership:giveNotice': ownOnly(
    ROLES,
    ordered(({ balloted }) => ({ isin: balloted, role: 'notary' })),
  ),
  'ownership:replaceAttestor': {
    ...ownOnly(
      ['regulator'],
      ordered(({ balloted, mspId }) => ({
        ...{ isin: balloted, role: 'notary', successor: mspId === OTHER ? OWN : OTHER },
      })),
    ),
    other: ['regulator'],
  },
  'ownership:rehome': registrarOrRegulator((estate) => ({
    ...{ isin: estate.registered, holdings: [{ holderId: estate.party('plain'), lotIds: estate.alikeLots }] },
  })),
  'ownership:stale': seen(({ registered }) => [registered, '']),
  'party:moveCustody': {
    ...ownOnly(
      [...ONBOARDING, 'regulator'],
      ordered((estate) => ({ partyId: estate.party('plain'), to: KEEPER })),
    ),
    other: ['regulator'],
  },
  'ownership:ballot': seen(({ mspId }) => [`${mspId}-balloted`]),
  'ownership:standingVotes': seen(({ automatic }) => [automatic]),
  'ownership:reason': {
    ...seen(({ mspId }) => [`${mspId}-balloted`, 'registrar']),
    ...{ other: NOBODY, unseen: 'VOTE_REASON_MISSING' },
  },
  'ownership:position': seen(({ mspId }) => [`${mspId}-balloted`]),
} satisfies Partial<Record<TransactionName, Cell | readonly Cell[]>>;
