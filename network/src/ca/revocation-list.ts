import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { ALGORITHM, lowSignatures } from '../pki/certificates.js';
import { storedHex, type Issuer } from './issuer.js';
import type { CertificateRecord } from './records.js';

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

/**
 * The list of the issuer's revoked certificates in PEM (RFC 5280, section 5). It names the issuer's key, without which
 * Fabric's MSP refuses a list (`msp/mspimplsetup.go`).
 */
export async function revocationList(
  issuer: Issuer,
  certificates: readonly CertificateRecord[],
  window: RevocationWindow,
): Promise<string> {
  const entries = certificates.flatMap(({ serial, aki, notAfter, revocation }) => {
    if (revocation === undefined || aki !== storedHex(issuer.keyId)) return [];
    const isMeant =
      isBetween(revocation.at, window.revokedAfter, window.revokedBefore) &&
      isBetween(notAfter, window.expireAfter, window.expireBefore);
    return isMeant ? [{ serialNumber: paddedHex(serial), revocationDate: new Date(revocation.at) }] : [];
  });
  const now = Date.now();
  const list = await x509.X509CrlGenerator.create(
    {
      issuer: issuer.certificate.subjectName,
      thisUpdate: new Date(now),
      nextUpdate: new Date(now + NEXT_UPDATE_MS),
      entries,
      extensions: [new x509.AuthorityKeyIdentifierExtension(issuer.keyId)],
      signingAlgorithm: ALGORITHM,
      signingKey: issuer.signingKey,
    },
    lowSignatures,
  );
  return `${x509.PemConverter.encode(list.rawData, 'X509 CRL')}\n`;
}

function isBetween(moment: string, after: Date | undefined, before: Date | undefined): boolean {
  const time = new Date(moment);
  return (after === undefined || time > after) && (before === undefined || time < before);
}

/** Whole bytes, and no first bit that would make the number negative. */
function paddedHex(serial: string): string {
  const even = serial.length % 2 === 0 ? serial : `0${serial}`;
  return /^[89a-f]/.test(even) ? `00${even}` : even;
}
