import { expect } from '@jest/globals';
import { format } from '@scrip/language';
import type { Expectation } from '../../evidence/expectation.js';
import { AURORA, DELTA } from '../../support/consortium.js';
import { publish } from '../../support/definitions.js';
import type { MarketScene } from '../../support/market-scene.js';
import { note, registered, textRefused } from '../written.js';

/** What a text is, what is checked of it, and how it is told what is wrong. */
export const TEXT_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 1,
    expects: 'declarative text, schema, no code; a lawyer can read it',
    allowed: {
      case: 'a page of sentences becomes law as it is written, and is shown as a term sheet in plain words',
      run: async (scene) => {
        const written = note();
        await publish(scene, { text: written.text });
        await scene.caughtUp();
        const { definition } = await scene.at(DELTA).definitions.get(written.name);
        expect(definition).toMatchObject({ text: written.text, status: 'adopted', form: { isin: written.isin } });
        const { sections } = await scene.at(DELTA).definitions.termSheet(written.name);
        const said = sections.flatMap(({ items }) => items.map(({ text }) => text)).join('\n');
        expect(said).toContain(`ISIN is ${written.isin}`);
      },
    },
    refused: {
      case: 'a text with statements of a program in it, and a canonical form with a field that there is not',
      run: async (scene) => {
        const { text } = note({ more: 'if (units > 5) return 0\nexecute "rm"' });
        await textRefused(scene, text, ['13:13 SYNTAX_INVALID', '14:3 SENTENCE_UNKNOWN']);
        const form = { kind: 'compliance', name: 'Coded', version: 1, title: 'Coded', code: 'x', rules: {} };
        await scene.refused('VALIDATION_FAILED', () => scene.at(AURORA).definitions.draft({ form }));
      },
    },
  },
  {
    row: 2,
    expects: 'validation: types, applicability matrix, date and sum consistency, identifier check digits',
    allowed: {
      case: 'instalments that make the whole, on days before the last one, of an instrument that has them',
      run: async (scene) => {
        const repayment = 'repays in parts 50% on 2029-06-15 and 50% on 2031-06-15';
        const written = note({ repayment, cfi: 'cfi DBFUAR' });
        expect(await registered(scene, written)).toBe(written.isin);
      },
    },
    refused: {
      case: 'all that is wrong at once: a check digit, a sum, a date, a currency, a term of another instrument, an event',
      run: async (scene) => {
        const { text, isin } = note({
          ...{ repayment: 'repays in parts 50% on 2029-06-15 and 40% on 2031-06-15', cfi: 'cfi DBFUBR' },
          size: 'size 1,000 units of 1,000 USD',
          call: 'issuer may redeem all at 100% from 2032-06-15, on any day, notice 30 to 60 days',
          more: 'accumulates income\nholder may require 101% within 60 days after FullMoon',
        });
        const wrong = text.replace(isin, isin.slice(0, -1) + String((Number(isin.slice(-1)) + 1) % 10));
        await textRefused(scene, wrong, [
          '2:8 ISIN_INVALID',
          '6:23 CURRENCY_DIFFERS',
          '10:19 SUM_NOT_WHOLE',
          '11:28 DATES_OUT_OF_ORDER',
          '14:3 TERM_NOT_APPLICABLE',
          '15:48 EVENT_UNDEFINED',
        ]);
      },
    },
  },
  {
    row: 7,
    expects: 'ISIN, CFI, FISN, LEI, DTI, MIC, ISO 4217/3166 fields',
    allowed: {
      case: 'a security that has them all is registered with them, and found by each',
      run: async (scene) => {
        const written = note({
          dti: 'dti X9J9K872S\nshort name "NOTES/4.25 NT 31"',
          more: 'listed on XLUX',
          rules: 'to hold receiver resides in DE',
        });
        await registered(scene, written);
        const { security } = await scene.at(DELTA).security(written.isin);
        expect(security).toMatchObject({
          ...{ isin: written.isin, cfi: 'DBFUFR', fisn: 'NOTES/4.25 NT 31', dti: 'X9J9K872S', currency: 'EUR' },
          issuer: { lei: 'HWUPKR0MPOU8FGXBT394' },
        });
        const tests = ['dti is X9J9K872S', 'venue is XLUX', 'cfi is DBFUFR', 'currency is EUR'];
        const find = `find bonds where isin is ${written.isin} and ${tests.join(' and ')}`;
        const { items } = await scene.at(DELTA).definitions.find(find);
        expect(items.map(({ name }) => name)).toEqual([written.name]);
      },
    },
    refused: {
      case: 'each that is none, at its place',
      run: async (scene) => {
        const { text, isin } = note({
          ...{ cfi: 'cfi ZZZZZZ', dti: 'dti X9J9K872T\nshort name "NOTES"', currency: 'currency DEM' },
          ...{ issuer: 'issuer lei HWUPKR0MPOU8FGXBT395', more: 'listed on XX' },
          rules: 'to hold receiver resides in XX',
        });
        const wrong = text.replace(isin, `${isin.slice(0, -2)}${isin.slice(-1)}${isin.slice(-2, -1)}`);
        await textRefused(scene, wrong, [
          '2:8 ISIN_INVALID',
          '3:7 CFI_INVALID',
          '4:7 DTI_INVALID',
          '5:14 FISN_INVALID',
          '6:14 LEI_INVALID',
          '7:12 CURRENCY_UNKNOWN',
          '15:13 SENTENCE_INCOMPLETE',
          '16:31 COUNTRY_UNKNOWN',
        ]);
      },
    },
  },
  {
    row: 14,
    expects: 'errors with position, formatter, editor support',
    allowed: {
      case: 'the gateway serves an editor; a text and the same text formatted have one hash',
      run: async (scene) => {
        const page = await fetch(`${scene.consortium.urlOf(0)}/editor`);
        expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<scrip-editor')]);
        const { text, name } = note();
        const loose = text.replaceAll('  ', '     ').replace('\n', ' # a note\n\n');
        const { definitions } = scene.at(AURORA);
        const { hash } = await definitions.draft({ text: loose });
        const laidOut = format(loose);
        const formatted = 'text' in laidOut ? laidOut.text : '';
        expect(formatted).not.toBe(loose);
        expect(await definitions.draft({ text: formatted })).toMatchObject({ name, hash });
        expect(formatted.replace(/ *# a note\n+/, '\n')).toBe(text);
      },
    },
    refused: {
      case: 'what is written otherwise, with line, column and what to write instead',
      run: async (scene) => {
        const { text } = note({
          interest: 'pays 4,25% per year, every 1 year from 15.06.2027',
          rank: 'rank is senior',
        });
        await textRefused(scene, text, ['8:42 WRITTEN_OTHERWISE', '11:11 SENTENCE_INCOMPLETE']);
      },
    },
  },
];
