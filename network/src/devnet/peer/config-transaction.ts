import { common, peer } from '@hyperledger/fabric-protos';
import { ChannelBundle } from '../../channel/bundle.js';
import { nextBundle } from '../../channel/config-transition.js';
import type { StateReader } from '../ledger/types.js';
import { CONFIG_KEY, CONFIG_NAMESPACE } from '../ledger/transaction.js';
import { decode } from '../../proto/decode.js';

const { VALID } = peer.TxValidationCode;

/**
 * Judges a CONFIG transaction whose form and creator are right. An orderer orders only what follows from the channel's
 * configuration, so one that does not stops the peer, as on Fabric, and is never committed as invalid.
 *
 * @param data content of the transaction's payload
 * @throws Error with Fabric's text (core/committer/txvalidator/v20/validator.go)
 */
export function checkConfigTransaction(data: Uint8Array, bundle: ChannelBundle): void {
  try {
    nextBundle(bundle, decode(common.ConfigEnvelope, data, 'ConfigEnvelope'));
  } catch (error) {
    throw new Error(`error validating config which passed initial validity checks: ${(error as Error).message}`);
  }
}

/**
 * The configuration after a block: that of its CONFIG transaction, if it has a valid one.
 *
 * @param flags verdicts of the first validation pass, under `current`
 */
export function bundleAfter(block: common.Block, flags: Buffer, current: ChannelBundle): ChannelBundle {
  const valid = (block.getData()?.getDataList_asU8() ?? []).filter((_, index) => flags[index] === VALID);
  return valid.reduce((bundle, bytes) => ChannelBundle.fromTransaction(bytes) ?? bundle, current);
}

/** The configuration in a peer's world state; undefined before the genesis block (core/peer/configtx_processor.go). */
export async function storedBundle(channelId: string, state: StateReader): Promise<ChannelBundle | undefined> {
  const stored = await state.get(CONFIG_NAMESPACE, CONFIG_KEY);
  if (stored === undefined) return undefined;
  const config = decode(common.ConfigEnvelope, stored.value, 'ConfigEnvelope').getConfig();
  return ChannelBundle.of(channelId, config ?? new common.Config());
}
