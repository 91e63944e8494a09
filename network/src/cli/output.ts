import { ConfigError } from '@scrip/config';
import { messageOf, NetworkError } from '../network-error.js';

/** Prints one line for the operator. */
export type Print = (line: string) => void;

/** What the operator reads of an error: a known condition in words, anything else with its stack. */
export function describeError(error: unknown): string {
  if (error instanceof NetworkError) {
    return error.hint === undefined ? `error: ${error.message}` : `error: ${error.message}\n  ${error.hint}`;
  }
  if (error instanceof ConfigError) return `error: ${error.message}`;
  return error instanceof Error && error.stack !== undefined ? error.stack : messageOf(error);
}

/** Columns padded to their widest cell. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
