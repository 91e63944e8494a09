import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConsortium, placementOf, type Listing } from '@scrip/config';
import type { DefinitionForm } from '@scrip/gateway-api';
import { compile } from '@scrip/language';
import { definitions } from '@scrip/model';
import { REPOSITORY } from './command.js';

/** A listed security, by its listing and the canonical form of what its text defines. */
export interface ListedSecurity extends Listing {
  readonly isin: string;
  readonly authorisedUnits: string;
  /** What one unit stands for; absent for shares and fund units. */
  readonly denomination?: { readonly amount: string; readonly currency: string };
  readonly form: DefinitionForm;
}

/** The securities of `config/listings.yaml`, in its order. */
export const listedSecurities = (): readonly ListedSecurity[] => loadConsortium().listings.map(read);

function read(listing: Listing): ListedSecurity {
  const file = join(REPOSITORY, 'config', 'securities', `${listing.text}.scrip`);
  const [defined] = compile(readFileSync(file, 'utf8')).definitions;
  if (defined === undefined) throw new Error(`${file} defines nothing`);
  const form = JSON.parse(definitions.canonicalForm(defined)) as ListedSecurity['form'] & ListedSecurity;
  const { isin, authorisedUnits, denomination } = form;
  return { ...listing, isin, authorisedUnits, form, ...(denomination === undefined ? {} : { denomination }) };
}

/** What of a definition says who may hold units, and how title to them passes. */
const MOVEMENT: readonly string[] = ['uses', 'rules', 'titleTo'];

/**
 * The definition of a security with the terms of a listed one and no word of its rules and its title, under its ISIN, and
 * what registers it. Tests say themselves by which rules and votes it moves.
 *
 * @param more - what its definition says otherwise, such as its ISIN or its title
 */
export function likeOf(
  listed: ListedSecurity,
  more: object = {},
): { readonly form: DefinitionForm & { readonly isin: string }; readonly placement: ReturnType<typeof placementOf> } {
  const terms = Object.entries(listed.form).filter(([field]) => !MOVEMENT.includes(field));
  const like = { ...(Object.fromEntries(terms) as DefinitionForm), isin: listed.isin, ...more };
  const form = { ...like, name: like.isin, version: 1 };
  return { form, placement: placementOf(listed, `${form.name}@1`) };
}
