import { common } from '@hyperledger/fabric-protos';
import type { SigningIdentity } from '../crypto/signing-identity.js';
import type { ChannelBundle } from './bundle.js';

/**
 * A config update that reads the whole configuration and writes the edited one, for tests: an element that the edit
 * changed goes up by one version, a new one has version 0.
 */
export function configUpdate(bundle: ChannelBundle, edit: (root: common.ConfigGroup) => void): common.ConfigUpdate {
  const current = bundle.config.getChannelGroup() ?? new common.ConfigGroup();
  const edited = current.clone();
  edit(edited);
  raiseVersions(current, edited);
  const update = new common.ConfigUpdate();
  update.setChannelId(bundle.channelId);
  update.setReadSet(current.clone());
  update.setWriteSet(edited);
  return update;
}

/** An update with the signatures of administrators. */
export function signedUpdate(
  update: common.ConfigUpdate,
  ...signers: readonly SigningIdentity[]
): common.ConfigUpdateEnvelope {
  const envelope = new common.ConfigUpdateEnvelope();
  envelope.setConfigUpdate(update.serializeBinary());
  envelope.setSignaturesList(signers.map((signer) => configSignature(envelope.getConfigUpdate_asU8(), signer)));
  return envelope;
}

/** The CONFIG_UPDATE envelope that a client broadcasts. */
export function updateRequest(
  channelId: string,
  update: common.ConfigUpdateEnvelope,
  submitter: SigningIdentity,
): common.Envelope {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.CONFIG_UPDATE);
  channelHeader.setChannelId(channelId);
  const signatureHeader = signatureHeaderOf(submitter);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(update.serializeBinary());
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(submitter.sign(envelope.getPayload_asU8()));
  return envelope;
}

function configSignature(update: Uint8Array, signer: SigningIdentity): common.ConfigSignature {
  const header = signatureHeaderOf(signer).serializeBinary();
  const signature = new common.ConfigSignature();
  signature.setSignatureHeader(header);
  signature.setSignature(signer.sign(Buffer.concat([header, update])));
  return signature;
}

function signatureHeaderOf(signer: SigningIdentity): common.SignatureHeader {
  const header = new common.SignatureHeader();
  header.setCreator(signer.serialized);
  header.setNonce(Buffer.alloc(24, 1));
  return header;
}

function raiseVersions(before: common.ConfigGroup, after: common.ConfigGroup): void {
  const shape = (group: common.ConfigGroup): string => {
    const children = [group.getGroupsMap(), group.getValuesMap(), group.getPoliciesMap()];
    return JSON.stringify([group.getModPolicy(), ...children.map((map) => [...map.keys()])]);
  };
  if (shape(before) !== shape(after)) after.setVersion(before.getVersion() + 1);
  after.getGroupsMap().forEach((group, name) => {
    const known = before.getGroupsMap().get(name);
    if (known !== undefined) raiseVersions(known, group);
  });
  raiseChanged(before.getValuesMap(), after.getValuesMap());
  raiseChanged(before.getPoliciesMap(), after.getPoliciesMap());
}

interface Versioned {
  getVersion(): number;
  setVersion(version: number): unknown;
  serializeBinary(): Uint8Array;
}

interface Elements<T> {
  get(name: string): T | undefined;
  forEach(visit: (element: T, name: string) => void): void;
}

function raiseChanged<T extends Versioned>(before: Elements<T>, after: Elements<T>): void {
  after.forEach((element, name) => {
    const known = before.get(name);
    if (known === undefined || Buffer.compare(known.serializeBinary(), element.serializeBinary()) === 0) return;
    element.setVersion(known.getVersion() + 1);
  });
}
