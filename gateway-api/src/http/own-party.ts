import { keyIdOf, party as partyReader } from '@scrip/model';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import type { ChannelServices, Services } from '../services.js';
import { Problem } from './problem.js';

/** The party that the organisation itself is: found by its key. @throws {Problem} ORGANISATION_NOT_REGISTERED */
export async function ownPartyId(services: Services, { ledger }: ChannelServices): Promise<string> {
  try {
    const found = await ledger.evaluate('party:ofKey', keyIdOf(services.assertionKey.key));
    return partyReader(found, '').partyId;
  } catch (error) {
    if (!(error instanceof LedgerRefusal) || error.code !== 'KEY_UNKNOWN') throw error;
    throw Problem.of('ORGANISATION_NOT_REGISTERED', { cause: error });
  }
}
