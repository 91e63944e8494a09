import { expect, test } from '@jest/globals';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { toProblem } from './ledger-problems.js';

test.each([
  ['/body/units', '#/units'],
  ['/body', '#'],
  ['/acquiredOn', '#/acquiredOn'],
  ['/bodyguard', '#/bodyguard'],
])('a field that the ledger finds at %s is pointed at in what the client sent: %s', (path, pointer) => {
  const refusal = new LedgerRefusal('FIELD_INVALID', 'refused', { path, rule: 'a number' });
  const { errors } = toProblem(refusal).toDocument();
  expect(errors).toEqual([{ in: 'body', pointer, detail: 'needed: a number', code: 'FIELD_INVALID' }]);
});
