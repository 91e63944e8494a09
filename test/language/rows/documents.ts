import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { newIsin } from '../../ownership/titled.js';
import type { Expectation } from '../../evidence/expectation.js';
import { DELTA } from '../../support/consortium.js';
import type { MarketScene } from '../../support/market-scene.js';
import { ScripCommand } from '../../support/scrip-command.js';
import { registered, textRefused } from '../written.js';

/** A bond as FpML 5 describes it: less than a security says. */
const bondIn = (isin: string): string => `<bond xmlns="http://www.fpml.org/FpML-5/confirmation">
  <instrumentId instrumentIdScheme="http://www.fpml.org/coding-scheme/external/instrument-id-ISIN">${isin}</instrumentId>
  <description>Imported note</description>
  <currency>EUR</currency>
  <couponRate>0.0425</couponRate>
  <maturity>2031-06-15</maturity>
  <parValue>1000</parValue>
  <faceAmount>1000000</faceAmount>
  <paymentFrequency><periodMultiplier>1</periodMultiplier><period>Y</period></paymentFrequency>
  <dayCountFraction>30E/360</dayCountFraction>
</bond>
`;
const ISSUER = 'issuer lei HWUPKR0MPOU8FGXBT394';
const OF_BOND = ['cfi DBFUFR', ISSUER, 'bond of a company issued 2026-06-15 in registered form']
  .concat('pays 4.25% per year, every 1 year from 2027-06-15', 'ranks as senior', 'late payment is no default')
  .join('\n');

/** A class of common stock as Open Cap Format 1.2 describes it. */
const CLASSES = {
  file_type: 'OCF_STOCK_CLASSES_FILE',
  items: [
    {
      ...{ object_type: 'STOCK_CLASS', id: 'IMPORTED_COMMON@1', name: 'Common', class_type: 'COMMON' },
      ...{ default_id_prefix: 'CS-', initial_shares_authorized: '10000000', votes_per_share: '1', seniority: '1' },
      par_value: { amount: '0.0001', currency: 'USD' },
    },
  ],
};
const ofClass = (isin: string): string =>
  [`isin ${isin}`, 'cfi ESVUFR', ISSUER, 'share in registered form with par 0.0001 USD']
    .concat('on dissolution what is left belongs to units in proportion')
    .join('\n');

/** What became of a document. */
interface Imported {
  readonly out: string;
  readonly told: object;
}

/** Files of somebody who imports documents, and the command line beside them. */
class Desk {
  readonly #scrip: ScripCommand;

  constructor(private readonly folder: string) {
    this.#scrip = new ScripCommand(folder);
  }

  /** Writes a file. @returns its path */
  keep(name: string, content: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  /** Makes a text of a document, and expects how that ends. @returns where the text is, and what was told of it */
  async imported(status: number, document: string, ...more: readonly string[]): Promise<Imported> {
    const out = `${document}.scrip`;
    return { out, told: await this.#scrip.json<object>(status, 'import', document, '--out', out, ...more) };
  }

  /** Writes a text in a format of others. */
  async exported(text: string, to: string): Promise<string> {
    return (await this.#scrip.json<{ readonly document: string }>(0, 'export', text, '--to', to)).document;
  }
}

const NAME = /^security (?<name>\S+) /m;

/** Registers what a text defines, whose words its term sheet then has. */
async function becomes(scene: MarketScene, path: string, isin: string, words: readonly string[]): Promise<void> {
  const text = readFileSync(path, 'utf8');
  const name = NAME.exec(text)?.groups?.['name'] ?? '';
  expect(await registered(scene, { name, isin, text })).toBe(isin);
  const { sections } = await scene.at(DELTA).definitions.termSheet(name);
  const said = sections.flatMap(({ items }) => items.map((item) => item.text));
  expect(said).toEqual(expect.arrayContaining([`The ISIN is ${isin}.`, ...words]));
}

/** What others write of a security, and what becomes of it. */
export const DOCUMENT_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 13,
    expects: 'term-sheet rendering; import BDT, FpML, OCF, CDM',
    allowed: {
      case: 'a bond in FpML and a class of stock in OCF become texts, are registered and shown, and are written as they came',
      run: async (scene) => {
        const desk = new Desk(scene.data);
        const [bondIsin, shareIsin] = [newIsin(), newIsin()];
        const document = desk.keep('imported-bond.xml', bondIn(bondIsin));
        const bond = await desk.imported(
          0,
          document,
          '--with',
          desk.keep('of-bond.txt', OF_BOND),
          '--name',
          'IMPORTED_BOND@1',
        );
        await becomes(scene, bond.out, bondIsin, [
          'Pays 4.25% per year, every 1 year from 2027-06-15.',
          'There are at most 1,000 units of 1,000 EUR each.',
        ]);
        expect(await desk.exported(bond.out, 'fpml')).toContain('<couponRate>0.0425</couponRate>');
        const classes = desk.keep('imported-classes.json', JSON.stringify(CLASSES));
        const share = await desk.imported(0, classes, '--with', desk.keep('of-class.txt', ofClass(shareIsin)));
        await becomes(scene, share.out, shareIsin, ['There are at most 10,000,000 units.', 'Votes 1 per unit.']);
        const [written] = (JSON.parse(await desk.exported(share.out, 'ocf')) as typeof CLASSES).items;
        expect(written).toMatchObject({ initial_shares_authorized: '10000000', votes_per_share: '1' });
      },
    },
    refused: {
      case: 'a file that is broken, at its place, and one with a document type; a text with what the document does not say',
      run: async (scene) => {
        const desk = new Desk(scene.data);
        const isin = newIsin();
        for (const [file, content, code, place] of [
          ['broken-bond.xml', bondIn(isin).replace('</currency>', '</currencyy>'), 'DOCUMENT_MALFORMED', / 4:\d+: /],
          ['typed-bond.xml', `<!DOCTYPE bond>\n${bondIn(isin)}`, 'DOCUMENT_TYPE_REFUSED', /./],
          ['broken-classes.json', '{"file_type": "OCF_STOCK_CLASSES_FILE",\n"items": [}', 'DOCUMENT_MALFORMED', /./],
        ] as const) {
          const { out, told } = await desk.imported(1, desk.keep(file, content));
          expect(told).toMatchObject({ code, title: expect.stringMatching(place) });
          expect(existsSync(out)).toBe(false);
        }
        const { out } = await desk.imported(1, desk.keep('bare-bond.xml', bondIn(isin)), '--name', 'BARE_BOND@1');
        await textRefused(scene, readFileSync(out, 'utf8'), ['2:1 NOT_SAID', '2:1 NOT_SAID', '2:1 NOT_SAID']);
      },
    },
  },
];
