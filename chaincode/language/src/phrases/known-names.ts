/** How a text calls something that others know by a code of their own; undefined: they have none for it. */
export type KnownNames = ReadonlyMap<string, string | undefined>;

/** Business calendars in common use, by the names that they have in texts, with the business centres of ISDA and FpML. */
export const KNOWN_CALENDARS: KnownNames = new Map<string, string | undefined>([
  ['TARGET', 'EUTA'],
  ['London', 'GBLO'],
  ['NewYork', 'USNY'],
  ['USGovernmentSecurities', 'USGS'],
  ['Zurich', 'CHZU'],
  ['Tokyo', 'JPTO'],
  ['Frankfurt', 'DEFR'],
  ['Paris', 'FRPA'],
  ['Luxembourg', 'LULU'],
  ['Amsterdam', 'NLAM'],
  ['Brussels', 'BEBR'],
  ['Milan', 'ITMI'],
  ['Madrid', 'ESMA'],
  ['Vienna', 'ATVI'],
  ['Dublin', 'IEDU'],
  ['Stockholm', 'SEST'],
  ['Oslo', 'NOOS'],
  ['Copenhagen', 'DKCO'],
  ['Helsinki', 'FIHE'],
  ['HongKong', 'HKHK'],
  ['Singapore', 'SGSI'],
  ['Sydney', 'AUSY'],
  ['Toronto', 'CATO'],
  ['Dubai', 'AEDU'],
  // one code for business days there and one for days on which is settled: which is meant, a text does not say
  ['AbuDhabi', undefined],
  ['Riyadh', 'SARI'],
  ['Mumbai', 'INMU'],
  ['Shanghai', 'CNSH'],
  ['Seoul', 'KRSE'],
]);

/** Reference rates in common use, by the names that they have in texts, with those of the ISDA definitions of 2021. */
export const KNOWN_RATES: KnownNames = new Map<string, string | undefined>([
  ['EURIBOR', 'EUR-EURIBOR'],
  ['ESTR', 'EUR-EuroSTR'],
  ['SOFR', 'USD-SOFR'],
  ['SONIA', 'GBP-SONIA'],
  ['SARON', 'CHF-SARON'],
  ['TONA', 'JPY-TONA'],
  ['TIBOR', 'JPY-TIBOR'],
  ['STIBOR', 'SEK-STIBOR'],
  ['NIBOR', 'NOK-NIBOR'],
  ['CIBOR', 'DKK-CIBOR'],
  ['WIBOR', 'PLN-WIBOR'],
  ['PRIBOR', 'CZK-PRIBOR'],
  ['BBSW', 'AUD-BBSW'],
  ['AONIA', 'AUD-AONIA'],
  ['CORRA', 'CAD-CORRA'],
  ['SORA', 'SGD-SORA'],
  ['HIBOR', 'HKD-HIBOR'],
  ['EFFR', 'USD-Federal Funds'],
  ['USD CMT', 'USD-CMT'],
  // which screen and which hour is meant, a text does not say
  ['EUR mid-swap', undefined],
  ['GBP mid-swap', undefined],
  ['USD mid-swap', undefined],
]);
