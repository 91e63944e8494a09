import {
  changeStanding,
  declaredNodes,
  DomainError,
  record,
  standingChange,
  type DeclaredNodes,
  type Participant,
  type Standing,
  type StandingChange,
} from '@scrip/model';
import { writeParticipant } from '../records/authority-records.js';
import { readParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/**
 * Changes how another organisation stands, by a regulator. The record's key policy asks the peers of all members, or the
 * lawful override where the organisation concerned does not endorse: governance by vote is to replace the regulator.
 */
export const setStanding: CommandHandler<StandingChange> = {
  body: standingChange,
  run: async (work, { mspId, status, reason }) => {
    if (mspId === work.callerMspId) throw new DomainError('AUTHORITY_DENIED', { rule: 'another organisation' });
    const participant = (await work.participants()).require(mspId);
    return stand(work, participant, { status, since: await work.today(), reason });
  },
};

/** Ends an organisation's own membership; a suspended one may do so too. */
export const resign: CommandHandler<object> = {
  body: record({}),
  run: async (work) => {
    const participant = (await work.participants()).require(work.callerMspId);
    return stand(work, participant, { status: 'resigned', since: await work.today(), reason: 'own' });
  },
};

function stand(work: UnitOfWork, participant: Participant, next: Standing): unknown {
  const standing = changeStanding(participant.standing, next);
  change(work, { ...participant, standing });
  return { mspId: participant.mspId, standing };
}

/** Declares the nodes of the caller's organisation, in place of what it declared before. */
export const declareNodes: CommandHandler<DeclaredNodes> = {
  body: declaredNodes,
  run: async (work, nodes) => {
    const participant = (await work.participants()).require(work.callerMspId);
    await requireOperatorParty(work, nodes);
    await work.today();
    change(work, { ...participant, nodes });
    return { mspId: participant.mspId };
  },
};

/** The operator of nodes is a party of that kind that the organisation itself has registered: then its LEI is the same. */
async function requireOperatorParty(work: UnitOfWork, { operatorParty }: DeclaredNodes): Promise<void> {
  if (operatorParty === undefined) return;
  const { kind, custodian } = await readParty(work.state, operatorParty);
  if (kind === 'nodeOperator' && custodian === work.callerMspId) return;
  throw new DomainError('NODE_OPERATOR_UNFIT', { partyId: operatorParty });
}

function change(work: UnitOfWork, participant: Participant): void {
  writeParticipant(work.state, participant);
  work.events.push({ type: 'ParticipantChanged', participant });
}
