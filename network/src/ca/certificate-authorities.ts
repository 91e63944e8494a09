import type { EngineName } from '../engine.js';
import { NetworkError } from '../network-error.js';
import type { OrganizationPki } from '../pki/organization.js';
import type { OrganizationTopology } from '../topology.js';
import { openOrganizationCa, type CaEndpoint, type OrganizationCa } from './organization-ca.js';

/** What the CAs of a network are made from. */
export interface CertificateAuthoritiesParts {
  readonly engine: EngineName;
  readonly pki: ReadonlyMap<string, OrganizationPki>;
  readonly dataDirectory: string;
  readonly log: (line: string) => void;
}

/** The CAs of the organisations that run on this machine. */
export class CertificateAuthorities {
  readonly #running = new Map<string, OrganizationCa>();

  constructor(private readonly parts: CertificateAuthoritiesParts) {}

  /** By MSP id. */
  get endpoints(): ReadonlyMap<string, CaEndpoint> {
    return new Map([...this.#running].map(([mspId, { endpoint }]) => [mspId, endpoint]));
  }

  /** Each answers when this resolves. */
  async start(organizations: readonly OrganizationTopology[]): Promise<void> {
    const opened = await Promise.all(organizations.map((organization) => this.#open(organization)));
    for (const ca of opened) this.#running.set(ca.endpoint.mspId, ca);
    await Promise.all(opened.map((ca) => ca.start()));
    const [first] = opened;
    if (first === undefined) return;
    const program = first.program === 'own' ? "Scrip's own server" : 'fabric-ca-server';
    this.parts.log(`certificate authorities: ${program}`);
  }

  /** The CA of an organisation. */
  of(mspId: string): OrganizationCa {
    const ca = this.#running.get(mspId);
    if (ca === undefined) throw new NetworkError(`${mspId} has no certificate authority here`);
    return ca;
  }

  /** Ends the CA of an organisation, if it runs. */
  async remove(mspId: string): Promise<void> {
    const ca = this.#running.get(mspId);
    this.#running.delete(mspId);
    await ca?.stop();
  }

  async stop(): Promise<void> {
    const running = [...this.#running.values()];
    this.#running.clear();
    await Promise.all(running.map((ca) => ca.stop()));
  }

  #open(organization: OrganizationTopology): Promise<OrganizationCa> {
    const { mspId } = organization;
    const pki = this.parts.pki.get(mspId);
    if (pki === undefined) throw new NetworkError(`${mspId} has no keys here`);
    return openOrganizationCa({ ...this.parts, organization, pki });
  }
}
