import { common } from '@hyperledger/fabric-protos';
import { signatureHeader } from './orderer-session.js';
import type { User } from './signing.js';
import { required } from './transaction.js';

/** One value of the Orderer group, as an update sets it. */
export interface OrdererValue {
  readonly name: string;
  readonly content: Uint8Array;
  /** Added to the version that it has: 1 in an update that is right. */
  readonly step?: number;
}

/**
 * The smallest update that sets one value of the Orderer group: it reads the groups on the way and writes the value one
 * version up. Made here by hand, so that it can also be made wrong.
 */
export function ordererUpdate(channel: string, config: common.Config, value: OrdererValue): common.ConfigUpdate {
  const root = required(config.getChannelGroup(), 'channel group');
  const ordering = required(root.getGroupsMap().get('Orderer'), 'Orderer group');
  const current = ordering.getValuesMap().get(value.name);
  const written = new common.ConfigValue();
  written.setVersion((current?.getVersion() ?? -1) + (value.step ?? 1));
  written.setModPolicy(current?.getModPolicy() ?? 'Admins');
  written.setValue(value.content);
  const update = new common.ConfigUpdate();
  update.setChannelId(channel);
  update.setReadSet(path(root, ordering));
  const writeSet = path(root, ordering);
  writeSet.getGroupsMap().get('Orderer')?.getValuesMap().set(value.name, written);
  update.setWriteSet(writeSet);
  return update;
}

/** An update with signatures of administrators over it. */
export function signedUpdate(update: common.ConfigUpdate, signers: readonly User[]): common.ConfigUpdateEnvelope {
  const bytes = update.serializeBinary();
  const envelope = new common.ConfigUpdateEnvelope();
  envelope.setConfigUpdate(bytes);
  envelope.setSignaturesList(
    signers.map((signer) => {
      const header = signatureHeader(signer);
      const signature = new common.ConfigSignature();
      signature.setSignatureHeader(header);
      signature.setSignature(signer.sign(Buffer.concat([header, bytes])));
      return signature;
    }),
  );
  return envelope;
}

function path(root: common.ConfigGroup, ordering: common.ConfigGroup): common.ConfigGroup {
  const group = new common.ConfigGroup();
  group.setVersion(ordering.getVersion());
  const top = new common.ConfigGroup();
  top.setVersion(root.getVersion());
  top.getGroupsMap().set('Orderer', group);
  return top;
}
