import {
  ballotTermsOf,
  DomainError,
  entered,
  isEvidential,
  jointRequest,
  legParties,
  proposeJoint,
  requireSettlementDate,
  type JointRequest,
  type Security,
} from '@scrip/model';
import { requireFreeId } from '../records/instruction-records.js';
import { enterJoint } from '../records/joint-records.js';
import { protocolOf } from '../records/definition-records.js';
import { readParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { isTitled } from '../title/seats.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { presentJointTerms } from './joint-deed.js';
import { jointMoment } from './joint-moment.js';

/**
 * Enters a joint instruction that no party has affirmed. The custodian of one of its parties proposes it; that binds
 * nobody, so no party signs yet.
 */
export const proposeInstruction: CommandHandler<JointRequest> = {
  body: jointRequest,
  run: async (work, request) => {
    const { instructionId, legs } = request;
    await requirePart(work, request);
    await requirePayingAgents(work, request);
    await requireFreeId(work.state, instructionId);
    const moment = await jointMoment(work, legs);
    const { securities, today } = moment;
    for (const { security, calendar, now } of securities.values()) {
      requireSettlementDate(request, calendar, now);
      await requireTitlePasses(work, security, request);
    }
    const proposedBy = work.callerMspId;
    const terms = await presentJointTerms(work, moment, { ...request, proposedBy });
    const instruction = entered(proposeJoint(request, proposedBy, today, terms), work.at(today));
    enterJoint(work.state, instruction);
    work.events.push({ type: 'JointInstructionProposed', instruction });
    return { instructionId, status: instruction.status };
  },
};

/**
 * Title passes by what its parties affirm: not on the net of several instructions, which is what nobody has affirmed, and not
 * by a ballot, which is on a transfer of one leg.
 *
 * @throws DomainError NETTING_WITHOUT_DEED, BALLOT_NEEDS_TRANSFER
 */
async function requireTitlePasses(work: UnitOfWork, security: Security, { netting }: JointRequest): Promise<void> {
  if (!isTitled(security)) return;
  const { title, isin } = security;
  if (netting !== undefined) throw new DomainError('NETTING_WITHOUT_DEED', { isin });
  const terms = ballotTermsOf(await protocolOf(work.state, title), isEvidential(title));
  if (terms !== undefined) throw new DomainError('BALLOT_NEEDS_TRANSFER', { isin });
}

async function requirePart(work: UnitOfWork, { instructionId, legs }: JointRequest): Promise<void> {
  const custodians = [];
  for (const party of legParties(legs)) custodians.push((await readParty(work.state, party)).custodian);
  if (custodians.includes(work.callerMspId)) return;
  throw new DomainError('AUTHORITY_DENIED', { instructionId, rule: 'custodian of a party' });
}

async function requirePayingAgents(work: UnitOfWork, { instructionId, legs }: JointRequest): Promise<void> {
  const participants = await work.participants();
  for (const leg of legs) {
    if (leg.kind !== 'payment' || participants.require(leg.payingAgent).roles.includes('payingAgent')) continue;
    throw new DomainError('AUTHORITY_DENIED', { instructionId, rule: 'paying agent of the leg' });
  }
}
