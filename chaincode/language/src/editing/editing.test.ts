import { describe, expect, test } from '@jest/globals';
import { compile } from '../compile.js';
import { completionsAt, type Completion } from './completion.js';
import { highlightsIn } from './highlight.js';
import { explainedAt } from './hover.js';
import { saidIn } from './said.js';

/** What is offered where the bar stands. */
function offered(marked: string, names: readonly string[] = []): readonly Completion[] {
  const at = marked.indexOf('|');
  return completionsAt(marked.slice(0, at) + marked.slice(at + 1), at, names);
}
const labels = (marked: string, names?: readonly string[]): readonly string[] =>
  offered(marked, names).map(({ label }) => label);

const HEAD = 'compliance A@1 "A"\n  ';

describe('what can be written', () => {
  test('at the beginning is a definition of each kind', () => {
    expect(labels('sec|')).toContain('security {NAME@1} {"Title"}');
    expect(labels(`${HEAD}to hold receiver resides in DE\n|`)).toContain('ownership {NAME@1} {"Title"}');
    expect(labels('compliance |')).toEqual([]);
  });

  test('in a definition is a sentence of its kind', () => {
    expect(labels(`${HEAD}|`)).toEqual(['to subscribe', 'to transfer', 'to hold', 'uses {Institutional@2}']);
    expect(labels('security A@1 "A"\n  |')).toEqual(
      expect.arrayContaining(['isin {XS0104440986}', 'no interest', 'to transfer', 'made from {FixedNote@1}']),
    );
    expect(labels('ownership A@1 "A"\n  |')).toContain('title passes with yes from');
    expect(labels('ownership A@1 "A"\n  |')).not.toContain('no interest');
  });

  test('in a sentence is how it goes on', () => {
    expect(labels('security A@1 "A"\n  held |').slice(0, 3)).toEqual(['registered', 'book entry', 'bearer deposited']);
    expect(labels('security A@1 "A"\n  held book |')[0]).toBe('entry');
    expect(labels('security A@1 "A"\n  size 500 units of 1,000 |')).toEqual(['{EUR}']);
    expect(labels('security A@1 "A"\n  size 500 units |')).toEqual(['of {100,000 EUR}']);
  });

  test.each([
    ['an event', 'to |', ['subscribe', 'transfer', 'hold']],
    ['a rule after its side', 'to hold receiver resides |', ['in {DE}', 'outside {DE}']],
    ['one more value of a list', 'to hold receiver resides in DE, |', ['{DE}']],
    ['nothing in a comment', '# to |', []],
    ['nothing in a text', 'to hold under "x |', []],
    ['nothing where a rule is complete', 'to hold receiver resides in DE |', []],
  ])('there is %s', (_, sentence, expected) => {
    expect(labels(HEAD + sentence)).toEqual(expected);
  });

  test.each([
    'to hold |',
    'to transfer any of (receiver resides in DE; |',
    'to transfer any of:\n    |',
    'to transfer any of:\n    sender has held for 1 year\n    |',
    'to transfer when receiver resides in DE then |',
    'to transfer when |',
    'to transfer under "17 CFR 230.144": |',
  ])('a rule is offered after %j, by known names too', (sentence) => {
    expect(labels(HEAD + sentence, ['Cap@1'])).toEqual(
      expect.arrayContaining(['all of (', 'receiver resides in {DE}', 'sender has held for {6 months}', 'Cap@1']),
    );
  });

  test('a part of a sentence is offered with what comes after it', () => {
    expect(labels(`${HEAD}to hold at most 10 holders with |`)).toContain(
      'claim {accredited-investor} of {this security}',
    );
  });

  test('replaces the part of a word that is written', () => {
    const text = `${HEAD}to hold receiver res`;
    const [first] = completionsAt(text, text.length);
    expect(first?.range).toEqual({ from: text.length - 3, to: text.length });
  });

  test('fits into a text that compiles, whatever is chosen', () => {
    const text = `${HEAD}to hold receiver `;
    const wrong = completionsAt(text, text.length).flatMap(({ insert }) => {
      const written = insert.map((piece) => (typeof piece === 'string' ? piece : piece.example)).join(' ');
      return compile(`${text}${written}\n`).problems.filter(({ code }) => code.startsWith('SENTENCE_'));
    });
    expect(wrong).toEqual([]);
  });
});

describe('what a text says', () => {
  const text = `${HEAD}to transfer all of (receiver resides in DE; receiver bla)\n  uses X@1\n`;

  test('is told sentence by sentence, with the place of each', () => {
    const [of] = saidIn(text);
    expect(of).toMatchObject({ name: 'A@1', kind: 'compliance' });
    expect(of?.sentences.map(({ as, range }) => [as, text.slice(range.from, range.to)])).toEqual([
      ['asked', 'to transfer all of (receiver resides in DE; receiver bla)'],
      ['sentence', 'uses X@1'],
    ]);
    const rules = of?.sentences[0]?.within[0]?.within ?? [];
    expect(rules.map(({ match }) => match?.phrase.is)).toEqual(['residesIn@1', undefined]);
  });

  test('is explained where it stands', () => {
    const found = explainedAt(text, text.indexOf('resides'));
    expect(found).toMatchObject({ is: 'residesIn@1', template: '{side} resides in {countries}' });
    expect(found && text.slice(found.range.from, found.range.to)).toBe('receiver resides in DE');
    const pack = `${HEAD}to subscribe RegD506b@1 for voting equity\n`;
    expect(explainedAt(pack, pack.indexOf('Reg'))?.regime).toMatchObject({ lawSince: expect.any(String) });
    expect(explainedAt(text, text.indexOf('bla'))).toBeUndefined();
  });

  test('is coloured by what each piece is', () => {
    const coloured = highlightsIn('compliance A@1 "x # y"\n  to hold ACME resides in 5% # "z"\n');
    expect(coloured.map(({ as }) => as)).toEqual([
      ...['keyword', 'name', 'text', 'keyword', 'keyword', 'word', 'keyword', 'keyword', 'number', 'comment'],
    ]);
  });
});
