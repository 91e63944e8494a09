import type { Approval, DefinitionForm, ScripClient } from '@scrip/gateway-api';
import { AURORA, BOREALIS, DELTA } from './consortium.js';

/** The gateways of a consortium. */
export interface Gateways {
  at(mspId: string, role?: 'maker' | 'checker'): ScripClient;
  caughtUp(): Promise<void>;
}

/** Drafts and proposes a definition, which another organisation adopts from today on. @returns its name with the version */
export async function adopt(scene: Gateways, form: DefinitionForm, author = AURORA): Promise<string> {
  const { definitions, calendars } = scene.at(author);
  const { businessDate: effectiveFrom } = (await calendars.dates()).asOf;
  if (effectiveFrom === null) throw new Error('the business day has not begun');
  const { name, hash } = await definitions.draft({ form });
  await definitions.propose(name, { hash, effectiveFrom });
  await scene.caughtUp();
  const adopter = author === BOREALIS ? DELTA : BOREALIS;
  const proposed: Approval = await scene.at(adopter).definitions.adopt(name, { hash });
  await scene.at(adopter, 'checker').approve(proposed);
  await scene.caughtUp();
  return name;
}
