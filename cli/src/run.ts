import { CommanderError } from 'commander';
import { Call } from './command/call.js';
import { EXIT, type ExitCode } from './command/exit-code.js';
import type { Io } from './command/io.js';
import { hasCommandId, program, type Invocation } from './command/program.js';
import type { Shown, ShownStream } from './command/shown.js';
import { COMMANDS } from './nouns/commands.js';
import { failureLines, failureOf, type Failure } from './output/failure.js';
import { Profiles } from './profile/profiles.js';

const HELP_CODES = ['commander.helpDisplayed', 'commander.version'];
/** What the parser throws when a group of commands is called alone: its help is the answer. */
const GROUP_ALONE = 'commander.help';

/**
 * Runs one command line.
 *
 * @param argv what follows the name of the program
 * @returns how the process should end
 */
export async function run(argv: readonly string[], version: string, io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.done;
  const root = program(COMMANDS, version, io, async (invocation) => {
    exitCode = await invoke(invocation, io);
  });
  try {
    await root.parseAsync(dashedIdsLast(argv), { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && HELP_CODES.includes(error.code)) return EXIT.done;
    if (error instanceof CommanderError && error.code === GROUP_ALONE) {
      io.err(groupHelp(root, argv));
      return EXIT.usage;
    }
    return fail(failureOf(error), asksForJson(argv), io);
  }
}

/** A key id (RFC 7638) that begins with a dash is not an option: it goes behind `--`, unless it is an option's value. */
function dashedIdsLast(argv: readonly string[]): string[] {
  if (argv.includes('--')) return [...argv];
  const isDashedId = (word: string, index: number): boolean =>
    /^-[A-Za-z0-9_][A-Za-z0-9_-]{41}$/.test(word) && argv[index - 1]?.startsWith('--') !== true;
  const ids = argv.filter(isDashedId);
  if (ids.length === 0) return [...argv];
  return [...argv.filter((word, index) => !isDashedId(word, index)), '--', ...ids];
}

function groupHelp(root: ReturnType<typeof program>, argv: readonly string[]): string {
  const group = root.commands.find((command) => argv.includes(command.name()));
  return (group ?? root).helpInformation();
}

const asksForJson = (argv: readonly string[]): boolean =>
  argv.includes('--format=json') || argv.some((word, index) => word === '--format' && argv[index + 1] === 'json');

async function invoke({ verb, given, globals, commandId }: Invocation, io: Io): Promise<ExitCode> {
  const call = new Call(io, new Profiles(io.env), globals, commandId);
  const asJson = globals.format === 'json';
  try {
    return await show(await verb.run(call, given), asJson, io);
  } catch (error) {
    const failure = failureOf(error);
    const isOpen = failure.exitCode === EXIT.tryAgain && hasCommandId(verb);
    const { idempotencyKey } = call.keyed;
    return fail(
      isOpen ? { ...failure, problem: { ...failure.problem, commandId: idempotencyKey } } : failure,
      asJson,
      io,
    );
  }
}

async function show(shown: Shown | ShownStream, asJson: boolean, io: Io): Promise<ExitCode> {
  if ('stream' in shown) {
    for await (const each of shown.stream) {
      io.out(asJson ? `${JSON.stringify(each.reply)}\n` : `${each.lines.join('\n')}\n`);
    }
    return EXIT.done;
  }
  io.out(asJson ? `${JSON.stringify(shown.reply, undefined, 2)}\n` : `${shown.lines.join('\n')}\n`);
  if (!asJson && shown.notes !== undefined) io.err(`${shown.notes.join('\n')}\n`);
  return shown.exitCode ?? EXIT.done;
}

function fail(failure: Failure, asJson: boolean, io: Io): ExitCode {
  if (asJson) io.err(`${JSON.stringify(failure.problem, undefined, 2)}\n`);
  else io.err(`${failureLines(failure).join('\n')}\n`);
  return failure.exitCode;
}
