import 'reflect-metadata';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import { ALGORITHM } from '@scrip/credentials';
import { lowSignatures, serialNumber } from '../pki/certificates.js';
import type { Issuer } from '../pki/issuer.js';
import { goJson } from './go-values.js';
import type { Profile } from './profiles.js';
import { encodeSubject, type SubjectFields } from './subject-name.js';

/** What a certificate says. */
export interface CertificateContent {
  readonly subject: SubjectFields;
  readonly publicKey: x509.PublicKey;
  readonly alternativeNames: x509.JsonGeneralNames;
  /** Values that chaincode reads; undefined for a certificate without the extension. */
  readonly attributes: Readonly<Record<string, string>> | undefined;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Object identifier of the attributes' extension (`lib/attrmgr`). */
const ATTRIBUTES_OID = '1.2.3.4.5.6.7.8.1';
const SERIAL_BYTES = 20;

/** Signs a certificate; extensions are in the order of Go's `x509.CreateCertificate`. */
export async function issueCertificate(
  issuer: Issuer,
  profile: Profile,
  content: CertificateContent,
): Promise<x509.X509Certificate> {
  const { alternativeNames, attributes, publicKey } = content;
  const extensions = [
    new x509.KeyUsagesExtension(profile.usages, true),
    ...(profile.extendedUsages.length === 0 ? [] : [new x509.ExtendedKeyUsageExtension([...profile.extendedUsages])]),
    new x509.BasicConstraintsExtension(false, undefined, true),
    await x509.SubjectKeyIdentifierExtension.create(publicKey),
    new x509.AuthorityKeyIdentifierExtension(issuer.keyId),
    ...(alternativeNames.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(alternativeNames)]),
    ...(attributes === undefined ? [] : [attributesExtension(attributes)]),
  ];
  return x509.X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(SERIAL_BYTES),
      subject: encodeSubject(content.subject),
      issuer: issuer.certificate.subjectName,
      notBefore: content.notBefore,
      notAfter: content.notAfter,
      signingAlgorithm: ALGORITHM,
      publicKey,
      signingKey: issuer.signingKey,
      extensions,
    },
    lowSignatures,
  );
}

/** Names and addresses as cfssl tells them apart (`signer/local` OverrideHosts). */
export function alternativeNames(hosts: readonly string[]): x509.JsonGeneralNames {
  const names = hosts.map((value) => ({ type: nameType(value), value }));
  const order = ['dns', 'email', 'ip', 'url'] as const;
  return order.flatMap((type) => names.filter((name) => name.type === type));
}

function nameType(host: string): 'ip' | 'email' | 'url' | 'dns' {
  if (isIP(host) !== 0) return 'ip';
  if (/^[^\s@]+@[^\s@]+$/.test(host)) return 'email';
  return /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(host) ? 'url' : 'dns';
}

function attributesExtension(attributes: Readonly<Record<string, string>>): x509.Extension {
  return new x509.Extension(ATTRIBUTES_OID, false, Buffer.from(`{"attrs":${goJson(attributes)}}`));
}
