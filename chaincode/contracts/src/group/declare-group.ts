import { groupDeclaration, stateMembers, type GroupDeclaration, type PartyId } from '@scrip/model';
import { readOwnParty } from '../party/own-party.js';
import { findGroup, writeGroup } from '../records/group-records.js';
import { readParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';

/**
 * Declares a group: whoever does so first owns its id and names its members. Of the own parties that is enough; others
 * count when their custodian states them too, by the same command. Nobody else adds anything, so that a stranger neither
 * fills a group up nor counts its own clients into it; of beneficial owners it is the custodian of the entity.
 */
export const declareGroup: CommandHandler<GroupDeclaration> = {
  body: groupDeclaration,
  run: async (work, declaration) => {
    const { groupId, entity, members } = declaration;
    const before = await findGroup(work.state, groupId);
    const isOfCaller = before === undefined || before.declaredBy === work.callerMspId;
    if (isOfCaller && entity !== undefined) await readOwnParty(work, entity);
    const own = new Set<PartyId>();
    for (const { party } of members) {
      const { custodian } = isOfCaller ? await readParty(work.state, party) : await readOwnParty(work, party);
      if (custodian === work.callerMspId) own.add(party);
    }
    await work.today();
    const group = stateMembers(before, declaration, { mspId: work.callerMspId, own });
    writeGroup(work.state, group, before);
    work.events.push({ type: 'GroupDeclared', group });
    return { groupId, members: group.members.length };
  },
};
