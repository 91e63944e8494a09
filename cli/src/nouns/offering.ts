import { type Noun, verb } from '../command/verb.js';
import { proposed, showRecord } from '../output/shows.js';
import { ISIN } from './securities.js';

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show whether the offering of a security is open',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, { isin }) => {
    const reply = await call.client.compliance.offering(isin, call.channel);
    return showRecord(reply, [
      ['isin', reply.isin],
      ['offering', reply.status],
      ['closed on', reply.closedOn],
    ]);
  },
});

const close = verb({
  name: 'close',
  kind: 'proposal',
  summary: 'Propose to close the offering: restrictions on resale run, and nothing more is issued (issuer)',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, { isin }) =>
    proposed(await call.client.compliance.closeOffering(isin, await call.signed('security:closeOffering', { isin }))),
});

const reopen = verb({
  name: 'reopen',
  kind: 'proposal',
  summary: 'Propose to open the offering again, as for a further tranche (issuer)',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, { isin }) =>
    proposed(await call.client.compliance.reopenOffering(isin, await call.signed('security:reopenOffering', { isin }))),
});

/** How the distribution of a security stands. */
export const OFFERING: Noun = {
  name: 'offering',
  summary: 'Whether the offering of a security is open',
  verbs: [show, close, reopen],
};
