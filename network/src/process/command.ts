/** A program to run, tied to this process by its standard input. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * Runs a native program until it ends or standard input closes. The shell costs about 1 MB and is what ties a
 * program that knows nothing of us to our life.
 */
const GUARD = `
"$@" </dev/null &
program=$!
{ cat >/dev/null; kill -TERM "$program" 2>/dev/null; } <&3 &
wait "$program"
`;

/** A Node script that ends when its standard input closes. */
export function nodeCommand(script: string, args: readonly string[]): Command {
  const lifeline = new URL('./lifeline.js', import.meta.url).href;
  return { file: process.execPath, args: ['--import', lifeline, script, ...args] };
}

/** A native program that ends when the standard input of its guard closes. */
export function nativeCommand(file: string, args: readonly string[]): Command {
  return { file: '/bin/sh', args: ['-c', `exec 3<&0\n${GUARD}`, 'guard', file, ...args] };
}
