import { X509Certificate } from 'node:crypto';
import type { common, msp } from '@hyperledger/fabric-protos';
import { NetworkError } from '../network-error.js';
import { wrapMsp } from '../pki/msp.js';
import { replaceValue, type Change } from './changes.js';
import { organizationGroups } from './member-changes.js';
import { fabricMspOf } from './organization-view.js';
import { authorityOf, readRevocationList } from './revocation-list.js';

/**
 * Puts a revocation list into an organisation's MSP, in place of the one of the same CA. Both groups of an organisation
 * that is a member and orders change together: Fabric refuses two versions of one MSP (`channelconfig/msp_config.go`).
 *
 * @param list PEM, as fabric-ca's `gencrl` and {@link revocationList} make it
 */
export function setRevocationList(mspId: string, list: string): Change {
  const authority = authorityOf(readRevocationList(Buffer.from(list)));
  return changeMsp(mspId, (fabric) => {
    const others = fabric
      .getRevocationListList_asU8()
      .filter((other) => authorityOf(readRevocationList(other)) !== authority);
    fabric.setRevocationListList([...others, Buffer.from(list)]);
  });
}

/**
 * A further CA of an organisation, e.g. the next one of a rotation. Units that were bound to the only CA are bound to
 * none from now on: otherwise nobody with a certificate of the new CA would have a role.
 */
export function addRootCa(mspId: string, pem: string): Change {
  return changeMsp(mspId, (fabric) => {
    if (positionOf(fabric, pem) !== -1) throw new NetworkError(`${mspId} has this CA already`);
    fabric.setRootCertsList([...fabric.getRootCertsList_asU8(), Buffer.from(pem)]);
    const units = fabric.getFabricNodeOus();
    const identifiers = [
      units?.getClientOuIdentifier(),
      units?.getPeerOuIdentifier(),
      units?.getAdminOuIdentifier(),
      units?.getOrdererOuIdentifier(),
    ];
    for (const identifier of identifiers) identifier?.setCertificate('');
  });
}

/** The end of a rotation: certificates of this CA are worth nothing from the next block on. */
export function removeRootCa(mspId: string, pem: string): Change {
  return changeMsp(mspId, (fabric) => {
    const position = positionOf(fabric, pem);
    if (position === -1) throw new NetworkError(`${mspId} has no such CA`);
    fabric.setRootCertsList(fabric.getRootCertsList_asU8().filter((_, index) => index !== position));
  });
}

/** A further TLS CA of an organisation. */
export function addTlsRootCa(mspId: string, pem: string): Change {
  return changeMsp(mspId, (fabric) =>
    fabric.setTlsRootCertsList([...fabric.getTlsRootCertsList_asU8(), Buffer.from(pem)]),
  );
}

/** The MSP of an organisation of the channel. @throws {NetworkError} when it is none */
export function mspOf(root: common.ConfigGroup, mspId: string): msp.FabricMSPConfig {
  const fabric = organizationGroups(root, mspId)
    .map(fabricMspOf)
    .find((found) => found !== undefined);
  if (fabric === undefined) throw new NetworkError(`${mspId} has no MSP in the channel`);
  return fabric;
}

function changeMsp(mspId: string, change: (fabric: msp.FabricMSPConfig) => void): Change {
  return (root) => {
    for (const group of organizationGroups(root, mspId)) {
      const fabric = fabricMspOf(group);
      if (fabric === undefined) continue;
      change(fabric);
      replaceValue(group, 'MSP', wrapMsp(fabric));
    }
  };
}

function positionOf(fabric: msp.FabricMSPConfig, pem: string): number {
  const { fingerprint256 } = new X509Certificate(pem);
  return fabric
    .getRootCertsList_asU8()
    .findIndex((root) => new X509Certificate(root).fingerprint256 === fingerprint256);
}
