import { describe, expect, test } from '@jest/globals';
import type { BusinessDate } from '../dates/business-date.js';
import { momentsIn, sharedMoments, type FinalityMoments, type LedgerMoment, type TransactionId } from './finality.js';
import { instructionRecord } from './instruction.js';

const at = (digit: string, businessDate = '2026-11-20'): LedgerMoment => ({
  transactionId: digit.repeat(64) as TransactionId,
  businessDate: businessDate as BusinessDate,
});
const [first, second] = [at('1'), at('2', '2026-11-23')];

describe('moments of an instruction', () => {
  test.each<readonly [string, FinalityMoments, number]>([
    ['in one transaction', { entered: first, irrevocable: first, final: first }, 1],
    ['until it is pending', { entered: first, irrevocable: first }, 1],
    ['final later', { entered: first, irrevocable: first, final: second }, 2],
    ['of one transaction that states another date', { entered: first, final: at('1', '2026-11-19') }, 2],
    ['irrevocable later', { entered: first, irrevocable: second, final: second }, 2],
  ])('are told by their transactions: %s', (_name, moments, transactions) => {
    const shared = sharedMoments(moments);
    expect(shared).toHaveLength(transactions);
    expect(momentsIn(shared)).toEqual(moments);
  });

  test('begin with the entry', () => {
    expect(() => momentsIn([{ ...first, reached: ['final'] }])).toThrow(
      expect.objectContaining({ code: 'FIELD_INVALID' }),
    );
  });
});

describe('a stored instruction', () => {
  const dates = { tradeDate: '2026-11-20', settlementDate: '2026-11-20', instructedOn: '2026-11-20' };
  const terms = {
    ...{ instructionId: 'one', isin: 'US0378331005', units: '1', custodian: 'CustodianMSP', status: 'settled' },
    ...{ fromHolderId: `P${'A'.repeat(32)}`, toHolderId: `P${'B'.repeat(32)}`, ...dates },
  };
  const moments = { entered: first, irrevocable: first, final: second };

  test('of an earlier program named the transaction of each moment, and is read as it was', () => {
    const read = instructionRecord.decode(JSON.stringify({ ...terms, moments, schema: 1 }));
    expect(read).toMatchObject({ units: 1n, status: 'settled', moments });
    const kept = instructionRecord.encode(read);
    expect(JSON.parse(kept)).toMatchObject({
      schema: 2,
      moments: [
        { ...first, reached: ['entered', 'irrevocable'] },
        { ...second, reached: ['final'] },
      ],
    });
    expect(instructionRecord.decode(kept)).toEqual(read);
  });
});
