import { sha256Hex } from '../crypto/encoding.js';
import { fail, ensure } from '../verification-error.js';
import type { Certificate } from './certificate.js';

/** Longest chain that is followed, root included. */
const CHAIN_MAX = 8;
const SECOND_MS = 1_000;

/** The CAs of an organisation and the rules by which an identity hangs below them (Fabric: msp/mspimplsetup.go). */
export class CertificationTree {
  /** CAs that issued another CA of the tree: they issue no identities. */
  private readonly inner: ReadonlySet<string>;

  /** @throws {VerificationError} when a certificate is no valid CA of this tree */
  constructor(
    private readonly roots: readonly Certificate[],
    private readonly intermediates: readonly Certificate[],
  ) {
    ensure(roots.length > 0, 'form', 'an organisation without a root certificate');
    for (const ca of [...roots, ...intermediates]) {
      ensure(ca.isCa, 'form', `${ca.commonName} is no certificate authority`);
      this.chainTo(ca);
    }
    this.inner = new Set(intermediates.flatMap((ca) => this.chainTo(ca).slice(1)).map((ca) => ca.fingerprint));
  }

  /**
   * The certificates from an identity to its root. As in Fabric, the chain is checked at the beginning of the identity's
   * life and does not expire.
   *
   * @throws {VerificationError} unless there is exactly one chain, and the issuer issues no further CA
   */
  chainOf(identity: Certificate): readonly Certificate[] {
    ensure(!identity.isCa, 'identity', `${identity.commonName} is a certificate authority and no identity`);
    const chain = this.chainTo(identity);
    const issuer = chain[1];
    if (issuer === undefined || this.inner.has(issuer.fingerprint)) {
      return fail('identity', `${identity.commonName} is not issued by an authority for identities`);
    }
    return chain;
  }

  /** Identifies a CA with all that is above it (Fabric: getCertifiersIdentifier). */
  idOf(ca: Certificate): string {
    return chainId(this.chainTo(ca));
  }

  private chainTo(certificate: Certificate): readonly Certificate[] {
    const at = new Date(certificate.notBefore.getTime() + SECOND_MS);
    const chains = this.isRoot(certificate)
      ? [[certificate]].filter(() => issues(certificate, certificate, 0, at))
      : this.chainsFrom([certificate], at);
    const [chain] = chains;
    if (chain === undefined || chains.length > 1) {
      return fail('identity', `${certificate.commonName} is not issued by an authority of the organisation`);
    }
    return chain;
  }

  private chainsFrom(path: readonly Certificate[], at: Date): readonly (readonly Certificate[])[] {
    const [leaf, last] = [path[0], path.at(-1)];
    if (leaf === undefined || last === undefined || path.length >= CHAIN_MAX || !leaf.extendedUsageAllowed) return [];
    const mayIssue = (ca: Certificate): boolean => issues(ca, last, path.length - 1, at);
    const complete = this.roots.filter(mayIssue).map((root) => [...path, root]);
    const further = this.intermediates.filter((ca) => !path.includes(ca) && mayIssue(ca));
    return [...complete, ...further.flatMap((ca) => this.chainsFrom([...path, ca], at))];
  }

  private isRoot({ fingerprint }: Certificate): boolean {
    return this.roots.some((root) => root.fingerprint === fingerprint);
  }
}

/** SHA-256 over the certificates of a chain. */
export const chainId = (cas: readonly Certificate[]): string => sha256Hex(...cas.map(({ der }) => der));

function issues(issuer: Certificate, subject: Certificate, casBelow: number, at: Date): boolean {
  return (
    issuer.isCa &&
    issuer.mayIssue &&
    issuer.subject === subject.issuer &&
    (issuer.pathLength === undefined || casBelow <= issuer.pathLength) &&
    issuer.notBefore <= at &&
    at <= issuer.notAfter &&
    issuer.extendedUsageAllowed &&
    subject.isSignedBy(issuer)
  );
}
