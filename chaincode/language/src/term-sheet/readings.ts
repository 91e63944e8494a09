import { phrase, write, type Phrase, type Values } from '../phrases/phrase.js';
import { SENTENCES, type SentenceForm } from '../phrases/sentences.js';
import { plain } from './plain.js';

/** Headings, in the order in which they stand in a sheet; those under which nothing stands are left out. */
export const HEADINGS = {
  template: 'Template',
  parties: 'Parties',
  issue: 'Issue',
  payment: 'Payments',
  repayment: 'Repayment',
  right: 'Rights',
  event: 'Events',
  ranking: 'Ranking',
  structure: 'Structure',
  asset: 'Assets',
  market: 'Market',
  meaning: 'Meanings',
  changes: 'Changes of the terms',
  restriction: 'Restrictions on transfers and holders',
  title: 'How title passes',
  privacy: 'Who sees what',
  law: 'Law and documents',
  other: 'Further provisions',
} as const;

/** Under which heading something stands. */
export type Heading = keyof typeof HEADINGS;

/** How the sentences of a definition read in a letter: the same values, in words for those who do not know the language. */
const READINGS: Readonly<Record<string, readonly [Heading, string]>> = {
  uses: ['restriction', 'the rules of {uses} count too'],
  isin: ['issue', 'the ISIN is {isin}'],
  cfi: ['issue', 'the classification is {cfi} (ISO 10962)'],
  'short name': ['issue', 'the short name is {fisn} (ISO 18774)'],
  dti: ['issue', 'the digital token identifier is {dti} (ISO 24165)'],
  'issuer by lei': ['parties', 'the issuer has the LEI {lei}'],
  'issuer by register': ['parties', 'the issuer is number {number} of the public register {authority}'],
  currency: ['issue', 'the currency is {currency}'],
  size: ['issue', 'there are at most {authorisedUnits} units[ of {denomination} each]'],
  penalties: [
    'title',
    'who delivers late owes {lackOfUnits} basis points of the value a day, and who pays late {lackOfCash}',
  ],
  document: ['law', 'the document {title} has the SHA-256 {sha256}'],
  law: ['law', 'title is governed by the law {law}'],
  form: ['title', 'units are held in the form: {form}'],
  'constitutive register': ['title', 'who is in the register owns: it is constitutive under {constitutiveUnder}'],
  'register as evidence': [
    'title',
    'the register is evidence of {evidenceOf}, whose keeper {confirmedBy} confirms every transfer',
  ],
  ownership: ['title', 'title passes by the protocol {protocol}'],
  privacy: ['privacy', 'who sees what of the transfers is said by {privacy}'],
  notary: ['parties', 'the notary is {notary}'],
  deputy: ['parties', '{mspId} votes in place of the {for} where that one steps aside'],
  prevailing: ['law', 'the document with the SHA-256 {prevailing} prevails over the definition and this sheet'],
  automatic: ['title', 'each of them votes by an instruction that stands until it is ended'],
  ballot: [
    'title',
    'each transfer is voted on {reasons} within {withinDays} business days, and who is silent says {silence}',
  ],
  'events while pending': ['title', 'while a transfer is pending, income and votes belong to the {eventsWhilePending}'],
  objection: ['title', 'within {objectionDays} business days after it is final, the holder may object to a transfer'],
  sees: ['privacy', 'the {who} sees {what} for the purpose {purpose}[ within {within}]'],
  opens: ['privacy', 'the {who} may open {what} for the purpose {purpose} when the {agreedBy} agrees'],
  kept: ['privacy', 'private records are kept for {keptFor}'],
  shows: ['other', 'the party shows the claim {type}[ and renews it every {everyMonths} months]'],
  decision: [
    'other',
    '{matter} needs {votesPercent} of the votes with a quorum of {quorumPercent} within {withinDays} days, and is in force {delayDays} days later',
  ],
  emergency: [
    'other',
    'in an emergency {votesPercent} of the votes suffice, and what is done lapses after {lapsesAfterDays} days',
  ],
  evidence: ['title', 'every {everyMonths} months there is evidence of the kind {kind}, or transfers wait'],
};

/** Sentences that have no reading of their own stand as they are. */
const TABLE: ReadonlyMap<Phrase, readonly [Heading, Phrase]> = new Map(
  SENTENCES.map(({ phrase: of }) => {
    const [heading, template] = READINGS[of.is] ?? ['other', of.template];
    return [of, [heading, phrase(of.is, template, of.slots)]];
  }),
);

/** A sentence of a definition as it reads in a letter, and under which heading. */
export function readingOf({ phrase: of }: SentenceForm, values: Values): readonly [Heading, string] {
  const [heading, reads] = TABLE.get(of) ?? ['other', of];
  return [heading, plain(write(reads, values) ?? '')];
}

/** Names of the sentences that have a reading of their own. */
export const READ: readonly string[] = Object.keys(READINGS);
