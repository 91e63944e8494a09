import type { Issuer } from '../pki/issuer.js';
import { signRevocationList } from '../pki/revocation-list.js';
import type { CertificateRecord } from './records.js';
import { storedHex } from './stored-hex.js';

/** Which revoked certificates a list holds; absent = no limit. */
export interface RevocationWindow {
  readonly revokedAfter: Date | undefined;
  readonly revokedBefore: Date | undefined;
  readonly expireAfter: Date | undefined;
  readonly expireBefore: Date | undefined;
}

/** No limits. */
export const EVERYTHING: RevocationWindow = {
  revokedAfter: undefined,
  revokedBefore: undefined,
  expireAfter: undefined,
  expireBefore: undefined,
};

/** The real server's default of `crl.expiry`: the list says that a newer one comes within a day. */
const NEXT_UPDATE_MS = 24 * 3_600_000;

/** The list of the issuer's revoked certificates in PEM. */
export function revocationList(
  issuer: Issuer,
  certificates: readonly CertificateRecord[],
  window: RevocationWindow,
): Promise<string> {
  const revoked = certificates.flatMap(({ serial, aki, notAfter, revocation }) => {
    if (revocation === undefined || aki !== storedHex(issuer.keyId)) return [];
    const isMeant =
      isBetween(revocation.at, window.revokedAfter, window.revokedBefore) &&
      isBetween(notAfter, window.expireAfter, window.expireBefore);
    return isMeant ? [{ serial, at: new Date(revocation.at) }] : [];
  });
  return signRevocationList(issuer, revoked, { now: new Date(), nextUpdateMs: NEXT_UPDATE_MS });
}

function isBetween(moment: string, after: Date | undefined, before: Date | undefined): boolean {
  const time = new Date(moment);
  return (after === undefined || time > after) && (before === undefined || time < before);
}
