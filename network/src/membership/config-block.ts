import { common } from '@hyperledger/fabric-protos';
import { NetworkError } from '../network-error.js';

/** A channel's configuration as one block holds it. */
export interface ChannelState {
  readonly channel: string;
  readonly config: common.Config;
  /** Number of the block that holds it. */
  readonly block: number;
  /** The update that made it; undefined for the configuration of block 0. */
  readonly lastUpdate: Uint8Array | undefined;
}

/** Reads a config block. @throws {NetworkError} when it is none, or of another channel */
export function configOf(channel: string, block: common.Block): ChannelState {
  const number = block.getHeader()?.getNumber() ?? 0;
  const [bytes] = block.getData()?.getDataList_asU8() ?? [];
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(bytes ?? new Uint8Array()).getPayload_asU8(),
  );
  const header = common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
  );
  if (header.getType() !== common.HeaderType.CONFIG || header.getChannelId() !== channel) {
    throw new NetworkError(`block ${number} is no config block of channel ${channel}`);
  }
  const envelope = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8());
  const config = envelope.getConfig();
  if (config === undefined) throw new NetworkError(`block ${number} of channel ${channel} holds no configuration`);
  return { channel, config, block: number, lastUpdate: updateIn(envelope.getLastUpdate()) };
}

/** The serialised `common.ConfigUpdate` inside a CONFIG_UPDATE envelope. */
function updateIn(envelope: common.Envelope | undefined): Uint8Array | undefined {
  if (envelope === undefined) return undefined;
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  return common.ConfigUpdateEnvelope.deserializeBinary(payload.getData_asU8()).getConfigUpdate_asU8();
}
