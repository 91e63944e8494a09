import {
  CommitError,
  type Contract,
  GatewayError,
  type Status,
  type SubmittedTransaction,
  type Transaction,
} from '@hyperledger/fabric-gateway';
import type { Connection } from './connection.js';

/** One stub call that the probe chaincode makes; test/conformance/probe/steps.cjs lists the operations. */
export interface Step {
  readonly op: string;
  readonly [argument: string]: unknown;
}

/** How a transaction is proposed. */
export interface ProposalChoices {
  readonly transient?: Readonly<Record<string, string>>;
  /** The organisations that must endorse; absent = the gateway plans by the policies. */
  readonly endorsers?: readonly string[];
}

/** A transaction that was ordered, with its verdict. */
export interface Outcome {
  readonly status: Status;
  /** What the steps returned, in order. */
  readonly results: readonly unknown[];
}

/**
 * The probe chaincode through one connection. A verdict comes from the gateway's own peer while others may still be a
 * block behind; `settled` waits for those, so that the next step of a test meets the same state everywhere.
 */
export class Probe {
  readonly contract: Contract;

  constructor(
    readonly connection: Connection,
    readonly chaincode = 'probe',
    private readonly settled: (transactionId: string) => Promise<void> = () => Promise.resolve(),
  ) {
    this.contract = connection.contract(chaincode);
  }

  /** Collects endorsements; nothing is ordered yet. */
  endorse(steps: readonly Step[], choices: ProposalChoices = {}): Promise<Transaction> {
    return this.contract.newProposal('run', proposalOptions(steps, choices)).endorse();
  }

  /** Endorses, orders and waits for the verdict, which may be any code. */
  async submit(steps: readonly Step[], choices: ProposalChoices = {}): Promise<Outcome> {
    return this.commit(await this.endorse(steps, choices));
  }

  /** Orders an endorsed transaction and waits for its verdict. */
  async commit(transaction: Transaction): Promise<Outcome> {
    return this.outcome(await transaction.submit());
  }

  /** Waits for the verdict on a transaction that the orderer has accepted, and until every member's peer has it. */
  async outcome(submitted: SubmittedTransaction): Promise<Outcome> {
    const status = await submitted.getStatus();
    await this.settled(status.transactionId);
    return { status, results: decode(submitted.getResult()) };
  }

  /** Like `submit`, but a verdict other than VALID is an error: for the parts of a test that set the scene. */
  async submitValid(steps: readonly Step[], choices: ProposalChoices = {}): Promise<Outcome> {
    const committed = await this.submit(steps, choices);
    if (!committed.status.successful) {
      throw new Error(`transaction ${committed.status.transactionId} has code ${committed.status.code}`);
    }
    return committed;
  }

  /** Asks one peer; `endorsers` chooses the organisation whose peer answers. */
  async evaluate(steps: readonly Step[], choices: ProposalChoices = {}): Promise<readonly unknown[]> {
    return decode(await this.contract.evaluate('run', proposalOptions(steps, choices)));
  }

  async evaluateOne(step: Step, choices: ProposalChoices = {}): Promise<unknown> {
    return (await this.evaluate([step], choices))[0];
  }
}

/** What a refused call left behind: gRPC code and message as the gateway sent them, and the message of each peer that was asked. */
export interface Refusal {
  readonly code: number;
  readonly message: string;
  readonly details: readonly string[];
  readonly mspIds: readonly string[];
}

/** Awaits a refusal by the gateway; a call that succeeds or fails otherwise is a failure of the test. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (error instanceof GatewayError) {
      const { code, cause, details } = error;
      return {
        code,
        message: cause.details,
        details: details.map((d) => d.message),
        mspIds: details.map((d) => d.mspId),
      };
    }
    throw error;
  }
  throw new Error('the call was expected to be refused, and succeeded');
}

/** Awaits the client library's error for a transaction that was committed as invalid. */
export async function commitError(call: Promise<unknown>): Promise<CommitError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof CommitError) {
      return error;
    }
    throw error;
  }
  throw new Error('the transaction was expected to be invalid, and is valid');
}

function proposalOptions(steps: readonly Step[], choices: ProposalChoices): Parameters<Contract['newProposal']>[1] {
  return {
    arguments: [JSON.stringify(steps)],
    ...(choices.transient === undefined ? {} : { transientData: { ...choices.transient } }),
    ...(choices.endorsers === undefined ? {} : { endorsingOrganizations: [...choices.endorsers] }),
  };
}

function decode(payload: Uint8Array): readonly unknown[] {
  const results: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
  if (!Array.isArray(results)) {
    throw new Error('the probe did not return a list');
  }
  return results as readonly unknown[];
}
