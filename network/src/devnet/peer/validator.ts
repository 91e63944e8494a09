import type { common } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../../channel/bundle.js';
import type { Clock } from '../clock.js';
import type { StateView } from '../ledger/types.js';
import type { Lifecycle } from './lifecycle.js';
import { type JudgedTransaction, judgeTransaction } from './validator-action.js';
import { EndorsementCheck } from './validator-endorsement.js';
import { Code, InvalidTransaction, type ValidationCode } from './validator-invalid.js';

/** What the validator needs of a peer's ledger. */
export interface ValidationLedger {
  /** Committed state; the caller releases it. */
  state(): StateView;
  /** Where a transaction id is in the ledger, or undefined. */
  locate(txId: string): object | undefined;
}

/** The channel as of the block before the one that is validated. */
export interface ValidationContext {
  readonly bundle: ChannelBundle;
  readonly ledger: ValidationLedger;
  readonly lifecycle: Lifecycle;
  readonly clock: Clock;
}

/**
 * Transactions that are judged before other work of the process gets its turn: their signatures take about a
 * millisecond each, and clients wait meanwhile.
 */
const TRANSACTIONS_PER_TURN = 8;

type Verdict = JudgedTransaction | ValidationCode;

/**
 * First validation pass of a block: everything that does not depend on the order of its transactions, plus the rules
 * that Fabric applies with it (repeated ids and key policies changed inside the block). Whether what a transaction
 * read is still true is the second pass, by the ledger (Fabric: core/committer/txvalidator/v20/validator.go).
 *
 * @param block give all organisations of a process the same object, so that its parsing and signatures are shared
 * @returns one `TxValidationCode` per transaction
 */
export async function validateBlock(block: common.Block, context: ValidationContext): Promise<Buffer> {
  const transactions = block.getData()?.getDataList_asU8() ?? [];
  const blockNumber = block.getHeader()?.getNumber() ?? 0;
  const state = context.ledger.state();
  try {
    const verdicts = await judgedInTurns(transactions, blockNumber, context);
    const check = new EndorsementCheck(context.bundle, context.lifecycle, state);
    for (const verdict of verdicts) {
      if (typeof verdict !== 'number' && verdict.action !== undefined) {
        check.prefetch(verdict.action);
      }
    }
    const codes: ValidationCode[] = [];
    for (const verdict of verdicts) {
      codes.push(await codeOf(verdict, isCommitted(verdict, context.ledger), check));
    }
    return Buffer.from(withoutRepetitions(codes, verdicts));
  } finally {
    state.release();
  }
}

async function judgedInTurns(
  transactions: readonly Uint8Array[],
  blockNumber: number,
  { bundle, clock }: ValidationContext,
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const bytes of transactions) {
    verdicts.push(judged(bytes, blockNumber, bundle));
    if (verdicts.length % TRANSACTIONS_PER_TURN === 0) {
      await clock.turn();
    }
  }
  return verdicts;
}

function judged(bytes: Uint8Array, blockNumber: number, bundle: ChannelBundle): Verdict {
  try {
    return judgeTransaction(bytes, blockNumber, bundle);
  } catch (error) {
    return invalidCode(error);
  }
}

function isCommitted(verdict: Verdict, ledger: ValidationLedger): boolean {
  return typeof verdict !== 'number' && !isConfig(verdict) && ledger.locate(verdict.txId) !== undefined;
}

async function codeOf(verdict: Verdict, committed: boolean, check: EndorsementCheck): Promise<ValidationCode> {
  if (typeof verdict === 'number') {
    return verdict;
  }
  if (committed) {
    return Code.DUPLICATE_TXID;
  }
  if (verdict.fault !== undefined) {
    return verdict.fault.code;
  }
  try {
    if (verdict.action !== undefined) {
      await check.check(verdict.action);
    }
    return Code.VALID;
  } catch (error) {
    return invalidCode(error);
  }
}

/** Of equal transaction ids among those still valid, only the first stays so. */
function withoutRepetitions(codes: readonly ValidationCode[], verdicts: readonly Verdict[]): readonly number[] {
  const seen = new Set<string>();
  return codes.map((code, index) => {
    const verdict = verdicts[index];
    if (code !== Code.VALID || verdict === undefined || typeof verdict === 'number' || isConfig(verdict)) {
      return code;
    }
    const repeated = seen.has(verdict.txId);
    seen.add(verdict.txId);
    return repeated ? Code.DUPLICATE_TXID : code;
  });
}

function isConfig(verdict: JudgedTransaction): boolean {
  return verdict.action === undefined && verdict.fault === undefined;
}

function invalidCode(error: unknown): ValidationCode {
  if (error instanceof InvalidTransaction) {
    return error.code;
  }
  throw error;
}
