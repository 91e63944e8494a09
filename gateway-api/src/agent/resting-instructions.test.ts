import { beforeEach, expect, test } from '@jest/globals';
import { RestingInstructions } from './resting-instructions.js';

const NOBODY = { isGeneral: false, named: new Set<string>() };
const named = (...names: readonly string[]): typeof NOBODY => ({ isGeneral: false, named: new Set(names) });

let now = 0;
let resting: RestingInstructions;

beforeEach(() => {
  now = 0;
  resting = new RestingInstructions({ pauseMsFirst: 10, pauseMsMax: 60 }, () => now);
});

const add = (id: string, ...concerns: readonly string[]): void => resting.add([id], () => concerns);

test('rests twice as long each time, up to the bound', () => {
  const pauses: number[] = [];
  for (let failures = 0; failures < 4; failures += 1) {
    add('i-1');
    const since = now;
    while (resting.has('i-1')) now += 5;
    pauses.push(now - since);
  }
  expect(pauses).toEqual([10, 20, 40, 60]);
});

test('is woken by what concerns it, not before its first pause, and by what concerns everybody', () => {
  for (let failures = 0; failures < 3; failures += 1) {
    add('i-1', 'ada', 'share');
    add('i-2', 'bob', 'share');
  }
  resting.wake(named('ada'));
  expect([resting.has('i-1'), resting.has('i-2')]).toEqual([true, true]);
  now = 10;
  expect([resting.has('i-1'), resting.has('i-2')]).toEqual([false, true]);
  resting.wake({ ...NOBODY, isGeneral: true });
  expect(resting.has('i-2')).toBe(false);
  expect([resting.hasFailed('i-1'), resting.count]).toEqual([true, 2]);
  resting.remove(['i-1']);
  expect(resting.hasFailed('i-1')).toBe(false);
});

test('sleeps on where nothing happened, and keeps its count of failures', () => {
  add('i-1', 'ada');
  add('i-1', 'ada');
  resting.wake(NOBODY);
  resting.wake(named('cleo'));
  now = 19;
  expect(resting.has('i-1')).toBe(true);
  resting.wake(named('ada'));
  add('i-1', 'ada');
  now += 39;
  expect(resting.has('i-1')).toBe(true);
});
