import {
  DomainError,
  exchangedLots,
  exchangedUnits,
  exchangeTermsOf,
  firstReason,
  givenExchange,
  moveHolding,
  requireDayOpen,
  totalUnits,
  type BusinessDate,
  type DayMoment,
  type Exchange,
  type ExchangeRequest,
  type ExchangeTerms,
  type GivenAct,
  type Movement,
  type MovementDecision,
  type MovementEffect,
  type MovementFacts,
  type Security,
} from '@scrip/model';
import { readCalendarDate } from '../records/calendar-records.js';
import { isExchangeIdUsed, writeExchange } from '../records/exchange-records.js';
import { readIssuedUnits, readSecurity } from '../records/security-records.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';
import { requireActOf } from './holder-acts.js';
import { movementFacts, sideOf, stageEffect } from './movement.js';

/**
 * Exchanges units of a security for units of another one of its issuer, by their holder's own word: those given leave
 * their register and those got come to theirs in one transaction, or neither. The registrar endorses both as an attestor.
 */
export const exchangeUnits: CommandHandler<GivenAct<ExchangeRequest>> = {
  body: givenExchange,
  run: async (work, given) => {
    const { act: asked } = given;
    const plan = await planExchange(work, asked);
    plan.moments.forEach(requireDayOpen);
    const { security, today, into } = plan;
    const act = { purpose: 'register:exchange', security, units: asked.units, today } as const;
    await requireActOf(work, asked.holderId, given, act);
    if (await isExchangeIdUsed(work.state, asked)) {
      throw new DomainError('EXCHANGE_EXISTS', { exchangeId: asked.exchangeId });
    }
    const intoUnits = plan.intoUnits ?? asked.units;
    const left = await stage(work, await judgeLeaving(work, plan), { isin: into.isin, units: intoUnits });
    const arriving = await judgeArriving(work, plan, left);
    if (arriving === undefined) throw new DomainError('EXCHANGE_LEAVES_FRACTION');
    const came = await stage(work, arriving, { isin: security.isin, units: asked.units });
    const exchange: Exchange = { ...asked, intoUnits, businessDate: today };
    writeExchange(work.state, exchange);
    work.events.push({
      ...{ type: 'UnitsExchanged', exchange, consumed: left.consumed.map(({ lotId }) => lotId) },
      ...{ created: left.created, arrived: came.created },
      ...{ issued: left.outstanding ?? 0n, intoIssued: came.outstanding ?? 0n },
    });
    return { exchange, lots: came.created };
  },
};

/** What both registers would say to an exchange now: the same judgement as that of the exchange, unwritten. */
export async function dryRunExchange(work: UnitOfWork, asked: ExchangeRequest): Promise<unknown> {
  const plan = await planExchange(work, asked);
  const leaving = await judgeLeaving(work, plan);
  const { verdict: given, effect } = leaving.decision;
  if (plan.intoUnits === undefined) return { allowed: false, given };
  let got: MovementDecision['verdict'] | undefined;
  await work.rehearse(async () => {
    if (effect !== undefined) await stage(work, leaving, { isin: plan.into.isin, units: plan.intoUnits ?? 0n });
    got = (await judgeArriving(work, plan, effect))?.decision.verdict;
  });
  if (got === undefined) return { allowed: false, given };
  return { allowed: given.allowed && got.allowed, given, got, intoUnits: plan.intoUnits };
}

/** The two securities of an exchange, and what the terms between them make of it. */
interface ExchangePlan {
  readonly asked: ExchangeRequest;
  readonly security: Security;
  readonly into: Security;
  readonly moments: readonly DayMoment[];
  /** Business date of the security that is given. */
  readonly today: BusinessDate;
  /** Business date of the other one, which decides for what arrives. */
  readonly intoToday: BusinessDate;
  readonly terms?: ExchangeTerms;
  /** Units that are got; absent where there is no such right, or a fraction. */
  readonly intoUnits?: bigint;
}

async function planExchange(work: UnitOfWork, asked: ExchangeRequest): Promise<ExchangePlan> {
  const security = await readSecurity(work.state, asked.isin);
  const into = await readSecurity(work.state, asked.intoIsin);
  const intoNow = await readCalendarDate(work.state, into.calendar);
  const now = await work.moment(security.calendar);
  const [today, intoToday] = [now.businessDate, intoNow.businessDate];
  const terms = exchangeTermsOf(security, into, today);
  const plan = { asked, security, into, moments: [now, intoNow], today, intoToday };
  if (terms === undefined) return plan;
  const intoUnits = exchangedUnits(asked.units, terms.ratio);
  return { ...plan, terms, ...(intoUnits === undefined ? {} : { intoUnits }) };
}

/** A side of an exchange with what its register says to it. */
interface Judged {
  readonly movement: Extract<Movement, { kind: 'exchangeOut' | 'exchangeIn' }>;
  readonly facts: MovementFacts;
  readonly decision: MovementDecision;
}

async function judgeLeaving(work: UnitOfWork, { asked, security, into, today, terms }: ExchangePlan): Promise<Judged> {
  const movement = {
    kind: 'exchangeOut',
    ...{ from: await sideOf(work, security, asked), units: asked.units, into: into.isin },
    outstanding: await readIssuedUnits(work.state, security.isin),
    ...(terms === undefined ? {} : { terms }),
  } as const;
  const facts = await movementFacts(work, security, today, movement);
  return { movement, facts, decision: moveHolding(movement, facts) };
}

/** @returns undefined where it cannot be told what would arrive */
async function judgeArriving(
  work: UnitOfWork,
  { asked, security, into, intoToday, terms, intoUnits }: ExchangePlan,
  left: MovementEffect | undefined,
): Promise<Judged | undefined> {
  if (terms === undefined || intoUnits === undefined) return undefined;
  const { consumed } = left ?? { consumed: [] };
  const lots = exchangedLots({ consumed, remainder: totalUnits(consumed) - asked.units }, terms, intoToday) ?? [];
  const movement = {
    kind: 'exchangeIn',
    ...{ to: await sideOf(work, into, asked), units: intoUnits, lots, outOf: security.isin },
    outstanding: await readIssuedUnits(work.state, into.isin),
  } as const;
  const facts = await movementFacts(work, into, intoToday, movement);
  return { movement, facts, decision: moveHolding(movement, facts) };
}

/** Stages a side with an entry that names the other one. @throws DomainError with the first reason of a refusal */
async function stage(
  work: UnitOfWork,
  { movement, facts, decision: { verdict, effect } }: Judged,
  other: { readonly isin: Security['isin']; readonly units: bigint },
): Promise<MovementEffect> {
  if (effect === undefined) throw new DomainError(firstReason(verdict) ?? 'INTERNAL', { isin: facts.security.isin });
  await stageEffect(work, movement, facts, { verdict, effect }, { exchange: other });
  return effect;
}
