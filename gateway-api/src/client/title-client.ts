import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

/** How title passes: deeds of transfers, and the votes of attestors. */
export class TitleClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** Makes the deed of a transfer, with what the other party needs to check it; the ledger is told nothing. @throws {ProblemError} */
  makeDeed(body: api.NewDeed, options: ChannelOption = {}): Promise<api.MadeDeed> {
    return this.#requests.post('/v1/deeds', body, options);
  }

  /** The same as a document. @throws {ProblemError} */
  makeDeedDocument(body: api.NewDeed, form: api.DeedForm, options: ChannelOption = {}): Promise<Uint8Array> {
    return this.#requests.postForBytes('/v1/deeds', body, form, options);
  }

  /** The deed of a transfer, with consents, votes and moments. @throws {ProblemError} */
  deed(id: string, options: ChannelOption = {}): Promise<api.DeedReply> {
    return this.#requests.get(transfer(id, 'deed'), { ...options });
  }

  /** The same as a document. @throws {ProblemError} */
  deedDocument(id: string, form: api.DeedForm, options: ChannelOption = {}): Promise<Uint8Array> {
    return this.#requests.bytes(transfer(id, 'deed'), { ...options }, form);
  }

  /** Consents, as the receiver, to the terms of a deed. @throws {ProblemError} */
  accept(id: string, body: api.NewAcceptance = {}, options: CommandOptions = {}): Promise<api.AcceptanceReceipt> {
    return this.#requests.post(transfer(id, 'acceptance'), body, options);
  }

  /** Who owns what a transfer is about, and what is missing until title passes. @throws {ProblemError} */
  position(id: string, options: ChannelOption = {}): Promise<api.TitlePosition> {
    return this.#requests.get(transfer(id, 'title'), { ...options });
  }

  /** Opens the ballot on a transfer to whose deed both parties have consented. @throws {ProblemError} */
  openBallot(id: string, options: CommandOptions = {}): Promise<api.BallotReceipt> {
    return this.#requests.post(transfer(id, 'ballot'), {}, options);
  }

  /** Closes a ballot that cannot be carried any more: the transfer has ended. @throws {ProblemError} */
  closeBallot(id: string, options: CommandOptions = {}): Promise<api.BallotReceipt> {
    return this.#requests.post(transfer(id, 'ballot/close'), {}, options);
  }

  /** Votes on a transfer; the latest vote from a place counts. @throws {ProblemError} */
  vote(id: string, body: api.NewVote, options: CommandOptions = {}): Promise<api.VoteReceipt> {
    return this.#requests.post(transfer(id, 'votes'), body, options);
  }

  /** @throws {ProblemError} */
  votes(id: string, options: ChannelOption = {}): Promise<api.VoteList> {
    return this.#requests.get(transfer(id, 'votes'), { ...options });
  }

  /** Proposes a standing vote; it counts when another operator approves it. @throws {ProblemError} */
  giveStandingVote(isin: string, body: api.NewStandingVote, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(standing(isin), body, options);
  }

  /** @throws {ProblemError} */
  standingVotes(isin: string, options: ChannelOption = {}): Promise<api.StandingVoteList> {
    return this.#requests.get(standing(isin), { ...options });
  }

  /** Ends a standing vote of this organisation. @throws {ProblemError} */
  endStandingVote(isin: string, role: api.VotingRole, options: CommandOptions = {}): Promise<api.StandingVoteEnd> {
    return this.#requests.post(`${standing(isin)}/${encodeURIComponent(role)}/end`, {}, options);
  }
}

const transfer = (id: string, what: string): string => `/v1/transfers/${encodeURIComponent(id)}/${what}`;
const standing = (isin: string): string => `/v1/securities/${encodeURIComponent(isin)}/standing-votes`;
