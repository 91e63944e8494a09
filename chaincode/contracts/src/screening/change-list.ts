import {
  changeSanctionsList,
  DomainError,
  listChangeHash,
  listChangeReference,
  sanctionsListChange,
  type Sha256,
} from '@scrip/model';
import { findSanctionsList, writeSanctionsList } from '../records/screening-records.js';
import { presented } from '../transaction/presented.js';
import type { CommandHandler } from '../transaction/submit.js';

/**
 * Changes the sanctions list of the caller's organisation, at its own peer alone. What the channel sees is the same
 * whoever is listed or taken off, and nothing that was screened by the list before counts any longer.
 */
export const changeList: CommandHandler<{ readonly change: Sha256 }> = {
  body: listChangeReference,
  run: async (work, { change: named }) => {
    const change = presented(work.ledger, 'change', sanctionsListChange, 'SANCTIONS_LIST_DIFFERS');
    if (listChangeHash(change) !== named) throw new DomainError('SANCTIONS_LIST_DIFFERS');
    const { privateRecords } = work.ledger;
    writeSanctionsList(privateRecords, changeSanctionsList(await findSanctionsList(privateRecords), change));
    return { change: named };
  },
};
