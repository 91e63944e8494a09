import {
  compliance,
  nomineesOf,
  ownerOf,
  type BusinessDate,
  type ComplianceQuestion,
  type InstructionId,
  type Movement,
  type PartyId,
  type Security,
  type Side,
} from '@scrip/model';
import { readExemptions, readRules, readRulesInForce, readRuleVersions } from '../records/compliance-records.js';
import { readOwned } from '../records/lot-records.js';
import { findOffering } from '../records/offering-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { gatherFacts } from './gather.js';

/** What of an instruction its rules may ask for. */
export interface InstructionDetails {
  /** Whose consents count: where there are several, of those alone that are given to all of them. */
  readonly instructionIds: readonly InstructionId[];
  readonly enteredOn: BusinessDate;
  /** Whether other movements of the security happen with it, and are done when it is judged. */
  readonly isJoint?: true;
  /** Whether the legs behind the movement are screened for themselves, whatever moves of them on balance. */
  readonly isScreenedByLeg?: true;
}

/** A movement that rules are to judge. */
export interface Questioned {
  readonly security: Security;
  readonly today: BusinessDate;
  readonly movement: Movement;
  /** Absent for an issue, and for a dry run of what was not instructed. */
  readonly instruction?: InstructionDetails;
}

/** Events of the rules by kinds of movement: whoever receives units holds them afterwards. */
const EVENTS: Readonly<Record<Movement['kind'], readonly compliance.ComplianceEvent[]>> = {
  issue: ['subscribe', 'hold'],
  transfer: ['transfer', 'hold'],
  forcedTransfer: ['hold'],
  enforcement: ['hold'],
  recovery: ['hold'],
  correction: ['hold'],
  redeem: [],
  cancel: [],
  consolidation: [],
  rehoming: [],
  // it goes from a holder to itself, out of one security and into the other
  exchangeOut: ['transfer'],
  exchangeIn: ['transfer', 'hold'],
  // its holder has had them on paper
  dematerialisation: ['hold'],
  // what may not be transferred is not handed out to be transferred elsewhere
  rematerialisation: ['transfer'],
};

/** What the rules in force ask of a movement, with the facts that they declare; nothing when the security has none. */
export async function questionsOf(work: UnitOfWork, asked: Questioned): Promise<readonly ComplianceQuestion[]> {
  const { security, today, movement } = asked;
  const adopted = await readRulesInForce(work.state, security.isin, today);
  if (adopted === undefined) return [];
  const questions: ComplianceQuestion[] = [];
  for (const event of EVENTS[movement.kind]) {
    const expression = adopted.rules[event];
    if (expression === undefined) continue;
    const facts = await factsFor(work, expression, await judgedMovement(work, asked, event), asked);
    questions.push({ version: adopted.version, expression, facts });
  }
  return questions;
}

/** What the rules for holders ask of one who holds already; nothing when there are none. */
export async function holdingQuestion(
  work: UnitOfWork,
  security: Security,
  holder: PartyId,
  today: BusinessDate,
): Promise<ComplianceQuestion | undefined> {
  const { isin } = security;
  const lots = await readOwned(work.state, isin, holder);
  const lastAcquired = lots.at(-1)?.acquiredOn;
  const version = compliance.versionForHolder(await readRuleVersions(work.state, isin), lastAcquired, today);
  if (version === undefined) return undefined;
  const expression = (await readRules(work.state, isin, version)).rules.hold;
  if (expression === undefined) return undefined;
  const standing = { event: 'hold', today, receiver: holder, units: 0n, lots: [], enteredOn: today } as const;
  const nominees = [...new Set(lots.flatMap(nomineesOf))];
  const movement = { ...standing, isin, ...through(nominees), ...(await datesOf(work, security)) };
  return { version, expression, facts: await factsFor(work, expression, movement, { security }) };
}

async function factsFor(
  work: UnitOfWork,
  expression: compliance.Expression,
  movement: compliance.JudgedMovement,
  { security, instruction, movement: asked }: Pick<Questioned, 'security' | 'instruction'> & Partial<Questioned>,
): Promise<compliance.Facts> {
  const consents = instruction === undefined ? {} : { instructionIds: instruction.instructionIds };
  const issued = asked?.kind === 'issue' && asked.toOthers !== undefined ? { toOthers: asked.toOthers } : {};
  const inquiry = { work, security, movement, ...consents, ...issued };
  const declared = await gatherFacts(compliance.needsOf(expression, movement.event), inquiry);
  const further = compliance.furtherNeedsOf(expression, new compliance.Facts(movement, declared));
  const values = await gatherFacts(further, inquiry, declared);
  const { sender, receiver, today } = movement;
  const exempt = {
    receiver: await exemptFrom(work, security, receiver, today),
    ...(sender === undefined ? {} : { sender: await exemptFrom(work, security, sender, today) }),
  };
  return new compliance.Facts(movement, values, exempt);
}

async function exemptFrom(
  { state }: UnitOfWork,
  { isin }: Security,
  party: PartyId,
  today: BusinessDate,
): Promise<readonly string[]> {
  const exemptions = await readExemptions(state, isin, party);
  return exemptions.filter((each) => compliance.isExempting(each, today)).map(({ rule }) => rule);
}

async function judgedMovement(
  work: UnitOfWork,
  { security, today, movement, instruction }: Questioned,
  event: compliance.ComplianceEvent,
): Promise<compliance.JudgedMovement> {
  const { from, to, exchange } = judgedSides(movement);
  const { denomination } = security;
  return {
    event,
    isin: security.isin,
    today,
    ...(from === undefined ? {} : { sender: ownerOf(from) }),
    receiver: ownerOf(to),
    ofRecord: { ...(from === undefined ? {} : { sender: from.holderId }), receiver: to.holderId },
    ...through(nomineesOf(to)),
    ...(exchange === undefined ? {} : { exchange }),
    units: movement.units,
    // which lots move is decided with the movement
    lots: [],
    enteredOn: instruction?.enteredOn ?? today,
    ...(instruction?.isJoint === true ? { isJoint: true } : {}),
    ...(denomination === undefined ? {} : { denomination }),
    ...(await datesOf(work, security)),
  };
}

/** The sides of a movement as rules see them: whoever exchanges, or takes paper, is on both. */
function judgedSides(movement: Movement): {
  readonly from?: Side;
  readonly to: Side;
  readonly exchange?: 'leaves' | 'arrives';
} {
  if (movement.kind === 'exchangeOut' || movement.kind === 'rematerialisation') {
    return { from: movement.from, to: movement.from, exchange: 'leaves' };
  }
  if (movement.kind === 'exchangeIn') return { from: movement.to, to: movement.to, exchange: 'arrives' };
  if (!('to' in movement)) throw new Error('nobody receives what is redeemed');
  return 'from' in movement ? { from: movement.from, to: movement.to } : { to: movement.to };
}

const through = (nominees: readonly PartyId[]): Pick<compliance.JudgedMovement, 'nominees'> =>
  nominees.length === 0 ? {} : { nominees };

async function datesOf(
  { state }: UnitOfWork,
  { isin }: Security,
): Promise<Pick<compliance.JudgedMovement, 'issuedOn' | 'closedOn'>> {
  const offering = await findOffering(state, isin);
  if (offering === undefined) return {};
  const { issuedOn, closedOn } = offering;
  return closedOn === undefined ? { issuedOn } : { issuedOn, closedOn };
}
