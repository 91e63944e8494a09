import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { ConfigProblem } from './config-error.js';
import { isLei } from './identifiers.js';
import { suggest } from './suggestion.js';
import type { YamlFile } from './yaml-file.js';

/** Kinds of configuration file; each has a JSON Schema (2020-12) of that name in `schemas/`. */
export type FileKind = 'consortium' | 'organization' | 'channel' | 'policy' | 'calendar' | 'listings';

interface Finding {
  readonly message: string;
  readonly hint?: string;
  readonly atKey?: boolean;
  readonly keys: readonly (string | number)[];
}

const ajv = new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true });
formats.default(ajv, ['date']);
ajv.addFormat('lei', isLei);

const compiled = new Map<FileKind, ValidateFunction>();

function schemaOf(kind: FileKind): ValidateFunction {
  const known = compiled.get(kind);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`../schemas/${kind}.schema.json`, import.meta.url), 'utf8');
  const validate = ajv.compile(JSON.parse(text) as object);
  compiled.set(kind, validate);
  return validate;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** JSON pointer of ajv to the keys of the YAML document; whole numbers are list positions. */
const keysOf = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));

const param = (error: ErrorObject, name: string): unknown => (error.params as Record<string, unknown>)[name];

/** The schema's own words on a value that does not fit, else ajv's. */
function misfit(error: ErrorObject, subject: string): Pick<Finding, 'message' | 'hint'> {
  const { description } = (error.parentSchema ?? {}) as { readonly description?: string };
  const reason = error.keyword === 'format' ? `is not a valid ${text(param(error, 'format'))}` : 'does not fit';
  if (description === undefined) return { message: `${subject} ${error.message ?? 'is not valid'}` };
  return { message: `${subject} ${text(error.data)} ${reason}`, hint: `expected ${description}` };
}

/** What an ajv error says to the person who wrote the file; undefined for errors that only repeat another one. */
function findingOf(error: ErrorObject): Finding | undefined {
  const keys = keysOf(error.instancePath);
  const subject = keys.length === 0 ? 'the file' : keys.join('.');
  switch (error.keyword) {
    case 'if':
      return undefined;
    case 'additionalProperties': {
      const field = text(param(error, 'additionalProperty'));
      const { properties } = error.parentSchema as { readonly properties: object };
      const known = Object.keys(properties).filter((name) => !Object.hasOwn(error.data as object, name));
      return { keys: [...keys, field], atKey: true, message: `unknown field ${field}`, hint: suggest(field, known) };
    }
    case 'required': {
      const field = text(param(error, 'missingProperty'));
      return { keys, message: `${subject} lacks the field ${field}`, hint: `add ${field}: …` };
    }
    case 'enum':
    case 'const': {
      const allowed = [param(error, 'allowedValues') ?? param(error, 'allowedValue')].flat().map(text);
      return { keys, message: `${subject} cannot be ${text(error.data)}`, hint: suggest(text(error.data), allowed) };
    }
    case 'type': {
      const wanted = text(param(error, 'type'));
      const message = `${subject} must be of type ${wanted}, not ${text(error.data)}`;
      const unquoted = wanted === 'string' && typeof error.data !== 'object';
      return unquoted ? { keys, message, hint: `put it in quotes: "${text(error.data)}"` } : { keys, message };
    }
    default:
      return { keys, ...misfit(error, subject) };
  }
}

/** Checks a parsed file against the schema of its kind; every violation is reported. */
export function checkSchema(kind: FileKind, file: YamlFile): ConfigProblem[] {
  const validate = schemaOf(kind);
  if (validate(file.content)) return [];
  return (validate.errors ?? []).flatMap((error) => {
    const finding = findingOf(error);
    return finding === undefined ? [] : [file.problem(finding.keys, finding.message, finding.hint, finding.atKey)];
  });
}
