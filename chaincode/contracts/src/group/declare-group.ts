import { groupDeclaration, stateMembers, type GroupDeclaration } from '@scrip/model';
import { readOwnParty } from '../party/own-party.js';
import { findGroup, writeGroup } from '../records/group-records.js';
import { readParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';

/**
 * An organisation states which of its own parties belong to a group, in place of what it stated before. It speaks for
 * nobody else's parties, so that nobody is counted into a group by a stranger.
 */
export const declareGroup: CommandHandler<GroupDeclaration> = {
  body: groupDeclaration,
  run: async (work, declaration) => {
    const { groupId, entity, members } = declaration;
    const before = await findGroup(work.state, groupId);
    if (entity !== undefined) {
      if (before === undefined) await readOwnParty(work, entity);
      else await readParty(work.state, entity);
    }
    for (const { party } of members) await readOwnParty(work, party);
    await work.today();
    const group = stateMembers(before, declaration, work.callerMspId);
    writeGroup(work.state, group);
    work.events.push({ type: 'GroupDeclared', group });
    return { groupId, members: group.members.length };
  },
};
