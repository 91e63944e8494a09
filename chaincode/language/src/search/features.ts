import { cfi, currency, dti, isin, definitions, type BusinessDate, type Reader } from '@scrip/model';
import type { LookedAt } from './candidate.js';
import type { KINDS, Value } from './kinds.js';

/**
 * What is known of a feature: its values (some have several), an empty list where a definition says that there is nothing
 * of it, undefined where it does not say.
 */
export type Known = readonly Value[] | undefined;

/** Something that can be asked of a definition. */
export interface Feature {
  /** As questions name it. */
  readonly name: string;
  /** What values it has; `flag`: it is said, or is not. */
  readonly kind: keyof typeof KINDS | 'flag';
  /** For the reference. */
  readonly says: string;
  readonly of: (looked: LookedAt) => Known;
  /** Whether definitions are found by it without being looked at: it never changes, whatever the day. */
  readonly isIndexed: boolean;
  /** All values that it has; absent: more than can be listed. */
  readonly words?: readonly string[];
  /** Refuses values that are none. */
  readonly check?: Reader<unknown>;
}

type Features = definitions.SecurityFeatures;
type Extra = Partial<Pick<Feature, 'isIndexed' | 'words' | 'check'>>;

/** Of every definition. */
const feature = (
  name: string,
  kind: Feature['kind'],
  says: string,
  of: (looked: LookedAt) => Known,
  extra: Extra = {},
): Feature => ({ name, kind, says, of, isIndexed: false, ...extra });

/** Of securities: nothing is known of it elsewhere. @param of - undefined: the terms do not say */
const ofSecurity = (
  name: string,
  kind: Feature['kind'],
  says: string,
  of: (features: Features, security: definitions.SecurityDefinition) => Value | readonly Value[] | undefined,
  extra: Extra = {},
): Feature =>
  feature(
    name,
    kind,
    says,
    ({ features, security }) => {
      const value = features === undefined || security === undefined ? undefined : of(features, security);
      return typeof value === 'string' || (value !== undefined && 'currency' in value) ? [value] : value;
    },
    extra,
  );

const flag = (name: string, says: string, of: (features: Features) => boolean): Feature =>
  ofSecurity(name, 'flag', says, (features) => (of(features) ? 'yes' : 'no'), INDEXED);

/** What is asked of the terms themselves; added later than definitions were indexed, and so looked at. */
const flagOfTerms = (name: string, says: string, of: (terms: readonly string[]) => boolean): Feature =>
  ofSecurity(name, 'flag', says, (_, security) => (of(termsIn(security)) ? 'yes' : 'no'));

const one = (value: Value | undefined): Known => (value === undefined ? undefined : [value]);
const INDEXED: Extra = { isIndexed: true };

const issuerOf = ({ issuer }: definitions.SecurityDefinition): string =>
  'lei' in issuer ? issuer.lei : `${issuer.register.authority} ${issuer.register.number}`;

const withoutVersion = (is: string): string => is.split('@')[0] ?? '';
const termsIn = ({ terms = [] }: definitions.SecurityDefinition): readonly string[] => [
  ...new Set(terms.map(({ kind }) => withoutVersion(kind.is))),
];

/** What a right begins with: nothing where there is no such right. */
const since = (hasRight: boolean, from: BusinessDate | undefined): Known => (hasRight ? one(from) : []);

/** Identity: what a definition is called, and what has become of it. */
const IDENTITY: readonly Feature[] = [
  feature('name', 'name', 'name and version', ({ definition: { name, version } }) => [`${name}@${String(version)}`]),
  feature('title', 'text', 'title', ({ definition }) => [definition.title]),
  feature('kind', 'word', 'what it defines', ({ definition }) => [definition.kind], INDEXED),
  feature('author', 'word', 'organisation that wrote it', ({ recorded }) => [recorded.steps.author.mspId]),
  feature('effective', 'date', 'first day on which it is used', ({ recorded }) => one(recorded.steps.effectiveFrom)),
  feature('adopted', 'date', 'day on which it was adopted', ({ recorded }) => one(recorded.steps.adoptedOn)),
  feature(
    'used',
    'name',
    'definitions that it uses, by whatever way, and packs in its rules',
    ({ uses }) => uses,
    INDEXED,
  ),
];

/** Who issues how much of what. */
const ISSUE: readonly Feature[] = [
  ofSecurity('isin', 'word', 'ISIN (ISO 6166)', ({ isin: of }) => of, { ...INDEXED, check: isin }),
  ofSecurity('cfi', 'word', 'classification (ISO 10962)', ({ cfi: of }) => of, { check: cfi }),
  ofSecurity('dti', 'word', 'digital token identifier (ISO 24165)', (_, security) => security.dti, { check: dti }),
  ofSecurity(
    'issuer',
    'text',
    'issuer by its LEI, or by register and number',
    (_, security) => issuerOf(security),
    INDEXED,
  ),
  ofSecurity('currency', 'word', 'currency (ISO 4217)', ({ currency: of }) => of, { ...INDEXED, check: currency }),
  ofSecurity('size', 'units', 'units that there may be', (_, { authorisedUnits }) => String(authorisedUnits)),
  ofSecurity('denomination', 'money', 'nominal of one unit', (_, { denomination }) => denomination),
  ofSecurity('law', 'text', 'law that governs title', ({ law }) => law),
  ofSecurity(
    'privacy',
    'name',
    'definition that says who sees what; nothing: the parties alone see',
    (_, { privacy }) => privacy ?? [],
    INDEXED,
  ),
  ofSecurity('product', 'text', 'what it is by its terms, in the words of the market', ({ product }) => product),
  ofSecurity(
    'term',
    'word',
    'terms that it says, by the names of their constructors',
    (_, security) => termsIn(security),
    {
      ...{ isIndexed: true, words: [...definitions.TERM_KINDS.keys()].map(withoutVersion) },
    },
  ),
  ofSecurity('form', 'word', 'form of its units', ({ form }) => form, { words: ['registered', 'bearer'] }),
  ofSecurity('rank', 'word', 'rank of the claim', ({ rank }) => rank, INDEXED),
  ofSecurity('venue', 'word', 'markets on which it is listed', ({ venues }) => venues, INDEXED),
  ofSecurity('use of proceeds', 'word', 'label by the use of the proceeds', ({ useOfProceeds }) => useOfProceeds, {
    ...{ isIndexed: true, words: ['green', 'social', 'sustainability', 'blue', 'general'] },
  }),
  ofSecurity('votes', 'number', 'votes of one unit', ({ votes }) => votes),
  ofSecurity('underlying', 'text', 'what its payments hang on', ({ underlyings }) => underlyings),
];

const INTEREST = ['none', 'fixed', 'stepped', 'floating', 'fixed-to-floating', 'other'] as const;

/** What is paid, and when. */
const PAYMENTS: readonly Feature[] = [
  ofSecurity('issued', 'date', 'day of issue', ({ issued }) => issued),
  ofSecurity(
    'maturity',
    'date',
    'last day on which anything is due; nothing: it never matures',
    ({ isPerpetual, maturity }) => maturity ?? (isPerpetual ? [] : undefined),
    INDEXED,
  ),
  ofSecurity('interest', 'word', 'how its rate is found', ({ interest }) => interest, { ...INDEXED, words: INTEREST }),
  ofSecurity(
    'rate',
    'percent',
    'rate per year on the day of the question, where the terms alone say it; nothing: no interest is paid',
    ({ interest, rate }) => rate ?? (interest === 'none' ? [] : undefined),
  ),
  ofSecurity('index', 'text', 'published rate or index that it follows', ({ index }) => index),
  ofSecurity('spread', 'percent', 'margin over a published rate', ({ spread }) => spread),
  ofSecurity(
    'next payment',
    'date',
    'first scheduled payment from the day of the question on',
    ({ nextPayment }) => nextPayment,
  ),
];

/** Who may end or change it, and what stands behind it. */
const RIGHTS: readonly Feature[] = [
  ofSecurity(
    'issuer may redeem',
    'date',
    'first day on which the issuer may redeem by its choice; nothing: it may not',
    ({ issuerMayRedeem, issuerMayRedeemFrom }) => since(issuerMayRedeem, issuerMayRedeemFrom),
  ),
  ofSecurity('conversion security', 'word', 'ISIN of what it is converted into', ({ convertsInto }) => convertsInto, {
    check: isin,
  }),
  flag('has call right', 'the issuer may redeem by its choice', ({ issuerMayRedeem }) => issuerMayRedeem),
  flag('has put right', 'a holder may require repayment on dates', ({ holderMayRequire }) => holderMayRequire),
  flag('is convertible', 'it may or must become something else', ({ converts }) => converts),
  flag('is perpetual', 'it never matures', ({ isPerpetual }) => isPerpetual),
  flag('is secured', 'something secures or covers it', ({ isSecured }) => isSecured),
  flag('is guaranteed', 'somebody guarantees it', ({ isGuaranteed }) => isGuaranteed),
  flag('is amortising', 'it is repaid in parts', ({ isAmortising }) => isAmortising),
  flag('is inflation-linked', 'it follows a price index', ({ isInflationLinked }) => isInflationLinked),
  flagOfTerms(
    'has mandatory prepayment',
    'the issuer must redeem, or offer to, out of what it gets or after an event',
    (terms) => ['prepaysFrom', 'mustRedeemAfter'].some((term) => terms.includes(term)),
  ),
  flagOfTerms(
    'is closed-end',
    'it is of a fund that ends, and nobody redeems units before',
    (terms) => terms.includes('fundEnds') && !terms.includes('deals'),
  ),
];

/** All that can be asked, shown and ordered by. */
export const FEATURES: readonly Feature[] = [...IDENTITY, ...ISSUE, ...PAYMENTS, ...RIGHTS];
