import type { Facts } from '../facts/facts.js';
import type { Answers, HeldClaims, Question, Questions } from '../facts/questions.js';
import { LOGIC, MET, type Logic } from '../logic.js';
import { dayOf, writtenDay } from '../values/days.js';
import { ISIN } from './claims-of-chance.js';

/** Ways to look at claims wrongly. */
export const CLAIM_MISTAKES: Readonly<Record<string, (claims: HeldClaims) => HeldClaims>> = {
  'what its issuer has revoked counts': ({ held, issuers }) => ({
    held: held.map(({ claim }) => ({ claim, hash: claim.claimId })),
    issuers,
  }),
  'grace lasts a day longer': onEach((claim) => ({ ...claim, graceDays: claim.graceDays + 1 })),
  'there is no grace': onEach((claim) => ({ ...claim, graceDays: 0 })),
  'the first day does not count': onEach((claim) => ({ ...claim, validFrom: writtenDay(dayOf(claim.validFrom) + 1) })),
  'claims for other securities count': onEach((claim) =>
    claim.securities === undefined ? claim : { ...claim, securities: [ISIN] },
  ),
  'trust has no end': ({ held, issuers }) => ({ held, issuers: issuers.map(({ mspId, from }) => ({ mspId, from })) }),
  'trust ends a day early': ({ held, issuers }) => ({
    held,
    issuers: issuers.map(({ end, ...issuer }) =>
      end === undefined ? issuer : { ...issuer, end: { ...end, lastDay: writtenDay(dayOf(end.lastDay) - 1) } },
    ),
  }),
  'trust has no beginning': ({ held, issuers }) => ({
    held,
    issuers: issuers.map((issuer) => ({ ...issuer, from: '1900-01-01' })),
  }),
  'everybody is trusted': ({ held }) => ({
    held,
    issuers: held.map(({ claim: { issuer } }) => ({ mspId: issuer, from: '1900-01-01' })),
  }),
  'the last claim counts alone': ({ held, issuers }) => ({ held: held.slice(-1), issuers }),
};

type Claim = HeldClaims['held'][number]['claim'];

function onEach(change: (claim: Claim) => Claim): (claims: HeldClaims) => HeldClaims {
  return ({ held, issuers }) => ({ held: held.map(({ claim, ...of }) => ({ ...of, claim: change(claim) })), issuers });
}

/** The same facts with claims that are looked at wrongly. */
export const withClaims = (facts: Facts, change: (claims: HeldClaims) => HeldClaims): Facts => ({
  movement: facts.movement,
  exempt: facts.exempt,
  ask: <N extends keyof Questions>(question: Question<N>): Answers[N] => {
    const answer = facts.ask(question);
    return question.need === 'claims' ? (change(answer as HeldClaims) as Answers[N]) : answer;
  },
});

/** Ways to combine rules wrongly. */
export const LOGIC_MISTAKES: Readonly<Record<string, Partial<Logic>>> = {
  'what is not known is not excluded': {
    none: (inner) => (inner.some(({ value }) => value === 'met') ? LOGIC.none(inner) : MET),
  },
  'all of: what is not known passes': { all: (inner) => LOGIC.all(inner.filter(({ value }) => value !== 'unknown')) },
  'any of: all must be met': { any: LOGIC.all },
  'any of: cured where each can be': {
    any: (inner) => ({ ...LOGIC.any(inner), waits: inner.every(({ waits }) => waits) }),
  },
  'all of: cured where one can be': {
    all: (inner) => ({ ...LOGIC.all(inner), waits: inner.some(({ waits }) => waits) }),
  },
  'all of: the first reason alone': { all: (inner) => withFirst(LOGIC.all(inner)) },
  'none of: the reasons of all': {
    none: (inner) => ({ ...LOGIC.none(inner), reasons: inner.flatMap(({ reasons }) => reasons) }),
  },
  'none of: never cured': { none: (inner) => ({ ...LOGIC.none(inner), waits: false }) },
  'when: what is not known is not so': {
    when: (condition, rule) => (condition.value === 'unknown' ? MET : LOGIC.when(condition, rule)),
  },
  'when: failed where the condition is not known and the rule fails': {
    when: (condition, rule) => ({ ...LOGIC.when(condition, rule), value: whenFailed(condition, rule) }),
  },
  'when: the rule always': { when: (_, rule) => rule },
  'when: the reasons of the rule alone': {
    when: (condition, rule) => ({ ...LOGIC.when(condition, rule), reasons: rule.reasons }),
  },
};

type Verdict = ReturnType<Logic['when']>;
const withFirst = (verdict: Verdict): Verdict => ({ ...verdict, reasons: verdict.reasons.slice(0, 1) });
const whenFailed = (condition: Verdict, rule: Verdict): Verdict['value'] =>
  condition.value === 'unknown' && rule.value === 'failed' ? 'failed' : LOGIC.when(condition, rule).value;
