import { pattern } from '../serialisation/reader.js';

/** Name and version of a definition, as others pin it: `Institutional@2`. */
export type PinnedName = string;

/** Reader of a pinned name. */
export const pinnedName = pattern(
  /^[A-Z][A-Za-z0-9_]{0,39}@[1-9][0-9]{0,4}$/,
  'a name with its version, such as Institutional@2',
);
