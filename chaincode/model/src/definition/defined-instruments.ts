import { businessDate } from '../dates/business-date.js';
import { optional, word, type Shape } from '../serialisation/reader.js';
import { amount, label, percent, unitAmount } from '../terms/values.js';
import { instrumentKind, type InstrumentConstructor } from './instrument-kind.js';

/** Form of the units: in the name of a holder, or of whoever has them. */
const form = word('registered', 'bearer');

/** Day of issue and price at issue, in per cent of the nominal (absent: as each buyer agrees). */
const issued = { issuedOn: businessDate, issuePercent: optional(percent), form } as const;

/** A kind whose promises are in the terms beside it. */
const definedKind = <const Is extends string, S extends Shape>(is: Is, shape: S): InstrumentConstructor<Is, S> =>
  instrumentKind(is, shape, () => ({ kind: 'defined', instrument: is }));

/**
 * Kinds of instrument that say only what each of their kind must say: all else is in terms, of which
 * {@link APPLICABILITY} says which go with which.
 */
export const DEFINED_INSTRUMENTS = {
  /** Debt of a state, a company or a bank: fixed, floating, zero, convertible, covered, perpetual. */
  bond: definedKind('bond@1', {
    ...issued,
    issuerKind: word('state', 'supranational', 'municipality', 'bank', 'company'),
  }),
  /** An ordinary share. */
  share: definedKind('share@1', { form, class: optional(label), parValue: optional(unitAmount) }),
  /** A share of a class with a preference; multiples and rates are of its issue price. */
  preferredShare: definedKind('preferredShare@1', {
    form,
    class: label,
    issuePrice: unitAmount,
    parValue: optional(unitAmount),
  }),
  /** A right to buy or to sell: by the company whose shares are bought, or by somebody else, who covers it or does not. */
  warrant: definedKind('warrant@1', {
    issuedOn: businessDate,
    form,
    writer: word('company', 'covered-third-party', 'third-party'),
  }),
  /** A debt whose payments hang on the prices of others: autocall, barrier, credit-linked. */
  certificate: definedKind('certificate@1', issued),
  /** A simple agreement for future equity: what one unit costs; whether its own conversion counts in capitalization. */
  safe: definedKind('safe@1', { issuedOn: businessDate, purchase: amount, measured: word('post-money', 'pre-money') }),
  /** A debt that is to become shares in a financing round. */
  convertibleNote: definedKind('convertibleNote@1', { issuedOn: businessDate, form }),
  /** A class of notes on a pool. */
  trancheNote: definedKind('trancheNote@1', {
    ...issued,
    class: label,
    pool: word('mortgages', 'consumer-loans', 'company-loans', 'leases', 'receivables'),
  }),
  /** Certificates of shares in assets: AAOIFI Shari'ah standard 17. */
  sukuk: definedKind('sukuk@1', {
    ...issued,
    structure: word('ijara', 'murabaha', 'mudaraba', 'musharaka', 'wakala', 'istisna', 'salam', 'hybrid'),
  }),
  /** A debt that pays a part of an income. */
  profitNote: definedKind('profitNote@1', issued),
} as const;
