import { compliance, LIMITS, parseCanonicalJson, parseIsin, partyId } from '@scrip/model';
import { Info, type Context } from 'fabric-contract-api';
import { readCalendarDate } from '../records/calendar-records.js';
import { readExemptions, readRules, readRuleVersions } from '../records/compliance-records.js';
import { readSecurityOnRecord } from '../records/security-records.js';
import { findStanding } from '../records/standing-records.js';
import { evaluate } from '../transaction/evaluate.js';
import { ScripContract } from '../transaction/scrip-contract.js';
import { submit } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { consentTo } from './consent.js';
import { endExemption, exemptParty } from './exempt.js';
import { holdingQuestion } from './questions.js';
import { rescreenHolders } from './rescreen.js';

/** The rules of securities: who may take up, transfer and hold their units. */
@Info({ title: 'compliance', description: 'Rules of securities, exemptions and consents' })
export class ComplianceContract extends ScripContract {
  constructor() {
    super('compliance');
  }

  async exempt(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'compliance:exempt', args, exemptParty);
  }

  async endExemption(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'compliance:endExemption', args, endExemption);
  }

  async consent(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'compliance:consent', args, consentTo);
  }

  async rescreen(ctx: Context, ...args: string[]): Promise<string> {
    return submit(ctx, 'compliance:rescreen', args, rescreenHolders);
  }

  /** How a holder was found to stand when it was looked at last. */
  async standing(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'compliance:standing', args, async ({ state }, isinText, party) => {
      const [isin, holderId] = [parseIsin(isinText), partyId(party, '/partyId')];
      return (await findStanding(state, isin, holderId)) ?? { isin, holderId, status: 'good' };
    });
  }

  async rules(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'compliance:rules', args, rulesOf);
  }

  async exemptions(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'compliance:exemptions', args, async ({ state }, isinText, party) => ({
      exemptions: await readExemptions(state, parseIsin(isinText), partyId(party, '/partyId')),
    }));
  }

  async screen(ctx: Context, ...args: string[]): Promise<string> {
    return evaluate(ctx, 'compliance:screen', args, screenHolders);
  }
}

/** The versions of a security's rules that may hold for somebody, and those that hold today. */
async function rulesOf({ state }: UnitOfWork, isinText: string): Promise<unknown> {
  const { isin, calendar } = await readSecurityOnRecord(state, parseIsin(isinText));
  const { businessDate } = await readCalendarDate(state, calendar);
  const versions = await readRuleVersions(state, isin);
  const inForce = compliance.versionInForce(versions, businessDate);
  const rules = inForce === undefined ? {} : { inForce: await readRules(state, isin, inForce) };
  return { isin, businessDate, versions, ...rules };
}

/** What the rules in force say of parties as holders, as if they were looked at anew. */
async function screenHolders(work: UnitOfWork, isinText: string, partiesText: string): Promise<unknown> {
  const parties = compliance.screenedParties(
    parseCanonicalJson(partiesText, LIMITS.queryArgumentCharactersMax),
    '/parties',
  );
  const security = await readSecurityOnRecord(work.state, parseIsin(isinText));
  const { businessDate } = await readCalendarDate(work.state, security.calendar);
  const holders = [];
  for (const party of parties) {
    const question = await holdingQuestion(work, security, party, businessDate);
    holders.push(
      question === undefined
        ? { party, outcome: 'met' }
        : { party, ...compliance.judgeExpression(question.expression, question.facts) },
    );
  }
  return { isin: security.isin, businessDate, holders };
}
