import { common } from '@hyperledger/fabric-protos';
import type { Policy, SignedData } from '../policy/policy.js';
import { asBuffer, decode } from '../proto/decode.js';
import { envelopeData } from '../proto/envelope.js';
import type { ChannelBundle } from './bundle.js';
import { ChannelConfigError, inContext } from './config-error.js';
import { type ConfigElement, type ConfigElements, elementsOf, treeOf } from './config-elements.js';
import { requireModPolicy } from './config-names.js';

/**
 * The configuration that a signed config update makes of the current one: what it read must still be so, and each
 * element that it changes must go up by one version and be changed by those whom its mod_policy names (Fabric:
 * common/configtx/update.go authorizeUpdate). Whether the new configuration can be used is not looked at.
 *
 * @throws {ChannelConfigError | ProtoError} with Fabric's texts. Where several things are wrong, Fabric reports any of
 *   them, this the first in the order of the update.
 */
export function updatedConfig(bundle: ChannelBundle, envelope: common.ConfigUpdateEnvelope): common.Config {
  const update = decode(common.ConfigUpdate, envelope.getConfigUpdate_asU8(), 'ConfigUpdate');
  if (update.getChannelId() !== bundle.channelId) {
    throw new ChannelConfigError(
      `ConfigUpdate for channel '${update.getChannelId()}' but envelope for channel '${bundle.channelId}'`,
    );
  }
  const current = elementsOf(bundle.config.getChannelGroup());
  const readSet = inContext('error mapping ReadSet', () => elementsOf(update.getReadSet()));
  inContext('error validating ReadSet', () => verifyReadSet(current, readSet));
  const writeSet = inContext('error mapping WriteSet', () => elementsOf(update.getWriteSet()));
  const delta = deltaOf(readSet, writeSet);
  const signed = signedDataOf(envelope);
  inContext('error validating DeltaSet', () => verifyDelta(bundle, current, delta, signed));
  const proposed = new Map([...current, ...delta]);
  for (const name of writeSet.keys()) {
    if (!proposed.has(name)) {
      throw new ChannelConfigError(
        `full config did not verify: writeset contained key ${name} which did not appear in proposed config`,
      );
    }
  }
  const config = new common.Config();
  config.setSequence(bundle.sequence + 1);
  config.setChannelGroup(inContext('could not turn configMap back to channelGroup', () => treeOf(proposed)));
  return config;
}

/**
 * What the orderer makes of a client's CONFIG_UPDATE (Fabric: common/configtx/validator.go ProposeConfigUpdate).
 *
 * @param request envelope of type CONFIG_UPDATE
 * @throws {ChannelConfigError} with Fabric's text
 */
export function proposeConfigUpdate(bundle: ChannelBundle, request: common.Envelope): common.ConfigEnvelope {
  const update = inContext('error converting envelope to config update', () => configUpdateOf(request));
  const config = inContext('error authorizing update', () => updatedConfig(bundle, update));
  const envelope = new common.ConfigEnvelope();
  envelope.setConfig(config);
  envelope.setLastUpdate(request);
  return envelope;
}

/**
 * Whether a CONFIG transaction follows from the current configuration: every node computes the configuration anew from
 * the update in it and compares (Fabric: common/configtx/validator.go Validate).
 *
 * @throws {ChannelConfigError | ProtoError} with Fabric's text
 */
export function validateConfigEnvelope(bundle: ChannelBundle, envelope: common.ConfigEnvelope): void {
  const config = envelope.getConfig();
  if (config === undefined) throw new ChannelConfigError('config envelope has nil config');
  if (config.getSequence() !== bundle.sequence + 1) {
    throw new ChannelConfigError(
      `config currently at sequence ${bundle.sequence}, cannot validate config at sequence ${config.getSequence()}`,
    );
  }
  const expected = updatedConfig(bundle, configUpdateOf(envelope.getLastUpdate() ?? new common.Envelope()));
  if (!sameConfig(expected, config)) {
    throw new ChannelConfigError('ConfigEnvelope LastUpdate did not produce the supplied config result');
  }
}

/**
 * The update in an envelope of type CONFIG_UPDATE.
 *
 * @throws {ProtoError} with Fabric's text (protoutil.EnvelopeToConfigUpdate)
 */
export function configUpdateOf(request: common.Envelope): common.ConfigUpdateEnvelope {
  const data = envelopeData(request, common.HeaderType.CONFIG_UPDATE);
  return decode(common.ConfigUpdateEnvelope, data, 'message for type CONFIG_UPDATE');
}

/** Elements of the write set that are not as they were read: what an update changes. */
export function deltaOf(readSet: ConfigElements, writeSet: ConfigElements): ConfigElements {
  return new Map(
    [...writeSet].filter(([name, { message }]) => readSet.get(name)?.message.getVersion() !== message.getVersion()),
  );
}

/** The policy that guards an element of the current configuration, and its path in the channel (policyForItem). */
export function guardOf(
  bundle: ChannelBundle,
  element: ConfigElement,
): { readonly path: string; readonly policy: Policy | undefined } {
  const modPolicy = element.message.getModPolicy();
  const group = element.kind === 'Group' || element.path.length === 0 ? [...element.path, element.key] : element.path;
  const path = modPolicy.startsWith('/') ? modPolicy : `/${group.join('/')}/${modPolicy}`;
  return { path, policy: bundle.policies.policy(path) };
}

/** Whether two configurations say the same, whatever the order of their maps. */
export function sameConfig(a: common.Config, b: common.Config): boolean {
  // Maps are written in the order of their keys.
  return asBuffer(a.serializeBinary()).equals(b.serializeBinary());
}

function verifyReadSet(current: ConfigElements, readSet: ConfigElements): void {
  for (const [name, { message }] of readSet) {
    const existing = current.get(name);
    if (existing === undefined) {
      throw new ChannelConfigError(`existing config does not contain element for ${name} but was in the read set`);
    }
    if (existing.message.getVersion() !== message.getVersion()) {
      throw new ChannelConfigError(
        `proposed update requires that key ${name} be at version ${message.getVersion()}, but it is currently at ` +
          `version ${existing.message.getVersion()}`,
      );
    }
  }
}

function verifyDelta(
  bundle: ChannelBundle,
  current: ConfigElements,
  delta: ConfigElements,
  signed: readonly SignedData[],
): void {
  if (delta.size === 0) throw new ChannelConfigError('delta set was empty -- update would have no effect');
  for (const [name, { message }] of delta) {
    inContext(`invalid mod_policy for element ${name}`, () => requireModPolicy(message.getModPolicy()));
    const existing = current.get(name);
    if (existing !== undefined) verifyChange(bundle, { name, existing, version: message.getVersion() }, signed);
    else if (message.getVersion() !== 0) {
      throw new ChannelConfigError(
        `attempted to set key ${name} to version ${message.getVersion()}, but key does not exist`,
      );
    }
  }
}

function verifyChange(
  bundle: ChannelBundle,
  { name, existing, version }: { readonly name: string; readonly existing: ConfigElement; readonly version: number },
  signed: readonly SignedData[],
): void {
  const currentVersion = existing.message.getVersion();
  if (version !== currentVersion + 1) {
    throw new ChannelConfigError(
      `attempt to set key ${name} to version ${version}, but key is at version ${currentVersion}`,
    );
  }
  const { policy } = guardOf(bundle, existing);
  if (policy === undefined) {
    throw new ChannelConfigError(`unexpected missing policy ${existing.message.getModPolicy()} for item ${name}`);
  }
  const refusal = policy.refusal(signed);
  if (refusal !== undefined) throw new ChannelConfigError(`policy for ${name} not satisfied: ${refusal}`);
}

/** Each signature covers its own header and the update (Fabric: protoutil.ConfigUpdateEnvelopeAsSignedData). */
function signedDataOf(envelope: common.ConfigUpdateEnvelope): readonly SignedData[] {
  return envelope.getSignaturesList().map((signature) => {
    const header = signature.getSignatureHeader_asU8();
    return {
      identity: asBuffer(decode(common.SignatureHeader, header, 'SignatureHeader').getCreator_asU8()),
      data: Buffer.concat([header, envelope.getConfigUpdate_asU8()]),
      signature: asBuffer(signature.getSignature_asU8()),
    };
  });
}
