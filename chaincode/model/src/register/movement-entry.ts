import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { isin, type Isin } from '../identifiers/isin.js';
import { partyId, sha256Text, type PartyId, type Sha256 } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { units } from '../numbers/units.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import { sha256Hex } from '../serialisation/digest.js';
import { count, optional, record, word } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { titleBasis, type TitleBasis } from '../title/title-basis.js';
import { passedTitle, type PassedTitle } from '../title/passed-title.js';
import { entryReference, type EntryReference } from './correction.js';
import { designation, type Designation, type SubAccount } from './designation.js';
import { encumbranceId } from './encumbrance.js';
import { namedEncumbrances, type SubjectTo } from './encumbrance-requests.js';
import { movementOrder, type MovementOrder } from './movement-order.js';
import type { Movement } from './movement.js';
import type { Verdict } from './verdict.js';

/** Kinds of entries of a register. */
export const ENTRY_KINDS = [
  'issue',
  'transfer',
  'forcedTransfer',
  'enforcement',
  'recovery',
  'redeem',
  'cancel',
  'consolidation',
  'rehoming',
  'correction',
  'exchangeOut',
  'exchangeIn',
  'dematerialisation',
  'rematerialisation',
] as const satisfies readonly Movement['kind'][];

/** A movement that was done, with what allowed it: written with the lots, in the same transaction. */
export interface MovementEntry {
  readonly isin: Isin;
  readonly kind: Movement['kind'];
  readonly from?: PartyId;
  readonly fromDesignation?: Designation;
  readonly to?: PartyId;
  readonly toDesignation?: Designation;
  readonly units: bigint;
  readonly businessDate: BusinessDate;
  /** The other side of an exchange, which the same transaction has entered. */
  readonly exchange?: { readonly isin: Isin; readonly units: bigint };
  /** On whose word and why, where it is not the holder's. */
  readonly order?: MovementOrder;
  /** SHA-256 of the terms of the deed by which title passed. */
  readonly deed?: Sha256;
  /** What the title of the holder rests on, where a register was taken over. */
  readonly acquiredBy?: TitleBasis;
  /** By which votes it passed, and under which protocol. */
  readonly title?: PassedTitle;
  /** The entry that this one corrects. */
  readonly corrects?: EntryReference;
  /** Encumbrances to which the units have passed subject. */
  readonly subjectTo?: SubjectTo;
  /** The encumbrance that was enforced. */
  readonly enforces?: string;
  /** Version of the security's rules that allowed it; absent where it had none. */
  readonly rulesVersion?: number;
  /** SHA-256 of the canonical verdict: whoever judges again by the same facts gets the same. */
  readonly verdictHash: Sha256;
}

/** What an entry says beside the movement and its verdict. */
export type LinkedFacts = Pick<MovementEntry, 'exchange' | 'deed' | 'title'>;

/** How a movement is stored. */
export const movementRecord = storedRecord<MovementEntry>(
  'movement',
  record({
    isin,
    kind: word(...ENTRY_KINDS),
    from: optional(partyId),
    fromDesignation: optional(designation),
    to: optional(partyId),
    toDesignation: optional(designation),
    units,
    businessDate,
    exchange: optional(record({ isin, units })),
    order: optional(movementOrder),
    deed: optional(sha256Text),
    acquiredBy: optional(titleBasis),
    title: optional(passedTitle),
    corrects: optional(entryReference),
    subjectTo: optional(namedEncumbrances),
    enforces: optional(encumbranceId),
    rulesVersion: optional(count({ min: 1, max: LIMITS.ruleVersionsPerSecurityMax })),
    verdictHash: sha256Text,
  }),
);

/** The entry of a movement that a verdict allows. */
export function entryOf(
  movement: Movement,
  verdict: Verdict,
  {
    isin: of,
    businessDate: on,
    exchange,
    deed,
    title,
  }: Pick<MovementEntry, 'isin' | 'businessDate' | keyof LinkedFacts>,
): MovementEntry {
  const version = verdict.compliance?.[0]?.version;
  return {
    isin: of,
    kind: movement.kind,
    ...('from' in movement ? fromAccount(movement.from) : {}),
    ...('to' in movement ? toAccount(movement.to) : {}),
    ...(exchange === undefined ? {} : { exchange }),
    ...(deed === undefined ? {} : { deed }),
    ...(title === undefined ? {} : { title }),
    ...('title' in movement ? { acquiredBy: movement.title } : {}),
    ...('order' in movement ? { order: movement.order } : {}),
    ...('corrects' in movement ? { corrects: movement.corrects } : {}),
    ...('subjectTo' in movement ? { subjectTo: movement.subjectTo } : {}),
    ...('encumbranceId' in movement ? { enforces: movement.encumbranceId } : {}),
    units: movement.units,
    businessDate: on,
    ...(version === undefined ? {} : { rulesVersion: version }),
    verdictHash: sha256Hex(canonicalJson(verdict)) as Sha256,
  };
}

const fromAccount = ({
  holderId: from,
  designation: of,
}: SubAccount): Pick<MovementEntry, 'from' | 'fromDesignation'> =>
  of === undefined ? { from } : { from, fromDesignation: of };

const toAccount = ({ holderId: to, designation: of }: SubAccount): Pick<MovementEntry, 'to' | 'toDesignation'> =>
  of === undefined ? { to } : { to, toDesignation: of };
