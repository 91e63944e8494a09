import {
  actingQuestion,
  LIMITS,
  liveKeys,
  mayAct,
  parseCanonicalJson,
  partyId,
  transferAct,
  type Party,
  type PartyId,
  type Signers,
} from '@scrip/model';
import { readCalendarDate } from '../records/calendar-records.js';
import { readMandates, readOfficers } from '../records/mandate-records.js';
import { readParty } from '../records/party-records.js';
import { readSecurityOnRecord } from '../records/security-records.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { actingFacts } from './acting-facts.js';

/** The mandates and officers of a party, apart from mandates that were ended. */
export async function mandatesOfParty({ state }: UnitOfWork, partyText: string): Promise<unknown> {
  const id = partyId(partyText, '/partyId');
  const party = await readParty(state, id);
  return {
    partyId: party.partyId,
    mandates: await readMandates(state, id),
    officers: await readOfficers(state, id),
  };
}

/**
 * Whether some parties may instruct a transfer for a party, if each signs with all its keys: the judgement of the
 * instruction itself, with every way to act.
 */
export async function mayActFor({ state }: UnitOfWork, text: string): Promise<unknown> {
  const question = actingQuestion(parseCanonicalJson(text, LIMITS.queryArgumentCharactersMax), '/question');
  const security = await readSecurityOnRecord(state, question.isin);
  const { businessDate } = await readCalendarDate(state, security.calendar);
  const principal = await readParty(state, question.principal);
  const parties: Party[] = [];
  for (const id of question.signers) parties.push(await readParty(state, id));
  const facts = await actingFacts(state, principal, withAllKeys(parties), businessDate);
  return mayAct(transferAct(security, question.units), facts);
}

const withAllKeys = (parties: readonly Party[]): Signers =>
  new Map<PartyId, ReadonlySet<Party['keyring']['keys'][number]['keyId']>>(
    parties.map(({ partyId: id, keyring }) => [
      id,
      new Set(liveKeys(keyring, 'instruction').map(({ keyId }) => keyId)),
    ]),
  );
