import { loadConsortium } from '@scrip/config';
import {
  bodyHashOf,
  canonicalJson,
  sha256Hex,
  standingVoteText,
  voteHash,
  type LedgerName,
  type StandingVote,
  type Vote,
  type VotingRole,
} from '@scrip/model';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, DELTA } from '../support/consortium.js';
import { listedSecurities } from '../support/listed.js';
import { CHECKER, MAKER, type RegisterMarket } from '../support/register.js';

/** An ownership protocol by the votes that it asks for. */
export interface TestProtocol {
  readonly name: string;
  readonly passesWhen: object;
  readonly by: 'automatic' | 'ballot';
}

const DEED = { sellersCapacity: 'principal', buyersCapacity: 'principal', consideration: 'c'.repeat(64) };

/** A security with a title, of which a client of Cirrus has units and a client of Aurora is to get some; Delta is notary. */
export class TitledMarket {
  private counter = 0;

  private constructor(
    private readonly market: RegisterMarket,
    private readonly ledger: LedgerName,
    private readonly date: string,
    readonly isin: string,
    readonly seller: string,
    readonly buyer: string,
  ) {}

  /** Publishes a protocol, registers a security by it and issues units of it. */
  static async open(
    market: RegisterMarket,
    isin: string,
    { name, passesWhen, by }: TestProtocol,
  ): Promise<TitledMarket> {
    const { network, calendars } = loadConsortium();
    const voting = by === 'automatic' ? { by } : { by, withinDays: 10, silence: 'no', reasons: false };
    await market.adopt({
      ...{ kind: 'ownership', name, version: 1, title: name },
      protocol: { passesWhen, voting, eventsWhilePending: 'seller' },
    });
    const shares = listedSecurities().filter((each) => each.channel === CHANNEL && each.denomination === undefined);
    const [share] = shares;
    if (share === undefined) throw new Error('there is no share');
    const titleTo = {
      ...{ law: 'Germany', form: 'registered', register: { constitutiveUnder: 'eWpG' } },
      ...{ protocol: `${name}@1`, notary: DELTA },
    };
    await market.registerLike(share, { isin, titleTo });
    const seller = await market.registerParty('Seller', CIRRUS);
    const buyer = await market.registerParty('Buyer', AURORA);
    await market.issue(isin, seller, '1000');
    const ledger = { network, channel: CHANNEL } as LedgerName;
    return new TitledMarket(market, ledger, calendars[0]?.openingDate ?? '', isin, seller, buyer);
  }

  /** Transfers of one unit each, to whose deeds both parties have consented. */
  async instruct(count: number): Promise<readonly string[]> {
    const ids = Array.from({ length: count }, () => `V${this.isin}-${String((this.counter += 1))}`);
    const instructions = ids.map((instructionId) => ({
      ...{ instructionId, isin: this.isin, fromHolderId: this.seller, toHolderId: this.buyer, units: '1' },
      ...{ tradeDate: this.date, settlementDate: this.date, deed: DEED },
    }));
    await this.market.execute(CIRRUS, 'settlement:instruct', { instructions });
    for (const instructionId of ids) {
      const { terms } = await this.transfer(instructionId);
      await this.market.execute(AURORA, 'settlement:accept', { instructionId, party: this.buyer, terms });
    }
    return ids;
  }

  transfer(id: string): Promise<{ readonly status: string; readonly terms: string }> {
    return this.market.query(BOREALIS, 'settlement:instruction', id) as Promise<{ status: string; terms: string }>;
  }

  open(instructionIds: readonly string[]): Promise<string> {
    return this.market.execute(BOREALIS, 'ownership:openBallots', { isin: this.isin, instructionIds });
  }

  /** Votes: at the own peer first, then before everybody. */
  async vote(
    voter: string,
    instructionId: string,
    role: VotingRole,
    decision: Vote['decision'] = 'yes',
  ): Promise<void> {
    const { terms } = await this.transfer(instructionId);
    const given = {
      ...{ isin: this.isin, instructionId, terms, role, voter, operator: MAKER, decision, castOn: this.date },
    } as unknown as Vote;
    const body = { instructionId, role, vote: voteHash(this.ledger, given) };
    const choices = { endorsers: [voter], transient: { vote: canonicalJson(given) } };
    await this.market.execute(voter, 'ownership:recordVote', body, choices);
    await this.market.execute(voter, 'ownership:castVote', given);
  }

  /** Gives a standing vote, by maker and checker. */
  async stand(voter: string, role: VotingRole): Promise<void> {
    const given = {
      ...{ isin: this.isin, role, voter, validFrom: this.date, validUntil: this.date },
    } as unknown as StandingVote;
    const standing = sha256Hex(standingVoteText(this.ledger, given));
    const choices = { endorsers: [voter], transient: { standing: canonicalJson(given) } };
    await this.market.execute(voter, 'ownership:recordStandingVote', { isin: this.isin, role, standing }, choices);
    const approvalId = await this.market.execute(voter, 'ownership:giveStandingVote', given);
    const decision = { approvalId, bodyHash: bodyHashOf('ownership:giveStandingVote', given) };
    await this.market.execute(voter, 'approval:approve', decision, { operator: CHECKER });
  }
}
