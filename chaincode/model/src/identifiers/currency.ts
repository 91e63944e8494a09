import type { Brand } from '../brand.js';
import { DomainError } from '../errors/domain-error.js';
import { checked, type Reader } from '../serialisation/reader.js';

/** Currency by ISO 4217. */
export type Currency = Brand<string, 'Currency'>;

/**
 * Active currencies of ISO 4217 list one by the digits of their minor unit. Fund codes and codes without a minor unit
 * (XAU, XDR, XXX …) are left out: nothing can be paid in them.
 */
const CODES_BY_MINOR_UNITS: readonly (readonly [digits: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP
    CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES
    KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK
    NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
    TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`,
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
];

const MINOR_UNITS: ReadonlyMap<string, number> = new Map(
  CODES_BY_MINOR_UNITS.flatMap(([digits, codes]) => codes.split(/\s+/).map((code) => [code, digits] as const)),
);

/**
 * Checks a currency code.
 *
 * @throws DomainError CURRENCY_UNKNOWN
 */
export function parseCurrency(text: string): Currency {
  if (!MINOR_UNITS.has(text)) throw new DomainError('CURRENCY_UNKNOWN');
  return text as Currency;
}

/** Digits of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export const minorUnits = (code: Currency): number => MINOR_UNITS.get(code) ?? 0;

/** Reader of {@link parseCurrency}. */
export const currency: Reader<Currency> = checked(parseCurrency);
