import type { CertificateAuthority } from './certificate-authority.js';
import type { Issuer } from '../pki/issuer.js';

/** Release of the Fabric CA server that this one answers as. */
export const COMPATIBLE_VERSION = '1.5.21';

/** What a client must know of the CA (`api.CAInfoResponseNet`). There is no Idemix here, so its keys are empty. */
export function caInfo(ca: CertificateAuthority, issuer: Issuer, version = ''): object {
  return {
    CAName: ca.name,
    CAChain: Buffer.from(issuer.pem).toString('base64'),
    IssuerPublicKey: '',
    IssuerRevocationPublicKey: '',
    Version: version,
  };
}
