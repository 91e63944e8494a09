import { type common, peer } from '@hyperledger/fabric-protos';
import { BoundedCache } from '../crypto/bounded-cache.js';
import type { MspManager } from '../msp/msp-manager.js';
import { read } from '../proto/decode.js';
import type { Policy } from './policy.js';
import { PolicyError } from './policy-error.js';
import type { PolicyManager } from './policy-manager.js';
import { REJECT_ALL } from './reject-all.js';
import { compileSignatureEnvelope, compileSignaturePolicy } from './signature-policy.js';

/** Distinct policies kept compiled: most keys share theirs with many others. */
const CACHED_POLICIES = 2000;

/** Compiles the policies that transactions and definitions carry, against one configuration of a channel. */
export class PolicyCompiler {
  private readonly keyPolicies = new BoundedCache<string, Policy | PolicyError>(CACHED_POLICIES);

  constructor(
    private readonly members: MspManager,
    private readonly configured: PolicyManager,
  ) {}

  /**
   * A key-level policy: serialised `common.SignaturePolicyEnvelope`, as chaincode sets it.
   *
   * @throws {PolicyError} when malformed
   */
  keyPolicy(bytes: Uint8Array): Policy {
    const id = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    const policy = this.keyPolicies.get(id) ?? this.tryCompile(bytes);
    this.keyPolicies.set(id, policy);
    if (policy instanceof PolicyError) {
      throw policy;
    }
    return policy;
  }

  /**
   * The policy of a chaincode or of a collection: serialised `protos.ApplicationPolicy` (Fabric: core/policy).
   *
   * @throws {PolicyError} when malformed or when it refers to a policy that the channel does not have
   */
  applicationPolicy(bytes: Uint8Array): Policy {
    let application: peer.ApplicationPolicy;
    try {
      application = read(peer.ApplicationPolicy, bytes);
    } catch {
      throw new PolicyError('failed to unmarshal ApplicationPolicy bytes');
    }
    const signature = application.getSignaturePolicy();
    if (signature !== undefined) {
      return this.signaturePolicy(signature);
    }
    const reference = application.getChannelConfigPolicyReference();
    const referred = application.hasChannelConfigPolicyReference() ? this.configured.policy(reference) : undefined;
    if (referred === undefined) {
      throw new PolicyError(`failed to retrieve policy for reference ${reference}`);
    }
    return referred;
  }

  /**
   * As {@link applicationPolicy}, for what is committed: a policy that cannot be evaluated stays with its chaincode or
   * collection, and every transaction that is judged by it is invalid.
   */
  applicationPolicyOrReject(bytes: Uint8Array): Policy {
    try {
      return this.applicationPolicy(bytes);
    } catch (error) {
      if (error instanceof PolicyError) {
        return REJECT_ALL;
      }
      throw error;
    }
  }

  /** @throws {PolicyError} when malformed */
  signaturePolicy(envelope: common.SignaturePolicyEnvelope): Policy {
    return compileSignatureEnvelope(envelope, this.members);
  }

  private tryCompile(bytes: Uint8Array): Policy | PolicyError {
    try {
      return compileSignaturePolicy(bytes, this.members);
    } catch (error) {
      if (error instanceof PolicyError) {
        return error;
      }
      throw error;
    }
  }
}
