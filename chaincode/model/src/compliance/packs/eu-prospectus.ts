import { addDays, businessDate, isBefore, type BusinessDate } from '../../dates/business-date.js';
import { addPeriod, type Period } from '../../dates/period.js';
import { country } from '../../identifiers/country.js';
import { mic } from '../../identifiers/mic.js';
import { LIMITS } from '../../limits.js';
import { flag, list, optional, record, refuseField, type Reader } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, any, cited, type Expression } from '../expression.js';
import { shows, showsAny } from './claim-types.js';
import { packKind } from './pack-kind.js';
import { EEA, forResidentsOf } from './territory.js';

const PR = 'Regulation (EU) 2017/1129';
const { agreedBilaterally, agreedOn, notAfter, notBefore, reconsideredUntil, residesIn } = RULES;

/** An approved prospectus. */
export interface Prospectus {
  /** Member State whose authority approved it. */
  readonly home: string;
  readonly approvedOn: BusinessDate;
  readonly publishedOn: BusinessDate;
}

const dates = record({ home: country, approvedOn: businessDate, publishedOn: businessDate });

const prospectus: Reader<Prospectus> = (value, path) => {
  const read = dates(value, path);
  return isBefore(read.publishedOn, read.approvedOn)
    ? refuseField(`${path}/publishedOn`, 'not before the approval')
    : read;
};

/** A supplement to it. */
export interface Supplement {
  readonly publishedOn: BusinessDate;
  /** The last day of the right to withdraw, as the supplement states it. */
  readonly lastDay: BusinessDate;
}

const supplementDates = record({ publishedOn: businessDate, lastDay: businessDate });

/** Three working days are never fewer than three days; which days are working days, the supplement has counted. */
const supplement: Reader<Supplement> = (value, path) => {
  const read = supplementDates(value, path);
  return isBefore(read.lastDay, addDays(read.publishedOn, 3))
    ? refuseField(`${path}/lastDay`, 'three working days after the publication, or later')
    : read;
};

/** How many supplements, and notified Member States, one pack names: what has run out is left out of the next version. */
const SUPPLEMENTS_MAX = 20;

const parameters = {
  prospectus,
  /** Other Member States, each with the first day after the notification of its authority. */
  notified: optional(list(record({ country, on: businessDate }), { min: 1, max: EEA.length })),
  supplements: optional(list(supplement, { min: 1, max: SUPPLEMENTS_MAX })),
  /** Venues on which the units are admitted to trading. */
  venues: optional(list(mic, { min: 1, max: LIMITS.valuesPerRuleMax })),
  /** Whether the instrument is complex (MiFID II, article 25(4)(a)): then somebody must have assessed it for the client. */
  complex: flag,
  /** Whether it is a packaged investment product, which needs a key information document. */
  priip: flag,
} as const;

/**
 * Offers to the public in the Union with an approved prospectus: published, valid for twelve months, passported to
 * other Member States; after a supplement what was subscribed before waits until it can no longer be withdrawn. Retail
 * clients are assessed and have the key information document. As amended by Regulation (EU) 2024/2809, in force since 4
 * December 2024, which made three working days of the two that article 23(2) had (as it had already been from March
 * 2021 to the end of 2022).
 *
 * The twelve months end with the day of the same date (Regulation (EEC, Euratom) No 1182/71, article 3(2)(c)); that
 * they are longer by a weekend or a holiday (article 3(4)) is not claimed. What is instructed on the day of a
 * supplement counts as before it.
 *
 * Stricter than the law: qualified investors wait after a supplement, too, though they need no prospectus, and a retail
 * client needs the document in a sale between two parties in which no firm sells. Not judged here: the three working
 * days between publication and the end of a first offer of shares (article 21(1)); the longer validity of offers under
 * base prospectuses (article 8(11)); consent to the use of the prospectus by others (article 5(1)).
 *
 * Not confirmed: that the three working days of article 23(2) are in the text in force since 4 December 2024; they were
 * read in commentaries. Article 3(3), cited for sales on a venue, is about admission to regulated markets; that such a
 * sale is no offer to the public is in recital 14.
 */
export const euProspectus = packKind({
  name: 'EuProspectus',
  version: 1,
  title: 'European Union, offer with an approved prospectus',
  lawSince: '2024-12-04',
  parameters,
  rules: ({ prospectus: approved, notified = [], supplements = [], venues, complex, priip }) => ({
    subscribe: inTheUnion(
      all(
        ...supplements.map(withdrawn),
        any(
          qualified,
          all(
            cited(`${PR}, article 3(1)`, notBefore({ date: approved.publishedOn })),
            cited(`${PR}, article 12(1)`, notAfter({ date: addPeriod(approved.approvedOn, 'P1Y' as Period) })),
            any(cited(`${PR}, article 20(1)`, inState(approved.home)), ...notified.map(passported)),
            assessed(complex),
            ...(priip ? [informed] : []),
          ),
        ),
      ),
    ),
    transfer: inTheUnion(
      any(
        qualified,
        all(
          any(
            cited(`${PR}, article 2(d)`, agreedBilaterally({})),
            ...(venues === undefined ? [] : [cited(`${PR}, article 3(3)`, agreedOn({ venues }))]),
          ),
          ...(priip ? [informed] : []),
        ),
      ),
    ),
  }),
});

const inTheUnion = (rule: Expression): Expression => forResidentsOf(EEA, `${PR}, article 1(1)`, rule);

const inState = (state: string): Expression => residesIn({ side: 'receiver', countries: [state] });

const passported = ({ country: state, on }: { readonly country: string; readonly on: string }): Expression =>
  cited(`${PR}, article 24(1), ${state}`, all(inState(state), notBefore({ date: on })));

const withdrawn = ({ publishedOn, lastDay }: Supplement): Expression =>
  cited(`${PR}, article 23(2), supplement of ${publishedOn}`, reconsideredUntil({ from: publishedOn, lastDay }));

const qualified = cited(`${PR}, article 1(4)(a)`, shows('receiver', 'eu-qualified-investor'));

const informed = cited('Regulation (EU) No 1286/2014, article 13(1)', shows('receiver', 'priips-kid'));

const assessed = (complex: boolean): Expression =>
  cited(
    'Directive 2014/65/EU, article 25(2) to (4)',
    complex
      ? showsAny('receiver', 'mifid-suitable', 'mifid-appropriate')
      : showsAny('receiver', 'mifid-suitable', 'mifid-appropriate', 'mifid-execution-only'),
  );
