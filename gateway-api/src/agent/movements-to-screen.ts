import {
  leg,
  legSecurities,
  screenedLegs,
  screenedPairs,
  type JointInstruction,
  type PartyId,
  type SubAccount,
} from '@scrip/model';
import { z } from 'zod';
import { boundJoints, proposedActs, type ProposedAct } from '../read-model/screening-queries.js';
import type { Database } from '../storage/database.js';

/** A movement of a security by the parties whom its screener looks at. */
export type ScreenedMovement = { readonly sender?: string; readonly receiver?: string };

const Of = z.looseObject({ isin: z.string() });
/** What a party has signed. */
const Act = z.object({ act: z.unknown() });
const Account = z.looseObject({ holderId: z.string(), designation: z.array(z.string()).optional() });
function accountIn(account: unknown): SubAccount {
  const { holderId, designation } = Account.parse(account);
  const holder = { holderId: holderId as PartyId };
  return designation === undefined ? holder : { ...holder, designation: designation as PartyId[] };
}
const receivedBy = (account: unknown): readonly ScreenedMovement[] => screenedPairs({ to: accountIn(account) });
const receives = (body: unknown): readonly ScreenedMovement[] => {
  const { toHolderId: holderId, toDesignation: designation } = Of.parse(body);
  return receivedBy(designation === undefined ? { holderId } : { holderId, designation });
};
const gives = (body: unknown): readonly ScreenedMovement[] => screenedPairs({ from: accountIn(body) });

/** Whom the ledger judges where units move by a sensitive act. */
const OF_ACT: Readonly<Record<string, (body: unknown) => readonly ScreenedMovement[]>> = {
  'register:issue': (body) =>
    z
      .object({ allocations: z.array(z.unknown()) })
      .parse(body)
      .allocations.flatMap(receivedBy),
  'register:forceTransfer': receives,
  'register:enforce': receives,
  'register:recoverHolding': receives,
  'register:correct': receives,
  'register:redeem': gives,
  'register:cancel': gives,
  'register:dematerialise': receivedBy,
  'register:rematerialise': gives,
};

const Exchanged = z.object({ act: z.looseObject({ isin: z.string(), intoIsin: z.string() }) });

/** Whoever exchanges gives units of one security and receives those of the other. */
function ofExchange(body: unknown, isin: string): readonly ScreenedMovement[] {
  const { act } = Exchanged.parse(body);
  if (act.isin === isin) return gives(act);
  return act.intoIsin === isin ? receivedBy(act) : [];
}

function ofAct({ function: name, body }: ProposedAct, isin: string): readonly ScreenedMovement[] {
  const movementsOf = OF_ACT[name];
  if (name === 'register:exchange') return ofExchange(body, isin);
  if (movementsOf === undefined) return [];
  const asked = Of.parse(Act.safeParse(body).data?.act ?? body);
  return asked.isin === isin ? movementsOf(asked) : [];
}

const Legs = z.object({ legs: z.array(z.unknown()) });

/** The parties of all legs, as the ledger asks for them: whatever is set off, and in whichever set it settles. */
function ofJoint(facts: unknown, isin: string): readonly ScreenedMovement[] {
  const legs: JointInstruction['legs'] = Legs.parse(facts).legs.map((each) => leg(each, '/leg'));
  return legSecurities(legs).some((each) => each === isin) ? screenedLegs(legs) : [];
}

/** Movements of a security that are to come by joint instructions and sensitive acts. */
export const movementsToScreen = (database: Database, channel: string, isin: string): readonly ScreenedMovement[] => [
  ...boundJoints(database, channel).flatMap((facts) => ofJoint(facts, isin)),
  ...proposedActs(database, channel).flatMap((act) => ofAct(act, isin)),
];

/** Names of the sensitive acts by which units move. */
export const SCREENED_ACTS: readonly string[] = [...Object.keys(OF_ACT), 'register:exchange'];
