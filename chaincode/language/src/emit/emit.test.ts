import { definitions } from '@scrip/model';
import { afterAll, describe, expect, test } from '@jest/globals';
import { compile } from '../compile.js';
import { EmittedPrograms } from '../test-support/emitted.fixture.js';
import { emit } from './emit.js';

const programs = new EmittedPrograms();
afterAll(() => {
  programs.remove();
});

const HOSTILE = '\\u2028${process.exit(1)}`*/ "quoted" \\\\ \' __proto__';
const TEXT = `compliance Resale@1 "a \\"quoted\\" \`title\` */ \${1}"
  to subscribe RegD506c@1 for voting equity
  to transfer any of:
    sender has held for 1 year
    under "x'); process.exit(1); ('":
      Rule144@1 for restricted equity reporting since 2020-01-01 with information until 2026-12-31
    when receiver resides in US then none of (receiver has no claim kyc; receiver resides in US)
ownership House@1 "House"
  title passes with yes from all of (registrar; 2 of (notary; seller's custodian; buyer's custodian))
  votes stand until they are ended
  meanwhile seller has income and votes
`;

describe('an emitted program', () => {
  const { definitions: found, problems } = compile(TEXT);
  const titled = found.map((each) => (each.kind === 'ownership' ? { ...each, title: HOSTILE } : each));

  test('is strict TypeScript, and what it exports is the definition', async () => {
    expect(problems).toEqual([]);
    expect(programs.compile(titled)).toEqual([]);
    for (const each of titled) {
      const program = await programs.run(each);
      expect(program.HASH).toBe(definitions.definitionHash(each));
      expect(definitions.canonicalForm(program.definition)).toBe(definitions.canonicalForm(each));
    }
  });

  test('calls constructors and nothing else', () => {
    const constructors = [...definitions.CONSTRUCTORS.values()].map(({ name }) => name);
    const combining = [
      'all',
      'any',
      'none',
      'when',
      'cited',
      'fromPack',
      'atLeast',
      'votesFrom',
      'definitions.definition',
    ];
    for (const each of titled) {
      const withoutTexts = emit(each).replace(/"(?:[^"\\]|\\.)*"|'[^'\\]*'/g, 'text');
      const called = [...withoutTexts.matchAll(/([\w.]+)\(/g)].map(([, name]) => name);
      expect(called).toContain('definitions.definition');
      expect(called.filter((name) => ![...constructors, ...combining].includes(name ?? ''))).toEqual([]);
    }
  });
});
