import type { Phrase } from '../phrases/phrase.js';
import type { Item } from '../syntax/items.js';
import type { Range } from '../syntax/range.js';
import { cursorAt, type Cursor } from './cursor.js';
import { restsOf, type Piece } from './rests.js';
import { CLAUSE_PHRASES, VOTE_PHRASES } from '../phrases/tables.js';
import { KINDS, sentencesOf } from './vocabulary.js';

/** Something that can be written at a place. */
export interface Completion {
  readonly label: string;
  /** Words, and values to be filled in. */
  readonly insert: readonly Piece[];
  /** What it says: the name of a constructor or of a sentence. */
  readonly is?: string;
  /** What of the text it replaces. */
  readonly range: Range;
}

/**
 * What can be written at an offset: the sentences and rules that can stand there, each as it goes on after what is written.
 *
 * @param names - pinned names of definitions that are known
 */
export function completionsAt(text: string, offset: number, names: readonly string[] = []): readonly Completion[] {
  const cursor = cursorAt(text, offset);
  const range = { from: offset - cursor.word.length, to: offset };
  const found = new Map<string, Completion>();
  for (const each of [...known(cursor, names), ...structures(cursor), ...phrases(cursor)].flatMap(oneByOne)) {
    const label = labelOf(each.insert);
    if (label !== '' && !found.has(label)) found.set(label, { label, range, ...each });
  }
  return [...found.values()];
}

type Offered = Pick<Completion, 'insert' | 'is'>;

/** Where one of a few words comes first, each of them is offered by itself. */
function oneByOne({ insert: [first, ...rest], ...offered }: Offered): readonly Offered[] {
  if (typeof first !== 'object' || first.choices === undefined) {
    return [{ ...offered, insert: first === undefined ? rest : [first, ...rest] }];
  }
  return first.choices.map((choice) => ({ ...offered, insert: [choice, ...rest] }));
}

function phrases({ in: place, kind, items }: Cursor): readonly Offered[] {
  const among = { sentence: kind === undefined ? [] : sentencesOf(kind), rule: CLAUSE_PHRASES, vote: VOTE_PHRASES };
  if (place !== 'sentence' && place !== 'rule' && place !== 'vote') return [];
  return byLikelihood(among[place], items).flatMap((phrase) =>
    restsOf(phrase, items).map((insert) => ({ insert, is: phrase.is })),
  );
}

/** What is written is rather the first word of a phrase than a value at the beginning of another one. */
function byLikelihood(among: readonly Phrase[], items: readonly Item[]): readonly Phrase[] {
  const isLikely = ({ parts: [first] }: Phrase): boolean =>
    first !== undefined && 'literal' in first && first.literal === items[0]?.text;
  return [...among.filter(isLikely), ...among.filter((each) => !isLikely(each))];
}

const RULE_STRUCTURES: readonly (readonly Piece[])[] = [
  ['all of ('],
  ['any of ('],
  ['none of ('],
  ['when', { expects: 'a rule', example: 'receiver resides in DE' }, 'then'],
  ['under', { expects: 'the paragraph that a rule comes from', example: '"17 CFR 230.144"' }, ':'],
];

function structures({ in: place, kind, items }: Cursor): readonly Offered[] {
  if (place === 'events') return ['subscribe', 'transfer', 'hold'].map((event) => ({ insert: [event] }));
  if (place === 'document') return KINDS.map(headOf);
  if (items.length > 0) return [];
  if (place === 'rule') return RULE_STRUCTURES.map((insert) => ({ insert }));
  if (place === 'vote') return [{ insert: ['all of ('] }, { insert: ['any of ('] }];
  if (place !== 'sentence') return [];
  const asked = ['subscribe', 'transfer', 'hold'].map((event) => ({ insert: ['to', event] }));
  if (kind === 'ownership') return [{ insert: ['title passes with yes from'] }];
  return kind === 'compliance' || kind === 'security' || kind === 'instrument' ? asked : [];
}

const headOf = (kind: string): Offered => ({
  insert: [
    kind,
    { expects: 'a name with its version', example: 'NAME@1' },
    { expects: 'a title in quotation marks', example: '"Title"' },
  ],
});

/** Definitions that are known, where one is used. */
function known({ in: place, items }: Cursor, names: readonly string[]): readonly Offered[] {
  const before = items.at(-1)?.text ?? '';
  const isUsed = place === 'rule' ? items.length === 0 : place === 'sentence' && NAMING.includes(before);
  return isUsed ? names.map((name) => ({ insert: [name] })) : [];
}

/** Words before names of definitions. */
const NAMING: readonly string[] = ['uses', 'by', 'from', ',', 'and'];

const labelOf = (pieces: readonly Piece[]): string =>
  joined(pieces.map((piece) => (typeof piece === 'string' ? piece : `{${piece.example}}`)));

/** Words and values as they stand in a line. */
export const joined = (words: readonly string[]): string => words.join(' ').replaceAll(' ,', ',').replaceAll(' :', ':');
