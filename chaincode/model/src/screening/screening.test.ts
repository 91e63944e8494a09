import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseBusinessDate, type BusinessDate } from '../dates/business-date.js';
import type { Lei } from '../identifiers/lei.js';
import type { Isin } from '../identifiers/isin.js';
import type { PartyId, Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { sha256Hex } from '../serialisation/digest.js';
import {
  changeSanctionsList,
  listChangeHash,
  listingOf,
  sanctionsListChange,
  sanctionsListRecord,
} from './sanctions-list.js';
import { judgeScreening } from './screening-rule.js';
import {
  screenedMovements,
  screeningRequest,
  screeningStateOf,
  screeningText,
  type ScreeningBasis,
} from './screening-statement.js';

const [ADA, BOB] = [`P${'A'.repeat(32)}` as PartyId, `P${'B'.repeat(32)}` as PartyId];
const SALT = 'e'.repeat(64);
const LEI = '529900T8BM49AURSDO55' as Lei;
const day = (text: string): BusinessDate => parseBusinessDate(text);
const TODAY = day('2026-11-20');
const listed = (subject: object, more: object = {}): object => ({
  ...{ subject, standing: 'listed', reason: 'asset-freeze', from: '2026-11-20' },
  ...more,
});
const changeOf = (...entries: readonly object[]): ReturnType<typeof sanctionsListChange> =>
  sanctionsListChange({ salt: SALT, entries }, '');
const listOf = (...entries: readonly object[]): ReturnType<typeof changeSanctionsList> =>
  changeSanctionsList(undefined, changeOf(...entries));

describe('who is listed', () => {
  test.each([
    ['the day before it begins', '2026-11-19', undefined],
    ['on its first day', '2026-11-20', 'asset-freeze'],
    ['on its last day', '2026-11-25', 'asset-freeze'],
    ['the day after', '2026-11-26', undefined],
  ])('%s', (_, on, reason) => {
    const list = listOf(listed({ party: ADA }, { until: '2026-11-25' }));
    expect(listingOf(list, { partyId: ADA }, day(on))).toBe(reason);
  });

  test('by an identifier: every party that is entered under it, and no other', () => {
    const list = listOf(listed({ lei: LEI }));
    expect(listingOf(list, { partyId: ADA, entity: { lei: LEI } }, TODAY)).toBe('asset-freeze');
    expect(listingOf(list, { partyId: ADA }, TODAY)).toBeUndefined();
    const register = { authority: 'RA000001', number: '1' } as never;
    expect(listingOf(list, { partyId: ADA, entity: { register } }, TODAY)).toBeUndefined();
  });

  test('is what was said last of a subject', () => {
    const before = listOf(listed({ party: ADA }), listed({ party: BOB }));
    const after = changeSanctionsList(before, changeOf(listed({ party: ADA }, { reason: 'internal' })));
    expect(after.entries).toHaveLength(2);
    expect(listingOf(after, { partyId: ADA }, TODAY)).toBe('internal');
    const last = changeSanctionsList(after, changeOf({ subject: { party: ADA }, standing: 'delisted' }));
    expect(listingOf(last, { partyId: ADA }, TODAY)).toBeUndefined();
    expect(listingOf(last, { partyId: BOB }, TODAY)).toBe('asset-freeze');
  });

  test('does not depend on the order of changes of different subjects', () => {
    const subjects = fc.uniqueArray(fc.stringMatching(/^P[A-Z2-7]{32}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(subjects, (parties) => {
        const entries = parties.map((party) => listed({ party }));
        const oneByOne = (order: readonly object[]): unknown =>
          order.reduce(
            (list: ReturnType<typeof listOf>, entry) => changeSanctionsList(list, changeOf(entry)),
            listOf(),
          );
        expect(oneByOne(entries)).toEqual(oneByOne([...entries].reverse()));
        expect(oneByOne(entries)).toEqual(listOf(...entries));
      }),
    );
  });

  test('a list holds no subject, and keeps its first salt', () => {
    const list = changeSanctionsList(listOf(listed({ party: ADA })), {
      ...changeOf(listed({ party: BOB })),
      salt: 'f'.repeat(64),
    });
    const text = sanctionsListRecord.encode(list);
    for (const trace of [ADA, BOB, sha256Hex(ADA)]) expect(text).not.toContain(trace);
    expect(listingOf(list, { partyId: BOB }, TODAY)).toBe('asset-freeze');
    expect(sanctionsListRecord.decode(text)).toEqual(list);
  });

  test('a list has a maximum', () => {
    const entry = { reason: 'internal', from: TODAY } as const;
    const entries = Array.from({ length: LIMITS.listingsMax }, (_, index) => ({
      ...{ tag: index.toString(16).padStart(64, '0') as Sha256 },
      ...entry,
    }));
    const full = { salt: SALT, entries };
    expect(() => changeSanctionsList(full, changeOf(listed({ party: ADA })))).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    );
    expect(
      changeSanctionsList({ salt: SALT, entries: entries.slice(1) }, changeOf(listed({ party: ADA }))).entries,
    ).toHaveLength(LIMITS.listingsMax);
  });

  test('the hash of a change changes with its salt', () => {
    const change = changeOf(listed({ party: ADA }));
    expect(listChangeHash({ ...change, salt: 'f'.repeat(64) })).not.toBe(listChangeHash(change));
  });

  test.each<[string, readonly object[], string]>([
    ['a subject twice', [listed({ party: ADA }), listed({ party: ADA })], 'DUPLICATE_IN_BATCH'],
    ['an end before the beginning', [listed({ party: ADA }, { until: '2026-11-19' })], 'FIELD_INVALID'],
    ['two subjects in one', [listed({ party: ADA, lei: LEI })], 'FIELD_INVALID'],
    ['an end with a reason', [{ ...listed({ party: ADA }), standing: 'delisted' }], 'FIELD_INVALID'],
    [
      'too many entries',
      Array.from({ length: LIMITS.listingsPerChangeMax + 1 }, () => listed({ party: ADA })),
      'LIMIT_EXCEEDED',
    ],
  ])('a change does not have %s', (_, entries, code) => {
    expect(() => changeOf(...entries)).toThrow(expect.objectContaining({ code }));
  });

  test('somebody may be listed for one day', () => {
    expect(() => changeOf(listed({ party: ADA }, { until: '2026-11-20' }))).not.toThrow();
  });
});

describe('a statement', () => {
  const basis: ScreeningBasis = {
    isin: 'US0378331005' as Isin,
    parties: { sender: ADA, receiver: BOB },
    on: TODAY,
    list: 'a'.repeat(64) as Sha256,
  };
  const hashOf = (of: ScreeningBasis, outcome: 'clear' | 'refused'): string => sha256Hex(screeningText(of, outcome));

  test.each(['clear', 'refused'] as const)('that says %s is known by its hash', (outcome) => {
    expect(screeningStateOf(hashOf(basis, outcome), basis)).toBe(outcome);
  });

  test.each<[string, Partial<ScreeningBasis>]>([
    ['another security', { isin: 'US5949181045' as Isin }],
    ['another sender', { parties: { sender: BOB, receiver: BOB } }],
    ['the same parties the other way', { parties: { sender: BOB, receiver: ADA } }],
    ['the receiver alone', { parties: { receiver: BOB } }],
    ['another day', { on: day('2026-11-23') }],
    ['another list', { list: 'b'.repeat(64) as Sha256 }],
  ])('about %s says nothing', (_, more) => {
    for (const outcome of ['clear', 'refused'] as const) {
      expect(screeningStateOf(hashOf({ ...basis, ...more }, outcome), basis)).toBe('pending');
    }
  });

  test('that is not there says nothing', () => {
    expect(screeningStateOf(undefined, basis)).toBe('pending');
  });

  test.each([
    [undefined, []],
    ['clear', [{ rule: 'screening', side: 'security', allowed: true }]],
    ['pending', [{ rule: 'screening', side: 'security', allowed: false, reason: 'SCREENING_PENDING' }]],
    ['refused', [{ rule: 'screening', side: 'security', allowed: false, reason: 'SCREENING_REFUSED' }]],
  ] as const)('%s is judged', (state, verdicts) => {
    expect(judgeScreening(state)).toEqual(verdicts);
  });

  test.each<[string, unknown, string]>([
    ['nobody', [{}], 'FIELD_INVALID'],
    ['the same parties twice', [{ sender: ADA }, { sender: ADA }], 'DUPLICATE_IN_BATCH'],
    [
      'too many',
      Array.from({ length: LIMITS.movementsPerScreeningMax + 1 }, () => ({ sender: ADA })),
      'LIMIT_EXCEEDED',
    ],
  ])('is not asked for about %s', (_, movements, code) => {
    expect(() => screenedMovements(movements, '')).toThrow(expect.objectContaining({ code }));
  });

  test('is asked for about one movement at least', () => {
    expect(() => screeningRequest({ isin: 'US0378331005', movements: [] }, '')).toThrow(
      expect.objectContaining({ code: 'FIELD_INVALID' }),
    );
  });
});
