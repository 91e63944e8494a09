import { Problems, type Problem } from '../check/problem.js';
import { rangeOf } from '../syntax/range.js';
import { read, type ReadDefinition } from '../syntax/read.js';
import { Comments } from './comments.js';
import { linesOf } from './layout.js';
import { wordsOf } from './sentence-words.js';
import { sentenceInWords } from './tree-in-words.js';

/** A text in the one way in which it is written, or what keeps it from being read. */
export type Formatted = { readonly text: string } | { readonly problems: readonly Problem[] };

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
  const range = rangeOf(head);
  // a title stands on the line of its name, however long it is
  return [
    ...comments.before(range.from),
    `${head.kind} ${head.name} ${head.title}${comments.behind(range)}`,
    ...sentences.flatMap((each) => linesOf(sentenceInWords(each, wordsOf), '  ', comments)),
  ];
}
