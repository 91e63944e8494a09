import type { ReadOptions } from './read-options.js';
import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const path = (partyId: string, rest = ''): string => `/v1/parties/${encodeURIComponent(partyId)}${rest}`;

/** What a client does with parties: every function throws {@link ProblemError} when it is refused. */
export class PartyClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** What the ledger is called in what parties sign. */
  ledger(options: ChannelOption = {}): Promise<api.LedgerIdentity> {
    return this.#requests.get('/v1/ledger', { ...options });
  }

  /** Those whom this gateway's organisation has taken on. */
  list(options: ReadOptions = {}): Promise<api.PartyList> {
    return this.#requests.get('/v1/parties', { ...options });
  }

  get(partyId: string, options: ChannelOption = {}): Promise<api.PartyReply> {
    return this.#requests.get(path(partyId), { ...options });
  }

  /** The party whose key this is or was. */
  ofKey(keyId: string, options: ChannelOption = {}): Promise<api.PartyReply> {
    return this.#requests.get(`/v1/keys/${encodeURIComponent(keyId)}`, { ...options });
  }

  didDocument(partyId: string, options: ChannelOption = {}): Promise<Readonly<Record<string, unknown>>> {
    return this.#requests.get(path(partyId, '/did'), { ...options });
  }

  changeKeys(partyId: string, body: api.SignedKeyChange, options: CommandOptions = {}): Promise<api.PartyChange> {
    return this.#requests.post(path(partyId, '/keys'), body, options);
  }

  requestRecovery(
    partyId: string,
    body: api.SignedRecoveryRequest,
    options: CommandOptions = {},
  ): Promise<{ readonly effectiveOn: string }> {
    return this.#requests.post(path(partyId, '/recovery'), body, options);
  }

  /** Proposes to end a recovery; another operator approves it. */
  cancelRecovery(partyId: string, body: api.SignedPartyAct, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(path(partyId, '/recovery/cancellation'), body, options);
  }

  /** Proposes to put the keys of a recovery in force; another operator approves it. */
  completeRecovery(partyId: string, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(path(partyId, '/recovery/completion'), {}, options);
  }

  /** Proposes a restriction; another operator approves it. */
  restrict(partyId: string, body: api.NewRestriction, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(path(partyId, '/restriction'), body, options);
  }

  /** Erases the private reason of a restriction that was lifted or never imposed. */
  eraseReason(partyId: string, reasonHash: string, options: CommandOptions = {}): Promise<{ readonly block: number }> {
    return this.#requests.post(path(partyId, '/restriction/erasure'), { reasonHash }, options);
  }

  /** Proposes to lift a restriction, of this organisation unless named otherwise; another operator approves it. */
  restore(partyId: string, body: api.Restoration = {}, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(path(partyId, '/restoration'), body, options);
  }

  /** Proposes in which capacity a party holds; another operator approves it. */
  declareCapacity(partyId: string, body: api.NewHoldingCapacity, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(path(partyId, '/holding-capacity'), body, options);
  }

  /** For whom a nominee holds how much of a security. */
  subAccounts(partyId: string, isin: string, options: ReadOptions = {}): Promise<api.SubAccountList> {
    return this.#requests.get(path(partyId, `/sub-accounts/${encodeURIComponent(isin)}`), { ...options });
  }

  /** What nominees hold for a party. */
  beneficialHoldings(partyId: string, options: ReadOptions = {}): Promise<api.BeneficialHoldings> {
    return this.#requests.get(path(partyId, '/beneficial-holdings'), { ...options });
  }

  /** Who the party is; the reading is logged with its purpose. */
  personalRecord(partyId: string, purpose: string, options: ChannelOption = {}): Promise<api.PersonalRecordReply> {
    return this.#requests.get(path(partyId, '/record'), { ...options, purpose });
  }

  amendPersonalRecord(
    partyId: string,
    body: api.AmendedRecord,
    options: CommandOptions = {},
  ): Promise<{ readonly recordHash: string }> {
    return this.#requests.post(path(partyId, '/record'), body, options);
  }

  erasePersonalRecord(partyId: string, options: CommandOptions = {}): Promise<{ readonly block: number }> {
    return this.#requests.post(path(partyId, '/erasure'), {}, options);
  }

  accessReport(partyId: string, options: ChannelOption = {}): Promise<api.AccessReport> {
    return this.#requests.get(path(partyId, '/access-report'), { ...options });
  }
}
