import { jointRequest } from '@scrip/model';
import { z } from 'zod';
import { optionalText, text, type Database, type Row } from '../storage/database.js';
import { moneyText, openLegsOf, type Facts } from './joint-queries.js';

const factsOf = (row: Row): Facts => JSON.parse(text(row, 'facts')) as Facts;

/** Money that a paying agent has received for an instruction. */
export interface AgentPayment {
  readonly instructionId: string;
  /** Position of the leg, from 0. */
  readonly leg: number;
  /** Which of the parts in which it settles, from 1. */
  readonly part?: number;
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

/** What a paying agent is to have passed on for the payments of some instructions, by instruction, leg and part. */
export interface SettledPayments {
  /** What settled on a day. */
  on(businessDate: string): readonly AgentPayment[];
  /** What settled up to a day of one instruction. */
  of(instructionId: string, businessDate: string): readonly AgentPayment[];
}

/**
 * Payments through an agent that have settled, of instructions that deliver a security first: whole ones, and parts whatever has
 * become of the rest.
 */
export function settledPayments(database: Database, channel: string, isin: string, agent: string): SettledPayments {
  const sql = `SELECT joint_instruction.facts, final.business_date AS settled_on FROM joint_instruction
    LEFT JOIN joint_moment AS final ON final.channel = joint_instruction.channel
      AND final.instruction_id = joint_instruction.instruction_id AND moment = 'final'
    WHERE joint_instruction.channel = ? AND lead = ?`;
  const settledOn = `(final.business_date = ? OR EXISTS (SELECT 1 FROM json_each(facts, '$.parts')
    WHERE json_extract(value, '$.settledOn') = ?))`;
  const passedOn = (rows: readonly Row[]): readonly DatedPayment[] =>
    rows.flatMap((row) => paymentsThrough(agent, factsOf(row), optionalText(row, 'settled_on')));
  return {
    on: (date) =>
      passedOn(
        database.all(
          `${sql} AND ${settledOn} ORDER BY joint_instruction.instruction_id`,
          ...[channel, isin, date, date],
        ),
      ).filter((payment) => payment.settledOn === date),
    of: (id, date) =>
      passedOn(database.all(`${sql} AND joint_instruction.instruction_id = ?`, channel, isin, id)).filter(
        (payment) => payment.settledOn <= date,
      ),
  };
}

/** A payment with the day on which that for which it is settled. */
interface DatedPayment extends AgentPayment {
  readonly settledOn: string;
}

const Parts = z.object({
  parts: z.array(
    z.object({ settledOn: z.string(), payment: z.object({ amount: z.string(), currency: z.string() }).optional() }),
  ),
});

/** Payments of an instruction through an agent that have settled: each part of one that has settled in parts, or all whole. */
function paymentsThrough(agent: string, facts: Facts, settledOn: string | undefined): readonly DatedPayment[] {
  const { instructionId, legs, mode, tradeDate, settlementDate, lastDay } = facts;
  const asked = jointRequest({ instructionId, legs, mode, tradeDate, settlementDate, lastDay }, '');
  const { data } = Parts.safeParse(facts);
  return asked.legs.flatMap((each, leg) => {
    if (each.kind !== 'payment' || each.payingAgent !== agent) return [];
    const paid = { instructionId: asked.instructionId, leg };
    if (data === undefined) {
      return settledOn === undefined ? [] : [{ ...paid, amount: moneyText(each.amount), settledOn }];
    }
    return data.parts.flatMap(({ payment, settledOn: on }, index) =>
      payment === undefined ? [] : [{ ...paid, part: index + 1, amount: moneyText(payment), settledOn: on }],
    );
  });
}
