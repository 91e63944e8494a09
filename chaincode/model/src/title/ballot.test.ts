import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseBusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { parseIsin } from '../identifiers/isin.js';
import type { MspId, Sha256 } from '../identifiers/names.js';
import type { LedgerName } from '../signature/statement.js';
import { tallyOf, withVote, type Ballot, type CountedVotes } from './ballot.js';
import { attestedVotes } from './passed-title.js';
import { standingVoteHash, voteHash, voteOf, type CastVote, type StandingVote } from './vote.js';
import { anyVote, atLeast, everyVote, votesFrom, type AttestorRole, type VoteTree } from './vote-tree.js';

const TODAY = parseBusinessDate('2026-11-20');
const AFTER = parseBusinessDate('2026-11-25');
const ROLES = ['registrar', 'issuer', 'notary'] as const satisfies readonly AttestorRole[];
const isin = parseIsin('US0378331005');
const instructionId = 'i-1' as Ballot['instructionId'];
const terms = 'a'.repeat(64) as Sha256;
const DEPUTY = 'DeputyMSP' as MspId;
const TWO_OF_THREE = atLeast(2, ...ROLES.map(votesFrom));

const organisation = (role: AttestorRole): CastVote['voter'] => `${role}MSP` as MspId;
const vote = (role: AttestorRole, decision: CastVote['decision'], more: Partial<CastVote> = {}): CastVote => ({
  ...{ isin, instructionId, terms, role, voter: organisation(role), decision, castOn: TODAY, ...more },
  ...{ operator: 'ann' as CastVote['operator'], signed: {} as never },
});
const ballot = (votes: readonly CastVote[], conflicted?: AttestorRole): Ballot => ({
  ...{ instructionId, isin, terms, openedOn: TODAY, lastDay: TODAY, votes },
  seats: ROLES.map((role) => ({
    ...{ role, mspId: organisation(role), isConflicted: role === conflicted },
    ...(role === 'issuer' ? { deputy: DEPUTY } : {}),
  })),
});
const NONE: CountedVotes['standing'] = new Map();

interface Counting extends Partial<CountedVotes> {
  readonly silence?: 'yes' | 'no';
  readonly today?: typeof TODAY;
  readonly conflicted?: AttestorRole;
}
const tally = (tree: VoteTree, votes: readonly CastVote[], given: Counting = {}): string => {
  const { confirmed = votes, standing = NONE, silence = 'no', today = TODAY, conflicted } = given;
  const voting = { by: 'ballot', withinDays: 3, silence, reasons: false } as const;
  return tallyOf(ballot(votes, conflicted), tree, voting, { confirmed, standing }, today);
};
const OVER = { today: AFTER } as const;
const SILENT = { today: AFTER, silence: 'yes' } as const;
const yes = (...roles: readonly AttestorRole[]): readonly CastVote[] => roles.map((role) => vote(role, 'yes'));
const NOTARYS: StandingVote = {
  ...{ isin, role: 'notary', voter: organisation('notary'), validFrom: TODAY, validUntil: AFTER },
};
const standing: CountedVotes['standing'] = new Map([['notary', NOTARYS]]);

describe('a ballot of two of three', () => {
  test.each<[string, readonly CastVote[], Counting, string]>([
    ['two have said yes', yes('registrar', 'issuer'), {}, 'met'],
    ['one has said yes', yes('registrar'), {}, 'open'],
    ['one has said yes, and its time is over', yes('registrar'), OVER, 'expired'],
    ['two have said no', [vote('registrar', 'no'), vote('issuer', 'no')], {}, 'votedDown'],
    ['one has said no', [vote('registrar', 'no')], {}, 'open'],
    ['a vote is no longer in the collection of its voter', yes('registrar', 'issuer'), { confirmed: [] }, 'open'],
    [
      'a vote counted until yesterday',
      [...yes('registrar'), vote('issuer', 'yes', { validUntil: TODAY })],
      OVER,
      'expired',
    ],
    ['the silent agree', [], SILENT, 'met'],
    [
      'one is silent who agrees, the others have said no',
      [vote('registrar', 'no'), vote('issuer', 'no')],
      SILENT,
      'votedDown',
    ],
    [
      'who took a yes back is not silent',
      [vote('registrar', 'withdrawn'), vote('notary', 'withdrawn')],
      SILENT,
      'expired',
    ],
    [
      'whose vote no longer lies in its collection is not silent',
      yes('registrar', 'notary'),
      { ...SILENT, confirmed: [] },
      'expired',
    ],
    ['a standing vote counts', yes('registrar'), { standing }, 'met'],
    [
      'a vote on this transfer goes before a standing one',
      [...yes('registrar'), vote('notary', 'no')],
      { standing },
      'open',
    ],
    ['so does one that was withdrawn', [...yes('registrar'), vote('notary', 'withdrawn')], { standing }, 'open'],
    ['a party of the transfer does not count', yes('registrar', 'issuer'), { conflicted: 'issuer' }, 'open'],
    [
      'its deputy does',
      [...yes('registrar'), vote('issuer', 'yes', { voter: DEPUTY })],
      { conflicted: 'issuer' },
      'met',
    ],
    [
      'a deputy does not while the other votes',
      [...yes('registrar'), vote('issuer', 'yes', { voter: DEPUTY })],
      {},
      'open',
    ],
    [
      'a deputy does where the other stepped aside',
      [...yes('registrar'), vote('issuer', 'stepsAside'), vote('issuer', 'yes', { voter: DEPUTY })],
      {},
      'met',
    ],
    [
      'it does, too, where that is no longer in the collection of the other',
      [...yes('registrar'), vote('issuer', 'stepsAside'), vote('issuer', 'yes', { voter: DEPUTY })],
      { confirmed: [...yes('registrar'), vote('issuer', 'yes', { voter: DEPUTY })] },
      'met',
    ],
  ])('%s', (_, votes, given, outcome) => {
    expect(tally(TWO_OF_THREE, votes, given)).toBe(outcome);
  });
});

describe('a vote', () => {
  const after = (given: readonly CastVote[], next: CastVote, conflicted?: AttestorRole): Ballot =>
    withVote(ballot(given, conflicted), next, TODAY);
  const asDeputy = (decision: CastVote['decision']): CastVote => vote('issuer', decision, { voter: DEPUTY });
  const refused = expect.objectContaining({ code: 'VOTER_NOT_SEATED' });

  test.each(['yes', 'no', 'withdrawn', 'stepsAside'] as const)('of who stepped aside: %s is not taken', (decision) => {
    const aside = [vote('issuer', 'stepsAside')];
    expect(() => after(aside, vote('issuer', decision))).toThrow(refused);
    expect(() => after([...aside, asDeputy('stepsAside')], asDeputy(decision))).toThrow(refused);
  });

  test('of a deputy is taken from when the other has stepped aside, or is conflicted', () => {
    const isAsDeputy = expect.arrayContaining([asDeputy('yes')]);
    for (const said of [[], yes('issuer'), [vote('issuer', 'withdrawn')]]) {
      expect(() => after(said, asDeputy('yes'))).toThrow(refused);
    }
    expect(after([vote('issuer', 'stepsAside')], asDeputy('yes')).votes).toEqual(isAsDeputy);
    expect(after([], asDeputy('yes'), 'issuer').votes).toEqual(isAsDeputy);
  });

  test('of who has voted or withdrawn may still become a stepping aside', () => {
    for (const said of [yes('issuer'), [vote('issuer', 'withdrawn')]]) {
      expect(after(said, vote('issuer', 'stepsAside')).votes).toEqual([vote('issuer', 'stepsAside')]);
    }
  });
});

describe('which votes are asked for', () => {
  const [registrar, issuer, notary] = ROLES.map(votesFrom) as [VoteTree, VoteTree, VoteTree];

  test('names every place once, so that nobody has two votes', () => {
    for (const twice of [
      () => atLeast(2, registrar, registrar, issuer),
      () => everyVote(registrar, anyVote(registrar, notary)),
    ]) {
      expect(twice).toThrow(DomainError);
      expect(twice).toThrow(expect.objectContaining({ code: 'FIELD_INVALID' }));
    }
  });

  test('is met by the votes that are there and by nothing else', () => {
    const decisions = fc.constantFrom('yes', 'no', 'withdrawn', 'stepsAside', undefined);
    const trees = fc.constantFrom(
      TWO_OF_THREE,
      everyVote(registrar, anyVote(issuer, notary)),
      anyVote(registrar, everyVote(issuer, notary)),
    );
    fc.assert(
      fc.property(trees, fc.tuple(decisions, decisions, decisions), (tree, given) => {
        const votes = ROLES.flatMap((role, index) => {
          const decision = given[index];
          return decision === undefined ? [] : [vote(role, decision)];
        });
        const saidYes = new Set<string>(votes.filter(({ decision }) => decision === 'yes').map(({ role }) => role));
        const isMet = (of: VoteTree): boolean =>
          of.is === 'vote' ? saidYes.has(of.from) : of.of.filter(isMet).length >= of.votes;
        const outcome = tally(tree, votes);
        expect(outcome === 'met').toBe(isMet(tree));
        // what is voted down stays so, whoever else agrees
        const rest = ROLES.filter((role) => !votes.some((each) => each.role === role));
        if (outcome === 'votedDown') expect(tally(tree, [...votes, ...yes(...rest)])).toBe('votedDown');
      }),
    );
  });
});

describe('the votes by which title passes', () => {
  const ledger = { network: 'test', channel: 'c' } as LedgerName;
  const voting = { by: 'ballot', withinDays: 3, silence: 'yes', reasons: false } as const;
  const attested = (votes: readonly CastVote[], given: Partial<CountedVotes> = {}, today = AFTER): unknown => {
    const counted = { confirmed: votes, standing: NONE, ...given };
    return attestedVotes(ledger, TWO_OF_THREE, { ballot: ballot(votes), terms: voting }, counted, today);
  };

  test('are told by place: who cast them when, in what way, and by which hash they are kept', () => {
    const [cast, against] = [vote('registrar', 'yes'), vote('issuer', 'no')];
    const stood = { ...{ role: 'notary', voter: organisation('notary'), mode: 'standing', decision: 'yes' } };
    expect(attested([cast, against], { standing })).toEqual([
      {
        ...{ role: 'registrar', voter: 'registrarMSP', mode: 'ballot', decision: 'yes', on: TODAY, operator: 'ann' },
        vote: voteHash(ledger, voteOf(cast)),
      },
      {
        ...{ role: 'issuer', voter: 'issuerMSP', mode: 'ballot', decision: 'no', on: TODAY, operator: 'ann' },
        vote: voteHash(ledger, voteOf(against)),
      },
      { ...stood, on: TODAY, until: AFTER, vote: standingVoteHash(ledger, NOTARYS) },
    ]);
  });

  test('are of silence where nobody said anything, and none while that may still change', () => {
    const [cast] = yes('registrar');
    const silent = { mode: 'silence', decision: 'yes', on: TODAY };
    expect(attested([vote('registrar', 'yes')])).toMatchObject([
      { role: 'registrar', voter: cast?.voter },
      { role: 'issuer', voter: 'issuerMSP', ...silent },
      { role: 'notary', voter: 'notaryMSP', ...silent },
    ]);
    expect(attested([vote('registrar', 'yes')], {}, TODAY)).toMatchObject([{ role: 'registrar' }]);
  });

  test('are the standing ones alone where there is no ballot', () => {
    const counted = { confirmed: [], standing };
    expect(attestedVotes(ledger, TWO_OF_THREE, undefined, counted, TODAY)).toMatchObject([
      { role: 'notary', mode: 'standing' },
    ]);
  });
});
