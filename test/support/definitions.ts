import type { DefinitionForm, DefinitionStatus, NewDefinition, ScripClient } from '@scrip/gateway-api';
import { AURORA, BOREALIS, DELTA } from './consortium.js';
import { eventually } from './eventually.js';
import { likeOf, type ListedSecurity } from './listed.js';

const SEEN_WITHIN_MS = 60_000;

/** The gateways of a consortium. */
export interface Gateways {
  at(mspId: string, role?: 'maker' | 'checker'): ScripClient;
}

/** On which channel; absent: that of the registers. */
export interface OnChannel {
  readonly channel?: string;
}

/** From when on a definition is used, too; absent: from its adoption on. */
export interface Published extends OnChannel {
  readonly effectiveFrom?: string;
}

/** Publishes the canonical form of a definition. @returns its name with the version */
export const adopt = (scene: Gateways, form: DefinitionForm, author = AURORA, on: OnChannel = {}): Promise<string> =>
  publish(scene, { form }, author, on);

/** Drafts and proposes a definition, which another organisation adopts. @returns its name with the version */
export async function publish(
  scene: Gateways,
  source: NewDefinition,
  author = AURORA,
  { effectiveFrom, ...on }: Published = {},
): Promise<string> {
  const { definitions } = scene.at(author);
  const { name, hash } = await definitions.draft(source, on);
  await definitions.propose(name, { hash, ...(effectiveFrom === undefined ? {} : { effectiveFrom }) }, on);
  const adopter = author === BOREALIS ? DELTA : BOREALIS;
  await sees(scene.at(adopter), name, 'proposed', on);
  await scene.at(adopter, 'checker').approve(await scene.at(adopter).definitions.adopt(name, { hash }, on), on);
  await sees(scene.at(author), name, 'adopted', on);
  return name;
}

/** Waits until a gateway sees what has become of a definition. */
const sees = (client: ScripClient, name: string, status: DefinitionStatus, on: OnChannel): Promise<unknown> =>
  eventually(async () => {
    const found = await client.definitions.get(name, on).catch(() => undefined);
    return found?.definition.status === status ? true : undefined;
  }, SEEN_WITHIN_MS);

/**
 * Defines a security and registers it in the name of Aurora.
 *
 * @param listed - a security like it
 * @param more - what its definition says otherwise, such as its ISIN or its title
 * @returns its ISIN
 */
export async function registerLike(
  scene: Gateways,
  listed: ListedSecurity,
  more: object = {},
  on: OnChannel = {},
): Promise<string> {
  const { form, placement } = likeOf(listed, more);
  await adopt(scene, form, AURORA, on);
  return (await scene.at(AURORA).registerSecurity(placement, on)).isin;
}
