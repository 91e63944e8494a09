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

type IssuerEvent = EventOf<'CredentialIssuerAdopted'>;

/** Every event of an issuer carries its record as it is afterwards. */
function keepIssuer(database: Database, { channel }: EventPlace, { issuer }: IssuerEvent): void {
  const facts = canonicalJson(issuer);
  database.run('INSERT OR REPLACE INTO credential_issuer VALUES (?, ?, ?)', channel, issuer.keyId, facts);
}

/** The records of parties, and of issuers elsewhere who say who they are. */
export const partyProjections: ProjectionsOf<PartyEvent['type'] | IssuerEvent['type']> = {
  PartyRegistered: keepParty,
  PartyAmended: keepParty,
  PartyKeysChanged: keepParty,
  RecoveryRequested: keepParty,
  RecoveryCancelled: keepParty,
  RecoveryCompleted: keepParty,
  PartyRestricted: keepParty,
  PartyRestored: keepParty,
  CredentialIssuerAdopted: keepIssuer,
  CredentialIssuerEnded: keepIssuer,
};
