import type { Kind } from '../generated/ast.js';
import { phrase, type Phrase } from './phrase.js';
import { count, money, number } from './quantities.js';
import { listOf, oneOf, word, type Slot } from './slot.js';
import { cfi, code, currency, digest, isin, lei, organisation, pinned, text } from './values.js';

/** A sentence of a definition, and which fields of the canonical form it fills. */
export interface SentenceForm {
  readonly phrase: Phrase;
  /** Kinds of definition in which it may stand. */
  readonly kinds: readonly Kind[];
  /** Names of the fields from the top of the definition: slots are fields of it. */
  readonly at: readonly string[];
  /** Fields that the sentence fills by being said. */
  readonly fixed: Readonly<Record<string, unknown>>;
  /** Whether it is an item of the list at its place, and may be said again. */
  readonly isItem: boolean;
}

interface Place {
  readonly at?: string;
  readonly fixed?: Readonly<Record<string, unknown>>;
  readonly isItem?: boolean;
}

/** A sentence for some kinds of definitions. */
const sentence =
  (...kinds: readonly Kind[]) =>
  (
    is: string,
    template: string,
    slots: Readonly<Record<string, Slot>> = {},
    { at, fixed = {}, isItem = false }: Place = {},
  ): SentenceForm => ({
    phrase: phrase(is, template, slots),
    kinds,
    at: at === undefined ? [] : at.split('.'),
    fixed,
    isItem,
  });

const every = sentence('security', 'instrument', 'compliance', 'ownership', 'privacy', 'identity', 'governance');
const security = sentence('security');
const ownership = sentence('ownership');

/** From where it is voted on a transfer. */
export const place = oneOf([
  ['registrar', 'registrar'],
  ['issuer', 'issuer'],
  ['notary', 'notary'],
  ["seller's custodian", 'sellersCustodian'],
  ["buyer's custodian", 'buyersCustodian'],
  ['external register', 'externalRegister'],
]);
const form = oneOf([
  ['registered', 'registered'],
  ['book entry', 'bookEntry'],
  ['bearer deposited', 'bearerDeposited'],
]);
const authority = code(/^RA[0-9]{6}$/, 'a register such as RA000585', 'RA000585');

/** Who issues what, under which identifiers and law. */
const SECURITY: readonly SentenceForm[] = [
  security('isin', 'isin {isin}', { isin }),
  security('cfi', 'cfi {cfi}', { cfi }),
  security('short name', 'short name {fisn}', { fisn: text }),
  security('issuer by lei', 'issuer lei {lei}', { lei }, { at: 'issuer' }),
  security(
    'issuer by register',
    'issuer register {authority} number {number}',
    { authority, number: text },
    { at: 'issuer.register' },
  ),
  security('currency', 'currency {currency}', { currency }),
  security('size', 'size {authorisedUnits} units[ of {denomination}]', {
    authorisedUnits: number,
    denomination: money,
  }),
  security(
    'penalties',
    'late units cost {lackOfUnits} and late cash {lackOfCash} basis points a day',
    { lackOfUnits: number, lackOfCash: number },
    { at: 'failPenalties' },
  ),
  security('document', 'document {title} {sha256}', { title: text, sha256: digest }, { at: 'documents', isItem: true }),
  security('law', 'law {law}', { law: text }, { at: 'titleTo' }),
  security('form', 'held {form}', { form }, { at: 'titleTo' }),
  security(
    'constitutive register',
    'register constitutive under {constitutiveUnder}',
    { constitutiveUnder: text },
    { at: 'titleTo.register' },
  ),
  security(
    'register as evidence',
    'register is evidence of {evidenceOf} confirmed by {confirmedBy}',
    { evidenceOf: text, confirmedBy: organisation },
    { at: 'titleTo.register' },
  ),
  security('ownership', 'title passes by {protocol}', { protocol: pinned }, { at: 'titleTo' }),
  security('notary', 'notary {notary}', { notary: organisation }, { at: 'titleTo' }),
  security(
    'deputy',
    '{mspId} votes in place of {for}',
    { mspId: organisation, for: place },
    { at: 'titleTo.deputies', isItem: true },
  ),
  security('prevailing', 'document {prevailing} prevails over this text', { prevailing: digest }, { at: 'titleTo' }),
];

/** How title passes. Whose votes it needs is a sentence of the grammar itself. */
const OWNERSHIP: readonly SentenceForm[] = [
  ownership('automatic', 'votes stand until they are ended', {}, { at: 'protocol.voting', fixed: { by: 'automatic' } }),
  ownership(
    'ballot',
    'vote by ballot {reasons} within {withinDays} business days, silence is {silence}',
    {
      reasons: oneOf([
        ['with reasons', true],
        ['with reasons for no alone', false],
      ]),
      withinDays: count,
      silence: word('no', 'yes'),
    },
    { at: 'protocol.voting', fixed: { by: 'ballot' } },
  ),
  ownership(
    'events while pending',
    'meanwhile {eventsWhilePending} has income and votes',
    { eventsWhilePending: word('seller', 'buyer') },
    { at: 'protocol' },
  ),
  ownership(
    'objection',
    'holder may object within {objectionDays} business days',
    { objectionDays: count },
    { at: 'protocol' },
  ),
  ownership(
    'evidence',
    'evidence {kind} every {everyMonths} months, otherwise transfers wait',
    { kind: word('title-deed', 'vault-receipt', 'audit', 'valuation', 'insurance'), everyMonths: count },
    { at: 'protocol.evidence', isItem: true },
  ),
];

/** All sentences of fixed words, in the order in which a definition is written. */
export const SENTENCES: readonly SentenceForm[] = [
  every('uses', 'uses {uses}', { uses: listOf(pinned, 'and') }),
  ...SECURITY,
  ...OWNERSHIP,
];
