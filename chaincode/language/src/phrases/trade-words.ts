import { stripped } from './closest.js';
import { UNSAID_WORDS } from './unsaid-words.js';

/** What term sheets call something, and how a text of the language says it. */
export interface TradeWord {
  /** In lower case, without hyphens, the first one as the reference names it. */
  readonly called: readonly string[];
  /** A sentence or a rule that says it. */
  readonly said: string;
}

const trade = (said: string, ...called: readonly string[]): TradeWord => ({ called, said });

/** What securities promise, and what they say of themselves. */
export const TRADE_SENTENCES: readonly TradeWord[] = [
  trade('law "Germany"', 'governing law', 'applicable law', 'laws of'),
  trade('size 3,000 units of 100,000 EUR', 'denomination', 'principal amount', 'nominal amount', 'aggregate', 'size'),
  trade('bond of a company issued 2026-06-15 at 99.75% in registered form', 'issue price', 'issue date'),
  trade('pays 4.25% per year, every 6 months from 2026-12-15', 'coupon', 'fixed rate', 'interest rate', 'interest'),
  trade(
    'pays EURIBOR of 3 months as published plus 1.15% per year, at least 0%, at most 6%, every 3 months from 2026-09-15',
    ...['floating rate', 'spread', 'margin', 'floor', 'cap', 'euribor', 'month euribor'],
  ),
  trade(
    'pays SOFR compounded plus 0.62% per year, every 3 months from 2026-09-15',
    ...['compounded in arrears', 'overnight rate', 'compounding'],
  ),
  trade('observation period is shifted back by 5 business days', 'observation shift', 'observation period shift'),
  trade(
    'rate is fixed 5 business days before the end of each period by "ECB", looking back 5 business days',
    ...['lookback', 'look back'],
  ),
  trade('rate is locked out for the last 2 business days of each period', 'lockout', 'lock out', 'rate cut off'),
  trade('interest is paid 2 business days after each period', 'payment delay', 'delayed payment'),
  trade('rate of each day is at least 0%', 'daily floor'),
  trade('days count ACT/360', 'day count', 'day count fraction'),
  trade(
    'payment days are modified following, adjusted, by calendars TARGET',
    ...['business day convention', 'business days', 'modified following'],
  ),
  trade('holders 5 business days before are paid', 'record date'),
  trade('repays 100% on 2031-06-15', 'maturity', 'maturity date', 'matures', 'redemption at par', 'at par', 'bullet'),
  trade('no maturity', 'perpetual', 'undated'),
  trade(
    'issuer may redeem all at 100% from 2029-06-15, on payment dates, notice 15 to 30 days',
    ...[
      'issuer call',
      'par call',
      'call at par',
      'callable',
      'call option',
      'call',
      'early redemption',
      'optional redemption',
      'redeem at par',
    ],
  ),
  trade(
    'issuer may redeem all at make-whole by "Bund 0% 2031" plus 0.3%, until 2029-06-14, notice 10 to 30 days',
    ...['make whole', 'make whole call'],
  ),
  trade(
    'payments for each holding are rounded down to 2 digits, remainder carried',
    ...['rounding', 'rounded', 'nearest cent'],
  ),
  trade('bond of a state issued 2026-06-15 in bearer form', 'bearer', 'global note', 'bearer global note'),
  trade('to hold one unit is at least 100,000 EUR nominal', 'minimum denomination'),
  trade('issuer may redeem all at 100% after TaxEvent, notice 30 to 60 days', 'tax call'),
  trade('issuer makes good taxes that are withheld', 'gross up', 'additional amounts'),
  trade('issuer may redeem the rest at 100% once at most 20% is outstanding, notice 30 to 60 days', 'clean up call'),
  trade('holder may require 100% on 2029-06-15, notice 30 days', 'put option', 'puttable', 'holder put'),
  trade(
    'issuer must redeem at 100% out of 75% of net proceeds of asset sales above 5,000,000 EUR in each year, within 30 days, unless reinvested within 12 months',
    ...['asset sale', 'mandatory prepayment', 'disposal proceeds', 'reinvestment', 'excess proceeds'],
  ),
  trade(
    'issuer must redeem at 100% out of 50% of excess cash flow, within 120 days',
    ...['cash sweep', 'excess cashflow'],
  ),
  trade('issuer must redeem all at 101% within 10 days after AcquisitionFails', 'special mandatory redemption'),
  trade(
    'holder may require 101% within 45 days after ChangeOfControl',
    'change of control',
    'control put',
    'holders may require',
  ),
  trade('redeems 20% of the issue by lot every 1 year from 2027-06-15', 'sinking fund'),
  trade(
    'if payment late 10 days, holders of 25% may declare all due',
    ...['event of default', 'acceleration', 'accelerate', 'default', 'non payment'],
  ),
  trade('CrossDefault occurs when other debt of the group above 50,000,000 EUR is unpaid', 'cross default'),
  trade('on IssuerInsolvent all is due', 'insolvency', 'insolvent', 'bankruptcy'),
  trade('issuer keeps "net debt to EBITDA" at most 3.5 every 6 months, otherwise CovenantBreach', 'covenant'),
  trade('issuer secures no other debt alone', 'negative pledge'),
  trade(
    'only while "net debt to EBITDA" is at most 4 issuer may borrow or pay dividends, or up to 50,000,000 EUR in all',
    ...['incurrence covenant', 'limitation on indebtedness', 'limitation on debt', 'restricted payments'],
  ),
  trade('CovenantBreach is cured by new equity within 15 days, at most 4 times, not in a row', 'equity cure'),
  trade('holders of 50% may take back what was declared due', 'rescission', 'waiver of default'),
  trade(
    'rate rises by 0.25% for each step that "Moody\'s" or "S&P" rates below "BBB-", by at most 2%, and falls with it again',
    ...['coupon step up', 'step up on rating', 'rating step up', 'rating adjustment'],
  ),
  trade(
    'issuer may add interest to the nominal until 2028-12-15, at the rate plus 0.75%',
    ...['payment in kind', 'pik', 'pik interest', 'pik toggle', 'capitalised interest', 'capitalized interest'],
  ),
  trade(
    'claims lapse 10 years after principal is due and 5 years after interest is due',
    ...['prescription', 'become void', 'statute of limitations'],
  ),
  trade(
    'issuer may buy units back and must cancel them',
    ...['purchases by the issuer', 'issuer may purchase', 'repurchase', 'buy back'],
  ),
  trade(
    'series that vote together change payments with 66.67% of all and 50% of each',
    ...['aggregated voting', 'aggregated collective action', 'collective action clauses', 'cross series modification'],
  ),
  trade('ranks as senior', 'unsecured', 'senior unsecured', 'ranking', 'pari passu', 'status'),
  trade('secured by "receivables" in rank 1, held by "Example Trustees"', 'collateral', 'security interest', 'pledge'),
  trade('guaranteed for 100% by "ACME Holding", on first demand', 'guarantee', 'guarantor'),
  trade('issuer pays through "Example Bank"', 'paying agent'),
  trade('calculation by "Example Bank"', 'calculation agent'),
  trade('holders are represented by "Example Trustees" as trustee', 'trustee', 'common representative', 'fiscal agent'),
  trade('changing payments needs 75% of votes cast, quorum 50%', 'amendment', 'modification', 'collective action'),
  trade('listed on XLUX', 'listing', 'admission to trading'),
  trade('notices by register and website count after 3 days', 'publication of notices', 'notices to holders'),
  trade('proceeds are green, for "water works"', 'use of proceeds'),
  trade(
    `document sha256:${'0'.repeat(64)} prevails over this text`,
    ...['paper prevails', 'paper terms', 'terms prevail', 'prevailing terms'],
  ),
  trade(
    'preferred share "series A" in registered form issued at 2.5 USD',
    ...['preferred shares', 'preference shares', 'preferred stock'],
  ),
  trade(
    'preferred dividend of 6% per year, every 1 year, unpaid is owed, participates not',
    ...['cumulative dividend', 'cumulative', 'fixed dividend', 'dividend'],
  ),
  trade(
    'on dissolution first 1 times the issue price, participates capped at 3 times',
    ...['liquidation preference', 'liquidation', 'participation'],
  ),
  trade(
    'holder may convert into class "ordinary" at 1 for 1 from 2026-06-15, fractions dropped',
    ...['conversion right', 'conversion at the option', 'convertible', 'converts'],
  ),
  trade(
    'on PublicOffering issuer must convert into (1 unit) of class "ordinary", rounded down',
    ...['mandatory conversion', 'ipo', 'qualified ipo'],
  ),
  trade(
    'conversion price follows cheaper issues by broad weighted average',
    ...['anti dilution', 'antidilution', 'weighted average', 'ratchet'],
  ),
  trade('votes 1 per unit', 'voting rights', 'vote per share', 'vote'),
  trade(
    'issuer needs consent of holders of 60% to issue senior shares, sell the company or dissolve',
    ...['protective provisions', 'reserved matters', 'veto'],
  ),
  trade('holder who takes no part in a later issue gets class "common" for all its units', 'pay to play'),
  trade('holder may take dividends in new units, 5% below their price', 'scrip dividend', 'stock dividend', 'drip'),
  trade('holder comes first in new issues within 30 days', 'pre emption', 'preemption', 'pre emptive'),
  trade('holder comes first in transfers within 30 days', 'first refusal', 'rofr'),
  trade(
    'holders of class "ordinary" come first in transfers within 30 days',
    'first refusal of',
    'refusal of ordinary',
  ),
  trade(
    'holders of 66.67% who sell may take all with them for at least 3 times the issue price, with consent of the board, notice 20 days',
    ...['drag along', 'drag'],
  ),
  trade(
    'holder may sell with whoever sells more than 10%, not to affiliates, answering within 15 days',
    ...['tag along', 'co sale'],
  ),
  trade(
    'fund ends 10 years after the final closing, extended at most 2 times by 1 year with consent of holders of 66.67%',
    ...['fund term', 'term of the fund', 'life of the fund', 'closed end'],
  ),
  trade(
    'capital of 1,000 EUR per unit is called within 5 years after the final closing, notice 10 business days, what comes back can be called again',
    ...['capital call', 'drawdown', 'commitment', 'commitment period', 'investment period', 'recycling'],
  ),
  trade(
    'manager takes 20% of gains above 8% per year, catch-up 100%, over the whole fund, with clawback',
    ...['carried interest', 'carry', 'hurdle', 'preferred return', 'catch up', 'clawback'],
  ),
  trade(
    'profit note issued 2026-06-30 at 100% in registered form',
    ...['revenue note', 'profit participating', 'participating note', 'royalty note'],
  ),
  trade(
    'pays 3% of "net revenue", every 3 months from 2026-09-30',
    'revenue share',
    'royalty',
    'profit share',
    'revenue',
  ),
  trade('ends when 1.6 times the nominal is paid in all', 'payment cap', 'total cap', 'return cap', 'payments end'),
  trade('repays what is missing to 1.2 times the nominal on 2032-12-31', 'shortfall', 'minimum return', 'true up'),
  trade('paid out of the asset with limited recourse', 'limited recourse', 'non recourse'),
  trade('stands for "a building" by "land register" entry "4711"', 'underlying asset'),
  trade(
    'to transfer sender has held for 6 months',
    'lock up',
    'locked up',
    'transfer restriction',
    'selling restriction',
  ),
];

/** What is asked of whoever gets, gives or holds units. */
export const TRADE_RULES: readonly TradeWord[] = [
  trade('sender has held for 6 months', 'holding period', 'lock up', 'locked up'),
  trade('units acquired up to 2026-06-15 stay until 2028-06-15', 'lock up of earlier holders'),
  trade('4 days after the instruction', 'cooling off', 'reflection period', 'withdrawal right'),
  trade('receiver holds at least 100 units or none', 'minimum holding'),
  trade('receiver subscribes for at least 100,000 EUR at 1,000 a unit', 'minimum subscription', 'minimum ticket'),
  trade(
    'receiver invests at most 5,000 EUR at 100 a unit within 1 year',
    'yearly limit',
    'investment limit',
    'investor limit',
  ),
  trade('units move in multiples of 10', 'transfer multiples', 'integral multiples', 'multiples'),
  trade('outside 2026-12-20 to 2027-01-05, each year', 'blackout', 'closed period', 'black out', 'every year'),
  trade('issuer has approved', 'consent', 'consented', 'approval', 'approves'),
  trade('receiver holds at most 20% of all units', 'concentration limit', 'ownership limit', 'no holder above'),
  trade('sender transfers at most 5% of all units within 1 day', 'transfer above', 'transfer is above', 'dribble out'),
  trade('claim us-person-status of receiver says NON-US-PERSON', 'us person', 'u s person', 'us persons'),
  trade('receiver has no claim sanctioned', 'sanctioned', 'sanctions'),
  trade(
    'receiver has claim eu-qualified-investor',
    'professional investor',
    'qualified investor',
    'professional client',
  ),
  trade('receiver has claim accredited-investor', 'accredited investor', 'accredited'),
  trade('receiver has any claim of mifid-suitable or mifid-appropriate', 'suitability', 'appropriateness', 'suitable'),
  trade('at most 50 without claim professional-investor subscribe in each country within 12 months', 'subscribers'),
  trade('at most 99 holders of this security', 'number of holders', 'holders of record', 'shareholders'),
  trade('one unit is at least 100,000 EUR nominal', 'minimum denomination'),
  trade('agreed on XLUX', 'trading venue', 'on exchange', 'on an exchange'),
];

/**
 * How something is said that a text calls otherwise: of several, by the longest name, or the one of more words.
 *
 * @param isBegun - whether it is a rest of a sentence: then it begins with the name, or has one word before it
 */
export function tradeMeant(text: string, among: readonly TradeWord[], isBegun: boolean): string | undefined {
  const words = ` ${stripped(text)} `;
  const places = isBegun ? [0, words.indexOf(' ', 1)] : undefined;
  const isCalled = (name: string): boolean =>
    places === undefined ? words.includes(` ${name}`) : places.some((at) => words.startsWith(` ${name}`, at));
  const [found] = [...among, ...(among.length === 0 ? [] : UNSAID_WORDS)]
    .flatMap((word) => word.called.map((each) => ({ each, word })))
    .filter(({ each }) => isCalled(`${each} `) || isCalled(`${each}s `))
    .sort((a, b) => b.each.length - a.each.length || wordsOf(b.each) - wordsOf(a.each));
  if (found === undefined) return undefined;
  const { each, word } = found;
  return 'said' in word
    ? `"${each}" is said so: ${word.said}`
    : `the language has no sentence for "${each}" alone: ${word.instead}`;
}

const wordsOf = (name: string): number => name.split(' ').length;
