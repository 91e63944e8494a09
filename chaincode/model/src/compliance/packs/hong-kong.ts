import { price } from '../../numbers/money.js';
import { flag } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, any, cited, type Expression } from '../expression.js';
import { shows } from './claim-types.js';
import { packKind } from './pack-kind.js';
import { privateCompany as privateCompanyOf } from './private-company.js';
import { forResidentsOf } from './territory.js';

const CWUMPO = 'Cap. 32';
const { agreedBilaterally, costsAtLeast, heldLongerThan, nominalAtLeast, raisesAtMost, subscribersAtMost } = RULES;

const hkd = (amount: string): { readonly amount: string; readonly currency: string } => ({ amount, currency: 'HKD' });

const parameters = {
  /** What one unit is offered at, in Hong Kong dollars. */
  price,
  /** Whether the units are debentures with a principal amount in Hong Kong dollars, or else shares. */
  debentures: flag,
  /** Whether the units are shares of a private company of Hong Kong. */
  privateCompany: flag,
} as const;

/**
 * Offers in Hong Kong without a prospectus: those that schedule 17 to the Companies (Winding Up and Miscellaneous
 * Provisions) Ordinance (Cap. 32) takes out of its definition, in the text of 3 December 2004; to professional
 * investors, who are also outside section 103(1) of the Securities and Futures Ordinance (Cap. 571, section 103(3)(k)):
 * an individual or a corporation with a portfolio of HKD 8 000 000, a corporation or a trust with assets of HKD 40 000
 * 000, among others (Cap. 571D, sections 4 to 7, as amended on 13 July 2018), which is for who states the claim. Resale
 * to the public within six months of the allotment is evidence that the allotment was made for it (Cap. 32, section
 * 41(2)(a)): the six months end with the day of the same date. A private company has at most fifty members (Cap. 622,
 * section 11).
 *
 * Stricter than the law: six months are counted from each acquisition, not from the allotment; everything that was
 * placed within twelve months is compared with HKD 5 000 000, and all others than professional investors who subscribed
 * within twelve months, in other countries too, with fifty; of a private company with several classes of shares, each
 * has its own fifty members. The law counts to whom an offer is made: that is for the claim `private-offeree`. Not
 * judged here: sections 5 to 12 of schedule 17 (underwriters, takeovers, employees, charities, …); authorised funds and
 * structured products (Cap. 571, part IV).
 *
 * Not confirmed: that schedule 17 has been amended since 2004 in nothing but its title; that an offer may combine its
 * sections, and over which period part 4 adds offers up; the numbers of the paragraphs of section 103(2) and (3).
 */
export const hongKongOffer = packKind({
  name: 'HongKongOffer',
  version: 1,
  title: 'Hong Kong, offer outside the definition of a prospectus',
  lawSince: '2018-07-13',
  parameters,
  rules: ({ price: at, debentures, privateCompany }) => {
    const members = privateCompany ? privateCompanyOf(LAW) : { subscribe: [], transfer: [] };
    return {
      subscribe: all(
        inHongKong(any(professional, all(warned, any(...offers(at), large(at, debentures))))),
        ...members.subscribe,
      ),
      transfer: all(inHongKong(resale), ...members.transfer),
    };
  },
});

const LAW = { restriction: 'Cap. 622, section 11(1)(a)(i)', members: 'Cap. 622, section 11(1)(a)(ii)' } as const;

const inHongKong = (rule: Expression): Expression => forResidentsOf(['HK'], 'Cap. 571, section 103(1)', rule);

const excluded = (section: number, rule: Expression): Expression =>
  cited(`${CWUMPO}, schedule 17, part 1, section ${section}`, rule);

const professional = excluded(1, shows('receiver', 'hk-professional-investor'));

/** The offer contains the statement that no authority has reviewed it. */
const warned = cited(`${CWUMPO}, schedule 18, part 3`, shows('receiver', 'hk-offer-statement'));

const offers = (at: string): readonly Expression[] => [
  excluded(
    2,
    all(
      shows('receiver', 'private-offeree'),
      subscribersAtMost({ count: 50, within: 'P1Y', of: { without: 'hk-professional-investor' } }),
    ),
  ),
  excluded(3, raisesAtMost({ most: hkd('5000000'), price: at, within: 'P1Y' })),
];

/** For shares what is paid decides, for debentures the principal amount. */
const large = (at: string, debentures: boolean): Expression =>
  excluded(
    4,
    debentures ? nominalAtLeast({ least: hkd('500000') }) : costsAtLeast({ least: hkd('500000'), price: at }),
  );

const resale = any(
  professional,
  cited(`${CWUMPO}, section 2(1), prospectus`, agreedBilaterally({})),
  cited(`${CWUMPO}, section 41(2)(a)`, heldLongerThan({ period: 'P6M' })),
);
