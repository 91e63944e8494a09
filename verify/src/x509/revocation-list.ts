import { AsnConvert } from '@peculiar/asn1-schema';
import { AuthorityKeyIdentifier, CertificateList, id_ce_authorityKeyIdentifier } from '@peculiar/asn1-x509';
import { isSignedBy } from '../crypto/ecdsa.js';
import { toHex } from '../crypto/encoding.js';
import { fail } from '../verification-error.js';
import { normalSerial, type Certificate } from './certificate.js';
import { pemBody } from './pem.js';

/** A certificate revocation list of an MSP's configuration (RFC 5280, section 5.1). */
export interface RevocationList {
  /** Whether `issuer`, the CA of `certificate`, revoked it; when, does not matter. */
  revokes(certificate: Certificate, issuer: Certificate): boolean;
}

/** @param bytes - PEM or DER. @throws {VerificationError} when they are no list, or it does not name the key of its CA */
export function readRevocationList(bytes: Uint8Array): RevocationList {
  const list = parsed(pemBody(bytes) ?? bytes);
  const { revokedCertificates = [], crlExtensions = [] } = list.tbsCertList;
  const serials = new Set(revokedCertificates.map(({ userCertificate }) => normalSerial(userCertificate)));
  const extension = crlExtensions.find(({ extnID }) => extnID === id_ce_authorityKeyIdentifier);
  const authority =
    extension && AsnConvert.parse(extension.extnValue.buffer, AuthorityKeyIdentifier).keyIdentifier?.buffer;
  if (authority === undefined) return fail('form', 'a revocation list does not name the key of its authority');
  const authorityKeyId = toHex(new Uint8Array(authority));
  const [signed, signature] = [new Uint8Array(list.tbsCertListRaw ?? []), new Uint8Array(list.signature)];
  return {
    revokes: ({ serialNumber }, { subjectKeyId, publicKey }) =>
      subjectKeyId === authorityKeyId &&
      serials.has(serialNumber) &&
      publicKey !== undefined &&
      isSignedBy(publicKey, signed, signature),
  };
}

function parsed(der: Uint8Array): CertificateList {
  try {
    return AsnConvert.parse(der, CertificateList);
  } catch {
    return fail('form', 'no certificate revocation list');
  }
}
