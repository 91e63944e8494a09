import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, NetworkError } from '../network-error.js';

const TIMEOUT_MS = 60_000;
const POLL_MS = 100;

/** Asks until the answer is yes. @throws NetworkError after a minute, with what was waited for and the last failure */
export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    const outcome = await condition().catch((error: unknown) => messageOf(error));
    if (outcome === true) return;
    if (Date.now() > deadline) {
      throw new NetworkError(`waited ${TIMEOUT_MS / 1000} s for ${what}${outcome === false ? '' : `: ${outcome}`}`);
    }
    await sleep(POLL_MS);
  }
}
