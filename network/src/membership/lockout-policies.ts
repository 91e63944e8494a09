import type { ChannelBundle } from '../channel/bundle.js';
import { aclsOf } from '../channel/config-groups.js';
import { elementName, elementsOf } from '../channel/config-elements.js';
import { absolutePath } from '../channel/acls.js';
import { guardOf } from '../channel/config-update.js';
import type { Identity } from '../msp/identity.js';
import { mspIdOf } from '../msp/principals.js';
import { groupIn } from './config-tree.js';
import { placesIn } from './potential-signers.js';

/** Policies without which a channel cannot be used or changed (`common/policies/policy.go`). */
const REQUIRED = [
  '/Channel/Readers',
  '/Channel/Writers',
  '/Channel/Admins',
  '/Channel/Application/Readers',
  '/Channel/Application/Writers',
  '/Channel/Application/Admins',
  '/Channel/Application/Endorsement',
  '/Channel/Application/LifecycleEndorsement',
  '/Channel/Orderer/Readers',
  '/Channel/Orderer/Writers',
  '/Channel/Orderer/Admins',
  '/Channel/Orderer/BlockValidation',
];
const ELEMENTS_SHOWN = 3;

/** What is wrong with the policies of a configuration, one sentence for each. */
export function policyDangers(bundle: ChannelBundle, signers: readonly Identity[]): readonly string[] {
  return [
    ...REQUIRED.filter((path) => bundle.policies.policy(path) === undefined).map((path) => `policy ${path} is missing`),
    ...unusablePolicies(bundle, signers),
    ...unchangeableElements(bundle, signers),
    ...aclsWithoutPolicy(bundle),
  ];
}

function unusablePolicies(bundle: ChannelBundle, signers: readonly Identity[]): readonly string[] {
  return [...elementsOf(bundle.config.getChannelGroup()).values()].flatMap((element) => {
    if (element.kind !== 'Policy') return [];
    const path = `/${[...element.path, element.key].join('/')}`;
    const policy = bundle.policies.policy(path);
    if (policy?.satisfiedBy(signers) !== true) return [`nobody can satisfy policy ${path}`];
    if (policy.satisfiedBy([])) return [`policy ${path} holds without any signature, so anybody satisfies it`];
    const known = new Set(bundle.msp.mspIds);
    const unknown = placesIn(element.message.getPolicy()).flatMap((principal) => {
      const mspId = mspIdOf(principal);
      return mspId === undefined || known.has(mspId) ? [] : [mspId];
    });
    return [...new Set(unknown)].map((mspId) => `policy ${path} names ${mspId}, which is not in the channel`);
  });
}

/** By policy, because one that fails usually guards many elements. */
function unchangeableElements(bundle: ChannelBundle, signers: readonly Identity[]): readonly string[] {
  const stuck = new Map<string, string[]>();
  for (const element of elementsOf(bundle.config.getChannelGroup()).values()) {
    const { path, policy } = guardOf(bundle, element);
    if (policy?.satisfiedBy(signers) === true) continue;
    stuck.set(path, [...(stuck.get(path) ?? []), elementName(element).replace(/^\S+\s+/, '')]);
  }
  return [...stuck].map(([path, elements]) => {
    const more = elements.length > ELEMENTS_SHOWN ? ` and ${elements.length - ELEMENTS_SHOWN} more` : '';
    return `nobody can change ${elements.slice(0, ELEMENTS_SHOWN).join(', ')}${more}: that needs policy ${path}`;
  });
}

function aclsWithoutPolicy(bundle: ChannelBundle): readonly string[] {
  const application = groupIn(bundle.config.getChannelGroup(), 'Application');
  const acls = application === undefined ? new Map<string, string>() : aclsOf(application);
  return [...acls].flatMap(([resource, reference]) => {
    const path = absolutePath(reference);
    return bundle.policies.policy(path) === undefined
      ? [`access to ${resource} asks for ${path}, which is missing`]
      : [];
  });
}
