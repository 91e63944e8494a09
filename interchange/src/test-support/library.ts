import { readdirSync, readFileSync } from 'node:fs';
import { compileTogether } from '@scrip/language';
import { definitions } from '@scrip/model';

const FOLDER = new URL('../../../config/', import.meta.url);

const sources = ['securities', 'protocols'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, FOLDER))
    .filter((name) => name.endsWith('.scrip'))
    .map((name) => ({ name, text: readFileSync(new URL(`${folder}/${name}`, FOLDER), 'utf8') })),
);

/** The securities of the library, by their names. */
export const LIBRARY: readonly (readonly [name: string, of: definitions.SecurityDefinition])[] = compileTogether(
  sources,
).flatMap((each) =>
  each.definitions.flatMap((of) => (of.kind === 'security' ? [[definitions.pinnedNameOf(of), of] as const] : [])),
);
