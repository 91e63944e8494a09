import type { Side } from './facts.js';

/** A party to the movement: whom the units are for, or the holder of record. */
export type Asked = Side | 'recordSender' | 'recordReceiver';

/** Which holders are counted. */
export interface Holders {
  readonly with?: string;
  readonly value?: string;
  readonly without?: string;
  readonly sharing?: string;
}

/** What facts are asked with: the table "Facts" of the reference. Periods as `P6M`. */
export interface Questions {
  readonly claims: { readonly side: Asked; readonly type: string };
  readonly kind: { readonly side: Side };
  readonly nominee: { readonly side: Side };
  readonly nomineeClaims: { readonly type: string };
  readonly holding: { readonly side: Asked };
  readonly group: { readonly side: Side };
  readonly holders: { readonly scope: string; readonly of: Holders };
  readonly owners: { readonly scope: string; readonly of: Holders };
  readonly transferred: { readonly side: Side; readonly within: string; readonly group: boolean };
  readonly subscribed: { readonly side: Side; readonly within: string };
  readonly placed: { readonly within: string };
  readonly subscribers: { readonly within: string; readonly of: Holders };
  readonly outstanding: object;
  readonly approvals: object;
}

/** A claim that an organisation has made of a party. */
export interface Claim {
  readonly claimId: string;
  readonly issuer: string;
  readonly type: string;
  readonly securities?: readonly string[];
  readonly value?: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly graceDays: number;
  readonly publishedOn: string;
  readonly revokedOn?: string;
}

/** Claims of a type, each with what lies in its issuer's collection, and whose claims of the type count. */
export interface HeldClaims {
  readonly held: readonly { readonly claim: Claim; readonly hash?: string }[];
  readonly issuers: readonly {
    readonly mspId: string;
    readonly from: string;
    readonly end?: { readonly lastDay: string; readonly honoursEarlier: boolean };
  }[];
}

/** What facts are answered with, in plain JSON: units in digits. */
export interface Answers {
  readonly claims: HeldClaims;
  readonly kind: string;
  readonly nominee: boolean;
  readonly nomineeClaims: readonly HeldClaims[];
  readonly holding: string;
  readonly group: { readonly members: readonly string[]; readonly units: string };
  readonly holders: number;
  readonly owners: number;
  readonly transferred: string;
  readonly subscribed: string;
  readonly placed: string;
  readonly subscribers: { readonly count: number; readonly includesReceiver: boolean };
  readonly outstanding: string;
  readonly approvals: readonly string[];
}

/** A question for a fact. */
export type Question<N extends keyof Questions = keyof Questions> = {
  readonly [K in N]: { readonly need: K } & Questions[K];
}[N];
