import { expect, test } from '@jest/globals';
import { freezeInWords } from './freezes.js';

const BY = { imposedBy: 'DeltaMSP', basis: 'court-order' };

test.each([
  [{ ...BY, scope: 'security' }, 'Freeze of the security by DeltaMSP.'],
  [{ ...BY, scope: 'holder', until: '2026-12-31' }, 'Freeze of the holder by DeltaMSP, until 2026-12-31.'],
  [{ ...BY, scope: 'units', units: '10' }, 'Freeze of 10 units by DeltaMSP.'],
  [
    { ...BY, scope: 'units', units: '10', dispute: 'd-1' },
    'Title to 10 units is in dispute: DeltaMSP raised d-1, and they are frozen.',
  ],
])('a freeze says what it holds, and whether title is in dispute: %j', (freeze, words) => {
  expect(freezeInWords(freeze)).toBe(words);
});
