import { KINDS, WORDS } from '@scrip/language/editing';

interface Pattern {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Pattern[];
}

const oneOf = (words: Iterable<string>): string =>
  [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|');

/** A word that is no part of a longer one: apostrophes and hyphens join words. */
const whole = (pattern: string): string => `(?<![A-Za-z0-9_'-])(?:${pattern})(?![A-Za-z0-9_'@-])`;

/** The TextMate grammar of the language, its words those of the table of phrases. */
export function textMateGrammar(): object {
  const patterns: readonly Pattern[] = [
    { name: 'comment.line.number-sign.scrip', match: '#.*$' },
    {
      name: 'string.quoted.double.scrip',
      begin: '"',
      end: '"|$',
      patterns: [{ name: 'constant.character.escape.scrip', match: '\\\\["\\\\n]' }],
    },
    {
      match: `^(${oneOf(KINDS)})\\s+([A-Z][A-Za-z0-9_]*@[0-9]+)`,
      captures: { 1: { name: 'storage.type.scrip' }, 2: { name: 'entity.name.type.scrip' } },
    },
    { name: 'support.class.scrip', match: '\\b[A-Z][A-Za-z0-9_]*@[0-9]+' },
    { name: 'constant.other.digest.scrip', match: '\\bsha256:[0-9a-f]+' },
    { name: 'constant.other.day-count.scrip', match: '\\b(?:30E?|ACT)/[A-Z0-9]+(?:-[A-Z]+)?' },
    { name: 'constant.numeric.date.scrip', match: '\\b[0-9]{4}-[0-9]{2}-[0-9]{2}\\b' },
    { name: 'constant.numeric.scrip', match: '\\b[0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?%?' },
    { name: 'constant.language.scrip', match: '\\b[A-Z]{2,}[A-Z0-9]*\\b' },
    { name: 'keyword.operator.scrip', match: '[+*/<>=:;-]' },
    { name: 'keyword.control.scrip', match: whole('all|any|none|of|when|then|under|and|or|not|means') },
    { name: 'keyword.other.scrip', match: whole(oneOf(WORDS)) },
  ];
  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    name: 'Scrip',
    scopeName: 'source.scrip',
    fileTypes: ['scrip'],
    patterns,
  };
}
