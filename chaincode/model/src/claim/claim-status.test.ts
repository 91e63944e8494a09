import { describe, expect, test } from '@jest/globals';
import type { BusinessDate } from '../dates/business-date.js';
import type { Isin } from '../identifiers/isin.js';
import type { MspId } from '../identifiers/names.js';
import { claim, claimIdOf, type PublishedClaim } from './claim.js';
import { bestStatus, statusOfClaim, type ClaimQuestion, type HeldClaim } from './claim-status.js';
import type { TrustedIssuer, TrustEnd } from './trust.js';

const SHARE = 'US0378331005' as Isin;
const OTHER = 'US5949181045' as Isin;
const day = (text: string): BusinessDate => text as BusinessDate;

const BODY = {
  issuer: 'BankMSP',
  subject: `P${'A'.repeat(32)}`,
  type: 'kyc',
  validFrom: '2026-11-20',
  validUntil: '2026-11-30',
  graceDays: 2,
  detailsHash: '0'.repeat(64),
  salt: '1'.repeat(64),
};
const LEDGER = { network: 'test', channel: 'securities' } as Parameters<typeof claimIdOf>[0];

function held(differing: Partial<PublishedClaim> = {}, hash?: string | null): HeldClaim {
  const stated = claim(BODY, '');
  const claimId = claimIdOf(LEDGER, stated);
  const published = { ...stated, claimId, publishedOn: day('2026-11-20'), ...differing };
  return { claim: published, hash: hash === null ? undefined : (hash ?? claimId) };
}

const issuers: readonly TrustedIssuer[] = [{ mspId: 'BankMSP' as MspId, from: day('2026-11-01') }];
const on = (today: string, more: Partial<ClaimQuestion> = {}): ClaimQuestion => ({
  issuers,
  isin: SHARE,
  today: day(today),
  ...more,
});

describe('the status of a claim', () => {
  test.each([
    ['2026-11-19', 'not-yet-valid'],
    ['2026-11-20', 'valid'],
    ['2026-11-30', 'valid'],
    ['2026-12-01', 'in-grace'],
    ['2026-12-02', 'in-grace'],
    ['2026-12-03', 'expired'],
  ])('on %s: %s', (today, status) => {
    expect(statusOfClaim(held(), on(today))).toBe(status);
  });

  test.each<[string, HeldClaim, string]>([
    ['with another hash', held({}, 'f'.repeat(64)), 'revoked'],
    ['without a hash', held({}, null), 'revoked'],
    ['that was announced as revoked', held({ revokedOn: day('2026-11-21') }), 'revoked'],
    ['of this security', held({ securities: [OTHER, SHARE] }), 'valid'],
    ['of another security', held({ securities: [OTHER] }), 'out-of-scope'],
    ['by somebody else', held({ issuer: 'OtherMSP' as MspId }), 'untrusted'],
  ])('%s: %s', (_, given, status) => {
    expect(statusOfClaim(given, on('2026-11-25'))).toBe(status);
  });

  test('that counts for some securities does not count where no security is in question', () => {
    const nowhere = { issuers, today: day('2026-11-25') };
    expect(statusOfClaim(held({ securities: [SHARE] }), nowhere)).toBe('out-of-scope');
    expect(statusOfClaim(held(), nowhere)).toBe('valid');
  });

  test('of several claims is that of the best', () => {
    const expired = held({ validUntil: day('2026-11-20'), graceDays: 0 });
    expect(bestStatus([], on('2026-11-25'))).toBe('absent');
    expect(bestStatus([held({}, null), expired], on('2026-11-25'))).toBe('expired');
    expect(bestStatus([held({}, null), held(), expired], on('2026-11-25'))).toBe('valid');
  });
});

describe('trust in its issuer', () => {
  const ended = (lastDay: string, honoursEarlier: boolean): TrustEnd => ({ lastDay: day(lastDay), honoursEarlier });
  test.each<[string, string, TrustEnd | undefined, string, string]>([
    ['that has not begun', '2026-11-26', undefined, '2026-11-20', 'untrusted'],
    ['that begins today', '2026-11-25', undefined, '2026-11-20', 'valid'],
    ['on its last day', '2026-11-01', ended('2026-11-25', false), '2026-11-25', 'valid'],
    ['that has ended with all claims', '2026-11-01', ended('2026-11-24', false), '2026-11-20', 'untrusted'],
    ['that has ended, for a claim of the last day', '2026-11-01', ended('2026-11-24', true), '2026-11-24', 'valid'],
    ['that has ended, for a later claim', '2026-11-01', ended('2026-11-24', true), '2026-11-25', 'untrusted'],
  ])('%s', (_, from, end, publishedOn, status) => {
    const trusted = { mspId: 'BankMSP' as MspId, from: day(from), ...(end === undefined ? {} : { end }) };
    const given = held({ publishedOn: day(publishedOn) });
    expect(statusOfClaim(given, on('2026-11-25', { issuers: [trusted] }))).toBe(status);
  });
});

describe('the id of a claim', () => {
  const stated = claim(BODY, '');
  const id = claimIdOf(LEDGER, stated);

  test.each<[string, object]>([
    ['issuer', { issuer: 'OtherMSP' }],
    ['subject', { subject: `P${'B'.repeat(32)}` }],
    ['type', { type: 'sanction' }],
    ['securities', { securities: [SHARE] }],
    ['value', { value: 'FR' }],
    ['first day', { validFrom: '2026-11-19' }],
    ['last day', { validUntil: '2026-12-30' }],
    ['grace', { graceDays: 90 }],
    ['details', { detailsHash: '2'.repeat(64) }],
    ['salt', { salt: '3'.repeat(64) }],
  ])('is bound to its %s', (_, differing) => {
    expect(claimIdOf(LEDGER, claim({ ...BODY, ...differing }, ''))).not.toBe(id);
  });

  test.each([{ network: 'other' }, { channel: 'placements' }])('is bound to its ledger: %o', (differing) => {
    expect(claimIdOf({ ...LEDGER, ...differing } as typeof LEDGER, stated)).not.toBe(id);
  });
});
