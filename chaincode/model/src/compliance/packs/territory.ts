import { RULES } from '../catalogue.js';
import { cited, when, type Expression } from '../expression.js';

/** The Member States of the Union and the other States of the European Economic Area, where its prospectus law applies. */
export const EEA = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(
  ' ',
);

/**
 * Rules for receivers who reside in a territory: a pack says nothing of others, so that packs of several countries are
 * combined with `all`. Whoever shows no residence must keep the rules.
 */
export const forResidentsOf = (territory: readonly string[], source: string, rule: Expression): Expression =>
  when(cited(source, RULES.residesIn({ side: 'receiver', countries: territory })), rule);
