import { describe, expect, test } from '@jest/globals';
import { problemLine } from '../check/problem-line.js';
import { compileTogether, type CompiledSource } from './compile-together.js';

const RULES = 'compliance Home@1 "At home"\n  to hold receiver resides in DE\n';
const PROTOCOL = `ownership House@1 "House"
  title passes with yes from registrar
  votes stand until they are ended
  meanwhile seller has income and votes
`;
const using = (name: string): string => `compliance User@1 "User"\n  uses ${name}\n  to hold receiver resides in FR\n`;

const told = ({ source, problems, notes }: CompiledSource): readonly string[] =>
  [...problems, ...notes].map((each) => `${source.name}:${problemLine(source.text, each)}`);
const together = (...texts: readonly string[]): readonly string[] =>
  compileTogether(texts.map((text, index) => ({ name: `${index}`, text }))).flatMap(told);

describe('texts together', () => {
  test('may use what others define', () => {
    expect(together(using('Home@1'), RULES, PROTOCOL)).toEqual([]);
  });

  test('say that something is in none of them, which is no problem, and what may be meant', () => {
    const [user] = compileTogether([{ name: 'user', text: using('Home@2') }]);
    expect(user).toMatchObject({ problems: [], definitions: [{ name: 'User' }] });
    expect(user && told(user)).toEqual(['user:2:8 DEFINITION_UNKNOWN Home@2 is in none of these texts']);
    expect(together(using('Home@2'), RULES)).toEqual([
      '0:2:8 DEFINITION_UNKNOWN Home@2 is in none of these texts; did you mean Home@1?',
    ]);
  });

  test('may not use a protocol as rules', () => {
    expect(together(using('House@1'), PROTOCOL)).toEqual([
      '0:2:8 DEFINITION_MISUSED House@1 is a definition of kind ownership, and one of kind compliance is needed here',
    ]);
  });

  test('may not define the same twice, neither in one text nor in two', () => {
    expect(together(`${RULES}\n${RULES}`, RULES)).toEqual([
      '0:4:12 SAID_TWICE Home@1 is defined above already: give this one another version, or leave one of the two',
      '1:1:12 SAID_TWICE Home@1 is defined in 0 already: give this one another version, or leave one of the two',
    ]);
  });

  test('are made from templates of others, which must be among them', () => {
    const template = 'instrument Note@1 "Note"\n  takes holders as a number\n  size holders units\n';
    const note = 'security N@1 "N"\n  made from Note@1 with holders is 5\n';
    const codes = (...texts: readonly string[]): readonly string[] =>
      compileTogether(texts.map((text) => ({ name: '', text }))).flatMap((each) =>
        [...each.problems, ...each.notes].filter(({ code }) => code !== 'NOT_SAID').map(({ code }) => code),
      );
    expect(codes(note, template)).toEqual([]);
    expect(codes(note)).toEqual(['DEFINITION_UNKNOWN']);
    expect(codes(note, 'compliance Note@1 "x"\n  to hold receiver resides in DE\n')).toEqual(['DEFINITION_MISUSED']);
  });

  test('know a name in a text, a comment or a pack for what it is', () => {
    const text = 'compliance A@1 "uses B@1"\n  # uses C@1\n  to subscribe RegD506b@1 for voting equity\n';
    expect(together(text)).toEqual([]);
  });
});
