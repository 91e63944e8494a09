import type { Channel, Committed } from './channel.js';
import { adopt, named, type DefinitionSteps } from './definitions.js';

/** A security of the tests by what is registered of it: its definition, and its place on the network. */
export interface TestSecurity {
  readonly isin: string;
  readonly name: string;
  readonly issuer: { readonly mspId: string };
  readonly registrar: string;
  readonly calendar: string;
  readonly instrument: object;
  readonly terms: readonly object[];
  readonly screener?: string;
  readonly title?: object;
  readonly exchangeableInto?: readonly { readonly isin: string }[];
  /** What else its definition says. */
  readonly [field: string]: unknown;
}

const without = (of: object, ...names: readonly string[]): object =>
  Object.fromEntries(Object.entries(of).filter(([name]) => !names.includes(name)));

/** That its holders may exchange it is said in terms. */
const exchanges = (into: TestSecurity['exchangeableInto'] = []): readonly object[] =>
  into.map(({ isin, ...more }) => ({ is: 'holderMayExchange@1', with: { into: isin, ...more } }));

/** The definition of a security, under its ISIN. @param more - what it says beside, such as rules */
export const definitionOf = (security: TestSecurity, more: object = {}): object => ({
  ...without(security, 'registrar', 'calendar', 'screener', 'exchangeableInto'),
  ...{ kind: 'security', name: security.isin, version: 1, title: security.name },
  issuer: without(security.issuer, 'mspId'),
  terms: [...security.terms, ...exchanges(security.exchangeableInto)],
  ...(security.title === undefined ? {} : { titleTo: security.title }),
  ...more,
});

/** What registers a security that is defined. */
export const placementOf = ({ isin, registrar, screener, calendar }: TestSecurity): object => ({
  ...{ definition: `${isin}@1`, registrar, calendar },
  ...(screener === undefined ? {} : { screener }),
});

/** Defines a security: drafted and proposed by its issuer, adopted by somebody else. */
export const define = (channel: Channel, security: TestSecurity, steps: DefinitionSteps = {}): Promise<Committed> =>
  adopt(channel, definitionOf(security), { author: security.issuer.mspId, ...steps });

/** A second version of the definition of a security, which has a short name, as an amendment names it. */
export function amendmentOf(security: TestSecurity): { readonly definition: string; readonly hash: string } {
  const { name, hash } = named(secondVersionOf(security));
  return { definition: name, hash };
}

/** The second version of the definition of a security. */
export const secondVersionOf = (security: TestSecurity, more: object = {}): object =>
  definitionOf(security, { version: 2, fisn: 'EXAMPLE/SH', ...more });

/** Defines and registers a security. */
export async function register(
  channel: Channel,
  security: TestSecurity,
  steps: DefinitionSteps = {},
): Promise<Committed> {
  await define(channel, security, steps);
  return channel.submit(security.issuer.mspId, 'security:register', placementOf(security));
}
