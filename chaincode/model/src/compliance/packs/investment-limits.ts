import { compareDecimals, parseDecimal } from '../../numbers/decimal.js';
import { money, type Money } from '../../numbers/money.js';
import { refuseField, type Reader } from '../../serialisation/reader.js';
import { bands, type Band } from '../rules/volumes.js';

/** Reader of limits of investment in USD by the value of a claim; each at most an amount, if the law has one. */
export function dollarLimits(most?: string): Reader<readonly Band[]> {
  return (value, path) => {
    const read = bands(value, path);
    read.forEach(({ most: { amount, currency } }, index) => {
      const isOver = most !== undefined && compareDecimals(parseDecimal(amount), parseDecimal(most)) > 0;
      if (currency !== 'USD' || isOver) refuseField(`${path}/${index}/most`, `USD, at most ${most ?? 'any amount'}`);
    });
    return read;
  };
}

/** Reader of an amount in USD. */
export const dollars: Reader<Money> = (value, path) => {
  const read = money(value, path);
  return read.currency === 'USD' ? read : refuseField(`${path}/currency`, 'USD');
};
