/**
 * Adds to `released.json` what a file of forms brings and is not there yet: `node vectors/record.mjs FORMS.json`. The file
 * has `rules` (with facts), `packs`, `instruments`, `terms`, `securities` (with the day on which they are asked) and
 * `definitions`, as `released.json` has them, without what they say. What is there is never changed: a constructor that says something else needs a new version.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as released from '../dist/test-support/released.js';

const path = new URL('released.json', import.meta.url);
const known = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
const given = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const keyOf = ({ says: _says, hash: _hash, ...form }) => JSON.stringify(form);

const SAYS = {
  rules: ({ rule, facts }) => ({ says: released.ruleSays(rule, facts) }),
  packs: ({ form }) => ({ says: released.packSays(form) }),
  instruments: ({ form }) => ({ says: released.instrumentSays(form) }),
  terms: ({ form }) => ({ says: released.termSays(form) }),
  securities: ({ form, on }) => ({ says: released.securitySays(form, on) }),
  definitions: ({ form }, all) => released.definitionSays(form, all),
};

const merged = Object.fromEntries(
  Object.entries(SAYS).map(([section, says]) => {
    const before = known[section] ?? [];
    const there = new Set(before.map(keyOf));
    const added = (given[section] ?? []).filter((entry) => !there.has(keyOf(entry)));
    const all = [...before, ...added].map(({ form }) => form);
    return [section, [...before, ...added.map((entry) => ({ ...entry, ...says(entry, all) }))]];
  }),
);
const entries = ([section, of]) =>
  `  ${JSON.stringify(section)}: [\n${of.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`;
writeFileSync(path, `{\n${Object.entries(merged).map(entries).join(',\n')}\n}\n`);
