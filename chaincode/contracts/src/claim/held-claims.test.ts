import { expect, test } from '@jest/globals';
import type { Isin, PartyId } from '@scrip/model';
import type { Context } from 'fabric-contract-api';
import { fieldsOf } from '../protobuf/fields.js';
import { UnitOfWork } from '../transaction/unit-of-work.js';
import { LedgerTransaction } from '../world-state/ledger-transaction.js';
import { claimFacts } from './held-claims.js';

const NOBODY = { sender: [], receiver: [] };

test('a movement of a security that asks for no claims reads that nobody is trusted, and nothing else', async () => {
  const reads: string[] = [];
  let payload: Uint8Array = new Uint8Array();
  const message = { setType: () => undefined, setPayload: (given: Uint8Array) => (payload = given) };
  const handler = {
    handleGetState(this: { _askPeerAndListen: (asked: typeof message) => Promise<Uint8Array> }) {
      return this._askPeerAndListen(message);
    },
    _askPeerAndListen: () => {
      const [start] = fieldsOf(payload);
      reads.push(Buffer.from(start?.content as Uint8Array).toString('utf8'));
      return Promise.resolve(new Uint8Array());
    },
  };
  const stub = { handler, getChannelID: () => 'test', getTxID: () => '0' };
  const context = { stub, clientIdentity: { getMSPID: () => 'AMSP' } } as unknown as Context;
  const work = new UnitOfWork(new LedgerTransaction(context));
  const parties = { sender: 'PA' as PartyId, receiver: 'PB' as PartyId };
  expect(await claimFacts(work, 'US0378331005' as Isin, parties, NOBODY)).toEqual([]);
  await claimFacts(work, 'US0378331005' as Isin, parties, NOBODY);
  expect(reads).toEqual(['trust/network/', 'trust/US0378331005/']);
});
