import {
  DomainError,
  encumberedUnits,
  entryIdOf,
  entryOf,
  firstReason,
  judgedPartiesOf,
  moveHolding,
  partiesOf,
  type BusinessDate,
  type Freeze,
  type Isin,
  type PartyId,
  type Movement,
  type MovementDecision,
  type MovementEffect,
  type MovementFacts,
  type Side,
  type Security,
} from '@scrip/model';
import { questionsOf, type InstructionDetails } from '../compliance/questions.js';
import { claimFacts } from '../claim/held-claims.js';
import { readEncumbrances } from '../records/encumbrance-records.js';
import { readHolderFreezes, readSecurityFreezes, readUnitsFreezes } from '../records/freeze-records.js';
import { readParty } from '../records/party-records.js';
import { consumeLot, createLot, readHolding } from '../records/lot-records.js';
import { readReservedUnits } from '../records/reservation-records.js';
import { writeMovement } from '../records/movement-records.js';
import { writeIssuedUnits } from '../records/security-records.js';
import { screeningOf } from '../screening/screening-state.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { attestorsOf, issuedPolicy } from './attestors.js';

/**
 * A side of a movement: the holder with those who attest the holder's lots, its custodian among them.
 *
 * @throws DomainError PARTY_UNKNOWN, ATTESTORS_TOO_FEW
 */
export async function sideOf(work: UnitOfWork, security: Security, holderId: PartyId): Promise<Side> {
  const { custodian } = await readParty(work.state, holderId);
  return { holderId, attestors: await attestorsOf(work, security, [custodian]) };
}

/** What the ledger says that a movement depends on: the same for every way in which units move. */
export async function movementFacts(
  work: UnitOfWork,
  security: Security,
  businessDate: BusinessDate,
  movement: Movement,
  instruction?: InstructionDetails,
): Promise<MovementFacts> {
  const { isin } = security;
  const senderLots = movement.kind === 'issue' ? [] : await readHolding(work.state, isin, movement.from.holderId);
  const asked = { security, today: businessDate, movement, senderLots };
  return {
    security,
    businessDate,
    senderLots,
    reserved: movement.kind === 'issue' ? 0n : await readReservedUnits(work.state, isin, movement.from.holderId),
    encumbered:
      movement.kind === 'issue'
        ? 0n
        : encumberedUnits(await readEncumbrances(work.state, isin, movement.from.holderId), businessDate),
    freezes: await freezesOf(work, isin, movement),
    compliance: await questionsOf(work, instruction === undefined ? asked : { ...asked, instruction }),
    claims: await claimFacts(work, security.isin, judgedPartiesOf(movement)),
    ...(await screeningOf(work, security, movement, businessDate)),
    transactionId: work.ledger.id,
    nextLotIndex: work.nextLotIndex,
  };
}

async function freezesOf({ state }: UnitOfWork, isin: Isin, movement: Movement): Promise<readonly Freeze[]> {
  const { sender, receiver } = partiesOf(movement);
  const freezes = [...(await readSecurityFreezes(state, isin))];
  if (sender !== undefined) {
    freezes.push(...(await readHolderFreezes(state, isin, sender)), ...(await readUnitsFreezes(state, isin, sender)));
  }
  if (receiver !== undefined) freezes.push(...(await readHolderFreezes(state, isin, receiver)));
  return freezes;
}

/** {@link applyMovement} where a refusal ends the command. @throws DomainError with the first reason */
export async function applyOrRefuse(
  work: UnitOfWork,
  movement: Movement,
  facts: MovementFacts,
): Promise<MovementEffect> {
  const { verdict, effect } = await applyMovement(work, movement, facts);
  if (effect === undefined) throw new DomainError(firstReason(verdict) ?? 'INTERNAL', { isin: facts.security.isin });
  return effect;
}

/**
 * Decides a movement and stages its effect: the only place that writes lots and outstanding units. A refused movement
 * stages nothing.
 */
export async function applyMovement(
  work: UnitOfWork,
  movement: Movement,
  facts: MovementFacts,
): Promise<MovementDecision> {
  const decision = moveHolding(movement, facts);
  const { verdict, effect } = decision;
  if (effect !== undefined) await stageEffect(work, movement, facts, { verdict, effect });
  return decision;
}

/** Stages what a movement changes, with the entry of it: only for what {@link moveHolding} has let through. */
export async function stageEffect(
  work: UnitOfWork,
  movement: Movement,
  facts: MovementFacts,
  { verdict, effect }: Required<MovementDecision>,
): Promise<void> {
  for (const lot of effect.consumed) consumeLot(work.state, lot);
  for (const lot of effect.created) createLot(work.state, lot, await work.keyPolicy(lot.attestors));
  if (effect.outstanding !== undefined) {
    const issued = { isin: facts.security.isin, issued: effect.outstanding };
    writeIssuedUnits(work.state, issued, await issuedPolicy(work, facts.security));
  }
  const entry = entryOf(movement, verdict, { isin: facts.security.isin, businessDate: facts.businessDate });
  writeMovement(work.state, entryIdOf(work.ledger.id, facts.nextLotIndex), entry);
  work.nextLotIndex += effect.created.length;
}
