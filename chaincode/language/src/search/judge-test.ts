import { compliance } from '@scrip/model';
import type { LookedAt } from './candidate.js';
import { containsWords, wordsOf } from './full-text.js';
import { KINDS, textOf, type Literal, type Relation, type Value, type ValueKind } from './kinds.js';
import type { Condition, PermittedEvent, Test } from './query.js';

type Outcome = compliance.Outcome;

/** What a condition says of a definition: unknown where the definition does not say enough. */
export function outcomeOf(condition: Condition, looked: LookedAt): Outcome {
  switch (condition.is) {
    case 'all':
      return compliance.allOutcomes(condition.of.map((each) => outcomeOf(each, looked)));
    case 'any':
      return compliance.anyOutcome(condition.of.map((each) => outcomeOf(each, looked)));
    case 'not':
      return compliance.contrary(outcomeOf(condition.of, looked));
    case 'orUnknown':
      return outcomeOf(condition.of, looked) === 'failed' ? 'failed' : 'met';
    default:
      return judge(condition, looked);
  }
}

const metIf = (met: boolean): Outcome => (met ? 'met' : 'failed');

function judge(test: Test, looked: LookedAt): Outcome {
  switch (test.is) {
    case 'compares':
      return compared(test, looked);
    case 'says': {
      const known = test.feature.of(looked);
      return known === undefined ? 'unknown' : metIf(known.includes('yes'));
    }
    case 'stated':
      return metIf(test.feature.of(looked) !== undefined);
    case 'contains':
      return metIf(containsWords(looked.words, test.words));
    case 'permits':
      return permitted(test, looked);
  }
}

function compared(
  { feature, relation, values }: Extract<Test, { readonly is: 'compares' }>,
  looked: LookedAt,
): Outcome {
  const known = feature.of(looked);
  if (known === undefined || feature.kind === 'flag') return 'unknown';
  const kind = KINDS[feature.kind];
  const matches = (of: Relation): Outcome =>
    compliance.anyOutcome(known.map((value) => holds(value, of, values, kind)));
  return relation === 'isNot' ? compliance.contrary(matches('is')) : matches(relation);
}

/** Whether one value is as it is asked for. Months and years are all of their days: after them is after their last day. */
function holds(value: Value, relation: Relation, literals: readonly Literal[], kind: ValueKind): Outcome {
  const [first, last] = [literals[0], literals.at(-1)];
  if (first === undefined || last === undefined) return 'failed';
  const against = (bound: Value, fits: (sign: number) => boolean): Outcome => {
    const sign = kind.compare(value, bound);
    return sign === undefined ? 'unknown' : metIf(fits(sign));
  };
  const within = (low: Value, high: Value): Outcome =>
    compliance.allOutcomes([against(low, (sign) => sign >= 0), against(high, (sign) => sign <= 0)]);
  switch (relation) {
    case 'is':
    case 'isNot':
      return within(first.low, first.high);
    case 'isOneOf':
      return compliance.anyOutcome(literals.map(({ low, high }) => within(low, high)));
    case 'isBetween':
      return within(first.low, last.high);
    case 'above':
      return against(first.high, (sign) => sign > 0);
    case 'atLeast':
      return against(first.low, (sign) => sign >= 0);
    case 'below':
      return against(first.low, (sign) => sign < 0);
    case 'atMost':
      return against(first.high, (sign) => sign <= 0);
    case 'contains':
      return metIf(containsWords(wordsOf(textOf(value)), wordsOf(textOf(first.low))));
    case 'beginsWith':
      return metIf(textOf(value).startsWith(textOf(first.low)));
  }
}

const EVENTS: Readonly<Record<PermittedEvent, readonly compliance.ComplianceEvent[]>> = {
  transfer: ['transfer', 'hold'],
  subscription: ['subscribe', 'hold'],
  holding: ['hold'],
};

/** What the rules themselves say of somebody who is described; a definition that asks nothing keeps nobody out. */
function permitted(
  { event, investor }: Extract<Test, { readonly is: 'permits' }>,
  { rules, security, asOf: today }: LookedAt,
): Outcome {
  if (rules === undefined || security === undefined) return 'unknown';
  return compliance.allOutcomes(
    EVENTS[event].flatMap((asked) => {
      const rule = rules[asked];
      return rule === undefined ? [] : [compliance.judgeDescribed(rule, asked, investor, { security, today }).outcome];
    }),
  );
}
