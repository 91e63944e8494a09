import { custodyMove, DomainError, mayCommand, type CustodyMove, type Role } from '@scrip/model';
import { readParty } from '../records/party-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import { writeChanged } from './own-party.js';

const ONBOARDING: readonly Role[] = ['issuer', 'registrar', 'custodian', 'broker'];

/**
 * Gives a party another custodian: by the one before, or by a regulator where that one is gone. Its record, keys and
 * holdings stay what they are; the new one keeps a private record of its own before it tells the channel.
 */
export const moveCustody: CommandHandler<CustodyMove> = {
  body: custodyMove,
  run: async (work, { partyId, to, basis, document }) => {
    const before = await readParty(work.state, partyId);
    const { custodian: previous } = before;
    if (previous !== work.callerMspId && !(await work.callerHas('regulator'))) {
      throw new DomainError('AUTHORITY_DENIED', { partyId, rule: 'custodian of the party or regulator' });
    }
    if (previous === to) throw new DomainError('CUSTODY_UNCHANGED', { partyId });
    const { roles, standing } = (await work.participants()).require(to);
    if (!mayCommand(standing) || !roles.some((role) => ONBOARDING.includes(role))) {
      throw new DomainError('ATTESTOR_UNFIT', { partyId });
    }
    const businessDate = await work.today();
    const party = writeChanged(work, { ...before, custodian: to });
    const order = { basis, document, by: work.callerMspId };
    work.events.push({ type: 'CustodyMoved', party, previous, order, businessDate });
    return { partyId, previous, to };
  },
};
