import type { Kind } from '../generated/ast.js';
import { INSTRUMENT_PHRASES } from '../phrases/instruments.js';
import { DEFINED_PHRASE, PACK_PHRASES } from '../phrases/packs.js';
import { phrase, type Phrase } from '../phrases/phrase.js';
import { place } from '../phrases/places.js';
import { RULE_PHRASES } from '../phrases/rules.js';
import { SENTENCES } from '../phrases/sentences.js';
import { MADE_PHRASE, TAKES_PHRASE } from '../phrases/templates.js';
import { TERM_PHRASES } from '../phrases/terms.js';

/** Kinds of definitions. */
export const KINDS: readonly Kind[] = [
  'security',
  'instrument',
  'compliance',
  'ownership',
  'privacy',
  'identity',
  'governance',
];

/** What can stand where a rule stands. */
export const RULES: readonly Phrase[] = [...RULE_PHRASES, ...PACK_PHRASES, DEFINED_PHRASE];

/** What can stand where a vote stands. */
export const VOTES: readonly Phrase[] = [phrase('vote', '{from}', { from: place })];

/** The sentences of a definition of a kind; a template says what a security says. */
export function sentencesOf(kind: Kind): readonly Phrase[] {
  const isSecurity = kind === 'security' || kind === 'instrument';
  const own = SENTENCES.filter(({ kinds }) => kinds.includes(kind) || (isSecurity && kinds.includes('security')));
  return [
    ...own.map((each) => each.phrase),
    ...(isSecurity ? [...INSTRUMENT_PHRASES, ...TERM_PHRASES] : []),
    ...(kind === 'security' ? [MADE_PHRASE] : []),
    ...(kind === 'instrument' ? [TAKES_PHRASE] : []),
  ];
}

/** Words of which structures are made, besides those of phrases. */
export const STRUCTURE: readonly string[] = [
  ...['to', 'or', 'and', 'subscribe', 'transfer', 'hold', 'title', 'passes', 'with', 'yes', 'from', 'means'],
  ...['all', 'any', 'none', 'of', 'when', 'then', 'under', 'lower', 'greater', 'part', 'rounded'],
  ...['find', 'where', 'as', 'show', 'order', 'by', 'descending', 'not'],
];

/** All fixed words of the language. */
export const WORDS: ReadonlySet<string> = new Set([
  ...KINDS,
  ...STRUCTURE,
  ...[...KINDS.flatMap(sentencesOf), ...RULES, ...VOTES].flatMap(wordsOf),
]);

function wordsOf({ parts }: Phrase): readonly string[] {
  return parts.flatMap((part): readonly string[] => {
    if ('literal' in part) return /^[a-z]/i.test(part.literal) && !part.literal.includes('@') ? [part.literal] : [];
    if ('optional' in part) return wordsOf({ parts: part.optional } as Phrase);
    return wordsOfSlot(part.type);
  });
}

function wordsOfSlot({ form }: Phrase['slots'][string]): readonly string[] {
  switch (form?.of) {
    case 'words':
      return form.words.flatMap(([written]) => written.split(' ')).filter((word) => /^[a-z]/.test(word));
    case 'list':
      return wordsOfSlot(form.each);
    case 'part':
      return wordsOf(form.phrase);
    case 'either':
      return form.phrases.flatMap(wordsOf);
    case undefined:
      return [];
  }
}
