import type { Problems } from '../check/problem.js';
import type { Asked, Kind, Passing, Sentence, Statement } from '../generated/ast.js';
import { find } from '../phrases/find.js';
import { SENTENCES } from '../phrases/sentences.js';
import { unquoted } from '../phrases/values.js';
import { itemsOf } from '../syntax/items.js';
import { rangeOf } from '../syntax/range.js';
import type { ReadDefinition } from '../syntax/read.js';
import { Draft } from './draft.js';
import { ruleOf } from './rule.js';
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
      problems.add('SENTENCE_UNKNOWN', 'nothing is given a meaning here', rangeOf(sentence));
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

function state(sentence: Statement, kind: Kind, draft: Draft, problems: Problems): void {
  const among = SENTENCES.filter(({ kinds }) => kinds.includes(kind));
  const what = `a sentence of a definition of kind ${kind}`;
  const found = find({ what, among: among.map(({ phrase }) => phrase) }, itemsOf(sentence.items), problems);
  const form = among.find(({ phrase }) => phrase === found?.phrase);
  if (found === undefined || form === undefined) return;
  const range = rangeOf(sentence);
  const values = { ...form.fixed, ...found.values };
  if (form.isItem) {
    const path = draft.push(form.at, values, range);
    for (const [name, at] of found.ranges) draft.place(`${path}/${name}`, at);
    return;
  }
  for (const [name, value] of Object.entries(values)) {
    draft.set([...form.at, name], value, found.ranges.get(name) ?? range, range);
  }
}
