import { LedgerRefusal } from '../ledger/ledger-error.js';
import type { JsonObject } from '../ledger/ledger.js';
import type { FakeFunction } from './fake-ledger.js';
import { ISIN } from './sample.js';

/** A protocol by which registrar and seller's custodian vote on each transfer. */
export const BALLOT = {
  ...{ kind: 'ownership', name: 'Ballot', version: 1, title: 'By ballot' },
  protocol: {
    passesWhen: {
      is: 'atLeast',
      votes: 2,
      of: [
        { is: 'vote', from: 'registrar' },
        { is: 'vote', from: 'sellersCustodian' },
      ],
    },
    voting: { by: 'ballot', withinDays: 3, silence: 'no', reasons: true },
    eventsWhilePending: 'seller',
  },
};

/** SHA-256 of the terms of every deed of the fake. */
export const TERMS = '7'.repeat(64);

/** Votes of the fake: votes on one ballot, of which each is kept as it was cast. */
export function fakeTitle(): readonly (readonly [string, FakeFunction])[] {
  const votes: JsonObject[] = [];
  const standing: JsonObject[] = [];
  return [
    ['ownership:recordVote', () => ({ events: [], result: null })],
    ['ownership:recordStandingVote', () => ({ events: [], result: null })],
    ['ownership:ballot', () => ({ events: [], result: { isin: ISIN, terms: TERMS } })],
    [
      'ownership:castVote',
      (vote) => {
        votes.push(vote);
        const { instructionId = '', role = '', decision = '' } = vote;
        return { events: [], result: { instructionId, role, decision } };
      },
    ],
    [
      'ownership:position',
      () => ({
        events: [],
        result: { votes: { ballot: { votes: votes.map((each) => ({ ...each, isConfirmed: true })) } } },
      }),
    ],
    ['ownership:standingVotes', () => ({ events: [], result: standing })],
    [
      'ownership:endStandingVote',
      (body) => {
        if (standing.length === 0) throw new LedgerRefusal('STANDING_VOTE_UNKNOWN', 'There is none.');
        standing.splice(0);
        return { events: [], result: body };
      },
    ],
    [
      'ownership:giveStandingVote',
      (body) => {
        standing.push(body);
        return { events: [], result: body };
      },
    ],
    ['settlement:instruction', () => ({ events: [], result: { toHolderId: `P${'B'.repeat(32)}`, terms: TERMS } })],
    ['settlement:accept', ({ instructionId = '', terms = '' }) => ({ events: [], result: { instructionId, terms } })],
  ];
}
