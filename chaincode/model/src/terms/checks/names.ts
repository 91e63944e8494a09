import type { Formula } from '../formula.js';
import {
  isSameUnit,
  STANDARD_QUANTITIES,
  unitIn,
  unitInWords,
  unitOf,
  type FormulaProblem,
  type Unit,
} from '../formula-unit.js';
import { TERMS } from '../catalogue.js';
import type { Checked } from './context.js';
import { problem, type TermProblem } from './problem.js';
import type { Said, SaidTerms } from './said.js';

/** Events that need no words of the text: they are what law and market take them to be. */
export const STANDARD_EVENTS: ReadonlySet<string> = new Set([
  ...['ChangeOfControl', 'TaxEvent', 'RegulatoryEvent', 'AccountingEvent', 'RatingDowngrade', 'IndexCessation'],
  ...['IssuerInsolvent', 'Dissolution', 'LiquidityEvent', 'EquityFinancing', 'PublicOffering', 'CreditEvent'],
  ...['DividendArrears', 'Delisting', 'Merger', 'Illegality'],
]);

/** Every name that a term uses is that of something. Codes: EVENT_UNDEFINED, NAME_DEFINED_TWICE and those of formulas. */
export function checkNames(of: Checked): readonly TermProblem[] {
  return [...checkEvents(of.said), ...checkTwice(of.said), ...checkFormulas(of)];
}

const FIELDS_OF_EVENTS = ['event', 'while', 'accelerates', 'untilEvent'] as const;

/** Events that the text says what they are, each with where it does. */
function definedEvents(said: SaidTerms): readonly Said<string>[] {
  const { meansEvent, occursBelow, keepsRatio, crossDefaults } = TERMS;
  return [
    ...said.of(meansEvent).map(({ path, with: { event } }) => ({ path: `${path}/with/event`, with: event })),
    ...said.of(occursBelow).map(({ path, with: { event } }) => ({ path: `${path}/with/event`, with: event })),
    ...said.of(keepsRatio).map(({ path, with: { event } }) => ({ path: `${path}/with/event`, with: event })),
    ...said.of(crossDefaults).map(({ path }) => ({ path, with: 'CrossDefault' })),
  ];
}

function checkEvents(said: SaidTerms): readonly TermProblem[] {
  const defined = new Set([...STANDARD_EVENTS, ...definedEvents(said).map(({ with: event }) => event)]);
  return said.all.flatMap(({ path, with: values }) =>
    eventsOf(values, `${path}/with`)
      .filter(({ with: event }) => !defined.has(event))
      .map((used) => problem('EVENT_UNDEFINED', used.path, { event: used.with })),
  );
}

function eventsOf(values: object, path: string): readonly Said<string>[] {
  const named = values as Readonly<Record<string, unknown>>;
  const single = FIELDS_OF_EVENTS.flatMap((name) => {
    const event = named[name];
    return typeof event === 'string' ? [{ path: `${path}/${name}`, with: event }] : [];
  });
  const listed = 'events' in named ? (named['events'] as readonly string[]) : [];
  return [...single, ...listed.map((event, index) => ({ path: `${path}/events/${String(index)}`, with: event }))];
}

/** No event and no quantity is said twice to be something; an event to which several covenants lead is said once. */
function checkTwice(said: SaidTerms): readonly TermProblem[] {
  const quantities = [...said.of(TERMS.meansFormula), ...said.of(TERMS.isGiven)].map(({ path, with: { name } }) => ({
    path: `${path}/with/name`,
    with: name,
  }));
  const ratios = new Set(said.of(TERMS.keepsRatio).map(({ path }) => `${path}/with/event`));
  // several covenants may lead to one event: the first of them says what it is
  const led = new Set<string>();
  const events = definedEvents(said).filter(({ path, with: event }) => {
    const isAgain = ratios.has(path) && led.has(event);
    if (ratios.has(path)) led.add(event);
    return !isAgain;
  });
  return [events, quantities].flatMap((names) =>
    names
      .filter(({ with: name }, index) => names.findIndex((other) => other.with === name) < index)
      .map(({ path, with: name }) => problem('NAME_DEFINED_TWICE', path, { name })),
  );
}

/** What a formula of a term is to yield. */
interface Expected extends Said<Formula> {
  readonly unit?: Unit['of'];
}

function formulasOf(said: SaidTerms): readonly Expected[] {
  const { meansFormula, repaysByFormula, convertsOn, convertsAt, mustPayOn } = TERMS;
  return [
    ...said.of(meansFormula).map(({ path, with: { formula } }) => ({ path: `${path}/with/formula`, with: formula })),
    ...[repaysByFormula, mustPayOn].flatMap((kind) =>
      said
        .of<{ readonly amount: Formula }>(kind)
        .map(({ path, with: { amount } }) => ({ path: `${path}/with/amount`, with: amount, unit: 'money' as const })),
    ),
    ...[convertsOn, convertsAt].flatMap((kind) =>
      said
        .of<{ readonly units: Formula }>(kind)
        .map(({ path, with: { units } }) => ({ path: `${path}/with/units`, with: units, unit: 'units' as const })),
    ),
  ];
}

/** Formulas yield what they are for: codes FORMULA_UNITS_DIFFER, QUANTITY_UNDEFINED, QUANTITY_CIRCULAR, FORMULA_YIELDS_OTHER. */
function checkFormulas({ said, currency }: Checked): readonly TermProblem[] {
  const quantities = new Quantities(said, (of) => unitIn(of, currency));
  return formulasOf(said)
    .flatMap(({ path, with: formula, unit: expected }) => {
      const problems: FormulaProblem[] = [];
      const unit = unitOf(formula, quantities.unitOf, path, problems);
      const found = problems.map(({ code, path: at, ...details }) => problem(code, at, details));
      if (unit === undefined || expected === undefined || isSameUnit(unit, unitIn(expected, currency))) return found;
      const wanted = unitInWords(unitIn(expected, currency));
      return [...found, problem('FORMULA_YIELDS_OTHER', path, { expected: wanted, found: unitInWords(unit) })];
    })
    .concat(quantities.circular());
}

/** Units of quantities by name, as the text says them. */
class Quantities {
  readonly #formulas: ReadonlyMap<string, Said<{ readonly formula: Formula }>>;
  readonly #given: ReadonlyMap<string, Unit['of']>;
  readonly #open = new Set<string>();
  /** What was found: a name that is used often is looked at once. */
  readonly #found = new Map<string, Unit | 'unknown'>();
  readonly #circular = new Set<string>();

  constructor(
    said: SaidTerms,
    private readonly unit: (of: Unit['of']) => Unit,
  ) {
    this.#formulas = new Map(said.of(TERMS.meansFormula).map((each) => [each.with.name, each]));
    this.#given = new Map(said.of(TERMS.isGiven).map(({ with: { name, unit: of } }) => [name, of]));
  }

  /** The unit of a quantity; what is wrong with its own formula is said there. */
  readonly unitOf = (name: string): Unit | 'unknown' | undefined => {
    const found = this.#found.get(name);
    if (found !== undefined) return found;
    const defined = this.#formulas.get(name);
    if (defined === undefined) {
      const given =
        this.#given.get(name) ?? (Object.hasOwn(STANDARD_QUANTITIES, name) ? STANDARD_QUANTITIES[name] : undefined);
      return given === undefined ? undefined : this.unit(given);
    }
    if (this.#open.has(name)) {
      this.#circular.add(name);
      return 'unknown';
    }
    this.#open.add(name);
    const unit = unitOf(defined.with.formula, this.unitOf, '', []) ?? 'unknown';
    this.#open.delete(name);
    this.#found.set(name, unit);
    return unit;
  };

  /** Quantities that are said by themselves. */
  circular(): readonly TermProblem[] {
    for (const name of this.#formulas.keys()) this.unitOf(name);
    return [...this.#circular].flatMap((name) => {
      const defined = this.#formulas.get(name);
      return defined === undefined ? [] : [problem('QUANTITY_CIRCULAR', `${defined.path}/with/formula`, { name })];
    });
  }
}
