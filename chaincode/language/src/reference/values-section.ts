import type { Phrase } from '../phrases/phrase.js';
import type { Slot } from '../phrases/slot.js';
import { inCode, table } from './markdown.js';

/** What may stand in a slot, in words. */
export function accepts(slot: Slot): string {
  const { form } = slot;
  switch (form?.of) {
    case 'words':
      return form.words.map(wordAndValue).join(' or ');
    case 'list':
      return `${accepts(form.each)}; several with commas and a last ${inCode(form.last)}`;
    case 'part':
      return `${inCode(form.phrase.template)}: ${slotsInWords(form.phrase)}`;
    case 'either':
      return form.phrases.map((phrase) => `${inCode(phrase.template)} (${slotsInWords(phrase)})`).join(' or ');
    case undefined:
      return slot.expects;
  }
}

/** A word, and what stands for it in the canonical form where that is something else. */
const wordAndValue = ([written, value]: readonly [string, unknown]): string =>
  written === value ? inCode(written) : `${inCode(written)} (${inCode(JSON.stringify(value))})`;

const slotsInWords = ({ slots }: Phrase): string =>
  Object.entries(slots)
    .map(([name, slot]) => `${inCode(name)} ${accepts(slot)}`)
    .join('; ');

/** The slots of a phrase, one to a line. @param docs - what the parameters mean, where their names do not say it */
export const slotLines = ({ slots }: Phrase, docs: ReadonlyMap<string, string> = new Map()): readonly string[] =>
  Object.entries(slots).map(([name, slot]) => {
    const doc = docs.get(name) ?? '';
    return `- ${inCode(`{${name}}`)}: ${accepts(slot)}.${doc === '' ? '' : ` ${doc}`}`;
  });

/** Every kind of value that is no list and no choice of words, once. */
export function valuesSection(phrases: readonly Phrase[]): string {
  const found = new Map<string, string>();
  const visit = (slot: Slot): void => {
    const { form } = slot;
    if (form === undefined && !found.has(slot.expects)) found.set(slot.expects, slot.example);
    if (form?.of === 'list') visit(form.each);
    if (form?.of === 'part') Object.values(form.phrase.slots).forEach(visit);
    if (form?.of === 'either') form.phrases.forEach((phrase) => Object.values(phrase.slots).forEach(visit));
  };
  for (const { slots } of phrases) Object.values(slots).forEach(visit);
  const rows = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([expects, example]) => [expects, inCode(example)]);
  return table(['value', 'example'], rows);
}
