import { isBefore, type BusinessDate } from '../dates/business-date.js';
import type { Isin } from '../identifiers/isin.js';
import { TERMS } from './catalogue.js';
import { formOf, issuedOn, type Checked } from './checks/context.js';
import { datesOf, maturityOf, periodsAfter, regimesOf, type Regular } from './checks/schedule.js';
import type { SaidTerms } from './checks/said.js';
import { conversionsSaid } from './conversions-said.js';
import { productOf } from './product.js';

/**
 * What can be asked of a security, out of its terms: exact values only, nothing that is computed of amounts. A feature is
 * absent where the terms say nothing of it; that is not the same as false.
 */
export interface TermFeatures {
  readonly product: string;
  readonly currency: string;
  readonly form?: 'registered' | 'bearer';
  readonly issued?: BusinessDate;
  /** Last day on which anything is due; absent: none. */
  readonly maturity?: BusinessDate;
  readonly isPerpetual: boolean;
  readonly interest: 'none' | 'fixed' | 'stepped' | 'floating' | 'fixed-to-floating' | 'other';
  /** Rate per year in per cent on the day, where it is known from the terms alone (decimal string). */
  readonly rate?: string;
  readonly index?: string;
  readonly spread?: string;
  /** First scheduled payment on or after the day, before any adjustment to business days. */
  readonly nextPayment?: BusinessDate;
  readonly issuerMayRedeem: boolean;
  /** First day on which the issuer may redeem by its choice. */
  readonly issuerMayRedeemFrom?: BusinessDate;
  readonly holderMayRequire: boolean;
  readonly converts: boolean;
  readonly convertsInto?: Isin;
  readonly rank?: string;
  readonly isSecured: boolean;
  readonly isGuaranteed: boolean;
  readonly isAmortising: boolean;
  readonly isInflationLinked: boolean;
  readonly useOfProceeds?: string;
  /** Votes for each unit (decimal string). */
  readonly votes?: string;
  readonly underlyings: readonly string[];
  readonly venues: readonly string[];
}

/** Features of terms on a business date. */
export function termFeatures(of: Checked, asOf: BusinessDate): TermFeatures {
  const { said, instrument, currency } = of;
  const given = {
    ...{ form: formOf(instrument), issued: issuedOn(instrument), maturity: maturityOf(said)?.date },
    ...{ rate: rateOn(said, asOf), nextPayment: nextPayment(said, asOf), rank: said.one(TERMS.ranks)?.with.as },
    index: said.one(TERMS.paysFloating)?.with.index ?? said.one(TERMS.followsIndex)?.with.index,
    spread: said.one(TERMS.paysFloating)?.with.spreadPercent,
    issuerMayRedeemFrom: said.one(TERMS.issuerMayRedeem)?.with.prices[0]?.from,
    ...{ convertsInto: conversionsSaid(said)[0]?.isin, useOfProceeds: said.one(TERMS.usesProceedsFor)?.with.label },
    votes: said.has(TERMS.hasNoVote) ? '0' : said.one(TERMS.votes)?.with.perUnit,
  };
  return {
    product: productOf(of),
    currency,
    ...present(given),
    isPerpetual: said.has(TERMS.neverMatures),
    interest: interestOf(said),
    issuerMayRedeem: said.has(TERMS.issuerMayRedeem) || said.has(TERMS.issuerMayRedeemMakeWhole),
    holderMayRequire: said.has(TERMS.holderMayRequire),
    converts: [TERMS.holderMayConvert, TERMS.convertsOn, TERMS.convertsAt].some((kind) => said.has(kind)),
    isSecured: said.has(TERMS.securedBy) || said.has(TERMS.coveredBy),
    isGuaranteed: said.has(TERMS.guaranteedBy),
    isAmortising: INSTALMENTS.some((kind) => said.has(kind)),
    isInflationLinked: said.has(TERMS.followsIndex),
    underlyings: underlyingsOf(said),
    venues: said.of(TERMS.listedOn).map(({ with: { venue } }) => venue),
  };
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };
const present = <T extends object>(of: T): Present<T> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Present<T>;

const INSTALMENTS = [TERMS.repaysInParts, TERMS.repaysInAmounts, TERMS.repaysRegularly, TERMS.sinks];

function interestOf(said: SaidTerms): TermFeatures['interest'] {
  if (said.has(TERMS.paysNoInterest)) return 'none';
  const regimes = regimesOf(said).map(({ is }) => is);
  if (regimes.length === 0) return 'other';
  if (regimes.length > 1) return 'fixed-to-floating';
  if (regimes.includes(TERMS.paysFloating.is)) return 'floating';
  return regimes.includes(TERMS.paysStepped.is) ? 'stepped' : 'fixed';
}

/** The rate that counts on a day: of the regime and the step in which it lies. */
function rateOn(said: SaidTerms, asOf: BusinessDate): string | undefined {
  const current = regimesOf(said).find(({ with: { until } }) => until === undefined || isBefore(asOf, until));
  if (current === undefined || current.is === TERMS.paysFloating.is) return undefined;
  const stepped = said.one(TERMS.paysStepped);
  if (current.path !== stepped?.path) return (current.with as Regular & { readonly ratePercent: string }).ratePercent;
  const steps = stepped.with.steps.filter(({ from }) => !isBefore(asOf, from));
  return (steps.at(-1) ?? stepped.with.steps[0])?.ratePercent;
}

function nextPayment(said: SaidTerms, asOf: BusinessDate): BusinessDate | undefined {
  const maturity = maturityOf(said)?.date;
  const regular = [
    ...regimesOf(said).map(({ with: of }) => of),
    ...[TERMS.paysShareOf, TERMS.repaysRegularly, TERMS.sinks].flatMap((kind) =>
      said.of<Regular>(kind).map(({ with: of }) => of),
    ),
  ];
  const dates = [
    ...regular.flatMap((of) => nextOf(of, maturity, asOf)),
    ...said.of(TERMS.repaysInParts).flatMap(({ with: of }) => of.instalments.map(({ on }) => on)),
    ...said.of(TERMS.repaysInAmounts).flatMap(({ with: of }) => of.instalments.map(({ on }) => on)),
    ...(maturity === undefined || !isRepaid(said) ? [] : [maturity]),
  ];
  return dates.filter((date) => !isBefore(date, asOf)).sort()[0];
}

/** Whether the last day is one of payment, and not of expiry, of conversion, or of the beginning of a winding up. */
const isRepaid = (said: SaidTerms): boolean =>
  ![TERMS.holderMayExercise, TERMS.convertsAt, TERMS.fundEnds].some((kind) => said.has(kind));

/** What is regular goes on to its end, to maturity, or without end: then it is looked at up to the day that is asked about. */
function nextOf(of: Regular, maturity: BusinessDate | undefined, asOf: BusinessDate): readonly BusinessDate[] {
  if (!isBefore(of.from, asOf)) return [of.from];
  return datesOf(of, maturity ?? of.until ?? horizonOf(of, asOf));
}

/** A day that lies at least one period after another. */
const horizonOf = ({ every }: Regular, asOf: BusinessDate): BusinessDate => periodsAfter(asOf, every, 1);

function underlyingsOf(said: SaidTerms): readonly string[] {
  const named = [
    ...said.of(TERMS.observes).flatMap(({ with: { underlyings } }) => underlyings.map(({ of }) => of)),
    ...said.of(TERMS.holderMayExercise).map(({ with: { underlying } }) => underlying),
  ];
  return named.map((of) => ('isin' in of ? of.isin : 'index' in of ? of.index : of.class));
}
