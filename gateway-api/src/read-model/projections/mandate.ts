import { canonicalJson } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import type { EventOf, ProjectionsOf } from './projections.js';

type MandateEvent = EventOf<'MandateGiven'>;
type OfficerEvent = EventOf<'OfficerAppointed'>;

/** Every event of a mandate carries it as it is afterwards; one that has ended stays, with the day. */
function keepMandate(database: Database, { channel }: EventPlace, { mandate }: MandateEvent): void {
  const { principal, mandateId } = mandate;
  const facts = canonicalJson(mandate);
  database.run('INSERT OR REPLACE INTO mandate VALUES (?, ?, ?, ?)', channel, principal, mandateId, facts);
}

function appointOfficer(database: Database, { channel }: EventPlace, { officer }: OfficerEvent): void {
  const { entity, office, party } = officer;
  const facts = canonicalJson(officer);
  database.run('INSERT INTO officer VALUES (?, ?, ?, ?, ?)', channel, entity, office, party, facts);
}

function dismissOfficer(database: Database, { channel }: EventPlace, { officer }: OfficerEvent): void {
  const { entity, office, party } = officer;
  const where = 'channel = ? AND entity = ? AND office = ? AND party = ?';
  database.run(`DELETE FROM officer WHERE ${where}`, channel, entity, office, party);
}

function keepGroup(database: Database, { channel }: EventPlace, { group }: EventOf<'GroupDeclared'>): void {
  const { groupId, members } = group;
  database.run('INSERT OR REPLACE INTO party_group VALUES (?, ?, ?)', channel, groupId, canonicalJson(group));
  database.run('DELETE FROM group_member WHERE channel = ? AND group_id = ?', channel, groupId);
  for (const { party, statedBy } of members) {
    if (statedBy !== undefined) database.run('INSERT INTO group_member VALUES (?, ?, ?)', channel, groupId, party);
  }
}

/** Who acts for whom, and who counts together. */
export const mandateProjections: ProjectionsOf<(MandateEvent | OfficerEvent)['type'] | 'GroupDeclared'> = {
  MandateGiven: keepMandate,
  MandateEnded: keepMandate,
  MandateResigned: keepMandate,
  OfficerAppointed: appointOfficer,
  OfficerDismissed: dismissOfficer,
  GroupDeclared: keepGroup,
};
