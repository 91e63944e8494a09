import { compile } from '@scrip/language';
import { businessDate, tallyOf, type Ballot, type OwnershipProtocol, type VotingRole } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Dice } from './against/dice.js';
import { castByChance, titleText } from './against/title-of-chance.js';
import { passingOfText } from './text/votes-of-text.js';
import { titlePasses, type Cast, type Passed } from './votes.js';

const RUNS = Number(process.env['SCRIP_LANGUAGE_RUNS'] ?? '300');

const ROLES: Readonly<Record<string, VotingRole>> = {
  registrar: 'registrar',
  issuer: 'issuer',
  notary: 'notary',
  "seller's custodian": 'sellersCustodian',
  "buyer's custodian": 'buyersCustodian',
};

/** A ballot of which each place has a seat of its own. */
const ballotOf = (cast: Cast): Ballot =>
  ({
    lastDay: businessDate('2026-06-15', ''),
    seats: Object.values(ROLES).map((role) => ({ role, mspId: role, isConflicted: false })),
    votes: Object.entries(cast).map(([place, decision]) => ({ role: ROLES[place], voter: ROLES[place], decision })),
  }) as unknown as Ballot;

function tally({ passesWhen, voting }: OwnershipProtocol, cast: Cast, isTimeOver: boolean): Passed {
  if (voting.by !== 'ballot') throw new Error('it is voted by ballot');
  const ballot = ballotOf(cast);
  const today = businessDate(isTimeOver ? '2026-06-16' : '2026-06-15', '');
  const counted = { confirmed: ballot.votes, standing: new Map<VotingRole, never>() };
  const ends = { met: 'passes', open: 'waits', votedDown: 'does not pass', expired: 'does not pass' } as const;
  return ends[tallyOf(ballot, passesWhen, voting, counted, today)];
}

describe('property: whether title passes', () => {
  test('is the same by the protocol on the ledger and by who has only read the reference', () => {
    const said = new Map<string, number>();
    fc.assert(
      fc.property(fc.gen(), (generator) => {
        const dice = new Dice(generator);
        const [silence, cast, isTimeOver] = [dice.pick(['no', 'yes']), castByChance(dice), dice.often(50)];
        const text = titleText(dice, silence);
        const { definitions: found, problems } = compile(text);
        const [definition] = found;
        if (definition?.kind !== 'ownership') throw new Error(`${text}${problems[0]?.message ?? ''}`);
        const passed = tally(definition.protocol, cast, isTimeOver);
        said.set(passed, (said.get(passed) ?? 0) + 1);
        expect({ text, cast, isTimeOver, passed: titlePasses(passingOfText(text), cast, isTimeOver) }).toMatchObject({
          passed,
        });
      }),
      { numRuns: RUNS },
    );
    expect([...said.keys()].sort()).toEqual(['does not pass', 'passes', 'waits']);
  });
});
