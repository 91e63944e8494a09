import type { DefinitionForm, NewAmendment, ScripClient } from '@scrip/gateway-api';
import type { compliance } from '@scrip/model';
import { AURORA, BOREALIS } from './consortium.js';
import { publish, type Gateways } from './definitions.js';
import { eventually } from './eventually.js';

const SEEN_WITHIN_MS = 30_000;

/** From when on rules hold that an amendment brings, and for whom; absent: from today on, for all. */
export interface RulesTerms {
  readonly effectiveFrom?: string;
  readonly grandfathers?: boolean;
}

/** The definition of a security of Aurora, as its next version has it with other rules. */
export async function nextForm(scene: Gateways, isin: string, rules: compliance.RuleSet): Promise<DefinitionForm> {
  const { definition } = (await scene.at(AURORA).security(isin)).security;
  const { form } = (await scene.at(AURORA).definitions.get(definition?.name ?? '')).definition;
  const present = form as unknown as DefinitionForm;
  return { ...present, version: present.version + 1, rules };
}

/** Publishes the next version of the definition of a security of Aurora. @returns the amendment by which it is by it */
export async function nextVersion(
  scene: Gateways,
  isin: string,
  rules: compliance.RuleSet,
  { effectiveFrom, grandfathers = false }: RulesTerms = {},
): Promise<NewAmendment> {
  const form = await nextForm(scene, isin, rules);
  const name = await publish(scene, { form }, AURORA, effectiveFrom === undefined ? {} : { effectiveFrom });
  const { hash } = (await scene.at(AURORA).definitions.get(name)).definition;
  return { definition: name, hash, grandfathers };
}

/** Issuer and registrar amend a security of Aurora: makers propose, checkers approve. */
export async function amend(scene: Gateways, isin: string, amendment: NewAmendment): Promise<void> {
  for (const mspId of [AURORA, BOREALIS]) {
    const proposed = await scene.at(mspId).definitions.amend(isin, amendment);
    await scene.at(mspId, 'checker').approve(proposed);
    await level(scene.at(mspId), scene.at(mspId === AURORA ? BOREALIS : AURORA));
  }
}

/** Gives a security of Aurora other rules. */
export async function amendRules(
  scene: Gateways,
  isin: string,
  rules: compliance.RuleSet,
  terms: RulesTerms = {},
): Promise<void> {
  await amend(scene, isin, await nextVersion(scene, isin, rules, terms));
}

/** Waits until a gateway shows what another one shows. */
async function level(ahead: ScripClient, behind: ScripClient): Promise<void> {
  const block = async (of: ScripClient): Promise<number> => (await of.calendars.dates()).asOf.block;
  const reached = await block(ahead);
  await eventually(async () => ((await block(behind)) >= reached ? true : undefined), SEEN_WITHIN_MS);
}
