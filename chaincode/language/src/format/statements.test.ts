import { readdirSync, readFileSync } from 'node:fs';
import { definitions } from '@scrip/model';
import { describe, expect, test } from '@jest/globals';
import { compile } from '../compile.js';
import { compileTogether } from '../together/compile-together.js';
import { draftSentence, HEAD, orderOf, statementsOf } from './statements.js';

const CONFIG = new URL('../../../../config/', import.meta.url);
const sources = ['securities', 'protocols'].flatMap((folder) =>
  readdirSync(new URL(folder, CONFIG))
    .filter((name) => name.endsWith('.scrip'))
    .map((name) => ({ name, text: readFileSync(new URL(`${folder}/${name}`, CONFIG), 'utf8') })),
);
const securities = compileTogether(sources).flatMap((each) =>
  each.definitions.flatMap((of) => (of.kind === 'security' ? [[of.name, of] as const] : [])),
);

describe.each(securities)('the statements of %s', (_, of) => {
  test('are all that it says', () => {
    const lines = statementsOf(of).map(({ is, words }) => (is === HEAD ? words : `  ${words}`));
    const { definitions: found, problems } = compile(`${lines.join('\n')}\n`);
    expect(problems).toEqual([]);
    const form = JSON.parse(definitions.canonicalForm(of)) as Readonly<Record<string, unknown>>;
    expect(found.map((each) => JSON.parse(definitions.canonicalForm(each)) as unknown)).toEqual([form]);
  });

  test('are drafted as they are said', () => {
    for (const { is, values, words } of statementsOf(of)) {
      if ([HEAD, 'rules'].includes(is)) continue;
      expect(draftSentence({ is, values })).toEqual({ words, filled: words, missing: [] });
      expect(orderOf(is)).toBeGreaterThan(0);
    }
  });
});

describe('a sentence that is known in part', () => {
  test('names what is missing, and has examples for it', () => {
    expect(draftSentence({ is: 'repaysOn@1', values: { on: '2031-06-15' } })).toEqual({
      words: 'repays {percent} on 2031-06-15',
      filled: 'repays 4.25% on 2031-06-15',
      missing: [{ slot: 'percent', expects: 'a percentage such as 4.25%' }],
    });
  });

  test('leaves out what may be left out', () => {
    const { words, missing } = draftSentence({ is: 'size', values: { authorisedUnits: '5000' } });
    expect([words, missing]).toEqual(['size 5,000 units', []]);
  });

  test('is one of those that there are', () => {
    expect(() => draftSentence({ is: 'paysInGold@1', values: {} })).toThrow('no sentence says paysInGold@1');
    expect(orderOf('paysInGold@1')).toBe(-1);
  });
});
