import { DomainError, partyId, LIMITS, parseCanonicalJson, privatePartyRecord } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { privatePartyKey, readParty } from '../records/party-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { keepRecord } from './keep-record.js';
import { registerParty } from './register-party.js';

/** Holders: who they are is private, that they are is public. */
@Info({ title: 'party', description: 'Holders by salted id, with private records' })
export class PartyContract extends ScripContract {
  constructor() {
    super('party');
  }

  async record(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:record', args, keepRecord);
  }

  async register(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:register', args, registerParty);
  }

  async get(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'party:get', args, ({ state }, id) => readParty(state, partyId(id, '/partyId')));
  }

  /** The private record, for clients of the organisation that keeps it, at its own peer. */
  async read(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'party:read', args, async ({ ledger }, id) => {
      const key = privatePartyKey(partyId(id, '/partyId'));
      const text = await ledger.privateRecords.read(key);
      if (text === undefined) throw new DomainError('PARTY_RECORD_ABSENT');
      return privatePartyRecord(parseCanonicalJson(text, LIMITS.privateRecordCharactersMax), '/record');
    });
  }
}
