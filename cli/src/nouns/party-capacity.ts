import { createHmac } from 'node:crypto';
import { canonicalJson, mandateId, RESTRICTION_REASONS, sha256Hex } from '@scrip/model';
import type { Call } from '../command/call.js';
import { by, required, requiredChoice, several } from '../command/input.js';
import { verb } from '../command/verb.js';
import { digestOfFile } from '../input/body.js';
import { proposed } from '../output/shows.js';
import { PARTY } from './party.js';

/** 32 bytes that nobody else can guess and that are the same when the command is repeated under its id. */
const saltOf = ({ access, keyed }: Call): string =>
  createHmac('sha256', access.apiKey).update(`restriction\n${keyed.idempotencyKey}`).digest('hex');

/** Proposes a restriction. */
export const restrict = verb({
  name: 'restrict',
  kind: 'proposal',
  summary: 'Propose that a party cannot act for itself: minority, incapacity, death, insolvency, court order',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --reason insolvency --document order.pdf',
  args: { party: PARTY },
  options: {
    reason: requiredChoice('--reason <reason>', 'why; it stays with this organisation', RESTRICTION_REASONS),
    document: required('--document <file>', 'certificate, order or notice; only its SHA-256 is sent', digestOfFile),
    outlasting: several('--keep-mandate <id>', 'a mandate of the party that goes on', by(mandateId)),
  },
  run: async (call, { party, reason, document, outlasting }) => {
    const salt = saltOf(call);
    const reasonHash = sha256Hex(canonicalJson({ schema: 1, salt, reason, document }));
    const options = await call.signed('party:restrict', { partyId: party, reasonHash, outlasting });
    const own = options.signature === undefined ? {} : { salt };
    const body = { reason, document, outlasting: [...outlasting], ...own };
    return proposed(await call.client.parties.restrict(party, body, options));
  },
});

/** Proposes its end. */
export const restore = verb({
  name: 'restore',
  kind: 'proposal',
  summary: 'Propose that a restricted party can act for itself again',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { party: PARTY },
  options: {},
  run: async (call, { party }) => {
    const options = await call.signed('party:restore', { partyId: party });
    return proposed(await call.client.parties.restore(party, options));
  },
});
