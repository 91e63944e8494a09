import { isSame, joined } from '../crypto/encoding.js';
import type { Identity } from '../msp/identity.js';
import { hasSigned } from '../msp/msp.js';
import { readEnvelope } from '../transaction/envelope.js';
import { fail, ensure, VerificationError } from '../verification-error.js';
import { Message } from '../wire/message.js';
import { Channel } from './channel.js';
import { elementsOf, treeOf, type ConfigElement, type ConfigElements } from './config-elements.js';
import { readConfigGroup } from './config-group.js';

/** HeaderType CONFIG_UPDATE of common/common.proto. */
const CONFIG_UPDATE = 2;

/**
 * The configuration that a signed update makes of the one before: what it read must still be so, and each element that it
 * changes goes up by one version and is changed by those whom its mod_policy names (Fabric: common/configtx/update.go
 * authorizeUpdate). An update says nothing of those before it that changed other elements.
 *
 * @param bytes - envelope of type CONFIG_UPDATE
 * @throws {VerificationError}
 */
export function updatedChannel(channel: Channel, bytes: Uint8Array): Channel {
  const { type, data } = readEnvelope(bytes);
  ensure(type === CONFIG_UPDATE, 'form', 'no configuration update');
  const envelope = Message.read('ConfigUpdateEnvelope', data);
  const update = Message.read('ConfigUpdate', envelope.bytes(1));
  ensure(update.text(1) === channel.name, 'form', `the update is for the channel ${update.text(1)}`);
  const current = elementsOf(channel.root);
  const readSet = elementsOf(groupOf(update, 2));
  for (const [name, { content }] of readSet) {
    ensure(
      current.get(name)?.content.version === content.version,
      'form',
      `${name} is not at the version that the update was made for: an update before it is missing`,
    );
  }
  const writeSet = elementsOf(groupOf(update, 3));
  const changed = new Map([...writeSet].filter(([name, { content }]) => isChange(readSet.get(name), content.version)));
  ensure(changed.size > 0, 'form', 'an update that changes nothing');
  const signers = signersOf(channel, envelope);
  for (const [name, element] of changed) requireAuthorised(channel, current.get(name), name, element, signers);
  const proposed: ConfigElements = new Map([...current, ...changed]);
  const stray = [...writeSet.keys()].find((name) => !proposed.has(name));
  ensure(stray === undefined, 'form', `${stray ?? ''} is written but not part of the configuration`);
  return new Channel(channel.name, channel.sequence + 1, treeOf(proposed));
}

const groupOf = (update: Message, field: number): ReturnType<typeof readConfigGroup> | undefined => {
  const bytes = update.find(field);
  return bytes === undefined ? undefined : readConfigGroup(bytes);
};

const isChange = (read: ConfigElement | undefined, version: number): boolean => read?.content.version !== version;

function requireAuthorised(
  channel: Channel,
  existing: ConfigElement | undefined,
  name: string,
  { content }: ConfigElement,
  signers: readonly Identity[],
): void {
  ensure(content.modPolicy !== '', 'form', `${name} does not say by whom it is changed`);
  const version = existing === undefined ? 0 : existing.content.version + 1;
  ensure(
    content.version === version,
    'form',
    `${name} goes to version ${content.version} and not to ${version}: an update before it is missing`,
  );
  if (existing === undefined) return;
  const policy = channel.policy(guardOf(existing)) ?? fail('form', `${name} is guarded by a policy that is not there`);
  ensure(policy(signers), 'form', `${name} was changed without the signatures that the configuration before asks for`);
}

/** Path of the policy that guards an element (Fabric: common/configtx/update.go policyForItem). */
function guardOf({ kind, path, key, content: { modPolicy } }: ConfigElement): string {
  if (modPolicy.startsWith('/')) return modPolicy;
  const group = kind === 'Group' ? [...path, key] : path;
  return `/${[...group, modPolicy].join('/')}`;
}

/** Who signed an update, each once: each signature covers its own header and the update. */
function signersOf(channel: Channel, envelope: Message): readonly Identity[] {
  const found = new Map<string, Identity>();
  for (const bytes of envelope.list(2)) {
    const signature = Message.read('ConfigSignature', bytes);
    const header = signature.bytes(1);
    const identity = identityIn(channel, Message.read('SignatureHeader', header).bytes(1));
    if (identity === undefined || !hasSigned(identity, joined(header, envelope.bytes(1)), signature.bytes(2))) continue;
    found.set(`${identity.mspId} ${identity.certificate.fingerprint}`, identity);
  }
  return [...found.values()];
}

/** What is not valid is left out and never an error: a policy may hold without it. */
function identityIn(channel: Channel, serialized: Uint8Array): Identity | undefined {
  try {
    return channel.identity(serialized);
  } catch (error) {
    if (error instanceof VerificationError) return undefined;
    throw error;
  }
}

/** Whether two configurations say the same, whatever the order of what is in their groups. */
export function isSameConfig(a: ConfigElements, b: ConfigElements): boolean {
  return a.size === b.size && [...a].every(([name, element]) => isSameElement(element, b.get(name)));
}

function isSameElement({ content: a }: ConfigElement, other: ConfigElement | undefined): boolean {
  const b = other?.content;
  if (b === undefined || a.version !== b.version || a.modPolicy !== b.modPolicy) return false;
  if (!('value' in a)) return !('value' in b);
  const typeOf = (content: ConfigElement['content']): number | undefined =>
    'type' in content ? content.type : undefined;
  return 'value' in b && isSame(a.value, b.value) && typeOf(a) === typeOf(b);
}
