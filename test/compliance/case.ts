import { expect } from '@jest/globals';
import type { NewAmendment, Operation } from '@scrip/gateway-api';
import type { compliance, PartyId } from '@scrip/model';
import { amend, amendRules, nextForm, nextVersion, type RulesTerms } from '../support/amendments.js';
import { AURORA, BOREALIS, CIRRUS } from '../support/consortium.js';
import type { MarketScene } from '../support/market-scene.js';

let people = 0;

/** A security whose rules a case adopts and tries. */
export class ComplianceCase {
  private constructor(
    private readonly scene: MarketScene,
    readonly isin: string,
  ) {}

  /** The first security of the consortium under these rules from today on. */
  static async under(scene: MarketScene, rules: compliance.RuleSet, index = 0): Promise<ComplianceCase> {
    const tried = new ComplianceCase(scene, await scene.security(index));
    await tried.adopt(rules);
    return tried;
  }

  /** The security is amended by a version of its definition with these rules. */
  adopt(rules: compliance.RuleSet, terms: RulesTerms = {}): Promise<void> {
    return amendRules(this.scene, this.isin, rules, terms);
  }

  /** Aurora writes rules that nobody has agreed to yet. */
  async drafts(rules: object): Promise<void> {
    const form = await nextForm(this.scene, this.isin, rules);
    await this.scene.at(AURORA).definitions.draft({ form });
  }

  /** A version with these rules is adopted, and nobody has asked for it yet. */
  published(rules: compliance.RuleSet): Promise<NewAmendment> {
    return nextVersion(this.scene, this.isin, rules);
  }

  /** Expects that Aurora cannot even ask for an amendment. */
  amendmentRefused(code: string, amendment: NewAmendment): Promise<void> {
    return this.scene.refused(code, () => this.scene.at(AURORA).definitions.amend(this.isin, amendment));
  }

  /** Issuer and registrar ask for an amendment. */
  amends(amendment: NewAmendment): Promise<void> {
    return amend(this.scene, this.isin, amendment);
  }

  /** Somebody new at Cirrus, with claims of Delta whom the network trusts for them. */
  async investor(claims: Readonly<Record<string, string | true>> = {}): Promise<PartyId> {
    people += 1;
    const party = await this.scene.managed(`Investor ${String(people)}`);
    for (const [type, value] of Object.entries(claims)) await this.scene.stated(party, type, value);
    return party;
  }

  /** Somebody new who holds units, issued when no rule stood in the way. */
  async holder(
    units: string,
    rules: compliance.RuleSet,
    claims: Readonly<Record<string, string | true>> = {},
  ): Promise<PartyId> {
    const party = await this.investor(claims);
    await this.adopt(FREE);
    await this.scene.issue(this.isin, party, units);
    await this.adopt(rules);
    return party;
  }

  /** The registrar looks at all holders again, by the rules and the claims of now. */
  async looksAgain(): Promise<void> {
    await this.scene.caughtUp();
    while (!(await this.scene.at(BOREALIS).compliance.rescreen(this.isin)).isFinished);
    await this.scene.caughtUp();
  }

  subscribes(party: string, units: string): Promise<void> {
    return this.scene.issue(this.isin, party, units);
  }

  /** Expects that a subscription is refused, and that the ledger stays as it was. */
  subscriptionRefused(code: string, party: string, units: string): Promise<void> {
    const body = { allocations: [{ holderId: party, units }] };
    return this.scene.refused(code, () => this.scene.at(AURORA).issue(this.isin, body));
  }

  /** Instructs a transfer, and gives the registrar's agent a few seconds to look at it. */
  instructs(fromHolderId: string, toHolderId: string, units: string): Promise<Operation> {
    const body = { isin: this.isin, fromHolderId, toHolderId, units };
    return this.scene.at(CIRRUS).transfer(body, { waitSeconds: 3 });
  }

  async transfers(from: string, to: string, units: string): Promise<void> {
    await this.scene.settles(await this.instructs(from, to, units));
  }

  /** Expects that the verdict names a reason and that nothing has moved once the agent has looked at the instruction. */
  async waits(code: string, from: string, to: string, units: string): Promise<Operation> {
    const before = await this.units(from, to);
    const operation = await this.instructs(from, to, units);
    expect(operation.status).toBe('pending');
    expect(await this.reasons(operation)).toContain(code);
    expect(await this.units(from, to)).toEqual(before);
    return operation;
  }

  /** Expects that a transfer is refused for good, and that nothing has moved. */
  async transferRefused(code: string, from: string, to: string, units: string): Promise<void> {
    const before = await this.units(from, to);
    const ended = await this.instructs(from, to, units);
    expect(ended).toMatchObject({ status: 'refused', problem: { code } });
    expect(await this.units(from, to)).toEqual(before);
  }

  /** Why a transfer would not settle now, by the dry run. */
  async reasons({ id }: Operation): Promise<readonly string[]> {
    const { allowed, rules, compliance: verdicts = [] } = await this.scene.at(CIRRUS).verdict(id);
    const ofRegister = rules.flatMap(({ reason }) => (reason === undefined ? [] : [reason]));
    const reasons = [...ofRegister, ...verdicts.flatMap((verdict) => verdict.reasons)];
    expect(allowed).toBe(reasons.length === 0);
    return reasons;
  }

  private units(...parties: readonly string[]): Promise<readonly string[]> {
    return Promise.all(parties.map((party) => this.scene.units(this.isin, party)));
  }
}

/** Rules that let everybody through. */
const FREE: compliance.RuleSet = { hold: { is: 'holdingAtLeast@1', with: { side: 'receiver', units: '1' } } };
