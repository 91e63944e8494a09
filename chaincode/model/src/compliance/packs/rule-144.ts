import { addDays, businessDate, type BusinessDate } from '../../dates/business-date.js';
import { addPeriod, type Period } from '../../dates/period.js';
import { parseDecimal } from '../../numbers/decimal.js';
import { price } from '../../numbers/money.js';
import { units } from '../../numbers/units.js';
import { flag, optional, record, refuseField, type ShapeValue } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, any, cited, type Expression } from '../expression.js';
import { shows } from './claim-types.js';
import { packKind } from './pack-kind.js';

const { approvedBy, heldFor, notAfter, notBefore, volumeAtMost, volumeShareAtMost } = RULES;

const cite = (paragraph: string, rule: Expression): Expression => cited(`17 CFR 230.144${paragraph}`, rule);

const parameters = {
  /** Debt, non-participating preferred stock or asset-backed securities, for which (e)(2) and (f)(3)(ii) are made. */
  debt: flag,
  /** Whether the units are restricted securities ((a)(3)); if not, they need the rule in the hands of affiliates only. */
  restricted: flag,
  /** First day on which the issuer was subject to section 13 or 15(d) of the Exchange Act; absent: it is not. */
  reportingSince: optional(businessDate),
  /** Last day for which adequate current public information ((c)) is known to be there; absent: there is none. */
  informationUntil: optional(businessDate),
  /** Average weekly volume on exchanges ((e)(1)(ii), (iii)), and the last day for which it is good. */
  weeklyVolume: optional(record({ units, until: businessDate })),
  /** The highest price of a unit in USD, for the limit of (h)(1); absent: affiliates give notice of every sale. */
  price: optional(price),
  /** When the issuer, formerly a shell, filed its "Form 10 information" ((i)(2)); absent: it never was one. */
  shellInformationOn: optional(businessDate),
} as const;

type Issue = ShapeValue<typeof parameters>;

/**
 * Rule 144: resale of restricted securities, and of any securities by affiliates of the issuer. As of 17 CFR 230.144 with
 * the amendments of Release 33-8869 (72 FR 71546, in force since 15 February 2008), which gave it its periods, and of
 * Release 33-11070 (87 FR 35393, in force since 11 July 2022), which had Form 144 filed electronically.
 *
 * It is not for issuers that are shells ((i)(1)). Who shows no claim that it is no affiliate is judged as an affiliate: the
 * conditions for affiliates are never easier. The holding period is that of the holder's own lots, from the day on which
 * they were acquired and paid for.
 *
 * Stricter than the law: periods of earlier holders are not added ((d)(1), (d)(3)); all transfers of three months count
 * towards (e), also those that (e)(3)(vii) leaves out; the members of a group count together, whatever (a)(2) and (e)(3)
 * say of each; sales of estates ((d)(3)(vii), (e)(3)(v), (f)(3)(i)) get no relief. A price in another currency than USD is
 * for who sets the parameters.
 *
 * Not confirmed: whether six months and one year end on the day of the same number, which the pack takes as the first day
 * on which a sale is allowed. Affiliates of issuers that do not report give notice, too: on paper (announcement of the
 * Division of Corporation Finance, 3 March 2023). The units outstanding on the register stand for those of the latest report of the issuer ((e)(1)(i)).
 */
export const rule144 = packKind({
  name: 'Rule144',
  version: 1,
  title: 'Rule 144: resale of restricted securities and by affiliates',
  lawSince: '2022-07-11',
  parameters,
  rules: (issue, path) => {
    const { shellInformationOn, informationUntil, reportingSince } = issue;
    if (reportingSince !== undefined && informationUntil === undefined) {
      refuseField(`${path}/informationUntil`, 'the last day for which the reports are known to be there');
    }
    const ways = any(...strangers(issue), ...affiliates(issue));
    if (shellInformationOn === undefined) return { transfer: ways };
    if (reportingSince === undefined)
      refuseField(`${path}/reportingSince`, 'given for a former shell: (i)(2) asks for reports');
    const elapsed = notBefore({ date: addPeriod(shellInformationOn, ONE_YEAR) });
    return { transfer: all(cite('(i)(2)', all(elapsed, ...informed(issue))), ways) };
  },
});

const ONE_YEAR = 'P1Y' as Period;

const stranger = cite('(b)(1)', shows('sender', 'non-affiliate'));

/** Ways for those who are not affiliates: with time alone, or earlier with information of an issuer that reports. */
function strangers(issue: Issue): readonly Expression[] {
  if (!issue.restricted) return [stranger];
  const { reportingSince: since } = issue;
  const year = heldFor({ period: 'P1Y' });
  if (since === undefined) return [all(stranger, cite('(d)(1)(ii)', year))];
  return [
    all(stranger, cite('(b)(1)(i), (d)(1)(ii)', year)),
    all(stranger, sixMonths(since), ...(issue.shellInformationOn === undefined ? information(issue) : [])),
  ];
}

/** The way for affiliates and for those of whom it is not known: all conditions of (b)(2). There is none without information. */
function affiliates(issue: Issue): readonly Expression[] {
  if (issue.informationUntil === undefined) return [];
  return [
    all(
      ...(issue.restricted ? [holding(issue)] : []),
      ...(issue.shellInformationOn === undefined ? information(issue) : []),
      volume(issue),
      ...(issue.debt ? [] : [cite('(f)', approvedBy({ role: 'broker' }))]),
      notice(issue),
    ),
  ];
}

const informed = ({ informationUntil: date }: Issue): readonly Expression[] =>
  date === undefined ? [] : [notAfter({ date })];

const information = (issue: Issue): readonly Expression[] => informed(issue).map((rule) => cite('(c)', rule));

/** Six months, once the issuer has reported for 90 days before the sale. */
const sixMonths = (since: BusinessDate): Expression =>
  cite('(d)(1)(i)', all(notBefore({ date: addDays(since, 90) }), heldFor({ period: 'P6M' })));

function holding({ reportingSince: since }: Issue): Expression {
  const year = cite('(d)(1)(ii)', heldFor({ period: 'P1Y' }));
  return since === undefined ? year : any(sixMonths(since), year);
}

/** One per cent of the class or, of debt, ten of the tranche; or what is traded in a week, if that is more. */
function volume({ debt, weeklyVolume }: Issue): Expression {
  const part = volumeShareAtMost({ percent: debt ? '10' : '1', within: 'P3M', group: true });
  const paragraph = debt ? '(e)(2)' : '(e)(1)';
  if (weeklyVolume === undefined) return cite(paragraph, part);
  const traded = volumeAtMost({ units: weeklyVolume.units.toString(), within: 'P3M', group: true });
  return cite(paragraph, any(part, all(traded, notAfter({ date: weeklyVolume.until }))));
}

/** Form 144, unless at most 5,000 units for at most 50,000 USD are sold in three months. */
function notice({ price: highest }: Issue): Expression {
  const filed = shows('sender', 'form-144-filed');
  const small = highest === undefined ? 0n : smallSale(highest);
  if (small === 0n) return cite('(h)(1)', filed);
  return cite('(h)(1)', any(volumeAtMost({ units: small.toString(), within: 'P3M', group: true }), filed));
}

function smallSale(highest: string): bigint {
  const { coefficient, scale } = parseDecimal(highest);
  const [most, afford] = [5_000n, coefficient === 0n ? 5_000n : (50_000n * 10n ** BigInt(scale)) / coefficient];
  return afford < most ? afford : most;
}
