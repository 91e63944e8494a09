import { termKind } from './term-kind.js';
import { days, signedPercent } from './values.js';

/**
 * Overnight rates are observed over a period that begins and ends so many business days before the interest period, and
 * each weighs as its own day does (observation period shift). Looking back without it is a part of `fixesRate`. ISDA
 * 2021 section 7; ARRC conventions for SOFR floating rate notes.
 */
export const shiftsObservations = termKind({ is: 'shiftsObservations@1', topic: 'payment', parameters: { days } });

/**
 * For the last business days of an interest period the overnight rate of the day before them counts (lockout, rate
 * cut-off). ISDA 2021 section 7; ARRC conventions for SOFR floating rate notes.
 */
export const locksOutRate = termKind({ is: 'locksOutRate@1', topic: 'payment', parameters: { days } });

/**
 * No overnight rate counts as less, each before it is compounded or averaged; a floor of `paysFloating` is of the whole
 * rate. ISDA 2021 section 7 (daily floor).
 */
export const floorsDailyRate = termKind({
  is: 'floorsDailyRate@1',
  topic: 'payment',
  parameters: { percent: signedPercent },
});

/**
 * Interest is paid so many business days after the end of its period, and nothing is paid for the delay: the rate is
 * known by then. ARRC conventions for SOFR (payment delay).
 */
export const paysAfterPeriod = termKind({ is: 'paysAfterPeriod@1', topic: 'payment', parameters: { days } });
