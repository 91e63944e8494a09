import type { Problems } from '../check/problem.js';
import { syntaxProblems } from '../check/syntax-problems.js';
import type { Head, Query, Sentence } from '../generated/ast.js';
import { treeOf } from './parse.js';
import { parenthesisIn } from './parentheses.js';
import { partsOf, type Part } from './sentences.js';

/** A definition as far as it can be read. */
export interface ReadDefinition {
  readonly head: Head;
  /** Those that can be read. */
  readonly sentences: readonly Sentence[];
  /** How many there are that cannot. */
  readonly unread: number;
}

/** What is read of a text. */
export interface ReadText {
  readonly definitions: readonly ReadDefinition[];
  readonly query?: Query;
}

/** Reads a text; where its form is wrong, sentence by sentence, so that all mistakes are found. */
export function read(text: string, problems: Problems): ReadText {
  const tree = treeOf(text);
  if (tree.lexerErrors.length + tree.parserErrors.length === 0) {
    const { definitions, query } = tree.value;
    return {
      definitions: definitions.map(({ head, sentences }) => ({ head, sentences, unread: 0 })),
      ...(query === undefined ? {} : { query }),
    };
  }
  const before = problems.found.length;
  const definitions = partsOf(text).flatMap((parts) => readDefinition(text, parts, problems) ?? []);
  // lines that are right one by one and wrong together
  if (problems.found.length === before) syntaxProblems(tree, text, problems);
  return { definitions };
}

function readDefinition(text: string, parts: readonly Part[], problems: Problems): ReadDefinition | undefined {
  const read = parts.map((part) => readPart(text, part, problems));
  const [head, ...lines] = read;
  const sentences = lines.filter((each) => each !== undefined && each.$type !== 'Head') as readonly Sentence[];
  const [first] = parts;
  if (first !== undefined && lines.length === 0) problems.add('NOT_SAID', EMPTY, first);
  return head?.$type === 'Head' ? { head, sentences, unread: lines.length - sentences.length } : undefined;
}

const EMPTY = 'this says nothing: its sentences stand on the lines below, each indented by two spaces';

function readPart(text: string, { rule, ...within }: Part, problems: Problems): Head | Sentence | undefined {
  const tree = treeOf<Head | Sentence>(text, rule, within);
  if (tree.lexerErrors.length + tree.parserErrors.length === 0) return tree.value;
  const lone = parenthesisIn(text, within);
  if (tree.lexerErrors.length > 0 || lone === undefined) syntaxProblems(tree, text, problems);
  else problems.add('SYNTAX_INVALID', lone.message, { from: lone.at, to: lone.at + 1 });
  return undefined;
}
