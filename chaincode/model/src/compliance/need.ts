import type { Role } from '../authority/participant.js';
import type { HeldClaim } from '../claim/claim-status.js';
import type { TrustedIssuer } from '../claim/trust.js';
import type { Period } from '../dates/period.js';
import type { ClaimType, PartyId } from '../identifiers/names.js';
import type { PartyKind } from '../party/party.js';
import { canonicalJson } from '../serialisation/canonical-json.js';

/** A side of a movement: the holder who gives, or the one who receives. */
export type PartySide = 'sender' | 'receiver';

/**
 * Whom a fact is asked of: the party that the units are for, which is what rules mean by a side, or the holder of record,
 * a nominee perhaps.
 */
export type AskedSide = PartySide | 'recordSender' | 'recordReceiver';

/** Over which holders is counted: those of the security, or those of all securities of its issuer. */
export type HolderScope = 'security' | 'issuer';

/** Which holders are counted; absent: all. */
export interface HolderClass {
  /** Only holders with a standing claim of this type. */
  readonly with?: ClaimType;
  /** Only holders with no standing claim of this type. */
  readonly without?: ClaimType;
  /** Only holders whose standing claim has this value. */
  readonly value?: string;
  /** Only holders whose standing claim of this type has the value that the receiver's has. */
  readonly sharing?: ClaimType;
}

/** What each kind of fact is asked with. */
export interface NeedTerms {
  /** Claims of a type about a side, and whose count. */
  readonly claims: { readonly side: AskedSide; readonly type: ClaimType };
  /** What a side is in law. */
  readonly kind: { readonly side: PartySide };
  /** Whether a side holds for others: its record says so. */
  readonly nominee: { readonly side: PartySide };
  /** Claims of a type about every nominee through whom the receiver is to hold. */
  readonly nomineeClaims: { readonly type: ClaimType };
  /** Units of the security that a side holds before the movement; of record, those that it holds for others too. */
  readonly holding: { readonly side: AskedSide };
  /** The affiliates of a side, itself included, with what they hold together. */
  readonly group: { readonly side: PartySide };
  /** How many holders of record there are before the movement. */
  readonly holders: { readonly scope: HolderScope; readonly of: HolderClass };
  /** How many parties there are before the movement for whom units are held. */
  readonly owners: { readonly scope: HolderScope; readonly of: HolderClass };
  /** Units that a side has transferred in a period up to today; with its affiliates, if so asked. */
  readonly transferred: { readonly side: PartySide; readonly within: Period; readonly group: boolean };
  /** Units that a side has subscribed for in a period up to today. */
  readonly subscribed: { readonly side: PartySide; readonly within: Period };
  /** Units that all have subscribed for in a period up to today. */
  readonly placed: { readonly within: Period };
  /** How many parties of a class have subscribed in a period up to today, and whether the receiver is one of them. */
  readonly subscribers: { readonly within: Period; readonly of: HolderClass };
  /** Units outstanding. */
  readonly outstanding: object;
  /** Roles whose organisations have approved this very movement. */
  readonly approvals: object;
}

/** What each kind of fact is answered with. */
export interface NeedValues {
  readonly claims: { readonly held: readonly HeldClaim[]; readonly issuers: readonly TrustedIssuer[] };
  readonly nomineeClaims: readonly NeedValues['claims'][];
  readonly kind: PartyKind;
  readonly nominee: boolean;
  readonly holding: bigint;
  readonly group: { readonly members: readonly PartyId[]; readonly units: bigint };
  readonly holders: number;
  readonly owners: number;
  readonly transferred: bigint;
  readonly subscribed: bigint;
  readonly placed: bigint;
  readonly subscribers: { readonly count: number; readonly includesReceiver: boolean };
  readonly outstanding: bigint;
  readonly approvals: readonly Role[];
}

/** A kind of fact. */
export type NeedName = keyof NeedTerms;

/** A fact that a rule declares: the ledger reads what is declared and nothing else. */
export type Need<N extends NeedName = NeedName> = { [K in N]: { readonly need: K } & NeedTerms[K] }[N];

/** Facts that cannot be read from the keys of the two parties alone: they are read once for a batch. */
export const WIDE_NEEDS: readonly NeedName[] = ['holders', 'owners', 'placed', 'subscribers', 'outstanding'];

/** One text for one need, so that each is read once. */
export const needKey = (need: { readonly need: NeedName }): string => canonicalJson(need);
