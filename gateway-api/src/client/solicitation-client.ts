import type { ReadOptions } from './read-options.js';
import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const of = (isin: string): string => `/v1/securities/${encodeURIComponent(isin)}/solicitations`;
const one = (isin: string, number: number, rest = ''): string => `${of(isin)}/${String(number)}${rest}`;

/** Holders who are asked about amendments: every function throws {@link ProblemError}. */
export class SolicitationClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Votes with the units that an account had at the end of the record date. */
  vote(
    isin: string,
    number: number,
    body: api.NewHolderVote,
    options: CommandOptions = {},
  ): Promise<api.HolderVoteReceipt> {
    return this.#requests.post(one(isin, number, '/votes'), body, options);
  }

  /** Puts on record that units of an account are those of the issuer. */
  setAside(
    isin: string,
    number: number,
    body: api.NewSetAside,
    options: CommandOptions = {},
  ): Promise<api.HolderVoteReceipt> {
    return this.#requests.post(one(isin, number, '/set-aside'), body, options);
  }

  /** Counts a solicitation that is over, or carries out an amendment whose day has come. */
  conclude(isin: string, number: number, options: CommandOptions = {}): Promise<api.SolicitationConcluded> {
    return this.#requests.post(one(isin, number, '/conclusion'), {}, options);
  }

  /** Proposes to ask holders no longer; another operator approves it. */
  withdraw(
    isin: string,
    number: number,
    body: api.NewSolicitationWithdrawal,
    options: CommandOptions = {},
  ): Promise<api.Approval> {
    return this.#requests.post(one(isin, number, '/withdrawal'), body, options);
  }

  /** Amendments about which the holders of a security were asked. */
  list(
    isin: string,
    options: ReadOptions & { readonly state?: api.SolicitationState } = {},
  ): Promise<api.SolicitationList> {
    return this.#requests.get(of(isin), { ...options });
  }

  /** A solicitation, and how far it is. */
  get(isin: string, number: number, options: ChannelOption = {}): Promise<api.SolicitationReply> {
    return this.#requests.get(one(isin, number), { ...options });
  }

  /** Who has voted, and how. */
  votes(isin: string, number: number, options: ReadOptions = {}): Promise<api.HolderVoteList> {
    return this.#requests.get(one(isin, number, '/votes'), { ...options });
  }

  /**
   * With how many units an account votes, and what is on record of it.
   *
   * @param designation - for whom the holder holds it: the ids of the chain
   */
  account(
    isin: string,
    number: number,
    holderId: string,
    { designation, ...options }: ChannelOption & { readonly designation?: readonly string[] } = {},
  ): Promise<api.VotingAccount> {
    const chain = designation === undefined ? {} : { designation: designation.join(',') };
    return this.#requests.get(one(isin, number, `/accounts/${encodeURIComponent(holderId)}`), { ...options, ...chain });
  }
}
