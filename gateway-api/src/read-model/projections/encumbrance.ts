import { canonicalJson } from '@scrip/model';
import type { ProjectionsOf } from './projections.js';

/** Locks and pledges. */
export const encumbranceProjections: ProjectionsOf<'UnitsEncumbered' | 'EncumbranceEnded'> = {
  UnitsEncumbered: (database, { channel }, { encumbrance }) => {
    const { isin, holderId, encumbranceId } = encumbrance;
    const sql = 'INSERT INTO encumbrance VALUES (?, ?, ?, ?, ?)';
    database.run(sql, channel, isin, holderId, encumbranceId, canonicalJson(encumbrance));
  },
  EncumbranceEnded: (database, { channel }, { encumbrance }) => {
    const { isin, holderId, encumbranceId } = encumbrance;
    const sql = 'DELETE FROM encumbrance WHERE channel = ? AND isin = ? AND holder_id = ? AND encumbrance_id = ?';
    database.run(sql, channel, isin, holderId, encumbranceId);
  },
};
