import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Session } from '../test-support/session.js';

const session = new Session();
afterAll(() => session.dispose());

const BOND = `security ACME_2031@1 "ACME 4.25 % 2031"
  isin XS0104440986
  cfi DBFUFR
  issuer lei 5493001KJTIIGC8Y1R12
  currency EUR
  size 5,000 units of 1,000 EUR
  bond of a company issued 2026-06-15 in registered form
  pays 4.25% per year, every 6 months from 2026-12-15
  days count 30E/360
  repays 100% on 2031-06-15
  ranks as senior
  late payment is no default
`;

const DOCUMENT = `<bond xmlns="http://www.fpml.org/FpML-5/confirmation">
  <instrumentId instrumentIdScheme="http://www.fpml.org/coding-scheme/external/instrument-id-ISIN">XS0104440986</instrumentId>
  <currency>EUR</currency>
  <creditQuality>INVG</creditQuality>
  <couponRate>0.0425</couponRate>
  <maturity>2031-06-15</maturity>
</bond>
`;

const file = (name: string, text: string): string => {
  writeFileSync(session.path(name), text);
  return session.path(name);
};

describe('scrip export', () => {
  test('prints the document, and says beside it what has no place', async () => {
    session.input = BOND;
    const { exitCode, out, err } = await session.run('export', '-', '--to', 'fpml');
    expect(exitCode).toBe(0);
    expect(out).toContain('  <couponRate>0.0425</couponRate>\n');
    expect(out.endsWith('</bond>\n')).toBe(true);
    expect(err).toContain('  /bond/maturity  |  2031-06-15  |  repays 100% on 2031-06-15\n');
    expect(err).toMatch(/pays 4\.25% .* from 2026-12-15 \(from\) {2}\| {2}a bond of FpML has no calendar of payments/);
    expect(err).toMatch(/late payment is no default {2}\| {2}FpML describes a bond as an underlying/);
  });

  test('writes the document to a file, and gives one document to programs', async () => {
    const [text, path] = [file('acme.scrip', BOND), session.path('acme.xml')];
    const { out, err } = await session.run('export', text, '--to', 'fpml', '--out', path, '--format', 'json');
    const reply = JSON.parse(out) as {
      readonly document: string;
      readonly notMapped: readonly { readonly term: string }[];
    };
    expect(readFileSync(path, 'utf8')).toBe(reply.document);
    expect(reply).toMatchObject({ name: 'ACME_2031@1', format: 'fpml', form: 'bond', needed: [] });
    expect(reply.notMapped.map(({ term }) => term)).toContain('issuer by lei lei');
    expect(err).toBe('');
  });

  test('ends with 1 on request where a value has no place', async () => {
    session.input = BOND;
    expect(await session.run('export', '-', '--to', 'fpml', '--complete')).toMatchObject({ exitCode: 1 });
  });

  test('writes nothing of texts with problems, of what is no security, and of what the format does not have', async () => {
    const path = session.path('nothing.xml');
    const outcomeOf = async (text: string): Promise<unknown> => {
      session.input = text;
      const { exitCode, out, err } = await session.run('export', '-', '--to', 'fpml', '--out', path);
      expect(out).toBe('');
      expect(() => readFileSync(path)).toThrow('ENOENT');
      return [exitCode, err];
    };
    expect(await outcomeOf(BOND.replace('4.25%', '4.25'))).toEqual([1, expect.stringContaining('1 problem')]);
    expect(await outcomeOf('compliance Home@1 "At home"\n  to hold receiver resides in DE\n')).toEqual([
      2,
      expect.stringContaining('Home@1 is no security'),
    ]);
    const share = BOND.replace(/ {2}bond(.|\n)*/, '  share in registered form\n  no vote\n')
      .replace('DBFUFR', 'ESNUFR')
      .concat('  on dissolution what is left belongs to units in proportion\n');
    expect(await outcomeOf(share)).toEqual([1, expect.stringContaining('this is share@1')]);
  });
});

describe('scrip import', () => {
  test('prints a text with its gaps in comments, says what became of each value, and ends with 1', async () => {
    const { exitCode, out, err } = await session.run('import', file('bond.xml', DOCUMENT));
    expect(exitCode).toBe(1);
    expect(out).toContain('  repays 100% on 2031-06-15\n');
    expect(out).toContain('  # to say: pays 4.25% per year, every {every} from {from}\n');
    expect(out).toContain('  # missing: nothing says who issues it');
    expect(err).toContain('  /bond/creditQuality  |  INVG  |  what others think of the issuer is no term\n');
    expect(err).toContain('{from}: a date such as 2026-06-15');
  });

  test('takes the sentences of an author, and ends with 0 when nothing is missing', async () => {
    session.input = BOND;
    const document = session.path('acme-back.xml');
    await session.run('export', '-', '--to', 'fpml', '--out', document);
    const missing = BOND.split('\n').filter((line) => /^ {2}(issuer|bond|pays|late)/.test(line));
    const out = session.path('acme-back.scrip');
    const without = await session.run('import', document, '--with', file('some.txt', missing.slice(1).join('\n')));
    expect(without).toMatchObject({ exitCode: 1 });
    const { exitCode } = await session.run(
      'import',
      document,
      '--with',
      file('all.txt', missing.join('\n')),
      '--out',
      out,
    );
    expect(exitCode).toBe(0);
    const sentences = (text: string): readonly string[] => text.split('\n').slice(0, -1).sort();
    expect(sentences(readFileSync(out, 'utf8'))).toEqual(sentences(`# imported from FpML 5 (bond)\n${BOND}`));
  });

  test('gives programs one document, and writes the text', async () => {
    session.input = DOCUMENT;
    const path = session.path('bond.scrip');
    const { exitCode, out } = await session.run('import', '-', '--as', 'fpml', '--out', path, '--format', 'json');
    const { securities } = JSON.parse(out) as { readonly securities: readonly { readonly text: string }[] };
    expect(exitCode).toBe(1);
    expect(securities).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).toBe(securities[0]?.text);
  });

  test.each([
    [
      'a document type',
      '<!DOCTYPE bond [<!ENTITY x SYSTEM "file:///etc/passwd">]><bond>&x;</bond>',
      'DOCUMENT_TYPE_REFUSED',
    ],
    ['what is no XML', '<bond>', 'DOCUMENT_MALFORMED'],
    ['another vocabulary', '<bond xmlns="urn:other"/>', 'DOCUMENT_INVALID'],
    ['a document without a security', '<trade xmlns="http://www.fpml.org/FpML-5/confirmation"/>', 'NO_SECURITY_FOUND'],
    ['what is of no format', 'isin,coupon', 'FORMAT_UNKNOWN'],
  ])('refuses %s, and writes nothing', async (_, text, code) => {
    session.input = text;
    const path = session.path('refused.scrip');
    const { exitCode, out, err } = await session.run('import', '-', '--out', path, '--format', 'json');
    expect([exitCode, out, JSON.parse(err)]).toEqual([1, '', expect.objectContaining({ code })]);
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });

  test('what a document holds does not steer a terminal', async () => {
    session.input = DOCUMENT.replace('INVG', 'a\u009b2J\u202eb');
    expect((await session.run('import', '-')).err).toContain('a\u{FFFD}2J\u{FFFD}b');
  });
});
