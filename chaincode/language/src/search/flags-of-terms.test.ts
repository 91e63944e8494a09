import { readFileSync } from 'node:fs';
import { definitions, parseBusinessDate, type DefinitionActor, type MspId } from '@scrip/model';
import { expect, test } from '@jest/globals';
import { compile } from '../compile.js';
import { blocksOf } from '../reference/examples.js';
import type { Candidate } from './candidate.js';
import { readQuery } from './read-query.js';
import { runQuery } from './run-query.js';

const TODAY = parseBusinessDate('2026-06-15');
const REFERENCE = readFileSync(new URL('../../REFERENCE.md', import.meta.url), 'utf8');
const ALL = blocksOf(REFERENCE).flatMap((text) => compile(text).definitions);
const library: definitions.DefinitionLibrary = (name) => ALL.find((each) => definitions.pinnedNameOf(each) === name);

const by = (mspId: string): DefinitionActor => ({ mspId, operator: 'anna' }) as DefinitionActor;
const CANDIDATES = ALL.map((definition): Candidate => {
  const steps = {
    author: by('one'),
    draftedOn: TODAY,
    proposedOn: TODAY,
    adoptedOn: TODAY,
    adoptedBy: by('other'),
    effectiveFrom: TODAY,
  };
  return { recorded: { definition, hash: definitions.definitionHash(definition), language: 1, steps }, library };
});

function found(find: string): readonly string[] {
  const { query, problems } = readQuery(find);
  expect(problems).toEqual([]);
  if (query === undefined) throw new Error('a question');
  return runQuery(query, CANDIDATES, { viewer: 'one' as MspId, today: TODAY }).items.map(({ name }) => name);
}

test.each([
  ['find bonds where has mandatory prepayment', ['WORKS_2032@1']],
  ['find securities where term is mustRedeemAfter', ['WORKS_2032@1']],
  ['find fund units where is closed-end', ['BUYOUT_7@1']],
  ['find fund units where not is closed-end', ['FUND@1', 'ETF@1']],
  ['find bonds where term is shiftsObservations', ['SOFR_2029@1']],
  ['find bonds where interest is floating and not term is shiftsObservations', ['ESTR_2028@1', 'FLOAT_2029@1']],
  ['find shares where has mandatory prepayment', []],
])('%s', (find, names) => {
  expect([...found(find)].sort()).toEqual([...names].sort());
});
