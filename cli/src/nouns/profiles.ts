import { resolve } from 'node:path';
import { ScripClient } from '@scrip/gateway-api';
import { operatorId } from '@scrip/model';
import type { Call } from '../command/call.js';
import { anyText, argument, by, flag, option, optionalArgument } from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { stated } from '../input/body.js';
import { readKeyFile } from '../keys/key-file.js';
import { facts, table } from '../output/table.js';
import { readApiKey, requireKey, requireUrl } from '../profile/access.js';
import type { Profile } from '../profile/profiles.js';

const profileName = (text: string): string => {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)) throw new Error('must be letters, digits or any of . _ -');
  return text;
};
const NAME = argument('name', 'name of the profile', profileName);

/** The key of a new profile: in a file that stays where it is, or from the environment or standard input, and kept. */
async function newKey(call: Call, name: string, fromInput: boolean): Promise<{ apiKey: string; file: string }> {
  const { apiKeyFile } = call.overrides;
  if (apiKeyFile !== undefined && !fromInput) {
    const file = resolve(apiKeyFile);
    return { apiKey: readApiKey(file, call.io).apiKey, file };
  }
  if (apiKeyFile !== undefined) throw new UsageError('give --api-key-file or --api-key-stdin, not both');
  const given = fromInput ? (await call.io.readInput()).trim() : call.io.env['SCRIP_API_KEY'];
  if (given === undefined || given === '') {
    throw new UsageError('no API key was given', 'give --api-key-file FILE, --api-key-stdin, or set SCRIP_API_KEY');
  }
  const apiKey = requireKey(given, fromInput ? 'standard input' : 'SCRIP_API_KEY');
  return { apiKey, file: call.profiles.keep(name, apiKey) };
}

const add = verb({
  name: 'add',
  kind: 'local',
  summary: 'Add a profile: URL, API key and channel of a gateway; the first one becomes the current one',
  example: 'aurora --url http://localhost:4001 --api-key-file .scrip/devnet/gateway/AuroraMSP/desk-1.key',
  args: { name: NAME },
  options: {
    fromInput: flag('--api-key-stdin', 'read the API key from standard input and keep it in a file of its own'),
    operator: option('--operator <id>', 'id of the operator, where it signs what it does', by(operatorId)),
    operatorKey: option('--operator-key <file>', 'private key (PEM) by which the operator signs', anyText),
    use: flag('--use', 'make it the current profile'),
    unchecked: flag('--unchecked', 'do not ask the gateway whether the key counts'),
  },
  run: async (call, { name, fromInput, operator, operatorKey, use, unchecked }) => {
    const url = requireUrl(call.overrides.url ?? call.io.env['SCRIP_URL']);
    if ((operator === undefined) !== (operatorKey === undefined)) {
      throw new UsageError('--operator and --operator-key belong together');
    }
    if (operatorKey !== undefined) readKeyFile(operatorKey);
    const { apiKey, file } = await newKey(call, name, fromInput);
    const mspId = unchecked ? undefined : await checked(url, apiKey, call.overrides.channel);
    const signing =
      operator === undefined || operatorKey === undefined ? undefined : { id: operator, keyFile: resolve(operatorKey) };
    const profile: Profile = stated({ url, apiKeyFile: file, channel: call.overrides.channel, operator: signing });
    const book = call.profiles.read();
    const current = use || book.current === undefined ? name : book.current;
    call.profiles.write({ current, profiles: { ...book.profiles, [name]: profile } });
    const whose = mspId === undefined ? 'not asked' : `gateway of ${mspId}, the key counts`;
    const state = current === name ? 'it is the current one' : `scrip profile use ${name} makes it the current one`;
    return {
      reply: { name, ...profile, ...(mspId === undefined ? {} : { mspId }), current: current === name },
      lines: [`Profile ${name} added: ${url} (${whose}); ${state}.`],
    };
  },
});

/** Asks the gateway whose it is, and whether the key counts there. */
async function checked(url: string, apiKey: string, channel: string | undefined): Promise<string> {
  const client = new ScripClient({ url, apiKey });
  const { mspId } = await client.gateway();
  await client.calendars.dates(channel === undefined ? {} : { channel });
  return mspId;
}

const list = verb({
  name: 'list',
  kind: 'local',
  summary: 'List the profiles',
  example: '',
  args: {},
  options: {},
  run: (call) => {
    const { current, profiles } = call.profiles.read();
    const rows = Object.entries(profiles).map(([name, profile]) => ({ name, ...profile, current: name === current }));
    const lines = table(
      [
        { heading: 'name', cell: ({ name, current: is }) => (is ? `${name} *` : name) },
        { heading: 'url', cell: ({ url }) => url },
        { heading: 'channel', cell: ({ channel }) => channel },
        { heading: 'api key file', cell: ({ apiKeyFile }) => apiKeyFile },
      ],
      rows,
    );
    const nothing = ['There are no profiles. scrip profile add NAME --url URL --api-key-file FILE adds one.'];
    return Promise.resolve({ reply: rows, lines: rows.length === 0 ? nothing : lines });
  },
});

function shown(call: Call, name: string): Shown {
  const { url, channel, apiKeyFile, operator } = call.profiles.get(name);
  const isCurrent = call.profiles.read().current === name;
  return {
    reply: { name, ...call.profiles.get(name), current: isCurrent },
    lines: facts([
      ['name', name],
      ['url', url],
      ['channel', channel ?? 'the default one of the gateway'],
      ['api key file', apiKeyFile],
      ['operator', operator?.id],
      ['operator key file', operator?.keyFile],
      ['current', isCurrent ? 'yes' : 'no'],
    ]),
  };
}

const show = verb({
  name: 'show',
  kind: 'local',
  summary: 'Show a profile, else the current one; its API key is never shown',
  example: 'aurora',
  args: { name: optionalArgument('name', 'name of the profile', profileName) },
  options: {},
  run: (call, { name }) => {
    const wanted = name ?? call.overrides.profile ?? call.profiles.read().current;
    if (wanted === undefined) throw new UsageError('there is no profile yet', 'scrip profile add NAME --url URL');
    return Promise.resolve(shown(call, wanted));
  },
});

const use = verb({
  name: 'use',
  kind: 'local',
  summary: 'Make a profile the current one',
  example: 'aurora',
  args: { name: NAME },
  options: {},
  run: (call, { name }) => {
    const { url } = call.profiles.get(name);
    call.profiles.write({ ...call.profiles.read(), current: name });
    return Promise.resolve({ reply: { current: name }, lines: [`${name} (${url}) is the current profile.`] });
  },
});

const remove = verb({
  name: 'remove',
  kind: 'local',
  summary: 'Remove a profile, and its key where it was kept here',
  example: 'aurora',
  args: { name: NAME },
  options: {},
  run: (call, { name }) => {
    call.profiles.get(name);
    const { current, profiles } = call.profiles.read();
    const rest = Object.fromEntries(Object.entries(profiles).filter(([each]) => each !== name));
    call.profiles.write(stated({ current: current === name ? undefined : current, profiles: rest }));
    call.profiles.forget(name);
    return Promise.resolve({ reply: { removed: name }, lines: [`Profile ${name} removed.`] });
  },
});

/** How gateways are reached. */
export const PROFILE: Noun = {
  name: 'profile',
  summary: 'How gateways are reached: URL, key, channel',
  verbs: [add, list, show, use, remove],
};
