import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { compile } from './compile.js';
import { format } from './format/format.js';
import { definitionText } from './test-support/arbitrary-texts.js';
import { mutation } from './test-support/mutations.js';

/** More than a run of all tests has time for, where asked: `SCRIP_LANGUAGE_RUNS=10000`. */
const RUNS = Number(process.env['SCRIP_LANGUAGE_RUNS'] ?? '300');

const page = readFileSync(new URL('../REFERENCE.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^```scrip\n(.*?)^```$/gms)].map(([, text]) => text ?? '');

/** Milliseconds of processor time. */
function costOf(act: () => void): number {
  const { user, system } = process.cpuUsage();
  act();
  const spent = process.cpuUsage();
  return (spent.user - user + spent.system - system) / 1_000;
}

/** Requires of any text: it is read without an error of the program, and all that is wrong has a place and words. */
function requireSound(text: string): void {
  const { definitions, problems } = compile(text);
  for (const { message, range } of problems) {
    expect(range.from).toBeGreaterThanOrEqual(0);
    expect(range.to).toBeGreaterThanOrEqual(range.from);
    expect(range.to).toBeLessThanOrEqual(text.length);
    expect(message).toMatch(/\S/);
    expect(message).not.toMatch(/undefined|\[object|NaN|function /);
  }
  const isSilent = text.replaceAll(/#[^\r\n]*/g, '').trim() === '' || /^\s*find\b/.test(text);
  if (!isSilent) expect(definitions.length + problems.length).toBeGreaterThan(0);
  const formatted = format(text);
  if ('text' in formatted) expect(format(formatted.text)).toEqual(formatted);
}

describe('property: a text that was changed at random', () => {
  const base = fc.oneof(fc.constantFrom(...examples), definitionText);

  test('is a definition, or something is wrong at a place', () => {
    // what loads and warms up is not counted
    const usual = Math.max(...examples.map((text) => costOf(() => requireSound(text))), 50);
    const changed = fc.tuple(base, fc.array(mutation, { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(changed, ([text, mutations]) => {
        const mutated = mutations.reduce((each, mutate) => mutate(each), text);
        expect(costOf(() => requireSound(mutated))).toBeLessThan(usual * 20);
      }),
      { numRuns: RUNS },
    );
  });
});
