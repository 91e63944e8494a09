import { common } from '@hyperledger/fabric-protos';
import { parsePolicy } from '../policy/dsl.js';
import type { ChannelRules, MetaRule } from '../topology.js';
import { setPolicy } from './config-tree.js';

/** A policy over the signatures of one organisation's identities. */
export function signaturePolicy(text: string): common.Policy {
  const policy = new common.Policy();
  policy.setType(common.Policy.PolicyType.SIGNATURE);
  policy.setValue(parsePolicy(text).serializeBinary());
  return policy;
}

/** A policy over the policies of the same name one level below. */
export function implicitMetaPolicy(rule: MetaRule, subPolicy: string): common.Policy {
  const meta = new common.ImplicitMetaPolicy();
  meta.setRule(common.ImplicitMetaPolicy.Rule[rule]);
  meta.setSubPolicy(subPolicy);
  const policy = new common.Policy();
  policy.setType(common.Policy.PolicyType.IMPLICIT_META);
  policy.setValue(meta.serializeBinary());
  return policy;
}

/** What every group above the organisations has. */
export function setMetaPolicies(group: common.ConfigGroup, rules: ChannelRules): void {
  setPolicy(group, 'Readers', implicitMetaPolicy(rules.readers, 'Readers'));
  setPolicy(group, 'Writers', implicitMetaPolicy(rules.writers, 'Writers'));
  setPolicy(group, 'Admins', implicitMetaPolicy(rules.admins, 'Admins'));
}

/** A member's policies under Application: clients and admins write, peers only read and endorse. */
export function setMemberPolicies(group: common.ConfigGroup, mspId: string): void {
  setPolicy(group, 'Readers', signaturePolicy(`OR('${mspId}.admin', '${mspId}.peer', '${mspId}.client')`));
  setPolicy(group, 'Writers', signaturePolicy(`OR('${mspId}.admin', '${mspId}.client')`));
  setPolicy(group, 'Admins', signaturePolicy(`OR('${mspId}.admin')`));
  setPolicy(group, 'Endorsement', signaturePolicy(`OR('${mspId}.peer')`));
}

/** A member's policies under Orderer: its orderer signs blocks as a writer. */
export function setOrderingMemberPolicies(group: common.ConfigGroup, mspId: string): void {
  setPolicy(group, 'Readers', signaturePolicy(`OR('${mspId}.member')`));
  setPolicy(group, 'Writers', signaturePolicy(`OR('${mspId}.member')`));
  setPolicy(group, 'Admins', signaturePolicy(`OR('${mspId}.admin')`));
}
