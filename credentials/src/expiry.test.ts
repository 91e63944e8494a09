import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expiryNotices, expiryText } from './expiry.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const DAY_MS = 86_400_000;
const after = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

describe('the announcement of expiry', () => {
  test.each([
    ['a second more than 90 days', 90 * DAY_MS + 1000, undefined, undefined],
    ['exactly 90 days', 90 * DAY_MS, 90, 90],
    ['a second more than 30 days', 30 * DAY_MS + 1000, 90, 30],
    ['exactly 30 days', 30 * DAY_MS, 30, 30],
    ['a second more than 7 days', 7 * DAY_MS + 1000, 30, 7],
    ['exactly 7 days', 7 * DAY_MS, 7, 7],
    ['an hour', 3_600_000, 7, 0],
    ['now', 0, 7, 0],
    ['a second ago', -1000, 0, -1],
    ['100 days ago', -100 * DAY_MS, 0, -100],
  ])('%s', (_, milliseconds, limit, daysLeft) => {
    const [notice] = expiryNotices([{ name: 'peer0', notAfter: after(milliseconds) }], NOW);
    expect(notice?.limit).toBe(limit);
    expect(notice?.daysLeft).toBe(daysLeft);
  });

  test('names what ends first before, and nothing that is far away', () => {
    const certificates = [
      { name: 'late', notAfter: after(80 * DAY_MS) },
      { name: 'far', notAfter: after(1000 * DAY_MS) },
      { name: 'gone', notAfter: after(-DAY_MS) },
      { name: 'soon', notAfter: after(DAY_MS) },
    ];
    expect(expiryNotices(certificates, NOW).map(expiryText)).toEqual([
      'certificate EXPIRED on 2026-02-28: gone',
      'certificate expires in 1 day, on 2026-03-02: soon',
      'certificate expires in 80 days, on 2026-05-20: late',
    ]);
  });

  test('never announces less than 90 days late, nor with a limit below the days that are left', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), (days) => {
        const [notice] = expiryNotices([{ name: 'any', notAfter: after(days * DAY_MS) }], NOW);
        expect(notice !== undefined).toBe(days <= 90);
        if (notice !== undefined) expect(notice.daysLeft).toBeLessThanOrEqual(notice.limit);
      }),
    );
  });
});
