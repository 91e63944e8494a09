import type { Judgement } from '../rule-kind.js';
import { country, type Country } from '../../identifiers/country.js';
import type { ClaimType } from '../../identifiers/names.js';
import { LIMITS } from '../../limits.js';
import { PARTY_KINDS, partyKind } from '../../party/party.js';
import { requireDistinct } from '../../serialisation/distinct.js';
import { list, type Reader } from '../../serialisation/reader.js';
import { COMPLIANCE_EVENTS, type Facts } from '../facts.js';
import type { Need, PartySide } from '../need.js';
import { metIf, ruleKind, unknownFor } from '../rule-kind.js';
import { side, standingValueOf } from './claims.js';

/** The claim whose value is the country where a party resides, or where an entity has its seat. */
export const RESIDENCE = 'residence' as ClaimType;

/** Reader of countries, each once. */
export const countries: Reader<readonly Country[]> = (value, path) => {
  const read = list(country, { min: 1, max: LIMITS.countriesPerRuleMax })(value, path);
  requireDistinct(read);
  return read;
};

const kinds = list(partyKind, { min: 1, max: PARTY_KINDS.length });

const residence = (of: PartySide): Need<'claims'> => ({ need: 'claims', side: of, type: RESIDENCE });

/** Whether somebody resides in one of the countries; unknown without a standing claim of residence. */
function judgeResidence(of: PartySide, among: readonly Country[], wanted: boolean, facts: Facts): Judgement {
  const value = standingValueOf(of, RESIDENCE, facts);
  if (value === undefined) return unknownFor('RESIDENCE_UNKNOWN');
  return metIf(among.some((each) => each === value) === wanted, 'RESIDENCE_NOT_ALLOWED');
}

/**
 * The side resides in one of the countries: so its standing claims of type `residence` say, whose value is a country. It is
 * not known where no such claim stands, and where they name different countries.
 */
export const residesIn = ruleKind({
  is: 'residesIn@1',
  events: COMPLIANCE_EVENTS,
  parameters: { side, countries },
  needs: (rule) => [residence(rule.side)],
  judge: (rule, facts) => judgeResidence(rule.side, rule.countries, true, facts),
  says: (rule) => `the ${rule.side} resides in ${rule.countries.join(' or ')}`,
});

/**
 * The side resides in none of the countries, by its standing claims of type `residence`. Where no such claim stands, or
 * they name different countries, it is not known: whoever shows no residence does not pass.
 */
export const residesOutside = ruleKind({
  is: 'residesOutside@1',
  events: COMPLIANCE_EVENTS,
  parameters: { side, countries },
  needs: (rule) => [residence(rule.side)],
  judge: (rule, facts) => judgeResidence(rule.side, rule.countries, false, facts),
  says: (rule) => `the ${rule.side} resides outside ${rule.countries.join(' and ')}`,
});

/** The side is on record as one of the kinds of parties. */
export const isOfKind = ruleKind({
  is: 'isOfKind@1',
  events: COMPLIANCE_EVENTS,
  parameters: { side, kinds },
  needs: (rule) => [{ need: 'kind', side: rule.side }],
  judge: (rule, facts) =>
    metIf(rule.kinds.includes(facts.of({ need: 'kind', side: rule.side })), 'PARTY_KIND_NOT_ALLOWED'),
  says: (rule) => `the ${rule.side} is a ${rule.kinds.join(' or ')}`,
});

/** Sender and receiver belong to one group of affiliates: the receiver is a member of the group of the sender. */
export const areAffiliates = ruleKind({
  is: 'areAffiliates@1',
  events: ['transfer'],
  parameters: {},
  needs: () => [{ need: 'group', side: 'sender' }],
  judge: (_, facts) =>
    metIf(facts.of({ need: 'group', side: 'sender' }).members.includes(facts.movement.receiver), 'NOT_AFFILIATES'),
  says: () => 'sender and receiver are affiliates',
});
