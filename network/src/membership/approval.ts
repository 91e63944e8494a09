import type { common } from '@hyperledger/fabric-protos';
import { ChannelBundle } from '../channel/bundle.js';
import { guardOf } from '../channel/config-update.js';
import { MspError } from '../msp/msp-error.js';
import type { SignedData } from '../policy/policy.js';
import { rootOf } from './compute-update.js';
import { metaPolicyOf, policyText } from './policy-text.js';
import { updateOf, type Proposal } from './proposal-file.js';
import { signedData, signerOf, type Signer } from './signatures.js';
import { touchedElements } from './update-effect.js';

/** How far a policy is satisfied by the signatures of a proposal. */
export interface PolicyStanding {
  /** `/Channel/Application/Admins`. */
  readonly path: string;
  /** In words, as {@link policyText}. */
  readonly rule: string;
  readonly isMet: boolean;
  /** How many of the parts must be met; 0 for a policy over signatures. */
  readonly threshold: number;
  /** The policies below that an implicit meta policy counts; a group without one has none. */
  readonly parts: readonly PolicyStanding[];
}

/** A policy that must agree to a proposal, with what it guards. */
export interface Requirement {
  readonly policy: PolicyStanding;
  readonly elements: readonly string[];
}

/** Who signed, and why the signature does not count. */
export interface SignatureStanding extends Signer {
  /** Undefined when the signer is a valid identity of the channel. */
  readonly problem: string | undefined;
}

/** Where a proposal stands in a channel. */
export interface Approval {
  readonly requirements: readonly Requirement[];
  readonly signatures: readonly SignatureStanding[];
  readonly isMet: boolean;
}

/**
 * Who must agree to a proposal and who has, from the modification policies of the elements that it touches, judged by
 * the policies and MSPs of the channel as an orderer judges them. Nothing that the file says in words is looked at.
 *
 * @throws {NetworkError} when the proposal does not rest on this configuration
 */
export function approvalOf(channel: string, config: common.Config, proposal: Proposal): Approval {
  const bundle = ChannelBundle.of(channel, config);
  const signed = signedData(proposal);
  const guarded = new Map<string, string[]>();
  for (const { name, current } of touchedElements(config, updateOf(proposal))) {
    if (current === undefined) continue;
    const { path } = guardOf(bundle, current);
    guarded.set(path, [...(guarded.get(path) ?? []), name]);
  }
  const requirements = [...guarded].map(([path, elements]) => ({ policy: standing(bundle, path, signed), elements }));
  const signatures = proposal.signatures.map((signature, index) => ({
    ...signerOf(signature),
    problem: problemOf(bundle, signed[index]),
  }));
  return { requirements, signatures, isMet: requirements.every(({ policy }) => policy.isMet) };
}

/** Names of the groups whose policy is met, or not, among the parts of a standing. */
export function partNames(standing: PolicyStanding, isMet: boolean): readonly string[] {
  return standing.parts.filter((part) => part.isMet === isMet).map(({ path }) => path.split('/').at(-2) ?? path);
}

function standing(bundle: ChannelBundle, path: string, signed: readonly SignedData[]): PolicyStanding {
  const segments = path.split('/').slice(2);
  const name = segments.pop() ?? '';
  const group = segments.reduce<common.ConfigGroup | undefined>(
    (parent, segment) => parent?.getGroupsMap().get(segment),
    rootOf(bundle.config),
  );
  const policy = group?.getPoliciesMap().get(name)?.getPolicy();
  const meta = metaPolicyOf(policy);
  const below = meta === undefined ? [] : [...(group?.getGroupsMap().keys() ?? [])].sort();
  const prefix = path.slice(0, path.lastIndexOf('/'));
  const parts = below.map((child) => standing(bundle, `${prefix}/${child}/${meta?.subPolicy ?? ''}`, signed));
  const threshold = { ANY: Math.min(1, parts.length), ALL: parts.length, MAJORITY: Math.floor(parts.length / 2) + 1 };
  return {
    path,
    rule: policy === undefined ? 'there is no such policy' : policyText(policy),
    isMet: bundle.policies.policy(path)?.evaluate(signed) ?? false,
    threshold: meta === undefined || parts.length === 0 ? 0 : threshold[meta.rule],
    parts,
  };
}

function problemOf(bundle: ChannelBundle, signed: SignedData | undefined): string | undefined {
  if (signed === undefined) return undefined;
  try {
    return bundle.msp.deserialize(signed.identity).verify(signed.data, signed.signature)
      ? undefined
      : 'the signature is not of this update';
  } catch (error) {
    if (error instanceof MspError) return error.message;
    throw error;
  }
}
