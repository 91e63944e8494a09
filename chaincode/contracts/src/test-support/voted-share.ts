import { expect } from '@jest/globals';
import type { Vote, VotingRole } from '@scrip/model';
import type { Channel, Committed } from './channel.js';
import { CUSTODIAN, instructionOf, ISSUER, openedChannel, REGISTRAR, SHARE, takeOn } from './market.js';
import { refusalWithoutTrace } from './refused.js';
import { adopt } from './definitions.js';
import { BALLOT, castVote, DEED, recordVote, titleBy, voteOf } from './title.js';
import { register } from './securities.js';

const { isin } = SHARE;
/** Where Bob has his account. */
export const BUYERS = ISSUER;

/** The test share with a title: Ada at the custodian has a hundred units, and Bob at the issuer buys. */
export class VotedShare {
  private constructor(
    readonly channel: Channel,
    readonly ada: string,
    readonly bob: string,
  ) {}

  /** @param more - of the title */
  static async begin(protocol: object = BALLOT, more: object = {}): Promise<VotedShare> {
    const channel = await openedChannel();
    await adopt(channel, protocol);
    const { name } = protocol as { readonly name: string };
    await register(channel, { ...SHARE, title: titleBy(`${name}@1`, more) });
    const ada = await takeOn(channel, CUSTODIAN, 'Ada');
    const bob = await takeOn(channel, BUYERS, 'Bob');
    await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId: ada, units: '100' }] });
    return new VotedShare(channel, ada, bob);
  }

  /** The same with another buyer. */
  soldTo(buyer: string): VotedShare {
    return new VotedShare(this.channel, this.ada, buyer);
  }

  /** The code of a refusal that has left nothing. */
  async refused(call: () => Promise<unknown>): Promise<string> {
    return (await refusalWithoutTrace(this.channel, call)).code;
  }

  /** @returns the terms of the deed */
  async instruct(id: string, units = '10', settlementDate?: string): Promise<string> {
    const due = settlementDate === undefined ? {} : { settlementDate };
    const transfer = { ...instructionOf(id, this.ada, this.bob, units), ...due, deed: DEED };
    await this.channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [transfer] });
    const entered = await this.channel.evaluate(BUYERS, 'settlement:instruction', [id]);
    return (entered as { readonly terms: string }).terms;
  }

  accept(instructionId: string, terms: string): Promise<Committed> {
    return this.channel.submit(BUYERS, 'settlement:accept', { instructionId, party: this.bob, terms });
  }

  /** @returns `open`, or why not */
  async open(id: string, by = REGISTRAR): Promise<string> {
    return this.asked('ownership:openBallots', id, by);
  }

  /** @returns `TRANSFER_VOTED_DOWN` or `BALLOT_EXPIRED` where it was closed, or why not */
  async close(id: string, by = REGISTRAR): Promise<string> {
    return this.asked('ownership:closeBallots', id, by);
  }

  private async asked(name: string, id: string, by: string): Promise<string> {
    const { result } = await this.channel.submit(by, name, { isin, instructionIds: [id] });
    const [ballot] = (result as { ballots: readonly { status: string; code?: string }[] }).ballots;
    return ballot?.code ?? ballot?.status ?? '';
  }

  async opened(id: string, units?: string): Promise<void> {
    await this.accept(id, await this.instruct(id, units));
    expect(await this.open(id)).toBe('open');
  }

  /** @returns the status, and why it is so */
  async settle(id: string): Promise<string> {
    const { result } = await this.channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: [id] });
    const [outcome] = (result as { instructions: readonly { status: string; code?: string }[] }).instructions;
    return [outcome?.status, outcome?.code].filter((word) => word !== undefined).join(' ');
  }

  async heldBy(holderId: string): Promise<{ readonly units: string; readonly reserved: string }> {
    const asked = [isin, holderId, 'n'.repeat(22)];
    const held = await this.channel.evaluate(REGISTRAR, 'register:certify', asked);
    const { units, reserved } = held as { readonly units: string; readonly reserved: string };
    return { units, reserved };
  }

  position(id: string): Promise<unknown> {
    return this.channel.evaluate(REGISTRAR, 'ownership:position', [id]);
  }

  vote(by: string, id: string, role: VotingRole, decision?: Vote['decision']): Promise<Committed> {
    return castVote(this.channel, by, id, role, decision);
  }

  /** The refusal of a vote on `i-1` that lies in the collection of its voter. */
  async refusedVote(by: string, role: VotingRole): Promise<string> {
    const given = await voteOf(this.channel, by, 'i-1', role);
    await recordVote(this.channel, given);
    return this.refused(() => this.channel.submit(by, 'ownership:castVote', given));
  }
}
