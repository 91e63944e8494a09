import { period } from '../../dates/period.js';
import type { Country } from '../../identifiers/country.js';
import { mic } from '../../identifiers/mic.js';
import { LIMITS } from '../../limits.js';
import { price } from '../../numbers/money.js';
import { flag, list, optional, record, word, type Reader } from '../../serialisation/reader.js';
import { RULES } from '../catalogue.js';
import { all, any, cited, type Expression } from '../expression.js';
import { countries } from '../rules/party.js';
import { inTheUnion, otherGrounds, PR, resaleGrounds, smallOfferIn, thresholdSource } from './eu-exempt.js';
import { packKind } from './pack-kind.js';

const { agreedOn, notBefore } = RULES;

/** Where an offer is made as a small one. */
export interface SmallOfferInStates {
  readonly countries: readonly Country[];
  /** The lowest of their thresholds: that of the Regulation, or the lower one that they may choose. */
  readonly lowest: '12000000' | '5000000';
}

const smallOffer: Reader<SmallOfferInStates> = record({ countries, lowest: word('12000000', '5000000') });

const parameters = {
  /** What one unit is offered at, in euro. */
  price,
  /** How long the offer lasts at most: who subscribes within it is counted. */
  offer: period,
  /** Whether the units have a nominal value in euro. */
  denominated: flag,
  /** Where the offer is made as a small one; absent: only on other grounds. */
  smallOffer: optional(smallOffer),
  /** Venues on which the units are admitted to trading. */
  venues: optional(list(mic, { min: 1, max: LIMITS.valuesPerRuleMax })),
} as const;

/**
 * As {@link euProspectusExempt}, by the law since 5 June 2026 alone, and with one threshold for a small offer. Version 1
 * let an offer go on in a State with a high threshold beyond the low one of another State in which it was made, too. What
 * is offered in the whole Union is compared with the threshold of each State (article 3(2) and (2a)), so that the lowest
 * of them holds (ESMA, answer 839 on the Prospectus Regulation, 16 July 2021, on the former text of article 3(2)). An
 * offer that goes on in fewer States takes another version of the rules.
 *
 * A sale on a venue is cited by recital 14: that units are admitted to trading and prices published is by itself no
 * offer to the public. Article 3(3), which version 1 cites, is about admission to regulated markets alone.
 *
 * Stricter than the law and not judged here: as with version 1, and that no more is offered than the threshold allows,
 * though less was subscribed for.
 *
 * Not confirmed: which States have which threshold (ESMA lists them); that ESMA's answer stands for the text of 2024; when
 * the States of the EEA outside the Union follow. The date on which article 3(2) applies was read in several
 * commentaries, not in article 4 of Regulation (EU) 2024/2809.
 */
export const euProspectusExemptSince2026 = packKind({
  name: 'EuProspectusExempt',
  version: 2,
  title: 'European Union, offers exempt from the prospectus',
  lawSince: '2026-06-05',
  parameters,
  rules: ({ price: at, offer, denominated, smallOffer: states, venues }) => ({
    subscribe: inTheUnion(
      any(...otherGrounds({ price: at, offer, denominated }), ...(states === undefined ? [] : [small(at, states)])),
    ),
    transfer: inTheUnion(
      any(
        ...resaleGrounds(denominated),
        ...(venues === undefined ? [] : [cited(`${PR}, recital 14`, agreedOn({ venues }))]),
      ),
    ),
  }),
});

const small = (at: string, { countries: states, lowest }: SmallOfferInStates): Expression =>
  all(
    cited(`${PR}, article 3(2)`, notBefore({ date: '2026-06-05' })),
    smallOfferIn(thresholdSource(lowest), states, { limit: lowest, price: at }),
  );
