import {
  accountsOf,
  concernedBy,
  DomainError,
  entered,
  enterInstruction,
  instructBatch,
  passesTitle,
  receivingAccount,
  reached,
  requireSettlementDate,
  signedInstruction,
  transferAct,
  type GivenInstruction,
  type Security,
  type SettlementInstruction,
  type Sha256,
} from '@scrip/model';
import { requireActs } from '../mandate/party-word.js';
import { readCalendar } from '../records/calendar-records.js';
import { encumbranceKey } from '../records/encumbrance-records.js';
import { holderFreezeKeys } from '../records/freeze-records.js';
import { partyKey, readParty } from '../records/party-records.js';
import { enterInstructionRecord, instructionKey, requireFreeId } from '../records/instruction-records.js';
import { readSecurity } from '../records/security-records.js';
import { burdenKeys } from '../register/held-back.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { presentTerms } from '../title/present-deed.js';
import { isTitled } from '../title/seats.js';
import { withAcceptance } from './accept.js';
import { settleAtOnce } from './settle-at-once.js';

/**
 * Enters settlement instructions: all or none. A program gives those that the holder, or who has its mandate, has signed;
 * where a custodian instructs for a party without keys, a person of it does. It writes only their own new keys and reads
 * no lots, so any number of these commands run beside each other. A party with keys gives its instruction itself or by
 * those who have its mandate; its custodian brings it in. A batch of them may settle what it has entered.
 */
export const instruct: CommandHandler<{ readonly instructions: readonly GivenInstruction[] }, Entered> = {
  body: instructBatch,
  run: async (work, { instructions }) => {
    const entered: SettlementInstruction[] = [];
    for (const request of instructions) entered.push(await enter(work, request));
    return { instructions: entered.map(({ instructionId, status }) => ({ instructionId, status })) };
  },
  reads: ({ instructions }, settling) => instructions.flatMap((each) => keysOf(each, settling)),
  settleEntered: (work, batch) =>
    settleAtOnce(
      work,
      batch.flatMap(({ instructions }) => instructions.map(({ instructionId }) => instructionId)),
    ),
};

/** What an instruction is known to need: its id, its parties and, where it settles at once, what keeps those from it. */
function keysOf(given: GivenInstruction, settling: boolean): readonly string[] {
  const { instructionId, isin, fromHolderId, toHolderId, subjectTo } = given;
  const parties = [fromHolderId, ...concernedBy(receivingAccount(given))];
  const named = [instructionKey(instructionId), ...parties.map(partyKey)];
  if (!settling) return named;
  const along = subjectTo === undefined ? [] : [encumbranceKey(isin, toHolderId)];
  const freezes = parties.flatMap((party) => holderFreezeKeys(isin, party));
  return [...named, ...freezes, ...burdenKeys(isin, fromHolderId), ...along];
}

/** What a command has entered, in the state in which it was entered. */
interface Entered {
  readonly instructions: readonly Pick<SettlementInstruction, 'instructionId' | 'status'>[];
}

async function enter(work: UnitOfWork, request: GivenInstruction): Promise<SettlementInstruction> {
  const { instructionId } = request;
  const sender = await readParty(work.state, request.fromHolderId);
  if (sender.custodian !== work.callerMspId) {
    throw new DomainError('AUTHORITY_DENIED', { instructionId, rule: 'custodian of the sender' });
  }
  for (const party of concernedBy(receivingAccount(request))) await readParty(work.state, party);
  const security = await readSecurity(work.state, request.isin);
  await requireFreeId(work.state, instructionId);
  const now = await work.moment(security.calendar);
  requireSettlementDate(request, await readCalendar(work.state, security.calendar), now);
  const { businessDate } = now;
  await requireActs(work, sender, request, signedInstruction(request), [transferAct(security, request.units)]);
  const at = work.at(businessDate);
  const terms = await termsOf(work, security, request);
  const given = enterInstruction(request, sender.custodian, businessDate, terms);
  const instruction = await consented(work, security, request, given);
  const pending = reached(entered(instruction, at), 'irrevocable', at);
  enterInstructionRecord(work.state, pending);
  work.events.push({ type: 'InstructionRegistered', instruction });
  return pending;
}

/** The hash of the terms of a deed, which a transfer of title needs. @throws DomainError DEED_MISSING */
async function termsOf(work: UnitOfWork, security: Security, request: GivenInstruction): Promise<Sha256 | undefined> {
  const { instructionId, deed } = request;
  if (deed !== undefined) return presentTerms(work, security, request);
  const { from, to } = accountsOf(request);
  if (isTitled(security) && passesTitle(from, to)) throw new DomainError('DEED_MISSING', { instructionId });
  return undefined;
}

/** The instruction with the consent of its receiver, where that has come with it. */
async function consented(
  work: UnitOfWork,
  security: Security,
  { instructionId, acceptance, toHolderId: party }: GivenInstruction,
  pending: SettlementInstruction,
): Promise<SettlementInstruction> {
  if (acceptance === undefined) return pending;
  if (pending.terms === undefined) throw new DomainError('DEED_MISSING', { instructionId });
  return withAcceptance(work, security, pending, { instructionId, party, terms: pending.terms, ...acceptance });
}
