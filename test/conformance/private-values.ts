import { createHash } from 'node:crypto';
import type { Transaction } from '@hyperledger/fabric-gateway';
import { AURORA } from '../support/consortium.js';
import { type Outcome, type ProposalChoices, refusal, type Step } from '../support/probe.js';
import { UNKNOWN } from './codes.js';
import type { Scene } from './scene.js';

/** Code of a query whose chaincode failed. */
const CHAINCODE_FAILED: number = UNKNOWN;

/** Private values as the rows write and read them: one value for all keys of a row, which travels as transient data. */
export class PrivateValues {
  constructor(
    private readonly scene: Scene,
    readonly secret: string,
    private readonly chaincode?: string,
  ) {}

  /** Collections let clients see this much of a value everywhere: SHA-256 in base64. */
  get hash(): string {
    return createHash('sha256').update(this.secret).digest('base64');
  }

  put(collection: string, key: string): Step {
    return { op: 'privatePut', collection, key, transient: 'secret' };
  }

  get(collection: string, key: string): Step {
    return { op: 'privateGet', collection, key };
  }

  hashStep(collection: string, key: string): Step {
    return { op: 'privateHash', collection, key };
  }

  /** Collects endorsements of these organisations; absent = the gateway plans. */
  endorse(steps: readonly Step[], endorsers: readonly string[] | undefined, from = AURORA): Promise<Transaction> {
    return this.scene.probe(from, this.chaincode).endorse(steps, this.choices(endorsers));
  }

  submit(steps: readonly Step[], endorsers?: readonly string[], from = AURORA): Promise<Outcome> {
    return this.scene.probe(from, this.chaincode).submit(steps, this.choices(endorsers));
  }

  /** The verdict on a transaction. */
  async verdict(steps: readonly Step[], endorsers: readonly string[], from = AURORA): Promise<number> {
    return (await this.submit(steps, endorsers, from)).status.code;
  }

  /** Writes the value to a key that is new. @returns the key */
  async given(collection: string, endorsers: readonly string[]): Promise<string> {
    const key = this.scene.key(collection);
    await this.scene.probe(AURORA, this.chaincode).submitValid([this.put(collection, key)], this.choices(endorsers));
    return key;
  }

  /** Reads a step at the peer of `at`, asked by a client of `by`. */
  readAt(at: string, step: Step, by = at): Promise<unknown> {
    return this.scene.probe(by, this.chaincode).evaluateOne(step, { endorsers: [at] });
  }

  /** The message of the chaincode's own failure: what the peer answered to the stub call. */
  async failureAt(at: string, step: Step, by = at): Promise<string> {
    const refused = await refusal(this.scene.probe(by, this.chaincode).evaluate([step], this.choices([at])));
    const [detail, ...others] = refused.details;
    if (refused.code !== CHAINCODE_FAILED || detail === undefined || others.length > 0) {
      throw new Error(`expected the failure of one peer, got ${JSON.stringify(refused)}`);
    }
    return withoutTransactionId(detail);
  }

  private choices(endorsers: readonly string[] | undefined): ProposalChoices {
    return { transient: { secret: this.secret }, ...(endorsers === undefined ? {} : { endorsers }) };
  }
}

/** A message with its transaction id replaced, so that it can be compared. */
export function withoutTransactionId(message: string): string {
  return message.replace(/[0-9a-f]{64}/g, '<txid>');
}
