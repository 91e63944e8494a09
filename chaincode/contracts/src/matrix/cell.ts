import { ROLES, type Role } from '@scrip/model';
import { HASH, type Estate } from '../test-support/matrix-market.js';

/** A call that is valid in all but the caller's authority. */
export interface ValidCall {
  /** Body of a command, or arguments of a query. */
  readonly body?: unknown;
  readonly args?: readonly string[];
  readonly transient?: Readonly<Record<string, string>>;
  readonly operator?: string;
  /** Whether the operator signs the command: with the key that has the operator's name. */
  readonly isSigned?: true;
}

/** Who may do it, said a second time and by hand: with the caller's own records, and with those of another. */
export interface Cell {
  readonly call: (estate: Estate) => ValidCall | Promise<ValidCall>;
  readonly own: readonly Role[] | 'anyone';
  readonly other: readonly Role[] | 'anyone';
  /** How it is refused where the caller has no part in the record: it is not even seen. */
  readonly unseen?: string;
}

/** Nobody's. */
export const NOBODY: readonly Role[] = [];
/** Read by every participant, whoever owns the record. */
export const seen = (args: (estate: Estate) => readonly string[]): Cell => ({
  call: (estate) => ({ args: args(estate) }),
  own: ROLES,
  other: ROLES,
});
/** Done by holders of some roles whoever owns the record. */
export const done = (roles: readonly Role[], body: (estate: Estate) => unknown): Cell => ({
  call: async (estate) => ({ body: await body(estate) }),
  own: roles,
  other: roles,
});
/** Done by holders of some roles with their own records alone. */
export const ownOnly = (roles: readonly Role[], body: (estate: Estate) => unknown, unseen?: string): Cell => ({
  call: async (estate) => ({ body: await body(estate) }),
  own: roles,
  other: NOBODY,
  ...(unseen === undefined ? {} : { unseen }),
});

/** Done by the issuer of the security, and by a regulator whoever issued it. */
export const exempting = (body: (estate: Estate) => unknown): Cell => ({
  ...ownOnly(['issuer', 'regulator'], body),
  other: ['regulator'],
});

/** Done by the registrar of the security, and by a regulator whoever keeps its register. */
export const registrarOrRegulator = (body: (estate: Estate) => unknown): Cell => ({
  ...ownOnly(['registrar', 'regulator'], body),
  other: ['regulator'],
});
/** An interference by order of a court. */
export const ordered = (body: (estate: Estate) => object) => (estate: Estate) => ({
  ...{ basis: 'court-order', document: HASH },
  ...body(estate),
});
