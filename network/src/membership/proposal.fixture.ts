import type { common } from '@hyperledger/fabric-protos';
import { testChannel, type TestChannel } from '../channel/channel.fixture.js';
import { changed, type Change } from './changes.js';
import { computeUpdate } from './compute-update.js';
import type { OrganizationDefinition } from './organization-definition.js';
import type { Proposal } from './proposal-file.js';
import { signProposal } from './signatures.js';

/** A SmartBFT channel of these organisations, with their keys. */
export function bftChannel(mspIds: readonly string[]): Promise<TestChannel> {
  return testChannel(mspIds, () => undefined, 'BFT');
}

/** A proposal of these changes, signed by the administrators of these organisations. */
export function proposalOf(
  channel: TestChannel,
  changes: readonly Change[],
  signers: readonly string[] = [],
): Proposal {
  const { channelId, config } = channel.bundle;
  const update = computeUpdate(channelId, config, changed(config, changes));
  const proposal: Proposal = {
    channel: channelId,
    baseSequence: config.getSequence(),
    summary: [],
    update: update.serializeBinary(),
    signatures: [],
  };
  return signers.reduce((signed, mspId) => signProposal(signed, channel.signer(mspId, 'admin')), proposal);
}

/** What an organisation says of itself. */
export function definitionIn(channel: TestChannel, mspId: string): OrganizationDefinition {
  const keys = channel.pki.get(mspId);
  if (keys === undefined) throw new RangeError(`no keys of ${mspId}`);
  return {
    mspId,
    rootCertificates: [keys.ca.certificate],
    intermediateCertificates: [],
    tlsRootCertificates: [keys.tlsCa.certificate],
    tlsIntermediateCertificates: [],
    anchorPeers: ['localhost:7051'],
    ordererEndpoints: [],
    consenter: {
      address: 'localhost:7050',
      identity: keys.identities.get('orderer0')?.certificate ?? '',
      tlsCertificate: keys.tls.get('orderer0')?.certificate ?? '',
    },
  };
}

/** The configuration after these changes. */
export function configAfter(channel: TestChannel, changes: readonly Change[]): common.Config {
  return changed(channel.bundle.config, changes);
}
