import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import type { MspId, PartyId } from '../identifiers/names.js';
import { factsOf, lotOf, ORDER, SHARE, side, TODAY } from '../test-support/register.js';
import { freezeLifting, freezesRecord, unitsFreeze, type Freeze } from './freeze.js';
import { frozenUnits } from './freeze-rule.js';
import { dryRun, moveHolding } from './move-holding.js';
import type { Movement } from './movement.js';
import { firstReason, incurableReason } from './verdict.js';

const HASH = 'd'.repeat(64);
const freeze = (fields: Partial<Freeze>): Freeze => ({
  ...{ scope: 'security', isin: SHARE.isin, basis: 'court-order', document: HASH as Freeze['document'] },
  ...{ imposedBy: 'RegulatorMSP' as MspId, since: TODAY },
  ...fields,
});
const ofHolder = (name: string): Freeze => freeze({ scope: 'holder', holderId: name as PartyId });
const ofUnits = (name: string, units: bigint, by = 'RegulatorMSP'): Freeze =>
  freeze({ scope: 'units', holderId: name as PartyId, units, imposedBy: by as MspId });

const ISSUE: Movement = { kind: 'issue', to: side('b'), units: 5n, outstanding: 0n };
const TRANSFER: Movement = { kind: 'transfer', from: side('a'), to: side('b'), units: 5n };
const REDEMPTION: Movement = { kind: 'redeem', from: side('a'), units: 5n, outstanding: 10n, order: ORDER };
const LOTS = [lotOf('a', 10n, '2026-01-01')];
const reasonOf = (movement: Movement, ...freezes: readonly Freeze[]): string | undefined =>
  firstReason(dryRun(movement, { ...factsOf(movement.kind === 'issue' ? [] : LOTS), freezes }));

describe('a frozen security', () => {
  test.each([ISSUE, TRANSFER, REDEMPTION])('lets nothing move: $kind', (movement) => {
    expect(reasonOf(movement, freeze({}))).toBe('SECURITY_FROZEN');
    expect(reasonOf(movement)).toBeUndefined();
  });

  test.each([
    ['2026-11-19', undefined],
    ['2026-11-20', 'SECURITY_FROZEN'],
    ['2026-11-21', 'SECURITY_FROZEN'],
  ])('until %s, on 2026-11-20: %s', (until, reason) => {
    expect(reasonOf(TRANSFER, freeze({ until: parseBusinessDate(until) }))).toBe(reason);
  });

  test('is frozen as long as one freeze of several holds', () => {
    const over = freeze({ until: parseBusinessDate('2026-11-19'), imposedBy: 'IssuerMSP' as MspId });
    expect(reasonOf(TRANSFER, over, freeze({}))).toBe('SECURITY_FROZEN');
  });
});

describe('a frozen holder', () => {
  test.each([
    ['issue to', ISSUE, 'b'],
    ['transfer to', TRANSFER, 'b'],
    ['transfer from', TRANSFER, 'a'],
    ['redemption from', REDEMPTION, 'a'],
  ])('%s it is refused', (_, movement, frozen) => {
    expect(reasonOf(movement, ofHolder(frozen))).toBe('HOLDER_FROZEN');
    expect(reasonOf(movement, ofHolder('c'))).toBeUndefined();
  });

  test('may be frozen in all securities', () => {
    const { scope, holderId, basis, document, imposedBy, since } = ofHolder('a');
    expect(reasonOf(TRANSFER, { scope, holderId, basis, document, imposedBy, since } as Freeze)).toBe('HOLDER_FROZEN');
  });
});

describe('frozen units', () => {
  test.each([
    [4n, undefined],
    [5n, undefined],
    [6n, 'UNITS_FROZEN'],
  ])('of ten, %i frozen: five move unless %s', (units, reason) => {
    expect(reasonOf(TRANSFER, ofUnits('a', units))).toBe(reason);
    expect(reasonOf(REDEMPTION, ofUnits('a', units))).toBe(reason);
  });

  test('of the receiver keep nothing out', () => {
    expect(reasonOf(TRANSFER, ofUnits('b', 10n))).toBeUndefined();
  });

  test('of several orders do not add up: each binds in full', () => {
    const freezes = [ofUnits('a', 5n), ofUnits('a', 3n, 'RegistrarMSP')];
    expect(frozenUnits(freezes, 'a' as PartyId, TODAY)).toBe(5n);
    expect(reasonOf(TRANSFER, ...freezes)).toBeUndefined();
  });

  test('are no excuse for units that are not there', () => {
    const more: Movement = { ...TRANSFER, units: 11n };
    expect(reasonOf(more, ofUnits('a', 10n))).toBe('UNITS_INSUFFICIENT');
  });
});

test('a movement that a freeze refuses has no effect, and may be made when the freeze is over', () => {
  const { verdict, effect } = moveHolding(TRANSFER, { ...factsOf(LOTS), freezes: [freeze({})] });
  expect(effect).toBeUndefined();
  expect(incurableReason(verdict)).toBeUndefined();
});

describe('what is read', () => {
  const by = { basis: 'court-order', document: HASH };
  const holderId = `P${'A'.repeat(32)}`;

  test('freezes are stored and read back', () => {
    const stored = { ...ofUnits('a', 5n), holderId: holderId as PartyId, until: TODAY };
    const kept = { freezes: [stored, { ...stored, imposedBy: 'OtherMSP' as MspId }] };
    expect(freezesRecord.decode(freezesRecord.encode(kept))).toEqual(kept);
  });

  test.each([
    [{ isin: SHARE.isin, holderId, units: '0', ...by }, 'UNITS_INVALID'],
    [{ isin: SHARE.isin, holderId, units: '1', ...by, basis: 'because' }, 'FIELD_INVALID'],
    [{ isin: SHARE.isin, holderId, units: '1', basis: 'statute' }, 'FIELD_INVALID'],
  ])('%j is no freeze of units', (body, code) => {
    expect(() => unitsFreeze(body, '')).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    [{ scope: 'security' }],
    [{ scope: 'security', isin: SHARE.isin, holderId }],
    [{ scope: 'holder', isin: SHARE.isin }],
    [{ scope: 'units', holderId }],
  ])('%j does not name what is lifted', (target) => {
    const body = { ...target, ...by, imposedBy: 'RegulatorMSP' };
    expect(() => freezeLifting(body, '')).toThrow(expect.objectContaining({ code: 'FIELD_INVALID' }));
  });
});
