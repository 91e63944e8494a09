import type { Channel, Committed } from './channel.js';
import { adopt, named, type DefinitionSteps } from './definitions.js';
import { ISSUER, REGISTRAR, SHARE, votesOf } from './market.js';
import { definitionOf, placementOf } from './securities.js';

/** What changing the rights of the test share needs. */
export const NEEDS = {
  is: 'changingNeeds@1',
  with: { what: 'rights', percent: '75', of: 'votes-cast', quorumPercent: '50' },
};
export const ASKING_EARLY = { is: 'asksHolders@1', with: { days: 3, ends: 'when-enough-agree' } };

/** A definition of the test share by terms, of some votes for each. */
export const shareBy = (
  version: number,
  perUnit: string,
  more: readonly object[] = [NEEDS],
  rest: object = {},
): object =>
  definitionOf(SHARE, {
    version,
    terms: [...votesOf(perUnit), ...more],
    ...rest,
  });

/** Registers the test share by its terms. */
export async function registerShare(channel: Channel, form = shareBy(1, '1')): Promise<void> {
  await adopt(channel, form);
  await channel.submit(ISSUER, 'security:register', placementOf(SHARE));
}

/** What its amendment to a version says, which the registrar has adopted. */
export async function amendmentTo(
  channel: Channel,
  form: object,
  dates: object | undefined,
  steps: DefinitionSteps = {},
): Promise<Readonly<Record<string, unknown>>> {
  await adopt(channel, form, steps);
  const { name: definition, hash } = named(form);
  const solicitation = dates === undefined ? {} : { solicitation: dates };
  return { isin: SHARE.isin, definition, hash, grandfathers: false, ...solicitation };
}

/** Issuer and registrar ask for an amendment. */
export async function askFor(channel: Channel, amendment: object): Promise<Committed> {
  await channel.submit(ISSUER, 'security:amend', amendment);
  return channel.submit(REGISTRAR, 'security:amend', amendment);
}
