import { expect, test } from '@jest/globals';
import type { DescribedParty } from '../../test-support/compliance.js';
import { describePack, type FactPattern } from '../../test-support/fact-patterns.js';
import { pack } from './index.js';

const by = (paragraph: string): string => `17 CFR 230.144A${paragraph}`;

/** A sale to an institution; what the holder has done with its units before does not matter. */
const to = (receiver: DescribedParty, more: Partial<FactPattern[2]> = {}): FactPattern[2] => ({
  event: 'transfer',
  receiver: { kind: 'entity', ...receiver },
  ...more,
});

const TOLD = { 'rule-144a-notice': true, 'rule-144a-information': true } as const;
const BUYER = { claims: { ...TOLD, qib: true } } as const;
/** Its statements are of 31 March 2025; sixteen months later they can show nothing more. */
const OF_MARCH = { claims: TOLD, until: { qib: '2026-07-31' } } as const;

const RESALES: readonly FactPattern[] = [
  ['2026-06-15', 'a dealer sells to a qualified institutional buyer', to(BUYER), 'allowed', by('(d)(1)')],
  [
    '2026-06-15',
    'it sells what it bought from the issuer on the same day',
    to(BUYER, { lots: [['2026-06-15', 9]] }),
    'allowed',
    by('(d)(1)'),
  ],
  [
    '2026-06-15',
    'an affiliate of the issuer sells',
    to(BUYER, { sender: { affiliates: ['ISSUER'] } }),
    'allowed',
    by('(d)(1)'),
  ],
  [
    '2026-06-15',
    'the buyer is itself a node operator',
    to({ ...BUYER, kind: 'nodeOperator' }),
    'allowed',
    by('(a)(1)'),
  ],
  [
    '2026-06-15',
    'the buyer is a very rich person',
    to({ ...BUYER, kind: 'person' }),
    'PARTY_KIND_NOT_ALLOWED',
    by('(a)(1)'),
  ],
  [
    '2026-06-15',
    'the buyer is accredited, but no qualified institutional buyer',
    to({ claims: { ...TOLD, 'accredited-investor': true } }),
    'CLAIM_ABSENT',
    by('(d)(1)'),
  ],
  ['2026-07-31', 'the buyer shows statements that are sixteen months old', to(OF_MARCH), 'allowed', by('(d)(1)')],
  ['2026-08-01', 'the buyer shows them a day later', to(OF_MARCH), 'CLAIM_EXPIRED', by('(d)(1)')],
  ['2026-08-03', 'the buyer shows them on the next business day', to(OF_MARCH), 'CLAIM_EXPIRED', by('(d)(1)')],
  [
    '2026-06-15',
    'the seller, not the buyer, is a qualified institutional buyer',
    to({ claims: TOLD }, { sender: BUYER }),
    'CLAIM_ABSENT',
    by('(d)(1)'),
  ],
  [
    '2026-06-15',
    'nobody told the buyer on what the seller relies',
    to({ claims: { qib: true, 'rule-144a-information': true } }),
    'CLAIM_ABSENT',
    by('(d)(2)'),
  ],
  ['2026-06-15', 'the buyer was told', to(BUYER), 'allowed', by('(d)(2)')],
];

const INFORMATION: readonly FactPattern[] = [
  [
    '2026-06-15',
    'the buyer asked for information of the issuer and did not get it',
    to({ claims: { qib: true, 'rule-144a-notice': true } }),
    'CLAIM_ABSENT',
    by('(d)(4)(i)'),
  ],
  ['2026-06-15', 'the buyer got what it asked for', to(BUYER), 'allowed', by('(d)(4)(i)')],
  [
    '2026-06-16',
    'the information was given for a sale until yesterday',
    to({ claims: { qib: true, 'rule-144a-notice': true }, until: { 'rule-144a-information': '2026-06-15' } }),
    'CLAIM_EXPIRED',
    by('(d)(4)(i)'),
  ],
];

describePack('Rule144A@1', [
  { issue: 'notes of an issuer that reports', with: { reporting: true, sameClassAsListed: false }, patterns: RESALES },
  {
    issue: 'notes of an issuer that does not',
    with: { reporting: false, sameClassAsListed: false },
    patterns: [...RESALES, ...INFORMATION],
  },
]);

test('Rule144A@1 is not to be had for securities of a class that is listed in the United States', () => {
  const listed = { is: 'Rule144A@1', with: { reporting: true, sameClassAsListed: true } };
  expect(() => pack(listed, '')).toThrow(expect.objectContaining({ code: 'FIELD_INVALID' }));
});
