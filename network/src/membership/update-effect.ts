import { common } from '@hyperledger/fabric-protos';
import { type ConfigElement, elementsOf, treeOf } from '../channel/config-elements.js';
import { deltaOf } from '../channel/config-update.js';
import { NetworkError } from '../network-error.js';
import { rootOf } from './compute-update.js';

/** An element that an update changes, with what it is now; `current` is undefined for a new one. */
export interface TouchedElement {
  /** As Fabric names it in its errors: `[Value]  /Channel/Orderer/BatchSize`. */
  readonly name: string;
  readonly current: ConfigElement | undefined;
  readonly proposed: ConfigElement;
}

/**
 * The elements that an update changes, judged as Fabric does (`common/configtx/update.go`). New elements need no
 * agreement of their own: that of the group which they enter.
 *
 * @throws {NetworkError} when the update does not rest on this configuration
 */
export function touchedElements(config: common.Config, update: common.ConfigUpdate): readonly TouchedElement[] {
  const current = elementsOf(rootOf(config));
  const read = elementsOf(update.getReadSet());
  for (const [name, { message }] of read) requireVersion(name, message.getVersion(), current.get(name));
  const delta = deltaOf(read, elementsOf(update.getWriteSet()));
  return [...delta].map(([name, proposed]) => {
    const now = current.get(name);
    const version = proposed.message.getVersion();
    if (now !== undefined || version > 0) requireVersion(name, version - 1, now);
    return { name, current: now, proposed };
  });
}

/** The configuration that results when an update is accepted, with its sequence. Signatures are not looked at. */
export function applyUpdate(config: common.Config, update: common.ConfigUpdate): common.Config {
  const delta = touchedElements(config, update).map(({ name, proposed }) => [name, proposed] as const);
  const result = new common.Config();
  result.setSequence(config.getSequence() + 1);
  result.setChannelGroup(treeOf(new Map([...elementsOf(rootOf(config)), ...delta])));
  return result;
}

function requireVersion(name: string, expected: number, found: ConfigElement | undefined): void {
  const version = found?.message.getVersion();
  if (version === expected) return;
  throw new NetworkError(
    `the proposal rests on version ${expected} of ${name.replace(/\s+/, ' ')}, which now ` +
      `${version === undefined ? 'does not exist' : `is at version ${version}`}: the channel was changed since`,
    'make the proposal again from the present configuration; signatures of the old one do not count',
  );
}
