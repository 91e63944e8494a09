import { compliance, DomainError } from '@scrip/model';
import { readCalendarDate } from '../records/calendar-records.js';
import { readRuleVersions, writeRules } from '../records/compliance-records.js';
import { readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';

/** Gives a security the rules that hold from a business date on, by its issuer alone. */
export const adoptSecurityRules: CommandHandler<compliance.RulesAdoption> = {
  body: compliance.rulesAdoption,
  run: async (work, body) => {
    const security = await readSecurity(work.state, body.isin);
    if (security.issuer.mspId !== work.callerMspId) {
      throw new DomainError('AUTHORITY_DENIED', { rule: 'issuer of the security' });
    }
    const { businessDate } = await readCalendarDate(work.state, security.calendar);
    work.businessDate = businessDate;
    const before = await readRuleVersions(work.state, body.isin);
    const rules = compliance.adoptRules(before, body, businessDate);
    writeRules(work.state, before, rules);
    work.events.push({ type: 'RulesAdopted', rules });
    return { isin: body.isin, version: rules.version };
  },
};
