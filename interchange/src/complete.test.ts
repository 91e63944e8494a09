import { compile, statementsOf, type SaidStatement } from '@scrip/language';
import { definitions } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import { FORMAT_NAMES } from './format-names.js';
import { exportSecurity, FORMATS, importDocument } from './interchange.js';
import { factsOf } from './test-support/facts.js';
import { LIBRARY } from './test-support/library.js';

const HEADS = ['head', 'written out'];

describe.each(FORMAT_NAMES)('a security that went to %s', (name) => {
  const instruments = FORMATS[name].forms.map(({ instrument }) => instrument);
  const written = LIBRARY.filter(([, of]) => instruments.includes(of.instrument.written.is));

  test.each(written)('%s: with the sentences that had no place it is the same again', (pinned, of) => {
    const { document, report } = exportSecurity(of, name);
    const lacking = new Set(report.notMapped.map(({ sentence }) => sentence));
    const sentences = statementsOf(of)
      .filter(({ is, words }: SaidStatement) => lacking.has(words) && !HEADS.includes(is))
      .map(({ words }) => words)
      .join('\n');
    const imported = importDocument(document, name, { name: pinned, title: of.title, sentences });
    const [only] = imported.securities;
    expect(only?.report.needed).toEqual([]);
    expect(only?.isComplete).toBe(true);
    const { definitions: found, problems } = compile(only?.text ?? '');
    expect(problems).toEqual([]);
    const again = found[0];
    if (again?.kind !== 'security') throw new Error('a security');
    const said = statementsOf(of).filter(({ is }) => is !== 'written out');
    expect(factsOf(statementsOf(again))).toEqual(factsOf(said));
    expect(definitions.pinnedNameOf(again)).toBe(pinned);
  });
});
