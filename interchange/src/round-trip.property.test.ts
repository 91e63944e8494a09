import { compile, statementsOf } from '@scrip/language';
import type { definitions } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FORMATS } from './interchange.js';
import type { FormatName } from './format-names.js';
import { Said } from './mapping/said.js';
import { textOf } from './mapping/text-of-security.js';
import { arbitraryBond } from './test-support/arbitrary-bonds.js';
import { arbitraryEquity } from './test-support/arbitrary-equity.js';
import { factsOf, mappedFactsOf, thereAndBack } from './test-support/facts.js';

const ROUNDS = 300;

/** What is read again and what was reported as not mapped are the whole definition. */
function requireAccount(of: definitions.SecurityDefinition, name: FormatName): void {
  const { exported, read } = thereAndBack(of, name);
  const instrument = of.instrument.written.is;
  const facts = factsOf(
    read.statements.filter(({ is, values }) => is !== instrument || Object.keys(values).length > 0),
  );
  expect(facts).toEqual(mappedFactsOf(of, exported.report.notMapped));
}

/** The text that is made of a document can always be read, and says nothing that the document did not. */
function requireText(of: definitions.SecurityDefinition, name: FormatName): void {
  const { read } = thereAndBack(of, name);
  const { text } = textOf(read, FORMATS[name].title);
  const syntax = compile(text).problems.filter(({ code }) =>
    ['CHARACTER_UNKNOWN', 'LAYOUT_INVALID', 'SYNTAX_INVALID', 'SENTENCE_UNKNOWN', 'SENTENCE_INCOMPLETE'].includes(code),
  );
  expect(syntax).toEqual([]);
}

/** Whether the format has such a security at all. */
function isWritten(of: definitions.SecurityDefinition, name: FormatName): boolean {
  const said = new Said(statementsOf(of));
  return FORMATS[name].forms.some((form) => form.instrument === of.instrument.written.is && form.fits(said));
}

describe.each<[FormatName, typeof arbitraryBond]>([
  ['fpml', arbitraryBond],
  ['cdm', arbitraryBond],
  ['ocf', arbitraryEquity],
])('any security in %s', (name, arbitrary) => {
  test('what is mapped is read again as it was, and all else is reported', () => {
    fc.assert(
      fc.property(
        arbitrary.filter((of) => isWritten(of, name)),
        (of) => requireAccount(of, name),
      ),
      { numRuns: ROUNDS },
    );
  });

  test('makes a text that can be read', () => {
    fc.assert(
      fc.property(
        arbitrary.filter((of) => isWritten(of, name)),
        (of) => requireText(of, name),
      ),
      { numRuns: ROUNDS / 3 },
    );
  });
});
