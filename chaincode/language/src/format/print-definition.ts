import { definitions, canonicalJson, type compliance } from '@scrip/model';
import { Problems } from '../check/problem.js';
import { SENTENCES, type SentenceForm } from '../phrases/sentences.js';
import { requiredSlots, write, type Values } from '../phrases/phrase.js';
import { WRITTEN_OUT_PHRASE } from '../phrases/templates.js';
import { quoted } from '../phrases/values.js';
import { read } from '../syntax/read.js';
import { linesOf } from './layout.js';
import type { Printable } from './printable.js';
import { wordsOf } from './sentence-words.js';
import { sentenceInWords } from './tree-in-words.js';
import { constructedInWords, expressionInWords, followed, mandateInWords, votesInWords } from './words.js';

/**
 * The text of a definition: compiled again, it is the same definition, unless {@link requireSaid} refuses it.
 *
 * @throws DomainError DEFINITION_WITHOUT_TEXT
 */
export function printDefinition(of: definitions.Definition): string {
  const form = JSON.parse(definitions.canonicalForm(of)) as Values;
  const head = `${of.kind} ${definitions.pinnedNameOf(of)} ${quoted(of.title)}`;
  const sentences = [
    ...templated(of),
    ...madeFrom(of),
    ...said(of.kind, form),
    ...constructedOf(form).map(constructedInWords),
    ...passing(of),
    ...acting(of),
    ...asked(of),
  ];
  return [head, ...sentences.flatMap((each) => linesOf(each, '  ')), ''].join('\n');
}

function said(kind: definitions.Definition['kind'], form: Values): readonly Printable[] {
  return SENTENCES.filter(({ kinds }) => kinds.includes(kind)).flatMap((each) =>
    valuesOf(each, form).flatMap((values) => {
      const words = write(each.phrase, values);
      return words === undefined ? [] : [{ words }];
    }),
  );
}

/** What a sentence would say of a definition: nothing where the definition says something else. */
export function valuesOf({ phrase, at, fixed, isItem }: SentenceForm, form: Values): readonly Values[] {
  let found: unknown = form;
  for (const name of at) found = (found as Values | undefined)?.[name];
  if (found === undefined) return [];
  const all = isItem ? (found as readonly Values[]) : [found as Values];
  const isSaid = (values: Values): boolean =>
    requiredSlots(phrase).every((name) => values[name] !== undefined) &&
    Object.entries(fixed).every(([name, value]) => values[name] === value);
  return all.filter(isSaid);
}

/** What a template takes, and its sentences as they were written. */
function templated(of: definitions.Definition): readonly Printable[] {
  if (of.kind !== 'instrument') return [];
  const taken = (of.parameters ?? []).map(({ name, type }) => ({ words: `takes ${name} as ${type}` }));
  return [...taken, ...of.sentences.map(asWritten)];
}

/** Templates all of whose sentences stand below. */
export const madeFrom = ({ madeFrom: templates = [] }: definitions.Definition): readonly Printable[] =>
  templates.flatMap((template) => {
    const words = write(WRITTEN_OUT_PHRASE, { template });
    return words === undefined ? [] : [{ words }];
  });

/** A sentence that is kept in words, as it is laid out here; one that cannot be read stays as it is. */
function asWritten(words: string): Printable {
  const problems = new Problems();
  const text = `instrument Any@1 "Any"\n  ${words.replaceAll('\n', '\n  ')}\n`;
  const [sentence, ...others] = read(text, problems).definitions.flatMap(({ sentences }) => sentences);
  const isRead = sentence !== undefined && others.length === 0 && problems.found.length === 0;
  return isRead ? sentenceInWords(sentence, wordsOf) : { words };
}

interface Constructed {
  readonly is: string;
  readonly with: Values;
}

/** What a security is, and its terms in their order. */
export function constructedOf(form: Values): readonly Constructed[] {
  const { instrument, terms = [] } = form as {
    readonly instrument?: Constructed;
    readonly terms?: readonly Constructed[];
  };
  return [...(instrument === undefined ? [] : [instrument]), ...terms];
}

function acting(of: definitions.Definition): readonly Printable[] {
  return of.kind === 'identity' ? [followed('acts by', mandateInWords(of.actsBy))] : [];
}

function passing(of: definitions.Definition): readonly Printable[] {
  return of.kind === 'ownership' ? [followed('title passes with yes from', votesInWords(of.protocol.passesWhen))] : [];
}

/** Events for which the same is asked are asked together. */
export function asked(of: definitions.Definition): readonly Printable[] {
  const rules: compliance.RuleSet = 'rules' in of ? (of.rules ?? {}) : {};
  const groups = new Map<string, { readonly events: string[]; readonly rule: compliance.Expression }>();
  for (const [event, rule] of Object.entries(rules) as [string, compliance.Expression][]) {
    const key = canonicalJson(rule);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { events: [event], rule });
    else group.events.push(event);
  }
  return [...groups.values()].map(({ events, rule }) => followed(`to ${events.join(' or ')}`, expressionInWords(rule)));
}
