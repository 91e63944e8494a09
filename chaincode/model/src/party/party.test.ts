import { describe, expect, test } from '@jest/globals';
import { partyRecord } from './party.js';

const stored = {
  partyId: `P${'A'.repeat(32)}`,
  kind: 'person',
  custodian: 'CirrusMSP',
  recordHash: 'a'.repeat(64),
  keyring: { keys: [], thresholds: { authentication: 1, instruction: 1, assertion: 1 } },
  sequence: 3,
};
const restriction = { since: '2026-11-20', imposedBy: 'DeltaMSP', reasonHash: 'b'.repeat(64), outlasting: [] };
const decode = (fields: object): unknown => partyRecord.decode(JSON.stringify({ ...stored, ...fields }));

describe('a party on the ledger', () => {
  test.each<[string, object, readonly unknown[]]>([
    ['none', {}, []],
    ['one', { restriction }, [restriction]],
  ])('of the first schema, with %s restriction, keeps it', (_, fields, restrictions) => {
    expect(decode({ ...fields, schema: 1 })).toEqual({ ...stored, restrictions });
  });

  test('has one restriction of each organisation', () => {
    const other = { ...restriction, imposedBy: 'CirrusMSP' };
    expect(decode({ restrictions: [restriction, other], schema: 2 })).toMatchObject({ restrictions: [{}, {}] });
    expect(() => decode({ restrictions: [restriction, restriction], schema: 2 })).toThrow();
  });
});
