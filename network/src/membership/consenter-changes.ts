import { common, orderer } from '@hyperledger/fabric-protos';
import { configGroup, setValue } from '../genesis/config-tree.js';
import { bftBlockValidation, consenterIdentities } from '../genesis/ordering.js';
import { setOrderingMemberPolicies } from '../genesis/policies.js';
import { NetworkError } from '../network-error.js';
import { channelMsp } from '../pki/msp.js';
import { replaceValue, type Change } from './changes.js';
import { groupAt, groupIn, valueIn } from './config-tree.js';
import type { ConsenterDefinition, OrganizationDefinition } from './organization-definition.js';
import { groupNamesOf } from './organization-view.js';

const ORDERING = '/Channel/Orderer';

/**
 * Makes an organisation's orderer a consenter of a SmartBFT channel: its organisation belongs to the ordering service
 * then, peers and clients find its address, and its signature counts under the policy over blocks.
 */
export function addConsenter(definition: OrganizationDefinition): Change {
  const { mspId, consenter } = definition;
  return (root) => {
    const ordering = bftOrdering(root);
    if (consenter === undefined) {
      throw new NetworkError(
        `the definition of ${mspId} names no orderer`,
        'have the organisation write it again with `org add`',
      );
    }
    const orderers = valueIn(ordering, 'Orderers', common.Orderers) ?? new common.Orderers();
    const mapping = orderers.getConsenterMappingList();
    if (mapping.some((node) => node.getMspId() === mspId && addressOf(node) === consenter.address)) {
      throw new NetworkError(`the orderer of ${mspId} at ${consenter.address} is a consenter already`);
    }
    const id = Math.max(0, ...mapping.map((node) => node.getId())) + 1;
    orderers.addConsenterMapping(consenterOf(mspId, id, consenter));
    setConsenters(ordering, orderers);
    addOrganization(root, ordering, definition, consenter.address);
  };
}

/** Takes the orderers of an organisation out of the ordering of a SmartBFT channel; a member stays a member. */
export function removeConsenter(mspId: string): Change {
  return (root) => {
    const ordering = bftOrdering(root);
    if (!dropConsenters(ordering, mspId)) throw new NetworkError(`${mspId} has no consenter in the channel`);
    for (const name of groupNamesOf(ordering, mspId)) ordering.getGroupsMap().del(name);
  };
}

/**
 * Takes the consenters of an organisation out, if it has any. SmartBFT: the block validation policy names exactly the
 * consenters (`smartbft/configverifier.go`), so it follows.
 *
 * @returns whether it had
 */
export function dropConsenters(ordering: common.ConfigGroup, mspId: string): boolean {
  const orderers = valueIn(ordering, 'Orderers', common.Orderers);
  if (!isBft(ordering) || orderers === undefined) return false;
  const staying = orderers.getConsenterMappingList().filter((consenter) => consenter.getMspId() !== mspId);
  if (staying.length === orderers.getConsenterMappingList().length) return false;
  orderers.setConsenterMappingList(staying);
  setConsenters(ordering, orderers);
  return true;
}

function setConsenters(ordering: common.ConfigGroup, orderers: common.Orderers): void {
  replaceValue(ordering, 'Orderers', orderers);
  const policy = bftBlockValidation(consenterIdentities(orderers));
  ordering.getPoliciesMap().get('BlockValidation')?.setPolicy(policy);
}

/** Its group in the ordering service. A member's MSP must be the same one there (`channelconfig/msp_config.go`). */
function addOrganization(
  root: common.ConfigGroup,
  ordering: common.ConfigGroup,
  definition: OrganizationDefinition,
  address: string,
): void {
  const [known] = groupNamesOf(ordering, definition.mspId);
  const group = known === undefined ? configGroup() : groupAt(root, `${ORDERING}/${known}`);
  if (known === undefined) {
    setOrderingMemberPolicies(group, definition.mspId);
    setValue(group, 'MSP', memberMsp(root, definition.mspId) ?? channelMsp(definition));
    ordering.getGroupsMap().set(definition.mspId, group);
  }
  const endpoints = valueIn(group, 'Endpoints', common.OrdererAddresses) ?? new common.OrdererAddresses();
  if (endpoints.getAddressesList().includes(address)) return;
  endpoints.addAddresses(address);
  replaceValue(group, 'Endpoints', endpoints);
}

function memberMsp(root: common.ConfigGroup, mspId: string): { serializeBinary(): Uint8Array } | undefined {
  const application = groupIn(root, 'Application');
  if (application === undefined) return undefined;
  const [name] = groupNamesOf(application, mspId);
  const value = name === undefined ? undefined : application.getGroupsMap().get(name)?.getValuesMap().get('MSP');
  return value === undefined ? undefined : { serializeBinary: () => value.getValue_asU8() };
}

function consenterOf(
  mspId: string,
  id: number,
  { address, identity, tlsCertificate }: ConsenterDefinition,
): common.Consenter {
  const colon = address.lastIndexOf(':');
  const node = new common.Consenter();
  node.setId(id);
  node.setHost(address.slice(0, colon));
  node.setPort(Number(address.slice(colon + 1)));
  node.setMspId(mspId);
  node.setIdentity(Buffer.from(identity));
  node.setClientTlsCert(Buffer.from(tlsCertificate));
  node.setServerTlsCert(Buffer.from(tlsCertificate));
  return node;
}

function addressOf(node: common.Consenter): string {
  return `${node.getHost()}:${node.getPort()}`;
}

function bftOrdering(root: common.ConfigGroup): common.ConfigGroup {
  const ordering = groupAt(root, ORDERING);
  if (isBft(ordering)) return ordering;
  throw new NetworkError('the channel is not ordered by SmartBFT; its consenters cannot be changed here');
}

function isBft(ordering: common.ConfigGroup): boolean {
  return valueIn(ordering, 'ConsensusType', orderer.ConsensusType)?.getType() === 'BFT';
}
