import { describe, expect, test } from '@jest/globals';
import { goDurationToMs } from './go-duration.js';

describe('Go durations', () => {
  test.each([
    ['2s', 2000],
    ['500ms', 500],
    ['1m30s', 90_000],
    ['0.5s', 500],
    ['1h', 3_600_000],
    ['1500us', 1],
  ])('%s is %d ms', (text, milliseconds) => {
    expect(goDurationToMs(text)).toBe(milliseconds);
  });

  test.each(['', '0s', '5', 's', '2 s', '1.s', '-1s'])('refuses %j', (text) => {
    expect(() => goDurationToMs(text)).toThrow(RangeError);
  });
});
