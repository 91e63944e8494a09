import type { ClaimType, compliance, PartyKind } from '@scrip/model';
import { part, type Values } from '../phrases/phrase.js';
import { listOf, type Slot } from '../phrases/slot.js';
import { claimType, code, country } from '../phrases/values.js';

/**
 * Claims of which none stands about somebody who is called retail: those by which the regimes of the catalogue tell
 * professional, qualified and accredited investors from the public.
 */
const NOT_RETAIL = [
  'accredited-investor',
  'accredited-investor-verified',
  'ch-professional-client',
  'eu-qualified-investor',
  'hk-professional-investor',
  'qib',
  'sg-institutional-investor',
  'sg-relevant-person',
  'sophisticated-investor',
  'uk-qualified-investor',
] as readonly string[] as readonly ClaimType[];

/** Words for whole classes of investors. */
const CLASSES: Readonly<Record<string, compliance.DescribedInvestor>> = {
  retail: { kind: 'person', has: [], lacks: NOT_RETAIL },
  person: { kind: 'person', has: [], lacks: [] },
  entity: { kind: 'entity', has: [], lacks: [] },
};

const value = code(/^[A-Z][A-Z-]*$/, 'a value of a claim such as RESTRICTED', 'RESTRICTED');
const quality = part('"retail", "person", "entity" or a type of claim', '{type}[ {value}]', { type: claimType, value });

/** An investor that is described: `retail in DE`, `accredited-investor, qib without non-affiliate in US`. */
export const investor: Slot<Values> = part(
  'an investor such as retail in DE',
  '{qualities}[ without {lacks}][ in {country}]',
  { qualities: listOf(quality, 'and'), lacks: listOf(claimType, 'and'), country },
);

/** What is known of somebody by a description, and no more. */
export function describedBy(values: Values): compliance.DescribedInvestor {
  const given = values as {
    readonly qualities: readonly { readonly type: ClaimType; readonly value?: string }[];
    readonly lacks?: readonly ClaimType[];
    readonly country?: string;
  };
  const classes = given.qualities.flatMap(({ type }) => CLASSES[type] ?? []);
  const claims = given.qualities.filter(({ type }) => CLASSES[type] === undefined);
  const residence = given.country === undefined ? [] : [{ type: RESIDENCE, value: given.country }];
  const kind: PartyKind | undefined = classes.find((each) => each.kind !== undefined)?.kind;
  const lacks = new Set([...classes.flatMap((each) => each.lacks), ...(given.lacks ?? [])]);
  for (const { type } of claims) lacks.delete(type);
  return { ...(kind === undefined ? {} : { kind }), has: [...claims, ...residence], lacks: [...lacks] };
}

const RESIDENCE = 'residence' as ClaimType;
