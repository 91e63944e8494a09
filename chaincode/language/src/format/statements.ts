import { definitions } from '@scrip/model';
import { requiredSlots, write, writeDraft, type Phrase, type Values } from '../phrases/phrase.js';
import { SENTENCES } from '../phrases/sentences.js';
import { PROMISE_PHRASES } from '../phrases/tables.js';
import { WRITTEN_OUT_PHRASE } from '../phrases/templates.js';
import { quoted } from '../phrases/values.js';
import { inline } from './printable.js';
import { asked, constructedOf, valuesOf } from './print-definition.js';
import { constructedInWords } from './words.js';

/** What one sentence of a security says. */
export interface Statement {
  /** Name of the sentence (`isin`, `size`), or name and version of the constructor (`paysFixed@1`). */
  readonly is: string;
  /** Values by the names of their slots; a sentence without slots has none. */
  readonly values: Values;
}

/** A statement as a definition has it. */
export interface SaidStatement extends Statement {
  /** Its sentence, on one line. */
  readonly words: string;
}

/** The first line of a definition, which gives it its name and its title. */
export const HEAD = 'head';

/** All that a security says, sentence by sentence in the order of its text: nothing of the definition is in no statement. */
export function statementsOf(of: definitions.SecurityDefinition): readonly SaidStatement[] {
  const form = JSON.parse(definitions.canonicalForm(of)) as Values;
  const { name, version, title } = of;
  const identified = SENTENCES.filter(({ kinds }) => kinds.includes('security')).flatMap((each) =>
    valuesOf(each, form).map((values) => said(each.phrase, slotsOf(each.phrase, values))),
  );
  const constructed = constructedOf(form).map((each) => ({
    ...{ is: each.is, values: each.with, words: inline(constructedInWords(each)) },
  }));
  return [
    { is: HEAD, values: { name, version, title }, words: `security ${definitions.pinnedNameOf(of)} ${quoted(title)}` },
    ...(of.madeFrom ?? []).map((template) => said(WRITTEN_OUT_PHRASE, { template })),
    ...identified,
    ...constructed,
    ...asked(of).map((each) => ({ is: 'rules', values: { words: inline(each) }, words: inline(each) })),
  ];
}

const said = (phrase: Phrase, values: Values): SaidStatement => ({
  ...{ is: phrase.is, values, words: write(phrase, values) ?? phrase.is },
});

const slotsOf = (phrase: Phrase, values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(phrase.slots, name)));

const PHRASES: ReadonlyMap<string, Phrase> = new Map(
  [
    WRITTEN_OUT_PHRASE,
    ...SENTENCES.filter(({ kinds }) => kinds.includes('security')).map(({ phrase }) => phrase),
    ...PROMISE_PHRASES,
  ].map((each) => [each.is, each]),
);

/** A sentence as far as its values are known. */
export interface DraftedSentence {
  /** For a value that is missing stands the name of its slot: `repays {percent} on 2031-06-15`. */
  readonly words: string;
  /** The same with an example for each of those: a sentence, whatever is known. */
  readonly filled: string;
  /** Values that it cannot do without; empty: it is a sentence. */
  readonly missing: readonly Gap[];
}

/** A value that a sentence cannot do without. */
export interface Gap {
  readonly slot: string;
  /** What stands there: `a percentage such as 4.25%`. */
  readonly expects: string;
}

/**
 * Writes the sentence of a statement, or as much of it as is known.
 *
 * @throws Error where no sentence of a security says it
 */
export function draftSentence({ is, values }: Statement): DraftedSentence {
  if (MEANINGS.includes(is)) {
    const words = inline(constructedInWords({ is, with: values }));
    return { words, filled: words, missing: [] };
  }
  const phrase = PHRASES.get(is);
  if (phrase === undefined) throw new Error(`no sentence says ${is}`);
  const missing = requiredSlots(phrase)
    .filter((slot) => values[slot] === undefined)
    .map((slot) => ({ slot, expects: phrase.slots[slot]?.expects ?? slot }));
  const exampleOf = (slot: string): string => phrase.slots[slot]?.example ?? '';
  return {
    words: writeDraft(phrase, values, (slot) => `{${slot}}`),
    filled: writeDraft(phrase, values, exampleOf),
    missing,
  };
}

/** The order in which sentences stand in a text: smaller first. */
export const orderOf = (is: string): number => ORDER.indexOf(is);

/** What the grammar says itself, and only as a whole: `safe price means …`. */
const MEANINGS = ['meansFormula@1', 'meansEvent@1'];

const ORDER = [HEAD, ...PHRASES.keys(), ...MEANINGS];
