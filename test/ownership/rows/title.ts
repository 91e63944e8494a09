import { expect } from '@jest/globals';
import { verify } from '@scrip/verify';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import type { Expectation } from '../../evidence/expectation.js';
import type { MarketScene } from '../../support/market-scene.js';
import { adopt } from '../../support/definitions.js';
import { likeOf } from '../../support/listed.js';
import { BOTH, DEED, newIsin, TitledShare } from '../titled.js';

const NONCE = 'n'.repeat(22);
const PROSPECTUS = { title: 'Prospectus', sha256: 'e'.repeat(64) };
const INSPECTION = { right: 'public-interest', purpose: 'a creditor asks who owns' } as const;

/** What title is in law, who has it, and on what terms it passes. */
export const TITLE_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 1,
    expects: 'title object: instrument, governing law, form (registered/bearer/book-entry), document hashes',
    allowed: {
      case: 'a share with law, form, register, protocol and the document that prevails',
      run: async (scene) => {
        const title = { form: 'bookEntry', prevailing: PROSPECTUS.sha256 };
        const isin = await TitledShare.register(scene, { title, documents: [PROSPECTUS] });
        const { security } = await scene.at(DELTA).security(isin);
        expect(security).toMatchObject({
          title: { law: 'Germany', register: { constitutiveUnder: 'eWpG' }, notary: DELTA, ...title },
          documents: [PROSPECTUS],
        });
      },
    },
    refused: {
      case: 'a document that prevails and is not of the security, an unknown protocol, nobody for a vote',
      run: async (scene) => {
        const { share, titleTo } = await TitledShare.prepare(scene);
        const titled = (isin: string, title: object): ReturnType<typeof likeOf> =>
          likeOf(share, { isin, titleTo: JSON.parse(JSON.stringify({ ...titleTo, ...title })) as object });
        const { form } = titled(newIsin(), { prevailing: 'f'.repeat(64) });
        await scene.refused('VALIDATION_FAILED', () => scene.at(AURORA).definitions.draft({ form }));
        const { form: unknown } = titled(newIsin(), { protocol: 'Nobody@1' });
        await scene.refused('DEFINITION_TEXT_INVALID', () => scene.at(AURORA).definitions.draft({ form: unknown }));
        const { form: defined, placement } = titled(newIsin(), { notary: undefined });
        await adopt(scene, defined);
        await scene.refused('TITLE_INVALID', () => scene.at(AURORA).registerSecurity(placement));
      },
    },
  },
  {
    row: 2,
    expects: 'legal holder register (entries with name, address, capacity), readable under access control',
    allowed: {
      case: 'the registrar shows it to whoever has a right, and logs who read it and why',
      run: async (scene) => {
        const share = await TitledShare.issued(scene);
        const extract = await scene.at(BOREALIS).registrar.extract(share.isin, INSPECTION);
        expect(extract.items).toMatchObject([{ holderId: share.seller, units: '100' }]);
        const { items } = await scene.at(BOREALIS).registrar.inspections(share.isin);
        expect(items).toMatchObject([INSPECTION]);
      },
    },
    refused: {
      case: 'another organisation asks for the name of a holder',
      run: async (scene) => {
        const share = await TitledShare.issued(scene);
        await scene.refused('PARTY_RECORD_ABSENT', () =>
          scene.at(DELTA).parties.personalRecord(share.seller, 'who is it'),
        );
      },
    },
  },
  {
    row: 3,
    expects: 'each transfer carries its deed: terms hash, both consents, consideration, date',
    allowed: {
      case: 'both consent to the terms; the entry of the register names them',
      run: async (scene) => {
        const share = await TitledShare.issued(scene);
        const id = await share.voted();
        const { deed } = await share.position(id);
        await share.enough(id);
        await share.ends(id, 'settled', 'passed');
        expect(await share.held()).toEqual(['90', '10']);
        const certificate = await scene.at(AURORA).certificates.ownership(share.isin, share.buyer, NONCE);
        const { proven } = verify(JSON.stringify(certificate), { nonce: NONCE });
        expect(proven.join(' ')).toContain(deed?.terms);
      },
    },
    refused: {
      case: 'without a deed, on other terms than those of the deed, by somebody who does not receive',
      run: async (scene) => {
        const share = await TitledShare.issued(scene);
        const bare = await share.instruct({}, '10', { waitSeconds: 20 });
        expect([bare.status, bare.problem?.code]).toEqual(['refused', 'DEED_MISSING']);
        const { instructionId } = await share.instruct({ deed: DEED });
        await share.entered(instructionId);
        await scene.refused('DEED_DIFFERS', () =>
          scene.at(AURORA).title.accept(instructionId, { terms: 'a'.repeat(64) }),
        );
        await scene.refused('AUTHORITY_DENIED', () => scene.at(BOREALIS).title.accept(instructionId, {}));
        expect(await share.held()).toEqual(['100', '0']);
      },
    },
  },
  {
    row: 7,
    expects: 'who owns while a transfer is pending is defined and queryable',
    allowed: {
      case: 'the seller owns and bears what falls due, until it is final; then the buyer',
      run: async (scene) => {
        const share = await TitledShare.issued(scene);
        const id = await share.voted();
        const { seller, buyer } = share;
        expect(await share.position(id)).toMatchObject({ status: 'pending', owner: seller, eventsBelongTo: seller });
        await share.enough(id);
        await share.ends(id, 'settled');
        expect(await share.position(id)).toMatchObject({ owner: buyer, moments: { final: {} } });
      },
    },
    refused: {
      case: 'reserved units pass to nobody else meanwhile',
      run: async (scene) => {
        const share = await TitledShare.issued(scene);
        const first = await share.voted('60');
        const second = await share.agreed('60');
        await scene.caughtUp();
        expect((await share.position(second)).votes?.ballot).toBeUndefined();
        await share.vote(BOREALIS, first, 'registrar', { decision: 'no' });
        await share.ends(first, 'refused', 'votedDown');
        expect(await share.held()).toEqual(['100', '0']);
      },
    },
  },
  {
    row: 8,
    expects: 'legal / beneficial / custodial ownership, nominee chains',
    allowed: {
      case: 'a nominee is on the register for an investor, who is seen behind it',
      run: async (scene) => {
        const share = await TitledShare.issued(scene, { passesWhen: BOTH });
        const nominee = await scene.managed('Nominees of the table', { kind: 'entity' });
        await scene.approve(
          CIRRUS,
          scene.at(CIRRUS).parties.declareCapacity(nominee, { holdsAs: 'nominee', document: 'a'.repeat(64) }),
        );
        await scene.caughtUp();
        const body = { isin: share.isin, fromHolderId: share.seller, toHolderId: nominee, units: '10' };
        const custody = { ...body, toDesignation: [share.seller] };
        // whoever has the units keeps them, and title passes: another one is on the register
        const { instructionId } = await scene.at(CIRRUS).transfer({ ...custody, deed: DEED, acceptance: {} });
        await share.ballotOn(instructionId);
        await share.vote(BOREALIS, instructionId, 'registrar');
        await share.vote(CIRRUS, instructionId, 'sellersCustodian');
        await share.ends(instructionId, 'settled', 'passed');
        const { items } = await scene.at(CIRRUS).parties.beneficialHoldings(share.seller);
        expect(items).toMatchObject([{ isin: share.isin, holderId: nominee, units: '10' }]);
      },
    },
    refused: {
      case: 'through somebody who is no nominee',
      run: async (scene) => {
        const share = await TitledShare.issued(scene, { passesWhen: BOTH });
        const other = await scene.managed('No nominee');
        const body = { isin: share.isin, fromHolderId: share.seller, toHolderId: other, units: '10' };
        const custody = { ...body, toDesignation: [share.seller], deed: DEED, acceptance: {} };
        const { id } = await scene.at(CIRRUS).transfer(custody);
        await share.entered(id);
        const { allowed, rules } = await scene.at(CIRRUS).verdict(id);
        const against = rules.filter((rule) => !rule.allowed).map(({ reason }) => reason);
        expect([allowed, against]).toEqual([false, ['NOMINEE_REQUIRED', 'VOTES_PENDING']]);
        expect(await share.held()).toEqual(['100', '0']);
      },
    },
  },
];
