import { positionAt } from '@scrip/language/range';
import type { Said } from '@scrip/language/editing';
import { anyText, argument, option, wholeNumber } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { verb } from '../command/verb.js';
import { readText } from '../input/body.js';
import { shown } from '../texts/problems.js';

/** A sentence, rule or vote of a text with what it means. */
interface ExplainedSentence {
  readonly line: number;
  readonly column: number;
  /** Of the definition in which it stands, with its version. */
  readonly definition: string;
  /** As it is written, or its first line. */
  readonly text: string;
  /** Name and version of the constructor, or name of the sentence; absent: of the grammar itself, or not known. */
  readonly is?: string;
  readonly template?: string;
  readonly meaning?: string;
  readonly regime?: { readonly title: string; readonly lawSince: string };
}

/** Says of each sentence of a text what it is and what it means. */
export const EXPLAIN = verb({
  name: 'explain',
  kind: 'local',
  summary: 'Say of each sentence and each rule of a text what it is and what it means',
  example: 'securities/acme-2031.scrip --sentence 7',
  args: { file: argument('file', 'text of the language (- for standard input)', anyText) },
  options: { sentence: option('--sentence <line>', 'only what stands on a line', wholeNumber) },
  run: async (call, { file, sentence }) => {
    const found = await explained(await readText(file, call));
    const sentences = found.filter(({ line }) => sentence === undefined || line === sentence);
    if (sentence !== undefined && sentences.length === 0) {
      throw new UsageError(`nothing that can be read begins on line ${sentence}`, 'scrip check says what is wrong');
    }
    return { reply: { sentences }, lines: sentences.flatMap(linesOf) };
  },
});

async function explained(text: string): Promise<readonly ExplainedSentence[]> {
  const { explainedBy, saidIn } = await import('@scrip/language/editing');
  const one = (definition: string, said: Said): readonly ExplainedSentence[] => {
    const [written = ''] = text.slice(said.range.from, said.range.to).split('\n');
    const is = said.match === undefined ? {} : explainedBy(said.match.phrase);
    const sentence = { ...positionAt(text, said.range.from), definition, text: written, ...is };
    return [sentence, ...said.within.flatMap((each) => one(definition, each))];
  };
  return saidIn(text).flatMap(({ name, sentences }) => sentences.flatMap((each) => one(name, each)));
}

function linesOf({ line, column, text, is, template, meaning, regime }: ExplainedSentence): readonly string[] {
  const law = regime === undefined ? [] : [`${regime.title}, law since ${regime.lawSince}. Not legal advice.`];
  const about =
    is === undefined ? [] : [`${is}: ${template ?? ''}`, ...(meaning === undefined ? [] : [meaning]), ...law];
  return [`${line}:${column}  ${shown(text)}`, ...about.map((each) => `    ${each.replace(/\n+/g, '\n    ')}`)];
}
