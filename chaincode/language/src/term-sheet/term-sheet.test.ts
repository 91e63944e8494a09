import { describe, expect, test } from '@jest/globals';
import type { definitions } from '@scrip/model';
import { compile } from '../compile.js';
import { SENTENCES } from '../phrases/sentences.js';
import { SECURITY_TEXTS } from '../test-support/security-texts.js';
import { toHtml, toHtmlPage } from './html.js';
import { toMarkdown } from './markdown.js';
import type { Item } from './sheet.js';
import { READ } from './readings.js';
import { termSheet } from './term-sheet.js';

const RESALE = `compliance Resale@1 "Resale rules"
  uses Cap@1
  to transfer any of:
    sender has held for 1 year
    under "17 CFR 230.903": RegSCategory1@1
    when receiver resides in US then receiver holds at most 10% of all units
`;
const CAP = `compliance Cap@1 "Cap"
  to hold receiver holds at most 100 units
`;
const HOUSE = `ownership House@1 "House"
  title passes with yes from all of (registrar; 2 of (notary; seller's custodian; buyer's custodian))
  vote by ballot with reasons within 3 business days, silence is no
  meanwhile seller has income and votes
`;

const define = (text: string): definitions.Definition => {
  const { definitions: found, problems } = compile(text);
  expect(problems).toEqual([]);
  const [first] = found;
  if (first === undefined) throw new Error('a definition');
  return first;
};
const library =
  (...texts: readonly string[]): definitions.DefinitionLibrary =>
  (name) =>
    texts.map(define).find((each) => `${each.name}@${each.version}` === name);

/** The sentences of a sheet with their depth, as dashes. */
const lines = (items: readonly Item[], depth = 1): readonly string[] =>
  items.flatMap(({ text, below = [] }) => [`${'-'.repeat(depth)} ${text}`, ...lines(below, depth + 1)]);

describe('a term sheet', () => {
  test('has rules by event, in words, with their paragraphs, and what is used where it is known', () => {
    const { sections } = termSheet(define(RESALE), library(CAP));
    expect(sections.map(({ heading }) => heading)).toEqual(['Restrictions on transfers and holders']);
    const said = lines(sections[0]?.items ?? []);
    expect(said.slice(0, 4)).toEqual([
      '- The rules of Cap@1 count too.',
      '- Units are transferred only where this is met:',
      '-- At least one of these:',
      '--- Sender has held for 1 year',
    ]);
    expect(said).toContainEqual(
      expect.stringMatching(/^--- Regulation S, .*\(RegSCategory1@1\) \(17 CFR 230\.903\):$/),
    );
    expect(said.slice(-5)).toEqual([
      '--- Where receiver resides in US:',
      '---- Receiver holds at most 10% of all units',
      expect.stringMatching(/^- Cap \(Cap@1, SHA-256 [0-9a-f]{64}\):$/),
      '-- Every holder must meet this:',
      '--- Receiver holds at most 100 units',
    ]);
  });

  test('has what a name stands for in its rules', () => {
    const of = define('compliance A@1 "A"\n  to hold any of (Cap@1; receiver resides in DE)\n');
    expect(lines(termSheet(of, library(CAP)).sections[0]?.items ?? [])).toEqual([
      '- Every holder must meet this:',
      '-- At least one of these:',
      '--- What Cap@1 asks',
      '--- Receiver resides in DE',
      expect.stringMatching(/^- Cap \(Cap@1/),
      '-- Every holder must meet this:',
      '--- Receiver holds at most 100 units',
    ]);
  });

  test('shows a security under its headings, and its protocol once', () => {
    const text = `${SECURITY_TEXTS['callable fixed-rate bond'] ?? ''}  uses Cap@1 and House@1\n  title passes by House@1
  law "Ireland"\n  held registered\n  register constitutive under "Companies Act 2014, section 169"\n`;
    const { sections } = termSheet(define(text), library(CAP, HOUSE));
    expect(sections.map(({ heading }) => heading)).toEqual([
      ...['Parties', 'Issue', 'Payments', 'Repayment', 'Rights', 'Events', 'Ranking', 'Changes of the terms'],
      ...['Restrictions on transfers and holders', 'How title passes', 'Law and documents'],
    ]);
    const said = sections.flatMap(({ items }) => lines(items));
    expect(said).toContain('- Pays 4.25% per year, every 6 months from 2026-12-15.');
    expect(said.filter((line) => line.startsWith('- House (House@1'))).toHaveLength(1);
  });

  test('says who sees what in the words of the definition that is named', () => {
    const text = `${SECURITY_TEXTS['callable fixed-rate bond'] ?? ''}  privacy Shown@1\n`;
    const shown =
      'privacy Shown@1 "What is shown"\n  regulator sees parties and price for "supervision" within 1 year\n';
    const { sections } = termSheet(define(text), library(shown));
    const items = sections.find(({ heading }) => heading === 'Who sees what')?.items ?? [];
    expect(lines(items)).toEqual([
      '- Who sees what of the transfers is said by Shown@1.',
      expect.stringMatching(/^- What is shown \(Shown@1, SHA-256 [0-9a-f]{64}\):$/),
      '-- The regulator sees parties and price for the purpose “supervision” within 1 year.',
    ]);
  });

  test('of a template says what it takes', () => {
    const of = define('instrument Note@1 "N"\n  takes governing law as a text\n  law governing law\n');
    expect(termSheet(of).sections).toEqual([
      { heading: 'Template', items: [{ text: 'Governing law is a text to be given.' }, { text: 'law governing law' }] },
    ]);
  });

  test('names what is used where it is not known', () => {
    const said = lines(termSheet(define(RESALE)).sections[0]?.items ?? []);
    expect(said).toContain('- The rules of Cap@1 count too.');
    expect(said.join('\n')).not.toContain('100 units');
  });

  test('says how title passes', () => {
    const { sections, about, notice } = termSheet(define(HOUSE));
    expect(sections.map(({ heading, items }) => [heading, ...lines(items)])).toEqual([
      [
        'How title passes',
        '- Title passes with yes from all of:',
        '-- Registrar',
        '-- 2 of:',
        '--- Notary',
        "--- Seller's custodian",
        "--- Buyer's custodian",
        '- Each transfer is voted on with reasons within 3 business days, and who is silent says no.',
        '- While a transfer is pending, income and votes belong to the seller.',
      ],
    ]);
    expect(about[0]).toMatch(/definition House@1 of kind ownership with the SHA-256 [0-9a-f]{64}/);
    expect(notice).toBe('Not legal advice.');
  });
});

test('every sentence of a definition has a reading of its own', () => {
  expect(SENTENCES.map(({ phrase }) => phrase.is).sort()).toEqual([...READ].sort());
});

describe('a hostile text', () => {
  const title = `<script>alert(1)</script> [x](http://evil.example) ![y](z) *b* https://evil.example &amp; 'q'`;
  const source = '\\"# - <img src=x onerror=alert(1)>';
  const text = `compliance Bad@1 "${title}"\n  to hold under "${source}": receiver resides in DE\n`;
  const sheet = termSheet(define(text));

  test('stays a text in HTML', () => {
    for (const html of [toHtml(sheet), toHtmlPage(sheet)]) {
      const tags = new Set([...html.matchAll(/<\/?([a-z!0-9]+)/g)].map(([, tag]) => tag));
      expect([...tags].filter((tag) => ['script', 'img', 'a'].includes(tag ?? ''))).toEqual([]);
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(html).toContain('&#39;q&#39;');
      expect(html).toContain('&amp;amp;');
      expect(html).toContain('&quot;# - &lt;img src=x onerror=alert(1)&gt;');
    }
  });

  test('stays a text in Markdown', () => {
    const markdown = toMarkdown(sheet);
    expect(markdown.split('\n').filter((line) => line.startsWith('#'))).toEqual([
      expect.stringMatching(/^# \\<script\\>/),
      '## Restrictions on transfers and holders',
    ]);
    expect(markdown).not.toMatch(/(?<!\\)[<>[\]!*]/);
    expect(markdown).not.toMatch(/(?<!\\):\/\//);
  });

  test.each([
    ['a new line that begins a heading', 'a\n# b', '- a \\# b'],
    ['a list within a list', '- b', '- \\- b'],
    ['a number', '1. b', '- 1\\. b'],
    ['what cannot be seen', 'a\u202eb\u200b', '- a\u{FFFD}b\u{FFFD}'],
    ['what steers a terminal', '\u001b[2J', '- \u{FFFD}\\[2J'],
    ['an address', 'www.evil.example me@evil.example', '- www\\.evil.example me\\@evil.example'],
  ])('with %s is one line of text', (_, hostile, expected) => {
    const of = { ...sheet, sections: [{ heading: 'x', items: [{ text: hostile }] }] };
    expect(toMarkdown(of).split('\n')).toContain(expected);
    expect(toHtml(of)).not.toMatch(/[\u001b\u200b\u202e]/);
  });
});
