import { canonicalJson } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import type { EventOf, ProjectionsOf } from './projections.js';

function keep(
  database: Database,
  { channel }: EventPlace,
  { evidence }: EventOf<'EvidencePublished' | 'EvidenceRevoked'>,
): void {
  const { isin, evidenceId, issuedOn } = evidence;
  const sql = 'INSERT OR REPLACE INTO asset_evidence VALUES (?, ?, ?, ?, ?)';
  database.run(sql, channel, isin, evidenceId, issuedOn, canonicalJson(evidence));
}

/** Evidence of what stands behind securities. */
export const evidenceProjections: ProjectionsOf<'EvidencePublished' | 'EvidenceRevoked'> = {
  EvidencePublished: keep,
  EvidenceRevoked: keep,
};
