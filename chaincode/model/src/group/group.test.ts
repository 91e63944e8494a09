import { describe, expect, test } from '@jest/globals';
import type { MspId, PartyId } from '../identifiers/names.js';
import { LIMITS } from '../limits.js';
import { countedMembers, groupDeclaration, groupRecord, stateMembers, type PartyGroup, type Stating } from './group.js';

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
  const by = (mspId: MspId, ...letters: readonly string[]): Stating => ({ mspId, own: new Set(letters.map(party)) });
  const founded = (): PartyGroup => stateMembers(undefined, affiliates('A', 'C'), by(ONE, 'A'));

  test('counts whom its own organisation names and their custodian states', () => {
    const first = founded();
    expect(first).toMatchObject({ declaredBy: ONE, members: [{ statedBy: ONE }, { party: party('C') }] });
    expect(countedMembers(first).map((each) => each.party)).toEqual([party('A')]);
    const second = stateMembers(first, affiliates('C'), by(TWO, 'C'));
    expect(countedMembers(second)).toEqual([
      { party: party('A'), statedBy: ONE },
      { party: party('C'), statedBy: TWO },
    ]);
    for (const group of [first, second]) expect(groupRecord.decode(groupRecord.encode(group))).toEqual(group);
  });

  test('keeps a custodian’s word when it is declared anew, until the custodian takes it back', () => {
    const joined = stateMembers(founded(), affiliates('C'), by(TWO, 'C'));
    const anew = stateMembers(joined, affiliates('C', 'B'), by(ONE, 'B'));
    expect(countedMembers(anew).map((each) => each.party)).toEqual([party('C'), party('B')]);
    const left = stateMembers(anew, affiliates(), by(TWO));
    expect(countedMembers(left).map((each) => each.party)).toEqual([party('B')]);
  });

  test('takes nobody in whom its own organisation does not name', () => {
    expect(() => stateMembers(founded(), affiliates('C', 'E'), by(TWO, 'C', 'E'))).toThrow(
      expect.objectContaining({ code: 'GROUP_MEMBER_UNKNOWN' }),
    );
  });

  test('keeps its kind and its entity', () => {
    expect(() => stateMembers(founded(), owners(), by(TWO))).toThrow(
      expect.objectContaining({ code: 'GROUP_DIFFERS' }),
    );
  });

  test('has owners of at most the whole, and a custodian agrees to the share', () => {
    const before = stateMembers(undefined, owners(owner('A', '60.5'), owner('B', '39.5')), by(ONE, 'A'));
    expect(countedMembers(stateMembers(before, owners(owner('B', '39.5')), by(TWO, 'B')))).toHaveLength(2);
    expect(() => stateMembers(before, owners(owner('B', '39')), by(TWO, 'B'))).toThrow(
      expect.objectContaining({ code: 'GROUP_MEMBER_UNKNOWN' }),
    );
    const changed = stateMembers(before, owners(owner('A', '61'), owner('B', '39')), by(ONE, 'A'));
    expect(countedMembers(changed).map((each) => each.party)).toEqual([party('A')]);
    const excessive = owners(owner('A', '60.5'), owner('B', '39.500000000001'));
    expect(() => stateMembers(undefined, excessive, by(ONE, 'A'))).toThrow(
      expect.objectContaining({ code: 'GROUP_SHARES_EXCEEDED' }),
    );
  });

  test('has a limited number of members', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const members = Array.from({ length: LIMITS.groupMembersMax + 1 }, (_, index) => ({
      party: `P${(letters[index % 32] ?? '').repeat(31)}${letters[Math.floor(index / 32)] ?? ''}`,
    }));
    expect(() => read({ groupId: 'g', kind: 'affiliates', members })).toThrow();
    expect(read({ groupId: 'g', kind: 'affiliates', members: members.slice(1) }).members).toHaveLength(
      LIMITS.groupMembersMax,
    );
  });
});
