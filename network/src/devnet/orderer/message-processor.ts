import { common } from '@hyperledger/fabric-protos';

import type { ChannelBundle } from '../../channel/bundle.js';
import { ChannelConfigError } from '../../channel/config-error.js';
import { proposedConfig } from '../../channel/config-transition.js';
import type { SigningIdentity } from '../../crypto/signing-identity.js';
import { decode, ProtoError } from '../../proto/decode.js';
import { signedEnvelope } from '../../proto/signed-envelope.js';
import { checkBftConfig } from './bft-config.js';
import { applyFilters, badRequest, BroadcastRefused } from './filters.js';
import { checkMaintenance } from './maintenance.js';

/** How a message is handled (Fabric: orderer/common/msgprocessor/standardchannel.go ClassifyMsg). */
export type MessageClass = 'normal' | 'config update';

/**
 * The channel header of a message (Fabric: orderer/common/multichannel/registrar.go BroadcastChannelSupport).
 *
 * @throws BroadcastRefused when it has none
 */
export function channelHeaderOf(envelope: common.Envelope): common.ChannelHeader {
  try {
    const header = decode(common.Payload, envelope.getPayload_asU8(), 'Payload').getHeader();
    if (header === undefined) throw new ProtoError('header not set');
    if (header.getChannelHeader_asU8().length === 0) throw new ProtoError('channel header not set');
    return decodedHeader(header.getChannelHeader_asU8());
  } catch (error) {
    if (!(error instanceof ProtoError)) throw error;
    throw badRequest(`could not determine channel ID: ${error.message}`);
  }
}

function decodedHeader(bytes: Uint8Array): common.ChannelHeader {
  try {
    return decode(common.ChannelHeader, bytes, 'ChannelHeader');
  } catch (error) {
    throw new ProtoError(`error unmarshalling channel header: ${(error as Error).message}`);
  }
}

/** @throws BroadcastRefused for what clients cannot order */
export function classify(header: common.ChannelHeader): MessageClass {
  const { HeaderType } = common;
  switch (header.getType()) {
    case HeaderType.CONFIG_UPDATE:
      return 'config update';
    case HeaderType.CONFIG:
      throw badRequest('message is of type that cannot be processed directly');
    case HeaderType.ORDERER_TRANSACTION:
      throw badRequest('message is of type that is no longer supported');
    default:
      return 'normal';
  }
}

/** @throws BroadcastRefused */
export function processNormal(bundle: ChannelBundle, envelope: common.Envelope, now: number): void {
  if (bundle.consensus.inMaintenance) {
    throw new BroadcastRefused('SERVICE_UNAVAILABLE', 'normal transactions are rejected: maintenance mode');
  }
  applyFilters(bundle, envelope, now);
}

/**
 * Makes the CONFIG transaction of a client's config update (Fabric: standardchannel.go ProcessConfigUpdateMsg, then
 * orderer/consensus/smartbft/configverifier.go).
 *
 * @param signer the orderer that was asked
 * @throws BroadcastRefused
 */
export function processConfigUpdate(
  bundle: ChannelBundle,
  request: common.Envelope,
  { signer, now }: { readonly signer: SigningIdentity; readonly now: number },
): common.Envelope {
  prefixed('config update for existing channel did not pass initial checks', () => applyFilters(bundle, request, now));
  const content = prefixed(`error applying config update to existing channel '${bundle.channelId}'`, () =>
    proposedConfig(bundle, request),
  );
  const kind = { channel: bundle.channelId, type: common.HeaderType.CONFIG, time: now };
  const transaction = signedEnvelope(signer, kind, content);
  prefixed('config update for existing channel did not pass final checks', () =>
    applyFilters(bundle, transaction, now),
  );
  prefixed('config update for existing channel did not pass maintenance checks', () =>
    checkMaintenance(bundle, content),
  );
  if (bundle.consensus.type === 'BFT') checkBftConfig(content.getConfig() ?? new common.Config());
  return transaction;
}

function prefixed<T>(context: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    const text = `${context}: ${(error as Error).message}`;
    if (error instanceof BroadcastRefused) throw new BroadcastRefused(error.status, text);
    if (error instanceof ChannelConfigError) throw badRequest(text);
    throw error;
  }
}
