import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import type { PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { factsOf, lotOf, ORDER, SHARE, side, TODAY } from '../test-support/register.js';
import type { Encumbrance } from './encumbrance.js';
import { moveHolding, type MovementDecision, type MovementFacts } from './move-holding.js';
import type { Movement } from './movement.js';
import { firstReason } from './verdict.js';

const LOTS = [lotOf('a', 100n, '2026-01-01')];
const laid = (encumbranceId: string, units: bigint, fields: Partial<Encumbrance> = {}): Encumbrance => ({
  ...{ kind: 'pledge', encumbranceId, isin: SHARE.isin, holderId: 'a' as PartyId, units, since: TODAY },
  ...{ beneficiary: 'c' as PartyId, document: ORDER.document, parcel: 1, order: 1, follows: true },
  ...fields,
});
/** Sixty units with a pledge over all and a usufruct of the first forty after it, and a pledge of ten other ones. */
const FIRST = laid('first', 60n);
const SECOND = laid('second', 40n, { kind: 'usufruct', order: 2 });
const OTHER = laid('other', 10n, { parcel: 2 });
const ALL = [FIRST, SECOND, OTHER];

const decide = (movement: Movement, facts: Partial<MovementFacts> = {}): MovementDecision =>
  moveHolding(movement, { ...factsOf(LOTS), encumbrances: ALL, ofReceiver: [], ...facts });
const transfer = (units: bigint, subjectTo?: readonly string[]): Movement => ({
  ...{ kind: 'transfer', from: side('a'), to: side('b'), units },
  ...(subjectTo === undefined ? {} : { subjectTo }),
});
const enforcement = (encumbranceId: string, units: bigint): Movement => ({
  ...{ kind: 'enforcement', from: side('a'), to: side('b'), units, order: ORDER, encumbranceId },
});
/** By holder: the id of each, its units, and its parcel and order. */
const lying = ({ effect }: MovementDecision): unknown =>
  effect?.encumbrances?.holdings.map(({ holderId, encumbrances }) => [
    holderId,
    ...encumbrances.map(({ encumbranceId, units, parcel, order }) => `${encumbranceId} ${units} ${parcel}.${order}`),
  ]);

describe('a transfer', () => {
  test.each<[bigint, readonly string[] | undefined, string | undefined]>([
    [30n, undefined, undefined],
    [31n, undefined, 'UNITS_ENCUMBERED'],
    [60n, ['first'], 'ENCUMBRANCE_UNNAMED'],
    [60n, ['first', 'second'], undefined],
    [90n, ['first', 'second'], undefined],
    [91n, ['first', 'second'], 'UNITS_ENCUMBERED'],
    [100n, ['second', 'first', 'other'], undefined],
    [60n, ['first', 'second', 'none'], 'ENCUMBRANCE_UNKNOWN'],
  ])('of %s units subject to %j: %s', (units, subjectTo, reason) => {
    expect(firstReason(decide(transfer(units, subjectTo)).verdict)).toBe(reason);
  });

  test('subject to encumbrances takes their units first, and them along as they are', () => {
    expect(lying(decide(transfer(70n, ['first', 'second'])))).toEqual([
      ['a', 'other 10 2.1'],
      ['b', 'first 60 1.1', 'second 40 1.2'],
    ]);
    const { effect } = decide(transfer(60n, ['first', 'second']));
    const [, received] = effect?.encumbrances?.holdings ?? [];
    expect(received?.encumbrances[0]).toEqual({ ...FIRST, holderId: 'b' });
  });

  test('of a part leaves each over what is left', () => {
    expect(lying(decide(transfer(45n, ['first', 'second'])))).toEqual([
      ['a', 'first 15 1.1', 'other 10 2.1'],
      ['b', 'first 45 1.1', 'second 40 1.2'],
    ]);
  });

  test('takes units in the order in which encumbrances are named', () => {
    expect(lying(decide(transfer(15n, ['other', 'first', 'second'])))).toEqual([
      ['a', 'first 55 1.1', 'second 35 1.2'],
      ['b', 'other 10 1.1', 'first 5 2.1', 'second 5 2.2'],
    ]);
  });

  test.each<[string, Partial<Encumbrance>]>([
    ['does not follow', { follows: false }],
    ['says nothing of it', {}],
  ])('does not take units along under one that %s; an order does', (_, fields) => {
    const { follows, ...staying } = FIRST;
    expect(follows).toBe(true);
    const facts = { encumbrances: [{ ...staying, ...fields }] };
    expect(firstReason(decide(transfer(60n, ['first']), facts).verdict)).toBe('ENCUMBRANCE_STAYS');
    const ordered: Movement = { ...transfer(60n, ['first']), kind: 'forcedTransfer', order: ORDER } as Movement;
    expect(lying(decide(ordered, facts))).toEqual([['a'], ['b', 'first 60 1.1']]);
  });

  test('brings them to units of their own, never onto those of another', () => {
    const ofReceiver = [laid('theirs', 5n, { holderId: 'b' as PartyId })];
    expect(lying(decide(transfer(10n, ['other']), { ofReceiver }))).toEqual([
      ['a', 'first 60 1.1', 'second 40 1.2'],
      ['b', 'theirs 5 1.1', 'other 10 2.1'],
    ]);
  });

  test.each<[string, readonly Encumbrance[], string]>([
    ['the receiver has one with this id', [laid('other', 1n)], 'ENCUMBRANCE_EXISTS'],
    [
      'the receiver has as many as it can have',
      Array.from({ length: LIMITS.encumbrancesPerHoldingMax }, (_, index) =>
        laid(`n-${String(index)}`, 1n, { parcel: index + 1 }),
      ),
      'ENCUMBRANCES_TOO_MANY',
    ],
  ])('waits or ends where %s', (_, ofReceiver, reason) => {
    expect(firstReason(decide(transfer(10n, ['other']), { ofReceiver }).verdict)).toBe(reason);
  });

  test('between sub-accounts of one holder changes where they lie', () => {
    const designation = ['d' as PartyId];
    const movement: Movement = { ...transfer(10n, ['other']), to: { ...side('a'), designation } } as Movement;
    const { effect } = decide(movement, { nominees: ['a' as PartyId] });
    expect(effect?.encumbrances?.holdings).toEqual([
      { holderId: 'a', encumbrances: [FIRST, SECOND, { ...OTHER, designation }] },
    ]);
  });
});

describe('an enforcement', () => {
  test.each<[string, bigint, Partial<MovementFacts>, string | undefined]>([
    ['first', 60n, {}, undefined],
    ['first', 61n, {}, 'ENFORCEMENT_EXCEEDS_ENCUMBRANCE'],
    ['second', 40n, {}, 'ENCUMBRANCE_NOT_ENFORCEABLE'],
    ['none', 1n, {}, 'ENCUMBRANCE_UNKNOWN'],
    [
      'first',
      60n,
      { freezes: [{ scope: 'security', since: TODAY, imposedBy: ORDER.by, ...ORDER }] },
      'SECURITY_FROZEN',
    ],
    [
      'later',
      60n,
      { encumbrances: [laid('order', 1n, { kind: 'attachment' }), laid('later', 60n, { order: 2 })] },
      'ENFORCEMENT_BLOCKED',
    ],
    [
      'later',
      60n,
      { encumbrances: [laid('kept', 1n, { kind: 'lock' }), laid('later', 60n, { order: 2 })] },
      'ENFORCEMENT_BLOCKED',
    ],
    [
      'lien',
      60n,
      { encumbrances: [laid('lien', 60n, { kind: 'lien' }), laid('order', 1n, { kind: 'attachment', order: 2 })] },
      undefined,
    ],
  ])('of %s for %s units', (id, units, facts, reason) => {
    expect(firstReason(decide(enforcement(id, units), facts).verdict)).toBe(reason);
  });

  test('ends what comes after on these units, and leaves what is left of each', () => {
    expect(lying(decide(enforcement('first', 60n)))).toEqual([['a', 'other 10 2.1'], ['b']]);
    expect(lying(decide(enforcement('first', 25n)))).toEqual([
      ['a', 'first 35 1.1', 'second 15 1.2', 'other 10 2.1'],
      ['b'],
    ]);
  });

  test('leaves what comes before with the units', () => {
    const junior = laid('junior', 20n, { kind: 'lien', order: 3 });
    expect(lying(decide(enforcement('junior', 20n), { encumbrances: [...ALL, junior] }))).toEqual([
      ['a', 'first 40 1.1', 'second 20 1.2', 'other 10 2.1'],
      ['b', 'first 20 1.1', 'second 20 1.2'],
    ]);
  });

  test('does not reach units that an order has frozen', () => {
    const frozen = { scope: 'units', holderId: 'a' as PartyId, units: 41n, since: TODAY, imposedBy: ORDER.by } as const;
    const facts = { freezes: [{ ...frozen, basis: ORDER.basis, document: ORDER.document }] };
    expect(firstReason(decide(enforcement('first', 60n), facts).verdict)).toBe('UNITS_FROZEN');
  });
});

test('a recovery takes all of them along, those that are over stay behind', () => {
  const recovery: Movement = { kind: 'recovery', from: side('a'), to: side('b'), units: 100n, order: ORDER };
  const over = laid('over', 10n, { parcel: 3, until: parseBusinessDate('2026-11-19') });
  expect(lying(decide(recovery, { encumbrances: [...ALL, over] }))).toEqual([
    ['a'],
    ['b', 'first 60 1.1', 'second 40 1.2', 'other 10 2.1'],
  ]);
});
