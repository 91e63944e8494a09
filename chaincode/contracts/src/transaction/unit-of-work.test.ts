import { describe, expect, test } from '@jest/globals';
import type { DomainEvent } from '@scrip/model';
import type { Context } from 'fabric-contract-api';
import { LedgerTransaction } from '../world-state/ledger-transaction.js';
import { UnitOfWork } from './unit-of-work.js';

const EVENT = { type: 'BusinessDateAdvanced' } as DomainEvent;

/** A unit of work over a ledger that is asked nothing. */
function unitOfWork(): UnitOfWork {
  const context = { stub: {}, clientIdentity: { getMSPID: () => 'AMSP' } } as unknown as Context;
  return new UnitOfWork(new LedgerTransaction(context));
}

describe('an attempt', () => {
  test('that throws leaves neither a change nor an event nor a used lot id', async () => {
    const work = unitOfWork();
    work.events.push(EVENT);
    work.nextLotIndex = 3;
    const attempt = work.attempt(() => {
      work.state.put('key', 'value');
      work.events.push(EVENT);
      work.nextLotIndex += 2;
      return Promise.reject(new Error('refused'));
    });
    await expect(attempt).rejects.toThrow('refused');
    expect([work.state.isChanged, work.events.length, work.nextLotIndex]).toEqual([false, 1, 3]);
  });

  test('that succeeds keeps all of them', async () => {
    const work = unitOfWork();
    const result = await work.attempt(() => {
      work.state.put('key', 'value');
      work.events.push(EVENT);
      work.nextLotIndex += 2;
      return Promise.resolve('done');
    });
    expect([result, work.state.isChanged, work.events.length, work.nextLotIndex]).toEqual(['done', true, 1, 2]);
  });
});

describe('a transaction', () => {
  test('writes private or public state, never both', async () => {
    const stub = { getMSPID: () => 'AMSP', getMspID: () => 'AMSP' };
    const ledger = new LedgerTransaction({ stub, clientIdentity: { getMSPID: () => 'AMSP' } } as unknown as Context);
    ledger.privateRecords.write('key', 'value');
    ledger.state.put('key', 'value');
    await expect(ledger.flush()).rejects.toThrow('either private or public');
  });

  test('has one event', () => {
    const { ledger } = unitOfWork();
    ledger.emit('{}');
    expect(() => ledger.emit('{}')).toThrow('one event');
  });
});
