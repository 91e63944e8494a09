import { nameOf, requiredChoice } from '../command/input.js';
import { COMMAND_ID_OPTION, GLOBAL_OPTIONS, hasCommandId } from '../command/program.js';
import { isNoun, type Noun, verb, type Verb } from '../command/verb.js';

const SHELLS = ['bash', 'zsh'] as const;
const globals = GLOBAL_OPTIONS.map(([form]) => nameOf(form));

const optionsOf = (each: Verb): readonly string[] => [
  ...Object.values(each.options).map(({ form }) => nameOf(form)),
  ...(hasCommandId(each) ? [nameOf(COMMAND_ID_OPTION[0])] : []),
  ...globals,
];

/** What may follow each beginning of a command line. */
function cases(entries: readonly (Noun | Verb)[]): readonly (readonly [string, readonly string[]])[] {
  return entries.flatMap((entry) => {
    if (!isNoun(entry)) return [[entry.name, optionsOf(entry)] as const];
    const verbs = entry.verbs.map((each) => [`${entry.name} ${each.name}`, optionsOf(each)] as const);
    return [[entry.name, entry.verbs.map(({ name }) => name)] as const, ...verbs];
  });
}

/** A script for the shell that completes commands and options. */
export function completionScript(shell: (typeof SHELLS)[number], entries: readonly (Noun | Verb)[]): string {
  const arms = [...cases(entries)]
    .reverse()
    .map(([beginning, words]) => `    "${beginning} "*) words="${words.join(' ')}" ;;`);
  const lines = [
    ...(shell === 'zsh' ? ['autoload -U +X bashcompinit && bashcompinit'] : []),
    '_scrip() {',
    '  local words current="${COMP_WORDS[COMP_CWORD]}"',
    '  case "${COMP_WORDS[*]:1:COMP_CWORD-1} " in',
    ...arms,
    `    *) words="${[...entries.map(({ name }) => name), ...globals].join(' ')}" ;;`,
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    'complete -o default -F _scrip scrip',
  ];
  return lines.join('\n');
}

/** Declares the command for a tree of commands. */
export const completion = (entries: () => readonly (Noun | Verb)[]): Verb =>
  verb({
    name: 'completion',
    kind: 'local',
    summary: 'Print a script that completes commands in a shell',
    example: 'bash > ~/.local/share/bash-completion/completions/scrip',
    args: { shell: requiredChoice('shell', 'the shell', SHELLS) },
    options: {},
    run: (_, { shell }) => {
      const script = completionScript(shell, entries());
      return Promise.resolve({ reply: { shell, script }, lines: [script] });
    },
  });
