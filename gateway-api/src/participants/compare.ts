import { z } from 'zod';
import type { NetworkMember } from '../ledger/ledger.js';
import type { ParticipantRecord } from '../read-model/known-event.js';
import type { ChannelServices } from '../services.js';
import { driftOf, type Drift } from './drift.js';

/** An organisation: what its record says, what the network shows, and where they differ. */
export interface ComparedParticipant {
  readonly mspId: string;
  readonly record: ParticipantRecord | undefined;
  readonly network: NetworkMember | undefined;
  readonly drift: readonly Drift[];
}

const Operator = z.object({ entity: z.object({ lei: z.string() }).optional() });

/**
 * Every organisation that has a record or is a member of the channel, in the order of MSP ids.
 *
 * @throws {LedgerUnavailable} when the organisation's peer cannot be asked
 */
export async function compareParticipants(
  { ledger, queries }: ChannelServices,
  now: Date,
): Promise<readonly ComparedParticipant[]> {
  const members = new Map((await ledger.members()).map((member) => [member.mspId, member]));
  const records = new Map(queries.participants().map((record) => [record.mspId, record]));
  return [...new Set([...records.keys(), ...members.keys()])].sort().map((mspId) => {
    const [record, member] = [records.get(mspId), members.get(mspId)];
    const party = record?.nodes?.operatorParty;
    const operator = party === undefined ? undefined : queries.party(party);
    const operatorLei = operator === undefined ? undefined : Operator.parse(operator).entity?.lei;
    return { mspId, record, network: member, drift: driftOf({ mspId, record, member, operatorLei, now }) };
  });
}
