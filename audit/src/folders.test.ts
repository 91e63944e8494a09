import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Folders } from './folders.js';

const KEYS = ['a/x', 'a/x/1', 'a/x/2', 'a/xy/1', 'b/x/1', 'a/', 'c'];
const acts = fc.array(fc.tuple(fc.constantFrom('add', 'delete'), fc.constantFrom(...KEYS)), { maxLength: 30 });

describe('folders', () => {
  test('hold the keys that begin with them, whatever came and went', () => {
    fc.assert(
      fc.property(acts, (done) => {
        const [folders, keys] = [new Folders(), new Set<string>()];
        for (const [act, key] of done) {
          folders[act](key);
          keys[act](key);
        }
        for (const folder of ['a/', 'a/x/', 'a/xy/', 'b/', 'c/']) {
          const within = [...keys].filter((key) => key.startsWith(folder));
          expect([...folders.in(folder)].sort()).toEqual(within.sort());
        }
      }),
    );
  });
});
