import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../errors/domain-error.js';
import { parseCfi } from './cfi.js';
import { country } from './country.js';
import { currency, minorUnits, parseCurrency } from './currency.js';
import { parseDti } from './dti.js';
import { parseFisn } from './fisn.js';
import { parseIsin } from './isin.js';
import { parseLei } from './lei.js';
import { registerNumber } from './register-number.js';

/** The code of the refusal that some work ends in. */
function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('ISIN (ISO 6166)', () => {
  test.each([
    ['US0378331005', 'share, the example of ISO 6166'],
    ['US5949181045', 'share with letters in no place'],
    ['AU0000XVGZA3', 'letters in the middle'],
    ['GB0002634946', 'share'],
    ['DE0001102580', 'government bond'],
    ['FR0000120271', 'share'],
    ['XS1821883102', 'international bond'],
    ['LU0274208692', 'fund'],
    ['EU000A1G0AB4', 'bond of the European Union'],
  ])('%s is accepted (%s)', (text) => {
    expect(parseIsin(text)).toBe(text);
  });

  test.each([
    ['US0378331006', 'wrong check digit'],
    ['US037833100', 'too short'],
    ['US03783310055', 'too long'],
    ['us0378331005', 'lower case'],
    ['ZZ0378331005', 'no such prefix'],
    ['US037833100X', 'check digit is a letter'],
    ['U50378331005', 'digit in the prefix'],
    [' US0378331005', 'space'],
    ['', 'nothing'],
  ])('%s is refused: %s', (text) => {
    expect(codeOf(() => parseIsin(text))).toBe('ISIN_INVALID');
  });

  test('property: any changed digit of the body is noticed', () => {
    const isin = 'US0378331005';
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10 }), fc.integer({ min: 1, max: 9 }), (position, shift) => {
        const digit = (Number(isin.charAt(position)) + shift) % 10;
        const changed = isin.slice(0, position) + String(digit) + isin.slice(position + 1);
        expect(codeOf(() => parseIsin(changed))).toBe('ISIN_INVALID');
      }),
    );
  });
});

describe('LEI (ISO 17442)', () => {
  test.each(['7LTWFZYICNSX8D621K86', 'HWUPKR0MPOU8FGXBT394', 'INR2EJN1ERAN0W5ZP974', '529900T8BM49AURSDO55'])(
    '%s is accepted',
    (text) => {
      expect(parseLei(text)).toBe(text);
    },
  );

  test.each([
    ['7LTWFZYICNSX8D621K87', 'wrong check digits'],
    ['7LTWFZYICNSX8D621K8', 'too short'],
    ['7ltwfzyicnsx8d621k86', 'lower case'],
    ['7LTWFZYICNSX8D621KAA', 'check digits are letters'],
    ['7TLWFZYICNSX8D621K86', 'transposed characters'],
  ])('%s is refused: %s', (text) => {
    expect(codeOf(() => parseLei(text))).toBe('LEI_INVALID');
  });
});

describe('CFI (ISO 10962)', () => {
  test.each(['ESVUFR', 'DBFTFB', 'DBZTFN', 'DTFXFR', 'DCFUFR', 'CEOIES', 'CIOGEU'])('%s is accepted', (text) => {
    expect(parseCfi(text)).toBe(text);
  });

  test.each([
    ['ESVUF', 'five letters'],
    ['XSVUFR', 'no such category'],
    ['EBVUFR', 'no such group of equities'],
    ['esvufr', 'lower case'],
    ['ESVUF1', 'a digit'],
    ['constr', 'a name of every object'],
  ])('%s is refused: %s', (text) => {
    expect(codeOf(() => parseCfi(text))).toBe('CFI_INVALID');
  });
});

describe('a DTI', () => {
  test.each(['X9J9K872S', '9X1Z1NQG5', '3WCGMWKQM', 'WGJSRNZGM', 'J7KQCG93W', '44SDQ6NX0', '4H95J0R2X'])(
    '%s, which is registered, is accepted',
    (text) => {
      expect(parseDti(text)).toBe(text);
    },
  );

  test.each([
    ['another check character', 'X9J9K872T'],
    ['two characters exchanged', '9XJ9K872S'],
    ['a vowel', 'X9J9K87AS'],
    ['nought in front', '09J9K872S'],
    ['eight characters', 'X9J9K872'],
    ['small letters', 'x9j9k872s'],
  ])('with %s is refused', (_, text) => {
    expect(codeOf(() => parseDti(text))).toBe('DTI_INVALID');
  });
});

describe('currency, country, FISN, register number', () => {
  test.each([
    ['EUR', 2],
    ['USD', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLP', 0],
  ])('%s has a minor unit of %i digits', (text, digits) => {
    expect(minorUnits(parseCurrency(text))).toBe(digits);
  });

  test.each(['DEM', 'XXX', 'eur', 'EURO', ''])('currency %s is refused', (text) => {
    expect(codeOf(() => currency(text, ''))).toBe('CURRENCY_UNKNOWN');
  });

  test.each(['FR', 'US', 'GB'])('country %s is accepted', (text) => {
    expect(country(text, '')).toBe(text);
  });

  test.each(['UK', 'fr', 'ZZ', 'EU', ''])('country %s is refused', (text) => {
    expect(codeOf(() => country(text, ''))).toBe('COUNTRY_UNKNOWN');
  });

  test('there are the 249 countries of ISO 3166-1', () => {
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
    const pairs = letters.flatMap((first) => letters.map((second) => first + second));
    expect(pairs.filter((pair) => codeOf(() => country(pair, '')) === 'accepted')).toHaveLength(249);
  });

  test('a FISN has an issuer of at most 15 and a description of at most 19 characters', () => {
    expect(parseFisn('APPLE INC/SH')).toBe('APPLE INC/SH');
    expect(codeOf(() => parseFisn('APPLE INC'))).toBe('FISN_INVALID');
    expect(codeOf(() => parseFisn('SIXTEEN CHARS XX/SH'))).toBe('FISN_INVALID');
  });

  test('a register number names the registration authority', () => {
    expect(registerNumber({ authority: 'RA000585', number: '07654321' }, '')).toEqual({
      authority: 'RA000585',
      number: '07654321',
    });
    expect(codeOf(() => registerNumber({ authority: 'Delaware', number: '1' }, ''))).toBe('FIELD_INVALID');
  });
});
