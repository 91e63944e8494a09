import { describe, expect, test } from '@jest/globals';
import { conversion } from './redeemable.js';

describe('a conversion right', () => {
  const read = (amount: string): unknown =>
    conversion({ underlyingIsin: 'AT0000A18XM4', initialPrice: { amount, currency: 'EUR' } }, '/conversion');

  test('may state a price with more digits than the currency has cents', () => {
    expect(read('27.7209')).toEqual({
      underlyingIsin: 'AT0000A18XM4',
      initialPrice: { amount: '27.7209', currency: 'EUR' },
    });
  });

  test('refuses a price that is no decimal number', () => {
    expect(() => read('27,72')).toThrow(expect.objectContaining({ code: 'AMOUNT_INVALID' }));
  });
});
