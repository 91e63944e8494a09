import {
  compliance,
  DomainError,
  LIMITS,
  type BusinessDate,
  type InstructionId,
  type Isin,
  type PartyId,
} from '@scrip/model';
import type { WorldState } from '../world-state/world-state.js';

const versionsKey = (isin: Isin): string => `ruleVersions/${isin}`;
const rulesKey = (isin: Isin, version: number): string => `rules/${isin}/${String(version)}`;
const exemptionPrefix = (isin: Isin, party: PartyId): string => `exemption/${isin}/${party}/`;
const consentPrefix = (id: InstructionId): string => `consent/${id}/`;

/** The versions of a security's rules that may hold for somebody; none when it has no rules. */
export async function readRuleVersions(state: WorldState, isin: Isin): Promise<readonly compliance.RuleVersion[]> {
  const value = await state.get(versionsKey(isin));
  return value === undefined ? [] : compliance.ruleVersionsRecord.decode(value).versions;
}

/** A version of a security's rules. @throws DomainError RULES_ABSENT */
export async function readRules(state: WorldState, isin: Isin, version: number): Promise<compliance.AdoptedRules> {
  const value = await state.get(rulesKey(isin, version));
  if (value === undefined) throw new DomainError('RULES_ABSENT', { isin, version });
  return compliance.adoptedRulesRecord.decode(value);
}

/** The latest version of a security's rules, whether it has begun or not; undefined when it has none. */
export async function findLastRules(state: WorldState, isin: Isin): Promise<compliance.AdoptedRules | undefined> {
  const last = (await readRuleVersions(state, isin)).at(-1);
  return last === undefined ? undefined : readRules(state, isin, last.version);
}

/** The rules that hold for a security on a day; undefined when it has none. */
export async function readRulesInForce(
  state: WorldState,
  isin: Isin,
  today: BusinessDate,
): Promise<compliance.AdoptedRules | undefined> {
  const version = compliance.versionInForce(await readRuleVersions(state, isin), today);
  return version === undefined ? undefined : readRules(state, isin, version);
}

/** Stages a version after those that there are; each stays on record. @throws DomainError LIMIT_EXCEEDED */
export function writeRules(
  state: WorldState,
  before: readonly compliance.RuleVersion[],
  rules: compliance.AdoptedRules,
): void {
  const { isin, version } = rules;
  const versions = compliance.versionsHolding(before, rules);
  state.put(versionsKey(isin), compliance.ruleVersionsRecord.encode({ versions }));
  state.put(rulesKey(isin, version), compliance.adoptedRulesRecord.encode(rules));
}

/** The exemptions of a party from rules of a security, ended ones too. */
export async function readExemptions(
  state: WorldState,
  isin: Isin,
  party: PartyId,
): Promise<readonly compliance.Exemption[]> {
  const entries = await state.range(exemptionPrefix(isin, party), LIMITS.exemptionsPerPartyMax);
  return entries.map((entry) => compliance.exemptionRecord.decode(entry.value));
}

/** Stages an exemption. */
export function writeExemption(state: WorldState, exemption: compliance.Exemption): void {
  const { isin, party, exemptionId } = exemption;
  state.put(`${exemptionPrefix(isin, party)}${exemptionId}`, compliance.exemptionRecord.encode(exemption));
}

/** What organisations have said to a transfer. */
export async function readConsents(state: WorldState, id: InstructionId): Promise<readonly compliance.Consent[]> {
  const entries = await state.range(consentPrefix(id), LIMITS.participantsMax);
  return entries.map((entry) => compliance.consentRecord.decode(entry.value));
}

/** Stages what an organisation says to a transfer. */
export function writeConsent(state: WorldState, consent: compliance.Consent): void {
  state.put(`${consentPrefix(consent.instructionId)}${consent.mspId}`, compliance.consentRecord.encode(consent));
}
