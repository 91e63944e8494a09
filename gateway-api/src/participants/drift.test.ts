import { describe, expect, test } from '@jest/globals';
import type { DiscoveredPeer, NetworkMember } from '../ledger/ledger.js';
import type { ParticipantRecord } from '../read-model/known-event.js';
import { DRIFT_CODES, driftOf, type Comparison } from './drift.js';

const [ROOT, OTHER, LEAF] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
const LATER = '2036-01-01T00:00:00.000Z';
const now = new Date('2026-11-23T12:00:00Z');
const lei = 'HWUPKR0MPOU8FGXBT394';

const nodes = { peers: ['peer0:7051'], orderers: ['orderer0:7050'], roots: [ROOT] };
const record: ParticipantRecord = { mspId: 'AMSP', lei, name: 'A', roles: ['issuer'], nodes };
const peer: DiscoveredPeer = { address: 'peer0:7051', certificate: { thumbprint: LEAF, notAfter: LATER } };
const member: NetworkMember = {
  mspId: 'AMSP',
  roots: [{ thumbprint: ROOT, notAfter: LATER }],
  peers: [peer],
  orderers: ['orderer0:7050'],
};
const same: Comparison = { mspId: 'AMSP', record, member, operatorLei: lei, now };
const standing = (status: 'suspended' | 'expelled' | 'resigned'): ParticipantRecord => ({
  ...record,
  standing: { status, since: '2026-11-20', reason: 'breach' },
});
const expiring = (notAfter: string): NetworkMember => ({ ...member, roots: [{ thumbprint: ROOT, notAfter }] });
const undeclared: ParticipantRecord = { mspId: 'AMSP', lei, name: 'A', roles: ['issuer'] };

const PLANTED: readonly (readonly [what: string, given: Partial<Comparison>, found: readonly string[]])[] = [
  ['no record', { record: undefined }, ['RECORD_ABSENT AMSP']],
  ['no member', { member: undefined }, ['MEMBER_ABSENT AMSP']],
  ['expelled and still a member', { record: standing('expelled') }, ['MEMBERSHIP_ENDED AMSP']],
  ['resigned and still a member', { record: standing('resigned') }, ['MEMBERSHIP_ENDED AMSP']],
  ['expelled and gone', { record: standing('expelled'), member: undefined }, []],
  ['suspended, which leaves the membership', { record: standing('suspended') }, []],
  ['nothing declared', { record: undeclared }, ['NODES_UNDECLARED AMSP']],
  [
    'another root',
    { member: { ...member, roots: [{ thumbprint: OTHER, notAfter: LATER }] } },
    [`ROOT_UNKNOWN ${OTHER}`, `ROOT_ABSENT ${ROOT}`],
  ],
  [
    'a peer that was not declared',
    { member: { ...member, peers: [peer, { ...peer, address: 'peer9:7051' }] } },
    ['PEER_UNKNOWN peer9:7051'],
  ],
  ['a peer that is down', { member: { ...member, peers: [] } }, ['PEER_ABSENT peer0:7051']],
  [
    'another orderer',
    { member: { ...member, orderers: ['orderer9:7050'] } },
    ['ORDERER_UNKNOWN orderer9:7050', 'ORDERER_ABSENT orderer0:7050'],
  ],
  ['another LEI', { operatorLei: '529900T8BM49AURSDO55' }, ['LEI_DIFFERS 529900T8BM49AURSDO55']],
  ['no declared operator', { operatorLei: undefined }, []],
  ['a root that ends in 30 days', { member: expiring('2026-12-23T12:00:00Z') }, [`CERTIFICATE_EXPIRING ${ROOT}`]],
  ['a root that ends a second later', { member: expiring('2026-12-23T12:00:01Z') }, []],
  [
    'a peer certificate that has ended',
    {
      member: {
        ...member,
        peers: [{ address: 'peer0:7051', certificate: { thumbprint: LEAF, notAfter: '2026-01-01T00:00:00Z' } }],
      },
    },
    [`CERTIFICATE_EXPIRING ${LEAF}`],
  ],
];

describe('drift', () => {
  test('is none where record and network agree', () => {
    expect(driftOf(same)).toEqual([]);
  });

  test.each(PLANTED)('%s', (_what, given, found) => {
    expect(driftOf({ ...same, ...given }).map(({ code, subject }) => `${code} ${subject}`)).toEqual(found);
  });

  test('every code is planted once at least', () => {
    const planted = PLANTED.flatMap(([, , found]) => found.map((each) => each.split(' ')[0]));
    expect([...new Set(planted)].sort()).toEqual([...DRIFT_CODES].sort());
  });
});
