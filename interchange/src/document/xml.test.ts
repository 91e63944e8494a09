import { describe, expect, test } from '@jest/globals';
import { readXml, writeXml } from './xml.js';

/** What is thrown with a code. */
const code = (of: string): RegExp | object => expect.objectContaining({ name: 'InterchangeError', code: of });
const NAMESPACE = 'http://www.fpml.org/FpML-5/confirmation';

describe('reading XML', () => {
  test('names are local names, and one text is an element, whatever prefix a document gives to a namespace', () => {
    const plain = `<bond xmlns="${NAMESPACE}" id="b1"><currency>EUR</currency><rate><![CDATA[0.04]]></rate></bond>`;
    const prefixed = `<f:bond xmlns:f="${NAMESPACE}" id="b1"><f:currency>EUR</f:currency>\n<f:rate> 0.04 </f:rate></f:bond>`;
    const expected = { namespace: NAMESPACE, root: { bond: { '@id': 'b1', currency: 'EUR', rate: '0.04' } } };
    expect(readXml(plain)).toEqual(expected);
    expect(readXml(prefixed)).toEqual(expected);
  });

  test('elements of one name are a list, and text beside attributes has a name of its own', () => {
    expect(readXml('<a><b c="1">x</b><b>y</b></a>').root).toEqual({ a: { b: [{ '@c': '1', '#text': 'x' }, 'y'] } });
  });

  test('character references and the five entities of XML are read', () => {
    expect(readXml('<a>&lt;&amp;&#65;&quot;</a>').root).toEqual({ a: '<&A"' });
  });

  test('a document type is refused, so that entities cannot multiply', () => {
    const levels = Array.from({ length: 9 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`);
    const laughs = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">${levels.join('')}]><a>&l9;</a>`;
    expect(() => readXml(laughs)).toThrow(code('DOCUMENT_TYPE_REFUSED'));
  });

  test.each([
    ['a file', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an address', '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]><a>&x;</a>'],
    ['an outside document type', '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]><a/>'],
  ])('nothing is opened that a document names: %s', (_, text) => {
    expect(() => readXml(text)).toThrow(code('DOCUMENT_TYPE_REFUSED'));
  });

  test.each([
    ['an entity that nothing declares', '<a>&x;</a>', /entity/],
    ['an element that does not end', '<a>\n<b></a>', /2:.*tag/],
    ['a prefix that nothing declares', '<a:b/>', /prefix/],
    ['an attribute that is there twice', '<a b="1" b="2"/>', /duplicate/],
    ['something behind the end', '<a/><b/>', /root/],
    ['nothing', '', /root/],
    ['no XML', '{"a":1}', /text|root/i],
  ])('%s is an error with its place', (_, text, message) => {
    expect(() => readXml(text)).toThrow(code('DOCUMENT_MALFORMED'));
    expect(() => readXml(text)).toThrow(message);
  });

  test('too many characters, elements or levels are refused', () => {
    const tooLarge = code('DOCUMENT_TOO_LARGE');
    expect(() => readXml(`<a>${'x'.repeat(4_000_000)}</a>`)).toThrow(tooLarge);
    expect(() => readXml(`<a>${'<b/>'.repeat(200_001)}</a>`)).toThrow(tooLarge);
    expect(() => readXml('<a>'.repeat(100_000))).toThrow(tooLarge);
  });
});

test('what is written is read as the same', () => {
  const root = { bond: { '@id': 'a&"b', title: 'A < B & "C"', ids: [{ '@scheme': 'x', '#text': '1' }, '2'] } };
  expect(readXml(writeXml({ namespace: NAMESPACE, root }))).toEqual({ namespace: NAMESPACE, root });
});
