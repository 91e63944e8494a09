import { expect, test } from '@jest/globals';
import type { Isin, PartyId } from '@scrip/model';
import type { Context } from 'fabric-contract-api';
import { UnitOfWork } from '../transaction/unit-of-work.js';
import { LedgerTransaction } from '../world-state/ledger-transaction.js';
import { claimFacts } from './held-claims.js';

const NOBODY = { sender: [], receiver: [] };

test('a movement of a security that asks for no claims reads that nobody is trusted, and nothing else', async () => {
  const reads: string[] = [];
  const stub = {
    getStateByRange: (start: string) => {
      reads.push(start);
      return Promise.resolve({ next: () => Promise.resolve({ done: true }) });
    },
  };
  const context = { stub, clientIdentity: { getMSPID: () => 'AMSP' } } as unknown as Context;
  const work = new UnitOfWork(new LedgerTransaction(context));
  const parties = { sender: 'PA' as PartyId, receiver: 'PB' as PartyId };
  expect(await claimFacts(work, 'US0378331005' as Isin, parties, NOBODY)).toEqual([]);
  await claimFacts(work, 'US0378331005' as Isin, parties, NOBODY);
  expect(reads).toEqual(['trust/network/', 'trust/US0378331005/']);
});
