import { countedMembers, groupId, parseIsin, totalUnits } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readGroup } from '../records/group-records.js';
import { readHolding } from '../records/lot-records.js';
import { readSecurityOnRecord } from '../records/security-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { declareGroup } from './declare-group.js';

/** Affiliates and beneficial owners: parties whose holdings count together. */
@Info({ title: 'group', description: 'Groups of parties and what they hold together' })
export class GroupContract extends ScripContract {
  constructor() {
    super('group');
  }

  async declare(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'group:declare', args, declareGroup);
  }

  async get(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'group:get', args, ({ state }, id) => readGroup(state, groupId(id, '/groupId')));
  }

  async holding(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'group:holding', args, holdingOfGroup);
  }
}

/** What the members of a group hold of a security, each and together; who is named alone does not count. */
async function holdingOfGroup({ state }: UnitOfWork, groupText: string, isinText: string): Promise<unknown> {
  const group = await readGroup(state, groupId(groupText, '/groupId'));
  const { isin } = await readSecurityOnRecord(state, parseIsin(isinText));
  const members = [];
  for (const { party } of countedMembers(group)) {
    members.push({ holderId: party, units: totalUnits(await readHolding(state, isin, party)) });
  }
  const units = members.reduce((sum, member) => sum + member.units, 0n);
  return { groupId: group.groupId, isin, units, members };
}
