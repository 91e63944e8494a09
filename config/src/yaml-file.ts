import { LineCounter, isMap, isNode, isPair, parseDocument, type Document } from 'yaml';
import type { ConfigProblem } from './config-error.js';

/** A configuration file as read from disk. */
export interface SourceFile {
  /** Path relative to the configuration folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** A parsed file that can say where each value stands. */
export interface YamlFile {
  readonly path: string;
  readonly content: unknown;
  readonly problems: readonly ConfigProblem[];
  /** A problem at the value under `keys`, or at its key when `atKey` is set. */
  problem(keys: readonly (string | number)[], message: string, hint?: string, atKey?: boolean): ConfigProblem;
}

/** Offset of the value under `keys`; of the nearest enclosing one when there is none. */
function offsetOf(document: Document, keys: readonly (string | number)[], atKey: boolean): number {
  const node = document.getIn(keys, true);
  const parent = document.getIn(keys.slice(0, -1), true);
  if (isMap(parent) && (atKey || !isNode(node))) {
    const last = String(keys.at(-1));
    const pair = parent.items.find((item) => isPair(item) && String(item.key) === last);
    if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
  }
  if (isNode(node)) return node.range?.[0] ?? 0;
  return keys.length === 0 ? 0 : offsetOf(document, keys.slice(0, -1), false);
}

/** Parses one YAML file (one object); syntax errors and duplicate keys become problems with their place. */
export function parseYaml(source: SourceFile): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, message: string, hint?: string): ConfigProblem => {
    const { line, col } = lines.linePos(offset);
    const place = { file: source.path, line: Math.max(line, 1), column: Math.max(col, 1), message };
    return hint === undefined ? place : { ...place, hint };
  };
  const problems = document.errors.map((error) => at(error.pos[0], error.message));
  return {
    path: source.path,
    content: problems.length > 0 ? undefined : document.toJS(),
    problems,
    problem: (keys, message, hint, atKey = false) => at(offsetOf(document, keys, atKey), message, hint),
  };
}
