import { DomainError, leaseTaking, takeLease, type LeaseTaking } from '@scrip/model';
import { readLease, writeLease } from '../records/lease-records.js';
import type { CommandHandler } from '../transaction/submit.js';

/** Takes the settlement for a registrar over: another registrar, in the state in which it saw the lease idle. */
export const takeSettlementLease: CommandHandler<LeaseTaking> = {
  body: leaseTaking,
  run: async (work, { registrar, seenVersion }) => {
    const { roles } = (await work.participants()).require(registrar);
    if (!roles.includes('registrar')) throw new DomainError('AUTHORITY_DENIED', { rule: 'lease of a registrar' });
    const lease = takeLease(await readLease(work.state, registrar), work.callerMspId, seenVersion, await work.today());
    writeLease(work.state, lease);
    work.events.push({ type: 'SettlementLeaseTaken', lease });
    const { holder, version } = lease;
    return { registrar, holder, version };
  },
};
