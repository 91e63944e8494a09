import { expect } from '@jest/globals';
import { verify, VerificationError } from '@scrip/verify';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import type { Expectation } from '../../evidence/expectation.js';
import type { MarketScene } from '../../support/market-scene.js';
import { BOTH, TitledShare } from '../titled.js';

const COURT = { basis: 'court-order', document: 'd'.repeat(64) } as const;
const TERMS = { basis: 'terms', document: 'd'.repeat(64) } as const;
const NONCE = 'n'.repeat(22);

/** A share that passes by standing votes which all have given. */
async function freely(scene: MarketScene, protocol: object = {}): Promise<TitledShare> {
  const share = await TitledShare.issued(scene, { passesWhen: BOTH, voting: { by: 'automatic' }, protocol });
  for (const [by, role] of [
    [BOREALIS, 'registrar'],
    [CIRRUS, 'sellersCustodian'],
  ] as const) {
    const body = { role, validUntil: scene.day(90) };
    await scene.approve(by, scene.at(by).title.giveStandingVote(share.isin, body));
  }
  await scene.caughtUp();
  return share;
}

/** A pledge of units of the seller. */
const pledge = (
  scene: MarketScene,
  { isin, seller, buyer }: TitledShare,
  id: string,
  more: object = {},
): Promise<unknown> => {
  const terms = { holderId: seller, encumbranceId: id, units: '60', beneficiary: buyer, document: 'b'.repeat(64) };
  return scene.approve(
    CIRRUS,
    scene.at(CIRRUS).registrar.encumber(isin, { ...terms, kind: 'pledge', ...more } as never),
  );
};

/** The entry by which the buyer got its units, and when. */
async function entryOf(
  scene: MarketScene,
  share: TitledShare,
): Promise<{ readonly entry: string; readonly on: string }> {
  const { items } = await scene.at(BOREALIS).registrar.entries(share.isin, { holder: share.buyer });
  const [entry] = items;
  if (entry === undefined) throw new Error('the buyer has no entry');
  return { entry: entry.entry, on: entry.businessDate };
}

/** What lies on units, what stands behind them, and what can be shown of them. */
export const ASSET_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 9,
    expects: 'encumbrances: pledge, lien, usufruct, court attachment, ranked',
    allowed: {
      case: 'a second pledge in the rank after the first, and a court attachment, each with its beneficiary',
      run: async (scene) => {
        const share = await freely(scene);
        await pledge(scene, share, 'first');
        await scene.caughtUp();
        await pledge(scene, share, 'second', { over: 'first' });
        const order = { ...COURT, holderId: share.seller, encumbranceId: 'court-1', units: '10' };
        const attached = { ...order, beneficiary: share.buyer };
        await scene.approve(DELTA, scene.at(DELTA).registrar.attachUnits(share.isin, attached));
        await scene.caughtUp();
        const { items } = await scene.at(CIRRUS).registrar.encumbrancesOf(share.seller);
        const shown = items.map(({ encumbranceId, rank, kind }) => [encumbranceId, rank, kind]);
        expect(shown).toEqual(
          expect.arrayContaining([
            ['first', 1, 'pledge'],
            ['second', 2, 'pledge'],
          ]),
        );
        const usufruct = { holderId: share.seller, encumbranceId: 'income', units: '30', beneficiary: share.buyer };
        const given = { ...usufruct, kind: 'usufruct' as const, document: 'b'.repeat(64) };
        await scene.approve(CIRRUS, scene.at(CIRRUS).registrar.encumber(share.isin, given));
        await scene.caughtUp();
        expect(await scene.at(AURORA).registrar.income(share.isin, share.seller)).toMatchObject({
          units: '100',
          income: [
            { partyId: share.buyer, units: '30', encumbranceId: 'income' },
            { partyId: share.seller, units: '70' },
          ],
        });
      },
    },
    refused: {
      case: 'encumbered units do not move, and nobody but the beneficiary releases them',
      run: async (scene) => {
        const share = await freely(scene);
        await pledge(scene, share, 'first');
        await scene.caughtUp();
        await pledge(scene, share, 'second', { over: 'first' });
        await scene.caughtUp();
        const id = await share.agreed('60');
        await scene.caughtUp();
        expect((await share.position(id)).status).toBe('pending');
        const release = { holderId: share.seller, encumbranceId: 'first' };
        await scene.refused('AUTHORITY_DENIED', () => scene.at(CIRRUS).registrar.releaseUnits(share.isin, release));
        expect(await share.held()).toEqual(['100', '0']);
      },
    },
  },
  {
    row: 10,
    expects: 'objection window, dispute state, rectification with audit trail',
    allowed: {
      case: 'the regulator objects, upholds it, and the units come back by a new entry that names it',
      run: async (scene) => {
        const share = await freely(scene, { objectionDays: 5 });
        await share.ends(await share.agreed(), 'settled');
        const about = await entryOf(scene, share);
        const objection = { disputeId: 'd-1', about, ground: 'error', document: 'a'.repeat(64) };
        await scene.approve(DELTA, scene.at(DELTA).disputes.raise(share.isin, objection as never));
        await scene.caughtUp();
        const open = await scene.at(BOREALIS).disputes.list(share.isin, { state: 'open' });
        expect(open.items).toMatchObject([{ disputeId: 'd-1' }]);
        const decision = { ...COURT, decision: 'upheld' };
        await scene.approve(DELTA, scene.at(DELTA).disputes.decide(share.isin, 'd-1', decision as never));
        await scene.caughtUp();
        const correction = { ...COURT, corrects: about, disputeId: 'd-1', toHolderId: share.seller, units: '10' };
        await scene.approve(BOREALIS, scene.at(BOREALIS).registrar.correct(share.isin, correction));
        expect(await share.held()).toEqual(['100', '0']);
        const { entry } = await scene.at(BOREALIS).registrar.entry(share.isin, about.entry);
        expect(entry.units).toBe('10');
      },
    },
    refused: {
      case: 'where the protocol gives no time for it',
      run: async (scene) => {
        const share = await freely(scene);
        await share.ends(await share.agreed(), 'settled');
        const about = await entryOf(scene, share);
        const objection = { disputeId: 'd-2', about, ground: 'error', document: 'a'.repeat(64) };
        await scene.refused('OBJECTION_NOT_FORESEEN', () =>
          scene.at(DELTA).disputes.raise(share.isin, objection as never),
        );
      },
    },
  },
  {
    row: 11,
    expects: 'dated register extract, verifiable offline',
    allowed: {
      case: 'a certificate of a holding is verified without a network, as data and as a PDF',
      run: async (scene) => {
        const share = await freely(scene);
        const certificate = await scene.at(CIRRUS).certificates.ownership(share.isin, share.seller, NONCE);
        const { proven } = verify(JSON.stringify(certificate), { nonce: NONCE });
        expect(proven.join(' ')).toContain(share.isin);
      },
    },
    refused: {
      case: 'with one byte of a signature changed it proves nothing',
      run: async (scene) => {
        const share = await freely(scene);
        const certificate = await scene.at(CIRRUS).certificates.ownership(share.isin, share.seller, NONCE);
        const entry = Buffer.from(certificate.entry, 'base64');
        entry[entry.length - 1] = (entry.at(-1) ?? 0) ^ 1;
        const forged = { ...certificate, entry: entry.toString('base64') };
        expect(() => verify(JSON.stringify(forged), { nonce: NONCE })).toThrow(VerificationError);
        expect(() => verify(JSON.stringify(certificate), { nonce: 'm'.repeat(22) })).toThrow(VerificationError);
      },
    },
  },
  {
    row: 12,
    expects: 'underlying-asset evidence (title deed, vault receipt) with expiry that blocks transfer when stale',
    allowed: {
      case: 'the notary shows an audit, and the transfer that has waited for it settles',
      run: async (scene) => {
        const share = await freely(scene, { evidence: [{ kind: 'audit', everyMonths: 12 }] });
        const id = await share.agreed();
        await scene.caughtUp();
        expect((await share.position(id)).status).toBe('pending');
        const shown = { evidenceId: 'audit-1', kind: 'audit', document: 'a'.repeat(64), issuedOn: scene.today };
        await scene.approve(DELTA, scene.at(DELTA).evidence.publish(share.isin, shown as never));
        await share.ends(id, 'settled');
        expect(await share.held()).toEqual(['90', '10']);
      },
    },
    refused: {
      case: 'by somebody who does not show it, and a transfer without it waits',
      run: async (scene) => {
        const share = await freely(scene, { evidence: [{ kind: 'audit', everyMonths: 12 }] });
        const shown = { evidenceId: 'audit-1', kind: 'audit', document: 'a'.repeat(64), issuedOn: scene.today };
        await scene.refused('AUTHORITY_DENIED', () => scene.at(AURORA).evidence.publish(share.isin, shown as never));
        const id = await share.agreed();
        await scene.caughtUp();
        expect((await share.position(id)).status).toBe('pending');
        expect(await share.held()).toEqual(['100', '0']);
      },
    },
  },
  {
    row: 14,
    expects: 'dematerialise / rematerialise / deactivate',
    allowed: {
      case: 'paper is taken in and becomes an entry, units leave against a certificate, and an empty security ends',
      run: async (scene) => {
        const isin = await TitledShare.register(scene, { passesWhen: BOTH });
        const holderId = await scene.managed(`Paper of ${isin}`);
        const certificates = [{ number: 'A-1', units: '10' }];
        const { registrar } = scene.at(AURORA);
        await scene.approve(AURORA, registrar.dematerialise(isin, { ...TERMS, holderId, certificates }));
        await scene.caughtUp();
        expect(await scene.units(isin, holderId)).toBe('10');
        const empty = await TitledShare.register(scene, { passesWhen: BOTH });
        await scene.approve(AURORA, registrar.deactivate(empty, TERMS));
        await scene.caughtUp();
        expect((await scene.at(DELTA).security(empty)).security).toMatchObject({ deactivated: { basis: 'terms' } });
      },
    },
    refused: {
      case: 'paper that was taken in already, and the end of a security of which somebody has units',
      run: async (scene) => {
        const isin = await TitledShare.register(scene, { passesWhen: BOTH });
        const holderId = await scene.managed(`More paper of ${isin}`);
        const certificates = [{ number: 'A-1', units: '10' }];
        const { registrar } = scene.at(AURORA);
        const taken = { ...TERMS, holderId, certificates };
        await scene.approve(AURORA, registrar.dematerialise(isin, taken));
        await scene.caughtUp();
        await scene.refused('PAPER_NOT_OUT', () => registrar.dematerialise(isin, taken));
        await scene.refused('SECURITY_OUTSTANDING', () => registrar.deactivate(isin, TERMS));
      },
    },
  },
];
