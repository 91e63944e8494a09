import { canonicalJson } from '@scrip/model';
import type { Database } from '../../storage/database.js';
import type { EventOf, ProjectionsOf } from './projections.js';

type Encumbrance = EventOf<'UnitsEncumbered'>['encumbrance'];

/** It takes the place of one that is over and that nobody has ended, which the ledger keeps no longer. */
function put(database: Database, channel: string, encumbrance: Encumbrance): void {
  const { isin, holderId, encumbranceId } = encumbrance;
  const sql = 'INSERT OR REPLACE INTO encumbrance VALUES (?, ?, ?, ?, ?)';
  database.run(sql, channel, isin, holderId, encumbranceId, canonicalJson(encumbrance));
}

function remove(database: Database, channel: string, { isin, holderId, encumbranceId }: Encumbrance): void {
  const sql = 'DELETE FROM encumbrance WHERE channel = ? AND isin = ? AND holder_id = ? AND encumbrance_id = ?';
  database.run(sql, channel, isin, holderId, encumbranceId);
}

/** Rights of others in units. */
export const encumbranceProjections: ProjectionsOf<'UnitsEncumbered' | 'EncumbranceChanged' | 'EncumbranceEnded'> = {
  UnitsEncumbered: (database, { channel }, { encumbrance }) => put(database, channel, encumbrance),
  EncumbranceChanged: (database, { channel }, { previous, now }) => {
    remove(database, channel, previous);
    for (const encumbrance of now) put(database, channel, encumbrance);
  },
  EncumbranceEnded: (database, { channel }, { encumbrance }) => remove(database, channel, encumbrance),
};
