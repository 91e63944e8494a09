import type { ComplianceEvent } from './facts.js';
import type { Rule } from './rule-kind.js';
import { ANY_WORLD, bothWorlds, worldWhere, type World } from './world.js';

type Parameters = Readonly<Record<string, unknown>>;

/** Worlds in which a rule of a kind is met, and those in which it fails. */
interface Meaning {
  readonly met: (parameters: Parameters, event: ComplianceEvent) => readonly World[];
  readonly failed: (parameters: Parameters, event: ComplianceEvent) => readonly World[];
}

const text = (of: unknown): string => String(of);
const words = (of: unknown): readonly string[] => (of as readonly unknown[]).map(text);

const claim = (side: unknown, type: unknown, stands: boolean): World =>
  worldWhere(`claim of ${text(type)} about ${text(side)}`, { among: [stands ? 'stands' : 'is absent'] });
/** What the standing claims of a type say. */
const value = (side: unknown, type: unknown, range: { among?: readonly string[]; except?: readonly string[] }): World =>
  bothWorlds(claim(side, type, true), worldWhere(`value of ${text(type)} about ${text(side)}`, range)) ?? ANY_WORLD;
const day = (of: unknown): bigint => BigInt(text(of).replaceAll('-', ''));

const RESIDENCE = 'residence';
const HOLDING = 'holding of receiver';
/** The receiver of units that move holds some afterwards; who only holds may hold none. */
const holds = (event: ComplianceEvent, range: { least?: bigint; most?: bigint }): World =>
  event === 'hold' ? ANY_WORLD : worldWhere(HOLDING, range);

/** Rules whose meaning is known here; any other can be met or fail whatever else is so. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  'hasClaim@1': {
    met: ({ side, type }) => [claim(side, type, true)],
    failed: ({ side, type }) => [claim(side, type, false)],
  },
  'hasNoClaim@1': {
    met: ({ side, type }) => [claim(side, type, false)],
    failed: ({ side, type }) => [claim(side, type, true)],
  },
  'hasAnyClaim@1': {
    met: ({ side, types }) => words(types).map((type) => claim(side, type, true)),
    failed: ({ side, types }) => [absent(side, words(types))],
  },
  'hasNoneOfClaims@1': {
    met: ({ side, types }) => [absent(side, words(types))],
    failed: ({ side, types }) => words(types).map((type) => claim(side, type, true)),
  },
  'claimSays@1': {
    met: ({ side, type, values }) => [value(side, type, { among: words(values) })],
    failed: ({ side, type, values }) => [value(side, type, { except: words(values) })],
  },
  'residesIn@1': {
    met: ({ side, countries }) => [value(side, RESIDENCE, { among: words(countries) })],
    failed: ({ side, countries }) => [value(side, RESIDENCE, { except: words(countries) })],
  },
  'residesOutside@1': {
    met: ({ side, countries }) => [value(side, RESIDENCE, { except: words(countries) })],
    failed: ({ side, countries }) => [value(side, RESIDENCE, { among: words(countries) })],
  },
  'isOfKind@1': {
    met: ({ side, kinds }) => [worldWhere(`kind of ${text(side)}`, { among: words(kinds) })],
    failed: ({ side, kinds }) => [worldWhere(`kind of ${text(side)}`, { except: words(kinds) })],
  },
  'notBefore@1': {
    met: ({ date }) => [worldWhere('day', { least: day(date) })],
    failed: ({ date }) => [worldWhere('day', { most: day(date) - 1n })],
  },
  'notAfter@1': {
    met: ({ date }) => [worldWhere('day', { most: day(date) })],
    failed: ({ date }) => [worldWhere('day', { least: day(date) + 1n })],
  },
  'holdingAtMost@1': {
    met: ({ units }, event) => [holds(event, { most: BigInt(text(units)) })],
    failed: ({ units }, event) => [holds(event, { least: BigInt(text(units)) + 1n })],
  },
  'holdingAtLeast@1': {
    met: ({ side, units }, event) => [side === 'receiver' ? holds(event, { least: BigInt(text(units)) }) : ANY_WORLD],
    failed: ({ side, units }, event) => [
      side === 'receiver' ? holds(event, { most: BigInt(text(units)) - 1n }) : ANY_WORLD,
    ],
  },
};

const absent = (side: unknown, types: readonly string[]): World =>
  types.reduce<World>((world, type) => bothWorlds(world, claim(side, type, false)) ?? world, ANY_WORLD);

/** Worlds in which a rule is met, or fails. */
export const worldsOfRule = (rule: Rule, isMet: boolean, event: ComplianceEvent): readonly World[] =>
  MEANINGS[rule.is]?.[isMet ? 'met' : 'failed'](rule.with, event) ?? [ANY_WORLD];
