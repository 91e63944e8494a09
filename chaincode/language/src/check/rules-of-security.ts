import { compareCost, definitions, isBefore, type BusinessDate, type Money } from '@scrip/model';
import type { DefinedSecurity } from './defined.js';
import type { Problems } from './problem.js';
import { quoted } from './quoted.js';
import { requiredRules, type RequiredRule } from './required-rules.js';

/** Parameters of rules as they are written; which ones a rule has its kind says. */
interface Parameters {
  readonly units: string;
  readonly percent: string;
  readonly date: BusinessDate;
  readonly acquiredUpTo: BusinessDate;
  readonly until: BusinessDate;
  readonly least: Money;
  readonly price: string;
}

/** Of rules about what units cost. */
type Priced = Partial<Record<'least' | 'most', Money> & Record<'price', string>>;

/** What a security says that bounds its rules. */
interface Bounds {
  readonly size: bigint;
  readonly unit: Money | undefined;
  readonly issuedOn: BusinessDate | undefined;
  readonly maturity: BusinessDate | undefined;
}

/** Why a rule lets nobody through, by its kind; undefined: it does not. */
type Failing = (rule: Parameters, of: Bounds, placed: RequiredRule) => string | undefined;

const aboveSize: Failing = ({ units }, { size }) =>
  BigInt(units) > size ? `there are ${String(size)} units in all: say at most so many, or correct the size` : undefined;

const nothing: Failing = ({ percent }, _, { isConditional }) =>
  !isConditional && /^0(?:\.0+)?$/.test(percent)
    ? 'nobody can have anything where the most is none: say more, or leave this out'
    : undefined;

/** Of a bound of the nominal of so many units as there can be. */
const belowNominal =
  (most: (size: bigint) => bigint): Failing =>
  ({ least }, { unit, size }) => {
    if (unit === undefined) return 'units of this security have no nominal value: say how much it is with the size';
    if (unit.currency !== least.currency) return `one unit is ${inWords(unit)}: say this in ${unit.currency}`;
    if (compareCost(most(size), unit.amount, least.amount) >= 0) return undefined;
    return `one unit is ${inWords(unit)}, and there are ${String(size)}: say less, or correct the size`;
  };

const tooDear: Failing = ({ least, price }, { size }) =>
  compareCost(size, price, least.amount) < 0
    ? `all ${String(size)} units cost less than that at ${price} a unit: say less, or correct the price or the size`
    : undefined;

const endsBeforeIssue: Failing = ({ date }, { issuedOn }, { event }) =>
  event === 'transfer' && issuedOn !== undefined && isBefore(date, issuedOn)
    ? `units are issued on ${issuedOn}, and nobody has any before: say a later day`
    : undefined;

const beginsAfterMaturity: Failing = ({ date }, { maturity }) =>
  maturity !== undefined && isBefore(maturity, date)
    ? `the security ends on ${maturity}, and nobody has units after it: say an earlier day`
    : undefined;

const neverLocks: Failing = ({ acquiredUpTo, until }, { issuedOn }) => {
  if (isBefore(until, acquiredUpTo)) {
    return `nothing stays any longer after ${until}, so that units acquired up to ${acquiredUpTo} stay for no time: exchange the two days, or say a later end`;
  }
  return issuedOn !== undefined && !isBefore(issuedOn, until)
    ? `units are issued on ${issuedOn}, and the lock-up is over by then: say a later end`
    : undefined;
};

const FAILING: Readonly<Record<string, Failing>> = {
  'holdingAtLeast@1': aboveSize,
  'movesAtLeast@1': aboveSize,
  'movesInMultiplesOf@1': aboveSize,
  'shareAtMost@1': nothing,
  'groupShareAtMost@1': nothing,
  'groupShareBelow@1': nothing,
  'partAtMost@1': nothing,
  'volumeShareAtMost@1': nothing,
  'nominalAtLeast@1': belowNominal((size) => size),
  'denominationAtLeast@1': belowNominal(() => 1n),
  'costsAtLeast@1': tooDear,
  'notAfter@1': endsBeforeIssue,
  'notBefore@1': beginsAfterMaturity,
  'lockedUntil@1': neverLocks,
};

const inWords = ({ amount, currency }: Money): string => `${amount} ${currency}`;

/** Tells of rules that nobody can meet because of what the security is: its size, its nominal, its currency, its life. */
export function rulesOfSecurity({ of, said, draft }: DefinedSecurity, problems: Problems): void {
  const bounds = boundsOf(of, said);
  for (const each of requiredRules(of.rules ?? {})) {
    const parameters = each.rule.with as unknown as Parameters;
    const range = draft.rangeOf(`/rules${each.path}`);
    const why = FAILING[each.rule.is]?.(parameters, bounds, each);
    if (why !== undefined) problems.add('RULES_CONTRADICT', `nobody can meet ${quoted(each.rule)}: ${why}`, range);
    const { price, least, most } = each.rule.with as Priced;
    const { currency } = least ?? most ?? of;
    if (price === undefined || currency === of.currency) continue;
    const priced = `the security is in ${of.currency}, and ${currency} are counted at ${price} a unit`;
    problems.note('VALUE_DOUBTFUL', `${priced}: is that the price in ${currency}?`, range);
  }
}

function boundsOf(
  { authorisedUnits, denomination, instrument }: definitions.SecurityDefinition,
  said: definitions.SaidTerms,
): Bounds {
  const { values } = instrument;
  return {
    size: authorisedUnits,
    unit: denomination,
    issuedOn: 'issuedOn' in values ? (values.issuedOn as BusinessDate) : undefined,
    maturity: definitions.maturityOf(said)?.date,
  };
}
