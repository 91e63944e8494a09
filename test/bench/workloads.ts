import type { Contract } from '@hyperledger/fabric-gateway';
import { AURORA, type Consortium } from '../support/consortium.js';
import { closedLoop, type LoadResult } from '../support/load.js';
import { RegisterMarket } from '../support/register.js';
import { SettlementAgent } from './settlement-agent.js';

const RECORD_BYTES = 300;
/** More than any run can transfer, one unit at a time. */
const UNITS = '1000000';

/** A kind of work, ready to be measured at any concurrency. */
export interface Workload {
  readonly name: string;
  measure(concurrency: number, durationMs: number): Promise<LoadResult>;
}

/** The floor of every engine: one blind write of one byte to a key of its own. All ratios are to this. */
export function noOpPut(consortium: Consortium): Workload {
  const write = committed(consortium, 'put', (key) => [key, 'x']);
  return { name: 'no-op put', measure: (concurrency, duration) => closedLoop(concurrency, duration, write) };
}

/** A record of 300 bytes that is read and written: what an ordinary update costs. */
export function recordPut(consortium: Consortium): Workload {
  const record = 'r'.repeat(RECORD_BYTES);
  const write = committed(consortium, 'update', (key) => [key, record]);
  return { name: 'put', measure: (concurrency, duration) => closedLoop(concurrency, duration, write) };
}

/**
 * A transfer of the product: instructed by the custodian, settled by the registrar's agent in batches, as in
 * production. One call is one transfer, from before the instruction until its settlement is committed.
 */
export async function transfer(consortium: Consortium, channel: string): Promise<Workload> {
  const market = new RegisterMarket(consortium, channel, { awaitEveryPeer: false });
  await market.bootstrap();
  const isin = await market.registerSecurity();
  const seller = await market.registerParty('Seller');
  const buyer = await market.registerParty('Buyer');
  await market.issue(isin, seller, UNITS);
  return {
    name: 'transfer',
    async measure(concurrency, duration) {
      const agent = new SettlementAgent(market, isin);
      const result = await closedLoop(concurrency, duration, async () => {
        for (const { instructionId } of await market.instruct(isin, seller, buyer, 1)) {
          await agent.settled(instructionId);
        }
      });
      await agent.stop();
      return result;
    },
  };
}

/** Submits to the probe with a fresh key and waits until it is committed as valid. */
function committed(consortium: Consortium, name: string, args: (key: string) => string[]): () => Promise<void> {
  const contract: Contract = consortium.at(AURORA).contract('probe');
  let counter = 0;
  return async () => {
    counter += 1;
    await contract.submit(name, { arguments: args(`bench/${name}/${counter}`) });
  };
}
