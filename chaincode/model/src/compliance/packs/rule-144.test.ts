import { expect, test } from '@jest/globals';
import { describePack, type FactPattern } from '../../test-support/fact-patterns.js';
import { pack } from './index.js';

const by = (paragraph: string): string => `17 CFR 230.144${paragraph}`;

type Facts = FactPattern[2];

const OUTSTANDING = 1_000_000;

/** A sale of units of one lot, acquired from the issuer and paid for in full on a day. */
const sells = (acquiredOn: string, units: number, more: Partial<Facts> = {}): Facts => ({
  ...{ event: 'transfer', units, outstanding: OUTSTANDING, lots: [[acquiredOn, 500_000]] },
  ...more,
});

/** Somebody who is no affiliate of the issuer and has been none for three months; without proof of that, an affiliate. */
const STRANGER = { sender: { claims: { 'non-affiliate': true } } } as const;
const THROUGH_BROKER = { approvals: ['broker'] } as const;
const NOTIFIED = { sender: { claims: { 'form-144-filed': true } }, ...THROUGH_BROKER } as const;
const stranger = (acquiredOn: string, units: number): Facts => sells(acquiredOn, units, STRANGER);
const affiliate = (acquiredOn: string, units: number): Facts => sells(acquiredOn, units, NOTIFIED);
const after = (transferred: number, claims: Readonly<Record<string, true>> = {}): Partial<Facts> => ({
  sender: { claims: { 'form-144-filed': true, ...claims }, transferred },
  ...THROUGH_BROKER,
});

/**
 * The issuer reports since 2 March 2026, so that 31 May is the first day after 90 days of it, and is current until the end
 * of September. 30,000 shares were traded a week, a figure that is good for a notice until 14 August; a share is at 12.50.
 */
const REPORTING = { reportingSince: '2026-03-02', informationUntil: '2026-09-30' } as const;
const TRADED = { weeklyVolume: { units: '30000', until: '2026-08-14' }, price: '12.50' } as const;

/** What is so for shares and for notes of an issuer that reports. */
const REPORTED: readonly FactPattern[] = [
  [
    '2026-07-14',
    'a non-affiliate sells a day before six months',
    stranger('2026-01-15', 9),
    'HOLDING_PERIOD_RUNNING',
    by('(d)(1)(i)'),
  ],
  [
    '2026-07-15',
    'a non-affiliate sells after six months, as much as it likes',
    stranger('2026-01-15', 500_000),
    'allowed',
    by('(d)(1)(i)'),
  ],
  ['2026-07-16', 'a non-affiliate sells a day later', stranger('2026-01-15', 500_000), 'allowed', by('(c)')],
  [
    '2026-06-30',
    'a non-affiliate sells what it acquired on 31 December, which has no day in June',
    stranger('2025-12-31', 9),
    'allowed',
    by('(d)(1)(i)'),
  ],
  ['2026-05-30', 'the issuer has reported for 89 days', stranger('2025-11-03', 9), 'TOO_EARLY', by('(d)(1)(i)')],
  ['2026-05-31', 'the issuer has reported for 90 days', stranger('2025-11-03', 9), 'allowed', by('(d)(1)(i)')],
  ['2026-09-30', 'the issuer is current for the last day', stranger('2026-01-15', 9), 'allowed', by('(c)')],
  ['2026-10-01', 'the issuer is late with a report', stranger('2026-01-15', 9), 'TOO_LATE', by('(c)')],
  [
    '2027-01-14',
    'the issuer is late, and a non-affiliate has held for a year but a day',
    stranger('2026-01-15', 9),
    'HOLDING_PERIOD_RUNNING',
    by('(b)(1)(i), (d)(1)(ii)'),
  ],
  [
    '2027-01-15',
    'the issuer is late, and a non-affiliate has held for a year',
    stranger('2026-01-15', 500_000),
    'allowed',
    by('(b)(1)(i), (d)(1)(ii)'),
  ],
  [
    '2026-07-14',
    'an affiliate sells a day before six months',
    affiliate('2026-01-15', 9),
    'HOLDING_PERIOD_RUNNING',
    by('(d)(1)(i)'),
  ],
  ['2026-07-15', 'an affiliate sells after six months', affiliate('2026-01-15', 9), 'allowed', by('(d)(1)(i)')],
  [
    '2026-05-30',
    'an affiliate of an issuer that reports for 89 days has held for seven months',
    affiliate('2025-11-03', 9),
    'TOO_EARLY',
    by('(d)(1)(i)'),
  ],
  [
    '2026-05-30',
    'an affiliate has held for a year when the issuer reports for 89 days',
    affiliate('2025-05-30', 9),
    'allowed',
    by('(d)(1)(ii)'),
  ],
  [
    '2026-05-30',
    'an affiliate has held for a year but a day',
    affiliate('2025-05-31', 9),
    'HOLDING_PERIOD_RUNNING',
    by('(d)(1)(ii)'),
  ],
  [
    '2026-10-01',
    'an affiliate sells when the issuer is late with a report',
    affiliate('2025-01-15', 9),
    'TOO_LATE',
    by('(c)'),
  ],
];

const SHARES: readonly FactPattern[] = [
  ...REPORTED,
  [
    '2026-05-01',
    'a non-affiliate has held for a year when the issuer reports for 60 days',
    stranger('2025-05-01', 9),
    'allowed',
    by('(b)(1)(i), (d)(1)(ii)'),
  ],
  [
    '2026-07-15',
    'a non-affiliate sells two lots of which one is too young',
    sells('2026-01-15', 9, {
      ...STRANGER,
      lots: [
        ['2026-01-15', 5],
        ['2026-01-16', 5],
      ],
    }),
    'HOLDING_PERIOD_RUNNING',
    by('(d)(1)(i)'),
  ],
  [
    '2026-08-03',
    'somebody stopped being an affiliate two months ago and sells too much',
    sells('2026-01-15', 30_001, {
      ...NOTIFIED,
      sender: { claims: { 'form-144-filed': true }, until: { 'non-affiliate': '2026-06-01' } },
    }),
    'CLAIM_EXPIRED',
    by('(b)(1)'),
  ],
  [
    '2026-09-30',
    'an affiliate has sold 9,000 in three months and sells 1,000: one per cent',
    sells('2025-01-15', 1_000, after(9_000)),
    'allowed',
    by('(e)(1)'),
  ],
  [
    '2026-09-30',
    'an affiliate has sold 9,000 in three months and sells 1,001',
    sells('2025-01-15', 1_001, after(9_000)),
    'VOLUME_EXCEEDED',
    by('(e)(1)'),
  ],
  [
    '2026-09-30',
    'the spouse of an affiliate has sold 9,000 and the affiliate sells 1,001',
    sells('2025-01-15', 1_001, {
      ...THROUGH_BROKER,
      sender: { claims: { 'form-144-filed': true }, affiliatesTransferred: 9_000 },
    }),
    'VOLUME_EXCEEDED',
    by('(e)(1)'),
  ],
  [
    '2026-08-14',
    'an affiliate sells what is traded in a week',
    affiliate('2025-01-15', 30_000),
    'allowed',
    by('(e)(1)'),
  ],
  ['2026-08-14', 'an affiliate sells one more', affiliate('2025-01-15', 30_001), 'VOLUME_EXCEEDED', by('(e)(1)')],
  [
    '2026-08-15',
    'an affiliate sells what was traded in a week when the notice was due',
    affiliate('2025-01-15', 30_000),
    'TOO_LATE',
    by('(e)(1)'),
  ],
  [
    '2026-08-03',
    'an affiliate sells without a broker',
    sells('2025-01-15', 9, { sender: NOTIFIED.sender }),
    'CONSENT_MISSING',
    by('(f)'),
  ],
  [
    '2026-08-03',
    'an affiliate sells for 50,000 dollars without a notice',
    sells('2025-01-15', 4_000, THROUGH_BROKER),
    'allowed',
    by('(h)(1)'),
  ],
  [
    '2026-08-03',
    'an affiliate sells for 50,012.50 dollars without a notice',
    sells('2025-01-15', 4_001, THROUGH_BROKER),
    'CLAIM_ABSENT',
    by('(h)(1)'),
  ],
  [
    '2026-08-03',
    'an affiliate sells for 50,012.50 dollars with one',
    affiliate('2025-01-15', 4_001),
    'allowed',
    by('(h)(1)'),
  ],
];

const NOTES: readonly FactPattern[] = [
  ...REPORTED,
  [
    '2026-08-03',
    'an affiliate sells ten per cent of the tranche, without a broker',
    sells('2025-01-15', 100_000, { sender: NOTIFIED.sender }),
    'allowed',
    by('(e)(2)'),
  ],
  ['2026-08-03', 'an affiliate sells one note more', affiliate('2025-01-15', 100_001), 'VOLUME_EXCEEDED', by('(e)(2)')],
  [
    '2026-08-03',
    'an affiliate sells one note more after six months',
    affiliate('2026-01-15', 100_001),
    'VOLUME_EXCEEDED',
    by('(e)(2)'),
  ],
  [
    '2026-08-03',
    'an affiliate has sold 60,000 in three months and sells 40,001',
    sells('2025-01-15', 40_001, after(60_000)),
    'VOLUME_EXCEEDED',
    by('(e)(2)'),
  ],
  [
    '2026-08-03',
    'an affiliate sells without a notice, where the price is not known',
    sells('2025-01-15', 9),
    'CLAIM_ABSENT',
    by('(h)(1)'),
  ],
];

/** How an affiliate sells that has held for as long as it must. */
const conditions = (on: string, acquiredOn: string): readonly FactPattern[] => [
  [on, 'an affiliate sells one per cent', affiliate(acquiredOn, 10_000), 'allowed', by('(e)(1)')],
  [on, 'an affiliate sells one more', affiliate(acquiredOn, 10_001), 'VOLUME_EXCEEDED', by('(e)(1)')],
  [
    on,
    'an affiliate sells without a broker',
    sells(acquiredOn, 9, { sender: NOTIFIED.sender }),
    'CONSENT_MISSING',
    by('(f)'),
  ],
  [on, 'an affiliate sells without a notice', sells(acquiredOn, 9, THROUGH_BROKER), 'CLAIM_ABSENT', by('(h)(1)')],
];

const UNREPORTED: readonly FactPattern[] = [
  [
    '2027-01-14',
    'a non-affiliate sells a day before a year',
    stranger('2026-01-15', 9),
    'HOLDING_PERIOD_RUNNING',
    by('(d)(1)(ii)'),
  ],
  [
    '2027-01-15',
    'a non-affiliate sells after a year, without information',
    stranger('2026-01-15', 500_000),
    'allowed',
    by('(d)(1)(ii)'),
  ],
  ['2027-01-15', 'it can show no more that it is no affiliate', sells('2026-01-15', 9), 'CLAIM_ABSENT', by('(b)(1)')],
];

const UNREPORTED_WITH_INFORMATION: readonly FactPattern[] = [
  [
    '2026-09-14',
    'a non-affiliate sells a day before a year',
    stranger('2025-09-15', 9),
    'HOLDING_PERIOD_RUNNING',
    by('(d)(1)(ii)'),
  ],
  [
    '2026-09-14',
    'an affiliate sells a day before a year',
    affiliate('2025-09-15', 9),
    'HOLDING_PERIOD_RUNNING',
    by('(d)(1)(ii)'),
  ],
  ['2026-09-15', 'an affiliate sells after a year', affiliate('2025-09-15', 9), 'allowed', by('(d)(1)(ii)')],
  [
    '2026-10-01',
    'an affiliate sells when the information is out of date',
    affiliate('2025-09-15', 9),
    'TOO_LATE',
    by('(c)'),
  ],
  [
    '2026-10-01',
    'a non-affiliate sells when the information is out of date',
    stranger('2025-09-15', 9),
    'allowed',
    by('(b)(1)'),
  ],
  ...conditions('2026-09-15', '2025-09-15'),
];

/** Shares from a registered offering: in the hands of an affiliate they need the rule, but not its holding period. */
const UNRESTRICTED: readonly FactPattern[] = [
  ['2026-07-15', 'a non-affiliate sells what it bought yesterday', stranger('2026-07-14', 9), 'allowed', by('(b)(1)')],
  ['2026-07-15', 'an affiliate sells what it bought yesterday', affiliate('2026-07-14', 9), 'allowed', by('(e)(1)')],
  ['2026-10-01', 'an affiliate sells when the issuer is late', affiliate('2026-07-14', 9), 'TOO_LATE', by('(c)')],
  ...conditions('2026-07-15', '2026-07-14'),
];

/** The issuer was a shell, filed its Form 10 information on 1 October 2025 and reports since 3 August 2026. */
const SHELL: readonly FactPattern[] = [
  [
    '2026-09-30',
    'the information was filed a year ago but a day',
    stranger('2024-09-30', 9),
    'TOO_EARLY',
    by('(i)(2)'),
  ],
  [
    '2026-10-01',
    'a year has passed since the information was filed',
    stranger('2024-09-30', 9),
    'allowed',
    by('(i)(2)'),
  ],
  [
    '2027-01-01',
    'the issuer is late, and a non-affiliate has held for two years',
    stranger('2025-01-01', 9),
    'TOO_LATE',
    by('(i)(2)'),
  ],
  ['2026-10-31', 'the issuer has reported for 89 days', stranger('2026-03-02', 9), 'TOO_EARLY', by('(d)(1)(i)')],
  [
    '2026-10-31',
    'and a non-affiliate has held for a year',
    stranger('2025-10-31', 9),
    'allowed',
    by('(b)(1)(i), (d)(1)(ii)'),
  ],
  [
    '2026-10-31',
    'and a non-affiliate has held for a year but a day',
    stranger('2025-11-01', 9),
    'HOLDING_PERIOD_RUNNING',
    by('(b)(1)(i), (d)(1)(ii)'),
  ],
  ['2026-10-31', 'and an affiliate has held for a year', affiliate('2025-10-31', 9), 'allowed', by('(d)(1)(ii)')],
  [
    '2026-10-31',
    'and an affiliate has held for a year but a day',
    affiliate('2025-11-01', 9),
    'HOLDING_PERIOD_RUNNING',
    by('(d)(1)(ii)'),
  ],
  ['2026-11-01', 'the issuer has reported for 90 days', stranger('2026-03-02', 9), 'allowed', by('(d)(1)(i)')],
  [
    '2026-11-01',
    'and a non-affiliate has held for less than six months',
    stranger('2026-05-02', 9),
    'HOLDING_PERIOD_RUNNING',
    by('(d)(1)(i)'),
  ],
  ['2026-11-01', 'and an affiliate has held for six months', affiliate('2026-05-01', 9), 'allowed', by('(d)(1)(i)')],
  [
    '2026-11-01',
    'and an affiliate has held for less',
    affiliate('2026-05-02', 9),
    'HOLDING_PERIOD_RUNNING',
    by('(d)(1)(i)'),
  ],
  ...conditions('2026-10-31', '2025-10-31'),
  ...conditions('2026-11-01', '2026-03-02'),
];

const shares = { debt: false, restricted: true } as const;

describePack('Rule144@1', [
  { issue: 'shares of a reporting issuer', with: { ...shares, ...REPORTING, ...TRADED }, patterns: SHARES },
  { issue: 'notes of a reporting issuer', with: { debt: true, restricted: true, ...REPORTING }, patterns: NOTES },
  { issue: 'shares of an issuer that says nothing', with: shares, patterns: UNREPORTED },
  {
    issue: 'shares of an issuer that does not report but informs',
    with: { ...shares, informationUntil: '2026-09-30' },
    patterns: UNREPORTED_WITH_INFORMATION,
  },
  {
    issue: 'registered shares of a reporting issuer',
    with: { debt: false, restricted: false, informationUntil: '2026-09-30' },
    patterns: UNRESTRICTED,
  },
  {
    issue: 'shares of a former shell',
    with: { ...shares, reportingSince: '2026-08-03', informationUntil: '2026-12-31', shellInformationOn: '2025-10-01' },
    patterns: SHELL,
  },
]);

test('Rule144@1 is not to be had for a former shell that does not report, nor for reports that nobody dates', () => {
  const shell = { ...shares, informationUntil: '2026-12-31', shellInformationOn: '2025-10-01' };
  expect(() => pack({ is: 'Rule144@1', with: shell }, '')).toThrow(expect.objectContaining({ code: 'FIELD_INVALID' }));
  expect(() => pack({ is: 'Rule144@1', with: { ...shares, reportingSince: '2026-03-02' } }, '')).toThrow(
    expect.objectContaining({ code: 'FIELD_INVALID' }),
  );
});
