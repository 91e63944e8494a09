import { describe, expect, test } from '@jest/globals';
import { isLei } from './identifiers.js';

describe('check digits', () => {
  test.each(['HWUPKR0MPOU8FGXBT394', 'W38RGI023J3WT1HWRP32', '529900AQBND3S6YJLY83'])('LEI %s is sound', (lei) => {
    expect(isLei(lei)).toBe(true);
  });

  test.each(['HWUPKR0MPOU8FGXBT395', 'HWUPKR0MPO8UFGXBT394', 'HWUPKR0MPOU8FGXBT3', ''])('LEI %s is refused', (lei) => {
    expect(isLei(lei)).toBe(false);
  });
});
