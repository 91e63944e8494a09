import type { Consideration, Deed, Title } from '@scrip/model';

/** A vote as a deed shows it. */
export interface ShownVote {
  readonly role: string;
  readonly voter: string;
  readonly operator: string;
  readonly decision: string;
  readonly castOn: string;
  readonly isConfirmed: boolean;
}

/** Who consented to a deed, through whom, and by whose signatures; none where a custodian answers for its party. */
export interface Consent {
  readonly party: string;
  readonly custodian: string;
  readonly on: string;
  readonly signedBy: readonly string[];
}

/** What the ledger has of a transfer that was entered. */
export interface EnteredDeed {
  readonly instructionId: string;
  readonly status: string;
  /** SHA-256 of the terms. */
  readonly terms: string;
  readonly sellersConsent: Consent;
  readonly buyersConsent?: Consent;
  readonly votes: readonly ShownVote[];
  /** Places whose standing votes count. */
  readonly standing: readonly string[];
  /** Business dates of the moments that were reached. */
  readonly moments: Readonly<Record<string, string>>;
}

/** All that a deed shows: of a transfer that is planned, or of one that was entered. */
export interface DeedFacts {
  /** Business date on which it is shown. */
  readonly asOf: string;
  readonly isin: string;
  readonly security: string;
  readonly title: Title;
  readonly units: string;
  readonly seller: string;
  readonly buyer: string;
  /** In clear, where the caller gave them: the ledger does not have them. */
  readonly names?: { readonly seller?: string | undefined; readonly buyer?: string | undefined };
  readonly tradeDate?: string;
  readonly settlementDate?: string;
  readonly deed: Deed;
  /** Absent where this gateway does not have it, or is of neither party. */
  readonly consideration?: Consideration;
  readonly entered?: EnteredDeed;
}
