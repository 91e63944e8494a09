import type { StateReader, VersionedValue } from './types.js';
import type { UpdateBatch } from './update-batch.js';

/** Public state as it will be once a block's updates are applied; ranges and private data are those before it. */
export class UpdatedState implements StateReader {
  constructor(
    private readonly before: StateReader,
    private readonly updates: UpdateBatch,
  ) {}

  get(namespace: string, key: string): Promise<VersionedValue | undefined> {
    const update = this.updates.getPublic(namespace, key);
    if (update === undefined) {
      return this.before.get(namespace, key);
    }
    const { value, metadata, version } = update;
    return Promise.resolve(value === undefined ? undefined : { value, metadata, version });
  }

  getHashed(namespace: string, collection: string, keyHash: Buffer): Promise<VersionedValue | undefined> {
    return this.before.getHashed(namespace, collection, keyHash);
  }

  getPrivate(namespace: string, collection: string, key: string): Promise<VersionedValue | undefined> {
    return this.before.getPrivate(namespace, collection, key);
  }

  range(namespace: string, start: string, end: string): AsyncIterable<readonly [string, VersionedValue]> {
    return this.before.range(namespace, start, end);
  }
}
