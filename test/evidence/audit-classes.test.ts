import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { REPOSITORY } from '../support/command.js';

/** Rows of the table: the class, and the tests that guard against it. */
const ROWS = readFileSync(join(REPOSITORY, 'test', 'AUDIT-CLASSES.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('›'))
  .map((line) => {
    const [name = '', , tests = ''] = line.slice(2, -2).split(' | ');
    const guards = tests.split(';').map((each) => /`(.+?)` › (.+)/.exec(each.trim()));
    return { name: name.trim(), guards: guards.map((found) => ({ file: found?.[1] ?? '', title: found?.[2] ?? '' })) };
  });

describe('bug classes of audits', () => {
  test('all have a row', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(18);
  });

  test.each(ROWS.map((row) => [row.name, row.guards] as const))('%s', (_, guards) => {
    for (const { file, title } of guards) {
      const path = join(REPOSITORY, file);
      expect([file, existsSync(path)]).toEqual([file, true]);
      expect([file, title, readFileSync(path, 'utf8').includes(title)]).toEqual([file, title, true]);
    }
  });
});
