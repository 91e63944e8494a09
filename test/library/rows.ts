import type { NewEvidence } from '@scrip/gateway-api';
import type { ErrorCode } from '@scrip/model';
import {
  ACCREDITED,
  also,
  ANYBODY,
  ELSEWHERE,
  EU_INSTITUTION,
  GERMAN,
  type Holder,
  institution,
  PERSON_ABROAD,
  QIB,
  RETAIL_CLIENT,
  shown,
  US_INSTITUTION,
} from './holders.js';

/** Somebody, and how many units. */
export interface Deal {
  readonly who: Holder;
  readonly units: string;
}

/** A deal that is refused, and why. */
export interface RefusedDeal extends Deal {
  readonly code: ErrorCode;
  /** Whether nothing cures it; otherwise the transfer waits. */
  readonly forGood?: true;
}

/** What the rules of a security let happen, and what they do not. */
export interface LibraryRow {
  /** Text of the security, below `config/securities`. */
  readonly file: string;
  /** Who takes units up; its holding is the sender's in both transfers. */
  readonly subscribes: Deal & {
    /** When it acquired them, where the register was kept elsewhere before. */
    readonly acquiredOn?: string;
    /** Rule of which the issuer must have exempted it, because the offer is over. */
    readonly exemptOf?: string;
  };
  /** Absent: everybody may subscribe. */
  readonly subscriptionRefused?: Omit<RefusedDeal, 'forGood'>;
  readonly transfers: Deal & {
    /** Whether the issuer must have consented. */
    readonly consented?: true;
    /** What Delta, as its notary, must have shown first: until then the transfer waits. */
    readonly afterShowing?: NewEvidence['kind'];
  };
  readonly transferRefused: RefusedDeal & { readonly consented?: true };
}

const PROSPECTUS = shown('registered-offering-prospectus');
const CUSTOMER = institution('kyc', 'eu-qualified-investor');

/** Where the text asks nothing of a buyer: title does not pass while a custodian has no vote. */
const FREE = {
  transfers: { who: ANYBODY, units: '3' },
  transferRefused: { who: ELSEWHERE, units: '3', code: 'STANDING_VOTE_MISSING' },
} as const;

/** Placed with institutions outside the United States, and traded among them. */
const PLACED = {
  subscribes: { who: EU_INSTITUTION, units: '500' },
  subscriptionRefused: { who: US_INSTITUTION, units: '500', code: 'CLAIM_ABSENT' },
  transfers: { who: also(EU_INSTITUTION, { 'reg-s-holder': true }), units: '200' },
  transferRefused: { who: PERSON_ABROAD, units: '200', code: 'CLAIM_ABSENT' },
} as const;

/** One row for each security of the library, in the order of their files. */
export const ROWS: readonly LibraryRow[] = [
  {
    file: 'amazon-note-2037.scrip',
    subscribes: { who: QIB, units: '10' },
    subscriptionRefused: { who: ANYBODY, units: '10', code: 'CLAIM_ABSENT' },
    transfers: { who: PROSPECTUS, units: '3' },
    transferRefused: { who: shown('qib'), units: '3', code: 'PARTY_KIND_NOT_ALLOWED' },
  },
  { file: 'ams-osram-convertible-2027.scrip', ...PLACED },
  {
    file: 'apple-note-2043.scrip',
    subscribes: { who: PROSPECTUS, units: '10' },
    subscriptionRefused: { who: PROSPECTUS, units: '1', code: 'HOLDING_BELOW_MINIMUM' },
    transfers: { who: ANYBODY, units: '2' },
    transferRefused: { who: GERMAN, units: '1', code: 'HOLDING_BELOW_MINIMUM' },
  },
  {
    file: 'argentina-2030.scrip',
    subscribes: { who: PERSON_ABROAD, units: '1000' },
    subscriptionRefused: { who: ANYBODY, units: '1000', code: 'CLAIM_ABSENT' },
    ...FREE,
  },
  {
    file: 'bank-of-america-series-l.scrip',
    subscribes: { who: PROSPECTUS, units: '10' },
    subscriptionRefused: { who: ANYBODY, units: '10', code: 'CLAIM_ABSENT' },
    ...FREE,
  },
  {
    file: 'berlin-hyp-pfandbrief-2030.scrip',
    subscribes: { who: GERMAN, units: '100' },
    subscriptionRefused: { who: GERMAN, units: '99', code: 'CLAIM_ABSENT' },
    ...FREE,
  },
  {
    file: 'btp-valore-2027.scrip',
    subscribes: { who: ANYBODY, units: '10', exemptOf: 'notAfter@1' },
    subscriptionRefused: { who: GERMAN, units: '10', code: 'TOO_LATE' },
    transfers: { who: EU_INSTITUTION, units: '3' },
    transferRefused: FREE.transferRefused,
  },
  {
    file: 'bund-2034.scrip',
    subscribes: { who: institution('bund-auction-member'), units: '100000' },
    subscriptionRefused: { who: EU_INSTITUTION, units: '100000', code: 'CLAIM_ABSENT' },
    ...FREE,
  },
  {
    file: 'ccteu-2029.scrip',
    subscribes: { who: institution('treasury-auction-bidder'), units: '10' },
    subscriptionRefused: { who: institution('bund-auction-member'), units: '10', code: 'CLAIM_ABSENT' },
    ...FREE,
  },
  { file: 'enel-sdg-2034.scrip', ...PLACED },
  {
    file: 'green-bund-2030.scrip',
    subscribes: { who: institution('bund-auction-member'), units: '100000' },
    subscriptionRefused: { who: EU_INSTITUTION, units: '100000', code: 'CLAIM_ABSENT' },
    ...FREE,
  },
  {
    file: 'hafen-12.scrip',
    subscribes: { who: RETAIL_CLIENT, units: '4000' },
    subscriptionRefused: { who: RETAIL_CLIENT, units: '4001', code: 'HOLDING_ABOVE_MAXIMUM' },
    transfers: { who: also(RETAIL_CLIENT, { residence: 'FR' }), units: '100', afterShowing: 'title-deed' },
    transferRefused: { who: GERMAN, units: '100', code: 'CLAIM_ABSENT' },
  },
  {
    file: 'ishares-msci-world.scrip',
    subscribes: { who: institution('authorised-participant'), units: '1000' },
    subscriptionRefused: { who: PERSON_ABROAD, units: '1000', code: 'CLAIM_ABSENT' },
    transfers: { who: PERSON_ABROAD, units: '5' },
    transferRefused: { who: ANYBODY, units: '5', code: 'CLAIM_ABSENT' },
  },
  {
    file: 'kfw-zero-2037.scrip',
    subscribes: { who: PROSPECTUS, units: '10' },
    subscriptionRefused: { who: ANYBODY, units: '10', code: 'CLAIM_ABSENT' },
    ...FREE,
  },
  {
    file: 'occidental-warrant-2027.scrip',
    subscribes: { who: shown('record-holder'), units: '100' },
    subscriptionRefused: { who: PROSPECTUS, units: '100', code: 'CLAIM_ABSENT' },
    ...FREE,
  },
  { file: 'sample-auto-abs.scrip', ...PLACED },
  {
    file: 'sample-autocall.scrip',
    subscribes: { who: RETAIL_CLIENT, units: '10' },
    subscriptionRefused: { who: GERMAN, units: '10', code: 'CLAIM_ABSENT' },
    transfers: { who: EU_INSTITUTION, units: '3' },
    transferRefused: { who: GERMAN, units: '3', code: 'CLAIM_ABSENT' },
  },
  {
    file: 'sample-convertible-note.scrip',
    subscribes: { who: ACCREDITED, units: '100' },
    subscriptionRefused: { who: shown('accredited-investor'), units: '100', code: 'CLAIM_ABSENT' },
    transfers: { who: ANYBODY, units: '30', consented: true },
    transferRefused: { who: ANYBODY, units: '30', code: 'CONSENT_MISSING' },
  },
  {
    file: 'sample-safe.scrip',
    subscribes: { who: ACCREDITED, units: '3' },
    subscriptionRefused: { who: ACCREDITED, units: '5', code: 'AUTHORISED_UNITS_EXCEEDED' },
    transfers: { who: ANYBODY, units: '1', consented: true },
    transferRefused: { who: ANYBODY, units: '1', code: 'NOT_AFFILIATES' },
  },
  {
    file: 'sample-series-a.scrip',
    subscribes: { who: ACCREDITED, units: '1000' },
    subscriptionRefused: { who: shown('accredited-investor'), units: '1000', code: 'CLAIM_ABSENT' },
    transfers: { who: shown('accredited-investor'), units: '100', consented: true },
    transferRefused: { who: ANYBODY, units: '100', code: 'HOLDING_PERIOD_RUNNING', consented: true },
  },
  {
    file: 'sample-sinking-fund.scrip',
    subscribes: { who: ANYBODY, units: '10' },
    subscriptionRefused: { who: shown('sanctioned'), units: '10', code: 'CLAIM_BLOCKS' },
    transfers: { who: GERMAN, units: '3' },
    transferRefused: { who: shown('sanctioned'), units: '3', code: 'CLAIM_BLOCKS', forGood: true },
  },
  {
    file: 'sample-tokenised-deposit.scrip',
    subscribes: { who: CUSTOMER, units: '100000' },
    subscriptionRefused: { who: shown('kyc'), units: '100000', code: 'CLAIM_ABSENT' },
    transfers: { who: also(CUSTOMER, { residence: 'DE' }), units: '30000' },
    transferRefused: { who: shown('kyc'), units: '30000', code: 'CLAIM_ABSENT' },
  },
  {
    file: 'sharjah-sukuk-2031.scrip',
    ...PLACED,
    transferRefused: { who: EU_INSTITUTION, units: '199', code: 'HOLDING_BELOW_MINIMUM' },
  },
  { file: 'siemens-share.scrip', subscribes: { who: ANYBODY, units: '10' }, ...FREE },
  {
    file: 'specimen-share.scrip',
    subscribes: { who: ANYBODY, units: '10' },
    transfers: { who: ELSEWHERE, units: '3' },
    transferRefused: { who: ANYBODY, units: '8', code: 'UNITS_INSUFFICIENT', forGood: true },
  },
  {
    file: 'ubs-at1.scrip',
    ...PLACED,
    transfers: { who: QIB, units: '200' },
    transferRefused: { who: institution('qib'), units: '200', code: 'CLAIM_ABSENT' },
  },
  {
    file: 'us-tips-2034.scrip',
    subscribes: { who: institution('treasury-auction-bidder'), units: '10' },
    subscriptionRefused: { who: ANYBODY, units: '10', code: 'CLAIM_ABSENT' },
    ...FREE,
  },
  { file: 'volkswagen-hybrid.scrip', ...PLACED },
];
