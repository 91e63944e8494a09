import { createHmac } from 'node:crypto';
import { canonicalJson, mandateId, mspId, RESTRICTION_REASONS, sha256Hex, sha256Text } from '@scrip/model';
import type { Call } from '../command/call.js';
import { by, option, required, requiredChoice, several } from '../command/input.js';
import { verb } from '../command/verb.js';
import { digestOfFile } from '../input/body.js';
import { done, proposed } from '../output/shows.js';
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
  summary: 'Propose to lift a restriction of a party; it acts for itself while there is none',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { party: PARTY },
  options: {
    imposedBy: option('--imposed-by <msp>', 'whose restriction (else that of this organisation)', by(mspId)),
  },
  run: async (call, { party, imposedBy }) => {
    const whose = imposedBy ?? (await call.ownMspId());
    const options = await call.signed('party:restore', { partyId: party, imposedBy: whose });
    return proposed(await call.client.parties.restore(party, { imposedBy: whose }, options));
  },
});

/** Erases why a party was restricted. */
export const eraseReason = verb({
  name: 'erase-reason',
  kind: 'command',
  summary: 'Erase the private reason of a restriction that was lifted or never imposed',
  example: `PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --reason-hash ${'0'.repeat(64)}`,
  args: { party: PARTY },
  options: { hash: required('--reason-hash <sha256>', 'as the restriction or its proposal shows it', by(sha256Text)) },
  run: async (call, { party, hash }) =>
    done(
      await call.client.parties.eraseReason(party, hash, call.command),
      `The reason of the restriction of ${party} is erased.`,
    ),
});
