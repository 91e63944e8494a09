import { canonicalJson } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import type { EventOf, ProjectionsOf } from './projections.js';

type PartyEvent = EventOf<'PartyRegistered'>;

/** Every event of a party carries its record as it is afterwards. */
function keepParty(database: Database, { channel }: EventPlace, { party }: PartyEvent): void {
  const { partyId, custodian } = party;
  const facts = canonicalJson(party);
  database.run('INSERT OR REPLACE INTO party VALUES (?, ?, ?, ?)', channel, partyId, custodian, facts);
}

/** Issuers elsewhere are asked of the ledger itself, so that no credential passes by a state that is behind. */
const keepNothing = (): void => undefined;

/** The records of parties. */
export const partyProjections: ProjectionsOf<
  PartyEvent['type'] | 'CustodyMoveAsked' | 'CredentialIssuerAdopted' | 'CredentialIssuerEnded'
> = {
  PartyRegistered: keepParty,
  PartyAmended: keepParty,
  PartyKeysChanged: keepParty,
  RecoveryRequested: keepParty,
  RecoveryCancelled: keepParty,
  RecoveryCompleted: keepParty,
  PartyRestricted: keepParty,
  PartyRestored: keepParty,
  PartyCapacityDeclared: keepParty,
  CustodyMoved: keepParty,
  CustodyMoveAsked: keepNothing,
  CredentialIssuerAdopted: keepNothing,
  CredentialIssuerEnded: keepNothing,
};
