import { LIMITS, parseBusinessDate, type BusinessDate } from '@scrip/model';
import { GrammarUtils } from 'langium';
import { Problems, type Problem } from '../check/problem.js';
import { syntaxProblems } from '../check/syntax-problems.js';
import type {
  Column,
  Condition as ConditionNode,
  Ordering as OrderingNode,
  Query as QueryNode,
} from '../generated/ast.js';
import { closestWord } from '../phrases/closest.js';
import { plain } from '../phrases/quantities.js';
import { itemsOf } from '../syntax/items.js';
import { parenthesisIn } from '../syntax/parentheses.js';
import { treeOf } from '../syntax/parse.js';
import { rangeOf, spanOf, type Range } from '../syntax/range.js';
import { FEATURES, type Feature } from './features.js';
import type { Condition, Ordering, Query } from './query.js';
import { testOf } from './read-test.js';
import { subjectOf } from './subjects.js';

/** What became of the text of a question. */
export interface ReadQuery {
  /** Absent where there are problems. */
  readonly query?: Query;
  /** All that is wrong with it, in the order of the text. */
  readonly problems: readonly Problem[];
}

/** Reads a question: all its mistakes at once, each with its place. */
export function readQuery(text: string): ReadQuery {
  const problems = new Problems();
  const node = treeIn(text, problems);
  const query = node === undefined ? undefined : queryOf(node, problems);
  const found = [...problems.found].sort((a, b) => a.range.from - b.range.from);
  return query === undefined || found.length > 0 ? { problems: found } : { query, problems: [] };
}

function treeIn(text: string, problems: Problems): QueryNode | undefined {
  const whole = { from: 0, to: Math.min(text.length, 4) };
  if (text.length > LIMITS.questionCharactersMax) {
    problems.add('LIMIT_EXCEEDED', `a question has at most ${String(LIMITS.questionCharactersMax)} characters`, whole);
    return undefined;
  }
  if (!/^\s*find\b/.test(text)) {
    problems.add('SYNTAX_INVALID', 'a question begins with "find", such as: find bonds where currency is EUR', whole);
    return undefined;
  }
  const tree = treeOf<QueryNode>(text, 'Query');
  if (tree.lexerErrors.length + tree.parserErrors.length === 0) return tree.value;
  const lone = tree.lexerErrors.length > 0 ? undefined : parenthesisIn(text, { from: 0, to: text.length });
  if (lone === undefined) syntaxProblems(tree, text, problems);
  else problems.add('SYNTAX_INVALID', lone.message, { from: lone.at, to: lone.at + 1 });
  return undefined;
}

function queryOf(node: QueryNode, problems: Problems): Query | undefined {
  const subject = subjectOf(node.subject, placeOf(node, 'subject'), problems);
  const where = node.where === undefined ? undefined : conditionOf(node.where, problems, new Bounds(), 1);
  const show = node.show.map((each) => columnOf(each, problems));
  const order = node.order.map((each) => orderingOf(each, problems));
  const limit = limitOf(node, problems);
  const asOf = node.asOf === undefined ? undefined : dateOf(node.asOf, placeOf(node, 'asOf'), problems);
  atMost(show, LIMITS.questionColumnsMax, 'columns', placeOf(node, 'show'), problems);
  atMost(order, LIMITS.questionOrdersMax, 'orders', placeOf(node, 'order'), problems);
  if (subject === undefined || limit === undefined || (node.where !== undefined && where === undefined))
    return undefined;
  if (!show.every((each) => each !== undefined) || !order.every((each) => each !== undefined)) return undefined;
  return {
    ...subject,
    ...(where === undefined ? {} : { where }),
    ...(asOf === undefined ? {} : { asOf }),
    ...{ show, order, limit },
  };
}

/** Where a part of a question stands. */
const placeOf = ({ $cstNode }: QueryNode, property: keyof QueryNode): Range =>
  spanOf(GrammarUtils.findNodesForProperty($cstNode, property).map(({ offset: from, end: to }) => ({ from, to })));

/** How many tests there are already. */
class Bounds {
  tests = 0;
}

function conditionOf(node: ConditionNode, problems: Problems, bounds: Bounds, depth: number): Condition | undefined {
  if (depth > LIMITS.questionDepthMax) {
    const message = `tests are nested at most ${String(LIMITS.questionDepthMax)} deep`;
    problems.add('LIMIT_EXCEEDED', message, rangeOf(node));
    return undefined;
  }
  const within = (each: ConditionNode, deeper = 1): Condition | undefined =>
    conditionOf(each, problems, bounds, depth + deeper);
  switch (node.$type) {
    case 'Both':
    case 'Either': {
      // a chain of "and" is one list, however long
      const [left, right] = [within(node.left, node.left.$type === node.$type ? 0 : 1), within(node.right)];
      if (left === undefined || right === undefined) return undefined;
      const is = node.$type === 'Both' ? 'all' : 'any';
      return { is, of: left.is === is ? [...left.of, right] : [left, right] };
    }
    case 'Not': {
      const of = within(node.of);
      return of && { is: 'not', of };
    }
    case 'OrUnknown': {
      const of = within(node.of);
      return of && { is: 'orUnknown', of };
    }
    case 'Test':
      bounds.tests += 1;
      if (bounds.tests === LIMITS.questionTestsMax + 1) {
        const message = `a question has at most ${String(LIMITS.questionTestsMax)} tests`;
        problems.add('LIMIT_EXCEEDED', message, rangeOf(node));
      }
      return testOf(itemsOf(node), problems);
  }
}

function columnOf(node: Column, problems: Problems): Feature | undefined {
  return featureOf(node.words, rangeOf(node), problems);
}

function orderingOf(node: OrderingNode, problems: Problems): Ordering | undefined {
  const by = featureOf(node.words, rangeOf(node), problems);
  return by && { by, isDescending: node.descending };
}

function featureOf(words: readonly string[], range: Range, problems: Problems): Feature | undefined {
  const name = words.join(' ');
  const found = FEATURES.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = FEATURES.map((each) => each.name);
  const near = closestWord(name, names);
  const hint = near === undefined ? `there are ${names.join(', ')}` : `did you mean "${near}"?`;
  problems.add('FEATURE_UNKNOWN', `there is no feature "${name}": ${hint}`, range);
  return undefined;
}

function limitOf(node: QueryNode, problems: Problems): number | undefined {
  const { limit } = node;
  if (limit === undefined) return LIMITS.questionAnswersDefault;
  const value = Number(plain(limit));
  if (Number.isInteger(value) && value >= 1 && value <= LIMITS.questionAnswersMax) return value;
  const message = `a question is answered with 1 to ${String(LIMITS.questionAnswersMax)} definitions`;
  problems.add('LIMIT_EXCEEDED', message, placeOf(node, 'limit'));
  return undefined;
}

function dateOf(text: string, range: Range, problems: Problems): BusinessDate | undefined {
  return problems.attempt(
    () => parseBusinessDate(text),
    () => range,
  );
}

function atMost(of: readonly unknown[], most: number, what: string, range: Range, problems: Problems): void {
  if (of.length > most) problems.add('LIMIT_EXCEEDED', `a question has at most ${String(most)} ${what}`, range);
}
