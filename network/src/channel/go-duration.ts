const NANOSECONDS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

const PART = /([0-9]+)(?:\.([0-9]+))?(ns|us|µs|μs|ms|s|m|h)/y;

/**
 * Reads a duration as Go writes it, for example `2s`, `500ms` or `1m30s`.
 *
 * @returns whole milliseconds, rounded down
 * @throws {RangeError} when the text is no positive duration of Go's form
 */
export function goDurationToMs(text: string): number {
  let nanoseconds = 0n;
  PART.lastIndex = 0;
  for (let read = 0; read < text.length; read = PART.lastIndex) {
    const [, whole, fraction = '', unit = ''] = PART.exec(text) ?? [];
    const size = NANOSECONDS.get(unit);
    if (whole === undefined || size === undefined) {
      throw new RangeError(`not a duration: ${JSON.stringify(text)}`);
    }
    nanoseconds += (BigInt(whole + fraction) * size) / 10n ** BigInt(fraction.length);
  }
  if (nanoseconds <= 0n) {
    throw new RangeError(`not a positive duration: ${JSON.stringify(text)}`);
  }
  return Number(nanoseconds / 1_000_000n);
}
