import { toHex } from '../crypto/encoding.js';
import type { Identity } from '../msp/identity.js';
import { Msp } from '../msp/msp.js';
import { implicitMeta } from '../policy/implicit-meta.js';
import { readSignaturePolicy, type Policy } from '../policy/signature-policy.js';
import { fail } from '../verification-error.js';
import { Message } from '../wire/message.js';
import type { ConfigGroup, ConfigPolicy } from './config-group.js';

/** Policy.PolicyType of common/policies.proto. */
const [SIGNATURE, IMPLICIT_META] = [1, 3];

/** A member of the channel: the name of its group, and its organisation. */
export interface Member {
  readonly group: string;
  readonly mspId: string;
}

/** What one configuration of a channel determines: who its members are, and whose signatures decide what. */
export class Channel {
  readonly members: readonly Member[];
  private readonly msps: ReadonlyMap<string, Msp>;
  private readonly policies = new Map<string, Policy>();
  private readonly identities = new Map<string, Identity>();

  /** @throws {VerificationError} when the configuration cannot be used */
  constructor(
    readonly name: string,
    /** Grows by one with every update. */
    readonly sequence: number,
    readonly root: ConfigGroup,
  ) {
    const application = organizationsOf(root, 'Application');
    this.members = application.map(({ group, msp }) => ({ group, mspId: msp.mspId }));
    this.msps = new Map([...organizationsOf(root, 'Orderer'), ...application].map(({ msp }) => [msp.mspId, msp]));
    this.addPolicies('/Channel', root);
  }

  /**
   * The identity of a SerializedIdentity.
   *
   * @throws {VerificationError} when it is of no organisation of the channel, or not valid in it
   */
  identity(serialized: Uint8Array): Identity {
    const name = toHex(serialized);
    const known = this.identities.get(name);
    if (known !== undefined) return known;
    const message = Message.read('SerializedIdentity', serialized);
    const identity = this.msp(message.text(1)).identity(message.bytes(2));
    this.identities.set(name, identity);
    return identity;
  }

  /** The orderer with a number among the consenters (common.Orderers). @throws {VerificationError} when there is none */
  consenter(id: number): Identity {
    const orderers = this.root.groups.get('Orderer')?.values.get('Orderers')?.value ?? new Uint8Array();
    const consenters = Message.read('Orderers', orderers)
      .list(1)
      .map((bytes) => Message.read('Consenter', bytes));
    const found = consenters.find((each) => each.number(1) === id) ?? fail('identity', `there is no orderer ${id}`);
    return this.msp(found.text(4)).identity(found.bytes(5));
  }

  /** The policy at a path such as `/Channel/Application/Admins`. */
  policy(path: string): Policy | undefined {
    return this.policies.get(path);
  }

  /** The members of whom peers are among some who signed, enough for the endorsement policy of each. */
  endorsedBy(signers: readonly Identity[]): readonly Member[] {
    const peers = signers.filter(({ role }) => role === 'peer');
    return this.members.filter(({ group, mspId }) => {
      const own = peers.filter((peer) => peer.mspId === mspId);
      return this.policy(`/Channel/Application/${group}/Endorsement`)?.(own) === true;
    });
  }

  private msp(mspId: string): Msp {
    return this.msps.get(mspId) ?? fail('identity', `${mspId} is no organisation of the channel`);
  }

  /** Innermost first: an implicit meta policy looks down. */
  private addPolicies(path: string, group: ConfigGroup): void {
    for (const [name, inner] of group.groups) this.addPolicies(`${path}/${name}`, inner);
    const below = [...group.groups.keys()].map((name) => `${path}/${name}`);
    for (const [name, policy] of group.policies) this.policies.set(`${path}/${name}`, this.compile(policy, below));
  }

  private compile({ type, value }: ConfigPolicy, below: readonly string[]): Policy {
    if (type === SIGNATURE) return readSignaturePolicy(value);
    if (type !== IMPLICIT_META) return fail('form', `a policy of the unknown type ${type}`);
    const meta = Message.read('ImplicitMetaPolicy', value);
    const name = meta.text(1);
    return implicitMeta(
      meta.number(2),
      below.map((path) => this.policy(`${path}/${name}`)),
    );
  }
}

function organizationsOf(root: ConfigGroup, parent: string): readonly { readonly group: string; readonly msp: Msp }[] {
  return [...(root.groups.get(parent)?.groups ?? [])].map(([group, { values }]) => {
    const config = values.get('MSP')?.value ?? fail('form', `${group} has no MSP`);
    return { group, msp: new Msp(config) };
  });
}
