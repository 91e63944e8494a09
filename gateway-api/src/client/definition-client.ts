import type { ReadOptions } from './read-options.js';
import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

/** Definitions: drafted, proposed, adopted by another organisation, retired. */
export class DefinitionClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Puts a draft before everybody, or in the place of an own one. @throws {ProblemError} */
  draft(body: api.NewDefinition, options: CommandOptions = {}): Promise<api.DefinitionReceipt> {
    return this.#requests.post('/v1/definitions', body, options);
  }

  /** Takes an own draft back. @param name - with the version. @throws {ProblemError} */
  withdraw(name: string, options: CommandOptions = {}): Promise<api.DefinitionReceipt> {
    return this.#requests.post(`${one(name)}/withdrawal`, {}, options);
  }

  /** Proposes an own draft: what it says is never changed from now on. @throws {ProblemError} */
  propose(name: string, body: api.NewDefinitionProposal, options: CommandOptions = {}): Promise<api.DefinitionReceipt> {
    return this.#requests.post(`${one(name)}/proposal`, body, options);
  }

  /** Proposes to adopt it; that is done when another operator approves it. @throws {ProblemError} */
  adopt(name: string, body: api.NewDefinitionAdoption, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(`${one(name)}/adoption`, body, options);
  }

  /** Proposes that nothing new uses it; that is so when another operator approves it. @throws {ProblemError} */
  retire(name: string, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(`${one(name)}/retirement`, {}, options);
  }

  /**
   * Proposes that a security is by a later version of its definition; it is when its issuer and its registrar have each
   * approved that.
   *
   * @throws {ProblemError}
   */
  amend(isin: string, body: api.NewAmendment, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(`/v1/securities/${encodeURIComponent(isin)}/amendment`, body, options);
  }

  /** @param options `kind` and `status`: only those of it. @throws {ProblemError} */
  list(
    options: ReadOptions & { readonly kind?: string; readonly status?: api.DefinitionStatus } = {},
  ): Promise<api.DefinitionList> {
    return this.#requests.get('/v1/definitions', { ...options });
  }

  /**
   * Finds definitions by what they say.
   *
   * @param question - of the language, such as `find bonds where currency is EUR`. @throws {ProblemError}
   */
  find(question: string, options: ChannelOption = {}): Promise<api.FoundDefinitions> {
    return this.#requests.get('/v1/definitions/find', { ...options, q: question });
  }

  /** Programs in the chaincode of the organisation's peer. @throws {ProblemError} */
  programs(options: ChannelOption = {}): Promise<api.DefinitionPrograms> {
    return this.#requests.get('/v1/definitions/programs', { ...options });
  }

  /** @param name - with the version, such as `Institutional@2`. @throws {ProblemError} */
  get(name: string, options: ChannelOption = {}): Promise<api.DefinitionReply> {
    return this.#requests.get(one(name), { ...options });
  }

  /** What a definition says otherwise than another one. @param name, from - with the version. @throws {ProblemError} */
  differences(name: string, from: string, options: ChannelOption = {}): Promise<api.DefinitionDifferences> {
    return this.#requests.get(`${one(name)}/differences`, { ...options, from });
  }

  /** The definition in plain sentences. @throws {ProblemError} */
  termSheet(name: string, options: ChannelOption = {}): Promise<api.TermSheetReply> {
    return this.#requests.get(`${one(name)}/term-sheet`, { ...options });
  }

  /** The same as a document. @throws {ProblemError} */
  termSheetDocument(name: string, form: api.TermSheetForm, options: ChannelOption = {}): Promise<Uint8Array> {
    return this.#requests.bytes(`${one(name)}/term-sheet`, { ...options }, form);
  }
}

const one = (name: string): string => `/v1/definitions/${encodeURIComponent(name)}`;
