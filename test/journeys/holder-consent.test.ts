import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { NewHolderVote, SolicitationReply } from '@scrip/gateway-api';
import { authorise } from '@scrip/signing';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../support/consortium.js';
import { eventually } from '../support/eventually.js';
import { journey } from '../support/journey.js';
import { type KeyedPerson, MarketScene } from '../support/market-scene.js';

const TIMEOUT_MS = 300_000;
const WITHIN_MS = 60_000;
const ISIN = 'DE000SCRIP08';
const LEI = 'W38RGI023J3WT1HWRP32';

const share = (version: number, votes: number): string => `security EXAMPLE@${String(version)} "Example AG"
  isin ${ISIN}
  cfi ESVUFR
  issuer lei ${LEI}
  currency EUR
  size 1,000,000 units
  share in registered form
  votes ${String(votes)} per unit
  on dissolution what is left belongs to units in proportion
  changing rights needs 75% of votes cast, quorum 50%
  holders are asked for 2 days at least, ending at the deadline
`;

/** An issuer changes what its shares say; those who have them on the record date decide, through REST alone. */
journey('an amendment that holders agree to', (engine) => {
  let scene: MarketScene;
  let holder: KeyedPerson;
  let nominee = '';
  let treasury = '';
  let hash = '';

  beforeAll(async () => {
    scene = await MarketScene.open(engine);
    await define(1, 1);
    const placement = { definition: 'EXAMPLE@1', registrar: BOREALIS, calendar: 'TARGET' };
    await scene.at(AURORA).registerSecurity(placement);
    await scene.caughtUp();
    holder = await scene.keyed('Hanna Holder');
    nominee = await scene.managed('Nominee Ltd');
    const capacity = { holdsAs: 'nominee', document: 'd'.repeat(64) } as const;
    await scene.approve(CIRRUS, scene.at(CIRRUS).parties.declareCapacity(nominee, capacity));
    treasury = await scene.managed('Example AG', { kind: 'entity', entity: { lei: LEI } });
    await scene.issue(ISIN, holder.partyId, '60');
    await scene.issue(ISIN, nominee, '30');
    await scene.issue(ISIN, treasury, '10');
    await scene.caughtUp();
  }, TIMEOUT_MS);
  afterAll(() => scene.close(), TIMEOUT_MS);

  /** Aurora writes a text, and the registrar adopts it. @returns its hash */
  async function define(version: number, votes: number): Promise<string> {
    const { definitions } = scene.at(AURORA);
    const { name, hash: of } = await definitions.draft({ text: share(version, votes) });
    await definitions.propose(name, { hash: of });
    await scene.caughtUp();
    await scene.approve(BOREALIS, scene.at(BOREALIS).definitions.adopt(name, { hash: of }));
    await scene.caughtUp();
    return of;
  }
  const solicitation = (mspId = DELTA): Promise<SolicitationReply> => scene.at(mspId).solicitations.get(ISIN, 1);

  test(
    'is proposed by issuer and registrar, and asked about with what it changes',
    async () => {
      hash = await define(2, 2);
      const amendment = { definition: 'EXAMPLE@2', hash, grandfathers: false };
      await scene.refused('AMENDMENT_NEEDS_CONSENT', () => scene.at(AURORA).definitions.amend(ISIN, amendment));
      const dates = { recordDate: scene.today, deadline: scene.day(4) };
      for (const mspId of [AURORA, BOREALIS]) {
        const asked = scene.at(mspId).definitions.amend(ISIN, { ...amendment, solicitation: dates });
        await scene.approve(mspId, asked);
        await scene.caughtUp();
      }
      expect((await solicitation()).solicitation).toMatchObject({
        ...{ number: 1, state: 'open', definition: 'EXAMPLE@2', ...dates },
        differences: [{ text: 'votes per unit 1 → 2' }],
        needs: [{ topic: 'rights', percent: '75', of: 'votes-cast', quorumPercent: '50' }],
      });
      expect((await scene.at(CIRRUS).security(ISIN)).security).toMatchObject({ definition: { name: 'EXAMPLE@1' } });
    },
    TIMEOUT_MS,
  );

  test(
    'is voted by those who had units at the end of the record date, however units move after it',
    async () => {
      const vote = await signedVote('60');
      await scene.refused('RECORD_DATE_NOT_OVER', () => scene.at(CIRRUS).solicitations.vote(ISIN, 1, vote));
      await scene.nextDay();
      const moved = { isin: ISIN, fromHolderId: holder.partyId, toHolderId: nominee, units: '50' };
      expect(await scene.signedTransfer(moved, holder)).toMatchObject({ status: 'settled' });
      expect(await scene.at(CIRRUS).solicitations.account(ISIN, 1, holder.partyId)).toMatchObject({ units: '60' });
      await scene.at(CIRRUS).solicitations.vote(ISIN, 1, vote);
      await scene.refused('VOTE_EXISTS', () => scene.at(CIRRUS).solicitations.vote(ISIN, 1, vote));
      const divided = { holderId: nominee, hash, yes: '10', no: '15' };
      await scene.refused('VOTE_UNITS_EXCEEDED', () =>
        scene.at(CIRRUS).solicitations.vote(ISIN, 1, { ...divided, yes: '65' }),
      );
      await scene.at(CIRRUS).solicitations.vote(ISIN, 1, divided);
      await scene.caughtUp();
      const { items } = await scene.at(DELTA).solicitations.votes(ISIN, 1);
      expect(items.find(({ holderId }) => holderId === holder.partyId)).toMatchObject({ yes: '60', isSigned: true });
    },
    TIMEOUT_MS,
  );

  test(
    'leaves out what the issuer has itself, which the registrar’s gateway sets aside',
    async () => {
      const set = await eventually(async () => {
        const { solicitation: of, total, outcomes } = await solicitation(BOREALIS);
        return of.tally.aside === '10' ? { tally: of.tally, total, outcomes } : undefined;
      }, WITHIN_MS);
      expect(set).toMatchObject({
        ...{ tally: { yes: '70', no: '15', aside: '10', votes: 2 }, total: '100' },
        outcomes: [{ topic: 'rights', isQuorate: true, isMet: true }],
      });
      await scene.refused('VOTE_OF_ISSUER', () =>
        scene.at(CIRRUS).solicitations.vote(ISIN, 1, { holderId: treasury, hash, yes: '10', no: '0' }),
      );
    },
    TIMEOUT_MS,
  );

  test(
    'counts by itself when its deadline is over',
    async () => {
      await scene.refused('SOLICITATION_RUNNING', () => scene.at(DELTA).solicitations.conclude(ISIN, 1));
      await scene.correctTo(scene.day(6));
      const state = await eventually(async () => {
        const { solicitation: of } = await solicitation(BOREALIS);
        return of.state === 'open' ? undefined : of.state;
      }, WITHIN_MS);
      expect(state).toBe('effective');
      await scene.caughtUp();
      const { security } = await scene.at(CIRRUS).security(ISIN);
      expect(security).toMatchObject({ definition: { name: 'EXAMPLE@2', hash } });
      expect(security).not.toHaveProperty('solicitation');
      expect((await solicitation()).solicitation.decision).toMatchObject({ yes: '70', no: '15', total: '100' });
    },
    TIMEOUT_MS,
  );

  /** What the holder says, signed with a key that no gateway has. */
  async function signedVote(yes: string): Promise<NewHolderVote> {
    const act = { isin: ISIN, number: 1, holderId: holder.partyId, hash, yes, no: '0' };
    const signing = [{ party: holder.partyId, signer: holder.signer }];
    const statement = { purpose: 'solicitation:vote', body: act };
    const authorisation = await authorise(scene.ledger, statement, scene.validity, signing);
    return { holderId: holder.partyId, hash, yes, no: '0', authorisation };
  }
});
