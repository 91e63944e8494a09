import { expect, test } from '@jest/globals';
import { describePack, residentOf, type FactPattern } from '../../test-support/fact-patterns.js';
import type { DescribedParty } from '../../test-support/compliance.js';
import { pack } from './index.js';

/*
 * A prospectus approved in Germany on 15 January 2026 and published on the 16th; notified to France with effect from
 * 2 February; a supplement published on Monday, 9 March, which states Thursday, 12 March as the last day to withdraw.
 */
const PR = 'Regulation (EU) 2017/1129';
const MIFID = 'Directive 2014/65/EU, article 25(2) to (4)';
const PRIIPS = 'Regulation (EU) No 1286/2014, article 13(1)';
const SUPPLEMENT = `${PR}, article 23(2), supplement of 2026-03-09`;

type Facts = FactPattern[2];

const served = (resides: string): DescribedParty => residentOf(resides, 'mifid-appropriate', 'priips-kid');
const subscribe = (receiver: DescribedParty, enteredOn?: string): Facts => ({
  event: 'subscribe',
  receiver,
  ...(enteredOn === undefined ? {} : { enteredOn }),
});
const transfer = (receiver: DescribedParty, venue?: string): Facts => ({
  event: 'transfer',
  receiver,
  ...(venue === undefined ? {} : { venue }),
});
const QUALIFIED = 'eu-qualified-investor';

const SUBSCRIPTIONS: readonly FactPattern[] = [
  [
    '2026-01-15',
    'the prospectus is approved, but not published',
    subscribe(served('DE')),
    'TOO_EARLY',
    `${PR}, article 3(1)`,
  ],
  ['2026-01-16', 'it is published', subscribe(served('DE')), 'allowed', `${PR}, article 3(1)`],
  ['2027-01-15', 'its twelve months end today', subscribe(served('DE')), 'allowed', `${PR}, article 12(1)`],
  ['2027-01-16', 'its twelve months ended yesterday', subscribe(served('DE')), 'TOO_LATE', `${PR}, article 12(1)`],
  [
    '2027-01-16',
    'a qualified investor needs no prospectus',
    subscribe(residentOf('DE', QUALIFIED)),
    'allowed',
    `${PR}, article 1(4)(a)`,
  ],
  [
    '2026-02-01',
    'France, the day before the notification',
    subscribe(served('FR')),
    'TOO_EARLY',
    `${PR}, article 24(1), FR`,
  ],
  [
    '2026-02-02',
    'France, on the day of the notification',
    subscribe(served('FR')),
    'allowed',
    `${PR}, article 24(1), FR`,
  ],
  [
    '2026-02-02',
    'Austria, to which nothing was notified',
    subscribe(served('AT')),
    'RESIDENCE_NOT_ALLOWED',
    `${PR}, article 20(1)`,
  ],
  ['2026-02-02', 'Germany, where it was approved', subscribe(served('DE')), 'allowed', `${PR}, article 20(1)`],
  [
    '2026-03-12',
    'who subscribed before the supplement can withdraw today',
    subscribe(served('DE'), '2026-03-06'),
    'COOLING_OFF_RUNNING',
    SUPPLEMENT,
  ],
  [
    '2026-03-12',
    'who subscribed on the day of the supplement, perhaps before it',
    subscribe(served('DE'), '2026-03-09'),
    'COOLING_OFF_RUNNING',
    SUPPLEMENT,
  ],
  [
    '2026-03-13',
    'who subscribed before the supplement has not withdrawn',
    subscribe(served('DE'), '2026-03-09'),
    'allowed',
    SUPPLEMENT,
  ],
  [
    '2026-03-12',
    'who subscribed the day after the supplement knew it',
    subscribe(served('DE'), '2026-03-10'),
    'allowed',
    SUPPLEMENT,
  ],
  [
    '2026-03-12',
    'a qualified investor can withdraw, too',
    subscribe(residentOf('DE', QUALIFIED), '2026-03-09'),
    'COOLING_OFF_RUNNING',
    SUPPLEMENT,
  ],
  [
    '2026-04-01',
    'the units suit a retail client',
    subscribe(residentOf('DE', 'mifid-suitable', 'priips-kid')),
    'allowed',
    MIFID,
  ],
  [
    '2026-04-01',
    'nobody has looked at what suits a retail client',
    subscribe(residentOf('DE', 'priips-kid')),
    'CLAIM_ABSENT',
    MIFID,
  ],
  [
    '2026-04-02',
    'the assessment was valid until yesterday',
    subscribe({ ...residentOf('DE', 'priips-kid'), until: { 'mifid-suitable': '2026-04-01' } }),
    'CLAIM_EXPIRED',
    MIFID,
  ],
  [
    '2026-04-01',
    'a retail client has no key information document',
    subscribe(residentOf('DE', 'mifid-suitable')),
    'CLAIM_ABSENT',
    PRIIPS,
  ],
  ['2026-04-01', 'a retail client has it', subscribe(served('FR')), 'allowed', PRIIPS],
  [
    '2026-04-01',
    'somebody in the United States subscribes',
    subscribe(residentOf('US')),
    'outside',
    `${PR}, article 1(1)`,
  ],
  [
    '2026-04-01',
    'a retail client whose residence is not known',
    subscribe({ claims: { 'mifid-suitable': true, 'priips-kid': true } }),
    '? RESIDENCE_UNKNOWN',
    `${PR}, article 20(1)`,
  ],
];

const EXECUTION_ONLY = subscribe(residentOf('DE', 'mifid-execution-only', 'priips-kid'));

const TRANSFERS: readonly FactPattern[] = [
  ['2026-09-01', 'a private sale', transfer(residentOf('FR', 'priips-kid')), 'allowed', `${PR}, article 2(d)`],
  ['2026-09-01', 'a private sale without the document', transfer(residentOf('FR')), 'CLAIM_ABSENT', PRIIPS],
  [
    '2026-09-01',
    'a sale on a venue where the units are admitted',
    transfer(residentOf('FR', 'priips-kid'), 'XETR'),
    'allowed',
    `${PR}, article 3(3)`,
  ],
  [
    '2026-09-01',
    'a sale on a venue where they are not',
    transfer(residentOf('FR', 'priips-kid'), 'XPAR'),
    'VENUE_NOT_ALLOWED',
    `${PR}, article 3(3)`,
  ],
  [
    '2026-09-01',
    'to a qualified investor',
    transfer(residentOf('FR', QUALIFIED), 'XPAR'),
    'allowed',
    `${PR}, article 1(4)(a)`,
  ],
  ['2026-09-01', 'to somebody in Switzerland', transfer(residentOf('CH'), 'XSWX'), 'outside', `${PR}, article 1(1)`],
];

const PROSPECTUS = {
  prospectus: { home: 'DE', approvedOn: '2026-01-15', publishedOn: '2026-01-16' },
  notified: [{ country: 'FR', on: '2026-02-02' }],
  supplements: [{ publishedOn: '2026-03-09', lastDay: '2026-03-12' }],
  venues: ['XETR'],
  priip: true,
} as const;

describePack('EuProspectus@1', [
  {
    issue: 'a simple instrument',
    with: { ...PROSPECTUS, complex: false },
    patterns: [
      ...SUBSCRIPTIONS,
      ['2026-04-01', 'a client gives an order of its own accord', EXECUTION_ONLY, 'allowed', MIFID],
      ...TRANSFERS,
    ],
  },
  {
    issue: 'a complex instrument',
    with: { ...PROSPECTUS, complex: true },
    patterns: [
      ...SUBSCRIPTIONS,
      ['2026-04-01', 'a client gives an order of its own accord', EXECUTION_ONLY, 'CLAIM_ABSENT', MIFID],
      ...TRANSFERS,
    ],
  },
]);

test.each([
  [
    'less than three days after the supplement',
    { supplements: [{ publishedOn: '2026-03-09', lastDay: '2026-03-11' }] },
  ],
  ['a publication before the approval', { prospectus: { ...PROSPECTUS.prospectus, publishedOn: '2026-01-14' } }],
])('a prospectus with %s is refused', (_, wrong) => {
  expect(() => pack({ is: 'EuProspectus@1', with: { ...PROSPECTUS, complex: false, ...wrong } }, '')).toThrow(
    expect.objectContaining({ code: 'FIELD_INVALID' }),
  );
});
