import type { NetworkMember } from '../ledger/ledger.js';
import type { ParticipantRecord } from '../read-model/known-event.js';

/**
 * How the network may differ from the record of a member. A code keeps its meaning; `subject` names the node, the
 * certificate or the identifier concerned.
 */
export const DRIFT_CODES = [
  'RECORD_ABSENT',
  'MEMBER_ABSENT',
  'MEMBERSHIP_ENDED',
  'NODES_UNDECLARED',
  'ROOT_UNKNOWN',
  'ROOT_ABSENT',
  'PEER_UNKNOWN',
  'PEER_ABSENT',
  'ORDERER_UNKNOWN',
  'ORDERER_ABSENT',
  'LEI_DIFFERS',
  'CERTIFICATE_EXPIRING',
] as const;

/** A way to differ. */
export type DriftCode = (typeof DRIFT_CODES)[number];

/** One difference between a record and the network. */
export interface Drift {
  readonly code: DriftCode;
  readonly subject: string;
}

/** What is compared. */
export interface Comparison {
  readonly mspId: string;
  /** Absent: the ledger has no record of the organisation. */
  readonly record: ParticipantRecord | undefined;
  /** Absent: the channel has no such member. */
  readonly member: NetworkMember | undefined;
  /** LEI of the party that runs the nodes, where one is declared. */
  readonly operatorLei: string | undefined;
  readonly now: Date;
}

/** How long before its end a certificate is reported: time enough to change the configuration of a channel. */
const EXPIRY_NOTICE_MS = 30 * 24 * 60 * 60 * 1_000;

/** Every difference between the record of an organisation and what the network shows of it. */
export function driftOf(comparison: Comparison): readonly Drift[] {
  const { mspId, record, member } = comparison;
  if (record === undefined) return member === undefined ? [] : [{ code: 'RECORD_ABSENT', subject: mspId }];
  const hasEnded = record.standing?.status === 'expelled' || record.standing?.status === 'resigned';
  if (member === undefined) return hasEnded ? [] : [{ code: 'MEMBER_ABSENT', subject: mspId }];
  return [
    ...(hasEnded ? [{ code: 'MEMBERSHIP_ENDED', subject: mspId } as const] : []),
    ...nodeDrift(record, member),
    ...leiDrift(record, comparison.operatorLei),
    ...expiryDrift(member, comparison.now),
  ];
}

function nodeDrift({ mspId, nodes }: ParticipantRecord, member: NetworkMember): readonly Drift[] {
  if (nodes === undefined) return [{ code: 'NODES_UNDECLARED', subject: mspId }];
  const roots = member.roots.map(({ thumbprint }) => thumbprint);
  const peers = member.peers.map(({ address }) => address);
  return [
    ...missing('ROOT_UNKNOWN', roots, nodes.roots),
    ...missing('ROOT_ABSENT', nodes.roots, roots),
    ...missing('PEER_UNKNOWN', peers, nodes.peers),
    ...missing('PEER_ABSENT', nodes.peers, peers),
    ...missing('ORDERER_UNKNOWN', member.orderers, nodes.orderers),
    ...missing('ORDERER_ABSENT', nodes.orderers, member.orderers),
  ];
}

/** What is on one side and not on the other. */
const missing = (code: DriftCode, here: readonly string[], there: readonly string[]): readonly Drift[] =>
  here.filter((subject) => !there.includes(subject)).map((subject) => ({ code, subject }));

const leiDrift = ({ lei }: ParticipantRecord, operatorLei: string | undefined): readonly Drift[] =>
  operatorLei === undefined || operatorLei === lei ? [] : [{ code: 'LEI_DIFFERS', subject: operatorLei }];

function expiryDrift({ roots, peers }: NetworkMember, now: Date): readonly Drift[] {
  const limit = now.getTime() + EXPIRY_NOTICE_MS;
  return [...roots, ...peers.map(({ certificate }) => certificate)]
    .filter(({ notAfter }) => Date.parse(notAfter) <= limit)
    .map(({ thumbprint }) => ({ code: 'CERTIFICATE_EXPIRING', subject: thumbprint }));
}
