import { place } from './places.js';
import { money, number } from './quantities.js';
import { sentence, type SentenceForm } from './sentence-form.js';
import { oneOf } from './slot.js';
import { cfi, code, currency, digest, dti, isin, lei, organisation, pinned, text } from './values.js';

const security = sentence('security');

const form = oneOf([
  ['registered', 'registered'],
  ['book entry', 'bookEntry'],
  ['bearer deposited', 'bearerDeposited'],
]);
const authority = code(/^RA[0-9]{6}$/, 'a register such as RA000585', 'RA000585');

/** Who issues what, under which identifiers and law. */
export const SECURITY_SENTENCES: readonly SentenceForm[] = [
  security('isin', 'isin {isin}', { isin }),
  security('cfi', 'cfi {cfi}', { cfi }),
  security('short name', 'short name {fisn}', { fisn: text }),
  security('dti', 'dti {dti}', { dti }),
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
  security('privacy', 'privacy {privacy}', { privacy: pinned }),
];
