import type { compliance } from '@scrip/model';
import type { Channel, Committed } from './channel.js';
import { adopt, named } from './definitions.js';
import { REGULATOR } from './market.js';

/** From when on rules hold that an amendment brings, and for whom; absent: from today on, for all. */
export interface RulesTerms {
  readonly effectiveFrom?: string;
  readonly grandfathers?: boolean;
}

/** A security as the ledger shows it. */
interface Shown {
  readonly issuer: { readonly mspId: string };
  readonly registrar: string;
  readonly definition: { readonly name: string };
}

const shown = async (channel: Channel, isin: string): Promise<Shown> =>
  (await channel.evaluate(REGULATOR, 'security:get', [isin])) as Shown;

/**
 * Publishes the next version of a security's definition: its issuer writes it, and somebody else adopts it.
 *
 * @param more - what it says otherwise
 * @returns the amendment by which the security is by it
 */
export async function nextVersion(
  channel: Channel,
  isin: string,
  more: object,
  { effectiveFrom, grandfathers = false }: RulesTerms = {},
): Promise<object> {
  const { issuer, definition } = await shown(channel, isin);
  const { form } = (await channel.evaluate(REGULATOR, 'definition:get', [definition.name])) as {
    readonly form: { readonly version: number };
  };
  const next = { ...form, version: form.version + 1, ...more };
  await adopt(channel, next, { author: issuer.mspId, ...(effectiveFrom === undefined ? {} : { effectiveFrom }) });
  const { name, hash } = named(next);
  return { isin, definition: name, hash, grandfathers };
}

/** Gives a security other rules: the next version of its definition has them, and its issuer and its registrar amend it. */
export async function amendRules(
  channel: Channel,
  isin: string,
  rules: compliance.RuleSet,
  terms: RulesTerms = {},
): Promise<Committed> {
  const amendment = await nextVersion(channel, isin, { rules }, terms);
  const { issuer, registrar } = await shown(channel, isin);
  await channel.submit(issuer.mspId, 'security:amend', amendment);
  return channel.submit(registrar, 'security:amend', amendment);
}
