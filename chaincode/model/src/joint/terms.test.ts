import { describe, expect, test } from '@jest/globals';
import { asked, BOB, CASH, ADA, CLEO, codeOf, delivers, eur, pays } from '../test-support/joint.js';
import type { MspId } from '../identifiers/names.js';
import { affirmedAct, jointRequest } from './joint-instruction.js';

const PARTIAL = { minimumUnits: '2', multiple: '2' };
const BUY_IN = { extensionDays: 4 };
const LOCK = { hash: '0'.repeat(64) };
const VALUED = delivers('10', { value: eur('100.00') });
const CASH_BACK = delivers('9', { isin: CASH, from: BOB, to: ADA });

describe('the terms of an instruction', () => {
  test.each<[string, readonly object[], object, string | undefined]>([
    ['parts of one delivery', [delivers('10')], { partial: PARTIAL }, undefined],
    ['parts against a payment', [delivers('10'), pays('50.00')], { partial: PARTIAL }, undefined],
    ['parts against cash', [delivers('10'), CASH_BACK], { partial: PARTIAL }, undefined],
    ['parts of what flows one way', [delivers('10'), delivers('9')], { partial: PARTIAL }, 'INSTRUCTION_TERMS_INVALID'],
    [
      'parts of three legs',
      [delivers('10'), CASH_BACK, pays('1.00')],
      { partial: PARTIAL },
      'INSTRUCTION_TERMS_INVALID',
    ],
    [
      'parts of what a payment opens',
      [pays('1.00'), delivers('10')],
      { partial: PARTIAL },
      'INSTRUCTION_TERMS_INVALID',
    ],
    [
      'parts for somebody else',
      [delivers('10'), delivers('9', { from: CLEO, to: ADA })],
      { partial: PARTIAL },
      'INSTRUCTION_TERMS_INVALID',
    ],
    [
      'parts greater than the whole',
      [delivers('10')],
      { partial: { ...PARTIAL, multiple: '11' } },
      'INSTRUCTION_TERMS_INVALID',
    ],
    ['parts of nothing', [delivers('10')], { partial: { ...PARTIAL, multiple: '0' } }, 'UNITS_INVALID'],
    ['a buy-in of what has a value', [VALUED], { buyIn: BUY_IN }, undefined],
    ['a buy-in of what has none', [delivers('10')], { buyIn: BUY_IN }, 'INSTRUCTION_TERMS_INVALID'],
    ['a buy-in of two deliveries', [VALUED, VALUED], { buyIn: BUY_IN }, 'INSTRUCTION_TERMS_INVALID'],
    ['a buy-in after no end', [VALUED], { buyIn: { extensionDays: 61 } }, 'FIELD_INVALID'],
    ['a hash lock', [delivers('10')], { hashLock: LOCK }, undefined],
    ['a hash lock on its date', [delivers('10')], { hashLock: LOCK, mode: 'onDate' }, undefined],
    ['a hash lock by order', [delivers('10')], { hashLock: LOCK, mode: 'onOrder' }, 'INSTRUCTION_TERMS_INVALID'],
    ['a hash lock against money', [delivers('10'), pays('1.00')], { hashLock: LOCK }, 'INSTRUCTION_TERMS_INVALID'],
    ['a hash lock in parts', [delivers('10')], { hashLock: LOCK, partial: PARTIAL }, 'INSTRUCTION_TERMS_INVALID'],
    ['a hash lock with netting', [delivers('10')], { hashLock: LOCK, netting: 'allowed' }, 'INSTRUCTION_TERMS_INVALID'],
    ['a lock by something else', [delivers('10')], { hashLock: { hash: 'abc' } }, 'FIELD_INVALID'],
    ['netting of anything', [delivers('10'), delivers('9'), pays('1.00')], { netting: 'allowed' }, undefined],
    ['an order of lots', [delivers('10', { lots: 'lifo' })], {}, undefined],
    [
      'one order of lots for what a party delivers',
      [delivers('10', { lots: 'lifo' }), delivers('9', { to: CLEO, lots: 'lifo' })],
      {},
      undefined,
    ],
    [
      'two orders of lots for what a party delivers',
      [delivers('10', { lots: 'lifo' }), delivers('9', { to: CLEO })],
      {},
      'INSTRUCTION_TERMS_INVALID',
    ],
    ['lots by their ids', [delivers('10', { lots: [`${'a'.repeat(64)}/0`] })], {}, 'FIELD_INVALID'],
    ['netting perhaps', [delivers('10')], { netting: 'perhaps' }, 'FIELD_INVALID'],
  ])('%s', (_, legs, terms, code) => {
    expect(codeOf(() => jointRequest(asked(legs, terms), ''))).toBe(code);
  });

  test('are part of what is signed, and absent ones are not', () => {
    const terms = { netting: 'allowed', partial: PARTIAL, buyIn: BUY_IN, reserveOn: '2026-11-23' };
    const proposedBy = 'CustodianMSP' as MspId;
    const { body } = affirmedAct({ ...jointRequest(asked([VALUED], terms), ''), proposedBy });
    expect(body).toMatchObject({ version: 2, proposedBy, ...terms, partial: { minimumUnits: 2n, multiple: 2n } });
    const plain = affirmedAct({ ...jointRequest(asked([VALUED]), ''), proposedBy }).body;
    expect(Object.keys(plain as object)).toEqual([
      ...['version', 'instructionId', 'proposedBy', 'legs', 'mode', 'tradeDate', 'settlementDate', 'lastDay'],
    ]);
  });
});
