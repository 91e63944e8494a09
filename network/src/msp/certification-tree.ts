import { sha256 } from '../crypto/ecdsa.js';
import { type Certificate } from './certificate.js';
import { MspError } from './msp-error.js';

/** Longest chain that is followed, root included: a bound on the search, far above any CA hierarchy in use. */
const MAX_CHAIN = 8;

/**
 * The CAs of an organisation and the rules by which an identity hangs below them (Fabric: msp/mspimplsetup.go
 * finalizeSetupCAs, msp/mspimpl.go getValidationChain).
 */
export class CertificationTree {
  /** CAs that issued another CA of the tree: they issue no identities. */
  private readonly internalNodes: ReadonlySet<string>;

  /** @throws {MspError} when a certificate is no valid CA of this tree, or a root does not certify itself */
  constructor(
    private readonly roots: readonly Certificate[],
    private readonly intermediates: readonly Certificate[],
  ) {
    if (roots.length === 0) {
      throw new MspError('expected at least one CA certificate');
    }
    for (const ca of [...roots, ...intermediates]) {
      requireCa(ca);
      this.uniqueChain(ca);
    }
    this.internalNodes = new Set(
      intermediates.flatMap((ca) => this.uniqueChain(ca).slice(1)).map((parent) => parent.fingerprint),
    );
  }

  /**
   * The certificates from an identity (first) to its root (last), checked at one second after the identity's notBefore:
   * Fabric does not let a chain expire.
   *
   * @throws {MspError} unless there is exactly one valid chain and its issuing CA is a leaf of the tree
   */
  chainOf(certificate: Certificate): readonly Certificate[] {
    if (certificate.isCa) {
      throw new MspError(
        'An X509 certificate with Basic Constraint: Certificate Authority equals true cannot be used as an identity',
      );
    }
    const chain = this.uniqueChain(certificate);
    const issuer = chain[1];
    if (issuer === undefined) {
      throw new MspError(`expected a chain of length at least 2, got ${chain.length}`);
    }
    if (this.internalNodes.has(issuer.fingerprint)) {
      throw new MspError('invalid validation chain. Parent certificate should be a leaf of the certification tree');
    }
    return chain;
  }

  /**
   * Identifies a CA of the tree with all that is above it: SHA-256 over the chain (Fabric: getCertifiersIdentifier).
   *
   * @throws {MspError} when the certificate is not one of the tree's CAs
   */
  certifiersId(ca: Certificate): string {
    const known = [...this.roots, ...this.intermediates].find((other) => other.fingerprint === ca.fingerprint);
    if (known === undefined) {
      throw new MspError('Failed adding OU. Certificate not in root or intermediate certs.');
    }
    if (!this.isRoot(known) && this.internalNodes.has(known.fingerprint)) {
      throw new MspError('Failed computing validation chain: the CA issues other CAs and no identities');
    }
    return chainId(this.uniqueChain(known));
  }

  private uniqueChain(certificate: Certificate): readonly Certificate[] {
    const at = new Date(certificate.notBefore.getTime() + 1000);
    if (at > certificate.notAfter) {
      throw new MspError('the supplied identity is not valid: x509: certificate has expired or is not yet valid');
    }
    const chains = this.isRoot(certificate) ? rootChains(certificate, at) : this.chains([certificate], at);
    const [chain] = chains;
    if (chain === undefined) {
      throw new MspError(
        'the supplied identity is not valid: x509: certificate signed by unknown authority or not fit for its use',
      );
    }
    if (chains.length > 1) {
      throw new MspError(`this MSP only supports a single validation chain, got ${chains.length}`);
    }
    return chain;
  }

  private chains(path: readonly Certificate[], at: Date): readonly (readonly Certificate[])[] {
    const last = path.at(-1);
    const leaf = path[0];
    if (last === undefined || leaf === undefined || path.length >= MAX_CHAIN || !leaf.extendedUsageAllowed) {
      return [];
    }
    const mayIssue = (issuer: Certificate): boolean => issues(issuer, last, path.length - 1, at);
    const complete = this.roots.filter(mayIssue).map((root) => [...path, root]);
    const longer = this.intermediates
      .filter((ca) => !path.some((used) => used.fingerprint === ca.fingerprint) && mayIssue(ca))
      .flatMap((ca) => this.chains([...path, ca], at));
    return [...complete, ...longer];
  }

  private isRoot(certificate: Certificate): boolean {
    return this.roots.some((root) => root.fingerprint === certificate.fingerprint);
  }
}

/** SHA-256 over the certificates of a chain, hexadecimal (Fabric: getCertificationChainIdentifierFromChain). */
export function chainId(cas: readonly Certificate[]): string {
  return sha256(...cas.map((ca) => ca.der)).toString('hex');
}

/** A root is a chain by itself when it may issue what it issued: itself. */
function rootChains(root: Certificate, at: Date): readonly (readonly Certificate[])[] {
  return issues(root, root, 0, at) ? [[root]] : [];
}

function requireCa(certificate: Certificate): void {
  if (!certificate.isCa) {
    throw new MspError(`CA Certificate did not have the CA attribute, (SN: ${certificate.serialNumber})`);
  }
  if (certificate.subjectKeyId === undefined) {
    throw new MspError(
      `CA Certificate problem with Subject Key Identifier extension, (SN: ${certificate.serialNumber})`,
    );
  }
}

function issues(issuer: Certificate, subject: Certificate, casBelow: number, at: Date): boolean {
  return (
    issuer.isCa &&
    issuer.mayIssueCertificates &&
    issuer.subject === subject.issuer &&
    (issuer.pathLength === undefined || casBelow <= issuer.pathLength) &&
    issuer.notBefore <= at &&
    at <= issuer.notAfter &&
    issuer.extendedUsageAllowed &&
    subject.isSignedBy(issuer)
  );
}
