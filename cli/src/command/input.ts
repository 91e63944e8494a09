import { DomainError, ERROR_CATALOGUE, type Reader } from '@scrip/model';
import { UsageError } from './usage-error.js';
import { messageOf } from '../output/message-of.js';

/** What a text of the command line means, or an error that says which form was expected. */
export type TextReader<T> = (text: string) => T;

/** An option or an argument: how it is given, and how it is read. */
export interface Input<T> {
  /** `--units <number>`, or for an argument its name alone. */
  readonly form: string;
  readonly description: string;
  readonly takes: 'nothing' | 'one' | 'many';
  readonly isRequired: boolean;
  /** Words that are allowed, where they are few. */
  readonly choices?: readonly string[];
  /** @param given a text, texts, `true`, or undefined when absent. @throws UsageError that names the option */
  readonly read: (given: unknown) => T;
}

/** Inputs by the names that the code has for them. */
export type Inputs = Readonly<Record<string, Input<unknown>>>;

/** What the inputs were given as. */
export type Given<I extends Inputs> = { readonly [K in keyof I]: I[K] extends Input<infer T> ? T : never };

/** What an option or argument is called in messages. */
export const nameOf = (form: string): string => form.split(' ')[0] ?? form;

const readText = <T>(form: string, reader: TextReader<T>, text: unknown): T => {
  try {
    return reader(String(text));
  } catch (error) {
    throw new UsageError(`${nameOf(form)}: ${reasonOf(error)}`);
  }
};

function reasonOf(error: unknown): string {
  if (!(error instanceof DomainError)) return messageOf(error);
  const { happened } = ERROR_CATALOGUE[error.code];
  const rule = error.details['rule'];
  if (typeof rule !== 'string') return happened;
  return error.code === 'FIELD_INVALID' ? `must be ${rule}` : `${happened} Needed: ${rule}.`;
}

/** Any text. */
export const anyText: TextReader<string> = (text) => {
  if (text.trim() === '') throw new Error('must not be empty');
  return text;
};

/** A text that a reader of the model accepts. */
export const by =
  <T>(reader: Reader<T>): TextReader<string> =>
  (text) => {
    reader(text, '');
    return text;
  };

/** A whole number from 0, small enough for a count. */
export const wholeNumber: TextReader<number> = (text) => {
  if (!/^(0|[1-9][0-9]{0,8})$/.test(text)) throw new Error('must be a whole number');
  return Number(text);
};

/** `NAME=VALUE`, taken apart at the first sign. */
export const pair =
  <T>(of: (left: string, right: string) => T, form: string): TextReader<T> =>
  (text) => {
    const at = text.indexOf('=');
    if (at < 1 || at === text.length - 1) throw new Error(`must be ${form}`);
    return of(text.slice(0, at), text.slice(at + 1));
  };

/** An option that may be absent. */
export const option = <T>(form: string, description: string, reader: TextReader<T>): Input<T | undefined> => ({
  ...{ form, description, takes: 'one', isRequired: false },
  read: (given) => (given === undefined ? undefined : readText(form, reader, given)),
});

/** An option that must be there. */
export const required = <T>(form: string, description: string, reader: TextReader<T>): Input<T> => ({
  ...{ form, description, takes: 'one', isRequired: true },
  read: (given) => readText(form, reader, given),
});

/** An option that may be given several times. */
export const several = <T>(form: string, description: string, reader: TextReader<T>): Input<readonly T[]> => ({
  ...{ form, description: `${description} (may be repeated)`, takes: 'many', isRequired: false },
  read: (given) => (Array.isArray(given) ? given.map((text) => readText(form, reader, text)) : []),
});

/** An option without a value. */
export const flag = (form: string, description: string): Input<boolean> => ({
  ...{ form, description, takes: 'nothing', isRequired: false },
  read: (given) => given === true,
});

const oneOf =
  <const W extends string>(words: readonly W[]): TextReader<W> =>
  (text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new Error(`must be one of ${words.join(', ')}`);
    return found;
  };

/** An option that is one of some words. */
export const choice = <const W extends string>(
  form: string,
  description: string,
  words: readonly W[],
): Input<W | undefined> => ({ ...option(form, `${description}: ${words.join(', ')}`, oneOf(words)), choices: words });

/** An option that must be there and is one of some words. */
export const requiredChoice = <const W extends string>(
  form: string,
  description: string,
  words: readonly W[],
): Input<W> => ({ ...required(form, `${description}: ${words.join(', ')}`, oneOf(words)), choices: words });

/** An argument by its place. */
export const argument = <T>(form: string, description: string, reader: TextReader<T>): Input<T> =>
  required(form, description, reader);

/** The last argument, which may be given several times. */
export const severalArguments = <T>(form: string, description: string, reader: TextReader<T>): Input<readonly T[]> => ({
  ...{ form: `${form}...`, description, takes: 'many', isRequired: true },
  read: (given) => (Array.isArray(given) ? given.map((text) => readText(form, reader, text)) : []),
});

/** An argument by its place that may be absent. */
export const optionalArgument = <T>(form: string, description: string, reader: TextReader<T>): Input<T | undefined> =>
  option(form, description, reader);
