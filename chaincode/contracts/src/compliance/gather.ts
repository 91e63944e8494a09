import {
  compliance,
  firstDayOf,
  totalUnits,
  type InstructionId,
  type Isin,
  type MspId,
  type PartyId,
  type Period,
  type Role,
  type Security,
} from '@scrip/model';
import { affiliatesOf } from '../records/group-records.js';
import { readConsents } from '../records/compliance-records.js';
import { readHolding, readOwned } from '../records/lot-records.js';
import { readSubscribed, readTransferred, type PastMovement } from '../records/movement-records.js';
import { readParty } from '../records/party-records.js';
import { holdersOfRecord, owners } from '../records/register-count.js';
import { readUnitsOnPaper } from '../records/paper-records.js';
import { readIssuedUnits, readSecurities } from '../records/security-records.js';
import { WideFactAsked, type UnitOfWork } from '../transaction/unit-of-work.js';
import type { WorldState } from '../world-state/world-state.js';
import { claimsFor, isOfClass, standingValueOf } from './judged-claims.js';

/** A movement whose facts are gathered. */
export interface Inquiry {
  readonly work: UnitOfWork;
  readonly security: Security;
  readonly movement: compliance.JudgedMovement;
  /** Consents are given to instructions; absent where there is none. */
  readonly instructionIds?: readonly InstructionId[];
  /** Units that the same issue has yet to bring to others; absent: none. */
  readonly toOthers?: bigint;
}

type Gatherers = {
  readonly [N in compliance.NeedName]: (
    need: compliance.NeedTerms[N],
    inquiry: Inquiry,
  ) => Promise<compliance.NeedValues[N]>;
};

/** How each kind of fact is read from the ledger: always anew, and derived from lots wherever it can be. */
const GATHER: Gatherers = {
  claims: ({ side, type }, inquiry) => claimsFor(inquiry.work, inquiry.security.isin, partyAt(side, inquiry), type),
  kind: async ({ side }, inquiry) => (await readParty(inquiry.work.state, partyAt(side, inquiry))).kind,
  nominee: async ({ side }, inquiry) =>
    (await readParty(inquiry.work.state, partyAt(side, inquiry))).nominee !== undefined,
  nomineeClaims: async ({ type }, { work, security, movement: { nominees = [] } }) => {
    const claims: compliance.NeedValues['claims'][] = [];
    for (const nominee of nominees) claims.push(await claimsFor(work, security.isin, nominee, type));
    return claims;
  },
  holding: async ({ side }, inquiry) => {
    const party = partyAt(side, inquiry);
    if (side === 'sender' || side === 'receiver') return unitsOf(inquiry, party);
    return totalUnits(await readHolding(inquiry.work.state, inquiry.security.isin, party));
  },
  group: async ({ side }, inquiry) => {
    const members = await affiliatesOf(inquiry.work.state, partyAt(side, inquiry));
    return { members, units: await sum(members, (member) => unitsOf(inquiry, member)) };
  },
  transferred: async ({ side, within, group }, inquiry) => {
    const { work, security } = inquiry;
    const party = partyAt(side, inquiry);
    const parties = group ? await affiliatesOf(work.state, party) : [party];
    const since = firstDayOf(within, inquiry.movement.today);
    return sum(parties, async (each) => unitsIn(await readTransferred(work.state, security.isin, each, since)));
  },
  subscribed: async ({ side, within }, inquiry) => {
    const party = partyAt(side, inquiry);
    return unitsIn((await subscriptions(within, inquiry)).filter((each) => each.party === party));
  },
  placed: async ({ within }, inquiry) => unitsIn(await subscriptions(within, inquiry)),
  subscribers: async ({ within, of }, inquiry) => {
    const parties = new Set((await subscriptions(within, inquiry)).map(({ party }) => party));
    const counted = await ofClass(parties, of, inquiry);
    return { count: counted.size, includesReceiver: counted.has(inquiry.movement.receiver) };
  },
  holders: async ({ scope, of }, inquiry) => {
    return (await ofClass(await partiesIn(scope, inquiry, holdersOfRecord), of, inquiry)).size;
  },
  owners: async ({ scope, of }, inquiry) => (await ofClass(await partiesIn(scope, inquiry, owners), of, inquiry)).size,
  // of the parts of one issue each is a part of all of it, whichever comes first
  outstanding: async (_, { work: { state }, security: { isin }, toOthers = 0n }) =>
    (await readIssuedUnits(state, isin)) + (await readUnitsOnPaper(state, isin)) + toOthers,
  approvals: (_, inquiry) => approvingRoles(inquiry),
};

/** Facts by what they answer. */
export type Gathered = ReadonlyMap<string, compliance.NeedValues[compliance.NeedName]>;

/** Whether any other transfer of the security changes a fact. */
const isMoving = (need: compliance.NeedName): boolean => compliance.WIDE_NEEDS.includes(need) && need !== 'outstanding';

/** Gathers what rules have asked for, each fact once. @param known - facts that are there already */
export async function gatherFacts(
  needs: readonly compliance.Need[],
  inquiry: Inquiry,
  known: Gathered = new Map(),
): Promise<Gathered> {
  if (inquiry.work.avoidsWideFacts && needs.some(({ need }) => isMoving(need))) throw new WideFactAsked();
  const values = new Map(known);
  for (const need of needs) {
    const key = compliance.needKey(need);
    if (!values.has(key)) values.set(key, await gather(need, inquiry));
  }
  return values;
}

const gather = <N extends compliance.NeedName>(
  need: compliance.Need<N>,
  inquiry: Inquiry,
): Promise<compliance.NeedValues[N]> =>
  (GATHER[need.need] as (need: compliance.Need<N>, inquiry: Inquiry) => Promise<compliance.NeedValues[N]>)(
    need,
    inquiry,
  );

/** The party of a side; nothing is asked of a sender where there is none. */
function partyAt(side: compliance.AskedSide, { movement }: Inquiry): PartyId {
  const { ofRecord = movement } = movement;
  if (side === 'receiver') return movement.receiver;
  if (side === 'recordReceiver') return ofRecord.receiver;
  const sender = side === 'sender' ? movement.sender : ofRecord.sender;
  if (sender === undefined) throw new Error('a rule for the sender was asked where there is none');
  return sender;
}

const unitsOf = async ({ work, security }: Inquiry, party: PartyId): Promise<bigint> =>
  totalUnits(await readOwned(work.state, security.isin, party));

const unitsIn = (movements: readonly PastMovement[]): bigint =>
  movements.reduce((total, { units }) => total + units, 0n);

async function sum(parties: readonly PartyId[], of: (party: PartyId) => Promise<bigint>): Promise<bigint> {
  let total = 0n;
  for (const party of parties) total += await of(party);
  return total;
}

const subscriptions = (within: Period, { work, security, movement }: Inquiry): Promise<readonly PastMovement[]> =>
  readSubscribed(work.state, security.isin, firstDayOf(within, movement.today));

async function ofClass(
  parties: ReadonlySet<PartyId>,
  of: compliance.HolderClass,
  { work, security, movement }: Inquiry,
): Promise<ReadonlySet<PartyId>> {
  const { isin } = security;
  const { receiver, today } = movement;
  const valueOf = async (party: PartyId): Promise<string | undefined> =>
    of.sharing === undefined ? undefined : standingValueOf(work, isin, party, of.sharing, today);
  const shared = await valueOf(receiver);
  const counted = new Set<PartyId>();
  for (const party of parties) {
    if (!(await isOfClass(work, isin, party, of, today))) continue;
    if ((await valueOf(party)) === shared) counted.add(party);
  }
  return counted;
}

async function partiesIn(
  scope: compliance.HolderScope,
  { work, security }: Inquiry,
  of: (state: WorldState, isin: Isin) => Promise<ReadonlySet<PartyId>>,
): Promise<ReadonlySet<PartyId>> {
  const isins: readonly Isin[] =
    scope === 'security'
      ? [security.isin]
      : (await readSecurities(work.state))
          .filter(({ issuer }) => issuer.mspId === security.issuer.mspId)
          .map(({ isin }) => isin);
  const parties = new Set<PartyId>();
  for (const isin of isins) for (const party of await of(work.state, isin)) parties.add(party);
  return parties;
}

/** Roles in which organisations have approved every instruction. */
async function approvingRoles(inquiry: Inquiry): Promise<readonly Role[]> {
  const approving: Role[][] = [];
  for (const id of inquiry.instructionIds ?? []) approving.push(await rolesApproving(inquiry, id));
  const [first = [], ...others] = approving;
  return first.filter((role) => others.every((roles) => roles.includes(role)));
}

/**
 * Roles in which organisations have approved one: as issuer or registrar only that of the security counts, as custodian
 * only that of a party.
 */
async function rolesApproving(inquiry: Inquiry, instructionId: InstructionId): Promise<Role[]> {
  const { work, security } = inquiry;
  const participants = await work.participants();
  const roles = new Set<Role>();
  for (const { mspId, decision } of await readConsents(work.state, instructionId)) {
    if (decision !== 'approved') continue;
    for (const role of participants.require(mspId).roles) {
      if (role === 'issuer' && security.issuer.mspId !== mspId) continue;
      if (role === 'registrar' && security.registrar !== mspId) continue;
      if (role === 'custodian' && !(await isCustodianOfParty(inquiry, mspId))) continue;
      roles.add(role);
    }
  }
  return [...roles].sort();
}

/** Whether an organisation is the custodian of whom units are held for, or of who is on the register for it. */
async function isCustodianOfParty({ work, movement }: Inquiry, mspId: MspId): Promise<boolean> {
  const { sender, receiver, ofRecord } = movement;
  for (const party of [sender, receiver, ofRecord?.sender, ofRecord?.receiver]) {
    if (party !== undefined && (await readParty(work.state, party)).custodian === mspId) return true;
  }
  return false;
}
