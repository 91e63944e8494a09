import type { ReadOptions } from './read-options.js';
import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const ofSecurity = (isin: string, rest: string): string => `/v1/securities/${encodeURIComponent(isin)}${rest}`;
const ofInstruction = (id: string): string => `/v1/instructions/${encodeURIComponent(id)}/consents`;

/** The rules of securities: every function throws {@link ProblemError} when it is refused. */
export class ComplianceClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** The packs of rules of regimes that can stand in the rules of a security. */
  packs(): Promise<api.RulePackList> {
    return this.#requests.get('/v1/rule-packs', {});
  }

  /** The versions of the rules of a security, and those that hold today. */
  rules(isin: string, options: ChannelOption = {}): Promise<api.SecurityRules> {
    return this.#requests.get(ofSecurity(isin, '/rules'), { ...options });
  }

  rulesVersion(isin: string, version: number, options: ChannelOption = {}): Promise<api.RulesReply> {
    return this.#requests.get(ofSecurity(isin, `/rules/${String(version)}`), { ...options });
  }

  exemptions(isin: string, options: ChannelOption = {}): Promise<api.ExemptionList> {
    return this.#requests.get(ofSecurity(isin, '/exemptions'), { ...options });
  }

  /** Proposes an exemption; another operator approves it. */
  exempt(isin: string, body: api.NewExemption, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/exemptions'), body, options);
  }

  endExemption(
    isin: string,
    body: api.ExemptionReference,
    options: CommandOptions = {},
  ): Promise<api.ExemptionReceipt> {
    return this.#requests.post(ofSecurity(isin, '/exemptions/end'), body, options);
  }

  offering(isin: string, options: ChannelOption = {}): Promise<api.OfferingReply> {
    return this.#requests.get(ofSecurity(isin, '/offering'), { ...options });
  }

  /** Proposes to close the offering; another operator approves it. */
  closeOffering(isin: string, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/offering/close'), {}, options);
  }

  /** Proposes to open the offering again; another operator approves it. */
  reopenOffering(isin: string, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofSecurity(isin, '/offering/reopen'), {}, options);
  }

  /** What the rules for holders say of parties today. */
  screening(isin: string, parties: readonly string[], options: ChannelOption = {}): Promise<api.Screening> {
    return this.#requests.get(ofSecurity(isin, '/screening'), { ...options, parties: parties.join(',') });
  }

  /** Looks at the next holders again; repeated until it is finished. */
  rescreen(isin: string, options: CommandOptions = {}): Promise<api.RescreeningReceipt> {
    return this.#requests.post(ofSecurity(isin, '/rescreenings'), {}, options);
  }

  /** Holders who do not stand well, and when they were looked at last. */
  holderStandings(isin: string, options: ReadOptions = {}): Promise<api.HolderStandings> {
    return this.#requests.get(ofSecurity(isin, '/holder-standings'), { ...options });
  }

  /** Consents to one pending transfer, or refuses it. */
  consent(instructionId: string, body: api.NewConsent, options: CommandOptions = {}): Promise<api.ConsentReceipt> {
    return this.#requests.post(ofInstruction(instructionId), body, options);
  }

  consents(instructionId: string, options: ChannelOption = {}): Promise<api.ConsentList> {
    return this.#requests.get(ofInstruction(instructionId), { ...options });
  }
}
