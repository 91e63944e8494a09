/** What term sheets call something for which no one sentence stands, and what to do instead. */
export interface UnsaidWord {
  /** In lower case, without hyphens. */
  readonly called: readonly string[];
  readonly instead: string;
}

const unsaid = (instead: string, ...called: readonly string[]): UnsaidWord => ({ called, instead });

/** Where no sentence says something: it stands in the paper. */
const PAPER = `leave it to the terms on paper: document sha256:${'0'.repeat(64)} prevails over this text`;

/** A name that the text gives to what happens. */
const eventInWords = (event: string, means: string): string =>
  `say it as an event in words, and what follows from it in another sentence: ${event} means "${means}"`;

/**
 * What is called like something that can be said, and is another thing; or what cannot be said. A suggestion that says the
 * contrary would be worse than none.
 */
export const UNSAID_WORDS: readonly UnsaidWord[] = [
  unsaid(
    'where the issuer bears it, say "issuer makes good taxes that are withheld"; where holders bear it, say nothing',
    ...['withholding tax', 'taxes', 'tax', 'account of the holder', 'account of holders'],
  ),
  unsaid(
    'of a default say "if payment late 10 days, holders of 25% may declare all due"; of repayment say its first day: "repays in equal parts every 3 months from 2028-03-15 until 2032-03-15"',
    ...['grace period', 'no amortisation', 'no amortization'],
  ),
  unsaid(
    'of a company say "issuer keeps "net debt to EBITDA" at most 3.5 every 6 months, otherwise CovenantBreach"; of a fund leave it to the terms on paper',
    'leverage',
  ),
  unsaid(
    eventInWords('DividendBreach', 'the issuer distributes more than 50% of its profit'),
    ...['dividends at most', 'dividend at most', 'limit on dividends', 'dividend cap'],
  ),
  unsaid(
    eventInWords('LiquidityEvent', 'all or most shares or assets of the company are sold'),
    ...['deemed liquidation', 'deemed liquidation event'],
  ),
  unsaid(
    PAPER,
    'set off',
    ...['market disruption', 'disruption event', 'settlement disruption', 'jurisdiction'],
    ...['courts', 'rating', 'target market', 'selling fee', 'costs', 'market making'],
    ...['compliance certificate', 'legend'],
  ),
  unsaid(
    'the day of the trade is no term: the day of issue stands in the first sentence',
    'trade date',
    'pricing date',
  ),
  unsaid(
    'of a conversion it is said there: "holder may convert into class "ordinary" at 1 for 1 from 2026-06-15, fractions paid in cash"; of a delivery leave it to the terms on paper',
    ...['fractions', 'fractional shares', 'fractional units'],
  ),
];
