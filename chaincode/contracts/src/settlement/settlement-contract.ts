import { dryRun, instructionId, instructionRequest, LIMITS, mspId, parseCanonicalJson, parseIsin } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readCalendarDate } from '../records/calendar-records.js';
import { findInstruction, readInstruction, readPendingInstructions } from '../records/instruction-records.js';
import { readLease } from '../records/lease-records.js';
import { readSecurity, readSecurityOnRecord } from '../records/security-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { acceptDeed } from './accept.js';
import { cancelInstruction } from './cancel.js';
import { instruct } from './instruct.js';
import { settle } from './settle.js';
import { takeSettlementLease } from './take-lease.js';
import { transferOf } from './transfer.js';

/** Settlement of transfers: instruct, then settle. */
@Info({ title: 'settlement', description: 'Settlement instructions and their settlement in batches' })
export class SettlementContract extends ScripContract {
  constructor() {
    super('settlement');
  }

  async instruct(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'settlement:instruct', args, instruct);
  }

  async accept(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'settlement:accept', args, acceptDeed);
  }

  async settle(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'settlement:settle', args, settle);
  }

  async cancel(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'settlement:cancel', args, cancelInstruction);
  }

  async takeLease(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'settlement:takeLease', args, takeSettlementLease);
  }

  /** Who settles for a registrar, and in which state a successor would name the lease. */
  async lease(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'settlement:lease', args, async (work, text) => {
      const registrar = (await work.participants()).require(mspId(text, '/registrar'));
      return readLease(work.state, registrar.mspId);
    });
  }

  async instruction(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'settlement:instruction', args, ({ state }, id) =>
      readInstruction(state, instructionId(id, '/instructionId')),
    );
  }

  async pending(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'settlement:pending', args, async ({ state }, text) => {
      const { isin } = await readSecurityOnRecord(state, parseIsin(text));
      return { isin, instructions: await readPendingInstructions(state, isin) };
    });
  }

  /** The verdict that a transfer would have now, with every rule: the same function as the settlement, unwritten. */
  async dryRun(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'settlement:dryRun', args, async (work, text) => {
      const request = instructionRequest(parseCanonicalJson(text, LIMITS.queryArgumentCharactersMax), '/instruction');
      const security = await readSecurity(work.state, request.isin);
      const { businessDate } = await readCalendarDate(work.state, security.calendar);
      const entered = await findInstruction(work.state, request.instructionId);
      const { movement, facts } = await transferOf(work, security, businessDate, { ...entered, ...request });
      return dryRun(movement, facts);
    });
  }
}
