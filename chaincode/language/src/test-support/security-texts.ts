/** What each security says, by what it is: all of its text but what identifies it. */
const SAID: Readonly<Record<string, string>> = {
  'callable fixed-rate bond': `
  cfi DBFUGR
  currency EUR
  size 500,000 units of 1,000 EUR
  bond of a company issued 2026-06-15 at 99.482% in registered form
  pays 4.25% per year, every 6 months from 2026-12-15
  days count 30E/360
  repays 100% on 2031-06-15
  ranks as senior
  if payment late 14 days, holders of 25% may declare all due
  payment days are modified following, unadjusted, by calendars TARGET and London
  issuer may redeem all at 102% from 2029-06-15 and 101% from 2030-06-15, on any day, notice 30 to
      60 days
  holder may require 101% within 60 days after ChangeOfControl
  changing payments needs 75% of votes cast, quorum 66.67%
`,
  'floating-rate bond': `
  cfi DBVUFR
  currency EUR
  size 500,000 units of 1,000 EUR
  bond of a company issued 2026-06-15 at 99.482% in registered form
  pays EURIBOR of 3 months as published plus 0.75% per year, at least 0%, at most 6%, every 3 months
      from 2026-09-15
  rate is fixed 2 business days before the beginning of each period by "EMMI"
  where EURIBOR is not published, in turn the successor that its administrator names
  days count ACT/360
  repays 100% on 2031-06-15
  ranks as senior
  if payment late 14 days, holders of 25% may declare all due
`,
  'zero-coupon bond': `
  cfi DBZTFR
  currency EUR
  size 500,000 units of 1,000 EUR
  bond of a bank issued 2026-06-15 at 80% in registered form
  no interest
  repays 100% on 2031-06-15
  ranks as senior
  if payment late 14 days, holders of 25% may declare all due
  guaranteed for 100% by "Example Trustees", on first demand
`,
  'stepped-rate bond': `
  cfi DBVUFR
  currency EUR
  size 500,000 units of 1,000 EUR
  bond of a company issued 2026-06-15 at 99.482% in registered form
  pays 2% from 2026-06-15 and 2.5% from 2028-06-15, per year, every 1 year from 2027-06-15
  days count 30E/360
  repays 100% on 2031-06-15
  ranks as senior
  if payment late 14 days, holders of 25% may declare all due
`,
  'inflation-linked fixed-rate government bond': `
  cfi DBFTFB
  currency EUR
  size 500,000 units of 1,000 EUR
  bond of a state issued 2026-06-15 in bearer form
  pays 0.1% per year, every 1 year from 2027-04-15
  first period is short
  nominal follows "HICP ex tobacco" for interest and repayment, from 121.45, 3 months before,
      interpolated daily, and at least 100% is repaid
  days count ACT/ACT-ICMA
  repays 100% on 2031-04-15
  ranks as senior
  late payment is no default
`,
  'secured fixed-rate amortising bond': `
  cfi DBFSAR
  currency EUR
  size 500,000 units of 1,000 EUR
  bond of a company issued 2026-06-15 at 99.482% in registered form
  pays 4.25% per year, every 6 months from 2026-12-15
  days count 30E/360
  if payment late 14 days, holders of 25% may declare all due
  ranks as senior secured
  secured by "a wind farm" in rank 1, held by "Example Trustees"
  repays in parts 40% on 2030-06-15 and 60% on 2031-06-15
`,
  'perpetual callable Additional Tier 1 fixed-to-floating-rate contingent bond': `
  cfi DBVQQR
  currency EUR
  size 500,000 units of 1,000 EUR
  bond of a bank issued 2026-06-15 in registered form
  pays 7% per year, every 6 months from 2026-12-15 until 2031-06-15
  pays "EUR mid-swap" of 5 years as published plus 4.2% per year, reset every 5 years, every 6
      months from 2031-12-15
  rate is fixed 2 business days before the beginning of each period by "ICE"
  where "EUR mid-swap" is not published, in turn what an independent adviser determines and what was
      published last
  issuer may defer interest, what is deferred is lost
  ranks as additional tier 1
  CapitalTrigger occurs when "common equity tier 1" is below 5.125%
  on CapitalTrigger nominal is written down by 100%, until it is written up
  issuer may redeem all at 100% from 2031-06-15, on payment dates, notice 30 to 60 days
  days count 30E/360
  no maturity
  late payment is no default
`,
  'fixed-rate convertible bond': `
  cfi DCFUFR
  currency EUR
  size 500,000 units of 1,000 EUR
  bond of a company issued 2026-06-15 at 99.482% in registered form
  pays 4.25% per year, every 6 months from 2026-12-15
  days count 30E/360
  repays 100% on 2031-06-15
  ranks as senior
  if payment late 14 days, holders of 25% may declare all due
  holder may convert into isin AT0000A18XM4 at 27.7209 EUR from 2026-07-27 until 2031-05-30,
      fractions paid in cash
  conversion is adjusted for split and dividend
`,
  'green sustainability-linked callable fixed-rate bond': `
  cfi DBFUGR
  currency EUR
  size 500,000 units of 1,000 EUR
  bond of a company issued 2026-06-15 at 99.482% in registered form
  pays 4.25% per year, every 6 months from 2026-12-15
  days count 30E/360
  repays 100% on 2031-06-15
  ranks as senior
  if payment late 14 days, holders of 25% may declare all due
  payment days are modified following, unadjusted, by calendars TARGET and London
  issuer may redeem all at 102% from 2029-06-15 and 101% from 2030-06-15, on any day, notice 30 to
      60 days
  holder may require 101% within 60 days after ChangeOfControl
  changing payments needs 75% of votes cast, quorum 66.67%
  proceeds are green, for "wind farms"
  rate rises by 0.25% from 2029-06-15 if "CO2 intensity" on 2028-12-31 missed the target of at most
      120 "g/kWh", verified by "Example Trustees"
`,
  'extendible fixed-rate covered bond': `
  cfi DBFSER
  currency EUR
  size 500,000 units of 1,000 EUR
  bond of a bank issued 2026-06-15 in registered form
  pays 4.25% per year, every 6 months from 2026-12-15
  days count 30E/360
  repays 100% on 2031-06-15
  if payment late 14 days, holders of 25% may declare all due
  covered by "Register A" of residential mortgages with 5% more, watched by "Example Trustees"
  maturity extends to 2032-06-15 by event IssuerInsolvent
`,
  'ordinary share': `
  cfi ESVUFR
  currency EUR
  size 500,000 units
  share in registered form
  votes 1 per unit
  on dissolution what is left belongs to units in proportion
  meeting may declare dividends
  holder comes first in new issues within 14 days
`,
  'cumulative participating convertible preferred share': `
  cfi EFVNCR
  currency USD
  size 500,000 units
  preferred share "Series A" in registered form issued at 4.2 USD
  votes 1 per unit
  preferred dividend of 8% per year, every 1 year, unpaid is owed, participates not
  on dissolution first 1 times the issue price, participates capped at 3 times
  holder may convert into class "common" at 1 for 1 from 2026-06-15, fractions dropped
  conversion price follows cheaper issues by broad weighted average
`,
  'accumulating exchange-traded fund unit': `
  cfi CEOGES
  currency USD
  size 500,000 units
  accumulating unit of an exchange-traded fund of IE
  valued every 1 day by "Example Trustees"
  deals every 1 day, orders by "15:00" 0 days before, settled 2 days after, by calendars TARGET
  accumulates income
  tracks "MSCI World" by sampling
`,
  'call warrant': `
  cfi RWSTCA
  currency EUR
  size 500,000 units
  warrant issued 2026-06-15 in registered form by the company
  holder may exercise a call on 0.1 of isin DE0007236101 at 200 EUR, american from 2026-06-15 until
      2027-06-15, for cash, by itself at the end
`,
  'autocallable certificate': `
  cfi DEEVFB
  currency EUR
  size 500,000 units of 1,000 EUR
  certificate issued 2026-06-15 at 100% in registered form
  observes the worst of isin DE0007236101 and index "EURO STOXX 50", fixed on 2026-06-15
  redeems early 100% on 2027-06-15 at or above 100% and 100% on 2028-06-15 at or above 95%, paid 5
      days after
  pays 7% with memory on 2027-06-15 at or above 70%, paid 5 days after
  repays 100% on 2031-06-15 unless below 60% on 2031-06-08, otherwise by performance from 100% in
      cash
  ranks as senior
  if payment late 14 days, holders of 25% may declare all due
`,
  'post-money SAFE': `
  cfi MMMXXX
  currency USD
  size 500,000 units
  safe of 250,000 USD issued 2026-06-15, measured post-money
  no interest
  no maturity
  no vote
  safe price means lower of (10,000,000 USD / capitalization, 80% of round price)
  on EquityFinancing issuer must convert into (purchase / safe price) of class "ShadowPreferred",
      rounded down
  on LiquidityEvent issuer must pay (greater of (purchase, purchase / (10,000,000 USD / liquidity
      capitalization) * proceeds per share))
  on Dissolution issuer must pay (purchase)
  ranks with "safes" after "debt" before "common", pro rata if short
  ends on conversion or full payment
`,
  'fixed-rate convertible note': `
  cfi DCFUFR
  currency USD
  size 500,000 units of 1,000 USD
  convertible note issued 2026-06-15 in registered form
  pays 6% per year, every 1 year from 2027-06-15
  repays 100% on 2028-06-15
  on EquityFinancing issuer must convert into ((nominal + accrued interest) / 80% of round price) of
      class "preferred of the round", rounded down
  days count 30E/360
  ranks as senior
  if payment late 14 days, holders of 25% may declare all due
`,
  'secured floating-rate asset-backed note': `
  cfi DAVSGR
  currency EUR
  size 500,000 units of 1,000 EUR
  tranche "A" of a pool of consumer loans issued 2026-06-15 at 100% in registered form
  pays EURIBOR of 3 months as published plus 0.75% per year, at least 0%, at most 6%, every 3 months
      from 2026-09-15
  rate is fixed 2 business days before the beginning of each period by "EMMI"
  where EURIBOR is not published, in turn the successor that its administrator names
  days count ACT/360
  repays 100% on 2031-06-15
  if payment late 14 days, holders of 25% may declare all due
  ranks as senior secured
  takes losses of "Auto Loans 7" from 12% to 100%
  pays in order "senior expenses", "interest of class A", "principal of class A" and "class B"
  paid out of the pool with limited recourse
  issuer may redeem the rest at 100% once at most 10% is outstanding, notice 30 to 60 days
`,
  'sukuk al-ijara': `
  cfi DBFXFR
  currency USD
  size 500,000 units of 1,000 USD
  sukuk by ijara issued 2026-06-15 in registered form
  distributes 4.1% per year out of rent, every 6 months from 2026-12-15
  stands for "an office building" by "Land Registry" entry "4711"
  assets are bought by "Example Trustees" at 100% on Dissolution
  paid out of the asset with limited recourse
  days count 30E/360
  repays 100% on 2031-06-15
  on IssuerInsolvent all is due
`,
  'profit-participating note': `
  cfi DMVUFR
  currency EUR
  size 500,000 units of 250 EUR
  profit note issued 2026-06-15 in registered form
  pays 90% of "net rent", every 3 months from 2026-09-30
  payments for each holding are rounded down to 2 digits, remainder carried
  holders 5 business days before are paid
  stands for "a building with 40 flats" by "Grundbuch Hamburg" entry "Blatt 4711"
  notary proves title deed every 12 months, otherwise transfers wait
  paid out of the asset with limited recourse
  repays 100% on 2031-06-15
  ranks as senior
  if payment late 14 days, holders of 25% may declare all due
`,
  'tokenised cash': `
  cfi TCXXXX
  currency EUR
  size 500,000 units of 0.01 EUR
  claim on a credit institution
  redeemed at par within 1 days
  backed by "deposits at the central bank"
`,
};

/** Who issues it is said after the classification. */
const ISSUER = '\n  issuer lei 5493001KJTIIGC8Y1R12';

/** A text of a security, with a name, an ISIN and an issuer. */
const textOf = (product: string, said: string): string =>
  `security EXAMPLE@1 "${product}"\n  isin XS0104440986${said.replace('\n  currency', `${ISSUER}\n  currency`)}`;

/** Texts of securities of every kind, by what they are in the words of the market. */
export const SECURITY_TEXTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(SAID).map(([product, said]) => [product, textOf(product, said)]),
);
