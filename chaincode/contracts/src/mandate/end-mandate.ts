import {
  agentsOf,
  DomainError,
  mandateReference,
  mandateRevocation,
  resignation,
  type Mandate,
  type MandateReference,
  type PartyId,
  type Resignation,
  type Signed,
} from '@scrip/model';
import { mayUndo } from '../authority/may-undo.js';
import { requireOwnSignature } from '../party/own-signature.js';
import { readMandate, readMandates, writeMandate } from '../records/mandate-records.js';
import { readParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** The principal ends a mandate that it has granted, by its own signature: any participant brings it in. */
export const revokeMandate: CommandHandler<Signed<MandateReference>> = {
  body: mandateRevocation,
  run: async (work, { act, authorisation }) => {
    const before = await readMandate(work.state, act);
    if (before.origin !== 'granted') {
      throw new DomainError('AUTHORITY_DENIED', { mandateId: act.mandateId, rule: 'organisation that appointed' });
    }
    const principal = await readParty(work.state, act.principal);
    await requireOwnSignature(work, principal, { purpose: 'mandate:revoke', body: act }, authorisation);
    return end(work, before);
  },
};

/** The organisation that entered an appointment ends it, or a regulator in its place. */
export const withdrawMandate: CommandHandler<MandateReference> = {
  body: mandateReference,
  run: async (work, reference) => {
    const before = await readMandate(work.state, reference);
    if (before.origin !== 'appointed' || !(await mayUndo(work, before.enteredBy))) {
      throw new DomainError('AUTHORITY_DENIED', {
        mandateId: reference.mandateId,
        rule: 'organisation that appointed',
      });
    }
    return end(work, before);
  },
};

/** An agent lays a mandate down: nobody acts for another against the own will. The others go on. */
export const resignMandate: CommandHandler<Signed<Resignation>> = {
  body: resignation,
  run: async (work, { act, authorisation }) => {
    const { agent, mandateId, principal } = act;
    const before = await readMandate(work.state, act);
    if (!agentsOf(before.rule).includes(agent) || before.resigned.includes(agent)) {
      throw new DomainError('MANDATE_UNKNOWN', { mandateId, agent });
    }
    const resigning = await readParty(work.state, agent);
    await requireOwnSignature(work, resigning, { purpose: 'mandate:resign', body: act }, authorisation);
    const mandate: Mandate = { ...before, resigned: [...before.resigned, agent] };
    writeMandate(work.state, mandate);
    work.events.push({ type: 'MandateResigned', mandate });
    return { principal, mandateId, agent };
  },
};

/** Ends those mandates of a party that fall away with a change of its own record. */
export async function endMandates(
  work: UnitOfWork,
  principal: PartyId,
  falls: (mandate: Mandate) => boolean,
): Promise<void> {
  for (const mandate of (await readMandates(work.state, principal)).filter(falls)) await end(work, mandate);
}

async function end(work: UnitOfWork, before: Mandate): Promise<unknown> {
  const mandate: Mandate = { ...before, endedOn: await work.today() };
  writeMandate(work.state, mandate);
  work.events.push({ type: 'MandateEnded', mandate });
  return { principal: mandate.principal, mandateId: mandate.mandateId };
}
