import {
  canonicalJson,
  derivePartyId,
  DomainError,
  partyRecordHash,
  partyRegistration,
  privatePartyRecord,
  type MspId,
} from '@scrip/model';
import type { JsonObject } from '../../ledger/ledger.js';
import type { Services } from '../../services.js';
import { locationOf } from '../location.js';
import { takingBack } from '../take-back.js';
import { domainProblem } from '../ledger-problems.js';
import type { Reply } from '../route.js';
import { CUSTODY } from '../schemas/party.js';

/** Where a party is read. */
export const PARTY_PATH = '/v1/parties/{id}';

/** A party to be taken on: who it is, which stays here, and what the channel is told. */
export interface NewcomerParty {
  /** Fields of the private record. */
  readonly person: object;
  /** Kind, keys, guardians and public identifier. */
  readonly registration: JsonObject;
}

/** In which command a party is taken on. */
export interface CommandIdentity {
  readonly operator: string;
  readonly commandId: string;
  /** Salt of the record: the same in every repetition of the command, so that the id is. */
  readonly seed: Uint8Array;
}

/**
 * Takes a party on: private first, public second (DESIGN section 6). A repetition finds either command consumed and
 * goes on; when the public step is refused for good, nothing personal stays behind.
 */
export async function takeOn(
  services: Services,
  channelName: string | undefined,
  { person, registration }: NewcomerParty,
  { operator, commandId, seed }: CommandIdentity,
): Promise<Reply> {
  const { ledger } = services.channel(channelName);
  const salt = Buffer.from(seed).toString('hex');
  const record = privatePartyRecord({ schema: 1, salt, retention: CUSTODY, ...person }, '');
  const partyId = derivePartyId(services.mspId as MspId, record);
  const reference = { partyId, recordHash: partyRecordHash(record) };
  const body = { ...reference, ...registration };
  requireForm(body);
  const privately = { operator, name: 'party:record', commandId: `${commandId}-1`, body: reference };
  await ledger.submitPrivately(privately, { record: canonicalJson(record) });
  const publicly = { operator, name: 'party:register', commandId: `${commandId}-2`, body };
  const erasure = { operator, name: 'party:purge', commandId: `${commandId}-3`, body: { partyId } };
  const { transactionId, block } = await takingBack(services.submit(ledger, publicly), async (code) => {
    if (code !== 'PARTY_EXISTS') await ledger.submitPrivately(erasure, {});
  });
  return {
    status: 201,
    headers: locationOf(PARTY_PATH, { id: partyId }, ledger.channel),
    body: { partyId, channel: ledger.channel, custodian: services.mspId, transactionId, block },
  };
}

/** Refuses what the ledger would refuse by its form, before anything personal is written. */
function requireForm(registration: JsonObject): void {
  try {
    partyRegistration(registration, '');
  } catch (error) {
    throw error instanceof DomainError ? domainProblem(error) : error;
  }
}
