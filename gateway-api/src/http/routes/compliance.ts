import { canonicalJson, compliance, LIMITS, parseBusinessDate } from '@scrip/model';
import { z } from 'zod';
import { exemptionsFrom, offeringOf, rulesOf, ruleVersionsOf } from '../../read-model/compliance-queries.js';
import type { Services } from '../../services.js';
import { requireSecurity } from '../known.js';
import { ledgerProblem } from '../ledger-problems.js';
import { route, type Route } from '../route.js';
import {
  ExemptionList,
  ExemptionReceipt,
  ExemptionReference,
  NewExemption,
  OfferingReply,
  RulePackList,
  RulesReply,
  Screening,
  SecurityRules,
} from '../schemas/compliance.js';
import { ChannelQuery, Isin, Nothing } from '../schemas/fields.js';
import { stated } from '../stated.js';
import { commandRoute, proposalRoute } from './command-route.js';

const tag = 'Compliance';
const params = z.strictObject({ isin: Isin });

/** Routes of the rules of securities: who may take up, transfer and hold their units. */
export const complianceRoutes = (services: Services): readonly Route[] => [
  rulePacks,
  securityRules(services),
  rulesVersion(services),
  exempt(services),
  endExemption(services),
  listExemptions(services),
  ...offeringRoutes(services),
  screening(services),
];

const rulePacks = route({
  method: 'get',
  path: '/v1/rule-packs',
  operationId: 'listRulePacks',
  summary: 'The packs of rules of regimes by name and version, and since when the law that they state is in force',
  tag,
  params: Nothing,
  query: Nothing,
  body: Nothing,
  reply: { status: 200, description: 'The packs', schema: RulePackList },
  handle: () => ({ status: 200, body: { items: compliance.listPacks(), notice: compliance.NOT_LEGAL_ADVICE } }),
});

function securityRules(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/rules',
    operationId: 'getRules',
    summary: 'The versions of the rules of a security, and those that hold today',
    tag,
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The rules', schema: SecurityRules },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const { calendar } = requireSecurity(queries, isin);
      const asOf = queries.asOf(calendar);
      const { database } = services.readModel;
      const versions = ruleVersionsOf(database, queries.channel, isin);
      const dated = versions.map((each) => ({ ...each, effectiveFrom: parseBusinessDate(each.effectiveFrom) }));
      const today = asOf.businessDate === null ? undefined : parseBusinessDate(asOf.businessDate);
      const version = today === undefined ? undefined : compliance.versionInForce(dated, today);
      const inForce = version === undefined ? {} : { inForce: rulesOf(database, queries.channel, isin, version) };
      return { status: 200, body: { asOf, isin, versions, ...inForce } };
    },
  });
}

function rulesVersion(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/rules/{version}',
    operationId: 'getRulesVersion',
    summary: 'A version of the rules of a security',
    tag,
    params: params.extend({ version: z.string().regex(/^[1-9][0-9]{0,4}$/, 'must be a version number') }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The version', schema: RulesReply },
    handle: ({ params: { isin, version }, query }) => {
      const { queries } = services.channel(query.channel);
      const { calendar } = requireSecurity(queries, isin);
      const rules = rulesOf(services.readModel.database, queries.channel, isin, Number(version));
      if (rules === undefined) throw ledgerProblem('RULES_ABSENT');
      return { status: 200, body: { asOf: queries.asOf(calendar), rules } };
    },
  });
}

const exempt = (services: Services): Route =>
  proposalRoute(services, {
    path: '/v1/securities/{isin}/exemptions',
    operationId: 'exempt',
    summary: 'Propose to exempt a party from a rule of a security for a time (its issuer; regulator)',
    tag,
    params,
    body: NewExemption,
    command: 'compliance:exempt',
    bodyOf: ({ params: { isin }, body }) => stated({ ...body, isin }),
  });

const endExemption = (services: Services): Route =>
  commandRoute(services, {
    path: '/v1/securities/{isin}/exemptions/end',
    operationId: 'endExemption',
    summary: 'End an exemption before its time (issuer of the security; regulator)',
    tag,
    params,
    body: ExemptionReference,
    reply: { description: 'Ended', schema: ExemptionReceipt },
    command: 'compliance:endExemption',
    bodyOf: ({ params: { isin }, body }) => ({ ...body, isin }),
  });

function listExemptions(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/exemptions',
    operationId: 'listExemptions',
    summary: 'Exemptions from the rules of a security, ended ones too',
    tag,
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of parties', schema: ExemptionList },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const { calendar } = requireSecurity(queries, isin);
      const items = exemptionsFrom(services.readModel.database, queries.channel, isin);
      return { status: 200, body: { asOf: queries.asOf(calendar), isin, items } };
    },
  });
}

const offeringRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/securities/{isin}/offering/close',
    operationId: 'closeOffering',
    summary: 'Propose to close the offering of a security: restrictions on resale run from then on (its issuer)',
    tag,
    params,
    body: Nothing,
    command: 'security:closeOffering',
    bodyOf: ({ params: { isin } }) => ({ isin }),
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/offering/reopen',
    operationId: 'reopenOffering',
    summary: 'Propose to open the offering again, as for a further tranche (issuer of the security)',
    tag,
    params,
    body: Nothing,
    command: 'security:reopenOffering',
    bodyOf: ({ params: { isin } }) => ({ isin }),
  }),
  route({
    method: 'get',
    path: '/v1/securities/{isin}/offering',
    operationId: 'getOffering',
    summary: 'Whether the offering of a security is open, and since when it is closed',
    tag,
    params,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The offering', schema: OfferingReply },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const { calendar } = requireSecurity(queries, isin);
      const closedOn = offeringOf(services.readModel.database, queries.channel, isin)?.['closedOn'];
      const state = closedOn === undefined ? { status: 'open' } : { status: 'closed', closedOn };
      return { status: 200, body: { asOf: queries.asOf(calendar), isin, ...state } };
    },
  }),
];

const Parties = z
  .string()
  .max(LIMITS.queryArgumentCharactersMax)
  .transform((given) => given.split(','))
  .meta({ description: `Party ids, with commas between, at most ${String(LIMITS.holdersPerScreeningMax)}` });

/** Asked of the ledger itself, because the answer is a judgement and not a record. */
function screening(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/screening',
    operationId: 'screenHolders',
    summary: 'What the rules for holders say of parties today',
    tag,
    params,
    query: ChannelQuery.extend({ parties: Parties }),
    body: Nothing,
    reply: { status: 200, description: 'The judgement of every rule for each', schema: Screening },
    handle: async ({ params: { isin }, query }) => {
      const { ledger, queries } = services.channel(query.channel);
      const { calendar } = requireSecurity(queries, isin);
      const answer = await ledger.evaluate('compliance:screen', isin, canonicalJson(query.parties));
      const { holders } = z.object({ holders: z.array(z.looseObject({ party: z.string() })) }).parse(answer);
      return { status: 200, body: { asOf: queries.asOf(calendar), isin, holders } };
    },
  });
}
