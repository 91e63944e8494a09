import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePath } from '../test-support/shim.js';

/** Where a rule is decided, and what it would say if it let everything through. */
interface Place {
  /** A function by its name, or the text before which the decision stands. */
  readonly at: { readonly function: string } | { readonly before: string };
  /** An expression. */
  readonly allows: string;
}

const inFunction = (name: string, allows: string): Place => ({ at: { function: name }, allows });

/** The rules that can be switched off, beside those of the catalogue, which are switched off by name and version. */
const PLACES = {
  freezes: inFunction('judgeFreezes', '[]'),
  'frozen units': inFunction('frozenUnits', '0n'),
  'encumbered units': inFunction('encumberedUnits', '0n'),
  'reserved units': inFunction('reservedUnits', '0n'),
  claims: inFunction('claimFacts', '[]'),
  screening: inFunction('judgeScreening', '[]'),
  standings: inFunction('judgeStandings', '[]'),
  'end of exemptions': inFunction('isExempting', 'true'),
  payments: inFunction('isPaid', 'true'),
  'joint dates': inFunction('jointObstacle', 'undefined'),
  expiry: inFunction('hasExpired', 'false'),
  'settlement dates': inFunction('settlementObstacle', 'undefined'),
  'settlement cut-off': inFunction('requireSettlementOpen', 'undefined'),
  'business days': inFunction('requireSettlementDate', 'undefined'),
  'end of day': inFunction('requireDayOpen', 'undefined'),
  leases: inFunction('requireLease', 'undefined'),
  mandates: inFunction('mayAct', '({ allowed: true })'),
  'authorised units': { at: { before: 'issued > facts.security.authorisedUnits' }, allows: 'false' },
  'beginning of rules': { at: { before: 'isBefore(body.effectiveFrom, earliest)' }, allows: 'false' },
} as const satisfies Readonly<Record<string, Place>>;

/** A rule that can be switched off. */
export type Switch = keyof typeof PLACES | `${string}@${string}` | 'all of the catalogue';

const globals = globalThis as { scripDisabledRule?: Switch | undefined };

/** Switches a rule off; undefined: all rules are on. */
export function disable(rule: Switch | undefined): void {
  globals.scripDisabledRule = rule;
}

/**
 * Writes the deployed bundle with a switch at every rule.
 *
 * @returns its path
 * @throws {Error} when a rule is not found at exactly one place, so that no switch is without effect
 */
export function switchableBundle(): string {
  const catalogue = replaceOnce(
    readFileSync(bundlePath, 'utf8'),
    /kind\.judge\(given, facts\)/g,
    (call) =>
      `([kind.is, 'all of the catalogue'].includes(globalThis.scripDisabledRule) ? { outcome: 'met' } : ${call})`,
  );
  const source = Object.entries(PLACES).reduce((text, [name, place]) => withSwitch(text, name, place), catalogue);
  const directory = fileURLToPath(new URL('../disabled/', import.meta.url));
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'index.cjs');
  writeFileSync(path, source);
  return path;
}

function withSwitch(source: string, name: string, { at, allows }: Place): string {
  const isOff = `globalThis.scripDisabledRule === ${JSON.stringify(name)}`;
  if ('before' in at) {
    // a bundler numbers names that occur twice
    const escaped = at.before.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/(?<![.\w])[A-Za-z]+/g, '$&[0-9]*');
    const text = new RegExp(escaped, 'g');
    return replaceOnce(source, text, (found) => `${isOff} ? ${allows} : ${found}`);
  }
  const declared = new RegExp(`(async )?function ${at.function}\\([^]*?\\) \\{\\n`, 'g');
  const arrow = new RegExp(`var ${at.function} = (?:async )?\\([^\\n]*?\\) => (?!\\{)`, 'g');
  return declared.test(source)
    ? replaceOnce(source, declared, (head) => `${head}  if (${isOff}) return ${allows};\n`)
    : replaceOnce(source, arrow, (head) => `${head}${isOff} ? ${allows} : `);
}

function replaceOnce(source: string, pattern: RegExp, by: (found: string) => string): string {
  const found = source.match(pattern)?.length ?? 0;
  if (found !== 1) throw new Error(`${String(pattern)} is found ${String(found)} times in the bundle`);
  return source.replace(pattern, (text) => by(text));
}
