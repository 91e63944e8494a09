import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Transaction } from '@hyperledger/fabric-gateway';
import type { VotingRole } from '@scrip/model';
import { REPOSITORY } from '../support/command.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, Consortium, DELTA, MEMBERS } from '../support/consortium.js';
import { engineUnderTest, report, whyUnavailable } from '../support/engine.js';
import { TestNetwork } from '../support/network.js';
import { RegisterMarket, SCRIP } from '../support/register.js';
import { addEndorsements, keepEndorsements } from '../support/transaction.js';
import { TitledMarket, type TestProtocol } from './titled-market.js';

const START_TIMEOUT_MS = 300_000;
const VALID = 0;
const READ_CONFLICT = 11;
const ENDORSEMENT_POLICY_FAILURE = 10;
const MAJORITY = 3;
const BUNDLE = join(REPOSITORY, 'chaincode', 'contracts', 'dist', 'bundle');

const SUBSETS: readonly (readonly string[])[] = Array.from({ length: 2 ** MEMBERS.length - 1 }, (_, index) =>
  MEMBERS.filter((_member, position) => Math.floor((index + 1) / 2 ** position) % 2 === 1),
);

const vote = (from: VotingRole): object => ({ is: 'vote', from });
const atLeast = (votes: number, ...of: readonly object[]): object => ({ is: 'atLeast', votes, of });

/** Each protocol with what its peers must say of a set of endorsers, from the protocol's own words. */
const CASES: readonly (TestProtocol & {
  readonly isin: string;
  readonly words: string;
  readonly attested: (by: (mspId: string) => boolean) => boolean;
  readonly voters: readonly (readonly [string, VotingRole])[];
})[] = [
  {
    name: 'Ballot',
    isin: 'US0000000101',
    by: 'ballot',
    words: 'the registrar and two of notary, seller’s and buyer’s custodian; whoever buys, at rest',
    passesWhen: atLeast(
      2,
      vote('registrar'),
      atLeast(2, vote('notary'), vote('sellersCustodian'), vote('buyersCustodian')),
    ),
    attested: (by) => by(BOREALIS) && by(DELTA) && by(CIRRUS),
    voters: [
      [BOREALIS, 'registrar'],
      [DELTA, 'notary'],
      [AURORA, 'buyersCustodian'],
    ],
  },
  {
    name: 'Both',
    isin: 'US0000000200',
    by: 'ballot',
    words: 'the registrar and both custodians: the buyer’s joins when units are set aside',
    passesWhen: atLeast(3, vote('registrar'), vote('sellersCustodian'), vote('buyersCustodian')),
    attested: (by) => by(BOREALIS) && by(CIRRUS) && by(AURORA),
    voters: [
      [BOREALIS, 'registrar'],
      [CIRRUS, 'sellersCustodian'],
      [AURORA, 'buyersCustodian'],
    ],
  },
  {
    name: 'Either',
    isin: 'US0000000309',
    by: 'automatic',
    words: 'the registrar and either the notary or the seller’s custodian, by standing votes',
    passesWhen: atLeast(2, vote('registrar'), atLeast(1, vote('notary'), vote('sellersCustodian'))),
    attested: (by) => by(BOREALIS) && (by(DELTA) || by(CIRRUS)),
    voters: [
      [BOREALIS, 'registrar'],
      [DELTA, 'notary'],
    ],
  },
];

const engine = engineUnderTest();
const unavailable = whyUnavailable(engine);
const nameOf = (subset: readonly string[]): string => subset.map((mspId) => mspId.replace('MSP', '')).join('+');

if (unavailable !== undefined) {
  report(`endorsers of voted transfers on ${engine} skipped: ${unavailable}`);
  test.skip(`endorsers of voted transfers on ${engine}: ${unavailable}`, () => undefined);
} else {
  describe(`transfers on which it is voted on ${engine}`, () => {
    let consortium: Consortium;
    let market: RegisterMarket;

    beforeAll(async () => {
      const network = await TestNetwork.start(engine);
      consortium = new Consortium(network);
      await network.deploy({ name: SCRIP, path: BUNDLE, channels: [CHANNEL] });
      market = new RegisterMarket(consortium, CHANNEL);
      await market.bootstrap();
    }, START_TIMEOUT_MS);

    afterAll(async () => {
      consortium.close();
      await consortium.network.end();
    }, START_TIMEOUT_MS);

    async function verdictOf(
      prepared: Transaction,
      subset: readonly string[],
      offLine: readonly ReturnType<Consortium['user']>[] = [],
    ): Promise<number> {
      const { gateway } = consortium.at(BOREALIS);
      const chosen = addEndorsements(gateway, keepEndorsements(gateway, prepared, subset), offLine);
      const { code, transactionId } = await (await chosen.submit()).getStatus();
      await consortium.settled(transactionId);
      return code;
    }

    describe.each(CASES)('$name: $words', ({ attested, voters, isin, by, ...protocol }) => {
      let titled: TitledMarket;
      let waiting: string[] = [];

      /** Transfers that lack nothing but endorsements. */
      beforeAll(async () => {
        titled = await TitledMarket.open(market, isin, { ...protocol, by });
        waiting = [...(await titled.instruct(4))];
        if (by === 'automatic') {
          for (const [voter, role] of voters) await titled.stand(voter, role);
          return;
        }
        await titled.open(waiting);
        for (const id of waiting) for (const [voter, role] of voters) await titled.vote(voter, id, role);
      }, START_TIMEOUT_MS);

      const next = (): string => {
        const id = waiting.shift();
        if (id === undefined) throw new Error('no transfer waits any more');
        return id;
      };

      test('settles by exactly those sets of endorsers that stand for enough votes', async () => {
        const isSufficient = (subset: readonly string[]): boolean =>
          subset.length >= MAJORITY && attested((mspId) => subset.includes(mspId));
        const refusing = SUBSETS.filter((subset) => !isSufficient(subset));
        const verdicts: (readonly [string, number])[] = [];
        for (const subset of refusing) {
          const [id] = waiting;
          const prepared = await market.prepareSettlement(titled.isin, [id ?? '']);
          verdicts.push([nameOf(subset), await verdictOf(prepared, subset)]);
        }
        expect(verdicts).toEqual(refusing.map((subset) => [nameOf(subset), ENDORSEMENT_POLICY_FAILURE]));
        expect(await titled.transfer(waiting[0] ?? '')).toMatchObject({ status: 'pending' });
        const smallest = SUBSETS.filter(isSufficient).filter(({ length }) => length === MAJORITY);
        expect(smallest.length).toBeGreaterThan(0);
        for (const subset of smallest) {
          const id = next();
          expect([nameOf(subset), await verdictOf(await market.prepareSettlement(titled.isin, [id]), subset)]).toEqual([
            nameOf(subset),
            VALID,
          ]);
          expect(await titled.transfer(id)).toMatchObject({ status: 'settled' });
        }
      }, 240_000);

      test('settles without its attestors by the lawful override alone', async () => {
        const id = next();
        const without = [AURORA, CIRRUS, DELTA];
        const overriding = [consortium.user(DELTA, 'admin'), consortium.user(AURORA, 'admin')];
        const prepare = (): Promise<Transaction> => market.prepareSettlement(titled.isin, [id]);
        expect(await verdictOf(await prepare(), without)).toBe(ENDORSEMENT_POLICY_FAILURE);
        expect(await verdictOf(await prepare(), without, overriding)).toBe(VALID);
      }, 60_000);
    });

    test('a vote that is withdrawn after peers have endorsed makes the settlement invalid', async () => {
      const titled = await TitledMarket.open(market, 'US0000000408', {
        ...{ name: 'Withdrawn', by: 'ballot' },
        passesWhen: atLeast(2, vote('registrar'), vote('sellersCustodian')),
      });
      const [id = ''] = await titled.instruct(1);
      await titled.open([id]);
      await titled.vote(BOREALIS, id, 'registrar');
      await titled.vote(CIRRUS, id, 'sellersCustodian');
      const prepared = await market.prepareSettlement(titled.isin, [id]);
      await titled.vote(CIRRUS, id, 'sellersCustodian', 'withdrawn');
      expect(await verdictOf(prepared, MEMBERS)).toBe(READ_CONFLICT);
      expect(await titled.transfer(id)).toMatchObject({ status: 'pending' });
    }, 120_000);
  });
}
