import { common, msp, orderer } from '@hyperledger/fabric-protos';
import { NODE_HOST, type BatchLimits } from '../topology.js';
import { setPolicy, setValue } from './config-tree.js';
import { implicitMetaPolicy } from './policies.js';

/** `BFT` is SmartBFT (needs channel capability V3_0); `etcdraft` tolerates crashes only. */
export type Consensus = 'BFT' | 'etcdraft';

/** One organisation's ordering node. Certificates are PEM. */
export interface Consenter {
  readonly mspId: string;
  readonly port: number;
  /** Enrolment certificate with OU orderer. */
  readonly identity: string;
  /** Used as server and as client among the orderers. */
  readonly tlsCertificate: string;
}

const REQUEST_POOL_SIZE = 10_000;
const INCOMING_BUFFER_SIZE = 200;

/** Writes how the channel is ordered, and whose signatures make a block valid, into its Orderer group. */
export function setConsensus(
  group: common.ConfigGroup,
  consensus: Consensus,
  consenters: readonly Consenter[],
  batch: BatchLimits,
): void {
  const type = new orderer.ConsensusType();
  type.setType(consensus);
  if (consensus === 'BFT') {
    type.setMetadata(bftOptions(batch).serializeBinary());
    setValue(group, 'Orderers', bftConsenters(consenters));
    setPolicy(group, 'BlockValidation', bftBlockValidation(consenters));
  } else {
    type.setMetadata(raftMetadata(consenters).serializeBinary());
    setPolicy(group, 'BlockValidation', implicitMetaPolicy('ANY', 'Writers'));
  }
  setValue(group, 'ConsensusType', type);
}

/** SmartBFT takes its batch size from the channel's BatchSize, its batch time from here (`smartbft/util.go`). */
function bftOptions(batch: BatchLimits): orderer.smartbft.Options {
  const options = new orderer.smartbft.Options();
  options.setRequestBatchMaxCount(batch.maxMessageCount);
  options.setRequestBatchMaxBytes(batch.absoluteMaxBytes);
  options.setRequestBatchMaxInterval(`${batch.timeoutMs}ms`);
  options.setIncomingMessageBufferSize(INCOMING_BUFFER_SIZE);
  options.setRequestPoolSize(REQUEST_POOL_SIZE);
  options.setRequestForwardTimeout('5s');
  options.setRequestComplainTimeout('20s');
  options.setRequestAutoRemoveTimeout('3m0s');
  options.setViewChangeResendInterval('5s');
  options.setViewChangeTimeout('20s');
  options.setLeaderHeartbeatTimeout('1m0s');
  options.setLeaderHeartbeatCount(10);
  options.setCollectTimeout('1s');
  options.setLeaderRotation(orderer.smartbft.Options.Rotation.ROTATION_OFF);
  return options;
}

function bftConsenters(consenters: readonly Consenter[]): common.Orderers {
  const orderers = new common.Orderers();
  consenters.forEach((node, index) => {
    const consenter = new common.Consenter();
    consenter.setId(index + 1);
    consenter.setHost(NODE_HOST);
    consenter.setPort(node.port);
    consenter.setMspId(node.mspId);
    consenter.setIdentity(Buffer.from(node.identity));
    consenter.setClientTlsCert(Buffer.from(node.tlsCertificate));
    consenter.setServerTlsCert(Buffer.from(node.tlsCertificate));
    orderers.addConsenterMapping(consenter);
  });
  return orderers;
}

/** Orderers that must agree: `ceil((n + f + 1) / 2)` where `f = floor((n - 1) / 3)` (Fabric: computeBFTQuorum). */
export function quorumOf(consenters: number): number {
  const faulty = Math.floor((consenters - 1) / 3);
  return Math.ceil((consenters + faulty + 1) / 2);
}

/** Who the consenters of a channel's configuration are, as the policy over their blocks names them. */
export function consenterIdentities(orderers: common.Orderers): readonly Pick<Consenter, 'mspId' | 'identity'>[] {
  return orderers.getConsenterMappingList().map((consenter) => ({
    mspId: consenter.getMspId(),
    identity: Buffer.from(consenter.getIdentity_asU8()).toString('utf8'),
  }));
}

/** A quorum of exactly these orderers (`common/policies/bft.go`). */
export function bftBlockValidation(consenters: readonly Pick<Consenter, 'mspId' | 'identity'>[]): common.Policy {
  const quorum = new common.SignaturePolicy.NOutOf();
  quorum.setN(quorumOf(consenters.length));
  const envelope = new common.SignaturePolicyEnvelope();
  consenters.forEach((node, index) => {
    const rule = new common.SignaturePolicy();
    rule.setSignedBy(index);
    quorum.addRules(rule);
    const identity = new msp.SerializedIdentity();
    identity.setMspid(node.mspId);
    identity.setIdBytes(Buffer.from(node.identity));
    const principal = new msp.MSPPrincipal();
    principal.setPrincipalClassification(msp.MSPPrincipal.Classification.IDENTITY);
    principal.setPrincipal(identity.serializeBinary());
    envelope.addIdentities(principal);
  });
  const rule = new common.SignaturePolicy();
  rule.setNOutOf(quorum);
  envelope.setRule(rule);
  const policy = new common.Policy();
  policy.setType(common.Policy.PolicyType.SIGNATURE);
  policy.setValue(envelope.serializeBinary());
  return policy;
}

function raftMetadata(consenters: readonly Consenter[]): orderer.etcdraft.ConfigMetadata {
  const options = new orderer.etcdraft.Options();
  options.setTickInterval('500ms');
  options.setElectionTick(10);
  options.setHeartbeatTick(1);
  options.setMaxInflightBlocks(5);
  options.setSnapshotIntervalSize(16 * 1024 * 1024);
  const metadata = new orderer.etcdraft.ConfigMetadata();
  metadata.setOptions(options);
  for (const node of consenters) {
    const consenter = new orderer.etcdraft.Consenter();
    consenter.setHost(NODE_HOST);
    consenter.setPort(node.port);
    consenter.setClientTlsCert(Buffer.from(node.tlsCertificate));
    consenter.setServerTlsCert(Buffer.from(node.tlsCertificate));
    metadata.addConsenters(consenter);
  }
  return metadata;
}
