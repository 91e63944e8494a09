import { compliance } from '@scrip/model';
import { readRuleVersions, writeRules } from '../records/compliance-records.js';
import { readOwnSecurity } from '../security/own-security.js';
import type { CommandHandler } from '../transaction/submit.js';

/** Gives a security the rules that hold from a business date on, by its issuer alone. */
export const adoptSecurityRules: CommandHandler<compliance.RulesAdoption> = {
  body: compliance.rulesAdoption,
  run: async (work, body) => {
    const { calendar } = await readOwnSecurity(work, body.isin);
    const { businessDate } = await work.moment(calendar);
    const before = await readRuleVersions(work.state, body.isin);
    const rules = compliance.adoptRules(before, body, businessDate);
    writeRules(work.state, before, rules);
    work.events.push({ type: 'RulesAdopted', rules });
    return { isin: body.isin, version: rules.version };
  },
};
