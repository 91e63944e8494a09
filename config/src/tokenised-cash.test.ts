import { describe, expect, test } from '@jest/globals';
import type { SourceFile } from './index.js';
import { problemsOf, sound } from './sound-files.fixture.js';

describe('tokenised cash', () => {
  const CASH =
    'cfi: TCFXXX\ndenomination: { amount: "0.01", currency: EUR }\nterms: { kind: cash, claimOn: central-bank }\n';
  const asCash = (text: string): readonly SourceFile[] =>
    sound.map((file) =>
      file.path === 'securities/siemens-share.yaml'
        ? { ...file, text: file.text.replace(/cfi: .*\n/, '').replace(/terms:\n(?: {2}.*\n)+/, text) }
        : file,
    );

  test('is a security', () => {
    expect(problemsOf(asCash(CASH))).toEqual([]);
  });

  test.each([
    ['TCFXXX', 'ESVUFR', /expected TC/],
    ['{ amount: "0.01", currency: EUR }', '{ amount: "0.01", currency: USD }', /write currency: EUR/],
    [/denomination.*\n/, '', /add denomination/],
  ])('is refused with %s changed to %s', (from, to, hint) => {
    const problems = problemsOf(asCash(CASH.replace(from, to)));
    expect(problems.map((problem) => problem.hint).join()).toMatch(hint);
  });
});
