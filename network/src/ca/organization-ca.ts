import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineName } from '../engine.js';
import { findCaServer } from '../fabric/binaries.js';
import { CA_DATABASE, prepareCaServer } from '../fabric/ca-server.js';
import { goDurationToMs } from '../channel/go-duration.js';
import { messageOf, NetworkError } from '../network-error.js';
import type { Credential, OrganizationPki } from '../pki/organization.js';
import { SupervisedProcess } from '../process/supervised-process.js';
import { NODE_HOST, type OrganizationTopology } from '../topology.js';
import { CaServer } from './ca-server.js';
import { CertificateAuthority, type Registrar } from './certificate-authority.js';
import { DEFAULT_VALIDITY } from './profiles.js';
import { caDirectory, ensureRegistrar } from './registrar.js';

/** How clients reach an organisation's CA. */
export interface CaEndpoint {
  readonly mspId: string;
  readonly url: string;
  /** How requests name it (`caname`). */
  readonly name: string;
  /** PEM file of the TLS CA that the client must trust. */
  readonly tlsRootCertPath: string;
}

/** The running CA of an organisation. */
export interface OrganizationCa {
  readonly endpoint: CaEndpoint;
  /** The identity that registers others. */
  readonly registrar: Registrar;
  /** What serves it. */
  readonly program: 'own' | 'fabric-ca-server';
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What an organisation's CA is made from. */
export interface OrganizationCaParts {
  readonly engine: EngineName;
  readonly organization: OrganizationTopology;
  readonly pki: OrganizationPki;
  readonly dataDirectory: string;
  readonly log: (line: string) => void;
}

const OWN_STORE = 'registrations';
/** As the real server calls the setting of its configuration's `signing.default.expiry`. */
const VALIDITY = 'FABRIC_CA_SERVER_SIGNING_DEFAULT_EXPIRY';

/**
 * The CA of an organisation: on the engine `fabric` the real `fabric-ca-server` where it is installed, otherwise our
 * own server. Both sign with the organisation's CA key, so every certificate stays valid; but each knows only what was
 * registered with it, so the choice of the first start stays.
 */
export async function openOrganizationCa(parts: OrganizationCaParts): Promise<OrganizationCa> {
  const { organization, pki, log } = parts;
  const directory = caDirectory(parts.dataDirectory, organization.mspId);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const registrar = await ensureRegistrar(directory);
  const endpoint = {
    mspId: organization.mspId,
    url: `https://${NODE_HOST}:${organization.ports.ca}`,
    name: `ca.${organization.domain}`,
    tlsRootCertPath: pki.tlsCa.certificatePath,
  };
  const validity = enrolmentValidity();
  const binary = realServer(parts.engine, directory);
  if (binary === undefined) {
    return {
      endpoint,
      registrar,
      program: 'own',
      ...ownServer(parts, { directory, registrar, name: endpoint.name, validity }),
    };
  }
  const location = { directory, binary, logDirectory: join(parts.dataDirectory, 'logs') };
  const spec = await prepareCaServer(organization, { ca: pki.ca, tls: tlsOf(pki), registrar, validity }, location);
  const server = new SupervisedProcess(spec, log);
  return {
    endpoint,
    registrar,
    program: 'fabric-ca-server',
    start: () => server.start(),
    stop: () => server.stop(),
  };
}

/** Life of enrolment certificates, from the environment: a Go duration. */
function enrolmentValidity(): string {
  const validity = process.env[VALIDITY] ?? DEFAULT_VALIDITY;
  try {
    goDurationToMs(validity);
    return validity;
  } catch (error) {
    throw new NetworkError(`${VALIDITY}: ${messageOf(error)}`, 'for instance 720h', { cause: error });
  }
}

/** The program to run; undefined for our own server. */
function realServer(engine: EngineName, directory: string): string | undefined {
  if (engine !== 'fabric' || existsSync(join(directory, OWN_STORE))) return undefined;
  const binary = findCaServer();
  if (binary === undefined && existsSync(join(directory, CA_DATABASE))) {
    throw new NetworkError(
      `${directory} holds the registrations of a fabric-ca-server, which is not installed any more; nothing was started`,
      'put fabric-ca-server on PATH or into FABRIC_BIN',
    );
  }
  return binary;
}

interface OwnServer {
  readonly directory: string;
  readonly registrar: Registrar;
  readonly name: string;
  readonly validity: string;
}

function ownServer(
  { organization, pki, log }: OrganizationCaParts,
  { directory, registrar, name, validity }: OwnServer,
): Pick<OrganizationCa, 'start' | 'stop'> {
  let server: CaServer | undefined;
  return {
    start: async () => {
      const store = join(directory, OWN_STORE);
      const ca = await CertificateAuthority.open({
        name,
        directory: store,
        ca: pki.ca,
        tlsCa: pki.tlsCa,
        registrar,
        settings: { validityMs: goDurationToMs(validity) },
      });
      const logRefusal = (line: string): void => log(`CA of ${organization.mspId}: ${line}`);
      server = new CaServer(ca, { port: organization.ports.ca, tls: tlsOf(pki), log: logRefusal });
      await server.start();
    },
    stop: async () => server?.stop(),
  };
}

function tlsOf(pki: OrganizationPki): Credential {
  const tls = pki.tls.get('ca');
  if (tls === undefined) throw new NetworkError(`${pki.mspId} has no TLS certificate for its CA`);
  return tls;
}
