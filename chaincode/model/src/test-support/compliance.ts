import type { Role } from '../authority/participant.js';
import type { HeldClaim } from '../claim/claim-status.js';
import type { PublishedClaim } from '../claim/claim.js';
import { addDays, parseBusinessDate, type BusinessDate } from '../dates/business-date.js';
import { parseIsin } from '../identifiers/isin.js';
import type { Mic } from '../identifiers/mic.js';
import type { ClaimId, ClaimType, MspId, PartyId, Sha256 } from '../identifiers/names.js';
import { Facts, type ComplianceEvent, type JudgedMovement } from '../compliance/facts.js';
import type { Expression } from '../compliance/expression.js';
import { furtherNeedsOf, needsOf } from '../compliance/judge.js';
import {
  needKey,
  type AskedSide,
  type Need,
  type NeedName,
  type NeedValues,
  type PartySide,
} from '../compliance/need.js';
import type { PartyKind } from '../party/party.js';
import type { Money } from '../numbers/money.js';

const ISSUER = 'ClaimsMSP' as MspId;
const ISIN = parseIsin('US0378331005');
const LONG_AGO = parseBusinessDate('1990-01-01');
const LONG_AFTER = parseBusinessDate('2199-12-31');

/** A party as a fact pattern describes one; what is left out is not there. */
export interface DescribedParty {
  readonly id?: string;
  readonly kind?: PartyKind;
  /** Whether its record says that it holds for others. */
  readonly isNominee?: true;
  /** Claims that stand, with their value or without one (`true`). */
  readonly claims?: Readonly<Record<string, string | true>>;
  /** Claims without a value by their last day. */
  readonly until?: Readonly<Record<string, string>>;
  /** Claims that have expired. */
  readonly expired?: readonly string[];
  /** Country of residence: the value of its claim. */
  readonly resides?: string;
  /** Units held before. */
  readonly holds?: number;
  /** Ids of its affiliates, without itself. */
  readonly affiliates?: readonly string[];
  /** Units that the affiliates hold, without its own. */
  readonly affiliatesHold?: number;
  /** Units transferred, with and without affiliates, and subscribed for, in the period that a rule asks for. */
  readonly transferred?: number;
  readonly affiliatesTransferred?: number;
  readonly subscribed?: number;
}

/** A movement and the world around it, as a test describes them. */
export interface Described {
  readonly event: ComplianceEvent;
  readonly today: string;
  readonly sender?: DescribedParty;
  readonly receiver?: DescribedParty;
  /** Holders of record, where they are others. */
  readonly recordSender?: DescribedParty;
  readonly recordReceiver?: DescribedParty;
  /** Nominees through whom the receiver is to hold. */
  readonly nominees?: readonly DescribedParty[];
  readonly units?: number;
  /** Lots that are consumed: date of acquisition, units, and how many acquired with them were passed on. */
  readonly lots?: readonly (readonly [string, number, number?])[];
  readonly enteredOn?: string;
  readonly venue?: string;
  readonly denomination?: { readonly amount: string; readonly currency: string };
  readonly issuedOn?: string;
  readonly closedOn?: string;
  readonly outstanding?: number;
  /** Holders before, whichever class a rule counts. */
  readonly holders?: number;
  /** Those for whom units are held before. */
  readonly owners?: number;
  /** Units placed: in whichever period a rule asks for, or by period. */
  readonly placed?: number | Readonly<Record<string, number>>;
  readonly subscribers?: NeedValues['subscribers'];
  readonly approvals?: readonly Role[];
}

/** The facts of a description that an expression declares for its event, and no others. */
export function factsOf(
  described: Described,
  expression: Expression,
  exempt: Readonly<Partial<Record<PartySide, readonly string[]>>> = {},
): Facts {
  const movement = movementOf(described);
  const factsFrom = (needs: readonly Need[]): Facts =>
    new Facts(movement, new Map(needs.map((need) => [needKey(need), valueOf(need, described)] as const)), exempt);
  const declared = needsOf(expression, described.event);
  return factsFrom([...declared, ...furtherNeedsOf(expression, factsFrom(declared))]);
}

function movementOf(described: Described): JudgedMovement {
  const { event, today, sender, receiver, units = 1, lots = [], enteredOn = today } = described;
  const { venue, denomination, issuedOn, closedOn, nominees = [] } = described;
  return {
    event,
    isin: ISIN,
    today: parseBusinessDate(today),
    ...(event === 'transfer' ? { sender: idOf(sender, 'S') } : {}),
    receiver: idOf(receiver, 'R'),
    ...ofRecord(described),
    ...(nominees.length === 0 ? {} : { nominees: nominees.map((each, index) => idOf(each, `N${index}`)) }),
    units: BigInt(event === 'hold' ? 0 : units),
    lots: lots.map(([date, held, passedOn]) => ({
      acquiredOn: parseBusinessDate(date),
      units: BigInt(held),
      ...(passedOn === undefined ? {} : { passedOn: BigInt(passedOn) }),
    })),
    enteredOn: parseBusinessDate(enteredOn),
    ...(venue === undefined ? {} : { venue: venue as Mic }),
    ...(denomination === undefined ? {} : { denomination: denomination as Money }),
    ...(issuedOn === undefined ? {} : { issuedOn: parseBusinessDate(issuedOn) }),
    ...(closedOn === undefined ? {} : { closedOn: parseBusinessDate(closedOn) }),
  };
}

function ofRecord({ event, sender, receiver, recordSender, recordReceiver }: Described): Partial<JudgedMovement> {
  if (recordSender === undefined && recordReceiver === undefined) return {};
  const from = event === 'transfer' ? { sender: idOf(recordSender ?? sender, 'S') } : {};
  return { ofRecord: { ...from, receiver: idOf(recordReceiver ?? receiver, 'R') } };
}

const idOf = (party: DescribedParty | undefined, name: string): PartyId => (party?.id ?? name) as PartyId;

type Values = { readonly [N in NeedName]: (need: Need<N>, described: Described) => NeedValues[N] };

/** Of record, units are held for another: the nominee of a side, or the side itself. */
function partyAt(side: AskedSide, described: Described): DescribedParty {
  if (side === 'recordSender') return described.recordSender ?? described.sender ?? {};
  if (side === 'recordReceiver') return described.recordReceiver ?? described.receiver ?? {};
  return described[side] ?? {};
}

const VALUES: Values = {
  claims: ({ side, type }, described) => ({
    held: claimsOf(partyAt(side, described), type, described.today),
    issuers: [{ mspId: ISSUER, from: LONG_AGO }],
  }),
  nominee: ({ side }, described) => partyAt(side, described).isNominee === true,
  kind: ({ side }, described) => partyAt(side, described).kind ?? 'person',
  holding: ({ side }, described) => BigInt(partyAt(side, described).holds ?? 0),
  group: ({ side }, described) => {
    const { affiliates = [], holds = 0, affiliatesHold = 0 } = partyAt(side, described);
    const self = idOf(described[side], side === 'sender' ? 'S' : 'R');
    return { members: [self, ...affiliates.map((id) => id as PartyId)], units: BigInt(holds + affiliatesHold) };
  },
  transferred: ({ side, group }, described) => {
    const { transferred = 0, affiliatesTransferred = 0 } = partyAt(side, described);
    return BigInt(transferred + (group ? affiliatesTransferred : 0));
  },
  subscribed: ({ side }, described) => BigInt(partyAt(side, described).subscribed ?? 0),
  holders: (_, { holders = 0 }) => holders,
  owners: (_, { owners = 0 }) => owners,
  nomineeClaims: ({ type }, { nominees = [], today }) =>
    nominees.map((nominee) => ({
      held: claimsOf(nominee, type, today),
      issuers: [{ mspId: ISSUER, from: LONG_AGO }],
    })),
  placed: ({ within }, { placed = 0 }) => BigInt(typeof placed === 'number' ? placed : (placed[within] ?? 0)),
  subscribers: (_, { subscribers }) => subscribers ?? { count: 0, includesReceiver: false },
  outstanding: (_, { outstanding = 0 }) => BigInt(outstanding),
  approvals: (_, { approvals = [] }) => approvals,
};

const valueOf = <N extends NeedName>(need: Need<N>, described: Described): NeedValues[N] =>
  (VALUES[need.need] as (need: Need<N>, described: Described) => NeedValues[N])(need, described);

function claimsOf(party: DescribedParty, type: ClaimType, today: string): readonly HeldClaim[] {
  const claims: Readonly<Record<string, string | true>> = {
    ...party.claims,
    ...(party.resides === undefined ? {} : { residence: party.resides }),
  };
  const given = Object.entries(claims).filter(([name]) => name === type);
  const standing = given.map(([, value]) => heldClaim(type, LONG_AFTER, value === true ? undefined : value));
  const lastDay = party.until?.[type];
  const dated = lastDay === undefined ? [] : [heldClaim(type, parseBusinessDate(lastDay))];
  const isExpired = party.expired?.includes(type) === true;
  return [...standing, ...dated, ...(isExpired ? [heldClaim(type, dayBefore(today))] : [])];
}

function heldClaim(type: ClaimType, validUntil: BusinessDate, value?: string): HeldClaim {
  const claimId = 'c'.repeat(64) as ClaimId;
  const claim: PublishedClaim = {
    claimId,
    issuer: ISSUER,
    subject: 'R' as PartyId,
    type,
    ...(value === undefined ? {} : { value }),
    validFrom: LONG_AGO,
    validUntil,
    graceDays: 0,
    detailsHash: 'd'.repeat(64) as Sha256,
    salt: 'e'.repeat(64),
    publishedOn: LONG_AGO,
  };
  return { claim, hash: claimId };
}

const dayBefore = (today: string): BusinessDate => addDays(parseBusinessDate(today), -1);
