import type { StreamedEvent } from '@scrip/gateway-api';
import type { Call } from '../command/call.js';
import { anyText, flag, option, wholeNumber } from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { verb } from '../command/verb.js';
import { stated } from '../input/body.js';

/** Without `--follow`, the stream ends when nothing has come for so long. */
const QUIET_MS = 1_000;

/** Members by which a record is known; in a line the rest of it would only be noise. */
const NAMES = ['approvalId', 'instructionId', 'claimId', 'mandateId', 'partyId', 'lotId', 'operatorId', 'breakId'];
const MORE_NAMES = ['groupId', 'isin', 'mspId', 'calendar', 'id', 'type'];

function factText(value: unknown): string {
  if (Array.isArray(value)) return value.map(factText).join(',');
  if (typeof value !== 'object' || value === null) return String(value);
  const record = value as Readonly<Record<string, unknown>>;
  const name = [...NAMES, ...MORE_NAMES].find((each) => typeof record[each] === 'string');
  return name === undefined ? JSON.stringify(value) : String(record[name]);
}

/** One event as a line: block, what happened, to what, and the id after which the stream goes on. */
function eventLine({ id, type, facts }: StreamedEvent): string {
  const about = Object.entries(facts).map(([name, value]) => `${name}=${factText(value)}`);
  return [id.padEnd(9), type, ...about].join('  ');
}

interface EventWish {
  readonly from: number | undefined;
  readonly after: string | undefined;
  readonly follow: boolean;
}

/** The events as they come; without `--follow`, until it is quiet. */
async function* streamed(call: Call, { from, after, follow }: EventWish): AsyncGenerator<Shown> {
  const quiet = new AbortController();
  const stopped = call.io.untilStopped();
  const begin = from ?? (after === undefined && !follow ? 0 : undefined);
  const options = stated({ ...call.channel, from: begin, lastEventId: after });
  const signal = AbortSignal.any([quiet.signal, stopped]);
  let timer = follow ? undefined : setTimeout(() => quiet.abort(), QUIET_MS);
  try {
    for await (const event of call.client.events({ ...options, signal })) {
      yield { reply: event, lines: [eventLine(event)] };
      if (timer === undefined) continue;
      clearTimeout(timer);
      timer = setTimeout(() => quiet.abort(), QUIET_MS);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** What happens on the channel. */
export const EVENTS = verb({
  name: 'events',
  kind: 'read',
  summary: 'Print what happened on the channel, one event a line; with --follow, what happens from now on too',
  example: '--from 0 --follow',
  args: {},
  options: {
    from: option('--from <block>', 'first block (else the beginning; with --follow, the next block)', wholeNumber),
    after: option('--after <event>', 'go on after the event with this id', anyText),
    follow: flag('--follow', 'go on until it is stopped (Ctrl-C)'),
  },
  run: (call, given) => Promise.resolve({ stream: streamed(call, given) }),
});
