import { describe, expect, test } from '@jest/globals';
import { zlibSync } from 'fflate';
import { joined, utf8 } from '../crypto/encoding.js';
import { attachmentOf, isPdf } from './pdf-attachment.js';

const CONTENT = JSON.stringify({ schema: 1, note: 'endobj and stream are words' });

/** An object of a PDF that is an embedded file. */
const embedded = (data: Uint8Array, entries = '/Filter /FlateDecode'): Uint8Array =>
  joined(utf8(`7 0 obj\n<<\n/Type /EmbeddedFile\n${entries}\n>>\nstream\n`), data, utf8('\nendstream\nendobj\n'));

const pdfOf = (...objects: readonly Uint8Array[]): Uint8Array =>
  joined(utf8('%PDF-1.7\n1 0 obj\n<<\n/Names << /EmbeddedFiles 2 0 R >>\n>>\nendobj\n'), ...objects, utf8('%%EOF\n'));

const read = (pdf: Uint8Array): string => new TextDecoder().decode(attachmentOf(pdf)).trim();

describe('the file that is attached to a PDF', () => {
  test('is taken out compressed or plain, however the entries of its stream are written', () => {
    const deflated = zlibSync(utf8(CONTENT));
    for (const entries of [
      '/Filter /FlateDecode',
      '/Length 9 0 R/Filter[/FlateDecode]',
      '/Filter[ /FlateDecode ]/Params<<>>',
      '/Filter /FlateDecode /Params << /CheckSum (9f) /Size 62 >> /Length 9',
      '/Params<</Size 62>>/Subtype/application#2fjson/Filter/FlateDecode/Length 9',
    ]) {
      expect(read(pdfOf(embedded(deflated, entries)))).toBe(CONTENT);
    }
    const plain = new TextEncoder().encode('{"a":1}');
    expect(read(pdfOf(embedded(plain, '/Length 7')))).toBe('{"a":1}');
  });

  test('is the only one: of several nobody could tell which counts', () => {
    const one = embedded(zlibSync(utf8(CONTENT)));
    expect(() => read(pdfOf(one, one))).toThrow('the PDF has 2 files attached and not the certificate alone');
    expect(() => read(pdfOf())).toThrow('the PDF has no certificate attached');
  });

  test('is refused when it is cut off, broken, or stored in another way', () => {
    const pdf = pdfOf(embedded(zlibSync(utf8(CONTENT))));
    expect(() => read(pdf.subarray(0, pdf.length - 40))).toThrow('is not whole');
    expect(() => read(pdfOf(embedded(utf8('no deflated data'))))).toThrow(
      'the attachment of the PDF cannot be read, invalid',
    );
    expect(() => read(pdfOf(embedded(utf8('x'), '/Filter /LZWDecode')))).toThrow('holds its attachment as LZWDecode');
    const twice = '/Filter [/ASCIIHexDecode /FlateDecode]';
    expect(() => read(pdfOf(embedded(utf8('x'), twice)))).toThrow(
      'holds its attachment as ASCIIHexDecode of FlateDecode',
    );
  });

  test('does not grow without bound', () => {
    const bomb = zlibSync(new Uint8Array(65 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(100_000);
    expect(() => read(pdfOf(embedded(bomb)))).toThrow('is too large');
  });

  test('is looked for in what says that it is a PDF', () => {
    expect(isPdf(pdfOf())).toBe(true);
    expect(isPdf(joined(utf8('\n\n'), pdfOf()))).toBe(true);
    expect(isPdf(utf8(CONTENT))).toBe(false);
  });
});
