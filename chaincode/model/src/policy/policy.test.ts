import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Participants, type Participant, type Role } from '../authority/participant.js';
import type { Lei } from '../identifiers/lei.js';
import type { MspId } from '../identifiers/names.js';
import { allOf, anyOf, outOf, signedBy, type PolicyExpression } from './expression.js';
import { keyPolicy, selectAttestors } from './key-policy.js';
import { isSatisfied, type Signer } from './satisfaction.js';
import { proveSound } from './soundness.js';

const [A, B, C, D] = ['A', 'B', 'C', 'D'] as readonly string[] as readonly [MspId, MspId, MspId, MspId];
const MEMBERS = [A, B, C, D];
const peer = (mspId: MspId): PolicyExpression => signedBy(mspId, 'peer');
const admin = (mspId: MspId): PolicyExpression => signedBy(mspId, 'admin');
const member = (mspId: MspId, ...roles: readonly Role[]): Participant => ({
  mspId,
  lei: '' as Lei,
  name: mspId,
  roles,
});
const CHANNEL = new Participants([
  member(A, 'issuer', 'payingAgent'),
  member(B, 'registrar'),
  member(C, 'custodian', 'broker'),
  member(D, 'regulator', 'calendarAuthority'),
]);
const OVERRIDE = { authority: 'regulator', witnesses: 1 } as const;

/** Every subset of some signers. */
const subsetsOf = (signers: readonly Signer[]): readonly (readonly Signer[])[] =>
  Array.from({ length: 2 ** signers.length }, (_, bits) => signers.filter((_signer, index) => (bits >> index) & 1));

describe('attestors of a lot', () => {
  test.each([
    ['registrar and custodian', [B, C], [A, D], [B, C]],
    ['one organisation holds both roles: the issuer joins', [B, B], [A, D], [A, B]],
    ['registrar, custodian and issuer are one: the regulator joins', [B, B], [B, D], [B, D]],
    ['order does not matter', [C, B], [], [B, C]],
  ])('%s', (_, first, next, expected) => {
    expect(selectAttestors(first, next)).toEqual(expected);
  });

  test('fewer than two organisations are too few', () => {
    expect(() => selectAttestors([B, B], [B])).toThrow(expect.objectContaining({ code: 'ATTESTORS_TOO_FEW' }));
  });
});

describe('the policy of a lot', () => {
  const policy = keyPolicy([[B, C]], CHANNEL, OVERRIDE);
  const peers = MEMBERS.map((mspId): Signer => ({ mspId, role: 'peer' }));
  const admins = MEMBERS.map((mspId): Signer => ({ mspId, role: 'admin' }));
  const has = (signers: readonly Signer[], ...wanted: readonly MspId[]): boolean =>
    wanted.every((mspId) => signers.some((signer) => signer.mspId === mspId));

  test.each(subsetsOf(peers).map((signers) => [signers.map((signer) => signer.mspId).join(''), signers] as const))(
    'peers of "%s": both attestors are needed',
    (_, signers) => {
      expect(isSatisfied(policy, signers)).toBe(has(signers, B, C));
    },
  );

  test.each(subsetsOf(admins).map((signers) => [signers.map((signer) => signer.mspId).join(''), signers] as const))(
    'administrators of "%s" beside all peers but one attestor: the authority and a witness are needed',
    (_, signers) => {
      const withPeers = [...peers.filter((signer) => signer.mspId !== C), ...signers];
      expect(isSatisfied(policy, withPeers)).toBe(has(signers, D) && signers.length >= 2);
    },
  );

  test('two witnesses are two other members', () => {
    const strict = keyPolicy([[B, C]], CHANNEL, { authority: 'regulator', witnesses: 2 });
    const adminsOf = (...ids: readonly MspId[]): Signer[] => ids.map((mspId) => ({ mspId, role: 'admin' }));
    expect(isSatisfied(strict, adminsOf(D, A))).toBe(false);
    expect(isSatisfied(strict, adminsOf(D, A, B))).toBe(true);
  });

  test.each([
    ['an attestor is no member', [B, 'X' as MspId], OVERRIDE],
    ['more witnesses than other members', [B, C], { authority: 'regulator', witnesses: 4 }],
    ['nobody holds the authority', [B, C], { authority: 'custodian', witnesses: 4 }],
    ['one attestor', [B], OVERRIDE],
    ['no attestor', [], OVERRIDE],
  ] as const)('refused: %s', (_, attestors, override) => {
    expect(() => keyPolicy([attestors], CHANNEL, override)).toThrow(
      expect.objectContaining({ code: 'POLICY_INVALID' }),
    );
  });
});

describe('the proof of a policy', () => {
  test.each([
    ['an organisation that is needed twice strands the key', allOf([peer(D), outOf(3, [peer(B), peer(C), peer(D)])])],
    ['one organisation is enough', anyOf([peer(A), allOf([peer(B), peer(C)])])],
    ['a threshold of none', outOf(0, [peer(A), peer(B)])],
    ['a threshold over the rules', outOf(3, [peer(A), peer(B)])],
    ['no rules', outOf(1, [])],
    ['a broken threshold', outOf(1.5, [peer(A), peer(B)])],
    ['somebody who is no member', allOf([peer(A), peer('X' as MspId)])],
    ['another kind of identity', allOf([admin(A), peer(B)])],
    ['too deep', allOf([peer(A), allOf([allOf([allOf([peer(B)])])])])],
    [
      'too wide',
      outOf(
        1,
        Array.from({ length: 65 }, () => peer(A)),
      ),
    ],
  ])('refused: %s', (_, policy) => {
    expect(() => proveSound(policy, MEMBERS, 'peer')).toThrow(expect.objectContaining({ code: 'POLICY_INVALID' }));
  });

  test('property: a proven policy is satisfied by all members together and by none alone', () => {
    const leaf = fc.constantFrom(...MEMBERS).map(peer);
    const { policy } = fc.letrec<{ policy: PolicyExpression }>((tie) => ({
      policy: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc
          .tuple(fc.integer({ min: 0, max: 4 }), fc.array(tie('policy'), { maxLength: 4 }))
          .map(([n, rules]) => outOf(n, rules)),
      ),
    }));
    const all = MEMBERS.map((mspId): Signer => ({ mspId, role: 'peer' }));
    fc.assert(
      fc.property(policy, (given) => {
        try {
          proveSound(given, MEMBERS, 'peer');
        } catch {
          return;
        }
        expect(isSatisfied(given, all)).toBe(true);
        expect(all.some((signer) => isSatisfied(given, [signer]))).toBe(false);
      }),
    );
  });
});
