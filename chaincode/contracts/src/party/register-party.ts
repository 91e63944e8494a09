import {
  changeKeyring,
  DomainError,
  NO_KEYS,
  partyRegistration,
  type Keyring,
  type Party,
  type PartyRegistration,
} from '@scrip/model';
import { findParty, privatePartyKey, writeParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { enrolKeys } from './enrol-keys.js';
import { requireGuardians } from './guardians.js';
import { requireKept } from './kept-record.js';

/**
 * Makes a party known to the channel by the salted id. Every endorser compares the hash that the command names with
 * the one that Fabric keeps of the private record; no record means no party.
 */
export const registerParty: CommandHandler<PartyRegistration> = {
  body: partyRegistration,
  run: async (work, body) => {
    const { partyId, recordHash, kind, entity, guardianship } = body;
    if ((await findParty(work.state, partyId)) !== undefined) throw new DomainError('PARTY_EXISTS', { partyId });
    await requireKept(work, partyId, privatePartyKey(partyId), recordHash);
    if (kind === 'nodeOperator') await requireOperator(work, body);
    await requireGuardians(work, partyId, guardianship);
    const party: Party = {
      partyId,
      kind,
      custodian: work.callerMspId,
      recordHash,
      keyring: await keyringOf(work, body),
      sequence: 0,
      restrictions: [],
      ...(entity === undefined ? {} : { entity }),
      ...(guardianship === undefined ? {} : { guardianship }),
    };
    writeParty(work.state, party);
    work.events.push({ type: 'PartyRegistered', party });
    return { partyId };
  },
};

async function keyringOf(work: UnitOfWork, { partyId, keys, ...terms }: PartyRegistration): Promise<Keyring> {
  if (keys === undefined) return NO_KEYS;
  const add = await enrolKeys(work, partyId, { ...terms, keys });
  const change = { ...terms, add, revoke: [] };
  return changeKeyring(NO_KEYS, change, await work.today());
}

/** A node operator is the legal entity of the caller's own participant record, and nobody else. */
async function requireOperator(work: UnitOfWork, { entity }: PartyRegistration): Promise<void> {
  const { lei } = (await work.participants()).require(work.callerMspId);
  if (entity === undefined || !('lei' in entity) || entity.lei !== lei) {
    throw new DomainError('AUTHORITY_DENIED', { rule: 'the LEI of the participant' });
  }
}
