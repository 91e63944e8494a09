import { DomainError, holderId, LIMITS, parseCanonicalJson, privateHolderRecord } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { privateHolderKey, readHolder } from '../records/holder-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { keepRecord } from './keep-record.js';
import { registerHolder } from './register-holder.js';

/** Holders: who they are is private, that they are is public. */
@Info({ title: 'holder', description: 'Holders by salted id, with private records' })
export class HolderContract extends ScripContract {
  constructor() {
    super('holder');
  }

  async record(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'holder:record', args, keepRecord);
  }

  async register(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'holder:register', args, registerHolder);
  }

  async get(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'holder:get', args, ({ state }, id) => readHolder(state, holderId(id, '/holderId')));
  }

  /** The private record, for clients of the organisation that keeps it, at its own peer. */
  async read(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'holder:read', args, async ({ ledger }, id) => {
      const key = privateHolderKey(holderId(id, '/holderId'));
      const text = await ledger.privateRecords.read(key);
      if (text === undefined) throw new DomainError('HOLDER_RECORD_ABSENT');
      return privateHolderRecord(parseCanonicalJson(text, LIMITS.privateRecordCharactersMax), '/record');
    });
  }
}
