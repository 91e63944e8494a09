import type { Statement } from '@scrip/language';
import { saidIn } from '@scrip/language/editing';
import { canonicalJson } from '@scrip/model';

/** A line of a sentence that an author adds, as deep as the sentence has it. */
type Line = string;

/** Sentences that an author adds to what a document says. */
export interface AddedSentences {
  /** Their lines; a sentence begins where there are no spaces. */
  readonly lines: readonly Line[];
  /** What they say, where it can be read. */
  readonly statements: readonly Statement[];
}

/** Reads added sentences, each as deep as the first one; what cannot be read is left to the checker of the whole text. */
export function addedSentences(text: string): AddedSentences {
  const written = text.split('\n').filter((line) => line.trim() !== '');
  const indent = /^ */.exec(written[0] ?? '')?.[0].length ?? 0;
  const lines = written.map((line) => line.slice(Math.min(indent, line.search(/\S/))).trimEnd());
  const [definition] = saidIn(['security ADDED@1 "added"', ...lines.map((line) => `  ${line}`), ''].join('\n'));
  const statements = (definition?.sentences ?? []).flatMap(({ match }) =>
    match === undefined ? [] : [{ is: match.phrase.is, values: match.values }],
  );
  return { lines, statements };
}

/** Whether an author says what a document says too: the same sentence, with the same values where they are known. */
export const saysToo = ({ statements }: AddedSentences, { is, values }: Statement): boolean =>
  statements.some(
    (added) =>
      added.is === is &&
      Object.entries(values).every(
        ([slot, value]) => canonicalJson(added.values[slot] ?? null) === canonicalJson(value),
      ),
  );
