import { common } from '@hyperledger/fabric-protos';
import type { MspManager } from '../msp/msp-manager.js';
import { read } from '../proto/decode.js';
import { implicitMetaPolicy } from './implicit-meta.js';
import type { Policy } from './policy.js';
import { PolicyError } from './policy-error.js';
import { compileSignatureEnvelope } from './signature-policy.js';

const { PolicyType } = common.Policy;

/** Path of the group that holds all others. */
const ROOT = '/Channel';

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
    this.add(ROOT, root);
  }

  /** The policy at a path such as `/Channel/Application/Writers`, or `Application/Writers` from the channel group. */
  policy(path: string): Policy | undefined {
    return this.policies.get(path.startsWith('/') ? path : `${ROOT}/${path}`);
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
      this.policies.set(`${path}/${name}`, this.compile({ path, name }, configured.getPolicy(), children));
    });
  }

  /** Errors name the place as Fabric does, without a leading slash. */
  private compile(
    { path, name }: { readonly path: string; readonly name: string },
    policy: common.Policy | undefined,
    children: readonly string[],
  ): Policy {
    const place = `policy ${name} at path ${path.slice(1)}`;
    if (policy === undefined) {
      throw new PolicyError(`${place} was nil`);
    }
    switch (policy.getType()) {
      case PolicyType.SIGNATURE:
        return compiled(place, () => compileSignatureEnvelope(versionZero(policy.getValue_asU8()), this.members));
      case PolicyType.IMPLICIT_META:
        return compiled(`implicit ${place}`, () => {
          const definition = read(common.ImplicitMetaPolicy, policy.getValue_asU8());
          const subPolicies = children.map((child) => this.policies.get(`${child}/${definition.getSubPolicy()}`));
          return implicitMetaPolicy(definition, subPolicies);
        });
      default:
        throw new PolicyError(`${place} has unknown policy type: ${policy.getType()}`);
    }
  }
}

function compiled(place: string, compile: () => Policy): Policy {
  try {
    return compile();
  } catch (error) {
    throw new PolicyError(`${place} did not compile: ${(error as Error).message}`);
  }
}

/** Policies of the configuration carry a version that is checked; those in definitions and on keys do not (cauthdsl). */
function versionZero(bytes: Uint8Array): common.SignaturePolicyEnvelope {
  const envelope = read(common.SignaturePolicyEnvelope, bytes);
  if (envelope.getVersion() !== 0) {
    throw new PolicyError(
      `This evaluator only understands messages of version 0, but version was ${envelope.getVersion()}`,
    );
  }
  return envelope;
}
