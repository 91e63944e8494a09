import { describe, expect, test } from '@jest/globals';
import { printable } from './fonts.js';

describe('what a document prints of a text', () => {
  test.each([
    ['Zażółć gęślą jaźń', 'Polish'],
    ['Đorđe Čišćević, Ångström & Søn – Łódź № 7', 'Latin letters with marks'],
    ['Ευθυμία Παπαδημητρίου', 'Greek'],
    ['Александра Щербаковская', 'Cyrillic'],
    ['Z\u030Cofie', 'a letter and its mark apart'],
  ])('%s is shown as it is (%s)', (text) => {
    expect(printable(text)).toBe(text);
  });

  test.each([
    ['山田太郎 (Yamada Taro)', '[U+5C71 U+7530 U+592A U+90CE] (Yamada Taro)'],
    ['Cohen, יעל', 'Cohen, [U+05D9 U+05E2 U+05DC]'],
    ['محمد', '[U+0645 U+062D U+0645 U+062F]'],
    ['𠮷野', '[U+20BB7 U+91CE]'],
    ['100\u202Eunits', '100[U+202E]units'],
    ['one\nline', 'one[U+000A]line'],
    ['co\u00ADop', 'co[U+00AD]op'],
  ])('%j is shown by numbers where the fonts lack letters or order would change', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});
