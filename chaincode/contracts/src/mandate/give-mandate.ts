import {
  agentsOf,
  DomainError,
  mandateAppointment,
  mandateGrant,
  type AppointmentTerms,
  type Mandate,
  type MandateTerms,
  type Signed,
} from '@scrip/model';
import { readOwnParty } from '../party/own-party.js';
import { requireOwnSignature } from '../party/own-signature.js';
import { enterMandate } from '../records/mandate-records.js';
import { readParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { requireAppointer } from './appointer.js';

/**
 * A party gives others a mandate by its own signature, with the keys by which it could also change its keys. A mandate
 * gives no mandates: what was given cannot be passed on.
 */
export const grantMandate: CommandHandler<Signed<MandateTerms>> = {
  body: mandateGrant,
  run: async (work, { act, authorisation }) => {
    const principal = await readOwnParty(work, act.principal);
    await requireOwnSignature(work, principal, { purpose: 'mandate:grant', body: act }, authorisation);
    return give(work, { ...act, origin: 'granted' });
  },
};

/**
 * A regulator, or the custodian where the party does not speak for itself, enters who acts for it by law or by order of
 * a court, on a document.
 */
export const appointAgents: CommandHandler<AppointmentTerms> = {
  body: mandateAppointment,
  run: async (work, terms) => {
    const principal = await readParty(work.state, terms.principal);
    await requireAppointer(work, principal);
    return give(work, { ...terms, origin: 'appointed' });
  },
};

async function give(work: UnitOfWork, terms: MandateTerms & Pick<Mandate, 'origin'>): Promise<unknown> {
  const { principal, mandateId, rule } = terms;
  for (const agent of agentsOf(rule)) {
    if (agent === principal) throw new DomainError('AGENT_UNFIT', { agent });
    await readParty(work.state, agent);
  }
  const enteredOn = await work.today();
  const mandate: Mandate = { ...terms, enteredOn, enteredBy: work.callerMspId, resigned: [] };
  await enterMandate(work.state, mandate, enteredOn);
  work.events.push({ type: 'MandateGiven', mandate });
  return { principal, mandateId };
}
