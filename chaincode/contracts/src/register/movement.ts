import {
  addsUnits,
  DomainError,
  concernedBy,
  entryIdOf,
  entryOf,
  firstReason,
  judgedPartiesOf,
  throughWhom,
  moveHolding,
  nomineesOf,
  ownerOf,
  type BusinessDate,
  type Freeze,
  type HoldingBurden,
  type Isin,
  type LinkedFacts,
  type Lot,
  type PartyId,
  type Movement,
  type MovementDecision,
  type MovementEffect,
  type MovementFacts,
  type Side,
  type SubAccount,
  type Security,
} from '@scrip/model';
import { standingsOf } from '../compliance/standings.js';
import { questionsOf, type InstructionDetails } from '../compliance/questions.js';
import { claimFacts } from '../claim/held-claims.js';
import { readHolderFreezes, readSecurityFreezes } from '../records/freeze-records.js';
import { readParty } from '../records/party-records.js';
import { consumeLot, createLot, readHolding, readLots } from '../records/lot-records.js';
import { burdenOf } from './held-back.js';
import { readUnitsOnPaper } from '../records/paper-records.js';
import { writeMovement } from '../records/movement-records.js';
import { writeIssuedUnits } from '../records/security-records.js';
import { screeningOf } from '../screening/screening-state.js';
import { evidenceOf } from '../evidence/evidence-state.js';
import { rememberRecordDate } from '../solicitation/record-date.js';
import { titleOf } from '../title/title-state.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { issuedPolicy, restingAttestation } from './attestors.js';
import { encumbrancesOfReceiver, stageEncumbrances } from './passed-encumbrances.js';

/**
 * A side of a movement: the holder with those who attest the holder's lots, its custodian among them.
 *
 * @throws DomainError PARTY_UNKNOWN, ATTESTORS_TOO_FEW
 */
export async function sideOf(work: UnitOfWork, security: Security, account: SubAccount): Promise<Side> {
  const { holderId, designation } = account;
  const { custodian } = await readParty(work.state, holderId);
  const attestation = await restingAttestation(work, security, custodian);
  return { holderId, ...attestation, ...(designation === undefined ? {} : { designation }) };
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
  const sender = 'from' in movement ? movement.from.holderId : undefined;
  const senderLots = await lotsOfSender(work, isin, movement);
  const burden = sender === undefined ? NO_BURDEN : await burdenOf(work.state, isin, sender);
  const ofReceiver = await encumbrancesOfReceiver(work, isin, movement);
  const asked = { security, today: businessDate, movement };
  return {
    security,
    businessDate,
    senderLots,
    ...burden,
    ...(ofReceiver === undefined ? {} : { ofReceiver }),
    nominees: await nomineesAmong(work, movement),
    freezes: [...burden.freezes, ...(await freezesOf(work, isin, movement))],
    compliance: await questionsOf(work, instruction === undefined ? asked : { ...asked, instruction }),
    claims: await claimFacts(work, security.isin, judgedPartiesOf(movement), throughWhom(movement)),
    standings: await standingsOf(work, isin, movement),
    ...(instruction?.isScreenedByLeg === true ? {} : await screeningOf(work, security, movement, businessDate)),
    onPaper: addsUnits(movement) ? await readUnitsOnPaper(work.state, isin) : 0n,
    ...(await titleOf(work, security, businessDate, movement, instruction)),
    ...(await evidenceOf(work, security, businessDate, movement)),
    transactionId: work.ledger.id,
    nextLotIndex: work.nextLotIndex,
  };
}

function lotsOfSender({ state }: UnitOfWork, isin: Isin, movement: Movement): Promise<readonly Lot[]> {
  if (!('from' in movement)) return Promise.resolve([]);
  const { holderId } = movement.from;
  return movement.kind === 'consolidation' || movement.kind === 'rehoming'
    ? readLots(state, isin, holderId, movement.lotIds)
    : readHolding(state, isin, holderId);
}

const NO_BURDEN: HoldingBurden = { reservations: [], encumbrances: [], freezes: [] };

/** Freezes of the security, and of everybody whom either side concerns. */
async function freezesOf({ state }: UnitOfWork, isin: Isin, movement: Movement): Promise<readonly Freeze[]> {
  const concerned = new Set([
    ...('from' in movement ? concernedBy(movement.from) : []),
    ...('to' in movement ? concernedBy(movement.to) : []),
  ]);
  const freezes = [...(await readSecurityFreezes(state, isin))];
  for (const party of concerned) freezes.push(...(await readHolderFreezes(state, isin, party)));
  return freezes;
}

/** Of the receiver and those through whom it is to hold those who are nominees. @throws DomainError PARTY_UNKNOWN */
async function nomineesAmong({ state }: UnitOfWork, movement: Movement): Promise<readonly PartyId[]> {
  if (!('to' in movement)) return [];
  await readParty(state, ownerOf(movement.to));
  const nominees: PartyId[] = [];
  for (const party of new Set([movement.to.holderId, ...nomineesOf(movement.to)])) {
    if ((await readParty(state, party)).nominee !== undefined) nominees.push(party);
  }
  return nominees;
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
  linked?: Pick<LinkedFacts, 'deed'>,
): Promise<MovementDecision> {
  const decision = moveHolding(movement, facts);
  const { verdict, effect } = decision;
  if (effect !== undefined) await stageEffect(work, movement, facts, { verdict, effect }, linked);
  return decision;
}

/** Stages what a movement changes, with the entry of it: only for what {@link moveHolding} has let through. */
export async function stageEffect(
  work: UnitOfWork,
  movement: Movement,
  facts: MovementFacts,
  { verdict, effect }: Required<MovementDecision>,
  linked: Omit<LinkedFacts, 'title'> = {},
): Promise<void> {
  await rememberRecordDate(work, facts.security, facts.businessDate, movement, effect);
  for (const lot of effect.consumed) consumeLot(work.state, lot);
  for (const lot of effect.created) createLot(work.state, lot, await work.keyPolicy(lot));
  if (effect.encumbrances !== undefined) {
    stageEncumbrances(work, facts.security.isin, effect.encumbrances, facts.businessDate);
  }
  if (effect.outstanding !== undefined) {
    const issued = { isin: facts.security.isin, issued: effect.outstanding };
    writeIssuedUnits(work.state, issued, await issuedPolicy(work, facts.security));
  }
  const entry = entryOf(movement, verdict, {
    ...{ isin: facts.security.isin, businessDate: facts.businessDate },
    ...linked,
    ...(facts.title?.passed === undefined ? {} : { title: facts.title.passed }),
  });
  writeMovement(work.state, entryIdOf(work.ledger.id, facts.nextLotIndex), entry);
  // one at least, so that no other entry of the transaction gets this id
  work.nextLotIndex += Math.max(1, effect.created.length);
}
