import { DomainError, keyId, partyId } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { findKeyOwner, readParty } from '../records/party-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import { changeKeys } from './change-keys.js';
import { amendParty, keepRecord, purgeRecord, readPrivateRecord } from './keep-record.js';
import { declareCapacity } from './declare-capacity.js';
import { askForRecovery, cancelRecovery, completeRecovery } from './recover-keys.js';
import { moveCustody } from './move-custody.js';
import { registerParty } from './register-party.js';
import { keepReason, purgeReason, restoreParty, restrictParty } from './restrict-party.js';

/** Parties: who they are is private, that they are and by which keys they act is public. */
@Info({ title: 'party', description: 'Persons, entities and node operators by salted id, with private records' })
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

  async amend(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:amend', args, amendParty);
  }

  async purge(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:purge', args, purgeRecord);
  }

  async changeKeys(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:changeKeys', args, changeKeys);
  }

  async requestRecovery(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:requestRecovery', args, askForRecovery);
  }

  async cancelRecovery(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:cancelRecovery', args, cancelRecovery);
  }

  async completeRecovery(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:completeRecovery', args, completeRecovery);
  }

  async recordReason(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:recordReason', args, keepReason);
  }

  async purgeReason(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:purgeReason', args, purgeReason);
  }

  async restrict(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:restrict', args, restrictParty);
  }

  async restore(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:restore', args, restoreParty);
  }

  async declareCapacity(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:declareCapacity', args, declareCapacity);
  }

  async moveCustody(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'party:moveCustody', args, moveCustody);
  }

  async get(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'party:get', args, ({ state }, id) => readParty(state, partyId(id, '/partyId')));
  }

  /** The party whose key this is or was: how a certificate leads to a party, by the thumbprint of its public key. */
  async ofKey(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'party:ofKey', args, async ({ state }, id) => {
      const owner = await findKeyOwner(state, keyId(id, '/keyId'));
      if (owner === undefined) throw new DomainError('KEY_UNKNOWN', { keyId: id });
      return readParty(state, owner);
    });
  }

  /** The private record, for clients of the organisation that keeps it, at its own peer. */
  async read(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'party:read', args, ({ ledger }, id) => readPrivateRecord(ledger, partyId(id, '/partyId')));
  }
}
