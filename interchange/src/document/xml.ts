import { SaxesParser, type SaxesTagNS } from 'saxes';
import { InterchangeError } from './interchange-error.js';
import { DOCUMENT_LIMITS, requireDepth, requireSize } from './limits.js';
import { isList, isRecord, shownLeaf, type Tree, type TreeRecord } from './tree.js';

/** An XML document: its outermost element by its local name, and the namespace of that. */
export interface XmlDocument {
  readonly namespace: string;
  readonly root: TreeRecord;
}

/** An element that is being read. */
interface Open {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: Map<string, Tree[]>;
  text: string;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';

/**
 * Reads XML. Names are local names: which prefix a document gives to a namespace is its own affair. A document type is
 * refused before anything of it is read, so that no entity is expanded and no file or address is opened.
 *
 * @throws InterchangeError DOCUMENT_MALFORMED, DOCUMENT_TYPE_REFUSED, DOCUMENT_TOO_LARGE
 */
export function readXml(text: string): XmlDocument {
  requireSize(text);
  const reader = new Reader();
  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.on('doctype', () => {
    throw new InterchangeError(
      'DOCUMENT_TYPE_REFUSED',
      'a document type (<!DOCTYPE …>) is not accepted, because entities could be declared in it: remove it',
    );
  });
  parser.on('error', (error) => {
    throw new InterchangeError('DOCUMENT_MALFORMED', `this is not XML: ${error.message}`);
  });
  parser.on('opentag', (tag) => reader.open(tag));
  parser.on('text', (part) => reader.text(part));
  parser.on('cdata', (part) => reader.text(part));
  parser.on('closetag', () => reader.close());
  parser.write(text.replace(/^\uFEFF/, '')).close();
  return reader.document();
}

class Reader {
  readonly #open: Open[] = [{ name: '', attributes: [], children: new Map(), text: '' }];
  #namespace = '';
  #elements = 0;

  open({ local, uri, attributes }: SaxesTagNS): void {
    this.#elements += 1;
    const { elementsMax } = DOCUMENT_LIMITS;
    if (this.#elements > elementsMax) {
      throw new InterchangeError('DOCUMENT_TOO_LARGE', `a document has at most ${elementsMax} elements: take it apart`);
    }
    requireDepth(this.#open.length);
    if (this.#open.length === 1) this.#namespace = uri;
    const own = Object.values(attributes).filter((each) => each.uri !== XMLNS);
    this.#open.push({
      name: local,
      attributes: own.map((each) => [`@${each.local}`, each.value] as const),
      children: new Map(),
      text: '',
    });
  }

  text(part: string): void {
    const innermost = this.#open.at(-1);
    if (innermost !== undefined) innermost.text += part;
  }

  close(): void {
    const closed = this.#open.pop();
    if (closed === undefined) return;
    const children = this.#open.at(-1)?.children;
    const siblings = children?.get(closed.name);
    if (siblings === undefined) children?.set(closed.name, [treeOf(closed)]);
    else siblings.push(treeOf(closed));
  }

  document(): XmlDocument {
    const root = Object.fromEntries([...(this.#open[0]?.children ?? [])].map(([name, [only]]) => [name, only ?? '']));
    return { namespace: this.#namespace, root };
  }
}

function treeOf({ attributes, children, text }: Open): Tree {
  const written = text.trim();
  if (attributes.length === 0 && children.size === 0) return written;
  return Object.fromEntries([
    ...attributes,
    ...(written === '' ? [] : [['#text', written] as const]),
    ...[...children].map(([name, all]) => [name, all.length === 1 ? (all[0] ?? '') : all] as const),
  ]);
}

/** Writes XML with one namespace; elements and attributes stand in the order of their records. */
export function writeXml({ namespace, root }: XmlDocument): string {
  const [[name, top] = ['', '']] = Object.entries(root);
  const lines = element(
    name,
    isRecord(top) ? { '@xmlns': namespace, ...top } : { '@xmlns': namespace, '#text': top },
    '',
  );
  return ['<?xml version="1.0" encoding="UTF-8"?>', ...lines, ''].join('\n');
}

function element(name: string, tree: Tree, indent: string): readonly string[] {
  if (isList(tree)) return tree.flatMap((each) => element(name, each, indent));
  if (!isRecord(tree)) return [`${indent}<${name}>${escaped(shownLeaf(tree))}</${name}>`];
  const entries = Object.entries(tree);
  const attributes = entries
    .filter(([key]) => key.startsWith('@'))
    .map(([key, value]) => ` ${key.slice(1)}="${escaped(shownLeaf(value))}"`);
  const opening = `${indent}<${name}${attributes.join('')}>`;
  const text = tree['#text'];
  if (text !== undefined) return [`${opening}${escaped(shownLeaf(text))}</${name}>`];
  const children = entries.filter(([key]) => !key.startsWith('@'));
  const within = children.flatMap(([key, value]) => element(key, value, `${indent}  `));
  return [opening, ...within, `${indent}</${name}>`];
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Texts of definitions are printable already; what XML cannot hold is not among it. */
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
