import { describe, expect, test } from '@jest/globals';
import { rule, toldOf } from '../test-support/mistakes.js';

describe('a claim', () => {
  test.each([
    ['receiver has claim eu-qualifed-investor', 'CLAIM_MISSPELT', 'did you mean eu-qualified-investor?'],
    ['receiver has claim reg-s-holderr', 'CLAIM_MISSPELT', 'did you mean reg-s-holder?'],
    ['receiver has no claim santioned', 'CLAIM_MISSPELT', 'did you mean sanctioned?'],
    ['receiver has any claim of qib or accredited-investors', 'CLAIM_MISSPELT', 'did you mean accredited-investor?'],
    ['when receiver has claim euqualified-investor then receiver has claim kyc', 'CLAIM_MISSPELT', 'did you mean eu-'],
    [
      'claim us-person-status of receiver says NONUSPERSON',
      'VALUE_INVALID',
      'it says US-PERSON or NON-US-PERSON; did you mean NON-US-PERSON?',
    ],
  ])('that nobody has is refused: %s', (words, code, told) => {
    expect(toldOf(rule(words))).toEqual([expect.stringContaining(code)]);
    expect(toldOf(rule(words)).join()).toContain(told);
  });

  test.each([
    'receiver has claim eu-qualified-investor',
    'receiver has claim de-qualified-investor',
    'receiver has claim au-qualified-investor',
    'receiver has claim reg-d-limit',
    'receiver has claim lu-well-informed-investor',
    'claim us-person-status of receiver says NON-US-PERSON',
    'claim kyc of receiver says LOW',
  ])('that is known, or is one of its own, is taken: %s', (words) => {
    expect(toldOf(rule(words))).toEqual([]);
  });
});
