/** The one NodeOU that a certificate carries; Fabric's MSP refuses an identity with none or several. */
export type NodeOu = 'client' | 'peer' | 'admin' | 'orderer';

/** A certificate and its key, in memory and on disk. */
export interface Credential {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
  readonly certificatePath: string;
  readonly privateKeyPath: string;
}

/** All keys of one organisation on this machine, below `<data>/organizations/<mspId>`. */
export interface OrganizationPki {
  readonly mspId: string;
  readonly domain: string;
  readonly directory: string;
  /** Signs enrolment certificates. */
  readonly ca: Credential;
  /** Signs TLS certificates. */
  readonly tlsCa: Credential;
  /** By label: `peer0`, `orderer0`, `admin`, `user1`, and those issued later. */
  readonly identities: ReadonlyMap<string, Credential>;
  /** By node: `peer0`, `orderer0`, `ca`; valid for `localhost`, 127.0.0.1 and `<node>.<domain>`, for servers and clients. */
  readonly tls: ReadonlyMap<string, Credential>;
  /** The organisation's verifying MSP folder (no keys). */
  readonly mspDirectory: string;
}

/** Names an organisation for its certificates. */
export interface OrganizationName {
  readonly mspId: string;
  /** Common subject name part, e.g. `aurora.example`. */
  readonly domain: string;
}

/** A certificate to issue. */
export interface IdentityRequest {
  /** Unique within the organisation; also the folder name below `identities`. */
  readonly label: string;
  readonly commonName: string;
  /** Absent = no role: for an identity that the organisation's MSP refuses. */
  readonly ou?: NodeOu;
  /** Absent = as long as the CA. */
  readonly notAfter?: Date;
}
