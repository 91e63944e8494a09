import { describe, expect, test } from '@jest/globals';
import { faultOfJson } from './plain-json.js';

describe('a text of several lines', () => {
  test.each([
    ['the text of a definition', { text: 'a\nb' }],
    ['a sentence of a template', { form: { sentences: ['a', 'to transfer any of:\n  b'] } }],
  ])('is let through as %s', (_, body) => {
    expect(faultOfJson(body)).toBeUndefined();
  });

  test.each([
    ['a name', { name: 'a\nb' }],
    ['a text elsewhere', { form: { text: 'a\nb' } }],
    ['a title', { form: { title: 'a\nb' } }],
  ])('is none as %s', (_, body) => {
    expect(faultOfJson(body)).toMatchObject({ detail: 'contains a control character' });
  });

  test('has no other control characters', () => {
    expect(faultOfJson({ text: 'a\u0007' })).toMatchObject({ pointer: '#/text' });
    expect(faultOfJson({ text: 'a\r\nb' })).toMatchObject({ pointer: '#/text' });
  });
});
