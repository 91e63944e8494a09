import type { BusinessCalendar } from '../calendar/business-calendar.js';
import { addBusinessDays } from '../calendar/business-day.js';
import { businessDate, isBefore, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin } from '../identifiers/isin.js';
import { mspId, partyId, sha256Text, type MspId, type PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { units } from '../numbers/units.js';
import { entryReference, type EntryReference } from '../register/correction.js';
import { designation } from '../register/designation.js';
import { disputeId, type Freeze } from '../register/freeze.js';
import { legalBasisFields } from '../register/legal-basis.js';
import type { MovementEntry } from '../register/movement-entry.js';
import { list, optional, record, word } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { authorisation } from '../signature/statement.js';

/** Why somebody objects to a transfer that is final. */
export const DISPUTE_GROUNDS = ['lack-of-authority', 'forgery', 'error', 'capacity', 'fraud', 'other'] as const;

/** In what place somebody objects. */
export const OBJECTOR_PLACES = [
  'sender',
  'sendersCustodian',
  'receiversCustodian',
  'registrar',
  'issuer',
  'notary',
  'regulator',
] as const;

/** How a dispute stands: open; found without ground; found right; or taken back by who raised it. */
export const DISPUTE_STATES = ['open', 'dismissed', 'upheld', 'settled'] as const;

/** How a dispute is decided. */
export const DISPUTE_DECISIONS = ['dismissed', 'upheld'] as const;

const objectionFields = {
  isin,
  disputeId,
  /** The entry of the transfer. */
  about: entryReference,
  ground: word(...DISPUTE_GROUNDS),
  /** SHA-256 of the reasons, with a salt in it. */
  document: sha256Text,
} as const;

/** Reader of an objection: what a sender signs where it objects itself. */
export const objection = record(objectionFields);

/** An objection to a transfer. */
export type Objection = ReturnType<typeof objection>;

/** Reader of the body of `dispute:raise`. */
export const givenObjection = record({ act: objection, authorisation: optional(authorisation) });

const named = { isin, disputeId } as const;

/** Reader of the body of `dispute:withdraw`. */
export const disputeReference = record(named);

const agreed = record({ ...named, party: partyId, decision: word(...DISPUTE_DECISIONS) });

/** Reader of the body of `dispute:agree`: a party of the transfer says which decision it wants. */
export const givenAgreement = record({ act: agreed, authorisation: optional(authorisation) });

/** Reader of the body of `dispute:decide`. */
export const disputeDecision = record({ ...named, ...legalBasisFields, decision: word(...DISPUTE_DECISIONS) });

const agreement = record({ party: partyId, decision: word(...DISPUTE_DECISIONS), by: mspId, on: businessDate });

const fields = record({
  ...objectionFields,
  /** Who gave the units, and who has them now: the receiver, or whoever succeeds it. */
  fromHolderId: partyId,
  holderId: partyId,
  designation: optional(designation),
  /** Units that are in dispute: those that the receiver still had. */
  units,
  raisedBy: mspId,
  raisedAs: word(...OBJECTOR_PLACES),
  raisedOn: businessDate,
  /** Last business date on which it holds its units and is decided; absent: there was none when it was raised. */
  until: optional(businessDate),
  state: word(...DISPUTE_STATES),
  /** The latest word of each party of the transfer. */
  agreements: list(agreement, { min: 0, max: 2 }),
  decided: optional(record({ ...legalBasisFields, by: mspId, on: businessDate })),
  endedOn: optional(businessDate),
  /** The entry that corrects the register over it. */
  correctedBy: optional(entryReference),
});

/** A dispute over a transfer that is final. While it is open, or upheld and not corrected yet, its units are frozen. */
export type Dispute = ReturnType<typeof fields>;

/** How a dispute is stored. */
export const disputeRecord = storedRecord<Dispute>('dispute', fields);

/** A party's word on a dispute. */
export type Agreement = Dispute['agreements'][number];

/**
 * The parties between whom an entry has passed title by their own will.
 *
 * @throws DomainError ENTRY_NOT_DISPUTABLE
 */
export function requireTransfer({ kind, from, to }: Pick<MovementEntry, 'kind' | 'from' | 'to'>): {
  readonly from: PartyId;
  readonly to: PartyId;
} {
  if (kind !== 'transfer' || from === undefined || to === undefined || from === to) {
    throw new DomainError('ENTRY_NOT_DISPUTABLE', { kind });
  }
  return { from, to };
}

/**
 * Refuses an objection when its time is over: so many business days after the day on which the transfer became final, that
 * last day included.
 *
 * @param days - as the ownership protocol says; undefined: it foresees no objection
 * @throws DomainError OBJECTION_NOT_FORESEEN, OBJECTION_TOO_LATE
 */
export function requireInTime(
  { on }: EntryReference,
  days: number | undefined,
  calendar: BusinessCalendar,
  today: BusinessDate,
): void {
  if (days === undefined) throw new DomainError('OBJECTION_NOT_FORESEEN');
  const lastDay = addBusinessDays([calendar], on, days);
  if (isBefore(lastDay, today)) throw new DomainError('OBJECTION_TOO_LATE', { lastDay });
}

/**
 * Units that an objection puts in dispute: those that the entry brought and that have not been corrected, as far as the
 * receiver still has so many that are not in dispute already. What has passed on is its acquirer's, whose good faith is
 * presumed.
 *
 * @throws DomainError UNITS_PASSED_ON where it has none of them any more
 */
export function unitsInDispute(
  brought: bigint,
  { corrected, held, disputed }: { readonly corrected: bigint; readonly held: bigint; readonly disputed: bigint },
): bigint {
  const [left, free] = [brought - corrected, held - disputed];
  const found = left < free ? left : free;
  if (found <= 0n) throw new DomainError('UNITS_PASSED_ON', { passedOn: left.toString() });
  return found;
}

/** The last day of a dispute that is raised on a day: nobody's units are held for ever by an objection alone. */
export const lastDayOfDispute = (raisedOn: BusinessDate, calendar: BusinessCalendar): BusinessDate =>
  addBusinessDays([calendar], raisedOn, LIMITS.disputeDays);

/** Whether the time of a dispute is over that nobody has decided. */
export const isLapsed = ({ state, until }: Dispute, today: BusinessDate): boolean =>
  state === 'open' && until !== undefined && isBefore(until, today);

/** The freeze that keeps units in dispute where they are: while it is open to its last day, upheld until it is corrected. */
export const freezeOf = ({ isin: of, holderId, units: held, document, disputeId: id, ...raised }: Dispute): Freeze => ({
  ...{ scope: 'units', isin: of, holderId, units: held, basis: 'terms', document },
  ...{ imposedBy: raised.raisedBy, since: raised.raisedOn, dispute: id },
  ...(raised.state !== 'open' || raised.until === undefined ? {} : { until: raised.until }),
});

function requireOpenDispute(given: Dispute): void {
  if (given.state !== 'open') throw new DomainError('DISPUTE_NOT_OPEN', { disputeId: given.disputeId });
}

function requireNotLapsed(given: Dispute, today: BusinessDate): void {
  if (isLapsed(given, today)) throw new DomainError('DISPUTE_LAPSED', { disputeId: given.disputeId });
}

/** The dispute with the word of a party. @throws DomainError DISPUTE_NOT_OPEN, DISPUTE_LAPSED, PARTY_NOT_OF_DISPUTE */
export function agreeTo(given: Dispute, word: Agreement): Dispute {
  requireOpenDispute(given);
  requireNotLapsed(given, word.on);
  if (![given.fromHolderId, given.holderId].includes(word.party)) {
    throw new DomainError('PARTY_NOT_OF_DISPUTE', { disputeId: given.disputeId });
  }
  return { ...given, agreements: [...given.agreements.filter(({ party }) => party !== word.party), word] };
}

/** Whether both parties want the same decision. */
export const isWantedByBoth = (
  { agreements, fromHolderId, holderId }: Dispute,
  decision: Agreement['decision'],
): boolean =>
  [fromHolderId, holderId].every((party) =>
    agreements.some((each) => each.party === party && each.decision === decision),
  );

/**
 * The dispute decided. A regulator may still dismiss what was upheld and not corrected: nothing stays frozen for ever because
 * it cannot be corrected. What has lapsed can only be closed.
 *
 * @throws DomainError DISPUTE_NOT_OPEN, DISPUTE_LAPSED
 */
export function decideDispute(
  given: Dispute,
  decision: Agreement['decision'],
  decided: NonNullable<Dispute['decided']>,
  isRegulator: boolean,
): Dispute {
  const isUncorrected = given.state === 'upheld' && given.correctedBy === undefined;
  if (!(isRegulator && isUncorrected && decision === 'dismissed')) requireOpenDispute(given);
  if (decision === 'upheld') requireNotLapsed(given, decided.on);
  const ended = decision === 'dismissed' ? { endedOn: decided.on } : {};
  return { ...given, state: decision, decided, ...ended };
}

/** The dispute taken back. @throws DomainError DISPUTE_NOT_OPEN */
export function withdrawDispute(given: Dispute, endedOn: BusinessDate): Dispute {
  requireOpenDispute(given);
  return { ...given, state: 'settled', endedOn };
}

/**
 * The dispute after an entry has corrected the register over it: units go back to who gave them, and no more than are there.
 *
 * @throws DomainError DISPUTE_NOT_UPHELD, DISPUTE_OF_ANOTHER_MATTER, UNITS_PASSED_ON, DISPUTE_UNITS_DIFFER
 */
export function correctDispute(
  given: Dispute,
  asked: { readonly corrects: EntryReference; readonly toHolderId: PartyId; readonly units: bigint },
  correctedBy: EntryReference,
): Dispute {
  const { disputeId: id, about, units: held } = given;
  if (given.state !== 'upheld' || given.correctedBy !== undefined) {
    throw new DomainError('DISPUTE_NOT_UPHELD', { disputeId: id });
  }
  const isAbout = about.entry === asked.corrects.entry && about.on === asked.corrects.on;
  if (!isAbout || asked.toHolderId !== given.fromHolderId) {
    throw new DomainError('DISPUTE_OF_ANOTHER_MATTER', { disputeId: id });
  }
  if (asked.units > held) throw new DomainError('UNITS_PASSED_ON', { passedOn: (asked.units - held).toString() });
  if (asked.units < held) throw new DomainError('DISPUTE_UNITS_DIFFER', { disputeId: id, units: held.toString() });
  return { ...given, correctedBy, endedOn: correctedBy.on };
}

/** Organisations that may object, each in its place. */
export interface ObjectingPlaces {
  readonly sendersCustodian: MspId;
  readonly receiversCustodian: MspId;
  readonly registrar: MspId;
  readonly issuer: MspId;
  readonly notary?: MspId;
}

/** In what place an organisation objects; undefined: it has none. */
export function placeOf(
  organisation: MspId,
  places: ObjectingPlaces,
  isRegulator: boolean,
): Dispute['raisedAs'] | undefined {
  const names = ['sendersCustodian', 'receiversCustodian', 'registrar', 'issuer', 'notary'] as const;
  return names.find((name) => places[name] === organisation) ?? (isRegulator ? 'regulator' : undefined);
}
