import { instructionId, parseIsin, votingRole } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readBallot, readStandingVotes } from '../records/ballot-records.js';
import { readInstruction } from '../records/instruction-records.js';
import { readSecurityOnRecord } from '../records/security-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { bringHome } from './bring-home.js';
import { castVote } from './cast-vote.js';
import { closeBallots } from './close-ballots.js';
import { openBallots } from './open-ballots.js';
import { positionOf } from './position.js';
import { readVoteReason, recordStandingVote, recordVote } from './record-vote.js';
import { giveNotice, replaceAttestor } from './replace-attestor.js';
import { staleLots } from './stale-lots.js';
import { giveStandingVote, withdrawStandingVote } from './standing-votes.js';

/** How title passes: ballots on transfers, and the votes of attestors. */
@Info({ title: 'ownership', description: 'Votes by which title to a security passes' })
export class OwnershipContract extends ScripContract {
  constructor() {
    super('ownership');
  }

  async recordVote(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'ownership:recordVote', args, recordVote);
  }

  async castVote(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'ownership:castVote', args, castVote);
  }

  async recordStandingVote(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'ownership:recordStandingVote', args, recordStandingVote);
  }

  async giveStandingVote(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'ownership:giveStandingVote', args, giveStandingVote);
  }

  async endStandingVote(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'ownership:endStandingVote', args, withdrawStandingVote);
  }

  async openBallots(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'ownership:openBallots', args, openBallots);
  }

  async closeBallots(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'ownership:closeBallots', args, closeBallots);
  }

  async giveNotice(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'ownership:giveNotice', args, giveNotice);
  }

  async replaceAttestor(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'ownership:replaceAttestor', args, replaceAttestor);
  }

  async rehome(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'ownership:rehome', args, bringHome);
  }

  /** Lots that are attested by others than those who attest them now. */
  async stale(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'ownership:stale', args, staleLots);
  }

  async ballot(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'ownership:ballot', args, ({ state }, id) =>
      readBallot(state, instructionId(id, '/instructionId')),
    );
  }

  async standingVotes(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'ownership:standingVotes', args, async ({ state }, text) => {
      const { isin } = await readSecurityOnRecord(state, parseIsin(text));
      return readStandingVotes(state, isin);
    });
  }

  /** Why the caller's organisation has voted as it did, for its own clients, at its own peer. */
  async reason(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'ownership:reason', args, ({ ledger }, id, role) =>
      readVoteReason(ledger, instructionId(id, '/instructionId'), votingRole(role, '/role')),
    );
  }

  /** How a transfer stands in law: who owns, who bears what falls due, who has consented and voted. */
  async position(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'ownership:position', args, async (work, id) =>
      positionOf(work, await readInstruction(work.state, instructionId(id, '/instructionId'))),
    );
  }
}
