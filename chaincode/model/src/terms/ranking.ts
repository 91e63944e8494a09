import { count, optional, word } from '../serialisation/reader.js';
import { termKind } from './term-kind.js';
import { label, labels, part, party, percent, wording } from './values.js';

/**
 * Where claims stand in the insolvency of the issuer, from first to last. Directive 2014/59/EU article 108 (senior
 * preferred and non-preferred), CRR articles 52 and 63 (tiers).
 */
export const RANKS = [
  'senior-secured',
  'senior-preferred',
  'senior',
  'senior-non-preferred',
  'subordinated',
  'tier-2',
  'additional-tier-1',
  'preferred',
  'ordinary',
] as const;

/** Where claims of holders stand. */
export const ranks = termKind({ is: 'ranks@1', topic: 'ranking', parameters: { as: word(...RANKS) } });

/** Where claims stand beside others by name, and how what is short is shared among those who rank alike. */
export const ranksAmong = termKind({
  is: 'ranksAmong@1',
  topic: 'ranking',
  parameters: {
    with: optional(labels),
    after: optional(labels),
    before: optional(labels),
    ifShort: word('pro-rata', 'by-date'),
  },
});

/** Claims are secured by an asset, in a rank, held by a trustee for the holders. */
export const securedBy = termKind({
  is: 'securedBy@1',
  topic: 'ranking',
  repeats: true,
  parameters: { asset: label, rank: count({ min: 1, max: 100 }), trustee: optional(party) },
});

/** Somebody guarantees what is owed: a part of it, at once or after the issuer has failed. CFI: guarantee. */
export const guaranteedBy = termKind({
  is: 'guaranteedBy@1',
  topic: 'ranking',
  repeats: true,
  parameters: { guarantor: party, percent: part, claim: word('on-first-demand', 'after-default') },
});

/**
 * A separate pool of assets covers what is owed, by at least so much more, watched by a monitor. Directive (EU) 2019/2162
 * articles 6, 13, 15; CRR article 129(3a) for the part by which it exceeds.
 */
export const coveredBy = termKind({
  is: 'coveredBy@1',
  topic: 'ranking',
  parameters: {
    pool: label,
    assets: word('residential-mortgages', 'commercial-mortgages', 'public-sector', 'ships', 'mixed'),
    excessPercent: percent,
    monitor: party,
  },
});

/** The issuer secures no other debt without securing this alike; exceptions in words. */
export const securesNoOther = termKind({
  is: 'securesNoOther@1',
  topic: 'ranking',
  parameters: { except: optional(wording) },
});

/** Holders recognise that an authority may write down or convert their claims: Directive 2014/59/EU article 55. */
export const recognisesBailIn = termKind({
  is: 'recognisesBailIn@1',
  topic: 'ranking',
  parameters: { authority: label },
});
