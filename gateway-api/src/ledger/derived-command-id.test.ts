import { expect, test } from '@jest/globals';
import { derivedCommandId } from './derived-command-id.js';

test.each([
  ['instruct', ['i-1'], 'instruct-f105b11df43d5d321f5c773ef904af979024887b'],
  ['settle', [7, 'DE0007236101', 'i-1'], 'settle-5ed0ea9335cee33a76fd544f03fd7b14d072f8e4'],
])('an id of %s is the same after a restart, and by every release', (prefix, parts, id) => {
  expect(derivedCommandId(prefix, ...parts)).toBe(id);
});
