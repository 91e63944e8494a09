import { LIMITS } from '../limits.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { canonicalForm, type Definition } from './definition.js';
import {
  inWords,
  isConstructed,
  isList,
  isParameters,
  parametersOf,
  words,
  type Node,
  type Parameters,
} from './wording.js';

/** One thing that a definition says otherwise than another one. */
export interface Difference {
  /** JSON pointer into the canonical form: of the later one, and of the earlier one for what is removed. */
  readonly path: string;
  readonly kind: 'changed' | 'added' | 'removed';
  /** For a person: `coupon rate 4.25 % → 4.50 %`. */
  readonly text: string;
}

/** How two definitions differ. */
export interface Differences {
  /** In the order of their paths. */
  readonly items: readonly Difference[];
  /** How many there are beside. */
  readonly more: number;
}

/**
 * What the later of two definitions says otherwise. Constructors are compared parameter by parameter where they are of one
 * name; lists by what is in them, so that an order which means nothing makes no difference. Rules that must all be met are
 * compared one by one, whether there is one or there are many.
 *
 * @param say - how a constructor is said; by default, its name and its parameters
 */
export function differences(
  before: Definition,
  after: Definition,
  say: (constructor: Node) => string = inWords,
): Differences {
  const [earlier, later] = [before, after].map((each) => JSON.parse(canonicalForm(each)) as Node);
  const found = new Comparison(say).compare(earlier ?? null, later ?? null, [], []);
  const max = LIMITS.differencesPerDefinitionMax;
  return { items: found.slice(0, max), more: Math.max(0, found.length - max) };
}

type Path = readonly string[];

/** Fields that say which definition it is, and not what it says. */
const ITSELF = new Set(['/version']);

/** A comparison, in the words of whoever asks. */
class Comparison {
  constructor(private readonly say: (constructor: Node) => string) {}

  /** @param label - what a person calls what is compared */
  compare(before: Node, after: Node, path: Path, label: Path): readonly Difference[] {
    if (same(before, after) || ITSELF.has(pointer(path))) return [];
    if (isMoneyOrScalar(before) || isMoneyOrScalar(after)) return this.changed(before, after, path, label);
    if (isConstructed(before) || isConstructed(after)) return this.compareConstructed(before, after, path, label);
    if (isList(before) && isList(after)) {
      return this.compareLists(itemsOf(before, path), itemsOf(after, path), label);
    }
    if (isParameters(before) && isParameters(after)) return this.compareFields(before, after, path, label);
    return this.changed(before, after, path, label);
  }

  private compareConstructed(before: Node, after: Node, path: Path, label: Path): readonly Difference[] {
    const [earlier, later] = [conjuncts(before, path), conjuncts(after, path)];
    if (earlier.length > 1 || later.length > 1) return this.compareLists(earlier, later, label);
    if (!isConstructed(before) || !isConstructed(after) || words(before.is) !== words(after.is)) {
      return this.changed(before, after, path, label);
    }
    const versions = before.is === after.is ? [] : this.changed(before.is, after.is, [...path, 'is'], label);
    const step = 'with' in after ? [...path, 'with'] : path;
    const called = [...label, words(after.is)];
    return [...versions, ...this.compareFields(parametersOf(before), parametersOf(after), step, called)];
  }

  private compareFields(before: Parameters, after: Parameters, path: Path, label: Path): readonly Difference[] {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return names.flatMap((name) => {
      const [earlier, later] = [before[name], after[name]];
      const [within, called] = [
        [...path, name],
        [...label, name],
      ];
      if (earlier === undefined) return later === undefined ? [] : this.whole('added', later, within, called);
      if (later === undefined) return this.whole('removed', earlier, within, called);
      return this.compare(earlier, later, within, called);
    });
  }

  /** Equal ones are no difference; of the rest, those that are about the same are compared, and the others come or go. */
  private compareLists(before: readonly Item[], after: readonly Item[], label: Path): readonly Difference[] {
    const isIn = (of: readonly Item[], node: Node): boolean => of.some((each) => same(each.node, node));
    const gone = before.filter(({ node }) => !isIn(after, node));
    const there = after.flatMap(({ node, path }) => {
      if (isIn(before, node)) return [];
      const at = gone.findIndex((each) => aboutOf(each.node) !== '' && aboutOf(each.node) === aboutOf(node));
      const [pair] = at < 0 ? [] : gone.splice(at, 1);
      if (pair === undefined) return this.whole('added', node, path, label);
      return this.compare(pair.node, node, path, isConstructed(node) ? label : [...label, aboutOf(node)]);
    });
    return [...there, ...gone.flatMap(({ node, path }) => this.whole('removed', node, path, label))];
  }

  private changed(before: Node, after: Node, path: Path, label: Path): readonly Difference[] {
    const name = path.at(-1) ?? '';
    return [found('changed', path, label, `${this.value(before, name)} → ${this.value(after, name)}`)];
  }

  private whole(kind: 'added' | 'removed', node: Node, path: Path, label: Path): readonly Difference[] {
    return partsOf(node, path, label).map((each) =>
      found(kind, each.path, each.label, `${this.value(each.node, each.label.at(-1))} ${kind}`),
    );
  }

  private value(node: Node, name = ''): string {
    return isConstructed(node) ? this.say(node) : inWords(node, name);
  }
}

function found(kind: Difference['kind'], path: Path, label: Path, text: string): Difference {
  const name = called(label);
  return { path: pointer(path), kind, text: name === '' ? text : `${name} ${text}` };
}

const same = (a: Node, b: Node): boolean => a === b || canonicalJson(a) === canonicalJson(b);
const pointer = (path: Path): string => path.map((step) => `/${step}`).join('');

/** Names that say where something stands in the form, and nothing to a person. */
const STRUCTURE = new Set(['instrument', 'with', 'rules', 'terms', 'titleTo']);
const called = (label: Path): string =>
  label
    .filter((each) => !STRUCTURE.has(each))
    .slice(-3)
    .map(words)
    .join(' ');

const isMoneyOrScalar = (node: Node): boolean =>
  node === null || typeof node !== 'object' || ('amount' in node && 'currency' in node);

/** Something in a list, and where it stands. */
interface Item {
  readonly node: Node;
  readonly path: Path;
}

const itemsOf = (nodes: readonly Node[], path: Path): readonly Item[] =>
  nodes.map((node, index) => ({ node, path: [...path, String(index)] }));

/** What must all be met: one by one. */
const conjuncts = (node: Node, path: Path): readonly Item[] => {
  const rules = isConstructed(node) && node.is === 'all' ? node['rules'] : undefined;
  if (rules === undefined || !isList(rules)) return [{ node, path }];
  return itemsOf(rules, [...path, 'rules']).flatMap((each) => conjuncts(each.node, each.path));
};

interface Part extends Item {
  readonly label: Path;
}

/** What comes or goes as one: fields of what only holds them together are told one by one, and so are rules. */
function partsOf(node: Node, path: Path, label: Path): readonly Part[] {
  if (
    isParameters(node) &&
    !isConstructed(node) &&
    !isMoneyOrScalar(node) &&
    Object.values(node).every(isConstructed)
  ) {
    return Object.entries(node).flatMap(([name, each]) => partsOf(each, [...path, name], [...label, name]));
  }
  return conjuncts(node, path).map((each) => ({ ...each, label }));
}

/** By what an item of a list is known as the same one that says something else; empty: by nothing. */
function aboutOf(node: Node): string {
  if (!isParameters(node)) return '';
  if (isConstructed(node)) return words(node.is);
  for (const name of ['isin', 'for', 'title', 'name']) {
    const value = node[name];
    if (typeof value === 'string') return value;
  }
  return '';
}
