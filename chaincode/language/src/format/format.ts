import { Problems, type Problem } from '../check/problem.js';
import { match, write, type Phrase } from '../phrases/phrase.js';
import { PACK_PHRASES } from '../phrases/packs.js';
import { RULE_PHRASES } from '../phrases/rules.js';
import { INSTRUMENT_PHRASES } from '../phrases/instruments.js';
import { TERM_PHRASES } from '../phrases/terms.js';
import { SENTENCES } from '../phrases/sentences.js';
import { Reading } from '../phrases/slot.js';
import type { Item } from '../syntax/items.js';
import { rangeOf } from '../syntax/range.js';
import { read, type ReadDefinition } from '../syntax/read.js';
import { Comments } from './comments.js';
import { linesOf } from './layout.js';
import { sentenceInWords } from './tree-in-words.js';

/** A text in the one way in which it is written, or what keeps it from being read. */
export type Formatted = { readonly text: string } | { readonly problems: readonly Problem[] };

const PHRASES: readonly Phrase[] = [
  ...SENTENCES.map(({ phrase }) => phrase),
  ...RULE_PHRASES,
  ...PACK_PHRASES,
  ...TERM_PHRASES,
  ...INSTRUMENT_PHRASES,
];

/**
 * Formats a text: sentences stay in their order, and comments with what they stand at. Sentences that say nothing that
 * the language knows stay as they are. The meaning, and so the hash, stays the same.
 */
export function format(text: string): Formatted {
  const problems = new Problems();
  const { definitions } = read(text, problems);
  if (problems.found.length > 0) return { problems: [...problems.found].sort((a, b) => a.range.from - b.range.from) };
  const comments = new Comments(text);
  const blocks = definitions.map((each) => definitionLines(each, comments).join('\n'));
  return { text: [...blocks, ...comments.before(Infinity)].join('\n\n').concat('\n') };
}

function definitionLines({ head, sentences }: ReadDefinition, comments: Comments): readonly string[] {
  const words = `${head.kind} ${head.name} ${head.title}`;
  return [
    ...linesOf({ words, range: rangeOf(head) }, '', comments),
    ...sentences.flatMap((each) => linesOf(sentenceInWords(each, inWords), '  ', comments)),
  ];
}

/** Words and values in the one way in which they are written. */
function inWords(items: readonly Item[]): string {
  for (const phrase of PHRASES) {
    const found = match(phrase, new Reading(items));
    if (found !== undefined) return write(phrase, found.values) ?? '';
  }
  return items
    .map(({ text, kind, source }) => (kind === 'Group' ? source : text))
    .join(' ')
    .replaceAll(' ,', ',');
}
