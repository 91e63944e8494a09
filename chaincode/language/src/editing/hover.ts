import { compliance } from '@scrip/model';
import type { Phrase } from '../phrases/phrase.js';
import { SENTENCE_MEANINGS } from '../phrases/sentence-meanings.js';
import type { Range } from '../syntax/range.js';
import { CONSTRUCTOR_MEANINGS } from './constructor-meanings.js';
import { saidAt, saidIn } from './said.js';

/** What is known of a phrase. */
export interface Explained {
  /** Name and version of the constructor, or name of the sentence. */
  readonly is: string;
  /** As the reference shows it. */
  readonly template: string;
  readonly example: string;
  /** What it means, as the reference says it; absent: the words say it. */
  readonly meaning?: string;
  /** Of a pack: the regime, and since when its law is in force. */
  readonly regime?: { readonly title: string; readonly lawSince: string };
}

/** What is said at an offset, and where it stands; undefined: nothing that the language knows. */
export function explainedAt(text: string, offset: number): (Explained & { readonly range: Range }) | undefined {
  const found = saidAt(saidIn(text), offset).at(-1);
  return found?.match === undefined ? undefined : { range: found.range, ...explainedBy(found.match.phrase) };
}

/** What a phrase says. */
export function explainedBy({ is, template, example }: Phrase): Explained {
  const [meaning, regime] = [meaningOf(is), PACKS.get(is)];
  return {
    ...{ is, template, example },
    ...(meaning === undefined ? {} : { meaning }),
    ...(regime === undefined ? {} : { regime }),
  };
}

/** What a phrase means: what its constructor says of itself, or what the reference says of a sentence. */
export const meaningOf = (is: string): string | undefined => CONSTRUCTOR_MEANINGS[is] ?? SENTENCE_MEANINGS[is];

const PACKS: ReadonlyMap<string, { readonly title: string; readonly lawSince: string }> = new Map(
  compliance.listPacks().map(({ is, title, lawSince }) => [is, { title, lawSince }]),
);
