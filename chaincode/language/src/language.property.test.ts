import { definitions } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compile } from './compile.js';
import { format } from './format/format.js';
import { printDefinition } from './format/print-definition.js';
import { definitionText } from './test-support/arbitrary-texts.js';
import { RELAID } from './test-support/relaid.js';

/** More than a run of all tests has time for, where asked: `SCRIP_LANGUAGE_RUNS=10000`. */
const RUNS = Math.ceil(Number(process.env['SCRIP_LANGUAGE_RUNS'] ?? '300') / 3);

/** The one definition of a text; of a text of chance that says too much, nothing is asked. */
function defined(text: string): definitions.Definition {
  const { definitions: found, problems } = compile(text);
  const [definition] = found;
  fc.pre(
    definition !== undefined || problems.some(({ code }) => code === 'LIMIT_EXCEEDED' || code === 'FIELD_INVALID'),
  );
  fc.pre(definition !== undefined);
  return definition;
}

const hashOf = (text: string): string => {
  const { definitions: found, problems } = compile(text);
  expect(problems).toEqual([]);
  return found.map(definitions.definitionHash).join();
};

const holds = (property: (text: string, hash: string) => void): void =>
  fc.assert(
    fc.property(definitionText, (text) => property(text, definitions.definitionHash(defined(text)))),
    { numRuns: RUNS, maxSkipsPerRun: 20 },
  );

describe('property: a definition', () => {
  test('is printed as a text that says the same, and printed once more as the same text', () => {
    holds((text, hash) => {
      const printed = printDefinition(defined(text));
      expect(hashOf(printed)).toBe(hash);
      expect(printDefinition(defined(printed))).toBe(printed);
    });
  });

  test('keeps its hash when it is formatted, and what is formatted stays as it is', () => {
    holds((text, hash) => {
      const formatted = format(text);
      if (!('text' in formatted)) throw new Error('it can be read');
      expect(hashOf(formatted.text)).toBe(hash);
      expect(format(formatted.text)).toEqual(formatted);
    });
  });

  test.each(Object.entries(RELAID))('keeps its hash when it is written %s', (_, relay) => {
    holds((text, hash) => {
      expect(hashOf(relay(text))).toBe(hash);
      const formatted = format(relay(text));
      expect('text' in formatted && hashOf(formatted.text)).toBe(hash);
    });
  });
});
