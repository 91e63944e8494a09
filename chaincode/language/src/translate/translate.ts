import type { Problems } from '../check/problem.js';
import type { Asked, Kind, Meaning, Passing, Sentence, Statement } from '../generated/ast.js';
import { find } from '../phrases/find.js';
import { formulaOf } from '../phrases/formula.js';
import { INSTRUMENT_PHRASES } from '../phrases/instruments.js';
import type { Match, Phrase } from '../phrases/phrase.js';
import { SENTENCES, type SentenceForm } from '../phrases/sentences.js';
import { TERM_PHRASES } from '../phrases/terms.js';
import { unquoted } from '../phrases/values.js';
import { itemsOf } from '../syntax/items.js';
import { rangeOf, type Range } from '../syntax/range.js';
import type { ReadDefinition } from '../syntax/read.js';
import { Draft } from './draft.js';
import { placeValues, ruleOf } from './rule.js';
import { votesOf } from './votes.js';

/** What a definition says, as far as its sentences can be told. */
export function translate({ head, sentences }: ReadDefinition, problems: Problems): Draft {
  const draft = new Draft(problems, rangeOf(head));
  const [name = '', version = ''] = head.name.split('@');
  Object.assign(draft.value, { kind: head.kind, name, version: Number(version), title: unquoted(head.title) });
  for (const sentence of sentences) say(sentence, head.kind, draft, problems);
  return draft;
}

function say(sentence: Sentence, kind: Kind, draft: Draft, problems: Problems): void {
  switch (sentence.$type) {
    case 'Asked':
      ask(sentence, draft, problems);
      return;
    case 'Passing':
      pass(sentence, draft, problems);
      return;
    case 'Meaning':
      mean(sentence, draft);
      return;
    case 'Statement':
      state(sentence, kind, draft, problems);
  }
}

function ask(sentence: Asked, draft: Draft, problems: Problems): void {
  for (const event of sentence.events) {
    const rule = ruleOf(sentence.rule, `/rules/${event}`, { event, draft, problems });
    if (rule !== undefined) draft.set(['rules', event], rule, rangeOf(sentence.rule), rangeOf(sentence));
  }
}

function pass(sentence: Passing, draft: Draft, problems: Problems): void {
  const votes = votesOf(sentence.votes, '/protocol/passesWhen', draft, problems);
  if (votes !== undefined) draft.set(['protocol', 'passesWhen'], votes, rangeOf(sentence.votes), rangeOf(sentence));
}

/** A name in lower case is that of a quantity, one with a capital that of an event. */
function mean({ subject, words, formula, ...node }: Meaning, draft: Draft): void {
  const range = rangeOf(node);
  const term =
    formula === undefined
      ? { is: 'meansEvent@1', with: { event: subject.join(' '), means: unquoted(words ?? '') } }
      : { is: 'meansFormula@1', with: { name: subject.join(' '), formula: formulaOf(formula) } };
  const path = draft.push(['terms'], term, range);
  if (formula !== undefined) draft.place(`${path}/with/formula`, rangeOf(formula));
}

const TERMS: ReadonlySet<Phrase> = new Set(TERM_PHRASES);
const INSTRUMENTS: ReadonlySet<Phrase> = new Set(INSTRUMENT_PHRASES);

function state(sentence: Statement, kind: Kind, draft: Draft, problems: Problems): void {
  const forms = SENTENCES.filter(({ kinds }) => kinds.includes(kind));
  const constructed = kind === 'security' || kind === 'instrument' ? [...INSTRUMENT_PHRASES, ...TERM_PHRASES] : [];
  const among = [...forms.map(({ phrase }) => phrase), ...constructed];
  const found = find({ what: `a sentence of a definition of kind ${kind}`, among }, itemsOf(sentence.items), problems);
  if (found === undefined) return;
  const [range, { phrase, values }] = [rangeOf(sentence), found];
  const form = forms.find((each) => each.phrase === phrase);
  if (form !== undefined) fill(form, found, range, draft);
  else if (TERMS.has(phrase))
    placeValues(found, `${draft.push(['terms'], { is: phrase.is, with: values }, range)}/with`, draft);
  else if (INSTRUMENTS.has(phrase)) {
    draft.set(['instrument'], { is: phrase.is, with: values }, range);
    placeValues(found, '/instrument/with', draft);
  }
}

function fill({ at, fixed, isItem }: SentenceForm, found: Match, range: Range, draft: Draft): void {
  const values = { ...fixed, ...found.values };
  if (isItem) {
    placeValues(found, draft.push(at, values, range), draft);
    return;
  }
  for (const [name, value] of Object.entries(values)) {
    draft.set([...at, name], value, found.ranges.get(name) ?? range, range);
  }
}
