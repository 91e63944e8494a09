import type { PemPair } from '../pki/certificates.js';
import { ATTRIBUTE } from './attribute-rules.js';
import { CaStore } from './ca-store.js';
import { readIssuer, type Issuer } from '../pki/issuer.js';
import { UNLIMITED } from './records.js';
import { hashSecret } from './secrets.js';
import { goDurationToMs } from '../channel/go-duration.js';
import { DEFAULT_VALIDITY } from './profiles.js';

/** What an operator may set (`fabric-ca-server-config.yaml`, sections `cfg`, `registry` and `signing`). */
export interface CaSettings {
  /** Whether identities and affiliations can be removed. */
  readonly allowRemove: boolean;
  /** Wrong secrets in a row after which an identity can no longer log in until its secret is changed. */
  readonly passwordAttempts: number;
  /** Life of enrolment certificates; they never outlive the CA's own. */
  readonly validityMs: number;
  /** Accept tokens that sign the body only, as clients before 1.4 made them. */
  readonly acceptsOldTokens: boolean;
}

/** The real server's defaults, but for removal, which it refuses unless told. */
export const DEFAULT_SETTINGS: CaSettings = {
  allowRemove: true,
  passwordAttempts: 10,
  validityMs: goDurationToMs(DEFAULT_VALIDITY),
  acceptsOldTokens: false,
};

/** The first identity of a CA, which registers all others. */
export interface Registrar {
  readonly id: string;
  readonly secret: string;
}

/** What a CA is made of. */
export interface CaParts {
  /** How clients name it (`caname`). */
  readonly name: string;
  /** Folder of its store. */
  readonly directory: string;
  /** Signs enrolment certificates and revocation lists. */
  readonly ca: PemPair;
  /** Signs certificates of the profile `tls`. */
  readonly tlsCa: PemPair;
  readonly registrar: Registrar;
  readonly settings?: Partial<CaSettings>;
}

/** May do everything (`Server.RegisterBootstrapUser`). */
const REGISTRAR_ATTRIBUTES = [
  { name: ATTRIBUTE.roles, value: '*' },
  { name: ATTRIBUTE.delegateRoles, value: '*' },
  { name: ATTRIBUTE.revoker, value: 'true' },
  { name: ATTRIBUTE.intermediateCa, value: 'true' },
  { name: ATTRIBUTE.genCrl, value: 'true' },
  { name: ATTRIBUTE.registrarAttributes, value: '*' },
  { name: ATTRIBUTE.affiliationManager, value: 'true' },
].map((attribute) => ({ ...attribute, ecert: false }));

/** One organisation's certificate authority: its roots, its registrations, its rules. */
export class CertificateAuthority {
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly name: string,
    readonly enrolmentIssuer: Issuer,
    readonly tlsIssuer: Issuer,
    readonly store: CaStore,
    readonly settings: CaSettings,
  ) {}

  /** Opens the CA on its folder; a new one gets its registrar. */
  static async open(parts: CaParts): Promise<CertificateAuthority> {
    const [enrolment, tls] = await Promise.all([readIssuer(parts.ca), readIssuer(parts.tlsCa)]);
    const store = await CaStore.open(parts.directory);
    if (store.identity(parts.registrar.id) === undefined) await insertRegistrar(store, parts.registrar);
    return new CertificateAuthority(parts.name, enrolment, tls, store, { ...DEFAULT_SETTINGS, ...parts.settings });
  }

  /** The roots that may have issued a caller's certificate. */
  get issuers(): readonly Issuer[] {
    return [this.enrolmentIssuer, this.tlsIssuer];
  }

  /** Requests run one after the other: each decides on what the one before has written. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Lets the request that runs finish. */
  async close(): Promise<void> {
    await this.#last;
    await this.store.close();
  }
}

async function insertRegistrar(store: CaStore, { id, secret }: Registrar): Promise<void> {
  const record = {
    id,
    secretHash: await hashSecret(secret, 'generated'),
    type: 'client',
    affiliation: '',
    attributes: REGISTRAR_ATTRIBUTES,
    maxEnrollments: UNLIMITED,
    state: 0,
    failedLogins: 0,
  };
  await store.write([{ put: 'identity', record }]);
}
