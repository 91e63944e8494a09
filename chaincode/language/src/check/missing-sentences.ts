import type { Kind } from '../generated/ast.js';
import type { Draft } from '../translate/draft.js';
import type { Problems } from './problem.js';

/** What every definition of a kind must say: a field, what it is, and a sentence that says it. */
export const NEEDED_SENTENCES: { readonly [K in Kind]: readonly (readonly [string, string, string])[] } = {
  security: [
    ['isin', 'its ISIN', 'isin XS0104440986'],
    ['cfi', 'its classification', 'cfi DBFUFR'],
    ['issuer', 'who issues it', 'issuer lei 5493001KJTIIGC8Y1R12'],
    ['currency', 'its currency', 'currency EUR'],
    ['authorisedUnits', 'how many units there may be', 'size 500,000 units of 1,000 EUR'],
    ['instrument', 'what it is', 'bond of a company issued 2026-06-15 in registered form'],
  ],
  compliance: [['rules', 'what it asks', 'to transfer receiver resides in DE']],
  ownership: [['protocol', 'whose votes let title pass', 'title passes with yes from registrar']],
  instrument: [['sentences', 'what securities that are made from it promise', 'pays no interest']],
  privacy: [['sees', 'who sees what', 'regulator sees parties and units for "supervision"']],
  identity: [['actsBy', 'who acts', 'acts by 2 of (director; treasurer)']],
  governance: [
    [
      'decisions',
      'how it is decided',
      'member-joins needs 66.67% of votes, quorum 75%, within 10 days, in force 5 days later',
    ],
  ],
};

/** Of title to a security: whoever says one of these says all of them. */
export const TITLE_SENTENCES: readonly (readonly [string, string, string])[] = [
  ['law', 'which law governs title', 'law "Germany"'],
  ['form', 'in which form units are held', 'held registered'],
  ['register', 'what the register is in law', 'register constitutive under "eWpG, section 2"'],
  ['protocol', 'by which protocol title passes', 'title passes by House@1'],
];

const OWNERSHIP: readonly (readonly [string, string, string])[] = [
  ['passesWhen', 'whose votes let title pass', 'title passes with yes from registrar'],
  ['voting', 'how it is voted', 'votes stand until they are ended'],
  ['eventsWhilePending', 'who has income and votes meanwhile', 'meanwhile seller has income and votes'],
];

const TOGETHER = 'law, form, register and protocol are said together or not at all';

/** Says of each thing that a definition must say and does not, which sentence is missing. */
export function missingSentences(kind: Kind, { value, whole }: Draft, problems: Problems): void {
  const fieldsOf = (name: string): Readonly<Record<string, unknown>> | undefined =>
    value[name] as Readonly<Record<string, unknown>> | undefined;
  const [protocol, title] = [fieldsOf('protocol'), fieldsOf('titleTo')];
  const missing = [
    ...NEEDED_SENTENCES[kind].filter(([field]) => value[field] === undefined),
    ...(protocol === undefined ? [] : OWNERSHIP.filter(([field]) => protocol[field] === undefined)),
  ];
  const ofTitle = title === undefined ? [] : TITLE_SENTENCES.filter(([field]) => title[field] === undefined);
  for (const each of [...missing, ...ofTitle]) {
    const [, what, example] = each;
    const why = ofTitle.includes(each) ? ` (${TOGETHER})` : '';
    problems.add('NOT_SAID', `nothing says ${what}: add a sentence such as "${example}"${why}`, whole);
  }
}
