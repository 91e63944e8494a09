import { expect, test } from '@jest/globals';
import { TRANSACTIONS } from '@scrip/model';
import { readFileSync } from 'node:fs';
import { callList, withCalls } from './test-support/call-list.js';

test('the README lists the functions of now (npm run calls -w @scrip/contracts makes it anew)', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  for (const name of Object.keys(TRANSACTIONS)) expect(readme).toContain(`- \`${name}\`: `);
  expect(readme).toBe(withCalls(readme, callList()));
});

test('a function that is not in the list is seen', () => {
  const more = { ...TRANSACTIONS, 'party:other': TRANSACTIONS['party:restore'] };
  expect(callList(more)).not.toBe(callList());
  expect(callList(more)).toContain('- `party:other`: ');
});
