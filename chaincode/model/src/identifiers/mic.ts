import type { Brand } from '../brand.js';
import { pattern, type Reader } from '../serialisation/reader.js';

/** Market identifier code (ISO 10383): a trading venue or another place of execution. */
export type Mic = Brand<string, 'Mic'>;

/** Reader of a market identifier code: its form, for the list of codes in use grows every month. */
export const mic: Reader<Mic> = pattern(/^[A-Z0-9]{4}$/, 'a market identifier code (ISO 10383)') as Reader<Mic>;
