import { expect } from '@jest/globals';
import type { Expectation } from '../../evidence/expectation.js';
import { AURORA, CIRRUS, DELTA } from '../../support/consortium.js';
import { publish } from '../../support/definitions.js';
import type { MarketScene } from '../../support/market-scene.js';
import { note, textRefused, type Written } from '../written.js';

const CALL = 'issuer may redeem all at 100% from 2029-06-15, on any day, notice 30 to 60 days';
const IN_MARCH = 'pays 4.25% per year, every 1 year from 2027-03-15\nfirst period is short';

/** A callable note with its next coupon in March, one that pays in June, and one that nobody calls. */
async function published(scene: MarketScene): Promise<readonly [Written, Written, Written]> {
  const repayment = 'repays 100% on 2031-03-15';
  const notes = [
    note({ call: CALL, cfi: 'cfi DBFUGR', interest: IN_MARCH, repayment }),
    note({ call: CALL, cfi: 'cfi DBFUGR' }),
    note({ interest: IN_MARCH, repayment }),
  ] as const;
  for (const { text } of notes) await publish(scene, { text });
  await scene.caughtUp();
  return notes;
}

/** What is found and inferred. */
export const QUESTION_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 8,
    expects: 'search by any term and derived feature ("callable EUR bonds, next coupon in March")',
    allowed: {
      case: 'callable EUR bonds whose next coupon is in March: the one of three, at whichever gateway',
      run: async (scene) => {
        const [wanted, inJune, uncallable] = await published(scene);
        const isins = [wanted, inJune, uncallable].map(({ isin }) => isin).join(', ');
        const question = `find bonds where isin is one of ${isins} and currency is EUR and has call right and next payment in 2027-03 show isin, next payment`;
        for (const mspId of [AURORA, CIRRUS, DELTA]) {
          const { items, columns } = await scene.at(mspId).definitions.find(question);
          expect(columns).toEqual(['isin', 'next payment']);
          expect(items).toMatchObject([{ name: wanted.name, values: [wanted.isin, '2027-03-15'] }]);
        }
      },
    },
    refused: {
      case: 'a feature that there is not is told at its place, and nobody finds the drafts of another organisation',
      run: async (scene) => {
        await scene.refused('QUERY_INVALID', () => scene.at(CIRRUS).definitions.find('find bonds where colour is EUR'));
        const { text, isin } = note();
        await scene.at(AURORA).definitions.draft({ text });
        await scene.caughtUp();
        const question = `find draft bonds where isin is ${isin}`;
        expect((await scene.at(AURORA).definitions.find(question)).matches).toBe(1);
        expect((await scene.at(CIRRUS).definitions.find(question)).matches).toBe(0);
      },
    },
  },
  {
    row: 9,
    expects: 'qualification: infer product type from terms',
    allowed: {
      case: 'what a note is follows from its sentences, and changes with them',
      run: async (scene) => {
        const [callable, , plain] = await published(scene);
        for (const [{ isin }, product] of [
          [callable, 'callable fixed-rate bond'],
          [plain, 'fixed-rate bond'],
        ] as const) {
          const { items } = await scene.at(DELTA).definitions.find(`find bonds where isin is ${isin} show product`);
          expect(items).toMatchObject([{ values: [product] }]);
        }
      },
    },
    refused: {
      case: 'a classification code that says something else than the terms',
      run: async (scene) => {
        await textRefused(scene, note({ cfi: 'cfi DBZUFR' }).text, ['3:7 CFI_CONTRADICTED']);
      },
    },
  },
];
