import { flag } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, any, cited, when, type Expression } from '../expression.js';
import { says, shows, showsAny } from './claim-types.js';
import { packKind } from './pack-kind.js';

const { sinceOffering } = RULES;

const cite = (paragraph: string, rule: Expression): Expression => cited(`17 CFR 230.${paragraph}`, rule);

/** The order comes from outside the United States, and nobody was courted there. */
const offshore = [
  cite('902(h)', shows('receiver', 'offshore-transaction')),
  cite('903(a)(2)', shows('receiver', 'no-directed-selling')),
] as const;

const notUsPerson = says('receiver', 'us-person-status', 'NON-US-PERSON');

/** The buyer is no U.S. person and has said what the category asks for; distributors take units to place them. */
const buyer = (paragraph: string, ...more: readonly Expression[]): Expression =>
  any(cite(paragraph, shows('receiver', 'distributor')), all(cite(paragraph, notUsPerson), ...more));

/** Those who sell on, as dealers or for a concession, are told that the period binds them as well. */
const dealersAreTold = (paragraph: string): Expression =>
  when(
    cited('15 U.S.C. 77b(a)(12)', showsAny('receiver', 'distributor', 'securities-dealer')),
    cite(paragraph, shows('receiver', 'reg-s-confirmation')),
  );

/** The distribution compliance period is over, and the seller is none of those who distribute. */
const seasoned = (period: string): Expression =>
  all(cite('902(f)', sinceOffering({ period })), cited('15 U.S.C. 77d(a)(1)', shows('sender', 'reg-s-holder')));

/**
 * Regulation S, Category 1: offerings of foreign issuers without substantial U.S. market interest, overseas directed
 * offerings and others of 230.903(b)(1). Sales by the issuer, distributors and affiliates are offshore transactions; there
 * is no distribution compliance period, and what holders sell is not restricted.
 *
 * As of 17 CFR 230.901 to 230.905 with the amendments of Release 33-7505 (63 FR 9632, in force since 27 April 1998).
 * Whether the issue is eligible for the category is for the issuer. The place from which is ordered counts here, not whether the buyer is a U.S. person.
 */
export const regulationSCategory1 = packKind({
  name: 'RegSCategory1',
  version: 1,
  title: 'Regulation S, Category 1',
  lawSince: '1998-04-27',
  parameters: {},
  rules: () => ({
    subscribe: all(...offshore),
    transfer: any(all(...offshore), cited('15 U.S.C. 77d(a)(1)', shows('sender', 'reg-s-holder'))),
  }),
});

/**
 * Regulation S, Category 2: equity of foreign issuers that report, debt of issuers that report or are foreign
 * (230.903(b)(2)). For 40 days after the closing of the offering nobody sells to U.S. persons but distributors; afterwards
 * ordinary holders sell to whom they like.
 *
 * Stricter than the law: 230.904(b)(1)(i) forbids known sales to U.S. persons in the period to dealers and those who get
 * a concession only; the pack, which cannot tell who does, to all. Resales in the period to U.S. persons under another
 * exemption are for another pack beside this one, such as Rule144A. The units that are issued are always taken for part
 * of the distribution: they never go to U.S. persons (902(f), unsold allotments). Not judged here: whether the issue is
 * eligible, and whether the offering restrictions (902(g)) stand in its documents.
 *
 * Not confirmed: whether the day of the closing counts; as the usual legends do, the pack lets sales begin on the fortieth
 * day after it.
 */
export const regulationSCategory2 = packKind({
  name: 'RegSCategory2',
  version: 1,
  title: 'Regulation S, Category 2',
  lawSince: '1998-04-27',
  parameters: {},
  rules: () => {
    const placed = all(...offshore, buyer('903(b)(2)(ii)'), dealersAreTold('903(b)(2)(iii)'));
    return { subscribe: placed, transfer: any(placed, seasoned('P40D')) };
  },
});

/**
 * Regulation S, Category 3: everything else (230.903(b)(3)), with a period of 40 days for debt and, for equity, of six
 * months if the issuer reports and of one year if not: as of the amendments of Release 33-8869 (72 FR 71546, in force
 * since 15 February 2008), before which it was one year for both. Equity of domestic issuers stays restricted afterwards
 * (230.905): ordinary holders resell offshore (230.904), or by the rules of another pack, such as Rule144.
 *
 * Stricter than the law and not judged here: as with Category 2. Buyers of holders certify and agree in the period as first
 * buyers do, so that the issuer can refuse to register other transfers ((b)(3)(iii)(B)(4)): this register is that refusal.
 * U.S. persons who bought without registration being needed ((b)(3)(ii)(B), (iii)(B)(1)) come in by another pack. The
 * legend of (iii)(B)(3) is for the documents of the issue.
 *
 * Not confirmed: how the temporary global security of (b)(3)(ii)(B) is to be understood of a register without certificates;
 * the pack asks for the certification before units are acquired. When the period ends: as with Category 2.
 */
export const regulationSCategory3 = packKind({
  name: 'RegSCategory3',
  version: 1,
  title: 'Regulation S, Category 3',
  lawSince: '2008-02-15',
  parameters: {
    debt: flag,
    /** Whether the issuer is domestic: neither a foreign government nor a foreign private issuer (902(e)). */
    domestic: flag,
    /** Whether the issuer is a reporting issuer (902(i)). */
    reporting: flag,
  },
  rules: ({ debt, domestic, reporting }) => {
    const placed = all(...offshore, debt ? certifiedLender : certifiedShareholder, dealersAreTold('903(b)(3)(iv)'));
    const period = debt ? 'P40D' : reporting ? 'P6M' : 'P1Y';
    return { subscribe: placed, transfer: any(placed, domestic && !debt ? offshoreResale(period) : seasoned(period)) };
  },
});

const certified = shows('receiver', 'reg-s-certification');
const certifiedLender = buyer('903(b)(3)(ii)(A)', cite('903(b)(3)(ii)(B)', certified));
const certifiedShareholder = buyer(
  '903(b)(3)(iii)(A)',
  cite('903(b)(3)(iii)(B)(1)', certified),
  cite('903(b)(3)(iii)(B)(2)', shows('receiver', 'reg-s-resale-agreement')),
);

/** Restricted equity after the period: by ordinary holders, from abroad to abroad, U.S. persons there included. */
const offshoreResale = (period: string): Expression =>
  all(
    cite('902(f)', sinceOffering({ period })),
    cite('904(a)', shows('sender', 'reg-s-holder')),
    cite('905', all(shows('receiver', 'offshore-transaction'), shows('receiver', 'no-directed-selling'))),
  );
