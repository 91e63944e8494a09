import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { ALGORITHM, importKey, lowSignatures, type PemPair } from './certificates.js';

const NEXT_UPDATE_MS = 365 * 86_400_000;

/**
 * A revocation list signed by a CA (RFC 5280, section 5), PEM. It names the CA's key, without which Fabric's MSP refuses
 * a list (`msp/mspimplsetup.go`). Fabric does not look at the date of the next list.
 *
 * @param serials hexadecimal serial numbers
 */
export async function createRevocationList(ca: PemPair, serials: readonly string[]): Promise<string> {
  const certificate = new x509.X509Certificate(ca.certificate);
  const keyId = certificate.getExtension(x509.SubjectKeyIdentifierExtension)?.keyId;
  if (keyId === undefined) throw new RangeError('the CA certificate has no subject key identifier');
  const now = Date.now();
  const list = await x509.X509CrlGenerator.create(
    {
      issuer: certificate.subjectName,
      thisUpdate: new Date(now),
      nextUpdate: new Date(now + NEXT_UPDATE_MS),
      entries: serials.map((serial) => ({ serialNumber: wholeBytes(serial), revocationDate: new Date(now) })),
      extensions: [new x509.AuthorityKeyIdentifierExtension(keyId)],
      signingAlgorithm: ALGORITHM,
      signingKey: await importKey(ca.privateKey),
    },
    lowSignatures,
  );
  return `${x509.PemConverter.encode(list.rawData, 'X509 CRL')}\n`;
}

/** Whole bytes, and no first bit that would make the number negative. */
function wholeBytes(serial: string): string {
  const even = serial.length % 2 === 0 ? serial : `0${serial}`;
  return /^[89a-f]/i.test(even) ? `00${even}` : even;
}
