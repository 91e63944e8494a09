import { describe, expect, test } from '@jest/globals';
import { addDays, parseBusinessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import type { Isin } from '../identifiers/isin.js';
import { LIMITS } from '../limits.js';
import { adoptRules, versionForHolder, versionInForce, versionsHolding, type RuleVersion } from './adoption.js';
import { RULES } from './catalogue.js';

const TODAY = parseBusinessDate('2026-11-20');
const rules = { hold: RULES.holdingAtMost({ units: '5' }) };

/** Versions after one more, which is given on a day. */
function after(
  before: readonly RuleVersion[],
  from: BusinessDate,
  grandfathers: boolean,
  today = from,
): readonly RuleVersion[] {
  const body = { isin: 'US0378331005' as Isin, rules, effectiveFrom: from, grandfathers };
  return versionsHolding(before, adoptRules(before, body, today));
}
const numbers = (of: readonly RuleVersion[]): readonly number[] => of.map(({ version }) => version);

/** As many as are read for every movement, each of which leaves alone what was acquired before. */
function full(): readonly RuleVersion[] {
  let versions: readonly RuleVersion[] = [];
  for (let day = 0; day < LIMITS.ruleVersionsHoldingMax; day += 1) {
    versions = after(versions, addDays(TODAY, day), true);
  }
  return versions;
}

describe('the versions that may hold for somebody', () => {
  test('begin with the last one that has begun and leaves nothing alone', () => {
    const first = after([], TODAY, false);
    const second = after(first, addDays(TODAY, 1), true);
    expect(numbers(second)).toEqual([1, 2]);
    expect(numbers(after(second, addDays(TODAY, 2), false))).toEqual([3]);
  });

  test('have all that are still to begin, and what they follow', () => {
    const scheduled = after(after([], TODAY, false), addDays(TODAY, 3), false, TODAY);
    expect(numbers(scheduled)).toEqual([1, 2]);
    expect(versionInForce(scheduled, TODAY)).toBe(1);
    expect(numbers(after(scheduled, addDays(TODAY, 5), false, addDays(TODAY, 4)))).toEqual([2, 3]);
  });

  test('are as many as are read at most, and are never without a way out', () => {
    const versions = full();
    const [first, last] = [TODAY, addDays(TODAY, versions.length)];
    expect(versionForHolder(versions, addDays(first, -1), last)).toBeUndefined();
    expect(() => after(versions, last, true)).toThrow(DomainError);
    expect(numbers(after(versions, last, false))).toEqual([versions.length + 1]);
  });

  test('are numbered on to as many as a definition has versions', () => {
    const last = { version: LIMITS.packVersionMax, effectiveFrom: TODAY, grandfathers: false };
    expect(LIMITS.ruleVersionsPerSecurityMax).toBe(LIMITS.packVersionMax);
    expect(() => after([last], TODAY, false)).toThrow(DomainError);
  });
});
