import type { RangeRecorder } from './range-recorder.js';
import { type KeyRange, SimulationError, type StateReader, type VersionedValue } from './types.js';
import type { ChannelView } from './world-state.js';

/** How a simulation records what is read on its behalf. */
export interface ReadRecorder {
  read(namespace: string, key: string): VersionedValue | undefined;
  range(namespace: string, range: KeyRange): RangeRecorder;
}

/**
 * Reads state on behalf of a simulation, so that what the peer itself looked up (a chaincode's definition) is in the
 * read set and a transaction is invalid when it changes before the transaction commits.
 */
export class RecordingReader implements StateReader {
  constructor(
    private readonly view: ChannelView,
    private readonly recorder: ReadRecorder,
  ) {}

  get(namespace: string, key: string): Promise<VersionedValue | undefined> {
    return new Promise((resolve) => {
      resolve(this.recorder.read(namespace, key));
    });
  }

  /** Refused as in Fabric: a read set names hashed reads by key, which is not known here. */
  getHashed(): Promise<VersionedValue | undefined> {
    return Promise.reject(
      new SimulationError(
        'retrieving private data metadata by keyhash is not supported in simulation. This function is only available for query as yet',
      ),
    );
  }

  /** Refused: private values are read through the simulator, which records their hashes. */
  getPrivate(): Promise<VersionedValue | undefined> {
    return Promise.reject(new SimulationError('private data is read through the simulator only'));
  }

  async *range(namespace: string, start: string, end: string): AsyncGenerator<readonly [string, VersionedValue]> {
    const recorder = this.recorder.range(namespace, { start, end });
    for (let result = await recorder.next(); result !== undefined; result = await recorder.next()) {
      const found = this.view.readPublic(namespace, result.key);
      if (found !== undefined) {
        yield [result.key, found];
      }
    }
  }
}
