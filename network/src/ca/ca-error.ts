/** Error codes of the Fabric CA server (`lib/caerrors/servererror.go`), as far as this one answers or logs them. */
export const CODE = {
  unknown: 0,
  methodNotAllowed: 1,
  noAuthorizationHeader: 2,
  readingBody: 3,
  emptyBody: 4,
  badBody: 5,
  notRevoker: 7,
  revokedCertificateNotFound: 8,
  certificateWrongOwner: 9,
  revokeIdentityNotFound: 10,
  missingRevokeArguments: 15,
  affiliation: 16,
  caNotFound: 19,
  authenticationFailure: 20,
  noUserPassword: 21,
  invalidUser: 23,
  invalidPassword: 24,
  invalidToken: 25,
  untrustedCertificate: 26,
  certificateRevoked: 28,
  certificateNotFound: 30,
  badCsr: 31,
  noCrlAuthority: 35,
  invalidRevokedAfter: 36,
  invalidExpiredAfter: 37,
  registerAttribute: 42,
  callerNotAffiliated: 44,
  gettingUser: 49,
  addIdentity: 52,
  removeIdentity: 56,
  modifyIdentity: 58,
  missingRole: 59,
  addAffiliation: 60,
  removeAffiliation: 61,
  notFound: 63,
  modifyAffiliation: 64,
  certificateAlreadyRevoked: 66,
  gettingCertificate: 67,
  authorizationFailure: 71,
  passwordAttempts: 73,
  duplicateIdentity: 74,
  registrarAuthority: 76,
  commonName: 77,
  missingAttribute: 78,
  invalidBoolean: 79,
  csrInput: 80,
  maxEnrollments: 82,
} as const;

/** What the caller of a refused request may know. */
interface Told {
  readonly code: number;
  readonly message: string;
}

/**
 * A refused request. The message is for the server's log; what the caller is told may say less, so that nobody learns
 * from refusals which identities exist or what they may do.
 */
export class CaError extends Error {
  override readonly name = 'CaError';
  readonly told: Told;

  /**
   * @param status of HTTP
   * @param code of {@link CODE}
   */
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    told?: Told,
  ) {
    super(message);
    this.told = told ?? { code, message };
  }
}

/** The caller is not who it says; the reason is logged only. */
export function authenticationError(code: number, message: string): CaError {
  return new CaError(401, code, message, { code: CODE.authenticationFailure, message: 'Authentication failure' });
}

/** The caller may not do this; the reason is logged only. */
export function authorizationError(code: number, message: string): CaError {
  return new CaError(403, code, message, { code: CODE.authorizationFailure, message: 'Authorization failure' });
}

/**
 * A record that is not there, in the words that the real server takes from its database.
 *
 * @param kind `User`, `affiliation` or `Certificate`
 */
export function notFound(kind: string): CaError {
  return new CaError(404, CODE.notFound, `Failed to get ${kind}: sql: no rows in result set`);
}

/** An error without a code, which the real server answers with 500. */
export function plainError(message: string): CaError {
  return new CaError(500, CODE.unknown, message);
}
