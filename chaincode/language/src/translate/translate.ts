import { definitions } from '@scrip/model';
import type { Problems } from '../check/problem.js';
import type { Acting, Asked, Kind, Meaning, Passing, Sentence, Statement } from '../generated/ast.js';
import { find, type Sought } from '../phrases/find.js';
import { INSTRUMENT_PHRASES } from '../phrases/instruments.js';
import type { Match, Phrase } from '../phrases/phrase.js';
import { SENTENCES, type SentenceForm } from '../phrases/sentences.js';
import { PROMISE_PHRASES } from '../phrases/tables.js';
import { MADE_PHRASE, WRITTEN_OUT_PHRASE } from '../phrases/templates.js';
import { TERM_PHRASES } from '../phrases/terms.js';
import { TRADE_SENTENCES } from '../phrases/trade-words.js';
import { unquoted } from '../phrases/values.js';
import { rangeOf, type Range } from '../syntax/range.js';
import type { ReadDefinition } from '../syntax/read.js';
import { Draft, pathOf } from './draft.js';
import { IDENTIFIERS } from './identifiers.js';
import type { KnownDefinitions } from './library.js';
import { makeFrom } from './make.js';
import { mandateOf } from './mandate.js';
import { placeValues, ruleOf, RULES } from './rule.js';
import { ownScope, type Scope } from './scope.js';
import { templateOf } from './template.js';
import { votesOf } from './votes.js';

/** What a definition says, as far as its sentences can be told. @param known - what it may be made from */
export function translate({ head, sentences }: ReadDefinition, problems: Problems, known: KnownDefinitions): Draft {
  const draft = new Draft(problems, rangeOf(head));
  const [name = '', version = ''] = head.name.split('@');
  Object.assign(draft.value, { kind: head.kind, name, version: Number(version), title: unquoted(head.title) });
  if (head.kind === 'instrument') templateOf(sentences, draft, problems, tell);
  else for (const sentence of sentences) say(sentence, head.kind, ownScope(draft, problems), known);
  return draft;
}

function say(sentence: Sentence, kind: Kind, scope: Scope, known: KnownDefinitions): void {
  const found = tell(sentence, kind, scope);
  if (found?.phrase === MADE_PHRASE) makeFrom(found, kind, scope, known, tell);
  if (found?.phrase === WRITTEN_OUT_PHRASE) {
    scope.draft.push(['madeFrom'], found.values['template'], found.ranges.get('template') ?? scope.draft.whole);
  }
}

/** Tells one sentence, and fills what it says into the draft. @returns the phrase that it is, if it is one */
export function tell(sentence: Sentence, kind: Kind, scope: Scope): Match | undefined {
  switch (sentence.$type) {
    case 'Asked':
      ask(sentence, scope);
      return undefined;
    case 'Passing':
      pass(sentence, scope);
      return undefined;
    case 'Acting':
      act(sentence, scope);
      return undefined;
    case 'Meaning':
      mean(sentence, scope);
      return undefined;
    case 'Statement':
      return state(sentence, kind, scope);
  }
}

function ask(sentence: Asked, scope: Scope): void {
  for (const event of sentence.events) {
    const rule = ruleOf(sentence.rule, `/rules/${event}`, { ...scope, event });
    if (rule !== undefined) scope.draft.set(['rules', event], rule, scope.range(sentence.rule), scope.range(sentence));
  }
}

function pass(sentence: Passing, scope: Scope): void {
  const votes = votesOf(sentence.votes, '/protocol/passesWhen', scope);
  if (votes === undefined) return;
  scope.draft.set(['protocol', 'passesWhen'], votes, scope.range(sentence.votes), scope.range(sentence));
}

function act(sentence: Acting, scope: Scope): void {
  const rule = mandateOf(sentence.mandate, '/actsBy', scope);
  if (rule !== undefined) scope.draft.set(['actsBy'], rule, scope.range(sentence.mandate), scope.range(sentence));
}

/** A name of a formula, or of an event in words. */
function mean({ subject, words, formula, ...node }: Meaning, { draft, ...scope }: Scope): void {
  const name = subject.join(' ');
  const term =
    formula === undefined
      ? { is: 'meansEvent@1', with: { event: name, means: unquoted(words ?? '') } }
      : { is: 'meansFormula@1', with: { name, formula: scope.formula(formula) } };
  const path = draft.push(['terms'], term, scope.range(node));
  if (formula !== undefined) draft.place(`${path}/with/formula`, scope.range(formula));
}

const TERMS: ReadonlySet<Phrase> = new Set(TERM_PHRASES);
const INSTRUMENTS: ReadonlySet<Phrase> = new Set(INSTRUMENT_PHRASES);

/** What is no sentence of a kind and one of something else: what to do with it. */
const othersOf = (kind: Kind): NonNullable<Sought['others']> => [
  { among: RULES.among, instead: 'this is a rule: say for what it is asked, such as "to transfer …"' },
  ...KINDS.filter((each) => each !== kind).map((each) => ({
    among: SENTENCES.filter(({ kinds }) => kinds.includes(each)).map(({ phrase }) => phrase),
    instead: `this stands in a definition of kind ${each}`,
  })),
];
const KINDS = [...new Set(SENTENCES.flatMap(({ kinds }) => kinds))];

/** Sentences of the grammar itself, for what is none. */
const FORMS: { readonly [K in Kind]?: readonly string[] } = {
  compliance: ['to transfer receiver resides in DE'],
  ownership: ['title passes with yes from all of (registrar; issuer)'],
  identity: ['acts by 2 of (director; treasurer)'],
  security: ['to transfer receiver resides in DE', 'safe price means lower of (cap price, 80% of round price)'],
};

/** What is looked for where a sentence stands, and the forms of those that are sentences of the kind. */
interface SoughtSentence extends Sought {
  readonly sentences: readonly SentenceForm[];
}

/** By kind, each made when the first sentence of it is told. */
const SOUGHT = new Map<Kind, SoughtSentence>();

function soughtIn(kind: Kind): SoughtSentence {
  const known = SOUGHT.get(kind) ?? sentencesOf(kind);
  SOUGHT.set(kind, known);
  return known;
}

function sentencesOf(kind: Kind): SoughtSentence {
  const sentences = SENTENCES.filter(({ kinds }) => kinds.includes(kind));
  const constructed = kind === 'security' ? [...PROMISE_PHRASES, MADE_PHRASE, WRITTEN_OUT_PHRASE] : [];
  return {
    sentences,
    what: `a sentence of a definition of kind ${kind}`,
    among: [...sentences.map(({ phrase }) => phrase), ...constructed],
    others: othersOf(kind),
    forms: FORMS[kind] ?? [],
    ...(kind === 'security' ? { trade: TRADE_SENTENCES } : {}),
  };
}

function state(sentence: Statement, kind: Kind, scope: Scope): Match | undefined {
  const sought = soughtIn(kind);
  const found = find(sought, scope.items(sentence), scope.problems);
  if (found === undefined) return undefined;
  const [range, { phrase, values }, { draft }] = [scope.range(sentence), found, scope];
  const form = sought.sentences.find((each) => each.phrase === phrase);
  if (form !== undefined) fill(form, found, range, scope);
  if (TERMS.has(phrase)) {
    const term = { is: phrase.is, with: values };
    const path = draft.push(['terms'], term, range);
    placeValues(found, `${path}/with`, draft);
    // each by itself, so that one that is wrong hides no other
    scope.problems.attempt(
      () => definitions.term(term, path),
      (at) => draft.rangeOf(at),
    );
  }
  if (INSTRUMENTS.has(phrase)) {
    draft.set(['instrument'], { is: phrase.is, with: values }, range);
    placeValues(found, '/instrument/with', draft);
  }
  return found;
}

function fill({ at, fixed, isItem }: SentenceForm, found: Match, range: Range, { draft, problems }: Scope): void {
  const values = { ...fixed, ...found.values };
  if (isItem) {
    placeValues(found, draft.push(at, values, range), draft);
    return;
  }
  for (const [name, value] of Object.entries(values)) {
    const [names, where] = [[...at, name], found.ranges.get(name) ?? range];
    draft.set(names, identified(pathOf(names), value, where, { draft, problems }), where, range);
  }
}

/** The value of a field; of an identifier that is wrong one that is right, so that one mistake hides no other. */
function identified(
  path: string,
  value: unknown,
  where: Range,
  { draft, problems }: Pick<Scope, 'draft' | 'problems'>,
): unknown {
  const identifier = IDENTIFIERS.get(path);
  if (
    identifier === undefined ||
    problems.attempt(
      () => identifier.read(value, path),
      () => where,
    ) !== undefined
  ) {
    return value;
  }
  if (identifier.standIn === undefined) return value;
  draft.standIns += 1;
  return identifier.standIn;
}
