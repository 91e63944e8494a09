import { setTimeout as pause } from 'node:timers/promises';
import type { Commit, Contract, Gateway, Transaction } from '@hyperledger/fabric-gateway';
import { common, gateway as gatewayProtos, msp } from '@hyperledger/fabric-protos';
import { canonicalJson, makerOfSeal } from '@scrip/model';
import {
  checkAdministrator,
  datesRead,
  policiesSetBy,
  readEndorsedTransaction,
  unmetPolicies,
  VerificationError,
} from '@scrip/verify';
import { isEndorsementMismatch, refusalIn } from './chaincode-error.js';
import { answerIn, creatorOf, endorsersIn, withEndorsements } from './endorsed-envelope.js';
import { commitStatus, passes, type CommitFinder } from './fabric-attempt.js';
import type { Command, Evidence } from './ledger.js';
import { EndorsementRefused, EndorsersMissing, LedgerFault, LedgerUnavailable } from './ledger-error.js';
import type { OfflineEndorsement, Overrides, PreparedCommand, Verdict } from './overrides.js';
import { sentForm } from './sent-form.js';
import { serializedIdentity } from './serialized-identity.js';

/** How long a peer may take to rehearse a command before it counts as one that does not answer. */
const ANSWER_MS = 5_000;
/** How often peers are asked that do not agree, one of them being a block ahead, and for how long they are left alone. */
const ATTEMPTS_MAX = 5;
const PAUSE_MS = 150;
/** How long to look for a transaction that may have been submitted before. */
const EARLIER_SUBMISSION_MS = 1_000;
/** TxValidationCode (Fabric peer/transaction.proto). */
const [VALID, ENDORSEMENT_POLICY_FAILURE, MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT] = [0, 10, 11, 12];
/** Keys of lots, which have policies of their own: `lot/<isin>/<holder>/<transaction>/<index>`. */
const LOT = /^lot\/[^/]+\/[^/]+\/([0-9a-f]{64})\/\d+$/;

/** A function with its one argument. */
interface Call {
  readonly name: string;
  readonly argument: string;
}

/** What overrides are made with. */
export interface OverrideSession {
  readonly gateway: Gateway;
  readonly contract: Contract;
  readonly evidence: Evidence;
  readonly mspId: string;
  readonly members: () => Promise<readonly string[]>;
  readonly findCommit: CommitFinder;
}

/** Lawful overrides by an organisation's own peer. */
export class FabricOverrides implements Overrides {
  constructor(private readonly session: OverrideSession) {}

  /** @throws {EndorsersMissing | LedgerRefusal | LedgerUnavailable | LedgerFault} */
  async prepare(command: Command, named?: readonly string[]): Promise<PreparedCommand> {
    const call = { name: command.name, argument: canonicalJson(sentForm(command)) };
    const members = await this.session.members();
    const answering = await this.#answering(call, named ?? members);
    const missing = (named ?? members).filter((mspId) => !answering.includes(mspId));
    if (named !== undefined && missing.length > 0) {
      throw new EndorsersMissing(missing, `peers of ${missing.join(', ')} do not answer`);
    }
    if (answering.length * 2 <= members.length) {
      const message = `peers of ${answering.length} of ${members.length} members endorse; it takes a majority`;
      throw new EndorsersMissing(missing, message);
    }
    const transaction = await this.#endorsed(call, answering);
    const prepared = gatewayProtos.PreparedTransaction.deserializeBinary(transaction.getBytes());
    const envelope = prepared.getEnvelope();
    if (envelope === undefined) throw new LedgerFault('the peer has put no transaction together');
    return {
      transactionId: transaction.getTransactionId(),
      envelope: envelope.serializeBinary(),
      payload: answerIn(envelope),
      endorsers: endorsersIn(envelope).map(mspOf),
      dated: datesRead(readEndorsedTransaction(envelope.serializeBinary()), command.dated ?? []),
    };
  }

  async check(payload: Uint8Array, { mspId, certificate, signature }: OfflineEndorsement): Promise<string> {
    const endorser = serializedIdentity(mspId, Buffer.from(certificate));
    const configuration = await this.#configuration();
    try {
      return checkAdministrator(configuration, payload, { endorser, signature }, new Date()).commonName;
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
      throw new EndorsementRefused(error.message, { cause: error });
    }
  }

  /** The policy of a lot, or of the seal, is found where it came about: nothing changes it later. */
  async unmet(envelope: Uint8Array, endorsements: readonly OfflineEndorsement[]): Promise<readonly string[]> {
    const guarded = guardedKeysIn(envelope);
    const created = new Set(guarded.map(({ transactionId }) => transactionId));
    const policies = new Map<string, Uint8Array>();
    for (const id of created) {
      const set = policiesSetBy(await this.session.evidence.transaction(id));
      for (const { key } of guarded) {
        const policy = set.get(key);
        if (policy !== undefined) policies.set(key, policy);
      }
    }
    const complete = withEndorsements(common.Envelope.deserializeBinary(envelope), endorsements);
    return unmetPolicies(await this.#configuration(), endorsersIn(complete), policies);
  }

  async submit(
    { transactionId, envelope }: Pick<PreparedCommand, 'transactionId' | 'envelope'>,
    endorsements: readonly OfflineEndorsement[],
  ): Promise<Verdict> {
    const earlier = await commitStatus(this.session.findCommit(transactionId), EARLIER_SUBMISSION_MS);
    if (earlier !== undefined) return verdictOf(earlier.code, Number(earlier.blockNumber), transactionId);
    const { gateway } = this.session;
    const parsed = common.Envelope.deserializeBinary(envelope);
    const { mspId, credentials } = gateway.getIdentity();
    const isOurs = Buffer.from(creatorOf(parsed)).equals(serializedIdentity(mspId, credentials));
    if (!isOurs) return { kind: 'stale' };
    const prepared = new gatewayProtos.PreparedTransaction();
    prepared.setTransactionId(transactionId);
    prepared.setEnvelope(withEndorsements(parsed, endorsements));
    const commit = await this.#sent(gateway.newTransaction(prepared.serializeBinary()));
    const status = await commitStatus(commit, undefined);
    if (status === undefined) throw new LedgerUnavailable('outcome-unknown', 1);
    return verdictOf(status.code, Number(status.blockNumber), transactionId);
  }

  async #sent(transaction: Transaction): Promise<Commit> {
    try {
      return await transaction.submit();
    } catch (error) {
      if (!passes(error)) throw new LedgerFault('the orderers did not accept a transaction', { cause: error });
      throw new LedgerUnavailable('outcome-unknown', 1, { cause: error });
    }
  }

  /** The organisations whose peers would endorse: each rehearses the command. @throws {LedgerRefusal} of the own peer */
  async #answering({ name, argument }: Call, asked: readonly string[]): Promise<readonly string[]> {
    const answers = await Promise.all(
      asked.map(async (mspId) => {
        const options = { arguments: [argument], endorsingOrganizations: [mspId] };
        try {
          await this.session.contract.newProposal(name, options).evaluate({ deadline: Date.now() + ANSWER_MS });
          return true;
        } catch (error) {
          const refusal = refusalIn(error);
          if (refusal !== undefined && mspId === this.session.mspId) throw refusal;
          return false;
        }
      }),
    );
    return asked.filter((_, index) => answers[index]);
  }

  async #endorsed({ name, argument }: Call, endorsers: readonly string[]): Promise<Transaction> {
    const options = { arguments: [argument], endorsingOrganizations: [...endorsers] };
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.session.contract.newProposal(name, options).endorse();
      } catch (error) {
        const isPassing = isEndorsementMismatch(error);
        if (isPassing && attempt < ATTEMPTS_MAX) await pause(attempt * PAUSE_MS);
        else {
          const reason = isPassing ? 'conflict' : 'unreachable';
          throw refusalIn(error) ?? new LedgerUnavailable(reason, attempt, { cause: error });
        }
      }
    }
  }

  async #configuration(): Promise<Uint8Array> {
    const last = (await this.session.evidence.configuration()).blocks.at(-1);
    if (last === undefined) throw new LedgerFault('the channel has no configuration');
    return last;
  }
}

const mspOf = (identity: Uint8Array): string => msp.SerializedIdentity.deserializeBinary(identity).getMspid();

/** The lots that a transaction consumes, and the seal that it writes: their keys, and the transactions that created them. */
function guardedKeysIn(envelope: Uint8Array): readonly { readonly key: string; readonly transactionId: string }[] {
  const { sets, chaincode } = readEndorsedTransaction(envelope);
  return [...(sets.get(chaincode.name)?.writes ?? [])].flatMap(([key, value]) => {
    const transactionId = value === undefined ? LOT.exec(key)?.[1] : makerOfSeal(key);
    return transactionId === undefined ? [] : [{ key, transactionId }];
  });
}

/** @throws {LedgerFault} for a verdict that no correct gateway brings about */
function verdictOf(code: number, block: number, transactionId: string): Verdict {
  if (code === VALID) return { kind: 'valid', block };
  if (code === ENDORSEMENT_POLICY_FAILURE) return { kind: 'insufficient', block };
  if (code === MVCC_READ_CONFLICT || code === PHANTOM_READ_CONFLICT) return { kind: 'stale', block };
  throw new LedgerFault(`transaction ${transactionId} was committed as invalid, code ${code}`);
}
