import type { peer } from '@hyperledger/fabric-protos';

import type { ChannelBundle } from '../../channel/bundle.js';
import { BoundedCache } from '../../crypto/bounded-cache.js';
import type { StateReader } from '../ledger/types.js';
import type { Policy } from '../../policy/policy.js';
import { REJECT_ALL } from '../../policy/reject-all.js';
import { type CollectionConfig, implicitCollectionOrganization } from './collections.js';
import { implicitCollection, staticCollections } from './lifecycle-collections.js';
import { LIFECYCLE_NAMESPACE, readDefinition, readSequence, type StoredDefinition } from './lifecycle-state.js';

export { LIFECYCLE_NAMESPACE, LifecycleError } from './lifecycle-state.js';

const LIFECYCLE_ENDORSEMENT_POLICY = '/Channel/Application/LifecycleEndorsement';

/** Definitions kept compiled; a channel has a handful of chaincodes. */
const CACHED_DEFINITIONS = 50;

/** A chaincode definition as committed on a channel. */
export interface CommittedDefinition {
  readonly name: string;
  readonly version: string;
  readonly sequence: number;
  readonly endorsement: Policy;
  /** `ApplicationPolicy` bytes as stored. */
  readonly endorsementPolicyBytes: Buffer;
  /** Static collections only; implicit ones are answered by {@link Lifecycle.collection}. */
  readonly collections: readonly CollectionConfig[];
  readonly initRequired: boolean;
}

const lifecycles = new WeakMap<ChannelBundle, Lifecycle>();

/** Reads the chaincode definitions of a channel under one of its configurations. */
export class Lifecycle {
  private readonly compiled = new BoundedCache<string, CommittedDefinition>(CACHED_DEFINITIONS);

  constructor(private readonly bundle: ChannelBundle) {}

  /** The one of a configuration, shared by all who read definitions under it. */
  static under(bundle: ChannelBundle): Lifecycle {
    const lifecycle = lifecycles.get(bundle) ?? new Lifecycle(bundle);
    lifecycles.set(bundle, lifecycle);
    return lifecycle;
  }

  /**
   * Sequence of the committed definition, 0 when there is none. It is the one key of a definition that a peer reads
   * through the simulation when it runs a chaincode, so that an upgrade invalidates transactions in flight.
   */
  sequence(reader: StateReader, chaincode: string): Promise<number> {
    return readSequence(reader, chaincode);
  }

  /**
   * The committed definition. Always reads the same five keys, so that a recording reader records the same reads at
   * every endorser.
   *
   * @returns undefined when the chaincode is not defined
   * @throws {LifecycleError | ProtoError} when what is stored is no definition
   */
  async definition(reader: StateReader, chaincode: string): Promise<CommittedDefinition | undefined> {
    if (chaincode === LIFECYCLE_NAMESPACE) {
      return this.ownDefinition();
    }
    const stored = await readDefinition(reader, chaincode);
    return stored && this.compile(chaincode, stored);
  }

  /**
   * A collection by name, static or implicit. An implicit one is found for any organisation, as Fabric's permission
   * check finds it; the ledger is stricter, see {@link ledgerCollection}.
   *
   * @returns undefined when the chaincode is not defined or has no such collection
   */
  async collection(reader: StateReader, chaincode: string, name: string): Promise<CollectionConfig | undefined> {
    const definition = await this.definition(reader, chaincode);
    return definition && this.collectionOf(definition, name);
  }

  /** As {@link collection}, but implicit collections only of the channel's members: what the ledger accepts. */
  async ledgerCollection(reader: StateReader, chaincode: string, name: string): Promise<CollectionConfig | undefined> {
    const collection = await this.collection(reader, chaincode, name);
    const owner = implicitCollectionOrganization(name);
    const foreign = owner !== undefined && !this.bundle.applicationOrganizations.includes(owner);
    return foreign ? undefined : collection;
  }

  /** A collection of a definition that was read before. */
  collectionOf(definition: CommittedDefinition, name: string): CollectionConfig | undefined {
    const owner = implicitCollectionOrganization(name);
    return owner === undefined
      ? definition.collections.find((collection) => collection.name === name)
      : implicitCollection(owner, this.bundle);
  }

  /** The static collections of a message, e.g. of an earlier definition. @throws PolicyError */
  collectionsOf(configs: peer.CollectionConfigPackage): readonly CollectionConfig[] {
    return staticCollections(configs, this.bundle);
  }

  private compile(name: string, stored: StoredDefinition): CommittedDefinition {
    const parameter = Buffer.from(stored.validationInfo.getValidationParameter_asU8());
    const identity = [
      name,
      stored.sequence,
      parameter.toString('base64'),
      Buffer.from(stored.endorsementInfo.serializeBinary()).toString('base64'),
      Buffer.from(stored.collections.serializeBinary()).toString('base64'),
    ].join('|');
    const known = this.compiled.get(identity);
    if (known !== undefined) {
      return known;
    }
    const definition: CommittedDefinition = {
      name,
      version: stored.endorsementInfo.getVersion(),
      sequence: stored.sequence,
      endorsement: this.bundle.compiler.applicationPolicyOrReject(parameter),
      endorsementPolicyBytes: parameter,
      collections: staticCollections(stored.collections, this.bundle),
      initRequired: stored.endorsementInfo.getInitRequired(),
    };
    this.compiled.set(identity, definition);
    return definition;
  }

  /** Lifecycle is a chaincode of its own whose policy is the channel's (Fabric: LifecycleEndorsementPolicyAsBytes). */
  private ownDefinition(): CommittedDefinition {
    return {
      name: LIFECYCLE_NAMESPACE,
      version: '',
      sequence: 0,
      endorsement: this.bundle.policies.policy(LIFECYCLE_ENDORSEMENT_POLICY) ?? REJECT_ALL,
      endorsementPolicyBytes: Buffer.alloc(0),
      collections: [],
      initRequired: false,
    };
  }
}
