import {
  decided,
  DomainError,
  isDue,
  solicitationName,
  solicitationWithdrawal,
  sumOfTallies,
  withdrawnSolicitation,
  type BusinessDate,
  type Security,
  type Solicitation,
  type SolicitationName,
  type SolicitationWithdrawal,
} from '@scrip/model';
import { readSolicitation, readTallies, writeSolicitation } from '../records/solicitation-records.js';
import { writeSecurity } from '../records/security-records.js';
import { securityAndDay } from '../register/encumber.js';
import { makeAmendment, readVersions } from '../security/make-amendment.js';
import { readOwnSecurity } from '../security/own-security.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { totalAtRecordDate } from './record-date.js';

/**
 * Takes a solicitation as far as dates and votes let it go, by whoever says so: it is counted when it is over, and the
 * amendment counts from its day on. As many records are read as there are organisations, however large the register is.
 */
export const concludeSolicitation: CommandHandler<SolicitationName> = {
  body: solicitationName,
  run: async (work, named) => {
    const { security, today } = await securityAndDay(work, named.isin);
    const found = await readSolicitation(work.state, named);
    const counted = found.state === 'agreed' ? found : await count(work, found, today);
    if (isDue(counted, today)) return takeEffect(work, security, counted, today);
    if (counted === found) throw new DomainError('AMENDMENT_NOT_DUE', { effectiveFrom: found.effectiveFrom });
    if (counted.state === 'lapsed') return endSolicitation(work, security, counted);
    writeSolicitation(work.state, counted);
    work.events.push({ type: 'SolicitationDecided', solicitation: counted, security });
    return shown(counted);
  },
};

/** Takes a solicitation back before the amendment counts, by the issuer of the security. */
export const withdrawSolicitation: CommandHandler<SolicitationWithdrawal> = {
  body: solicitationWithdrawal,
  run: async (work, { isin, number, document }) => {
    const security = await readOwnSecurity(work, isin);
    const { businessDate } = await work.moment(security.calendar);
    const found = await readSolicitation(work.state, { isin, number });
    return endSolicitation(work, security, withdrawnSolicitation(found, document, businessDate));
  },
};

async function count(work: UnitOfWork, of: Solicitation, today: BusinessDate): Promise<Solicitation> {
  const { yes, no, aside, votes } = sumOfTallies(await readTallies(work.state, of));
  return decided(of, { yes, no, aside, votes }, await totalAtRecordDate(work.state, of), today);
}

async function takeEffect(
  work: UnitOfWork,
  asked: Security,
  of: Solicitation,
  businessDate: BusinessDate,
): Promise<unknown> {
  const security = withoutSolicitation(asked);
  const solicitation: Solicitation = { ...of, state: 'effective', endedOn: businessDate };
  const { by, grandfathers } = of;
  const versions = await readVersions(work, security, of);
  const next = await makeAmendment(work, security, versions, {
    ...{ by, grandfathers, businessDate, rulesFrom: businessDate },
  });
  writeSolicitation(work.state, solicitation);
  work.events.push({ type: 'SolicitationEnded', solicitation, security: next });
  return shown(solicitation);
}

function endSolicitation(work: UnitOfWork, asked: Security, ended: Solicitation): unknown {
  const security = withoutSolicitation(asked);
  writeSolicitation(work.state, ended);
  writeSecurity(work.state, security);
  work.events.push({ type: 'SolicitationEnded', solicitation: ended, security });
  return shown(ended);
}

/** The security when its holders are asked no longer. */
function withoutSolicitation({ solicitation, ...security }: Security): Security {
  if (solicitation === undefined) throw new DomainError('REGISTER_INCONSISTENT', { isin: security.isin });
  return security;
}

const shown = ({ isin, number, state, decision }: Solicitation): unknown => ({
  ...{ isin, number, state },
  ...(decision === undefined ? {} : { decision }),
});
