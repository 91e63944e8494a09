import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { ConnectionProfile } from '../support/profile.js';

const TIMEOUT_MS = 60_000;

/** The one file that `peer` insists on reading; everything else it takes from its environment. */
const CORE_YAML = 'peer: { BCCSP: { Default: SW, SW: { Hash: SHA2, Security: 256 } }, client: { connTimeout: 5s } }\n';

/** How one of Fabric's own programs ended. */
export interface ToolResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Who runs a program: an organisation's user, with an MSP folder as `network export` writes it. */
export interface ToolUser {
  readonly profile: ConnectionProfile;
  readonly mspDirectory: string;
}

/** Where a program of Fabric's release is, in FABRIC_BIN or on PATH; undefined when it is not on this machine. */
export function fabricTool(name: string): string | undefined {
  const folders = [process.env['FABRIC_BIN'] ?? '', ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(existsSync);
}

/** Runs `peer` as an operator would: against the organisation's own peer, with the user's MSP folder. */
export async function runPeer(user: ToolUser, directory: string, args: readonly string[]): Promise<ToolResult> {
  const { profile, mspDirectory } = user;
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'core.yaml'), CORE_YAML);
  return run('peer', args, {
    FABRIC_CFG_PATH: directory,
    FABRIC_LOGGING_SPEC: 'error',
    CORE_PEER_LOCALMSPID: profile.mspId,
    CORE_PEER_MSPCONFIGPATH: mspDirectory,
    CORE_PEER_ADDRESS: profile.gateway,
    CORE_PEER_TLS_ENABLED: 'true',
    CORE_PEER_TLS_ROOTCERT_FILE: profile.tlsRootCert,
  });
}

/** Runs `discover` against the organisation's own peer. */
export function runDiscover({ profile, mspDirectory }: ToolUser, args: readonly string[]): Promise<ToolResult> {
  const keys = [
    ['--peerTLSCA', profile.tlsRootCert],
    ['--userKey', join(mspDirectory, 'keystore', 'priv_sk')],
    ['--userCert', join(mspDirectory, 'signcerts', 'cert.pem')],
    ['--MSP', profile.mspId],
  ].flat();
  return run('discover', [...keys, ...args, '--server', profile.gateway], {});
}

/** Runs `fabric-ca-client` with a home folder of its own, as the identity that was enrolled there last. */
export function runCaClient(home: string, args: readonly string[]): Promise<ToolResult> {
  return run('fabric-ca-client', args, { FABRIC_CA_CLIENT_HOME: home });
}

function run(name: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<ToolResult> {
  const program = fabricTool(name);
  if (program === undefined) throw new Error(`no ${name} in FABRIC_BIN or on PATH`);
  const options = { env: { ...process.env, ...env }, timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(program, [...args], options, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : (child.exitCode ?? 1), stdout, stderr });
    });
  });
}
