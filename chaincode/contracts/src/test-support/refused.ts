import { expect } from '@jest/globals';
import type { Refusal } from '@scrip/model';
import { refusalOfCall, type Channel } from './channel.js';

/** The refusal of a call, which must have left the ledger as it was. */
export async function refusalWithoutTrace(channel: Channel, call: () => Promise<unknown>): Promise<Refusal> {
  const before = channel.peer.ledger.snapshot();
  const refusal = await refusalOfCall(call());
  expect(channel.peer.ledger.snapshot()).toBe(before);
  return refusal;
}
