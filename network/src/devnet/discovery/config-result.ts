import { common, discovery, msp } from '@hyperledger/fabric-protos';

import { decode } from '../../proto/decode.js';

/**
 * What clients need of a channel's configuration: the MSPs of all organisations, and where each organisation's
 * orderers are (Fabric: discovery/support/config). Addresses of the channel as a whole stand in where no organisation
 * has its own.
 */
export function configResult(config: common.Config): discovery.ConfigResult {
  const root = config.getChannelGroup();
  const ordering = organizations(root?.getGroupsMap().get('Orderer'));
  const result = new discovery.ConfigResult();
  for (const [mspId, { membership }] of [...ordering, ...organizations(root?.getGroupsMap().get('Application'))]) {
    result.getMspsMap().set(mspId, membership);
  }
  const ownAddresses = [...ordering.values()].some(({ addresses }) => addresses.length > 0);
  const shared = addressesOf(root, 'OrdererAddresses');
  for (const [mspId, { addresses }] of ordering) {
    result.getOrderersMap().set(mspId, endpoints(ownAddresses ? addresses : shared));
  }
  return result;
}

interface Organization {
  readonly membership: msp.FabricMSPConfig;
  readonly addresses: readonly string[];
}

/** The organisations of a group by MSP id. */
function organizations(group: common.ConfigGroup | undefined): ReadonlyMap<string, Organization> {
  const found = new Map<string, Organization>();
  group?.getGroupsMap().forEach((organization) => {
    const bytes = organization.getValuesMap().get('MSP')?.getValue_asU8() ?? new Uint8Array();
    const config = decode(msp.MSPConfig, bytes, 'MSPConfig').getConfig_asU8();
    const membership = decode(msp.FabricMSPConfig, config, 'FabricMSPConfig');
    found.set(membership.getName(), { membership, addresses: addressesOf(organization, 'Endpoints') });
  });
  return found;
}

function addressesOf(group: common.ConfigGroup | undefined, value: string): readonly string[] {
  const bytes = group?.getValuesMap().get(value)?.getValue_asU8() ?? new Uint8Array();
  return decode(common.OrdererAddresses, bytes, 'OrdererAddresses').getAddressesList();
}

/** What is not `host:port` is left out. */
function endpoints(addresses: readonly string[]): discovery.Endpoints {
  const list = new discovery.Endpoints();
  for (const address of addresses) {
    const [, host, port] = /^(.+):(\d{1,5})$/u.exec(address) ?? [];
    if (host === undefined || port === undefined) continue;
    const endpoint = new discovery.Endpoint();
    endpoint.setHost(host);
    endpoint.setPort(Number(port));
    list.addEndpoint(endpoint);
  }
  return list;
}
