import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NetworkError } from '../network-error.js';
import { nodeCommand } from '../process/command.js';
import type { ChaincodeProgram, ServiceLaunch, ServicePlace } from './chaincode-program.js';

const SHIM_CLI = 'fabric-shim/cli.js';
/** The shim takes `warn` silently for `info`; this is the spelling that it knows. */
const SHIM_LOG_LEVEL = 'WARNING';
const TAIL_LINES = 15;

/** What we read of a chaincode's `package.json`. */
interface PackageJson {
  readonly version?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A folder with a Node chaincode package, whoever wrote it. */
export class NodeChaincode implements ChaincodeProgram {
  readonly #json: PackageJson;

  /** Throws a {@link NetworkError} when the folder holds no readable `package.json`. */
  constructor(readonly directory: string) {
    const path = join(directory, 'package.json');
    if (!existsSync(path)) {
      throw new NetworkError(
        `${directory} holds no package.json, so it is no Node chaincode`,
        'check --path; chaincode in another language is started with --run',
      );
    }
    this.#json = parsePackage(path);
  }

  /** Version in `package.json`; undefined when it names none. */
  get version(): string | undefined {
    return this.#json.version;
  }

  /**
   * Installs what cannot be resolved from the folder, then runs the package's own build script if it has one.
   * A package inside another workspace finds its dependencies above itself and is not installed again.
   */
  async prepare(logPath: string, log: (line: string) => void): Promise<void> {
    const needed = { ...this.#json.dependencies, ...(this.#builds ? this.#json.devDependencies : {}) };
    const missing = Object.keys(needed).filter(
      (name) => findInstalled(this.directory, `${name}/package.json`) === undefined,
    );
    if (missing.length > 0) {
      log(`installing ${this.directory} (missing: ${missing.join(', ')})`);
      const locked = existsSync(join(this.directory, 'package-lock.json'));
      await this.#npm([locked ? 'ci' : 'install', '--no-audit', '--no-fund'], logPath);
    }
    if (this.#builds) {
      log(`building ${this.directory}`);
      await this.#npm(['run', 'build'], logPath);
    }
  }

  /** Served by the shim's own command. */
  launch({ address, packageId }: ServicePlace): ServiceLaunch {
    const args = ['server', '--chaincode-address', address, '--chaincode-id', packageId];
    return {
      command: nodeCommand(this.shimCli(), [...args, '--module-path', this.directory]),
      env: { CORE_CHAINCODE_LOGGING_LEVEL: process.env['CORE_CHAINCODE_LOGGING_LEVEL'] ?? SHIM_LOG_LEVEL },
    };
  }

  /** The shim's own command line: the package's if it has one, otherwise the one that comes with this network. */
  shimCli(): string {
    return findInstalled(this.directory, SHIM_CLI) ?? createRequire(import.meta.url).resolve(SHIM_CLI);
  }

  get #builds(): boolean {
    return this.#json.scripts?.['build'] !== undefined;
  }

  #npm(args: readonly string[], logPath: string): Promise<void> {
    const npm = process.env['npm_execpath'];
    const [file, prefix] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
    mkdirSync(dirname(logPath), { recursive: true });
    const output = openSync(logPath, 'a');
    const child = spawn(file, [...prefix, ...args], { cwd: this.directory, stdio: ['ignore', output, output] });
    closeSync(output);
    return new Promise((resolve, reject) => {
      child.once('error', (error) => reject(new NetworkError(`npm could not be started: ${error.message}`)));
      child.once('exit', (code) => {
        if (code === 0) resolve();
        else
          reject(
            new NetworkError(`npm ${args.join(' ')} failed in ${this.directory}:\n${tail(logPath)}`, `see ${logPath}`),
          );
      });
    });
  }
}

function parsePackage(path: string): PackageJson {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as PackageJson;
  } catch (error) {
    throw new NetworkError(`${path} is not valid JSON; nothing was deployed`, undefined, { cause: error });
  }
}

/** Node's own rule: `node_modules` of the folder or of the nearest folder above it that has the file. */
function findInstalled(directory: string, file: string): string | undefined {
  const path = join(directory, 'node_modules', file);
  if (existsSync(path)) return path;
  const parent = dirname(directory);
  return parent === directory ? undefined : findInstalled(parent, file);
}

function tail(path: string): string {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}
