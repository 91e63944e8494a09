import { describe, expect, test } from '@jest/globals';
import type { MspId, PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { groupDeclaration, groupRecord, stateMembers } from './group.js';

const ONE = 'OneMSP' as MspId;
const TWO = 'TwoMSP' as MspId;
const party = (letter: string): PartyId => `P${letter.repeat(32)}` as PartyId;
const owner = (letter: string, sharePercent: string): object => ({ party: party(letter), sharePercent });
const read = (given: object): ReturnType<typeof groupDeclaration> => groupDeclaration(given, '');
const owners = (...members: readonly object[]): ReturnType<typeof groupDeclaration> =>
  read({ groupId: 'g', kind: 'beneficialOwners', entity: party('E'), members });
const affiliates = (...letters: readonly string[]): ReturnType<typeof groupDeclaration> =>
  read({ groupId: 'g', kind: 'affiliates', members: letters.map((letter) => ({ party: party(letter) })) });

describe('a declaration', () => {
  test.each<[string, object, string]>([
    ['of owners of nobody', { groupId: 'g', kind: 'beneficialOwners', members: [] }, 'FIELD_INVALID'],
    [
      'of affiliates with an entity',
      { groupId: 'g', kind: 'affiliates', entity: party('E'), members: [] },
      'FIELD_INVALID',
    ],
    ['of affiliates with shares', { groupId: 'g', kind: 'affiliates', members: [owner('A', '1')] }, 'FIELD_INVALID'],
    [
      'of owners without a share',
      { groupId: 'g', kind: 'beneficialOwners', entity: party('E'), members: [{ party: party('A') }] },
      'FIELD_INVALID',
    ],
    [
      'of a member twice',
      { groupId: 'g', kind: 'affiliates', members: [{ party: party('A') }, { party: party('A') }] },
      'DUPLICATE_IN_BATCH',
    ],
    [
      'of a share above the whole',
      { groupId: 'g', kind: 'beneficialOwners', entity: party('E'), members: [owner('A', '100.01')] },
      'AMOUNT_INVALID',
    ],
  ])('%s is refused', (_, given, code) => {
    expect(() => read(given)).toThrow(expect.objectContaining({ code }));
  });
});

describe('a group', () => {
  test('takes the place of what the same organisation stated, and leaves what others did', () => {
    const first = stateMembers(undefined, affiliates('A', 'B'), ONE);
    const second = stateMembers(first, affiliates('C'), TWO);
    const third = stateMembers(second, affiliates('A'), ONE);
    expect(third.members).toEqual([
      { party: party('C'), statedBy: TWO },
      { party: party('A'), statedBy: ONE },
    ]);
    expect(groupRecord.decode(groupRecord.encode(third))).toEqual(third);
  });

  test('keeps its kind and its entity', () => {
    const before = stateMembers(undefined, affiliates('A'), ONE);
    expect(() => stateMembers(before, owners(), TWO)).toThrow(expect.objectContaining({ code: 'GROUP_DIFFERS' }));
  });

  test('has owners of at most the whole, over all organisations', () => {
    const before = stateMembers(undefined, owners(owner('A', '60.5')), ONE);
    expect(stateMembers(before, owners(owner('B', '39.5')), TWO).members).toHaveLength(2);
    expect(() => stateMembers(before, owners(owner('B', '39.500000000001')), TWO)).toThrow(
      expect.objectContaining({ code: 'GROUP_SHARES_EXCEEDED' }),
    );
  });

  test('has a limited number of members', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const members = Array.from({ length: LIMITS.groupMembersMax }, (_, index) => ({
      party: `P${(letters[index % 32] ?? '').repeat(31)}${letters[Math.floor(index / 32)] ?? ''}`,
    }));
    const before = stateMembers(undefined, read({ groupId: 'g', kind: 'affiliates', members }), ONE);
    expect(() => stateMembers(before, affiliates('E'), TWO)).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    );
  });
});
