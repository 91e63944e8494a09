import { common, orderer } from '@hyperledger/fabric-protos';
import type { ChannelBundle } from '../channel/bundle.js';
import { goDurationToMs } from '../channel/go-duration.js';
import { bftBlockValidation, consenterIdentities, quorumOf } from '../genesis/ordering.js';
import { messageOf } from '../network-error.js';
import { serializeIdentity } from '../crypto/signing-identity.js';
import { consensusOf } from './channel-view.js';
import { groupIn, valueIn } from './config-tree.js';
import { commonName } from './policy-text.js';
import { someone } from './potential-signers.js';

/** A config transaction carries the whole configuration and the update, which may be as large. */
const CONFIG_COPIES_IN_TRANSACTION = 2;
/** Default of `RequestMaxBytes`, against which SmartBFT checks its options before it takes the channel's own. */
const SMARTBFT_REQUEST_BYTES = 10 * 1024;

/** What would stop the ordering of a channel, one sentence for each. */
export function orderingDangers(bundle: ChannelBundle): readonly string[] {
  const ordering = groupIn(bundle.config.getChannelGroup(), 'Orderer');
  if (ordering === undefined) return ['the configuration has no group /Channel/Orderer'];
  const { type, consenters } = consensusOf(ordering);
  return [
    ...(consenters.length === 0 ? ['no consenter is left: nothing can be ordered any more'] : []),
    ...(type === 'BFT' ? smartBftDangers(bundle, ordering) : raftDangers(bundle)),
    ...batchDangers(bundle, ordering),
  ];
}

function smartBftDangers(bundle: ChannelBundle, ordering: common.ConfigGroup): readonly string[] {
  const identities = consenterIdentities(valueIn(ordering, 'Orderers', common.Orderers) ?? new common.Orderers());
  const wanted = bftBlockValidation(identities).serializeBinary();
  const actual = ordering.getPoliciesMap().get('BlockValidation')?.getPolicy()?.serializeBinary() ?? Buffer.of();
  const matches = Buffer.compare(wanted, actual) === 0;
  return [
    ...(matches ? [] : ['policy /Channel/Orderer/BlockValidation must name exactly the consenters, a quorum of them']),
    ...identities.flatMap(({ mspId, identity }) => consenterDangers(bundle, mspId, identity)),
    ...smartBftOptionDangers(ordering),
  ];
}

/**
 * Orderers that are new must first learn of the channel, so that those which order it already have to be enough: else a
 * new one that does not come stops the channel for good.
 */
export function quorumDangers(before: common.Config, after: common.Config): readonly string[] {
  const [old, now] = [before, after].map((config) => {
    const ordering = groupIn(config.getChannelGroup(), 'Orderer');
    return consenterIdentities(valueIn(ordering, 'Orderers', common.Orderers) ?? new common.Orderers());
  });
  const known = new Set(old?.map(({ mspId, identity }) => serializeIdentity(mspId, identity).toString('hex')));
  const staying = (now ?? []).filter(({ mspId, identity }) =>
    known.has(serializeIdentity(mspId, identity).toString('hex')),
  );
  const quorum = quorumOf(now?.length ?? 0);
  if (now === undefined || now.length === 0 || staying.length >= quorum) return [];
  return [
    `${quorum} of ${now.length} consenters would have to agree on a block, and only ${staying.length} of them order the ` +
      'channel today: it would stand still until the new ones have come',
  ];
}

/** An orderer signs the config transaction that it makes, and all of them check that signature against Writers. */
function consenterDangers(bundle: ChannelBundle, mspId: string, certificate: string): readonly string[] {
  const name = `consenter ${commonName(certificate)} of ${mspId}`;
  try {
    const node = bundle.msp.deserialize(serializeIdentity(mspId, certificate));
    if (bundle.policies.policy('/Channel/Writers')?.satisfiedBy([node]) === true) return [];
    return [`${name} does not satisfy /Channel/Writers, so it could order no further change of the configuration`];
  } catch (error) {
    return [`${name} is not valid under its MSP: ${messageOf(error)}`];
  }
}

function raftDangers(bundle: ChannelBundle): readonly string[] {
  const writers = bundle.policies.policy('/Channel/Writers');
  return bundle.ordererOrganizations
    .filter((mspId) => writers?.satisfiedBy([someone(mspId, 'orderer')]) !== true)
    .map((mspId) => `orderers of ${mspId} do not satisfy /Channel/Writers, so they could order no further change`);
}

/** The rules of SmartBFT's own check (`pkg/types/config.go` Validate); orderers halt the channel when it fails. */
function smartBftOptionDangers(ordering: common.ConfigGroup): readonly string[] {
  const type = valueIn(ordering, 'ConsensusType', orderer.ConsensusType) ?? new orderer.ConsensusType();
  const options = orderer.smartbft.Options.deserializeBinary(type.getMetadata_asU8());
  const times = [
    ['RequestBatchMaxInterval', durationOf(options.getRequestBatchMaxInterval())],
    ['RequestForwardTimeout', durationOf(options.getRequestForwardTimeout())],
    ['RequestComplainTimeout', durationOf(options.getRequestComplainTimeout())],
    ['RequestAutoRemoveTimeout', durationOf(options.getRequestAutoRemoveTimeout())],
    ['ViewChangeResendInterval', durationOf(options.getViewChangeResendInterval())],
    ['ViewChangeTimeout', durationOf(options.getViewChangeTimeout())],
  ] as const;
  const halts = (what: string): string => `SmartBFT would halt the channel: ${what}`;
  const limits: readonly (readonly [boolean, string])[] = [
    [options.getRequestBatchMaxCount() === 0, 'RequestBatchMaxCount is 0'],
    [
      options.getRequestBatchMaxBytes() < SMARTBFT_REQUEST_BYTES,
      `RequestBatchMaxBytes is below ${SMARTBFT_REQUEST_BYTES}`,
    ],
    [
      options.getRequestBatchMaxCount() > options.getRequestBatchMaxBytes(),
      'RequestBatchMaxCount exceeds RequestBatchMaxBytes',
    ],
  ];
  return [
    ...times.filter(([, ms]) => ms < 0).map(([name]) => halts(`${name} is no duration above zero`)),
    ...limits.filter(([wrong]) => wrong).map(([, what]) => halts(what)),
  ];
}

/** Orderers refuse a message that is larger than a block may be, also one that would allow larger blocks again. */
function batchDangers(bundle: ChannelBundle, ordering: common.ConfigGroup): readonly string[] {
  const size = valueIn(ordering, 'BatchSize', orderer.BatchSize)?.getAbsoluteMaxBytes() ?? 0;
  const needed = CONFIG_COPIES_IN_TRANSACTION * bundle.config.serializeBinary().length;
  if (size >= needed) return [];
  return [`with ${size} bytes per block no further change of the configuration fits (${needed} bytes)`];
}

/** Milliseconds of a Go duration; -1 when it is none. */
function durationOf(text: string): number {
  try {
    return goDurationToMs(text);
  } catch {
    return -1;
  }
}
