import { jointRequest } from '@scrip/model';
import { z } from 'zod';
import { text, type Database, type Row } from '../storage/database.js';
import { moneyText, openLegsOf, type Facts } from './joint-queries.js';

const factsOf = (row: Row): Facts => JSON.parse(text(row, 'facts')) as Facts;

/** Money that a paying agent has received for an instruction. */
export interface AgentPayment {
  readonly instructionId: string;
  /** Position of the leg, from 0. */
  readonly leg: number;
  /** Currency and amount, such as `EUR 100.00`. */
  readonly amount: string;
}

const Paid = z.object({ payments: z.array(z.object({ leg: z.int(), state: z.string() })) });

/**
 * What a paying agent has stated as received, and not given back or passed on for a part, for instructions that have not ended
 * and deliver a security first.
 */
export function openPayments(
  database: Database,
  channel: string,
  isin: string,
  agent: string,
): readonly AgentPayment[] {
  const rows = database.all(
    `SELECT instruction_id, facts FROM joint_instruction
       WHERE channel = ? AND lead = ? AND status IN ('proposed', 'affirmed', 'reserved') ORDER BY instruction_id`,
    ...[channel, isin],
  );
  return rows.flatMap((row) => {
    const facts = factsOf(row);
    const { payments } = Paid.parse(facts);
    return openLegsOf(facts).flatMap((each, leg) => {
      const last = payments.filter((said) => said.leg === leg).at(-1)?.state;
      if (each.kind !== 'payment' || each.payingAgent !== agent || last !== 'received') return [];
      return [{ instructionId: text(row, 'instruction_id'), leg, amount: moneyText(each.amount) }];
    });
  });
}

/** What a paying agent is to have passed on for the payments of some instructions, by instruction and leg. */
export interface SettledPayments {
  /** What settled on a day; an instruction that has settled in parts counts on the day of its last one. */
  on(businessDate: string): readonly AgentPayment[];
  /** What settled up to a day of one instruction. */
  of(instructionId: string, businessDate: string): readonly AgentPayment[];
}

/** Payments through an agent of instructions that have settled and deliver a security first. */
export function settledPayments(database: Database, channel: string, isin: string, agent: string): SettledPayments {
  const sql = `SELECT joint_instruction.instruction_id, facts FROM joint_instruction
    JOIN joint_moment ON joint_moment.channel = joint_instruction.channel
      AND joint_moment.instruction_id = joint_instruction.instruction_id AND moment = 'final'
    WHERE joint_instruction.channel = ? AND lead = ? AND status = 'settled'`;
  const paidIn = (row: Row): readonly AgentPayment[] => paymentsThrough(agent, factsOf(row));
  return {
    on: (date) =>
      database
        .all(`${sql} AND business_date = ? ORDER BY joint_instruction.instruction_id`, channel, isin, date)
        .flatMap(paidIn),
    of: (id, date) =>
      database
        .all(`${sql} AND business_date <= ? AND joint_instruction.instruction_id = ?`, channel, isin, date, id)
        .flatMap(paidIn),
  };
}

/** Whole payments of an instruction through an agent, whatever parts they were passed on in. */
function paymentsThrough(agent: string, facts: Facts): readonly AgentPayment[] {
  const { instructionId, legs, mode, tradeDate, settlementDate, lastDay } = facts;
  const asked = jointRequest({ instructionId, legs, mode, tradeDate, settlementDate, lastDay }, '');
  return asked.legs.flatMap((each, leg) =>
    each.kind === 'payment' && each.payingAgent === agent
      ? [{ instructionId: asked.instructionId, leg, amount: moneyText(each.amount) }]
      : [],
  );
}
