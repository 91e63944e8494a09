import { expect, test } from '@jest/globals';
import { heldForOthers } from './held-for.js';

const NOMINEE = { nominee: { since: '2026-11-23', document: 'd'.repeat(64) } };
const lot = (
  units: string,
  designation?: readonly string[],
): { lotId: string; units: string; record: Record<string, unknown> } => ({
  ...{ lotId: `${units}/0`, units },
  record: designation === undefined ? {} : { designation },
});

test('says for whom a nominee has units, each sub-account once', () => {
  const lots = [lot('10', ['Ann']), lot('20', ['Sub', 'Ben']), lot('3', ['Ann']), lot('5')];
  expect(heldForOthers({ lots, json: { holder: NOMINEE } })).toEqual([
    'As a nominee it had 13 units for party Ann.',
    'As a nominee it had 20 units for party Ben, through party Sub.',
    'As a nominee it had 5 units for others whom the register does not name.',
  ]);
});

test('says nothing of units that the holder has for itself', () => {
  expect(heldForOthers({ lots: [lot('5')], json: { holder: {} } })).toEqual([]);
  expect(heldForOthers({ lots: [], json: { holder: NOMINEE } })).toEqual([]);
});
