import type { LeaseList } from '@scrip/gateway-api';
import { mspId } from '@scrip/model';
import { argument, by, required, wholeNumber } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { done, showList } from '../output/shows.js';

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List who settles for each registrar',
  example: '',
  args: {},
  options: {},
  run: async (call) =>
    showList(
      await call.client.instructions.leases(call.channel),
      [
        { heading: 'registrar', cell: (row: LeaseList['items'][number]) => row.registrar },
        { heading: 'settled by', cell: ({ holder }) => holder },
        { heading: 'version', cell: ({ version }) => version, isNumber: true },
        { heading: 'since', cell: ({ takenOn }) => takenOn },
      ],
      'The channel has no registrar.',
    ),
});

const take = verb({
  name: 'take',
  kind: 'command',
  summary: 'Take the settlement for a registrar over, in the state in which it was seen idle (another registrar)',
  example: 'BorealisMSP --seen-version 0',
  args: { registrar: argument('registrar', 'MSP id of the registrar', by(mspId)) },
  options: { seenVersion: required('--seen-version <n>', 'version of the lease as it was seen', wholeNumber) },
  run: async (call, { registrar, seenVersion }) => {
    const reply = await call.client.instructions.takeLease(registrar, { seenVersion }, call.command);
    return done(reply, `${reply.holder} settles for ${reply.registrar}, version ${String(reply.version)}.`);
  },
});

/** Who settles for whom. */
export const LEASES: Noun = { name: 'leases', summary: 'Who settles for each registrar', verbs: [list, take] };
