import { TERMS } from './catalogue.js';

type TermName = keyof typeof TERMS;

/** One of several terms that must be said, and what it would say. */
export interface Alternative {
  readonly what: string;
  readonly terms: readonly TermName[];
}

/** Which terms an instrument of a kind must say and which it may say; it may say no others. */
export interface Applicability {
  readonly needs: readonly Alternative[];
  readonly allows: readonly TermName[];
}

/** Terms by name, and groups of them. */
const some = (...of: readonly (TermName | readonly TermName[])[]): readonly TermName[] => of.flat();

const INTEREST = some('paysFixed', 'paysStepped', 'paysFloating', 'paysNoInterest');
const OVERNIGHT = some('shiftsObservations', 'locksOutRate', 'floorsDailyRate');
const RATES = some(
  OVERNIGHT,
  some('fixesRate', 'fallsBackOn', 'followsIndex', 'changesRateByTarget', 'changesRateOn', 'defersInterest'),
  some('countsDays', 'hasStub', 'accruesFrom', 'changesRateByRating', 'paysInKind'),
);
const PAYING = some(
  some('adjustsDays', 'recordsHolders', 'tradesExFrom', 'paysThrough', 'calculatesBy', 'paysOutOf'),
  some('roundsPayments', 'paysLateInterest', 'grossesUp', 'paysAfterPeriod', 'prescribes'),
);
const REPAYMENT = some(
  some('repaysOn', 'repaysByFormula', 'repaysInParts', 'repaysInAmounts', 'repaysRegularly', 'neverMatures'),
);
const EARLY = some(
  some('issuerMayRedeem', 'issuerMayRedeemMakeWhole', 'issuerMayRedeemAfter', 'issuerMayCleanUp'),
  some('holderMayRequire', 'holderMayRequireAfter', 'extendsTo', 'sinks', 'prepaysFrom', 'mustRedeemAfter'),
  'issuerMayPurchase',
);
const CONVERSION = some('holderMayConvert', 'adjustsConversion', 'convertsOn', 'convertsAt');
const CAPITAL = some('writesDownOn', 'occursBelow', 'recognisesBailIn');
const DEFAULTS = some('acceleratesIfLate', 'acceleratesAfter', 'fallsDueOn', 'hasNoDefault');
const COVENANTS = some(
  some('crossDefaults', 'keepsRatio', 'suspendsOn', 'securesNoOther', 'permitsWhile', 'curesByEquity'),
  some('rescindsAcceleration', 'changingTogetherNeeds'),
);
const RANK = some('ranks', 'ranksAmong');
const CREDIT = some('securedBy', 'guaranteedBy', 'coveredBy');
const ASSETS = some('standsFor', 'provesAsset', 'backedBy');

/** What anything may say. */
const ALWAYS = some(
  some('meansEvent', 'meansFormula', 'isGiven', 'listedOn', 'changingNeeds', 'asksHolders', 'issuerMayChange'),
  some('notifies', 'representedBy', 'certifiedBy', 'usesProceedsFor', 'informs', 'holderMayExchange', 'endsOn'),
);

/** What shares and what becomes shares may say of their holders. */
const SHAREHOLDERS = some(
  some(
    'votes',
    'hasNoVote',
    'votesWhile',
    'preEmption',
    'preEmptionOfClass',
    'dragsAlong',
    'tagsAlong',
    'appointsDirectors',
  ),
  some('needsConsentFor', 'takesDividendsInUnits', 'issuerMayPurchase'),
  some('mayParticipate', 'suspendsOn', 'recordsHolders', 'tradesExFrom', 'adjustsDays', 'paysThrough'),
);

const interest: Alternative = { what: 'interest, or that there is none', terms: INTEREST };
const repayment: Alternative = { what: 'when it is repaid, or that it never matures', terms: REPAYMENT };
const rank: Alternative = { what: 'where it ranks', terms: some(RANK, 'coveredBy') };
const late: Alternative = { what: 'what follows when payment is late', terms: DEFAULTS };
const funding: Alternative = { what: 'out of what is paid', terms: ['paysOutOf'] };
const votes: Alternative = { what: 'votes, or that there are none', terms: ['votes', 'hasNoVote'] };

const DEBT = some(INTEREST, RATES, PAYING, REPAYMENT, EARLY, DEFAULTS, COVENANTS, RANK, CREDIT, ALWAYS);

/**
 * Which terms go with which kind of instrument: the applicability matrix. ACTUS calls the same the applicability of terms
 * to contract types.
 */
export const APPLICABILITY: Readonly<Record<string, Applicability>> = {
  'bond@1': {
    needs: [interest, repayment, rank, late],
    allows: some(DEBT, CONVERSION, CAPITAL, ASSETS),
  },
  'share@1': {
    needs: [votes, { what: 'what holders get on dissolution', terms: ['sharesResidue'] }],
    allows: some(SHAREHOLDERS, ALWAYS, RANK, ASSETS, 'mayPayDividends'),
  },
  'preferredShare@1': {
    needs: [
      votes,
      {
        what: 'a preference in dividends or on dissolution',
        terms: ['liquidationPreference', 'paysPreferredDividend'],
      },
      { what: 'what holders get on dissolution', terms: ['liquidationPreference', 'sharesResidue'] },
    ],
    allows: some(
      some(SHAREHOLDERS, ALWAYS, RANK, CONVERSION, 'mayPayDividends', 'antiDilution', 'classMayRequire', 'vests'),
      'paysToPlay',
      some('issuerMayRedeem', 'issuerMayRedeemAfter', 'holderMayRequire', 'holderMayRequireAfter'),
    ),
  },
  'fundUnit@1': {
    needs: [
      { what: 'when its net asset value is found', terms: ['valued'] },
      { what: 'how units are redeemed, or when the fund ends', terms: ['deals', 'repaysOn', 'fundEnds'] },
      { what: 'what becomes of income', terms: ['distributesIncome', 'accumulatesIncome'] },
    ],
    allows: some(
      some(ALWAYS, ASSETS, 'chargesFee', 'gatesRedemptions', 'swingsPrice', 'tracksIndex', 'votes', 'hasNoVote'),
      some('suspendsOn', 'recordsHolders', 'tradesExFrom', 'adjustsDays', 'paysThrough', 'roundsPayments'),
      some('callsCapital', 'sharesGains', 'takesDividendsInUnits'),
    ),
  },
  'warrant@1': {
    needs: [{ what: 'what is exercised', terms: ['holderMayExercise'] }],
    allows: some(
      some(ALWAYS, 'vests', 'adjustsConversion', 'issuerMayRedeemAfter', 'guaranteedBy', 'ranks', 'calculatesBy'),
      some('paysThrough', 'adjustsDays', 'hasNoVote', 'issuerMayPurchase'),
    ),
  },
  'certificate@1': {
    needs: [
      { what: 'what it looks at', terms: ['observes', 'linkedToCredit'] },
      { what: 'when and how it is repaid', terms: ['repaysByBarrier', 'repaysByFormula', 'repaysOn'] },
      rank,
      late,
    ],
    allows: some(
      some(INTEREST, RATES, PAYING, DEFAULTS, RANK, CREDIT, ALWAYS, 'redeemsEarly', 'paysIfAbove', 'protectsCapital'),
      some('issuerMayRedeem', 'issuerMayRedeemAfter', 'adjustsConversion', 'recognisesBailIn', 'issuerMayPurchase'),
      'rescindsAcceleration',
    ),
  },
  'safe@1': {
    needs: [
      { what: 'that there is no interest', terms: ['paysNoInterest'] },
      { what: 'that it never matures', terms: ['neverMatures'] },
      { what: 'into what it converts', terms: ['convertsOn'] },
      { what: 'what is paid', terms: ['mustPayOn'] },
      { what: 'where it ranks', terms: RANK },
      votes,
    ],
    allows: some(ALWAYS, 'mostFavoured', 'mayParticipate', 'paysOutOf'),
  },
  'convertibleNote@1': {
    needs: [
      { what: 'into what it converts', terms: ['convertsOn', 'holderMayConvert'] },
      ...[interest, repayment, rank, late],
    ],
    allows: some(DEBT, CONVERSION, 'mustPayOn', 'mostFavoured', 'mayParticipate', 'hasNoVote'),
  },
  'trancheNote@1': {
    needs: [
      { what: 'which losses it takes, or where it ranks', terms: ['takesLosses', 'ranksAmong'] },
      { what: 'in which order is paid', terms: ['paysInOrder'] },
      ...[interest, repayment, funding, late],
    ],
    allows: some(DEBT, ASSETS, 'retainsRisk'),
  },
  'sukuk@1': {
    needs: [
      { what: 'what is distributed', terms: ['distributes', 'paysShareOf'] },
      { what: 'which assets stand behind it', terms: ['standsFor'] },
      { what: 'who buys the assets in the end', terms: ['undertakesPurchase'] },
      ...[repayment, funding, late],
    ],
    allows: some(PAYING, EARLY, RANK, CREDIT, ASSETS, ALWAYS, 'countsDays', 'hasStub', 'accruesFrom'),
  },
  'profitNote@1': {
    needs: [
      { what: 'which income is shared', terms: ['paysShareOf'] },
      { ...repayment, terms: some(REPAYMENT, 'repaysShortfall') },
      ...[funding, late, rank],
    ],
    allows: some(DEBT, ASSETS, 'hasNoVote', 'repaysShortfall', 'endsAtTotal'),
  },
  'tokenisedCash@1': {
    needs: [{ what: 'how it is redeemed', terms: ['redeemsAtPar'] }],
    allows: some(ALWAYS, 'backedBy', 'paysNoInterest', 'suspendsOn', 'ranks'),
  },
};

/** Names and versions of the terms that an instrument of a kind may say; none for a kind that is not here. */
export function termsOf(instrument: string): ReadonlySet<string> {
  const { needs = [], allows = [] } = APPLICABILITY[instrument] ?? {};
  return new Set([...needs.flatMap(({ terms }) => terms), ...allows].map((name) => TERMS[name].is));
}
