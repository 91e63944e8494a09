import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Listing } from '@scrip/config';
import {
  compileTogether,
  definitionTexts,
  inOrder,
  problemLine,
  withAllUsed,
  type DefinitionText,
  type Source,
} from '@scrip/language';
import { definitions, rolesOf, type VotingRole } from '@scrip/model';

/** A security of the market: its listing, and what its text says of it. */
export interface ListedSecurity extends Listing {
  /** Name of its definition, with the version. */
  readonly definition: string;
  readonly isin: string;
  readonly currency: string;
  /** Places whose standing votes let title pass; empty: nobody votes. */
  readonly voters: readonly VotingRole[];
  /** MSP id of who votes as notary. */
  readonly notary?: string;
}

/** A text that is published, with the listing that first needs it. */
export interface ListedText extends DefinitionText {
  readonly listing: Listing;
}

/** What the market opens with. */
export interface ListedSecurities {
  readonly securities: readonly ListedSecurity[];
  /** Their texts and all that they use, in groups, each after all that it uses. */
  readonly texts: readonly (readonly ListedText[])[];
}

/** Folders of texts in a configuration folder. */
const FOLDERS = ['protocols', 'securities'];

const fileOf = ({ text }: Listing): string => `securities/${text}.scrip`;

/**
 * Reads the texts of listed securities, with all that they use.
 *
 * @throws Error that names what is wrong with a text, or what is nowhere
 */
export function readListedSecurities(directory: string, listings: readonly Listing[]): ListedSecurities {
  const sources = sourcesIn(directory);
  const all = definitionTexts(sources);
  const placed = new Map<DefinitionText, Listing>();
  for (const listing of listings) {
    const own = all.filter(({ source }) => source === fileOf(listing));
    for (const text of withAllUsed(own, all)) if (!placed.has(text)) placed.set(text, listing);
  }
  const texts = [...placed].map(([text, listing]) => ({ ...text, listing }));
  const needed = new Set(texts.map(({ source }) => source));
  const compiled = compiledFrom(sources.filter(({ name }) => needed.has(name)));
  return {
    securities: listings.map((listing) => securityOf(listing, compiled)),
    texts: inOrder(texts) as ListedSecurities['texts'],
  };
}

const sourcesIn = (directory: string): readonly Source[] =>
  FOLDERS.flatMap((folder) =>
    readdirSync(join(directory, folder))
      .filter((name) => name.endsWith('.scrip'))
      .sort()
      .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(directory, folder, name), 'utf8') })),
  );

type Definitions = ReadonlyMap<string, readonly definitions.Definition[]>;

/** What texts define, by where they are kept. */
function compiledFrom(sources: readonly Source[]): Definitions {
  const compiled = compileTogether(sources);
  const wrong = compiled.flatMap(({ source, problems, notes }) =>
    [...problems, ...notes].map((each) => `${source.name}:${problemLine(source.text, each)}`),
  );
  if (wrong.length > 0) throw new Error(`the texts of listed securities are not sound:\n${wrong.join('\n')}`);
  return new Map(compiled.map(({ source, definitions: defined }) => [source.name, defined]));
}

function securityOf(listing: Listing, compiled: Definitions): ListedSecurity {
  const file = fileOf(listing);
  const found = compiled.get(file)?.find((each) => each.kind === 'security');
  if (found?.kind !== 'security') throw new Error(`${file} defines no security`);
  const { isin, currency, titleTo } = found;
  const definition = definitions.pinnedNameOf(found);
  const voters = titleTo === undefined ? [] : standingVoters(titleTo.protocol, compiled);
  const notary = titleTo?.notary;
  return { ...listing, definition, isin, currency, voters, ...(notary === undefined ? {} : { notary }) };
}

/** Who votes under a protocol once for all transfers. @throws Error when there is a ballot on each */
function standingVoters(name: string, compiled: Definitions): readonly VotingRole[] {
  const all = [...compiled.values()].flat();
  const found = all.find((each) => each.kind === 'ownership' && definitions.pinnedNameOf(each) === name);
  if (found?.kind !== 'ownership') throw new Error(`${name} is no ownership protocol`);
  if (found.protocol.voting.by !== 'automatic') {
    throw new Error(`the sample market has standing votes alone, and ${name} asks for a ballot on each transfer`);
  }
  return rolesOf(found.protocol.passesWhen);
}
