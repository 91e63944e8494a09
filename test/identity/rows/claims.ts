import { expect } from '@jest/globals';
import { AURORA, CIRRUS, DELTA } from '../../support/consortium.js';
import type { Expectation } from '../../evidence/expectation.js';
import type { MarketScene } from '../../support/market-scene.js';

const ACCREDITED = 'accredited-investor';
const SANCTION = 'sanction';

/** A security whose receivers need a claim of the regulator, with a holder who has units and the claim. */
async function guardedSecurity(scene: MarketScene): Promise<{ readonly isin: string; readonly seller: string }> {
  const isin = await scene.security(2);
  const trust = { type: ACCREDITED, effect: 'requires' as const, sides: 'receiver' as const };
  const issuers = [{ mspId: DELTA, from: scene.today }];
  const blocks = { type: SANCTION, effect: 'blocks' as const, sides: 'both' as const };
  await scene.once('trust of the guarded security', async () => {
    for (const each of [trust, blocks]) {
      await scene.approve(AURORA, scene.at(AURORA).claims.adoptTrust({ isin, ...each, issuers }));
    }
  });
  const seller = await scene.managed('Sara Seller');
  await scene.claim(DELTA, seller, ACCREDITED);
  await scene.issue(isin, seller, '10');
  return { isin, seller };
}

async function statusOf(scene: MarketScene, partyId: string, claimId: string): Promise<string | undefined> {
  const { claims } = await scene.at(CIRRUS).claims.ofParty(partyId);
  return claims.find((claim) => claim.claimId === claimId)?.status;
}

/** What claim issuers say of parties, and what it decides. */
export const CLAIM_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 3,
    expects: 'claims: issuer, type, scope, expiry, revocation',
    allowed: {
      case: 'a claim is made, counts, is revoked by its id and counts no more',
      run: async (scene) => {
        const subject = await scene.managed('Clara Claim');
        const [made, dated] = [
          await scene.claim(DELTA, subject, 'kyc'),
          await scene.claim(DELTA, subject, 'dated', { validFrom: scene.day(-9), validUntil: scene.day(-1) }),
        ];
        const trusted = {
          effect: 'requires' as const,
          sides: 'none' as const,
          issuers: [{ mspId: DELTA, from: scene.day(-30) }],
        };
        for (const type of ['kyc', 'dated']) {
          await scene.approve(DELTA, scene.at(DELTA).claims.adoptTrust({ type, ...trusted }));
        }
        expect(await statusOf(scene, subject, made.claimId)).toBe('valid');
        expect(await statusOf(scene, subject, dated.claimId)).toBe('expired');
        await scene.at(DELTA).claims.revoke(made.claimId);
        expect(await statusOf(scene, subject, made.claimId)).toBe('revoked');
      },
    },
    refused: {
      case: 'another organisation revokes the claim',
      run: async (scene) => {
        const subject = await scene.managed('Cleo Claim');
        const { claimId } = await scene.claim(DELTA, subject, 'kyc');
        await scene.refused('CLAIM_UNKNOWN', () => scene.at(CIRRUS).claims.revoke(claimId));
        expect(await statusOf(scene, subject, claimId)).not.toBe('revoked');
      },
    },
  },
  {
    row: 4,
    expects: 'trusted issuers per asset and claim',
    allowed: {
      case: 'a receiver with the claim of a trusted issuer',
      run: async (scene) => {
        const { isin, seller } = await guardedSecurity(scene);
        expect(await scene.units(isin, seller)).toBe('10');
      },
    },
    refused: {
      case: 'a receiver with the same claim by somebody else, or without any',
      run: async (scene) => {
        const { isin } = await guardedSecurity(scene);
        const receiver = await scene.managed('Uma Untrusted');
        await scene.issueRefused('CLAIM_ABSENT', isin, receiver);
        await scene.claim(CIRRUS, receiver, ACCREDITED);
        await scene.issueRefused('CLAIM_ABSENT', isin, receiver);
        expect(await scene.units(isin, receiver)).toBe('0');
      },
    },
  },
  {
    row: 9,
    expects: 'status checked at settlement, not only onboarding',
    allowed: {
      case: 'a receiver whose claim is in force at settlement',
      run: async (scene) => {
        const { isin, seller } = await guardedSecurity(scene);
        const buyer = await scene.managed('Vera Valid');
        await scene.claim(DELTA, buyer, ACCREDITED);
        expect(await scene.transferred(isin, seller, buyer)).toMatchObject({ status: 'settled' });
      },
    },
    refused: {
      case: 'a receiver whose claim was revoked after onboarding waits; one under a sanction is refused for good',
      run: async (scene) => {
        const { isin, seller } = await guardedSecurity(scene);
        const buyer = await scene.managed('Rita Revoked');
        const { claimId } = await scene.claim(DELTA, buyer, ACCREDITED);
        await scene.at(DELTA).claims.revoke(claimId);
        const waiting = await scene.transferred(isin, seller, buyer);
        expect(waiting.status).toBe('pending');
        expect(await scene.units(isin, buyer)).toBe('0');
        await scene.claim(DELTA, buyer, ACCREDITED);
        await scene.settles(waiting);
        const sanctioned = await scene.managed('Sam Sanctioned');
        for (const type of [ACCREDITED, SANCTION]) await scene.claim(DELTA, sanctioned, type);
        const refused = await scene.transferred(isin, seller, sanctioned);
        expect(refused).toMatchObject({ status: 'refused', problem: { code: 'CLAIM_BLOCKS' } });
      },
    },
  },
  {
    row: 10,
    expects: 'refresh, grace and cure',
    allowed: {
      case: 'a claim in its days of grace counts; an expired one is cured by a new one',
      run: async (scene) => {
        const { isin, seller } = await guardedSecurity(scene);
        const past = { validFrom: scene.day(-20), validUntil: scene.day(-2) };
        const [late, cured] = [await scene.managed('Gina Grace'), await scene.managed('Cora Cured')];
        await scene.claim(DELTA, late, ACCREDITED, { ...past, graceDays: 5 });
        expect(await scene.transferred(isin, seller, late)).toMatchObject({ status: 'settled' });
        await scene.claim(DELTA, cured, ACCREDITED, past);
        const waiting = await scene.transferred(isin, seller, cured);
        expect(waiting.status).toBe('pending');
        await scene.claim(DELTA, cured, ACCREDITED);
        await scene.settles(waiting);
      },
    },
    refused: {
      case: 'a claim after its days of grace',
      run: async (scene) => {
        const { isin, seller } = await guardedSecurity(scene);
        const past = { validFrom: scene.day(-20), validUntil: scene.day(-2), graceDays: 1 };
        const buyer = await scene.managed('Ella Expired');
        await scene.claim(DELTA, buyer, ACCREDITED, past);
        await scene.issueRefused('CLAIM_EXPIRED', isin, buyer);
        const waiting = await scene.transferred(isin, seller, buyer);
        expect(waiting.status).toBe('pending');
        expect(await scene.units(isin, buyer)).toBe('0');
        await scene.claim(DELTA, buyer, ACCREDITED);
        await scene.settles(waiting);
      },
    },
  },
];
