import type { Kind } from '../generated/ast.js';
import type { Phrase } from '../phrases/phrase.js';
import { SENTENCES } from '../phrases/sentences.js';
import { CLAUSE_PHRASES, PROMISE_PHRASES, VOTE_PHRASES } from '../phrases/tables.js';
import { MADE_PHRASE, TAKES_PHRASE, WRITTEN_OUT_PHRASE } from '../phrases/templates.js';

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

/** The sentences of a definition of a kind; a template says what a security says. */
export function sentencesOf(kind: Kind): readonly Phrase[] {
  const isSecurity = kind === 'security' || kind === 'instrument';
  const own = SENTENCES.filter(({ kinds }) => kinds.includes(kind) || (isSecurity && kinds.includes('security')));
  return [
    ...own.map((each) => each.phrase),
    ...(isSecurity ? PROMISE_PHRASES : []),
    ...(kind === 'security' ? [MADE_PHRASE, WRITTEN_OUT_PHRASE] : []),
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
  ...[...KINDS.flatMap(sentencesOf), ...CLAUSE_PHRASES, ...VOTE_PHRASES].flatMap(wordsOf),
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
