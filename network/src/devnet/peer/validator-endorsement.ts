import type { ChannelBundle } from '../../channel/bundle.js';
import type { NamespaceSet } from '../ledger/read-write-set.js';
import type { StateReader } from '../ledger/types.js';
import type { Identity } from '../../msp/identity.js';
import type { Policy } from '../../policy/policy.js';
import { PolicyError } from '../../policy/policy-error.js';
import { KeyPolicies, POLICY_CHANGED_IN_BLOCK, type WrittenKeyAddress, writtenKeys } from './key-policies.js';
import type { CommittedDefinition, Lifecycle } from './lifecycle.js';
import type { EndorsedAction } from './validator-action.js';
import { Code, InvalidTransaction } from './validator-invalid.js';

/** Policies that hold for the endorsers of one namespace of a transaction, each judged at most once. */
interface Judged {
  readonly endorsers: readonly Identity[];
  readonly verdicts: Map<Policy, boolean>;
}

/**
 * Judges endorsements against the policies of chaincodes, collections and keys (Fabric: core/common/validation/
 * statebased/v20.go and validator_keylevel.go). One instance serves the transactions of one block, in their order.
 */
export class EndorsementCheck {
  private readonly keyPolicies: KeyPolicies;
  private readonly definitions = new Map<string, Promise<CommittedDefinition | undefined>>();

  /** @param state committed state before the block */
  constructor(
    private readonly bundle: ChannelBundle,
    private readonly lifecycle: Lifecycle,
    private readonly state: StateReader,
  ) {
    this.keyPolicies = new KeyPolicies(state);
  }

  /** Starts the reads that {@link check} will need. */
  prefetch(action: EndorsedAction): void {
    this.keyPolicies.prefetch(action.namespaces);
  }

  /** @throws {InvalidTransaction} when an endorsement policy does not hold or a namespace is no chaincode */
  async check(action: EndorsedAction): Promise<void> {
    for (const namespace of action.judgedNamespaces) {
      const set = action.namespaces.find((candidate) => candidate.namespace === namespace);
      await this.checkNamespace(namespace, set, { endorsers: action.endorsers, verdicts: new Map() });
      if (set !== undefined) {
        this.keyPolicies.recordChanges(set);
      }
    }
  }

  private async checkNamespace(namespace: string, set: NamespaceSet | undefined, judged: Judged): Promise<void> {
    const definition = await this.definition(namespace);
    if (definition === undefined) {
      throw new InvalidTransaction(Code.INVALID_CHAINCODE, `chaincode ${namespace} is not defined`);
    }
    for (const address of set === undefined ? [] : writtenKeys(set)) {
      this.require(await this.policyFor(address, definition), judged, address);
    }
    if (judged.verdicts.size === 0) {
      // Reading alone still needs the chaincode's policy (FAB-9473).
      this.require(definition.endorsement, judged, { namespace, collection: '', key: '' });
    }
  }

  /** The one policy that a write is judged by: the key's, else the collection's, else the chaincode's. */
  private async policyFor(address: WrittenKeyAddress, definition: CommittedDefinition): Promise<Policy> {
    const keyPolicy = await this.keyPolicies.policyOf(address);
    if (keyPolicy === POLICY_CHANGED_IN_BLOCK) {
      throw policyFailure(`policy of key ${address.key} was changed earlier in the block`);
    }
    if (keyPolicy !== undefined) {
      return this.compile(keyPolicy);
    }
    return address.collection === '' ? definition.endorsement : this.collectionPolicy(address, definition);
  }

  private collectionPolicy({ collection }: WrittenKeyAddress, definition: CommittedDefinition): Policy {
    const config = this.lifecycle.collectionOf(definition, collection);
    if (config === undefined) {
      throw policyFailure(`no such collection '${collection}'`);
    }
    return config.endorsement ?? definition.endorsement;
  }

  private compile(bytes: Buffer): Policy {
    try {
      return this.bundle.compiler.keyPolicy(bytes);
    } catch (error) {
      // A key with a malformed policy can never be written again. Peers halt on bytes that are no policy at all;
      // here such a key is bricked like one whose policy is merely unsatisfiable.
      if (error instanceof PolicyError) {
        throw policyFailure(error.message);
      }
      throw error;
    }
  }

  private require(
    policy: Policy,
    { endorsers, verdicts }: Judged,
    { key, collection, namespace }: WrittenKeyAddress,
  ): void {
    const holds = verdicts.get(policy) ?? policy.satisfiedBy(endorsers);
    verdicts.set(policy, holds);
    if (!holds) {
      throw policyFailure(`validation of key ${key} (coll'${collection}':ns'${namespace}') failed`);
    }
  }

  private definition(chaincode: string): Promise<CommittedDefinition | undefined> {
    const known = this.definitions.get(chaincode) ?? this.lifecycle.definition(this.state, chaincode);
    this.definitions.set(chaincode, known);
    return known;
  }
}

function policyFailure(reason: string): InvalidTransaction {
  return new InvalidTransaction(Code.ENDORSEMENT_POLICY_FAILURE, reason);
}
