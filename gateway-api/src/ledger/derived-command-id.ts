import { createHash } from 'node:crypto';

/** Characters of a digest that are enough to tell commands apart. */
const CHARACTERS = 40;

/**
 * The id of a command that a program gives: it follows from what the command is about, so that the same one has the same id
 * after a restart.
 *
 * @param parts - what it is about, and whatever makes a later attempt another command
 */
export function derivedCommandId(prefix: string, ...parts: readonly (string | number)[]): string {
  const digest = createHash('sha256').update(parts.join('\n'), 'utf8').digest('hex');
  return `${prefix}-${digest.slice(0, CHARACTERS)}`;
}
