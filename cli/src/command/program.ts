import { Command, Option } from 'commander';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Inputs } from './input.js';
import type { Io } from './io.js';
import { isNoun, type Noun, type Verb } from './verb.js';

/** What a verb was called with, before it is read. */
export interface Invocation {
  readonly verb: Verb;
  readonly given: Readonly<Record<string, unknown>>;
  readonly globals: Globals;
  readonly commandId: string | undefined;
}

/** Options that every command has. */
export interface Globals {
  readonly format?: 'human' | 'json';
  readonly profile?: string;
  readonly url?: string;
  readonly apiKeyFile?: string;
  readonly channel?: string;
}

/** Options of every command, for the parser and for the reference. */
export const GLOBAL_OPTIONS: readonly (readonly [string, string])[] = [
  ['--format <form>', 'human (default) or json: one JSON document on standard output'],
  ['--profile <name>', 'the gateway and key to use (else SCRIP_PROFILE, else the current one)'],
  ['--url <url>', 'URL of the gateway (else SCRIP_URL, else that of the profile)'],
  ['--api-key-file <file>', 'file with the API key (else SCRIP_API_KEY, else that of the profile)'],
  ['--channel <name>', 'channel (else that of the profile, else the default of the gateway)'],
];

/** The id of a command, for the parser and for the reference. */
export const COMMAND_ID_OPTION = [
  '--command-id <id>',
  'idempotency key: the same again is done at most once (made if absent)',
] as const;

/** Whether a verb has a command id. */
export const hasCommandId = ({ kind }: Verb): boolean => kind === 'command' || kind === 'proposal';

const FORMATS = ['human', 'json'];

/** The tree of commands as the parser knows it; what is called is handed on. */
export function program(
  entries: readonly (Noun | Verb)[],
  version: string,
  io: Io,
  invoke: (invocation: Invocation) => Promise<void>,
): Command {
  const root = new Command('scrip')
    .description('What an institution does on a Scrip network, by its gateway.')
    .version(version, '--version', 'print the version')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .addHelpText('after', () => `\n${exitCodesText()}`);
  for (const [flags, description] of GLOBAL_OPTIONS) {
    const option = new Option(flags, description);
    root.addOption(flags.startsWith('--format') ? option.choices(FORMATS) : option);
  }
  for (const entry of entries) {
    if (isNoun(entry)) {
      const group = root.command(entry.name).description(entry.summary).helpCommand(false);
      for (const verb of entry.verbs) addVerb(group, verb, `scrip ${entry.name}`, invoke);
    } else addVerb(root, entry, 'scrip', invoke);
  }
  return guarded(root, io);
}

const MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  done: 'done, or shown',
  refused: 'refused by the gateway or the ledger; or a text has problems',
  usage: 'the command line, a file or the profile is wrong; nothing was sent',
  waits: 'proposed: waits for another operator or organisation; or proven under conditions only',
  tryAgain: 'the gateway cannot be reached, or asks to try again with the same command id',
};

/** Exit codes with what they mean. */
export const exitCodes = (): readonly (readonly [ExitCode, string])[] =>
  (Object.keys(EXIT) as (keyof typeof EXIT)[]).map((name) => [EXIT[name], MEANINGS[name]]);

const exitCodesText = (): string =>
  ['Exit codes:', ...exitCodes().map(([code, meaning]) => `  ${code}  ${meaning}`)].join('\n');

function addVerb(parent: Command, verb: Verb, prefix: string, invoke: (invocation: Invocation) => Promise<void>): void {
  const command = parent.command(verb.name).description(verb.summary);
  for (const [, input] of Object.entries(verb.args)) {
    command.argument(input.isRequired ? `<${input.form}>` : `[${input.form}]`, input.description);
  }
  const names = new Map(Object.entries(verb.options).map(([name, input]) => [addOption(command, input), name]));
  if (hasCommandId(verb)) command.addOption(new Option(...COMMAND_ID_OPTION));
  command.addHelpText('after', `\nExample:\n  ${prefix} ${verb.name}${verb.example === '' ? '' : ` ${verb.example}`}`);
  command.action(async () => {
    const parsed: Readonly<Record<string, unknown>> = command.opts();
    const options = [...names].map(([attribute, name]) => [name, parsed[attribute]] as const);
    const args = Object.keys(verb.args).map((name, index) => [name, command.processedArgs[index] as unknown] as const);
    await invoke({
      verb,
      given: Object.fromEntries([...args, ...options]),
      globals: command.optsWithGlobals(),
      commandId: parsed['commandId'] as string | undefined,
    });
  });
}

/** @returns the name that the parser has for it */
function addOption(command: Command, input: Inputs[string]): string {
  const option = new Option(input.form, input.description);
  if (input.isRequired) option.makeOptionMandatory();
  if (input.takes === 'many') {
    option.argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), text]);
  }
  command.addOption(option);
  return option.attributeName();
}

/** The parser throws instead of ending the process, and writes where the command writes. */
function guarded(command: Command, io: Io): Command {
  command.exitOverride().configureOutput({
    writeOut: (text) => io.out(text),
    writeErr: () => undefined,
    getOutHasColors: () => false,
  });
  for (const child of command.commands) guarded(child, io);
  return command;
}
