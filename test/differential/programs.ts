import fc from 'fast-check';
import { AURORA, BOREALIS, CIRRUS, DELTA, MEMBERS } from '../support/consortium.js';
import { keyPolicy, outOf, peerOf } from '../support/policy.js';
import type { Step } from '../support/probe.js';

/** Keys that many transactions want, and keys of which each is seldom met. */
const HOT_KEYS = Array.from({ length: 6 }, (_, index) => `hot${index}`);
const COLD_KEYS = Array.from({ length: 60 }, (_, index) => `cold${index}`);
/** Keys whose order in UTF-8, which is Fabric's, is not their order in UTF-16, and others that are easily got wrong. */
const EDGE_KEYS = [
  'é',
  'ｚ',
  '😀',
  '\u{10ffff}',
  '\uffff',
  '\ud7ff',
  ' ',
  '\u0001',
  'a\u0000b',
  '__proto__',
  'k'.repeat(300),
];
/** Enough for more than two answers of a peer, which has at most 100 results, and for Merkle summaries (above 50). */
const POPULATION = Array.from({ length: 230 }, (_, index) => `r${String(index).padStart(3, '0')}`);
const PRIVATE_KEYS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'é😀'];
const VALUES = ['', 'v', 'w', '0', 'ü😀', '{"a":[1,2]}', 'x'.repeat(1500)];
const TYPES = ['lot', 'é'];
const PARTS = ['a', 'b', '', '😀', '\u{10fffe}', 'x'];

const COLLECTIONS = ['shared', 'open', 'auroraEndorsed', 'shortLived'];
const IMPLICIT = MEMBERS.map((mspId) => `_implicit_org_${mspId}`);
const UNDEFINED = ['nowhere', '_implicit_org_NobodyMSP', ''];

/** Policies that a key may get: of one, of some, of all, of a client, unsatisfiable, none, and bytes that are no policy. */
const KEY_POLICIES: readonly string[] = [
  ...MEMBERS.map((mspId) => keyPolicy(outOf(1, peerOf(mspId)))),
  keyPolicy(outOf(2, peerOf(AURORA), peerOf(BOREALIS))),
  keyPolicy(outOf(2, peerOf(CIRRUS), peerOf(DELTA))),
  keyPolicy(outOf(1, ...MEMBERS.map(peerOf))),
  keyPolicy(outOf(2, ...MEMBERS.map(peerOf))),
  keyPolicy(outOf(4, ...MEMBERS.map(peerOf))),
  keyPolicy(outOf(2, peerOf(AURORA), peerOf(AURORA))),
  keyPolicy(outOf(1, peerOf('NobodyMSP'))),
  keyPolicy(outOf(0)),
  '',
  Buffer.from('no policy').toString('base64'),
];

/** The transient map that private writes choose their values from. */
export const TRANSIENT: Readonly<Record<string, string>> = {
  one: 'private one',
  two: 'private two',
  long: 's'.repeat(1200),
  edge: 'é😀\u0000',
  empty: '',
};

const simpleKey = weighted(
  [5, fc.constantFrom(...HOT_KEYS)],
  [12, fc.constantFrom(...COLD_KEYS)],
  [2, fc.constantFrom(...EDGE_KEYS)],
  [3, fc.constantFrom(...POPULATION)],
);
const compositeKey = fc
  .tuple(fc.constantFrom(...TYPES), fc.constantFrom(...PARTS), fc.constantFrom(...PARTS))
  .map(([type, first, second]) => `\u0000${type}\u0000${first}\u0000${second}\u0000`);
const key = weighted([20, simpleKey], [2, compositeKey]);
const value = weighted(
  [1, fc.constant('')],
  [6, fc.constantFrom(...VALUES)],
  [2, fc.string({ unit: 'grapheme', maxLength: 12 })],
);
const collection = weighted(
  [2, fc.constant('shared')],
  [24, fc.constantFrom('open', 'auroraEndorsed', 'shortLived')],
  [12, fc.constantFrom(...IMPLICIT)],
  [1, fc.constantFrom(...UNDEFINED)],
);
const privateKey = weighted([40, fc.constantFrom(...PRIVATE_KEYS)], [1, fc.constant('')]);
const transient = weighted(
  [12, fc.constantFrom('one', 'two', 'long', 'edge')],
  [1, fc.constantFrom('empty', 'absent')],
);
/** Mostly a few neighbours, now and then everything, an empty range or one that is the wrong way round. */
const bounds = weighted<{ readonly start: string; readonly end: string }>(
  [
    6,
    fc.tuple(fc.nat(POPULATION.length - 1), fc.constantFrom(1, 5, 20, 60, 120)).map(([first, count]) => ({
      start: POPULATION[first] ?? '',
      end: POPULATION[first + count] ?? '',
    })),
  ],
  [2, fc.record({ start: fc.constantFrom('hot', 'cold1', 'é'), end: fc.constantFrom('hot3', 'cold3', 'hou', '😀') })],
  [
    1,
    fc.record({
      start: weighted([1, fc.constant('')], [1, simpleKey]),
      end: weighted([1, fc.constant('')], [1, simpleKey]),
    }),
  ],
);
const limit = weighted([3, fc.constant(undefined)], [1, fc.constantFrom(1, 2, 10, 50, 51, 99, 100, 101, 102, 150)]);
const policy = fc.constantFrom(...KEY_POLICIES);

const reads: readonly Weighted[] = [
  [10, step('get', { key })],
  [4, ranged('range', { limit })],
  [1, step('compositeRange', { type: fc.constantFrom(...TYPES), parts: fc.subarray(['a'], { minLength: 0 }), limit })],
  [2, step('history', { key: simpleKey })],
  [2, step('getPolicy', { key })],
];

/** Refused beside a write, so that a program which may write seldom has them. */
const queries: readonly Weighted[] = [
  [
    6,
    ranged('page', {
      size: fc.constantFrom(1, 3, 50, 100, 120),
      bookmark: weighted([3, fc.constant('')], [1, simpleKey]),
    }),
  ],
  [2, step('privateRange', { collection, start: fc.constantFrom('', 'p0', 'p3'), end: fc.constantFrom('', 'p4') })],
  [1, step('query', { query: fc.constant('{"selector":{}}') })],
];

const privateReads: readonly Weighted[] = [
  [4, step('privateGet', { collection, key: privateKey })],
  [3, step('privateHash', { collection, key: privateKey })],
  [1, step('privateGetPolicy', { collection, key: privateKey })],
];

const writes: readonly Weighted[] = [
  [10, step('put', { key, value })],
  [3, step('delete', { key })],
  [3, step('setPolicy', { key, policy })],
  [
    1,
    step('putMany', {
      entries: fc.array(fc.tuple(fc.constantFrom(...POPULATION), value), { minLength: 1, maxLength: 40 }),
    }),
  ],
  [2, step('event', { name: fc.constantFrom('made', 'é', ''), payload: value })],
];

const privateWrites: readonly Weighted[] = [
  [8, step('privatePut', { collection, key: privateKey, transient })],
  [2, step('privateDelete', { collection, key: privateKey })],
  [2, step('privatePurge', { collection, key: privateKey })],
  [1, step('privateSetPolicy', { collection, key: privateKey, policy })],
];

const odd: readonly Weighted[] = [
  [1, step('fail', { message: fc.constantFrom('refused', '', 'é😀', 'first line\nsecond line') })],
  [1, step('noSuchOperation', {})],
  [1, step('creator', {})],
  [1, step('timestamp', {})],
  [1, step('mspId', {})],
  [1, step('transientLength', { transient })],
];

const plain = weighted(...reads, ...writes);
const anyPrivate = weighted(...privateReads, ...privateWrites);
const surely = weighted([20, plain], [8, anyPrivate]);
const anyStep = weighted(
  [28, surely],
  [1, weighted(...odd)],
  [1, weighted(...queries)],
  [3, surely.map((attempted): Step => ({ op: 'attempt', step: attempted }))],
);

/** A call to another chaincode that runs steps of its own; one that does not exist among the names. */
function invocation(chaincodes: readonly string[], channels: readonly string[]): fc.Arbitrary<Step> {
  return fc
    .record({
      chaincode: weighted([8, fc.constantFrom(...chaincodes)], [1, fc.constantFrom('missing', 'qscc', 'probe:1.0')]),
      channel: weighted([4, fc.constant('')], [4, fc.constantFrom(...channels)], [1, fc.constant('no-such-channel')]),
      steps: fc.array(anyStep, { minLength: 1, maxLength: 3 }),
    })
    .map(({ chaincode, channel, steps }) => ({
      op: 'invoke',
      chaincode,
      channel,
      args: ['run', JSON.stringify(steps)],
    }));
}

/** What one transaction does: one to six stub calls of all kinds. */
export function programs(chaincodes: readonly string[], channels: readonly string[]): fc.Arbitrary<readonly Step[]> {
  const mixed = weighted([24, anyStep], [1, invocation(chaincodes, channels)]);
  const looking = weighted([4, weighted(...reads)], [2, weighted(...privateReads)], [2, weighted(...queries)]);
  return weighted<readonly Step[]>(
    [9, fc.array(plain, { minLength: 1, maxLength: 4 })],
    [3, fc.array(mixed, { minLength: 1, maxLength: 6 })],
    [4, fc.array(weighted([4, anyPrivate], [1, plain]), { minLength: 1, maxLength: 3 })],
    [1, fc.array(looking, { minLength: 1, maxLength: 3 })],
  );
}

/** Reads everything that the stream may have left behind, as far as one chaincode can see it. */
export const AUDITS: readonly (readonly Step[])[] = [
  [{ op: 'range', start: '', end: '' }],
  TYPES.map((type) => ({ op: 'compositeRange', type, parts: [] })),
  [...HOT_KEYS, ...COLD_KEYS, ...EDGE_KEYS, ...POPULATION].flatMap((name) => [
    { op: 'getPolicy', key: name },
    { op: 'history', key: name },
  ]),
  [...COLLECTIONS, ...IMPLICIT].flatMap((name) =>
    PRIVATE_KEYS.flatMap((held) =>
      ['privateGet', 'privateHash', 'privateGetPolicy'].map((op) => ({
        op: 'attempt',
        step: { op, collection: name, key: held },
      })),
    ),
  ),
  [...COLLECTIONS, ...IMPLICIT].map((name) => ({
    op: 'attempt',
    step: { op: 'privateRange', collection: name, start: '', end: '' },
  })),
];

type Weighted<T = Step> = readonly [weight: number, arbitrary: fc.Arbitrary<T>];

function weighted<T>(...choices: readonly Weighted<T>[]): fc.Arbitrary<T> {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

function ranged(op: string, fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Step> {
  return fc.tuple(bounds, fc.record(fields)).map(([{ start, end }, rest]) => ({ op, start, end, ...rest }));
}

function step(op: string, fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Step> {
  return fc.record({ op: fc.constant(op), ...fields });
}
