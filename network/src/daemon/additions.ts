import { JsonFields } from '../json-fields.js';
import { NetworkError } from '../network-error.js';
import type { ChannelTopology, OrganizationTopology, Topology } from '../topology.js';
import { BATCH, CHANNEL_NAME, RULES } from './plain-consortium.js';
import { freeNodePorts } from './topology-file.js';

/** An organisation that the network is to get. */
export interface OrganizationRequest {
  readonly mspId: string;
  readonly name: string;
  /** DNS-like name for its certificates. */
  readonly domain: string;
}

/** A further channel. */
export interface ChannelRequest {
  readonly name: string;
  /** MSP ids of organisations of the network. */
  readonly members: readonly string[];
}

/** Whose peer is to join which channel. */
export interface JoinRequest {
  readonly channel: string;
  readonly mspId: string;
}

/** As names of groups of a channel's configuration (`common/configtx/validator.go`), and of folders. */
const MSP_ID = /^[A-Za-z0-9][A-Za-z0-9.-]{0,100}$/;
const DOMAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

/** Reads the body of `POST /organizations`. */
export function organizationBody(body: unknown): OrganizationRequest {
  const fields = new JsonFields(body, 'the organisation');
  return { mspId: fields.text('mspId'), name: fields.text('name'), domain: fields.text('domain') };
}

/** Reads the body of `POST /channels`. */
export function channelBody(body: unknown): ChannelRequest {
  const fields = new JsonFields(body, 'the channel');
  return { name: fields.text('name'), members: fields.texts('members') };
}

/** Reads the body of `POST /channels/join`. */
export function joinBody(body: unknown): JoinRequest {
  const fields = new JsonFields(body, 'the peer that joins');
  return { channel: fields.text('channel'), mspId: fields.text('mspId') };
}

/** The organisation if the network has it already. Throws when another one has its id or domain. */
export function knownOrganization(
  { mspId, domain }: OrganizationRequest,
  { organizations }: Topology,
): OrganizationTopology | undefined {
  const known = organizations.find((organization) => organization.mspId === mspId || organization.domain === domain);
  if (known === undefined || (known.mspId === mspId && known.domain === domain)) return known;
  throw new NetworkError(`${known.mspId} of ${known.domain} is there already; nothing was made`);
}

/** An organisation with ports of its own. Throws when a name is none. */
export async function newOrganization({ mspId, name, domain }: OrganizationRequest): Promise<OrganizationTopology> {
  if (!MSP_ID.test(mspId)) throw new NetworkError(`"${mspId}" is no MSP id`, 'letters, digits, dot and hyphen');
  if (!DOMAIN.test(domain)) throw new NetworkError(`"${domain}" is no domain`, 'write it as elbe.example');
  return { mspId, name, domain, ports: await freeNodePorts() };
}

/** A channel with the limits and rules of the network's first one. Throws when its name or a member is none. */
export function newChannel({ name, members }: ChannelRequest, topology: Topology): ChannelTopology {
  if (!CHANNEL_NAME.test(name)) {
    throw new NetworkError(`"${name}" is no channel name`, 'lower case letters, digits, . and -, a letter first');
  }
  if (topology.channels.some((channel) => channel.name === name)) {
    throw new NetworkError(`channel ${name} is there already; nothing was made`);
  }
  const known = topology.organizations.map(({ mspId }) => mspId);
  const stranger = members.find((mspId, index) => !known.includes(mspId) || members.indexOf(mspId) !== index);
  if (stranger !== undefined || members.length === 0) {
    const what =
      stranger === undefined
        ? 'a channel needs members'
        : `${stranger} is no organisation of the network, or is named twice`;
    throw new NetworkError(`${what}; nothing was made`, `organisations: ${known.join(', ')}`);
  }
  const [first] = topology.channels;
  return { name, members, batch: first?.batch ?? BATCH, policies: first?.policies ?? RULES };
}
