import { integer, optionalText, text, type Database, type Row } from '../storage/database.js';

/** A moment of an instruction with its evidence: the transaction, and the block that has it. */
export interface ProvenMoment {
  readonly businessDate: string;
  readonly transactionId: string;
  readonly block: number;
}

/** The moments that an instruction has come to. */
export interface ProvenMoments {
  readonly entered?: ProvenMoment;
  readonly irrevocable?: ProvenMoment;
  readonly final?: ProvenMoment;
}

const momentOf = (row: Row): ProvenMoment => ({
  businessDate: text(row, 'business_date'),
  transactionId: text(row, 'transaction_id'),
  block: integer(row, 'block'),
});

/** The moments of a joint instruction. */
export function momentsOfJoint(database: Database, channel: string, instructionId: string): ProvenMoments {
  const sql = 'SELECT * FROM joint_moment WHERE channel = ? AND instruction_id = ?';
  const rows = database.all(sql, channel, instructionId);
  return Object.fromEntries(rows.map((row) => [text(row, 'moment'), momentOf(row)]));
}

/** A transfer as it was instructed, and what became of it. */
export interface TransferRecord {
  readonly instructed: Readonly<Record<string, unknown>>;
  readonly status: string;
  readonly decidedOn?: string;
  readonly refusal?: string;
  readonly moments: ProvenMoments;
}

/** A transfer, or undefined when there is none: nobody can revoke it from its entry on. */
export function transferOf(database: Database, channel: string, instructionId: string): TransferRecord | undefined {
  const sql = 'SELECT * FROM instruction WHERE channel = ? AND instruction_id = ?';
  const row = database.get(sql, channel, instructionId);
  if (row === undefined) return undefined;
  const facts = JSON.parse(text(row, 'facts')) as Record<string, unknown>;
  const { moments: recorded, ...instructed } = facts;
  const [status, decidedOn, refusal] = [
    text(row, 'status'),
    optionalText(row, 'decided_on'),
    optionalText(row, 'refusal'),
  ];
  const { entered } = (recorded ?? {}) as { readonly entered?: Omit<ProvenMoment, 'block'> };
  const entry = entered === undefined ? undefined : { ...entered, block: integer(row, 'registered_block') };
  const isFinal = status === 'settled' && decidedOn !== undefined;
  return {
    instructed,
    status,
    ...(decidedOn === undefined ? {} : { decidedOn }),
    ...(refusal === undefined ? {} : { refusal }),
    moments: {
      ...(entry === undefined ? {} : { entered: entry, irrevocable: entry }),
      ...(isFinal ? { final: { ...lastChange(row), businessDate: decidedOn } } : {}),
    },
  };
}

const lastChange = (row: Row): Omit<ProvenMoment, 'businessDate'> => ({
  transactionId: text(row, 'transaction_id'),
  block: integer(row, 'block'),
});
