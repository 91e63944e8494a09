import { canonicalJson } from '@scrip/model';
import type { EventOf, ProjectionsOf } from './projections.js';

/** What names a freeze: its target, absent parts as empty texts, whose it is, and over which dispute. */
const keyOf = ({ freeze }: EventOf<'FreezeImposed' | 'FreezeLifted'>): readonly string[] => {
  const { scope, isin = '', holderId = '', imposedBy, dispute = '' } = freeze;
  return [scope, isin, holderId, imposedBy, dispute];
};

/** Freezes of securities, holders and parts of holdings. */
export const freezeProjections: ProjectionsOf<'FreezeImposed' | 'FreezeLifted'> = {
  FreezeImposed: (database, { channel }, event) => {
    const sql = 'INSERT OR REPLACE INTO freeze VALUES (?, ?, ?, ?, ?, ?, ?)';
    database.run(sql, channel, ...keyOf(event), canonicalJson(event.freeze));
  },
  FreezeLifted: (database, { channel }, event) => {
    const where = 'channel = ? AND scope = ? AND isin = ? AND holder_id = ? AND imposed_by = ? AND dispute = ?';
    database.run(`DELETE FROM freeze WHERE ${where}`, channel, ...keyOf(event));
  },
};
