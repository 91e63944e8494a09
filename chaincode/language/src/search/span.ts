import { lastOfMonth, parseBusinessDate } from '@scrip/model';
import { single, type Slot } from '../phrases/slot.js';
import type { Item } from '../syntax/items.js';

/** The first and the last day of what a question names. */
export interface Span {
  readonly low: string;
  readonly high: string;
}

/** A day, a month or a year: a month is all of its days, to the last one that it has. */
export const span: Slot<Span> = single<Span>(
  'a date such as 2030-06-15, a month such as 2030-06 or a year such as 2030',
  '2030-06-15',
  ({ kind, text }: Item) => {
    if (kind === 'Day') return { low: text, high: text };
    if (kind === 'Month') return { low: `${text}-01`, high: lastDayOf(text) };
    if (kind === 'Numeral' && /^(19|20|21)\d\d$/.test(text)) return { low: `${text}-01-01`, high: `${text}-12-31` };
    return undefined;
  },
  ({ low, high }) => (low === high ? low : low.slice(0, high.endsWith('-12-31') && low.endsWith('-01-01') ? 4 : 7)),
);

const lastDayOf = (month: string): string => {
  const first = `${month}-01`;
  return /^(19|20|21)/.test(month) ? lastOfMonth(parseBusinessDate(first)) : first;
};
