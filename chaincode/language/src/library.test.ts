import { compliance, definitions } from '@scrip/model';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { compile } from './compile.js';
import { format } from './format/format.js';
import { compileTogether, type Source } from './together/compile-together.js';
import { EmittedPrograms } from './test-support/emitted.fixture.js';

const { PACKS } = compliance.packs;
const CONFIG = new URL('../../../config/', import.meta.url);

/** Texts of a folder of the library by the names of their files. */
const textsIn = (folder: string): readonly Source[] =>
  readdirSync(new URL(folder, CONFIG))
    .filter((name) => name.endsWith('.scrip'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(`${folder}/${name}`, CONFIG), 'utf8') }));

const securities = textsIn('securities');
const protocols = textsIn('protocols');
const all = [...securities, ...protocols];

/** The text in which each definition stands. */
const texts: ReadonlyMap<string, string> = new Map(
  all.flatMap(({ text }) =>
    [...text.matchAll(/^[a-z]+ ([A-Z][A-Za-z0-9_]*@[0-9]+) /gm)].map(([, name = '']) => [name, text] as const),
  ),
);
const compiled = new Map(all.map(({ name, text }) => [name, compile(text, (pinned) => texts.get(pinned))] as const));
const definitionsIn = (name: string): readonly definitions.Definition[] => compiled.get(name)?.definitions ?? [];

/** What each security is by its terms. */
const PRODUCTS: Readonly<Record<string, string>> = {
  'amazon-note-2037.scrip': 'callable fixed-rate bond',
  'ams-osram-convertible-2027.scrip': 'fixed-rate convertible bond',
  'apple-note-2043.scrip': 'fixed-rate bond',
  'argentina-2030.scrip': 'stepped-rate amortising government bond',
  'bank-of-america-series-l.scrip': 'non-voting convertible preferred share',
  'berlin-hyp-pfandbrief-2030.scrip': 'extendible fixed-rate covered bond',
  'btp-valore-2027.scrip': 'stepped-rate government bond',
  'bund-2034.scrip': 'fixed-rate government bond',
  'ccteu-2029.scrip': 'floating-rate government bond',
  'enel-sdg-2034.scrip': 'sustainability-linked fixed-rate bond',
  'green-bund-2030.scrip': 'green zero-coupon government bond',
  'hafen-12.scrip': 'subordinated profit-participating note',
  'ishares-msci-world.scrip': 'accumulating exchange-traded fund unit',
  'kfw-zero-2037.scrip': 'zero-coupon bond',
  'occidental-warrant-2027.scrip': 'call warrant',
  'sample-auto-abs.scrip': 'secured floating-rate amortising asset-backed note',
  'sample-autocall.scrip': 'autocallable certificate',
  'sample-convertible-note.scrip': 'fixed-rate convertible note',
  'sample-safe.scrip': 'post-money SAFE',
  'sample-series-a.scrip': 'convertible preferred share',
  'sample-sinking-fund.scrip': 'callable secured fixed-rate sinking-fund municipal bond',
  'sample-tokenised-deposit.scrip': 'tokenised cash',
  'sharjah-sukuk-2031.scrip': 'sukuk al-ijara',
  'siemens-share.scrip': 'ordinary share',
  'specimen-share.scrip': 'ordinary share',
  'ubs-at1.scrip': 'perpetual callable Additional Tier 1 fixed-to-floating-rate contingent bond',
  'us-tips-2034.scrip': 'inflation-linked fixed-rate government bond',
  'volkswagen-hybrid.scrip': 'perpetual callable subordinated fixed-to-floating-rate bond',
};

describe.each(all.map(({ name, text }) => [name, text]))('%s', (name, text) => {
  test('has no problem beside the others, and is written as the formatter writes it', () => {
    expect(compiled.get(name)?.problems).toEqual([]);
    expect(definitionsIn(name)).not.toEqual([]);
    expect(format(text)).toEqual({ text });
  });
});

describe('the library', () => {
  test('defines every name once', () => {
    const twice = compileTogether(all).flatMap(({ problems }) => problems.filter(({ code }) => code === 'SAID_TWICE'));
    expect(twice).toEqual([]);
  });

  test('is listed where it is kept', () => {
    for (const [folder, files] of [
      ['securities', securities],
      ['protocols', protocols],
    ] as const) {
      const readme = readFileSync(new URL(`${folder}/README.md`, CONFIG), 'utf8');
      const listed = [...readme.matchAll(/^\| \[([a-z0-9-]+\.scrip)\]/gm)].map(([, name]) => name);
      expect(listed.sort()).toEqual(files.map(({ name }) => name));
    }
  });

  test('never gives an invented identifier as a real one: samples say so, and have an ISIN of the range for tests', () => {
    for (const { name, text } of securities) {
      const [first = ''] = text.split('\n');
      const isSample = first.startsWith('# sample: ');
      expect([name, isSample || first === '# public terms, not an offering']).toEqual([name, true]);
      expect([name, / isin QS/.test(text)]).toEqual([name, isSample]);
    }
  });
});

describe('a security of the library', () => {
  test('is there for every product that is expected', () => {
    expect(securities.map(({ name }) => name)).toEqual(Object.keys(PRODUCTS).sort());
  });

  test.each(Object.entries(PRODUCTS))('%s is a %s, and its CFI code says so', (name, product) => {
    const [security] = definitionsIn(name);
    if (security?.kind !== 'security') throw new Error('a security');
    const { product: found, cfi } = definitions.qualify(security);
    expect(found).toBe(product);
    const differing = (cfi ?? []).filter(
      (letters, at) =>
        letters !== '' && !letters.includes(security.cfi[at] ?? '') && (at < 2 || security.cfi[at] !== 'X'),
    );
    expect([cfi?.length, differing]).toEqual([6, []]);
  });
});

/** Packs without dates, each with the definition that says the same in full. */
const IN_FULL: readonly (readonly [name: string, pack: compliance.RulePack])[] = [
  ['RegD506bInFull', PACKS.regulationD506b({ votingEquity: true })],
  ['RegD506cInFull', PACKS.regulationD506c({ votingEquity: true })],
  ['RegSCategory1InFull', PACKS.regulationSCategory1({})],
  ['RegSCategory2InFull', PACKS.regulationSCategory2({})],
  ['RegSCategory3InFull', PACKS.regulationSCategory3({ debt: false, domestic: true, reporting: true })],
  ['Rule144AInFull', PACKS.rule144A({ reporting: false, sameClassAsListed: false })],
  ['ExchangeAct12gInFull', PACKS.exchangeAct12g({})],
  ['EuProspectusExemptInFull', PACKS.euProspectusExemptSince2026({ price: '1000', offer: 'P1M', denominated: true })],
  ['UkOfferInFull', PACKS.ukPublicOffer({ price: '1000', offer: 'P1M', restrictedMassMarket: false })],
  [
    'SwissOfferInFull',
    PACKS.swissOffer({ price: '1000', offer: 'P1M', denominated: true, informationSheet: true, consent: false }),
  ],
  ['SingaporeOfferInFull', PACKS.singaporeOffer({ price: '1000', advertised: false, privateCompany: false })],
  ['HongKongOfferInFull', PACKS.hongKongOffer({ price: '10000', debentures: true, privateCompany: false })],
];

describe('the text of a pack', () => {
  const defined = new Map(
    [...compiled.values()].flatMap((each) => each.definitions.map((of) => [of.name, of] as const)),
  );

  test.each(IN_FULL)('%s says exactly the rules of the pack', (name, pack) => {
    const definition = defined.get(name);
    if (definition?.kind !== 'compliance') throw new Error('rules');
    expect(definition.rules).toEqual(pack.rules);
  });
});

describe('programs of the library', () => {
  const programs = new EmittedPrograms();
  afterAll(() => {
    programs.remove();
  });

  test('are strict TypeScript, and each is its definition', async () => {
    const every = [...compiled.values()].flatMap((each) => each.definitions);
    expect(programs.compile(every)).toEqual([]);
    for (const each of every) {
      const { HASH, definition } = await programs.run(each);
      expect([each.name, HASH]).toEqual([each.name, definitions.definitionHash(each)]);
      expect(definitions.canonicalForm(definition)).toBe(definitions.canonicalForm(each));
    }
  }, 120_000);
});
