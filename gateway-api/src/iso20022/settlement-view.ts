import type { Money } from '@scrip/model';

/** An account at its servicer, as messages name it. */
export interface AccountView {
  /** The party whose holding it is. */
  readonly party: string;
  /** Organisation that keeps it. */
  readonly servicer: string;
  readonly lei?: string;
}

/** What of a delivery has settled at once. */
export interface SettledView {
  readonly on: string;
  readonly units: bigint;
  readonly amount?: Money;
  /** Units of it that had settled before, and that are left. */
  readonly before: bigint;
  readonly left: bigint;
}

/** How a delivery stands, in the words of status advices. */
export interface StatusView {
  readonly status: 'proposed' | 'pending' | 'failing' | 'settled' | 'refused' | 'withdrawn' | 'expired' | 'boughtIn';
  /** Whether all parties have affirmed it; a transfer needs no other word than that of its sender. */
  readonly isMatched: boolean;
  readonly isDue: boolean;
  /** Code of the error catalogue that keeps it, or for which it was refused. */
  readonly code?: string;
  readonly hasParts: boolean;
}

/** One delivery from the side of one of its parties: what messages say about it. */
export interface SettlementView extends StatusView {
  /** Id of the instruction, and its delivery by position where it has several legs. */
  readonly instructionId: string;
  readonly leg?: number;
  /** Which of how many deliveries of the instruction it is, from 1. */
  readonly number: number;
  readonly deliveries: number;
  readonly side: 'DELI' | 'RECE';
  readonly isin: string;
  readonly units: bigint;
  readonly tradeDate: string;
  readonly settlementDate: string;
  /** What is paid or delivered in cash for it, where that is one amount for this delivery alone. */
  readonly amount?: Money;
  readonly own: AccountView;
  readonly counterparty: AccountView;
  readonly network: string;
  readonly mayBePartial: boolean;
  readonly isBuyIn: boolean;
  /** What has settled last. */
  readonly settled?: SettledView;
}
