import { TERMS } from './catalogue.js';
import type { CFI_PLACES } from './cfi-places.js';
import { formOf, parameterOf, type Checked } from './checks/context.js';
import { problem, type TermProblem } from './checks/problem.js';
import { regimesOf } from './checks/schedule.js';
import type { SaidTerms } from './checks/said.js';

/**
 * Letters that a CFI code of these terms may have at each of its six places (ISO 10962:2021); an empty text: any. Where
 * practice differs for the same terms (unsecured or senior, say), all letters that are in use are here.
 */
export type CfiLetters = readonly [string, string, string, string, string, string];

type Classify = (of: Checked) => CfiLetters;

/** What the terms say of the classification; undefined: nothing, the kind is not one of those made of terms. */
export function cfiLetters(of: Checked): CfiLetters | undefined {
  const classify = CLASSIFY.get(of.instrument.is);
  return classify?.(of);
}

/** The code classifies the terms as they are. An attribute X says nothing, and so is never wrong. Code: CFI_CONTRADICTED. */
export function checkClassification(of: Checked): readonly TermProblem[] {
  const letters = of.cfi === undefined ? undefined : cfiLetters(of);
  return (letters ?? []).flatMap((allowed, index) => {
    const letter = of.cfi?.[index] ?? '';
    if (allowed === '' || allowed.includes(letter) || (index > 1 && letter === 'X')) return [];
    const expected = allowed.split('').join(' or ');
    return [problem('CFI_CONTRADICTED', '/cfi', { place: index + 1, letter, expected })];
  });
}

const form = ({ instrument }: Checked): string => {
  const given = formOf(instrument);
  return given === undefined ? '' : given === 'bearer' ? 'BNM' : 'RNM';
};

/** Type of interest: Z none, F the same known rate to the end, V anything else. */
function interestOf(said: SaidTerms): string {
  if (said.has(TERMS.paysNoInterest)) return 'Z';
  const [first, second] = regimesOf(said);
  if (first === undefined) return '';
  const isFixed = second === undefined && first.is === TERMS.paysFixed.is;
  if (!isFixed) return 'V';
  const mayChange = [TERMS.followsIndex, TERMS.changesRateByTarget, TERMS.changesRateOn, TERMS.changesRateByRating];
  return mayChange.some((kind) => said.has(kind)) ? 'FV' : 'F';
}

const GUARANTEE_OF_RANK: Readonly<Record<string, string>> = {
  'senior-secured': 'S',
  'senior-preferred': 'UN',
  senior: 'UN',
  'senior-non-preferred': 'UNO',
  subordinated: 'OQJ',
  'tier-2': 'OQJ',
  'additional-tier-1': 'OQJ',
};

/** Guarantee or ranking. */
function guaranteeOf(of: Checked): string {
  const { said } = of;
  const rank = said.one(TERMS.ranks)?.with.as;
  const kind = parameterOf(of.instrument, 'issuerKind');
  const ranked = rank === undefined ? '' : (GUARANTEE_OF_RANK[rank] ?? '');
  const secured = said.has(TERMS.coveredBy) || said.has(TERMS.securedBy);
  const letters = [
    ...(secured ? ['S'] : [ranked]),
    ...(said.has(TERMS.guaranteedBy) ? ['TG'] : []),
    ...(said.has(TERMS.securesNoOther) ? ['P'] : []),
    ...(kind === 'state' ? ['T'] : kind === 'supranational' ? ['C'] : []),
  ].join('');
  return secured || ranked !== '' ? letters : '';
}

/** Redemption: whether there is a maturity, instalments, and rights to redeem before. */
function redemptionOf(said: SaidTerms): string {
  if (said.has(TERMS.extendsTo)) return 'E';
  const put = said.has(TERMS.holderMayRequire);
  const call = said.has(TERMS.issuerMayRedeem);
  const [plain, called] = LETTERS_OF_REDEMPTION[bodyOf(said)][put ? 1 : 0];
  if (call) return called;
  const perhaps = said.has(TERMS.issuerMayRedeemMakeWhole) || said.has(TERMS.issuerMayCleanUp);
  return perhaps || said.has(TERMS.issuerMayRedeemAfter) || said.has(TERMS.holderMayRequireAfter)
    ? 'FGCD'.includes(plain)
      ? 'FGCD'
      : 'ABTL'.includes(plain)
        ? 'ABTL'
        : 'PQR'
    : plain;
}

type Body = 'bullet' | 'instalments' | 'perpetual';
const bodyOf = (said: SaidTerms): Body => {
  const inParts = [TERMS.repaysInParts, TERMS.repaysInAmounts, TERMS.repaysRegularly, TERMS.sinks];
  if (said.has(TERMS.neverMatures)) return 'perpetual';
  return inParts.some((kind) => said.has(kind)) ? 'instalments' : 'bullet';
};

/** Without and with a right of holders: each without and with a right of the issuer. */
const LETTERS_OF_REDEMPTION: Readonly<Record<Body, readonly [readonly [string, string], readonly [string, string]]>> = {
  bullet: [
    ['F', 'G'],
    ['C', 'D'],
  ],
  instalments: [
    ['A', 'B'],
    ['T', 'L'],
  ],
  perpetual: [
    ['P', 'Q'],
    ['R', 'QR'],
  ],
};

const debt =
  (groups: string): Classify =>
  (of) => ['D', groups, interestOf(of.said), guaranteeOf(of), redemptionOf(of.said), form(of)];

const bond: Classify = (of) => {
  const converts = [TERMS.holderMayConvert, TERMS.convertsAt].some((kind) => of.said.has(kind));
  const municipal = parameterOf(of.instrument, 'issuerKind') === 'municipality';
  return debt(converts ? 'C' : municipal ? 'BTN' : 'BTY')(of);
};

const votesOf = (said: SaidTerms): string => {
  if (said.has(TERMS.hasNoVote)) return said.has(TERMS.votesWhile) ? 'NR' : 'N';
  return said.one(TERMS.votes)?.with.only === undefined ? 'VE' : 'R';
};

const preferredShare: Classify = (of) => {
  const { said } = of;
  const dividend = said.one(TERMS.paysPreferredDividend)?.with;
  const redeemable = [TERMS.issuerMayRedeem, TERMS.holderMayRequire, TERMS.classMayRequire].some((kind) =>
    said.has(kind),
  );
  const income =
    dividend === undefined
      ? 'NP'
      : dividend.unpaid === 'lost'
        ? dividend.participates === 'fully'
          ? 'P'
          : 'F'
        : dividend.participates === 'fully'
          ? 'Q'
          : 'C';
  const converts = [TERMS.holderMayConvert, TERMS.convertsOn, TERMS.convertsAt].some((kind) => said.has(kind));
  return ['E', converts ? 'F' : 'P', votesOf(said), redeemable ? 'RTAC' : 'NEG', income, form(of)];
};

const fundUnit: Classify = (of) => {
  const groups = parameterOf(of.instrument, 'structure') === 'exchange-traded-fund' ? 'E' : 'IHBSFPM';
  return [
    'C',
    groups,
    of.said.has(TERMS.deals) ? 'OM' : 'CM',
    of.said.has(TERMS.accumulatesIncome) ? 'G' : 'IJ',
    '',
    '',
  ];
};

const warrant: Classify = (of) => {
  const right = of.said.one(TERMS.holderMayExercise)?.with;
  const type =
    { company: 'T', 'covered-third-party': 'C', 'third-party': 'N' }[parameterOf(of.instrument, 'writer')] ?? '';
  const underlying =
    right === undefined ? '' : 'index' in right.underlying ? 'I' : 'class' in right.underlying ? 'S' : '';
  const style = right === undefined ? '' : { american: 'A', european: 'E', bermudan: 'B' }[right.style];
  return ['R', 'W', underlying, type, right?.right === 'put' ? 'P' : 'C', style];
};

const certificate: Classify = ({ said }) => {
  const observed = said.one(TERMS.observes)?.with.underlyings ?? [];
  const [first] = observed;
  const underlying = observed.length > 1 ? 'B' : first !== undefined && 'index' in first.of ? 'I' : '';
  const protects = said.has(TERMS.protectsCapital);
  const type = protects ? 'ABCDM' : said.has(TERMS.redeemsEarly) ? 'EM' : '';
  const distribution = said.has(TERMS.paysNoInterest) && !said.has(TERMS.paysIfAbove) ? 'Y' : 'FDVM';
  const delivers = said.one(TERMS.repaysByBarrier)?.with.otherwise === 'delivery';
  return ['D', protects ? 'S' : 'E', type, distribution, delivers ? 'ACM' : 'FVM', underlying];
};

const CLASSIFIED: Readonly<Record<keyof typeof CFI_PLACES, Classify>> = {
  bond,
  share: (of) => ['E', 'S', votesOf(of.said), 'TU', 'FOP', form(of)],
  preferredShare,
  fundUnit,
  warrant,
  certificate,
  safe: () => ['ERDM', '', '', '', '', ''],
  convertibleNote: debt('CBT'),
  trancheNote: (of) => debt(parameterOf(of.instrument, 'pool') === 'mortgages' ? 'G' : 'A')(of),
  sukuk: (of) => ['D', 'BTMA', '', '', redemptionOf(of.said), form(of)],
  profitNote: (of) => ['D', 'BTMA', 'VM', guaranteeOf(of), redemptionOf(of.said), form(of)],
  tokenisedCash: () => ['T', 'C', '', '', '', ''],
};

const CLASSIFY: ReadonlyMap<string, Classify> = new Map(
  Object.entries(CLASSIFIED).map(([name, classify]) => [`${name}@1`, classify]),
);
