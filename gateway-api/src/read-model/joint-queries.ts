import {
  formatDecimal,
  jointRequest,
  netDeliveries,
  openLegs,
  parseDecimal,
  type Leg,
  type SettledPart,
} from '@scrip/model';
import { z } from 'zod';
import { integer, text, type Database, type Row } from '../storage/database.js';
import { pageOf, type Page, type PageOf } from './page.js';

/** A record as events tell it. */
export type Facts = Readonly<Record<string, unknown>>;

const factsOf = (row: Row): Facts => JSON.parse(text(row, 'facts')) as Facts;

/** A joint instruction, or undefined when there is none. */
export function jointOf(database: Database, channel: string, instructionId: string): Facts | undefined {
  const sql = 'SELECT facts FROM joint_instruction WHERE channel = ? AND instruction_id = ?';
  const row = database.get(sql, channel, instructionId);
  return row === undefined ? undefined : factsOf(row);
}

/** What a list of joint instructions is narrowed to. */
export interface JointFilter {
  readonly status?: string | undefined;
  readonly party?: string | undefined;
}

/** Joint instructions in the order of their ids. */
export function jointsOf(
  database: Database,
  channel: string,
  { status, party }: JointFilter,
  { limit, after }: Page,
): PageOf<Facts> {
  const rows = database.all(
    `SELECT instruction_id, facts FROM joint_instruction
       WHERE channel = ? AND instruction_id > ? AND (? IS NULL OR status = ?)
         AND (? IS NULL OR instruction_id IN (SELECT instruction_id FROM joint_party WHERE channel = ? AND party = ?))
       ORDER BY instruction_id LIMIT ?`,
    ...[channel, after, status ?? null, status ?? null, party ?? null, channel, party ?? null, limit + 1],
  );
  return pageOf(rows, limit, 'instruction_id', factsOf);
}

/** An open joint instruction as its settling agent sees it. */
export interface OpenJoint {
  readonly instructionId: string;
  /** Block of its last change. */
  readonly block: number;
  readonly facts: Facts;
  /** Business date and phase of the calendar of its lead security. */
  readonly businessDate: string;
  readonly phase: string;
  /** Its parties, its securities and its id: by what its outcome may change. */
  readonly concerns: readonly string[];
}

/** Where an instruction is in the order of the last changes. */
export type JointPlace = Pick<OpenJoint, 'block' | 'instructionId'>;

const settledBy = (
  access = '',
): string => `SELECT instruction_id, joint_instruction.facts AS facts, block, date, phase FROM joint_instruction ${access}
   JOIN security ON security.channel = joint_instruction.channel AND security.isin = lead
   JOIN business_date ON business_date.channel = joint_instruction.channel
     AND business_date.calendar = security.calendar
   LEFT JOIN settlement_lease AS lease ON lease.channel = security.channel AND lease.registrar = security.registrar
   WHERE joint_instruction.channel = ? AND coalesce(lease.holder, security.registrar) = ?
     AND status IN ('proposed', 'affirmed', 'reserved')`;

/** Through the index of those that are open: left to itself, the database goes through all that there ever were. */
const OPEN_ONES = settledBy('INDEXED BY joint_open');

/**
 * Some of the joint instructions that one organisation settles and that may go on, in the order of their last change: those to
 * which all are bound, and those whose last day has passed. What is only proposed is nobody's work, however much it is.
 *
 * @param after - from where on
 */
export function jointsToGoOn(
  database: Database,
  channel: string,
  holder: string,
  { limit, after = { block: -1, instructionId: '' } }: { readonly limit: number; readonly after?: JointPlace },
): readonly OpenJoint[] {
  const rows = database.all(
    `${OPEN_ONES} AND (block, instruction_id) > (?, ?)
       AND (status <> 'proposed' OR json_extract(joint_instruction.facts, '$.lastDay') < date)
       ORDER BY block, instruction_id LIMIT ?`,
    ...[channel, holder, after.block, after.instructionId, limit],
  );
  return rows.map(openJointOf);
}

/**
 * Some of the joint instructions that one organisation settles, to which all are bound, that may settle on the net of several and
 * by which units come to or go from one of some holdings, in the order of their last change.
 *
 * @param holdings - each as `isin party`
 */
export function nettableAt(
  database: Database,
  channel: string,
  holder: string,
  holdings: readonly string[],
  limit: number,
): readonly OpenJoint[] {
  const rows = database.all(
    `${OPEN_ONES} AND status <> 'proposed' AND json_extract(joint_instruction.facts, '$.netting') IS NOT NULL
       AND EXISTS (SELECT 1 FROM json_each(joint_instruction.facts, '$.legs') AS leg, json_each(?) AS place
         WHERE place.value IN (leg.value ->> 'isin' || ' ' || (leg.value ->> 'from'),
           leg.value ->> 'isin' || ' ' || (leg.value ->> 'to')))
       ORDER BY block, instruction_id LIMIT ?`,
    ...[channel, holder, JSON.stringify(holdings), limit],
  );
  return rows.map(openJointOf);
}

/** A joint instruction that one organisation settles, as it is now; undefined when it has ended. */
export function openJoint(
  database: Database,
  channel: string,
  holder: string,
  instructionId: string,
): OpenJoint | undefined {
  const row = database.get(`${settledBy()} AND instruction_id = ?`, channel, holder, instructionId);
  return row === undefined ? undefined : openJointOf(row);
}

const LegsOf = z.object({
  legs: z.array(z.object({ from: z.string(), to: z.string(), isin: z.string().optional() })),
});

/** A row of an open joint instruction with its business date and phase. */
export function openJointOf(row: Row): OpenJoint {
  const [instructionId, facts] = [text(row, 'instruction_id'), factsOf(row)];
  const named = LegsOf.parse(facts).legs.flatMap(({ from, to, isin }) => [
    from,
    to,
    ...(isin === undefined ? [] : [isin]),
  ]);
  return {
    ...{ instructionId, facts, block: integer(row, 'block') },
    ...{ businessDate: text(row, 'date'), phase: text(row, 'phase') },
    concerns: [...new Set([instructionId, ...named])],
  };
}

/** Units that somebody holds of a security. */
export function heldUnits(database: Database, channel: string, isin: string, holderId: string): bigint {
  const sql = 'SELECT units FROM holding WHERE channel = ? AND isin = ? AND holder_id = ?';
  const row = database.get(sql, channel, isin, holderId);
  return row === undefined ? 0n : BigInt(text(row, 'units'));
}

/** Units that are reserved for joint instructions but for some, by `isin party`. */
export function reservedElsewhere(
  database: Database,
  channel: string,
  except: ReadonlySet<string>,
): ReadonlyMap<string, bigint> {
  const sql = `SELECT instruction_id, facts FROM joint_instruction INDEXED BY joint_open
    WHERE channel = ? AND status IN ('proposed', 'affirmed', 'reserved') AND status = 'reserved'`;
  const reserved = new Map<string, bigint>();
  for (const row of database.all(sql, channel)) {
    if (except.has(text(row, 'instruction_id'))) continue;
    for (const { isin, holderId, units } of netDeliveries(openLegsOf(factsOf(row)))) {
      const key = `${isin} ${holderId}`;
      reserved.set(key, (reserved.get(key) ?? 0n) + units);
    }
  }
  return reserved;
}

/** What is open of an instruction of the read model, as the model reads it. */
export function openLegsOf(facts: Facts): readonly Leg[] {
  const { instructionId, legs, mode, tradeDate, settlementDate, lastDay } = facts;
  const asked = jointRequest({ instructionId, legs, mode, tradeDate, settlementDate, lastDay }, '');
  const parts = (facts['parts'] ?? []) as readonly (Omit<SettledPart, 'units'> & { readonly units: string })[];
  return openLegs({
    legs: asked.legs,
    parts: parts.map((part) => ({ ...part, units: BigInt(part.units) })),
  });
}

/** An amount with its currency in one form, so that 100 and 100.00 are the same. */
export function moneyText({ amount, currency }: { readonly amount: string; readonly currency: string }): string {
  const { coefficient, scale } = parseDecimal(amount);
  const digits = formatDecimal({ coefficient, scale });
  return `${currency} ${digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits}`;
}
