import { RangeSummaryBuilder } from './range-summary.js';
import type { RangeRecord } from './rwset-builder.js';
import type { ResultSource } from './query-cursor.js';
import type { KeyRange, KeyValue, VersionedValue } from './types.js';

/**
 * A public range query whose results are recorded for the phantom check (`txmgr/query_executor.go`, resultsItr).
 * As long as it was not read to its end, the recorded range ends with the last key read.
 */
export class RangeRecorder implements ResultSource<KeyValue> {
  private readonly summary = new RangeSummaryBuilder();
  private end = '';
  private exhausted = false;
  private open = true;

  constructor(
    readonly namespace: string,
    private readonly range: KeyRange,
    private readonly entries: AsyncGenerator<readonly [string, VersionedValue]>,
    private limit: number = Number.MAX_SAFE_INTEGER,
  ) {}

  async next(): Promise<KeyValue | undefined> {
    const entry = this.open && this.limit > 0 ? await this.take() : undefined;
    if (entry === undefined) {
      this.exhausted = true;
      this.end = this.range.end;
      return undefined;
    }
    const [key, { value, version }] = entry;
    this.limit--;
    this.summary.add({ key, version });
    this.end = key;
    return { namespace: this.namespace, key, value };
  }

  /** The key after the last result, without recording it as read; `''` when there is none. */
  async bookmark(): Promise<string> {
    const entry = await this.take();
    await this.close();
    return entry?.[0] ?? '';
  }

  async close(): Promise<void> {
    this.open = false;
    await this.entries.return(undefined);
  }

  /** What goes into the read set. Call once, after the last `next`. */
  record(): RangeRecord {
    return { start: this.range.start, end: this.end, exhausted: this.exhausted, summary: this.summary.finish() };
  }

  private async take(): Promise<readonly [string, VersionedValue] | undefined> {
    const step = await this.entries.next();
    return step.done === true ? undefined : step.value;
  }
}
