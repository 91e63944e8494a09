/** Day counts by their codes in FpML's coding scheme day-count-fraction, which CDM's DayCountFractionEnum has taken over. */
export const DAY_COUNTS = {
  'ACT/ACT-ICMA': ['ACT/ACT.ICMA', 'ACT/ACT.ISMA'],
  'ACT/ACT-ISDA': ['ACT/ACT.ISDA'],
  'ACT/360': ['ACT/360'],
  'ACT/365F': ['ACT/365.FIXED'],
  '30/360': ['30/360'],
  '30E/360': ['30E/360'],
  '30E/360-ISDA': ['30E/360.ISDA'],
};
