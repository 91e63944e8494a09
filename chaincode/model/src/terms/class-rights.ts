import { optional, word } from '../serialisation/reader.js';
import { termKind } from './term-kind.js';
import { label, part, words } from './values.js';

/**
 * What the company may not do without holders of a part of the class. NVCA model certificate of incorporation
 * (preferred stock protective provisions).
 */
export const needsConsentFor = termKind({
  is: 'needsConsentFor@1',
  topic: 'right',
  repeats: true,
  parameters: {
    percent: part,
    acts: words(
      ...([
        'issue-senior-shares',
        'issue-equal-shares',
        'change-its-articles',
        'sell-the-company',
        'dissolve',
      ] as const),
      ...(['pay-dividends', 'buy-shares-back', 'borrow', 'change-the-number-of-directors'] as const),
    ),
  },
});

/**
 * Who does not take its part of a later issue that is open to it gets units of another class for its own: for all, or
 * for the part that it lacks (pay to play). NVCA model certificate of incorporation (special mandatory conversion).
 */
export const paysToPlay = termKind({
  is: 'paysToPlay@1',
  topic: 'right',
  parameters: { class: label, extent: word('all', 'lacking') },
});

/** A holder may choose new units in the place of a dividend, so much below their price. ISO 20022 events DVOP, DRIP. */
export const takesDividendsInUnits = termKind({
  is: 'takesDividendsInUnits@1',
  topic: 'right',
  parameters: { discountPercent: optional(part) },
});
