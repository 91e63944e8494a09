import { describe, expect, test } from '@jest/globals';
import { Sheet } from './sheet.js';

const DATE = new Date('2026-11-23T00:00:00Z');
const COLUMNS = [
  { heading: 'Lot', share: 0.5 },
  { heading: 'Units', share: 0.5, isNumber: true },
] as const;

/** A document with a table of so many rows. */
async function sheetOf(rows: number, name = 'Ada Lovelace'): Promise<{ text: string; isReplaced: boolean }> {
  const sheet = new Sheet({ title: 'Certificate', subject: name, date: DATE });
  sheet.title('Certificate', [name], 'https://gateway.example/verifier#sha256=00');
  sheet.heading('Lots');
  sheet.table(
    COLUMNS,
    Array.from({ length: rows }, (_, index) => ['a'.repeat(20), String(index)]),
  );
  sheet.sentences(['A sentence.']);
  sheet.facts([['Name', name]]);
  sheet.attach({ name: 'certificate.json', description: 'It', content: '{}' });
  return { text: (await sheet.end('at the foot')).toString('latin1'), isReplaced: sheet.isReplaced };
}

const pagesIn = (text: string): number => [...text.matchAll(/\/Type \/Page\b/g)].length;

describe('a sheet', () => {
  test('has as many pages as its tables take, and each is numbered once', async () => {
    expect(pagesIn((await sheetOf(3)).text)).toBe(1);
    // a page has room for some fifty lines of small print, and the feet of pages begin none
    const pages = pagesIn((await sheetOf(200)).text);
    expect(pages).toBeGreaterThanOrEqual(4);
    expect(pages).toBeLessThanOrEqual(5);
  });

  test('is the same byte for byte, whatever was set before it', async () => {
    const { text } = await sheetOf(3);
    await sheetOf(1, 'fi ffi \u00A0 Ευθυμία');
    expect((await sheetOf(3)).text).toBe(text);
  });

  test('says whether names had to be written by numbers, also in what it says of itself', async () => {
    expect((await sheetOf(1)).isReplaced).toBe(false);
    expect((await sheetOf(1, '山田太郎')).isReplaced).toBe(true);
  });

  test('declares its attachment as its source, and the form of archives', async () => {
    const { text } = await sheetOf(1);
    expect(text).toContain('/AFRelationship /Source');
    expect(text).toMatch(/<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>B</);
    expect(text).not.toMatch(/\/Encrypt|\/JavaScript|\/Launch/);
  });
});
