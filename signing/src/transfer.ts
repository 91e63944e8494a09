import { instructionRequest, signedInstruction, type Authorisation, type Deed, type LedgerName } from '@scrip/model';
import { authorise, type SigningParty, type Validity } from './statement.js';

/** A transfer as the one who gives it states it; all of it is signed. */
export interface TransferOrder {
  /** Unique on the channel; a random one if absent. */
  readonly instructionId?: string;
  readonly isin: string;
  readonly fromHolderId: string;
  /** The sub-account that gives: the chain of parties for whom its holder holds. */
  readonly fromDesignation?: readonly string[];
  readonly toHolderId: string;
  /** For whom the receiver is to hold. */
  readonly toDesignation?: readonly string[];
  /** Whole units as a decimal string. */
  readonly units: string;
  /** Which lots of the sender move: an order, or their ids; the first acquired first if absent. */
  readonly lots?: 'fifo' | 'lifo' | 'highestPrice' | readonly string[];
  /** Encumbrances that go along with the units on which they lie. */
  readonly subjectTo?: readonly string[];
  readonly tradeDate: string;
  readonly settlementDate: string;
  /** The last day on which it can settle; 60 days after the settlement date if absent. */
  readonly lastDay?: string;
  /** What a transfer of title says beside what moves. */
  readonly deed?: Omit<Deed, 'consideration'> & { readonly consideration: string };
}

/** A transfer with its signatures: the body of `POST /v1/transfers`. */
export interface SignedTransfer extends TransferOrder {
  readonly instructionId: string;
  readonly authorisation: Authorisation;
}

/**
 * Signs a transfer for the holder itself, or for the holder by those who have its mandate.
 *
 * @param ledger - network and channel as `GET /v1/ledger` names them
 * @param validity - business dates on which it may be entered
 * @throws DomainError for a transfer that the ledger would refuse at sight, such as one of no units
 */
export async function signTransfer(
  ledger: LedgerName,
  order: TransferOrder,
  validity: Validity,
  signing: readonly SigningParty[],
): Promise<SignedTransfer> {
  const stated = { ...order, instructionId: order.instructionId ?? crypto.randomUUID() };
  const act = signedInstruction(instructionRequest(stated, ''));
  return { ...stated, authorisation: await authorise(ledger, act, validity, signing) };
}
