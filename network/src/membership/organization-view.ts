import { X509Certificate } from 'node:crypto';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { commonNameOf } from '@scrip/credentials';
import { entriesOf, valueIn } from './config-tree.js';
import { policyText } from './policy-text.js';
import { revocationsOf, type Revocations } from './revocation-list.js';

/** A certificate of the configuration. */
export interface CertificateView {
  readonly name: string;
  /** Hexadecimal, as OpenSSL prints it. */
  readonly serial: string;
  /** ISO 8601. */
  readonly notAfter: string;
  /** SHA-256 of the certificate, hexadecimal: what two people compare by telephone. */
  readonly fingerprint: string;
}

/** A member or an ordering organisation as the configuration describes it. */
export interface OrganizationView {
  /** Name of its group, by convention the MSP id. */
  readonly group: string;
  readonly mspId: string;
  readonly rootCertificates: readonly CertificateView[];
  readonly intermediateCertificates: readonly CertificateView[];
  readonly tlsRootCertificates: readonly CertificateView[];
  /** Administrators listed by certificate; with NodeOUs those with unit admin come on top. */
  readonly admins: readonly CertificateView[];
  /** Units by which certificates are told apart; empty without NodeOUs. */
  readonly units: readonly string[];
  readonly revocationLists: readonly Revocations[];
  /** `host:port` of a member's anchor peers. */
  readonly anchorPeers: readonly string[];
  /** `host:port` of an ordering organisation's orderers. */
  readonly ordererEndpoints: readonly string[];
  /** Policy texts by name. */
  readonly policies: Readonly<Record<string, string>>;
}

/** Describes an organisation's group. */
export function organizationView(name: string, group: common.ConfigGroup): OrganizationView {
  const fabric = fabricMspOf(group) ?? new msp.FabricMSPConfig();
  const anchors = valueIn(group, 'AnchorPeers', peer.AnchorPeers)?.getAnchorPeersList() ?? [];
  return {
    group: name,
    mspId: fabric.getName(),
    rootCertificates: fabric.getRootCertsList_asU8().map(certificateView),
    intermediateCertificates: fabric.getIntermediateCertsList_asU8().map(certificateView),
    tlsRootCertificates: fabric.getTlsRootCertsList_asU8().map(certificateView),
    admins: fabric.getAdminsList_asU8().map(certificateView),
    units: unitsOf(fabric.getFabricNodeOus()),
    revocationLists: fabric.getRevocationListList_asU8().map(revocationsOf),
    anchorPeers: anchors.map((anchor) => `${anchor.getHost()}:${anchor.getPort()}`),
    ordererEndpoints: valueIn(group, 'Endpoints', common.OrdererAddresses)?.getAddressesList() ?? [],
    policies: policiesOf(group),
  };
}

/** The MSP of an organisation's group; undefined when it has none. */
export function fabricMspOf(group: common.ConfigGroup): msp.FabricMSPConfig | undefined {
  const value = valueIn(group, 'MSP', msp.MSPConfig);
  return value === undefined ? undefined : msp.FabricMSPConfig.deserializeBinary(value.getConfig_asU8());
}

/** The policies of a group in words, by name. */
export function policiesOf(group: common.ConfigGroup): Readonly<Record<string, string>> {
  const texts = entriesOf(group.getPoliciesMap()).map(
    ([name, policy]) => [name, policyText(policy.getPolicy())] as const,
  );
  return Object.fromEntries(texts);
}

/** What people look at in a certificate. */
export function certificateView(pem: Uint8Array): CertificateView {
  try {
    const certificate = new X509Certificate(pem);
    return {
      name: commonNameOf(certificate) ?? certificate.subject.replaceAll('\n', ', '),
      serial: certificate.serialNumber.toLowerCase(),
      notAfter: new Date(certificate.validTo).toISOString(),
      fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    };
  } catch {
    return { name: 'a certificate that cannot be read', serial: '', notAfter: '', fingerprint: '' };
  }
}

function unitsOf(units: msp.FabricNodeOUs | undefined): readonly string[] {
  if (units?.getEnable() !== true) return [];
  const identifiers = [
    units.getClientOuIdentifier(),
    units.getPeerOuIdentifier(),
    units.getAdminOuIdentifier(),
    units.getOrdererOuIdentifier(),
  ];
  return identifiers.flatMap((identifier) => identifier?.getOrganizationalUnitIdentifier() ?? []);
}

/** Names of the groups inside this one whose organisation has an MSP id; usually the MSP id itself. */
export function groupNamesOf(parent: common.ConfigGroup, mspId: string): readonly string[] {
  return entriesOf(parent.getGroupsMap())
    .filter(([, group]) => fabricMspOf(group)?.getName() === mspId)
    .map(([name]) => name);
}
