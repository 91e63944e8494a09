import { instructionId, parseIsin, partyId } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readJoint } from '../records/joint-records.js';
import { readReservations } from '../records/reservation-records.js';
import { readSecurityOnRecord } from '../records/security-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { affirmInstruction } from './affirm.js';
import { callBuyIn } from './call-buy-in.js';
import { presentPreimage } from './present-preimage.js';
import { proposeInstruction } from './propose.js';
import { settleInstructions } from './settle-joint.js';
import { settleNetted } from './settle-netted.js';
import { reportPayment } from './state-payment.js';
import { withdrawInstruction } from './withdraw.js';

/** Joint instructions: several legs that settle together or not at all. */
@Info({ title: 'instruction', description: 'Joint settlement instructions of several legs' })
export class JointContract extends ScripContract {
  constructor() {
    super('instruction');
  }

  async propose(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'instruction:propose', args, proposeInstruction);
  }

  async affirm(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'instruction:affirm', args, affirmInstruction);
  }

  async withdraw(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'instruction:withdraw', args, withdrawInstruction);
  }

  async statePayment(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'instruction:statePayment', args, reportPayment);
  }

  async settle(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'instruction:settle', args, settleInstructions);
  }

  async settleNetted(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'instruction:settleNetted', args, settleNetted);
  }

  async presentPreimage(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'instruction:presentPreimage', args, presentPreimage);
  }

  async callBuyIn(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'instruction:callBuyIn', args, callBuyIn);
  }

  async get(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'instruction:get', args, ({ state }, id) =>
      readJoint(state, instructionId(id, '/instructionId')),
    );
  }

  /** For which instructions units of a holding are reserved. */
  async reservations(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'instruction:reservations', args, async ({ state }, isinText, holderText) => {
      const { isin } = await readSecurityOnRecord(state, parseIsin(isinText));
      const holderId = partyId(holderText, '/holderId');
      return { isin, holderId, reservations: await readReservations(state, isin, holderId) };
    });
  }
}
