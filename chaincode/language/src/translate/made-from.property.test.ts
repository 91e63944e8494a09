import { definitions } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compile, type Compiled } from '../compile.js';
import { printDefinition } from '../format/print-definition.js';
import { SECURITY_TEXTS } from '../test-support/security-texts.js';

const RUNS = Math.ceil(Number(process.env['SCRIP_LANGUAGE_RUNS'] ?? '300') / 3);

/** The head of a text, and each of its sentences with the lines below it. */
function sentencesOf(text: string): readonly [head: string, sentences: readonly string[]] {
  const [head = '', ...sentences] = text.trimEnd().split(/\n(?! {4})/);
  return [head, sentences];
}

/** A template of some sentences of a security with a percentage in the place of which it takes a value, and what is made from it. */
interface Made {
  readonly template: string;
  readonly text: string;
}

function made(of: string, chosen: readonly boolean[]): Made {
  const [head, sentences] = sentencesOf(of);
  const isKept = (sentence: string, index: number): boolean => (chosen[index] ?? false) && !/^ {2}uses /.test(sentence);
  const kept = sentences.filter(isKept);
  const value = /(?<= )\d[\d.]*%/.exec(kept.join('\n'))?.[0];
  const within =
    value === undefined ? kept : kept.map((each) => each.replace(new RegExp(`(?<= )${value}`), 'given part'));
  const takes = value === undefined ? [] : ['  takes given part as a percentage'];
  const given = value === undefined ? '' : ` with given part is ${value}`;
  const rest = sentences.filter((sentence, index) => !isKept(sentence, index));
  return {
    template: ['instrument Made@1 "A template"', ...takes, ...within, ''].join('\n'),
    text: [head, `  made from Made@1${given}`, ...rest, ''].join('\n'),
  };
}

const cases = fc
  .constantFrom(...Object.values(SECURITY_TEXTS))
  .chain((text) => fc.tuple(fc.constant(text), fc.array(fc.boolean(), { minLength: 40, maxLength: 40 })));

const only = ({ definitions: [first], problems }: Compiled): definitions.Definition => {
  expect(problems).toEqual([]);
  if (first === undefined) throw new Error('a definition');
  return first;
};

describe('property: what is made from a template', () => {
  test('is printed as a text that says the same, its template included', () => {
    let tried = 0;
    fc.assert(
      fc.property(cases, ([of, chosen]) => {
        const { template, text } = made(of, chosen);
        const library = (): string => template;
        const compiled = compile(text, library, false);
        // a name of a template can be a word of its sentence, and one without sentences is none
        fc.pre(compiled.problems.length === 0 && compile(template).problems.length === 0);
        tried += 1;
        const first = only(compiled);
        expect(first.madeFrom).toEqual(['Made@1']);
        const printed = printDefinition(first);
        const again = only(compile(printed, library));
        expect(definitions.canonicalForm(again)).toBe(definitions.canonicalForm(first));
        expect(printDefinition(again)).toBe(printed);
      }),
      { numRuns: RUNS },
    );
    expect(tried).toBe(RUNS);
  });
});
