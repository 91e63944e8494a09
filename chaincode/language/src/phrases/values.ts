import { single, type Slot } from './slot.js';
import type { Item } from '../syntax/items.js';

const isWordLike = ({ kind }: Item): boolean => kind === 'Word' || kind === 'Code' || kind === 'Numeral';

/** A word of a form: a code of a standard, or a name. */
export const code = (form: RegExp, expects: string, example: string): Slot<string> =>
  single(
    expects,
    example,
    (item) => (isWordLike(item) && form.test(item.text) ? item.text : undefined),
    (value) => value,
  );

/** ISO 3166-1 alpha-2. */
export const country = code(/^[A-Z]{2}$/, 'a country such as DE', 'DE');
/** ISO 4217. */
export const currency = code(/^[A-Z]{3}$/, 'a currency such as EUR', 'EUR');
/** ISO 6166. */
export const isin = code(/^[A-Z0-9]{12}$/, 'an ISIN such as XS0104440986', 'XS0104440986');
/** ISO 17442. */
export const lei = code(/^[A-Z0-9]{20}$/, 'an LEI such as 5493001KJTIIGC8Y1R12', '5493001KJTIIGC8Y1R12');
/** ISO 24165. */
export const dti = code(/^[A-Z0-9]{9}$/, 'a DTI such as X9J9K872S', 'X9J9K872S');
/** ISO 10962. */
export const cfi = code(/^[A-Z]{6}$/, 'a CFI code such as DBFUFR', 'DBFUFR');
/** ISO 10383. */
export const mic = code(/^[A-Z0-9]{4}$/, 'a market such as XLUX', 'XLUX');
/** What a claim is about, an office, a role: lower-case words joined by hyphens. */
export const claimType = code(
  /^[a-z][a-z0-9-]*$/,
  'a type of claim such as accredited-investor',
  'accredited-investor',
);
/** What a claim says: a code of capital letters. */
export const claimValue = code(/^[A-Z][A-Z-]*$/, 'a value of a claim such as RETAIL', 'RETAIL');
/** An organisation of the network. */
export const organisation = code(/^[A-Za-z][A-Za-z0-9-]*$/, 'an organisation such as BorealisMSP', 'BorealisMSP');
const CALENDAR = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** A business calendar: several words stand in quotation marks, and are one name. */
export const calendar = single<string>(
  'a calendar such as TARGET',
  'TARGET',
  (item) => {
    const name = item.kind === 'Text' ? unquoted(item.text).replaceAll(' ', '') : item.text;
    return (item.kind === 'Text' || isWordLike(item)) && CALENDAR.test(name) ? name : undefined;
  },
  (value) => value,
);

/** A date of the calendar (ISO 8601). */
export const date = single<string>(
  'a date such as 2026-06-15',
  '2026-06-15',
  ({ kind, text }) => (kind === 'Day' ? text : undefined),
  (value) => value,
);

/** A text in quotation marks. */
export const text = single<string>(
  'a text in quotation marks',
  '"Hamburg 4711"',
  (item) => (item.kind === 'Text' ? unquoted(item.text) : undefined),
  quoted,
);

/** The name and version of a definition. */
export const pinned = single<string>(
  'a name with its version such as Institutional@2',
  'Institutional@2',
  (item) => (item.kind === 'Pinned' ? item.text : undefined),
  (value) => value,
);

/** SHA-256 of a document. */
export const digest = single<string>(
  'a digest such as sha256: and 64 hexadecimal digits',
  `sha256:${'0'.repeat(64)}`,
  (item) => (item.kind === 'Digest' ? item.text.slice('sha256:'.length) : undefined),
  (value) => `sha256:${value}`,
);

/** What stands between quotation marks. */
export const unquoted = (written: string): string =>
  written.slice(1, -1).replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));

/** A text in quotation marks, so that it stays a text whatever is in it. */
export function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}
