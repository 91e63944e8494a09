import { capacityDeclaration, withCapacity, type CapacityDeclaration } from '@scrip/model';
import { requireCustodianOrRegulator } from '../authority/custodian-or-regulator.js';
import { readParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { writeChanged } from './own-party.js';

/**
 * Says in which capacity a party holds from now on: as nominee for others, or for itself. Its custodian says so by the
 * agreement or the licence, a regulator by order. Whoever ceases to be a nominee gets nothing more to hold for others, and
 * delivers what it holds for them.
 */
export const declareCapacity: CommandHandler<CapacityDeclaration> = {
  body: capacityDeclaration,
  run: async (work, { partyId, holdsAs, document }) => {
    const before = await readParty(work.state, partyId);
    await requireCustodianOrRegulator(work, before);
    const since = await work.today();
    const capacity = holdsAs === 'nominee' ? { since, document } : undefined;
    const party = writeChanged(work, withCapacity(before, capacity));
    work.events.push({ type: 'PartyCapacityDeclared', party });
    return { partyId, holdsAs, since };
  },
};
