import type { compliance } from '@scrip/model';
import fc from 'fast-check';
import { compile } from '../compile.js';
import { PACK_PHRASES } from '../phrases/packs.js';
import type { Phrase } from '../phrases/phrase.js';
import { RULE_PHRASES } from '../phrases/rules.js';
import { SENTENCES } from '../phrases/sentences.js';
import type { Slot } from '../phrases/slot.js';
import { TERM_PHRASES } from '../phrases/terms.js';
import { quoted } from '../phrases/values.js';

const number = fc.nat(100_000_000).map(String);
const grouped = fc.nat(9_999_999).map((value) => value.toLocaleString('en-US'));
const decimal = fc.tuple(fc.nat(9_999), fc.nat(999)).map(([whole, part]) => `${whole}.${part}`);
const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2080-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const period = fc
  .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('day', 'days', 'month', 'months', 'year', 'years'))
  .map(([length, unit]) => `${length} ${unit}`);
const hex = fc.constantFrom(...'0 1 2 3 4 5 6 7 8 9 a b c d e f'.split(' '));
const lower = fc.stringMatching(/^[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,5}){0,2}$/);

/** Any text, what could break out of one included. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ minLength: 1, maxLength: 30 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.constantFrom('"', '\\', '\\"', "';", '`${x}`', '__proto__', 'constructor', '*/', '# no comment', 'a\nb', '\u2028'),
);

/** Values of one item, by what messages call them; of others there is the example. */
const VALUES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'a number such as 40,000': fc.oneof(number, grouped, decimal),
  'a whole number such as 35': fc.integer({ min: 1, max: 500 }).map(String),
  'a percentage such as 4.25%': fc.tuple(fc.nat(99), fc.nat(99)).map(([whole, part]) => `${whole}.${part}%`),
  'an amount such as 100,000 EUR': fc
    .tuple(fc.oneof(number, grouped), fc.constantFrom('EUR', 'USD', 'GBP', 'CHF'))
    .map((words) => words.join(' ')),
  'a period such as 6 months': period,
  'a date such as 2026-06-15': date,
  'a country such as DE': fc.constantFrom('DE', 'FR', 'US', 'GB', 'IE', 'CH', 'SG', 'JP', 'BR', 'ZA'),
  'a currency such as EUR': fc.constantFrom('EUR', 'USD', 'JPY', 'GBP'),
  'a market such as XLUX': fc.constantFrom('XLUX', 'XFRA', 'XPAR', 'XNYS', '360T'),
  'a type of claim such as accredited-investor': lower,
  'a value of a claim such as RETAIL': fc.stringMatching(/^[A-Z][A-Z]{0,8}(-[A-Z]{1,4})?$/),
  'a text in quotation marks': anyText.map(quoted),
  'a name with its version such as Institutional@2': fc
    .tuple(fc.stringMatching(/^[A-Z][A-Za-z0-9_]{0,8}$/), fc.integer({ min: 1, max: 99 }))
    .map(([name, version]) => `${name}@${version}`),
  'a digest such as sha256: and 64 hexadecimal digits': fc
    .string({ unit: hex, minLength: 64, maxLength: 64 })
    .map((digits) => `sha256:${digits}`),
};

/** What a slot takes, as it is written. */
function slotText({ form, expects, example }: Slot): fc.Arbitrary<string> {
  switch (form?.of) {
    case 'words':
      return fc.constantFrom(...form.words.map(([written]) => written));
    case 'list':
      return fc
        .uniqueArray(slotText(form.each), { minLength: 1, maxLength: 4 })
        .map((each) => [each.slice(0, -1).join(', '), each.at(-1)].filter(Boolean).join(` ${form.last} `));
    case 'part':
      return phraseText(form.phrase);
    case 'either':
      return fc.oneof(...form.phrases.map(phraseText));
    case undefined:
      return VALUES[expects] ?? fc.constant(example);
  }
}

/** A phrase with values, with or without what may be left out. */
export const phraseText = ({ parts }: Phrase): fc.Arbitrary<string> =>
  partsText(parts).map((words) => words.join(' ').replaceAll(' ,', ','));

const partsText = (parts: Phrase['parts']): fc.Arbitrary<readonly string[]> =>
  fc
    .tuple(
      ...parts.map((part): fc.Arbitrary<readonly string[]> => {
        if ('literal' in part) return fc.constant([part.literal]);
        if ('slot' in part) return slotText(part.type).map((text) => [text]);
        return fc.oneof(fc.constant([]), partsText(part.optional));
      }),
    )
    .map((words) => words.flat());

const asked = (event: compliance.ComplianceEvent, rule: string): string =>
  `compliance X@1 "x"\n  to ${event} ${rule}\n`;
const isSound = (text: string): boolean => compile(text).definitions.length === 1;

/** A rule of the catalogue or a pack that may be asked for an event. */
function clauseText(event: compliance.ComplianceEvent): fc.Arbitrary<string> {
  const phrases = [...RULE_PHRASES, ...PACK_PHRASES];
  const ofEvent = phrases.filter(({ example }) =>
    [example, example.replace('sender', 'receiver')].some((each) => isSound(asked(event, each))),
  );
  // an example where the values of chance do not go together
  return fc
    .oneof(...ofEvent.map((each) => fc.tuple(phraseText(each), fc.constant(each.example))))
    .map(
      ([text, example]) =>
        [text, example, example.replace('sender', 'receiver')].find((each) => isSound(asked(event, each))) ?? example,
    );
}

function ruleText(event: compliance.ComplianceEvent): fc.Arbitrary<string> {
  return fc.letrec<{ rule: string }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      clauseText(event),
      fc
        .tuple(fc.constantFrom('all', 'any', 'none'), fc.array(tie('rule'), { minLength: 1, maxLength: 3 }))
        .map(([quantifier, rules]) => `${quantifier} of (${rules.join('; ')})`),
      fc.tuple(tie('rule'), tie('rule')).map(([condition, rule]) => `when ${condition} then ${rule}`),
      fc.tuple(anyText, tie('rule')).map(([source, rule]) => `under ${quoted(source)}: ${rule}`),
      fc.constant('Other@2'),
    ),
  })).rule;
}

const head = (kind: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.stringMatching(/^[A-Z][A-Za-z0-9_]{0,12}$/), fc.integer({ min: 1, max: 999 }), anyText)
    .map(([name, version, title]) => `${kind} ${name}@${version} ${quoted(title)}`);

const definition = (kind: string, ...sentences: readonly fc.Arbitrary<readonly string[]>[]): fc.Arbitrary<string> =>
  fc
    .tuple(head(kind), ...sentences)
    .map(([first, ...lines]) => [first, ...lines.flat().map((each) => `  ${each}`), ''].join('\n'));

const complianceText = definition(
  'compliance',
  fc.oneof(fc.constant([]), fc.constant(['uses Other@2 and Cap@1'])),
  fc
    .tuple(ruleText('subscribe'), ruleText('transfer'), ruleText('hold'), fc.integer({ min: 1, max: 7 }))
    .map(([subscribe, transfer, hold, which]) =>
      [`to subscribe ${subscribe}`, `to transfer ${transfer}`, `to hold ${hold}`].filter(
        (_, bit) => which & (1 << bit),
      ),
    ),
);

const place = fc.constantFrom('registrar', 'issuer', 'notary', "seller's custodian", "buyer's custodian");
const votes = fc.letrec<{ votes: string }>((tie) => ({
  votes: fc.oneof(
    { maxDepth: 2 },
    place,
    fc
      .tuple(fc.constantFrom('all', 'any', '1'), fc.uniqueArray(tie('votes'), { minLength: 1, maxLength: 3 }))
      .map(([many, of]) => `${many} of (${of.join('; ')})`),
  ),
})).votes;

const ofKind = (kind: string): readonly Phrase[] =>
  SENTENCES.filter(({ kinds }) => kinds.length === 1 && kinds[0] === kind).map(({ phrase }) => phrase);
const [automatic, ballot, ...others] = ofKind('ownership').map(phraseText);

const ownershipText = definition(
  'ownership',
  votes.map((tree) => [`title passes with yes from ${tree}`]),
  fc.oneof(automatic ?? fc.constant(''), ballot ?? fc.constant('')).map((sentence) => [sentence]),
  fc.tuple(...others),
);

const templateText = definition(
  'instrument',
  fc.constant(['takes rate as a percentage', 'takes first payment as a date']),
  fc.uniqueArray(fc.oneof(...[...ofKind('security'), ...TERM_PHRASES].map(phraseText)), {
    selector: (sentence) => sentence.split(' ')[0],
    minLength: 1,
    maxLength: 6,
  }),
);

/** Texts of definitions, most of them sound. */
export const definitionText: fc.Arbitrary<string> = fc.oneof(complianceText, ownershipText, templateText);
