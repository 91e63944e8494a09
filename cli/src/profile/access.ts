import { readFileSync, statSync } from 'node:fs';
import type { Io } from '../command/io.js';
import { UsageError } from '../command/usage-error.js';
import type { Profile, Profiles } from './profiles.js';
import { messageOf } from '../output/message-of.js';

/** What the command line says in place of the profile. */
export interface Overrides {
  readonly profile?: string | undefined;
  readonly url?: string | undefined;
  readonly apiKeyFile?: string | undefined;
  readonly channel?: string | undefined;
}

/** How a gateway is reached, and as whom. */
export interface Access {
  readonly url: string;
  readonly apiKey: string;
  readonly channel?: string;
  readonly operator?: { readonly id: string; readonly keyFile: string };
  /** Where the key was read, if in a file. */
  readonly apiKeyFile?: string;
}

const OTHERS_MAY = 0o077;
const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];
const HOW = 'scrip profile add NAME --url URL --api-key-file FILE, or set SCRIP_URL and SCRIP_API_KEY';

/**
 * Whom to talk to: the command line, then the profile that it names, then the environment, then the current profile. The
 * key of a profile is for the gateway of that profile and is sent nowhere else.
 *
 * @throws UsageError when the gateway or the key is not known
 */
export function resolveAccess(overrides: Overrides, io: Io, profiles: Profiles): Access {
  const named = overrides.profile === undefined ? undefined : profiles.get(overrides.profile);
  const env = named === undefined ? io.env : {};
  const givenUrl = overrides.url ?? given(env['SCRIP_URL']);
  const profile = named ?? currentProfile(io, profiles, givenUrl !== undefined);
  const url = requireUrl(givenUrl ?? profile?.url);
  const key = keyOf(overrides, env, url === profile?.url ? profile : undefined, io);
  const channel = overrides.channel ?? profile?.channel;
  const operator = url === profile?.url ? profile.operator : undefined;
  return {
    ...{ url, ...key },
    ...(channel === undefined ? {} : { channel }),
    ...(operator === undefined ? {} : { operator }),
  };
}

const given = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** The profile of the environment or the current one; one that is named must be there. */
function currentProfile(io: Io, profiles: Profiles, isOptional: boolean): Profile | undefined {
  const byEnvironment = given(io.env['SCRIP_PROFILE']);
  if (byEnvironment !== undefined) return profiles.get(byEnvironment);
  const { current } = profiles.read();
  if (current !== undefined) return profiles.get(current);
  if (isOptional) return undefined;
  throw new UsageError('no gateway is known', HOW);
}

function keyOf(
  overrides: Overrides,
  env: Io['env'],
  profile: Profile | undefined,
  io: Io,
): { readonly apiKey: string; readonly apiKeyFile?: string } {
  if (overrides.apiKeyFile !== undefined) return readApiKey(overrides.apiKeyFile, io);
  const fromEnvironment = given(env['SCRIP_API_KEY']);
  if (fromEnvironment !== undefined) return { apiKey: requireKey(fromEnvironment, 'SCRIP_API_KEY') };
  if (profile !== undefined) return readApiKey(profile.apiKeyFile, io);
  throw new UsageError(
    'no API key is known for this gateway; the key of a profile is sent to the gateway of that profile alone',
    'give --api-key-file FILE or set SCRIP_API_KEY',
  );
}

/** A URL to which a key may be sent. @throws UsageError */
export function requireUrl(text: string | undefined): string {
  if (text === undefined) throw new UsageError('no gateway is known', HOW);
  if (!URL.canParse(text)) throw new UsageError(`--url: ${text} is not a URL`, 'for instance https://gateway.example');
  const { protocol, hostname, origin, pathname } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') throw new UsageError('--url: must begin with https://');
  if (protocol === 'http:' && !LOCAL_HOSTS.includes(hostname)) {
    throw new UsageError(`--url: the API key would travel to ${hostname} without encryption`, 'use https://');
  }
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

/** Reads a key from a file, and says when others may read it too. @throws UsageError */
export function readApiKey(path: string, io: Io): { readonly apiKey: string; readonly apiKeyFile: string } {
  try {
    if ((statSync(path).mode & OTHERS_MAY) !== 0 && process.platform !== 'win32') {
      io.err(`warning: other users can read the API key in ${path}; chmod 600 it\n`);
    }
    return { apiKey: requireKey(readFileSync(path, 'utf8').trim(), path), apiKeyFile: path };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`the API key cannot be read: ${messageOf(error)}`);
  }
}

/** @throws UsageError that does not repeat it */
export function requireKey(text: string, source: string): string {
  if (/^[\x21-\x7e]{8,8192}$/.test(text)) return text;
  throw new UsageError(`${source} holds no API key`, 'one line of printable characters without spaces');
}
