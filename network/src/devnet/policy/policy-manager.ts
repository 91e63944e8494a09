import { common } from '@hyperledger/fabric-protos';
import type { MspManager } from '../msp/msp-manager.js';
import { implicitMetaPolicy } from './implicit-meta.js';
import type { Policy } from './policy.js';
import { PolicyError } from './policy-error.js';
import { compileSignatureEnvelope } from './signature-policy.js';

const { PolicyType } = common.Policy;

/** The policies of a channel's configuration by path (Fabric: common/policies/policy.go). */
export class PolicyManager {
  private readonly policies = new Map<string, Policy>();

  /**
   * @param root the channel group, addressed as `/Channel`
   * @throws {PolicyError} when a policy of the configuration is malformed
   */
  constructor(
    root: common.ConfigGroup,
    private readonly members: MspManager,
  ) {
    this.add('/Channel', root);
  }

  /** The policy at an absolute path such as `/Channel/Application/Writers`. */
  policy(path: string): Policy | undefined {
    return this.policies.get(path);
  }

  /** Adds the policies of a group and of all groups below, innermost first: implicit meta policies look down. */
  private add(path: string, group: common.ConfigGroup): void {
    const children: string[] = [];
    group.getGroupsMap().forEach((child, name) => {
      const childPath = `${path}/${name}`;
      children.push(childPath);
      this.add(childPath, child);
    });
    group.getPoliciesMap().forEach((configured, name) => {
      this.policies.set(`${path}/${name}`, this.compile(`${path}/${name}`, configured.getPolicy(), children));
    });
  }

  private compile(path: string, policy: common.Policy | undefined, children: readonly string[]): Policy {
    if (policy === undefined) {
      throw new PolicyError(`policy ${path} was nil`);
    }
    switch (policy.getType()) {
      case PolicyType.SIGNATURE:
        return compileSignatureEnvelope(versionZero(policy.getValue_asU8()), this.members);
      case PolicyType.IMPLICIT_META: {
        const definition = common.ImplicitMetaPolicy.deserializeBinary(policy.getValue_asU8());
        const subPolicies = children.map((child) => this.policies.get(`${child}/${definition.getSubPolicy()}`));
        return implicitMetaPolicy(definition, subPolicies);
      }
      default:
        throw new PolicyError(`policy ${path} has unknown policy type: ${policy.getType()}`);
    }
  }
}

/** Policies of the configuration carry a version that is checked; those in definitions and on keys do not (cauthdsl). */
function versionZero(bytes: Uint8Array): common.SignaturePolicyEnvelope {
  const envelope = common.SignaturePolicyEnvelope.deserializeBinary(bytes);
  if (envelope.getVersion() !== 0) {
    throw new PolicyError(
      `This evaluator only understands messages of version 0, but version was ${envelope.getVersion()}`,
    );
  }
  return envelope;
}
