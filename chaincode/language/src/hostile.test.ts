import { definitions } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import { compile } from './compile.js';
import { printDefinition } from './format/print-definition.js';
import { quoted } from './phrases/values.js';

const cited = (source: string): string =>
  `compliance X@1 "x"\n  to hold under ${quoted(source)}: receiver resides in DE\n`;

const HARMLESS: readonly (readonly [what: string, text: string])[] = [
  ['quotation marks', '"quoted" and \'quoted\''],
  ['a backslash at the end', 'C:\\'],
  ['escapes', '\\n \\" \\u0041'],
  ['a template of a program', '${process.exit(1)} `x`'],
  ['the end of a comment', '*/ // #'],
  ['the end of a program', "'); process.exit(1); ('"],
  ['names of prototypes', '__proto__ constructor toString hasOwnProperty'],
  ['a sentence', 'x"\n  to hold receiver resides in US'.replace('\n', ' ')],
  ['other scripts', 'Ünïcödé 株式会社 😀'],
  ['markup', '<script>alert(1)</script> | ![x](y)'],
];

describe('a text in quotation marks', () => {
  test.each(HARMLESS)('stays what it is: %s', (_, source) => {
    const { definitions: found, problems } = compile(cited(source));
    expect(problems).toEqual([]);
    const [definition] = found;
    if (definition?.kind !== 'compliance') throw new Error('a definition');
    expect(definition.rules.hold).toMatchObject({ is: 'cited', source });
    expect(Object.keys(definition).sort()).toEqual(['kind', 'name', 'rules', 'title', 'version']);
    const again = compile(printDefinition(definition)).definitions;
    expect(again.map(definitions.definitionHash)).toEqual([definitions.definitionHash(definition)]);
  });

  test.each([
    ['a new line', 'a\nb'],
    ['a character that controls', 'a\u0000b'],
    ['half of a character', 'a\uD800'],
    ['a separator of lines that no editor shows', 'a\u2028b'],
    ['more than there may be', 'x'.repeat(5_000)],
    ['nothing', ''],
  ])('is refused where it stands: %s', (_, source) => {
    const text = cited(source);
    const { definitions: found, problems } = compile(text);
    expect(found).toEqual([]);
    const [problem] = problems;
    expect(problem?.range.from).toBeGreaterThan(0);
    expect(problem?.range.to).toBeLessThanOrEqual(text.length);
  });
});

describe('words that programs know', () => {
  test.each(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
    '%s is a word as any other',
    (word) => {
      const texts = [
        `compliance X@1 "x"\n  to transfer sender has held for 6 ${word}\n`,
        `compliance X@1 "x"\n  ${word} ${word}\n`,
        `instrument X@1 "x"\n  takes ${word} as ${word}\n`,
        `security X@1 "x"\n  made from Y@1 with ${word} is 3\n`,
        `${word} X@1 "x"\n  uses Y@1\n`,
      ];
      for (const text of texts) {
        const { definitions: found, problems } = compile(text);
        expect(found).toEqual([]);
        expect(problems.length).toBeGreaterThan(0);
        for (const { message } of problems) expect(message).not.toMatch(/undefined|native code|\[object/);
      }
    },
  );
});
