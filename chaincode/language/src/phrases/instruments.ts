import { phrase, type Phrase } from './phrase.js';
import { money, percent } from './quantities.js';
import { oneOf, word } from './slot.js';
import { country, date, text } from './values.js';
import { spaced } from './term-values.js';

const form = word('registered', 'bearer');
const issued = { issuedOn: date, issuePercent: percent, form } as const;
const ISSUED = 'issued {issuedOn}[ at {issuePercent}] in {form} form';

/** How each kind of instrument is named, with what every one of its kind says. */
export const INSTRUMENT_PHRASES: readonly Phrase[] = [
  phrase('bond@1', `bond of a {issuerKind} ${ISSUED}`, {
    issuerKind: word('state', 'supranational', 'municipality', 'bank', 'company'),
    ...issued,
  }),
  phrase('share@1', 'share in {form} form[ of class {class}][ with par {parValue}]', {
    ...{ form, class: text, parValue: money },
  }),
  phrase('preferredShare@1', 'preferred share {class} in {form} form issued at {issuePrice}[ with par {parValue}]', {
    ...{ class: text, form, issuePrice: money, parValue: money },
  }),
  phrase('fundUnit@1', '{income} unit of {structure} of {domicile}', {
    income: word('accumulating', 'distributing'),
    structure: oneOf([
      ['an exchange-traded fund', 'exchange-traded-fund'],
      ['a mutual fund', 'mutual-fund'],
    ]),
    domicile: country,
  }),
  phrase('warrant@1', 'warrant issued {issuedOn} in {form} form by {writer}', {
    ...{ issuedOn: date, form },
    writer: oneOf([
      ['the company', 'company'],
      ['a third party with cover', 'covered-third-party'],
      ['a third party', 'third-party'],
    ]),
  }),
  phrase('certificate@1', `certificate ${ISSUED}`, issued),
  phrase('safe@1', 'safe of {purchase} issued {issuedOn}, measured {measured}', {
    ...{ purchase: money, issuedOn: date, measured: word('post-money', 'pre-money') },
  }),
  phrase('convertibleNote@1', 'convertible note issued {issuedOn} in {form} form', { issuedOn: date, form }),
  phrase('trancheNote@1', `tranche {class} of a pool of {pool} ${ISSUED}`, {
    class: text,
    pool: spaced('mortgages', 'consumer-loans', 'company-loans', 'leases', 'receivables'),
    ...issued,
  }),
  phrase('sukuk@1', `sukuk by {structure} ${ISSUED}`, {
    structure: word('ijara', 'murabaha', 'mudaraba', 'musharaka', 'wakala', 'istisna', 'salam', 'hybrid'),
    ...issued,
  }),
  phrase('profitNote@1', `profit note ${ISSUED}`, issued),
  phrase('tokenisedCash@1', 'claim on {claimOn}', {
    claimOn: oneOf([
      ['a central bank', 'central-bank'],
      ['a credit institution', 'credit-institution'],
      ['an e-money institution', 'e-money-institution'],
    ]),
  }),
];
