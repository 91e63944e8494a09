import { setTimeout as sleep } from 'node:timers/promises';
import type { Status, SubmittedTransaction, Transaction } from '@hyperledger/fabric-gateway';
import type { ledger } from '@hyperledger/fabric-protos';
import { endorsedTransaction, transactionsOf } from '../support/block.js';
import { AURORA, type Consortium, MEMBERS } from '../support/consortium.js';
import type { Outcome, Probe, Step } from '../support/probe.js';
import { type EndorsedTransaction, required } from '../support/transaction.js';

const ORDERING_ATTEMPTS = 40;
/** Tried in turn: one engine collects for its batch timeout, the other cuts as soon as it is idle. */
const SUBMISSION_GAPS_MS = [30, 1, 5] as const;

/** The running network as the rows see it; it exists only while the tests run. */
export class Scene {
  private current: Consortium | undefined;
  private counter = 0;

  open(consortium: Consortium): void {
    this.current = consortium;
  }

  /** Closes the sessions and ends the network, if it ever started. */
  async end(): Promise<void> {
    this.current?.close();
    await this.current?.network.end();
  }

  get consortium(): Consortium {
    if (this.current === undefined) {
      throw new Error('the network has not started');
    }
    return this.current;
  }

  probe(mspId = AURORA, chaincode?: string): Probe {
    return this.consortium.probe(mspId, chaincode);
  }

  /** A key that no other test uses. */
  key(name: string): string {
    this.counter += 1;
    return `${name}-${String(this.counter).padStart(4, '0')}`;
  }

  /** Every member of the channel, for a transaction whose endorsers are not what the test is about. */
  readonly allMembers = MEMBERS;

  /** Writes a value and waits until it is committed: the usual opening of a test. */
  async given(...entries: readonly (readonly [key: string, value: string])[]): Promise<Outcome> {
    const steps = entries.map(([key, value]): Step => ({ op: 'put', key, value }));
    return this.probe().submitValid(steps);
  }

  /** Stops every process of the network and starts it again on the same data. */
  async restart(): Promise<void> {
    this.consortium.close();
    await this.consortium.network.down();
    await this.consortium.network.up();
  }

  /** Orders a transaction that was endorsed before and waits for its verdict. */
  commit(transaction: Transaction): Promise<Outcome> {
    return this.probe().commit(transaction);
  }

  get(key: string): Promise<unknown> {
    return this.probe().evaluateOne({ op: 'get', key });
  }

  /** The committed form of a transaction, as it stands in its block. */
  async committed(result: Outcome): Promise<EndorsedTransaction> {
    const block = await this.consortium.block(result.status.blockNumber);
    return endorsedTransaction(block, result.status.transactionId);
  }

  /** The version of `key` that a transaction read, as its read set states it. */
  async readVersion(
    result: Outcome,
    key: string,
  ): Promise<{ readonly block: number; readonly tx: number } | undefined> {
    const version = (await this.probeResults(result))
      .getReadsList()
      .find((read) => read.getKey() === key)
      ?.getVersion();
    return version === undefined ? undefined : { block: version.getBlockNum(), tx: version.getTxNum() };
  }

  /** The only range that a transaction read. */
  async rangeInfo(result: Outcome): Promise<ledger.rwset.kvrwset.RangeQueryInfo> {
    return required((await this.probeResults(result)).getRangeQueriesInfoList()[0], 'range query');
  }

  /** Where in its block a transaction stands. */
  async positionOf(status: Status): Promise<number> {
    const transactions = transactionsOf(await this.consortium.block(status.blockNumber));
    return transactions.findIndex(({ txId }) => txId === status.transactionId);
  }

  private async probeResults(result: Outcome): Promise<ledger.rwset.kvrwset.KVRWSet> {
    const { results } = await this.committed(result);
    return required(results.find(({ namespace }) => namespace === 'probe')?.rwset, 'namespace probe');
  }

  /**
   * Orders transactions so that they stand in one block, in this order. The orderer decides where a block ends, so
   * this prepares them anew until it happens; after the last attempt the test fails. Another transaction goes ahead:
   * while its block is made, the ones that follow collect.
   */
  async inOneBlock(prepare: () => Promise<readonly Transaction[]>): Promise<readonly Outcome[]> {
    for (let attempt = 1; attempt <= ORDERING_ATTEMPTS; attempt += 1) {
      const transactions = await prepare();
      const ahead = await this.probe().endorse([{ op: 'put', key: this.key('ahead'), value: 'x' }]);
      const gapMs = SUBMISSION_GAPS_MS[attempt % SUBMISSION_GAPS_MS.length] ?? 1;
      const [, ...submitted] = await submitInTurn([ahead, ...transactions], gapMs);
      const outcomes = await Promise.all(submitted.map((sent) => this.probe().outcome(sent)));
      if (await this.areInOrder(outcomes)) {
        return outcomes;
      }
    }
    throw new Error(`no block held the transactions in order in ${ORDERING_ATTEMPTS} attempts`);
  }

  private async areInOrder(outcomes: readonly Outcome[]): Promise<boolean> {
    const [first, ...others] = outcomes.map(({ status }) => status);
    if (first === undefined || others.some((status) => status.blockNumber !== first.blockNumber)) {
      return false;
    }
    const order = transactionsOf(await this.consortium.block(first.blockNumber)).map(({ txId }) => txId);
    const positions = [first, ...others].map(({ transactionId }) => order.indexOf(transactionId));
    return positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0));
  }
}

/** Each follows the one before soon enough for the same block and late enough to stay behind it. */
async function submitInTurn(
  transactions: readonly Transaction[],
  gapMs: number,
): Promise<readonly SubmittedTransaction[]> {
  const sent: Promise<SubmittedTransaction>[] = [];
  for (const transaction of transactions) {
    const submission = transaction.submit();
    sent.push(submission);
    await Promise.race([submission, sleep(gapMs)]);
  }
  return Promise.all(sent);
}
