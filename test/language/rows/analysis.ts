import { expect } from '@jest/globals';
import type { Expectation } from '../../evidence/expectation.js';
import type { MarketScene } from '../../support/market-scene.js';
import { note, registered, textRefused } from '../written.js';

/** What is known of a text before anybody acts by it. */
export const ANALYSIS_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 12,
    expects: 'static analysis: terminates, always funded or defaults explicitly, no dead branch',
    allowed: {
      case: 'a note that ends, says what follows when payment is late, and whose alternatives can each be met',
      run: async (scene) => {
        const rules = 'to subscribe any of (receiver resides in DE; receiver has claim eu-qualified-investor)';
        const isin = await registered(scene, note({ rules }));
        const holder = await scene.managed('Holder of a sound note');
        await scene.stated(holder, 'eu-qualified-investor');
        await scene.issue(isin, holder, '5');
        await scene.caughtUp();
        expect(await scene.units(isin, holder)).toBe('5');
      },
    },
    refused: {
      case: 'no end and no word of late payment; rules that nobody can meet; an alternative and a condition that never count',
      run: async (scene) => {
        const endless = note({ repayment: 'no maturity', late: '', cfi: 'cfi DBFUPR' });
        await textRefused(scene, endless.text, ['1:1 TERM_MISSING', '10:3 ENDING_MISSING']);
        for (const [rule, mistake] of [
          ['all of (receiver resides in DE; receiver resides in FR)', '13:15 RULES_CONTRADICT'],
          ['all of (from 2027-06-15; until 2027-01-04)', '13:15 RULES_CONTRADICT'],
          ['all of (receiver is a person; any of (receiver is a entity; from 2026-06-15))', '13:53 RULE_UNREACHABLE'],
          [
            'when receiver resides in DE then when receiver resides in FR then receiver has claim kyc',
            '13:53 RULE_UNREACHABLE',
          ],
        ] as const) {
          await textRefused(scene, note({ rules: `to transfer ${rule}` }).text, [mistake]);
        }
      },
    },
  },
];
