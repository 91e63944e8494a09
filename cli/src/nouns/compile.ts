import { definitions } from '@scrip/model';
import { anyText, argument, flag } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { verb } from '../command/verb.js';
import { TextError } from '../texts/problems.js';
import { readText } from '../input/body.js';

/** Prints the canonical form of what a text defines. */
export const COMPILE = verb({
  name: 'compile',
  kind: 'local',
  summary: 'Print the canonical form of each definition of a text, one a line: the bytes that are hashed and published',
  example: 'securities/acme-2031.scrip',
  args: { file: argument('file', 'text of the language (- for standard input)', anyText) },
  options: {
    hash: flag('--hash', 'print the SHA-256 of each instead, with its name'),
    emit: flag('--emit', 'print each as a module of TypeScript instead, which calls the constructors'),
  },
  run: async (call, { file, hash, emit: isProgram }) => {
    if (hash && isProgram) throw new UsageError('give --hash or --emit, not both');
    const { compile, emit } = await import('@scrip/language');
    const source = { name: file, text: await readText(file, call) };
    const compiled = compile(source.text);
    if (compiled.problems.length > 0) throw new TextError(compiled.problems.map((problem) => ({ source, problem })));
    const forms = compiled.definitions.map((of) => ({
      ...{ name: definitions.pinnedNameOf(of), kind: of.kind, hash: definitions.definitionHash(of) },
      form: definitions.canonicalForm(of),
    }));
    return {
      reply: { definitions: forms.map(({ form, ...each }) => ({ ...each, form: JSON.parse(form) as unknown })) },
      lines: isProgram
        ? compiled.definitions.map((of) => emit(of).trimEnd())
        : forms.map(({ name, hash: digest, form }) => (hash ? `${digest}  ${name}` : form)),
    };
  },
});
