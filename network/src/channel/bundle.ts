import { common } from '@hyperledger/fabric-protos';
import { BoundedCache } from '../crypto/bounded-cache.js';
import { sha256 } from '../crypto/ecdsa.js';
import { MspManager } from '../msp/msp-manager.js';
import type { OrganizationMsp } from '../msp/organization-msp.js';
import { PolicyCompiler } from '../policy/policy-compiler.js';
import { PolicyManager } from '../policy/policy-manager.js';
import { decode } from '../proto/decode.js';
import { type PolicyReference, policyReference } from './acls.js';
import type { BatchParameters } from './batch-parameters.js';
import { type ChannelValues, channelValues } from './channel-values.js';
import { ChannelConfigError, inContext } from './config-error.js';
import { elementsOf } from './config-elements.js';
import type { ConfigOrganization, Consensus } from './config-groups.js';
import { requireChannelId } from './config-names.js';

/** Configurations in use at one time in a process: a few channels, each with its predecessor. */
const CACHED_BUNDLES = 32;

const bundles = new BoundedCache<string, ChannelBundle>(CACHED_BUNDLES);

/**
 * Everything that one configuration of a channel determines, read once from its config block and immutable: a config
 * transaction makes a new bundle (Fabric: common/channelconfig/bundle.go).
 */
export class ChannelBundle {
  /** MSP ids of the members, sorted. */
  readonly applicationOrganizations: readonly string[];
  /** MSP ids of the organisations that order, sorted. */
  readonly ordererOrganizations: readonly string[];
  readonly msp: MspManager;
  readonly policies: PolicyManager;
  /** Compiles policies of definitions, collections and keys under this configuration. */
  readonly compiler: PolicyCompiler;
  readonly batch: BatchParameters;
  readonly consensus: Consensus;
  readonly capabilities: ChannelValues['capabilities'];
  private readonly values: ChannelValues;

  private constructor(
    readonly channelId: string,
    /** Grows by one with every config update. */
    readonly sequence: number,
    /** The configuration itself. */
    readonly config: common.Config,
    root: common.ConfigGroup,
  ) {
    this.values = inContext('initializing channelconfig failed', () => channelValues(root));
    const { members, orderers } = this.values;
    this.applicationOrganizations = sortedMspIds(members);
    this.ordererOrganizations = sortedMspIds(orderers);
    this.msp = new MspManager(distinctMsps([...members, ...orderers]));
    this.policies = inContext('initializing policymanager failed', () => new PolicyManager(root, this.msp));
    this.compiler = new PolicyCompiler(this.msp, this.policies);
    this.batch = this.values.batch;
    this.consensus = this.values.consensus;
    this.capabilities = this.values.capabilities;
    inContext('initializing configtx manager failed', () => {
      inContext('bad channel ID', () => requireChannelId(channelId));
      inContext('error converting config to map', () => elementsOf(root));
    });
  }

  /**
   * The bundle of a config block.
   *
   * @param block a block whose only transaction is a CONFIG, such as the genesis block
   * @throws {ChannelConfigError} with Fabric's text when the configuration cannot be used (channelconfig/bundle.go NewBundle)
   */
  static fromBlock(block: common.Block): ChannelBundle {
    const [bytes, ...others] = block.getData()?.getDataList_asU8() ?? [];
    if (bytes === undefined || others.length > 0) {
      throw new ChannelConfigError('a config block holds exactly one transaction');
    }
    const bundle = ChannelBundle.fromTransaction(bytes);
    if (bundle === undefined) {
      throw new ChannelConfigError('a config block holds a transaction of type CONFIG');
    }
    return bundle;
  }

  /**
   * The bundle of a CONFIG transaction; undefined for a transaction of another type.
   *
   * @param bytes its envelope
   * @throws {ChannelConfigError | ProtoError} when it is malformed or the configuration cannot be used
   */
  static fromTransaction(bytes: Uint8Array): ChannelBundle | undefined {
    const payload = decode(common.Payload, decode(common.Envelope, bytes, 'Envelope').getPayload_asU8(), 'Payload');
    const headerBytes = payload.getHeader()?.getChannelHeader_asU8() ?? Buffer.of();
    const header = decode(common.ChannelHeader, headerBytes, 'ChannelHeader');
    if (header.getType() !== common.HeaderType.CONFIG) return undefined;
    const config = decode(common.ConfigEnvelope, payload.getData_asU8(), 'ConfigEnvelope').getConfig();
    return ChannelBundle.of(header.getChannelId(), config ?? new common.Config());
  }

  /**
   * The bundle of a configuration. Equal configurations give the same bundle, so that the organisations of a process
   * share what depends on it alone: authenticated identities, compiled policies, judged transactions.
   *
   * @throws {ChannelConfigError} with Fabric's text when the configuration cannot be used (channelconfig/bundle.go NewBundle)
   */
  static of(channelId: string, config: common.Config): ChannelBundle {
    const root = config.getChannelGroup();
    if (root === undefined) {
      throw new ChannelConfigError('config must contain a channel group');
    }
    // Maps are written in the order of their keys, so that equal configurations have equal bytes.
    const id = `${channelId}/${sha256(config.serializeBinary()).toString('hex')}`;
    const bundle = bundles.get(id) ?? new ChannelBundle(channelId, config.getSequence(), config, root);
    bundles.set(id, bundle);
    return bundle;
  }

  /** Which policy guards a resource such as `peer/Propose` or `event/Block`; undefined for one that has none. */
  acl(resource: string): PolicyReference | undefined {
    return policyReference(resource, this.values.acls);
  }

  /** MSP id of each group of the Application group. */
  get memberMspIds(): ReadonlyMap<string, string> {
    return mspIdsByGroup(this.values.members);
  }

  /** MSP id of each group of the Orderer group. */
  get ordererMspIds(): ReadonlyMap<string, string> {
    return mspIdsByGroup(this.values.orderers);
  }

  /** Path of a member's own policy, for example `Endorsement`; undefined when the MSP is not a member's. */
  memberPolicyPath(mspId: string, name: string): string | undefined {
    const member = this.values.members.find((organization) => organization.msp.mspId === mspId);
    return member === undefined ? undefined : `/Channel/Application/${member.group}/${name}`;
  }
}

function mspIdsByGroup(organizations: readonly ConfigOrganization[]): ReadonlyMap<string, string> {
  return new Map(organizations.map(({ group, msp }) => [group, msp.mspId]));
}

function sortedMspIds(organizations: readonly ConfigOrganization[]): readonly string[] {
  return organizations.map((organization) => organization.msp.mspId).sort();
}

/** An organisation that both orders and is a member has one MSP, declared twice. */
function distinctMsps(organizations: readonly ConfigOrganization[]): readonly OrganizationMsp[] {
  return [...new Map(organizations.map(({ msp }) => [msp.mspId, msp])).values()];
}
