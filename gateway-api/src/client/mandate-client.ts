import type { ReadOptions } from './read-options.js';
import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const ofParty = (partyId: string, rest: string): string => `/v1/parties/${encodeURIComponent(partyId)}${rest}`;
const ofMandate = (partyId: string, mandateId: string, rest = ''): string =>
  ofParty(partyId, `/mandates/${encodeURIComponent(mandateId)}${rest}`);
const ofGroup = (groupId: string, rest = ''): string => `/v1/groups/${encodeURIComponent(groupId)}${rest}`;

/** Who acts for whom and who counts together: every function throws {@link ProblemError} when it is refused. */
export class MandateClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Mandates and officers of a party. */
  of(partyId: string, options: ChannelOption = {}): Promise<api.Mandates> {
    return this.#requests.get(ofParty(partyId, '/mandates'), { ...options });
  }

  get(partyId: string, mandateId: string, options: ChannelOption = {}): Promise<api.MandateReply> {
    return this.#requests.get(ofMandate(partyId, mandateId), { ...options });
  }

  grant(partyId: string, body: api.SignedMandate, options: CommandOptions = {}): Promise<api.MandateReceipt> {
    return this.#requests.post(ofParty(partyId, '/mandates'), body, options);
  }

  /** Proposes an appointment; another operator approves it. */
  appoint(partyId: string, body: api.NewAppointment, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofParty(partyId, '/appointments'), body, options);
  }

  revoke(
    partyId: string,
    mandateId: string,
    body: api.SignedRevocation,
    options: CommandOptions = {},
  ): Promise<api.MandateReceipt> {
    return this.#requests.post(ofMandate(partyId, mandateId, '/revocation'), body, options);
  }

  resign(
    partyId: string,
    mandateId: string,
    body: api.SignedResignation,
    options: CommandOptions = {},
  ): Promise<api.MandateReceipt> {
    return this.#requests.post(ofMandate(partyId, mandateId, '/resignation'), body, options);
  }

  withdraw(partyId: string, mandateId: string, options: CommandOptions = {}): Promise<api.MandateReceipt> {
    return this.#requests.post(ofMandate(partyId, mandateId, '/withdrawal'), {}, options);
  }

  /** Proposes an officer; another operator approves it. */
  appointOfficer(partyId: string, body: api.NewOfficer, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(ofParty(partyId, '/officers'), body, options);
  }

  dismissOfficer(
    partyId: string,
    body: api.DismissedOfficer,
    options: CommandOptions = {},
  ): Promise<api.OfficerReceipt> {
    return this.#requests.post(ofParty(partyId, '/officers/dismissal'), body, options);
  }

  /** Whether parties together may instruct a transfer; no signers: whether the custodian may without a signature. */
  mayAct(
    partyId: string,
    question: { readonly isin: string; readonly units: string; readonly signers?: readonly string[] },
    options: ChannelOption = {},
  ): Promise<api.Authority> {
    const { signers = [], ...act } = question;
    const query = signers.length === 0 ? act : { ...act, signers: signers.join(',') };
    return this.#requests.get(ofParty(partyId, '/authority'), { ...options, ...query });
  }

  declareGroup(body: api.NewGroup, options: CommandOptions = {}): Promise<api.GroupReceipt> {
    return this.#requests.post('/v1/groups', body, options);
  }

  group(groupId: string, options: ChannelOption = {}): Promise<api.GroupReply> {
    return this.#requests.get(ofGroup(groupId), { ...options });
  }

  groupHolding(groupId: string, isin: string, options: ChannelOption = {}): Promise<api.GroupHolding> {
    return this.#requests.get(ofGroup(groupId, `/holdings/${encodeURIComponent(isin)}`), { ...options });
  }

  groups(options: ReadOptions = {}): Promise<api.GroupList> {
    return this.#requests.get('/v1/groups', { ...options });
  }
}
