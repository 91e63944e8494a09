/** Business calendars that are in common use, as a text calls them. */
export const KNOWN_CALENDARS: readonly string[] = [
  ...['TARGET', 'London', 'NewYork', 'USGovernmentSecurities', 'Zurich', 'Tokyo', 'Frankfurt', 'Paris', 'Luxembourg'],
  ...['Amsterdam', 'Brussels', 'Milan', 'Madrid', 'Vienna', 'Dublin', 'Stockholm', 'Oslo', 'Copenhagen', 'Helsinki'],
  ...['HongKong', 'Singapore', 'Sydney', 'Toronto', 'Dubai', 'AbuDhabi', 'Riyadh', 'Mumbai', 'Shanghai', 'Seoul'],
];

/** Reference rates that are in common use, as a text calls them. */
export const KNOWN_RATES: readonly string[] = [
  ...['EURIBOR', 'ESTR', 'SOFR', 'SONIA', 'SARON', 'TONA', 'TIBOR', 'STIBOR', 'NIBOR', 'CIBOR', 'WIBOR', 'PRIBOR'],
  ...['BBSW', 'AONIA', 'CORRA', 'SORA', 'HIBOR', 'EFFR', 'EUR mid-swap', 'GBP mid-swap', 'USD CMT', 'USD mid-swap'],
];
