import { businessDate, isBefore, type BusinessDate } from '../../dates/business-date.js';
import { addPeriod } from '../../dates/period.js';
import { TERMS } from '../catalogue.js';
import { issuedOn, type Checked } from './context.js';
import { problem, type TermProblem } from './problem.js';
import { accrualOf, maturityOf, regimesOf } from './schedule.js';
import type { SaidTerms } from './said.js';

/** A date that a term names. */
interface Dated {
  readonly path: string;
  readonly date: BusinessDate;
}

/** Dates in the order in which they must come; `strictly`: no two are one. */
interface Order {
  readonly dates: readonly Dated[];
  readonly strictly: boolean;
}

/** Dates are in their order, and within the life of the security: one problem for each date. Code: DATES_OUT_OF_ORDER. */
export function checkDates({ instrument, said }: Checked): readonly TermProblem[] {
  const issued = issuedOn(instrument);
  const maturity = maturityOf(said);
  const orders = ordersOf(said);
  const found = [
    ...orders.flatMap(checkOrder),
    ...(issued === undefined ? [] : orders.flatMap(({ dates }) => dates.slice(0, 1)).flatMap(afterIssue(issued))),
    ...(maturity === undefined ? [] : orders.flatMap(({ dates }) => dates.slice(-1)).flatMap(byMaturity(maturity))),
    ...(maturity === undefined || issued === undefined || isBefore(issued, maturity.date)
      ? []
      : [outOfOrder(maturity.path, issued, maturity.date)]),
    ...afterMaturity(said, maturity?.date),
    ...firstRate(said, accrualOf(instrument, said)),
    ...beforeFirstPayment(said),
    ...beforeEndOfFund(said),
  ];
  return found.filter(({ path }, index) => found.findIndex((each) => each.path === path) === index);
}

const outOfOrder = (path: string, earlier: string, later: string): TermProblem =>
  problem('DATES_OUT_OF_ORDER', path, { earlier, later });

function checkOrder({ dates, strictly }: Order): readonly TermProblem[] {
  return dates.flatMap(({ path, date }, index) => {
    const before = dates[index - 1]?.date;
    if (before === undefined || isBefore(before, date) || (!strictly && before === date)) return [];
    return [outOfOrder(path, before, date)];
  });
}

const afterIssue =
  (issued: BusinessDate) =>
  ({ path, date }: Dated): readonly TermProblem[] =>
    isBefore(date, issued) ? [outOfOrder(path, issued, date)] : [];

const byMaturity =
  (maturity: Dated) =>
  ({ path, date }: Dated): readonly TermProblem[] =>
    isBefore(maturity.date, date) ? [outOfOrder(path, date, maturity.date)] : [];

/** An extension is beyond the maturity that it extends. */
function afterMaturity(said: SaidTerms, maturity: BusinessDate | undefined): readonly TermProblem[] {
  return said
    .of(TERMS.extendsTo)
    .flatMap(({ path, with: { until } }) =>
      maturity === undefined || isBefore(maturity, until) ? [] : [outOfOrder(`${path}/with/until`, maturity, until)],
    );
}

/** Interest runs from a day before it is paid for the first time. */
function beforeFirstPayment(said: SaidTerms): readonly TermProblem[] {
  const [first] = regimesOf(said);
  return said
    .of(TERMS.accruesFrom)
    .flatMap(({ path, with: { from } }) =>
      first === undefined || isBefore(from, first.with.from)
        ? []
        : [outOfOrder(`${path}/with/from`, from, first.with.from)],
    );
}

const ANY_CLOSING = businessDate('2000-01-01', '');

/** Capital is called before the fund ends, where both are counted from one day, or to days. */
function beforeEndOfFund(said: SaidTerms): readonly TermProblem[] {
  const end = said.one(TERMS.fundEnds)?.with.at;
  return said.of(TERMS.callsCapital).flatMap(({ path, with: { during } }) => {
    if (end === undefined) return [];
    if ('until' in during) {
      if (!('on' in end) || isBefore(during.until, end.on)) return [];
      return [outOfOrder(`${path}/with/during/until`, during.until, end.on)];
    }
    if (!('after' in end) || end.after.since !== during.within.since) return [];
    const [called, over] = [during.within.period, end.after.period];
    if (isBefore(addPeriod(ANY_CLOSING, called), addPeriod(ANY_CLOSING, over))) return [];
    return [outOfOrder(`${path}/with/during/within/period`, called, over)];
  });
}

/** The first of several rates counts from the day on which interest begins. */
function firstRate(said: SaidTerms, begins: BusinessDate | undefined): readonly TermProblem[] {
  return said.of(TERMS.paysStepped).flatMap(({ path, with: { steps } }) => {
    const first = steps[0]?.from;
    if (first === undefined || begins === undefined || first === begins) return [];
    return [outOfOrder(`${path}/with/steps/0/from`, first, begins)];
  });
}

/** All dates of terms, in the orders in which they must come. */
function ordersOf(said: SaidTerms): readonly Order[] {
  return said.all.flatMap(({ is, path, with: values }) => {
    const order = ORDERS.get(is);
    return order === undefined ? [] : order(values, `${path}/with`);
  });
}

type OrderOf = (values: object, path: string) => readonly Order[];

/** One after the other, each later than the one before. */
const ascending = (dates: readonly Dated[]): Order => ({ dates, strictly: true });

const at = (path: string, values: object, ...names: readonly string[]): readonly Dated[] =>
  names.flatMap((name) => {
    const date = (values as Readonly<Record<string, BusinessDate | undefined>>)[name];
    return date === undefined ? [] : [{ path: `${path}/${name}`, date }];
  });

const fields =
  (...names: readonly string[]): OrderOf =>
  (values, path) => [{ dates: at(path, values, ...names), strictly: false }];

const entries =
  (list: string, name: string, ...after: readonly string[]): OrderOf =>
  (values, path) => {
    const rows = (values as Readonly<Record<string, readonly object[] | undefined>>)[list] ?? [];
    const dates = rows.flatMap((row, index) => at(`${path}/${list}/${String(index)}`, row, name));
    return [ascending(dates), { dates: [...dates, ...at(path, values, ...after)], strictly: false }];
  };

const exercised: OrderOf = (values, path) => {
  const dates = (values as { readonly dates?: readonly BusinessDate[] }).dates ?? [];
  const listed = dates.map((date, index) => ({ path: `${path}/dates/${String(index)}`, date }));
  return [
    ascending(listed),
    { dates: [...at(path, values, 'from'), ...listed, ...at(path, values, 'until')], strictly: false },
  ];
};

/** Which dates of a kind of term come in which order. */
const ORDERS: ReadonlyMap<string, OrderOf> = new Map([
  [TERMS.paysFixed.is, fields('from', 'until')],
  [TERMS.paysFloating.is, fields('from', 'until')],
  [TERMS.distributes.is, fields('from', 'until')],
  [TERMS.paysShareOf.is, fields('from', 'until')],
  [
    TERMS.paysStepped.is,
    (values, path) => [...fields('from', 'until')(values, path), ...entries('steps', 'from')(values, path)],
  ],
  [TERMS.paysInKind.is, fields('until')],
  [TERMS.changesRateByTarget.is, fields('observedOn', 'from')],
  [TERMS.repaysInParts.is, entries('instalments', 'on')],
  [TERMS.repaysInAmounts.is, entries('instalments', 'on')],
  [TERMS.repaysOn.is, fields('on')],
  [TERMS.repaysByFormula.is, fields('on')],
  [TERMS.repaysShortfall.is, fields('on')],
  [TERMS.repaysByBarrier.is, fields('observedOn', 'on')],
  [TERMS.convertsAt.is, fields('on')],
  [TERMS.repaysRegularly.is, fields('from', 'until')],
  [TERMS.sinks.is, fields('from', 'until')],
  [TERMS.issuerMayRedeem.is, entries('prices', 'from', 'until')],
  [TERMS.issuerMayRedeemMakeWhole.is, fields('until')],
  [TERMS.holderMayRequire.is, entries('prices', 'on')],
  [TERMS.classMayRequire.is, fields('from')],
  [TERMS.holderMayConvert.is, fields('from', 'until')],
  [TERMS.holderMayExchange.is, fields('from', 'until')],
  [TERMS.holderMayExercise.is, exercised],
  [TERMS.vests.is, entries('steps', 'on')],
  [TERMS.redeemsEarly.is, entries('observations', 'on')],
  [TERMS.paysIfAbove.is, entries('observations', 'on')],
]);
