import { describe, expect, test } from '@jest/globals';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { ERROR_CATALOGUE, isErrorCode } from './catalogue.js';
import { DomainError, findRefusal, refusalOf } from './domain-error.js';

describe('error catalogue', () => {
  test.each(Object.entries(ERROR_CATALOGUE))(
    '%s says what happened, what was not done, and whether to retry',
    (code, entry) => {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      expect(entry.happened).toMatch(/^[A-Z].*\.$/);
      expect(entry.notDone).toBe('Nothing was written.');
      expect(entry.status).toBeGreaterThanOrEqual(400);
      expect(entry.status).toBeLessThan(600);
    },
  );

  test('names of every object are no codes', () => {
    expect(isErrorCode('toString')).toBe(false);
    expect(isErrorCode('LOT_UNKNOWN')).toBe(true);
  });
});

describe('a refusal in the text of an error', () => {
  const refusal = refusalOf(new DomainError('UNITS_INSUFFICIENT', { index: 3 }));
  const message = canonicalJson(refusal);

  test.each([message, `chaincode response 500, ${message}`, `ABORTED: failed: ${message} (peer0)`])('%s', (given) => {
    expect(findRefusal(given)).toEqual(refusal);
  });

  test.each([
    '',
    'no refusal',
    '{"code":"NO_SUCH_CODE","message":"x"}',
    '{"code":"LOT_UNKNOWN"',
    '{"code":"LOT_UNKNOWN"}',
  ])('%s holds none', (given) => {
    expect(findRefusal(given)).toBeUndefined();
  });
});
