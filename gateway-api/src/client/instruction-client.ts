import type { ReadOptions } from './read-options.js';
import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const path = (id: string, rest = ''): string => `/v1/instructions/${encodeURIComponent(id)}${rest}`;

/** Joint instructions: every function throws {@link ProblemError} when it is refused. */
export class InstructionClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  propose(body: api.NewInstruction, options: CommandOptions = {}): Promise<api.InstructionReceipt> {
    return this.#requests.post('/v1/instructions', body, options);
  }

  /** The word of one party; the last one binds all. */
  affirm(id: string, body: api.PartyWord, options: CommandOptions = {}): Promise<api.InstructionReceipt> {
    return this.#requests.post(path(id, '/affirmations'), body, options);
  }

  /** Ends it for one party: a joint one before all have affirmed, a transfer with the word of both. */
  withdraw(id: string, body: api.PartyWord, options: CommandOptions = {}): Promise<api.InstructionReceipt> {
    return this.#requests.post(path(id, '/withdrawals'), body, options);
  }

  /** What a paying agent states about a payment, signed by its operator. */
  statePayment(id: string, body: api.NewPayment, options: CommandOptions = {}): Promise<api.PaymentReceipt> {
    return this.#requests.post(path(id, '/payments'), body, options);
  }

  /** Takes it as far as it can go now. */
  settle(id: string, options: CommandOptions = {}): Promise<api.InstructionReceipt> {
    return this.#requests.post(path(id, '/settlement'), {}, options);
  }

  /** Settles instructions on the net of all, or none of them. */
  settleNetted(instructionIds: readonly string[], options: CommandOptions = {}): Promise<api.NettingSetReceipt> {
    return this.#requests.post('/v1/netting-sets', { instructionIds }, options);
  }

  /** Settles it by the preimage of its hash lock. */
  presentPreimage(id: string, preimage: string, options: CommandOptions = {}): Promise<api.InstructionReceipt> {
    return this.#requests.post(path(id, '/preimage'), { preimage }, options);
  }

  /** Ends it by a buy-in of the receiving party. */
  callBuyIn(id: string, body: api.NewBuyIn, options: CommandOptions = {}): Promise<api.InstructionReceipt> {
    return this.#requests.post(path(id, '/buy-in'), body, options);
  }

  /** An ISO 20022 message about a delivery or a transfer as XML, from the side of a party of the organisation. */
  message(id: string, name: api.MessageName, options: api.MessageOptions = {}): Promise<string> {
    return this.#requests.text(path(id, `/messages/${name}`), { ...options });
  }

  /** A transfer with the moments that it has come to. */
  transfer(id: string, options: ChannelOption = {}): Promise<api.TransferReply> {
    return this.#requests.get(`/v1/transfers/${encodeURIComponent(id)}`, { ...options });
  }

  /** By which rule transfers become final. */
  finalityRule(options: ChannelOption = {}): Promise<api.FinalityRule> {
    return this.#requests.get('/v1/finality-rule', { ...options });
  }

  /** Who settles for each registrar. */
  leases(options: ChannelOption = {}): Promise<api.LeaseList> {
    return this.#requests.get('/v1/settlement-leases', { ...options });
  }

  /** Takes the settlement for a registrar over, in the state in which it was seen idle. */
  takeLease(registrar: string, body: api.LeaseTaking, options: CommandOptions = {}): Promise<api.LeaseReceipt> {
    return this.#requests.post(`/v1/settlement-leases/${encodeURIComponent(registrar)}`, body, options);
  }

  get(id: string, options: ChannelOption = {}): Promise<api.InstructionReply> {
    return this.#requests.get(path(id), { ...options });
  }

  list(
    options: ReadOptions & { readonly status?: api.InstructionStatus; readonly party?: string } = {},
  ): Promise<api.InstructionList> {
    return this.#requests.get('/v1/instructions', { ...options });
  }
}
