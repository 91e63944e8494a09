import { expect } from '@jest/globals';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import type { Expectation } from '../../evidence/expectation.js';
import { eventually } from '../../support/eventually.js';
import type { MarketScene } from '../../support/market-scene.js';
import { BOTH, TitledShare } from '../titled.js';

const COURT = { basis: 'court-order', document: 'd'.repeat(64) } as const;
const WITHIN_MS = 60_000;

/** Who votes, how it is counted, and what the ledger makes of it. */
export const VOTE_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 4,
    expects: 'named attestors per asset (registrar, custodian, notary, issuer) with threshold policy',
    allowed: {
      case: 'the registrar and two of three others, whichever',
      run: async (scene) => {
        const share = await TitledShare.issued(scene);
        const id = await share.voted();
        await share.vote(BOREALIS, id, 'registrar');
        await share.vote(DELTA, id, 'notary');
        expect((await share.position(id)).votes?.tally).toBe('open');
        await share.vote(AURORA, id, 'buyersCustodian');
        await share.ends(id, 'settled', 'passed');
      },
    },
    refused: {
      case: 'two of the three against it: it is voted down for good',
      run: async (scene) => {
        const share = await TitledShare.issued(scene);
        const id = await share.voted();
        await share.vote(BOREALIS, id, 'registrar');
        await share.vote(DELTA, id, 'notary', { decision: 'no' });
        await share.vote(CIRRUS, id, 'sellersCustodian', { decision: 'no' });
        await share.ends(id, 'refused', 'votedDown');
        expect(await share.held()).toEqual(['100', '0']);
        await scene.refused('BALLOT_CLOSED', () => share.vote(AURORA, id, 'buyersCustodian'));
        // one that is due later need not wait for its day
        const later = await share.voted('10', { settlementDate: scene.businessDay(2) });
        await scene.refused('BALLOT_EXISTS', () => scene.at(AURORA).title.openBallot(later));
        await scene.refused('BALLOT_STILL_OPEN', () => scene.at(CIRRUS).title.closeBallot(later));
        await share.vote(BOREALIS, later, 'registrar', { decision: 'no', reason: 'the deed is not stamped' });
        const closed = await scene.at(CIRRUS).title.closeBallot(later);
        expect(closed).toMatchObject({ status: 'closed', code: 'TRANSFER_VOTED_DOWN' });
        await share.ends(later, 'refused', 'votedDown');
        const [because] = (await scene.at(BOREALIS).title.votes(later)).items;
        expect(because).toMatchObject({ decision: 'no', ownReason: 'the deed is not stamped' });
        await scene.refused('INSTRUCTION_NOT_PENDING', () => scene.at(CIRRUS).title.closeBallot(later));
      },
    },
  },
  {
    row: 5,
    expects: 'attestor votes recorded: reason, expiry, withdrawal, conflict of interest',
    allowed: {
      case: 'a vote is withdrawn, another steps aside for its deputy, and the reasons stay with their voters',
      run: async (scene) => {
        const share = await TitledShare.issued(scene, { title: { deputies: [{ for: 'notary', mspId: AURORA }] } });
        const id = await share.voted();
        await share.vote(BOREALIS, id, 'registrar');
        await share.vote(CIRRUS, id, 'sellersCustodian');
        await share.vote(CIRRUS, id, 'sellersCustodian', { decision: 'withdrawn' });
        await share.vote(DELTA, id, 'notary', { decision: 'stepsAside', reason: 'we advised the seller' });
        await share.vote(AURORA, id, 'notary');
        await scene.refused('VOTER_NOT_SEATED', () => share.vote(DELTA, id, 'notary'));
        expect((await share.position(id)).votes?.tally).toBe('open');
        await share.vote(CIRRUS, id, 'sellersCustodian');
        await share.ends(id, 'settled', 'passed');
        const seen = async (by: string): Promise<readonly unknown[]> =>
          (await scene.at(by).title.votes(id)).items
            .map((vote) => vote['ownReason'])
            .filter((text) => text !== undefined);
        expect(await seen(DELTA)).toEqual(['we advised the seller']);
        expect(await seen(BOREALIS)).toEqual(['seen and in order']);
      },
    },
    refused: {
      case: 'without a reason, from a place of another, and by a notary for whom its deputy did not step in',
      run: async (scene) => {
        const share = await TitledShare.issued(scene);
        const id = await share.voted();
        await scene.refused('VOTE_REASON_MISSING', () =>
          scene.at(BOREALIS).title.vote(id, { role: 'registrar', decision: 'yes' }),
        );
        await scene.refused('VOTER_NOT_SEATED', () => share.vote(AURORA, id, 'notary'));
        await scene.refused('STANDING_VOTE_REFUSED', () =>
          scene.at(BOREALIS).title.giveStandingVote(share.isin, { role: 'registrar', validUntil: scene.day(30) }),
        );
      },
    },
  },
  {
    row: 6,
    expects: 'ledger itself (not only contract code) rejects a transfer lacking the votes',
    allowed: {
      case: 'by standing votes a transfer settles at once; which endorsers peers ask for: test/endorsement/votes.test.ts',
      run: async (scene) => {
        const share = await TitledShare.issued(scene, { passesWhen: BOTH, voting: { by: 'automatic' } });
        for (const [by, role] of [
          [BOREALIS, 'registrar'],
          [CIRRUS, 'sellersCustodian'],
        ] as const) {
          const body = { role, validUntil: scene.day(30) };
          await scene.approve(by, scene.at(by).title.giveStandingVote(share.isin, body));
        }
        await scene.caughtUp();
        const id = await share.agreed();
        await share.ends(id, 'settled');
        expect(await share.held()).toEqual(['90', '10']);
      },
    },
    refused: {
      case: 'without the standing vote of one of them nothing moves',
      run: async (scene) => {
        const share = await TitledShare.issued(scene, { passesWhen: BOTH, voting: { by: 'automatic' } });
        const body = { role: 'registrar' as const, validUntil: scene.day(30) };
        await scene.approve(BOREALIS, scene.at(BOREALIS).title.giveStandingVote(share.isin, body));
        const id = await share.agreed();
        const { allowed, rules } = await scene.at(CIRRUS).verdict(id);
        expect(allowed).toBe(false);
        expect(rules.find(({ rule }) => rule === 'title')?.reason).toBe('STANDING_VOTE_MISSING');
        expect((await share.position(id)).status).toBe('pending');
        expect(await share.held()).toEqual(['100', '0']);
      },
    },
  },
  {
    row: 13,
    expects: 'attestor replacement, incapacity, exit',
    allowed: {
      case: 'a notary gives notice, the issuer names another, the lots come home, and transfers go on with it',
      run: async (scene) => {
        const share = await TitledShare.issued(scene);
        const id = await share.voted();
        await scene.approve(DELTA, scene.at(DELTA).attestors.giveNotice(share.isin, 'notary', COURT));
        await scene.caughtUp();
        const successor = { ...COURT, successor: AURORA };
        await scene.approve(AURORA, scene.at(AURORA).attestors.replace(share.isin, 'notary', successor));
        const isHome = await eventually(async () => {
          const { holdings } = await scene.at(BOREALIS).attestors.staleLots(share.isin);
          return holdings.length === 0 || undefined;
        }, WITHIN_MS);
        expect(isHome).toBe(true);
        await scene.caughtUp();
        // its deed names the notary of before
        await share.ends(id, 'refused', 'ended');
        const anew = await share.voted();
        await scene.refused('VOTER_NOT_SEATED', () => share.vote(DELTA, anew, 'notary'));
        await share.vote(BOREALIS, anew, 'registrar');
        await share.vote(CIRRUS, anew, 'sellersCustodian');
        await share.vote(AURORA, anew, 'notary');
        await share.ends(anew, 'settled', 'passed');
      },
    },
    refused: {
      case: 'by the issuer without a notice, and by somebody who only has lots to attest',
      run: async (scene) => {
        const share = await TitledShare.issued(scene);
        const successor = { ...COURT, successor: AURORA };
        const replace = (by: string) => (): Promise<unknown> =>
          scene.at(by).attestors.replace(share.isin, 'notary', successor);
        await scene.refused('AUTHORITY_DENIED', replace(AURORA));
        await scene.refused('AUTHORITY_DENIED', replace(CIRRUS));
      },
    },
  },
];
