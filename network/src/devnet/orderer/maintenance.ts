import { common } from '@hyperledger/fabric-protos';

import { ChannelBundle } from '../../channel/bundle.js';
import { ChannelConfigError, inContext } from '../../channel/config-error.js';
import { configUpdateOf } from '../../channel/config-update.js';
import { decode } from '../../proto/decode.js';

/** Without one of these capabilities the way of ordering can never change (common/capabilities/orderer.go). */
const MIGRATION_CAPABILITIES = ['V1_4_2', 'V2_0'];

/**
 * How a channel may enter and leave maintenance, and that the kind of consensus changes only there (Fabric:
 * orderer/common/msgprocessor/maintenancefilter.go).
 *
 * @throws {ChannelConfigError} with Fabric's text
 */
export function checkMaintenance(current: ChannelBundle, content: common.ConfigEnvelope): void {
  inContext('config transaction inspection failed', () => {
    const next = ChannelBundle.of(current.channelId, content.getConfig() ?? new common.Config());
    const [before, after] = [current.consensus, next.consensus];
    const migration = MIGRATION_CAPABILITIES.some((name) => current.capabilities.orderer.has(name));
    if (!migration) {
      requireUnchanged(current, next);
      return;
    }
    if (before.inMaintenance !== after.inMaintenance) {
      checkChangeOfState(content);
      const states = `ConsensusType.State is changing from ${stateOf(current)} to ${stateOf(next)}`;
      if (before.type !== after.type) {
        throw new ChannelConfigError(
          `attempted to change ConsensusType.Type from ${before.type} to ${after.type}, but ${states}`,
        );
      }
      if (!before.metadata.equals(after.metadata)) {
        throw new ChannelConfigError(`attempted to change ConsensusType.Metadata, but ${states}`);
      }
    }
    if (before.type !== after.type) checkChangeOfType(current, next);
  });
}

function requireUnchanged(current: ChannelBundle, next: ChannelBundle): void {
  if (next.consensus.inMaintenance) {
    throw new ChannelConfigError(
      `next config attempted to change ConsensusType.State to ${stateOf(next)}, but capability is disabled`,
    );
  }
  if (current.consensus.type !== next.consensus.type) {
    throw new ChannelConfigError(
      `next config attempted to change ConsensusType.Type from ${current.consensus.type} to ${next.consensus.type}, ` +
        'but capability is disabled',
    );
  }
}

function checkChangeOfType({ consensus: before }: ChannelBundle, { consensus: after }: ChannelBundle): void {
  const change = `attempted to change consensus type from ${before.type} to ${after.type}`;
  if (!before.inMaintenance) {
    throw new ChannelConfigError(`${change}, but current config ConsensusType.State is not in maintenance mode`);
  }
  if (!after.inMaintenance) {
    throw new ChannelConfigError(`${change}, but next config ConsensusType.State is not in maintenance mode`);
  }
  throw new ChannelConfigError(`${change}, transition not supported`);
}

/** The state changes alone: whoever reads the configuration knows what else is as it was. */
function checkChangeOfState(content: common.ConfigEnvelope): void {
  const envelope = configUpdateOf(content.getLastUpdate() ?? new common.Envelope());
  const written = decode(common.ConfigUpdate, envelope.getConfigUpdate_asU8(), 'ConfigUpdate').getWriteSet();
  const groups = [...(written?.getGroupsMap().keys() ?? [])];
  if (groups.length === 0) throw new ChannelConfigError('config update contains no changes');
  if ((written?.getValuesMap().getLength() ?? 0) > 0) {
    throw new ChannelConfigError('config update contains changes to values in group Channel');
  }
  if (groups.length > 1) throw new ChannelConfigError('config update contains changes to more than one group');
  const orderer = written?.getGroupsMap().get('Orderer');
  if (orderer === undefined) throw new ChannelConfigError('update does not contain the Orderer group');
  if (orderer.getGroupsMap().getLength() > 0) {
    throw new ChannelConfigError('config update contains changes to groups within the Orderer group');
  }
  if (!orderer.getValuesMap().has('ConsensusType')) {
    throw new ChannelConfigError('config update does not contain the ConsensusType value');
  }
  if (orderer.getValuesMap().getLength() > 1) {
    throw new ChannelConfigError('config update contain more then just the ConsensusType value in the Orderer group');
  }
}

function stateOf({ consensus }: ChannelBundle): string {
  return consensus.inMaintenance ? 'STATE_MAINTENANCE' : 'STATE_NORMAL';
}
