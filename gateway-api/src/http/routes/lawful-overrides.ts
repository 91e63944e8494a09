import { addDays, daysBetween, LIMITS, parseBusinessDate, TRANSACTIONS } from '@scrip/model';
import type { StatedDate } from '@scrip/verify';
import { z } from 'zod';
import type { Operator } from '@scrip/config';
import { actSummary } from '../../approvals/act-summary.js';
import type { Command } from '../../ledger/ledger.js';
import { EndorsementRefused, EndorsersMissing } from '../../ledger/ledger-error.js';
import type { LawfulOverride as Kept } from '../../overrides/override-store.js';
import { overrideEntry, overrideToday, overrideView } from '../../overrides/override-view.js';
import type { ChannelServices, Services } from '../../services.js';
import { ledgerProblem } from '../ledger-problems.js';
import { locationOf } from '../location.js';
import { Problem } from '../problem.js';
import { route, type Reply, type Route } from '../route.js';
import { ApprovalId } from '../schemas/approval.js';
import { ChannelQuery, Nothing } from '../schemas/fields.js';
import {
  LawfulOverride,
  LawfulOverrideList,
  NewLawfulOverride,
  NewOverrideEndorsements,
  OVERRIDE_DAYS,
} from '../schemas/lawful-override.js';

/** Most overrides of a channel that wait for signatures. */
export const OVERRIDES_OPEN_MAX = 50;

const LIST = '/v1/lawful-overrides';
const ONE = '/v1/lawful-overrides/{id}';
const ById = z.strictObject({ id: ApprovalId.meta({ description: 'Id of the override' }) });
const tag = 'Lawful override';
const roles = ['maker', 'checker'] as const;

/** Routes of commands that peers of a majority endorse and administrators off-line, in the place of attestors. */
export const lawfulOverrideRoutes = (services: Services): readonly Route[] => [
  listOverrides(services),
  getOverride(services),
  prepareOverride(services),
  endorseOverride(services),
  submitOverride(services),
];

const listOverrides = (services: Services): Route =>
  route({
    method: 'get',
    path: LIST,
    operationId: 'listLawfulOverrides',
    summary: 'Overrides that were prepared here, and what became of them',
    tag,
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The latest first', schema: LawfulOverrideList },
    handle: ({ query }) => {
      const { overrides } = services;
      const { ledger, queries } = services.channel(query.channel);
      const kept = overrides.of(ledger.channel).map((each) => overrideToday(queries, each));
      return { status: 200, body: { items: kept.map((each) => overrideEntry(each, overrides.endorsements(each.id))) } };
    },
  });

const getOverride = (services: Services): Route =>
  route({
    method: 'get',
    path: ONE,
    operationId: 'getLawfulOverride',
    summary: 'An override with the document that administrators sign off-line, and what it still lacks',
    tag,
    params: ById,
    query: ChannelQuery,
    body: Nothing,
    refusals: [409],
    reply: { status: 200, description: 'The override', schema: LawfulOverride },
    handle: ({ params: { id }, query }) => shown(services, services.channel(query.channel), id),
  });

const prepareOverride = (services: Services): Route =>
  route({
    method: 'post',
    path: LIST,
    operationId: 'prepareLawfulOverride',
    summary:
      'Have the peers that answer endorse a command for administrators to sign; nothing is submitted (maker, or the checker of the act)',
    tag,
    isSigned: true,
    roles,
    params: Nothing,
    query: ChannelQuery,
    body: NewLawfulOverride,
    reply: { status: 201, location: ONE, description: 'Prepared; nothing is done', schema: LawfulOverride },
    handle: async ({ query, body, operator, commandId, signed }) => {
      const { overrides } = services;
      const channel = services.channel(query.channel);
      const { name, act, summary, ...given } = wanted(channel, body);
      requireRole(name, operator);
      requireRoom(services, channel);
      const dated = datesOf(channel, body.until);
      const command: Command = { name, commandId, operator: operator.id, body: given.body, dated, ...signed };
      const prepared = await endorsedByPeers(channel, command, body.endorsers);
      const { basis, document } = body;
      await overrides.keep({
        ...{ id: commandId, channel: channel.ledger.channel, function: name, body: given.body, act, summary },
        ...{ basis, document, preparedBy: operator.id, preparedAt: overrides.now().toISOString() },
        ...prepared,
      });
      services.onOverride(requireOverride(services, channel, commandId));
      const headers = locationOf(ONE, { id: commandId }, channel.ledger.channel);
      return { ...(await shown(services, channel, commandId)), status: 201, headers };
    },
  });

const endorseOverride = (services: Services): Route =>
  route({
    method: 'post',
    path: `${ONE}/endorsements`,
    operationId: 'endorseLawfulOverride',
    summary: 'Add endorsements that administrators have signed off-line; each is verified before it is kept',
    tag,
    roles,
    params: ById,
    query: ChannelQuery,
    body: NewOverrideEndorsements,
    reply: { status: 200, description: 'Kept', schema: LawfulOverride },
    handle: async ({ params: { id }, query, body: { endorsements }, operator }) => {
      const { overrides } = services;
      const channel = services.channel(query.channel);
      const override = requireOpen(services, channel, id);
      const signers = new Set(overrides.endorsements(id).map(({ mspId }) => mspId));
      const checked = [];
      for (const { transactionId, mspId, ...given } of endorsements) {
        if (transactionId !== override.transactionId) {
          throw Problem.of('OVERRIDE_ENDORSEMENT_INVALID', { detail: `it is of the transaction ${transactionId}` });
        }
        if (signers.has(mspId)) throw Problem.of('OVERRIDE_ENDORSED_ALREADY', { detail: `by ${mspId}` });
        signers.add(mspId);
        const certificate = Buffer.from(given.certificate, 'base64').toString('utf8');
        const signature = Buffer.from(given.signature, 'base64');
        const name = await administrator(channel, override, { mspId, certificate, signature });
        checked.push({ mspId, certificate, signature, name });
      }
      const added = { addedBy: operator.id, addedAt: overrides.now().toISOString() };
      await Promise.all(checked.map((each) => overrides.endorse(id, { ...each, ...added })));
      return shown(services, channel, id);
    },
  });

const submitOverride = (services: Services): Route =>
  route({
    method: 'post',
    path: `${ONE}/submission`,
    operationId: 'submitLawfulOverride',
    summary: 'Submit an override with the endorsements of administrators (another operator than who prepared it)',
    tag,
    roles,
    params: ById,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'Executed: it is valid and final', schema: LawfulOverride },
    handle: async ({ params: { id }, query, operator }) => {
      const { overrides } = services;
      const channel = services.channel(query.channel);
      const override = requireOpen(services, channel, id);
      if (override.preparedBy === operator.id) throw Problem.of('OVERRIDE_SAME_OPERATOR');
      await overrides.note(id, 'submitted', operator.id);
      const verdict = await channel.ledger.overrides.submit(override, overrides.endorsements(id));
      const status = verdict.kind === 'valid' ? 'executed' : verdict.kind;
      await overrides.note(id, status, operator.id, verdict.block);
      services.onOverride(requireOverride(services, channel, id));
      if (verdict.kind === 'insufficient') throw Problem.of('OVERRIDE_INSUFFICIENT');
      if (verdict.kind === 'stale') throw Problem.of('OVERRIDE_STALE');
      await services.shows(channel.ledger, verdict.block);
      return shown(services, channel, id);
    },
  });

/** @throws {Problem} OVERRIDES_EXHAUSTED */
function requireRoom({ overrides }: Services, { ledger, queries }: ChannelServices): void {
  const waiting = overrides
    .prepared(ledger.channel)
    .filter((each) => overrideToday(queries, each).status === 'prepared');
  if (waiting.length >= OVERRIDES_OPEN_MAX) throw Problem.of('OVERRIDES_EXHAUSTED');
}

/**
 * The dates that an override states, of all calendars whose business date can be stated with that last day: which of them
 * it depends on shows when it is carried out.
 *
 * @throws {Problem} OVERRIDE_DATE_UNFIT when there is none
 */
function datesOf({ queries }: ChannelServices, wanted: string | undefined): readonly StatedDate[] {
  const dated = queries.businessDays.dates().flatMap(({ calendar, date }) => {
    const on = parseBusinessDate(date);
    const until = wanted === undefined ? addDays(on, OVERRIDE_DAYS) : parseBusinessDate(wanted);
    const days = daysBetween(on, until);
    return days >= 0 && days <= LIMITS.overrideDaysMax ? [{ calendar, on, until }] : [];
  });
  if (dated.length === 0) throw Problem.of('OVERRIDE_DATE_UNFIT');
  return dated;
}

type Wish = z.output<typeof NewLawfulOverride>;

/** The command that is wanted, with what it does in words. */
function wanted(
  { approvals }: ChannelServices,
  wish: Wish,
): Pick<Command, 'name' | 'body'> & Pick<Kept, 'act' | 'summary'> {
  if ('approvalId' in wish) {
    const { approvalId, bodyHash } = wish;
    const row = approvals.approval(approvalId);
    if (row === undefined) throw ledgerProblem('APPROVAL_UNKNOWN');
    const act = { function: row.function, body: row.body };
    const summary = actSummary(row.function, row.body);
    return { name: 'approval:approve', body: { approvalId, bodyHash }, act, summary };
  }
  const { function: name, body } = wish;
  const rule = Object.hasOwn(TRANSACTIONS, name) ? TRANSACTIONS[name as keyof typeof TRANSACTIONS] : undefined;
  if (rule?.kind !== 'command') throw Problem.of('OVERRIDE_FUNCTION_UNKNOWN');
  // a sensitive act is only proposed by its function: what moves units is its approval
  if ('dual' in rule) throw Problem.of('OVERRIDE_ACT_NOT_PROPOSED');
  return { name, body: body, act: undefined, summary: actSummary(name, body) };
}

/** @throws {Problem} OPERATOR_NOT_PERMITTED: who may not give the command itself does not prepare it either */
function requireRole(name: string, operator: Operator): void {
  const rule = TRANSACTIONS[name as keyof typeof TRANSACTIONS];
  const allowed: readonly string[] = 'operators' in rule ? rule.operators : [];
  if (operator.roles.some((role) => allowed.includes(role))) return;
  throw Problem.of('OPERATOR_NOT_PERMITTED', { detail: `${name} needs one of the roles ${allowed.join(', ')}` });
}

async function endorsedByPeers(
  { ledger }: ChannelServices,
  command: Command,
  endorsers: readonly string[] | undefined,
): ReturnType<ChannelServices['ledger']['overrides']['prepare']> {
  try {
    return await ledger.overrides.prepare(command, endorsers);
  } catch (error) {
    if (error instanceof EndorsersMissing) throw Problem.of('OVERRIDE_ENDORSERS_MISSING', { detail: error.message });
    throw error;
  }
}

async function administrator(
  { ledger }: ChannelServices,
  { payload }: Kept,
  endorsement: Parameters<ChannelServices['ledger']['overrides']['check']>[1],
): Promise<string> {
  try {
    return await ledger.overrides.check(payload, endorsement);
  } catch (error) {
    if (!(error instanceof EndorsementRefused)) throw error;
    throw Problem.of('OVERRIDE_ENDORSEMENT_INVALID', { detail: error.message, cause: error });
  }
}

/** @throws {Problem} OVERRIDE_NOT_FOUND */
function requireOverride({ overrides }: Services, { ledger, queries }: ChannelServices, id: string): Kept {
  const override = overrides.find(ledger.channel, id);
  if (override === undefined) throw Problem.of('OVERRIDE_NOT_FOUND');
  return overrideToday(queries, override);
}

/** One on which nothing is decided; one whose submission broke off counts. @throws {Problem} */
function requireOpen(services: Services, channel: ChannelServices, id: string): Kept {
  const override = requireOverride(services, channel, id);
  if (override.status === 'expired') throw Problem.of('OVERRIDE_EXPIRED');
  if (override.status === 'prepared' || override.status === 'submitted') return override;
  throw Problem.of('OVERRIDE_DECIDED', { detail: `it is ${override.status}` });
}

async function shown(services: Services, channel: ChannelServices, id: string): Promise<Reply> {
  const override = requireOverride(services, channel, id);
  return { status: 200, body: await overrideView(channel, services.overrides, override) };
}
