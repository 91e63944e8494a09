/** The values of a rule, from the least to the greatest. */
const VALUES = ['failed', 'unknown', 'met'] as const;
export type Value = (typeof VALUES)[number];

/** What rules come to. */
export interface Verdict {
  readonly value: Value;
  /** Why it is not met, each once. */
  readonly reasons: readonly string[];
  /** Whether the movement waits; otherwise, where it is not met, it is refused for good. */
  readonly waits: boolean;
}

/** What is met. */
export const MET: Verdict = { value: 'met', reasons: [], waits: true };

/** How rules are combined. */
export interface Logic {
  readonly all: (inner: readonly Verdict[]) => Verdict;
  readonly any: (inner: readonly Verdict[]) => Verdict;
  readonly none: (inner: readonly Verdict[]) => Verdict;
  readonly when: (condition: Verdict, rule: Verdict) => Verdict;
}

const valuesOf = (inner: readonly Verdict[]): readonly Value[] => inner.map(({ value }) => value);
const least = (values: readonly Value[]): Value => VALUES.find((value) => values.includes(value)) ?? 'met';
const greatest = (values: readonly Value[]): Value => VALUES.findLast((value) => values.includes(value)) ?? 'failed';

const reasonsOf = (inner: readonly Verdict[]): readonly string[] => [
  ...new Set(inner.flatMap(({ reasons }) => reasons)),
];

function all(inner: readonly Verdict[]): Verdict {
  const value = least(valuesOf(inner));
  const lacking = inner.filter((one) => one.value !== 'met');
  return { value, reasons: reasonsOf(lacking), waits: lacking.every(({ waits }) => waits) };
}

function any(inner: readonly Verdict[]): Verdict {
  const value = greatest(valuesOf(inner));
  if (value === 'met') return MET;
  return { value, reasons: reasonsOf(inner), waits: inner.some(({ waits }) => waits) };
}

function none(inner: readonly Verdict[]): Verdict {
  const value = greatest(valuesOf(inner));
  if (value === 'failed') return MET;
  if (value === 'met') return { value: 'failed', reasons: ['RULE_EXCLUDES'], waits: true };
  return { value, reasons: reasonsOf(inner.filter((one) => one.value === 'unknown')), waits: true };
}

function when(condition: Verdict, rule: Verdict): Verdict {
  if (condition.value === 'failed' || rule.value === 'met') return MET;
  if (condition.value === 'met') return rule;
  return { ...any([condition, rule]), value: 'unknown' };
}

/** As the reference combines them: S. C. Kleene's strong logic, and the table "Why a movement waits or is refused". */
export const LOGIC: Logic = { all, any, none, when };
