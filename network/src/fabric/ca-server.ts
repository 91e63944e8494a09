import { join } from 'node:path';
import type { Registrar } from '../ca/certificate-authority.js';
import { writeAtomically } from '../pki/credential-store.js';
import type { Credential } from '../pki/organization.js';
import { nativeCommand } from '../process/command.js';
import { acceptsConnections } from '../process/ports.js';
import type { ProcessSpec } from '../process/supervised-process.js';
import type { OrganizationTopology } from '../topology.js';

/** Where the server keeps its registrations, in its folder. */
export const CA_DATABASE = 'fabric-ca-server.db';
const CONFIG = 'fabric-ca-server-config.yaml';
const READY_TIMEOUT_MS = 60_000;

/** What the server works with. */
export interface CaServerCredentials {
  readonly ca: Credential;
  readonly tls: Credential;
  readonly registrar: Registrar;
  /** Life of enrolment certificates: a Go duration. */
  readonly validity: string;
}

/** Where the server lives. */
export interface CaServerLocation {
  readonly directory: string;
  readonly binary: string;
  readonly logDirectory: string;
}

/** Writes what the real Fabric CA server reads and says how to run it. */
export async function prepareCaServer(
  organization: OrganizationTopology,
  credentials: CaServerCredentials,
  { directory, binary, logDirectory }: CaServerLocation,
): Promise<ProcessSpec> {
  const config = caServerConfig(organization, credentials);
  // The registrar's secret is in it.
  await writeAtomically(join(directory, CONFIG), JSON.stringify(config, undefined, 2), 0o600);
  const inherited = ['PATH', 'HOME', 'TMPDIR'].map((name) => [name, process.env[name] ?? ''] as const);
  return {
    name: `CA of ${organization.mspId}`,
    command: nativeCommand(binary, ['start', '--home', directory]),
    cwd: directory,
    env: Object.fromEntries(inherited.filter(([, value]) => value !== '')),
    logPath: join(logDirectory, `ca.${organization.mspId}.log`),
    readyTimeoutMs: READY_TIMEOUT_MS,
    isReady: () => acceptsConnections(organization.ports.ca),
  };
}

/**
 * `fabric-ca-server-config.yaml` as JSON, which is YAML. What deviates from the server's own default: loopback only,
 * TLS, no sample affiliations, and identities and affiliations can be removed.
 */
function caServerConfig(
  { domain, ports }: OrganizationTopology,
  { ca, tls, registrar, validity }: CaServerCredentials,
): object {
  return {
    version: '1.5.0',
    address: '127.0.0.1',
    port: ports.ca,
    tls: { enabled: true, certfile: tls.certificatePath, keyfile: tls.privateKeyPath },
    ca: { name: `ca.${domain}`, certfile: ca.certificatePath, keyfile: ca.privateKeyPath },
    crl: { expiry: '24h' },
    registry: {
      maxenrollments: -1,
      identities: [
        {
          name: registrar.id,
          pass: registrar.secret,
          type: 'client',
          affiliation: '',
          attrs: {
            'hf.Registrar.Roles': '*',
            'hf.Registrar.DelegateRoles': '*',
            'hf.Registrar.Attributes': '*',
            'hf.Revoker': true,
            'hf.IntermediateCA': true,
            'hf.GenCRL': true,
            'hf.AffiliationMgr': true,
          },
        },
      ],
    },
    db: { type: 'sqlite3', datasource: CA_DATABASE },
    signing: {
      default: { usage: ['digital signature'], expiry: validity },
      profiles: {
        ca: { usage: ['cert sign', 'crl sign'], expiry: '43800h', caconstraint: { isca: true, maxpathlen: 0 } },
        tls: {
          usage: ['signing', 'key encipherment', 'server auth', 'client auth', 'key agreement'],
          expiry: '8760h',
        },
      },
    },
    cfg: { identities: { allowremove: true, passwordattempts: 10 }, affiliations: { allowremove: true } },
    operations: { listenAddress: '127.0.0.1:0' },
    metrics: { provider: 'disabled' },
  };
}
