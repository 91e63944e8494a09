import { describe, expect, test } from '@jest/globals';
import { isIsin, isLei } from './identifiers.js';

describe('check digits', () => {
  test.each(['US0378331005', 'DE0007236101', 'IE00B4L5Y983', 'US500769CH58'])('ISIN %s is sound', (isin) => {
    expect(isIsin(isin)).toBe(true);
  });

  test.each(['US0378331006', 'US0373831005', 'us0378331005', 'US037833100', ''])('ISIN %s is refused', (isin) => {
    expect(isIsin(isin)).toBe(false);
  });

  test.each(['HWUPKR0MPOU8FGXBT394', 'W38RGI023J3WT1HWRP32', '529900AQBND3S6YJLY83'])('LEI %s is sound', (lei) => {
    expect(isLei(lei)).toBe(true);
  });

  test.each(['HWUPKR0MPOU8FGXBT395', 'HWUPKR0MPO8UFGXBT394', 'HWUPKR0MPOU8FGXBT3', ''])('LEI %s is refused', (lei) => {
    expect(isLei(lei)).toBe(false);
  });
});
