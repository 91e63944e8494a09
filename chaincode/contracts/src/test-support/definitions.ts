import { definitions, type PinnedName, type Sha256 } from '@scrip/model';
import type { Channel, Committed } from './channel.js';
import { ISSUER, REGISTRAR, REGULATOR } from './market.js';

/** A definition by its canonical form, as commands name it. */
export function named(form: object): { readonly name: PinnedName; readonly hash: Sha256 } {
  const read = definitions.definition(form, '');
  return { name: definitions.pinnedNameOf(read), hash: definitions.definitionHash(read) };
}

/** Who takes the steps of a definition, and from when on it is used. */
export interface DefinitionSteps {
  readonly author?: string;
  readonly adopter?: string;
  readonly effectiveFrom?: string;
}

/** Drafts and proposes a definition. */
export async function propose(
  channel: Channel,
  form: object,
  { author = ISSUER, effectiveFrom }: DefinitionSteps = {},
): Promise<Committed> {
  await channel.submit(author, 'definition:draft', { form });
  const from = effectiveFrom === undefined ? {} : { effectiveFrom };
  return channel.submit(author, 'definition:propose', { ...named(form), ...from });
}

/** Drafts and proposes a definition, which another organisation adopts. */
export async function adopt(channel: Channel, form: object, steps: DefinitionSteps = {}): Promise<Committed> {
  await propose(channel, form, steps);
  const { author = ISSUER } = steps;
  const { adopter = author === REGISTRAR ? REGULATOR : REGISTRAR } = steps;
  return channel.submit(adopter, 'definition:adopt', named(form));
}
