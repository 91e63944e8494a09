import { credentialStatus, credentialStatusBytes, didOf, keyIdOf, party as partyReader } from '@scrip/model';
import { issueStatusList } from '@scrip/signing';
import type { RequestHandler } from 'express';
import { deflateSync } from 'node:zlib';
import type { ChannelServices, Services } from '../services.js';
import { ledgerName } from './ledger-name.js';
import { ownPartyId } from './own-party.js';
import { ChannelQuery } from './schemas/fields.js';
import { parsePart } from './validation.js';

/** Where the list is read, by whoever checks a credential: it needs no key. */
export const CREDENTIAL_STATUS_PATH = '/credential-status-list';

/** How long a list counts, and how long who has read it need not read it again. */
const LIFE_SECONDS = 3_600;
const CACHE_SECONDS = 300;

/** Address of the list of a channel, as credentials name it. */
export const credentialStatusUri = ({ publicUrl }: Services, channel: string): string =>
  `${publicUrl}${CREDENTIAL_STATUS_PATH}?channel=${channel}`;

/** A list that was signed, and what it shows. */
interface SignedList {
  readonly token: string;
  readonly shows: string;
  readonly issuedAt: number;
}

/**
 * Answers with the status list of this organisation's party credentials on a channel, signed by the key that signs
 * them (Status List Token, draft-ietf-oauth-status-list, section 5.1). It is made anew when something has changed.
 */
export function credentialStatusList(services: Services, now: () => number = Date.now): RequestHandler {
  const made = new Map<string, SignedList>();
  return async (request, response) => {
    const query = parsePart(ChannelQuery, { ...request.query }, 'query');
    const channel = services.channel(query.channel);
    const name = channel.ledger.channel;
    const issuedAt = Math.floor(now() / 1_000);
    const shows = `${services.readModel.block(name)} ${services.issuedCredentials.changes}`;
    const known = made.get(name);
    const isCurrent = known?.shows === shows && issuedAt - known.issuedAt < LIFE_SECONDS - 2 * CACHE_SECONDS;
    const list = isCurrent ? known : { token: await signList(services, channel, issuedAt), shows, issuedAt };
    made.set(name, list);
    response.set('Cache-Control', `public, max-age=${CACHE_SECONDS}`).type('application/statuslist+jwt');
    response.send(list.token);
  };
}

async function signList(services: Services, channel: ChannelServices, issuedAt: number): Promise<string> {
  const { ledger, queries } = channel;
  const issuer = didOf(ledgerName(queries), await ownPartyId(services, channel));
  const entries = services.issuedCredentials
    .ofChannel(ledger.channel)
    .map(({ index, partyId, isWithdrawn, ...ground }) => {
      const record = queries.party(partyId);
      const subject = record === undefined ? undefined : partyReader(record, '');
      return [index, isWithdrawn ? 'invalid' : credentialStatus(ground, subject)] as const;
    });
  const lst = deflateSync(credentialStatusBytes(entries), { level: 9 }).toString('base64url');
  const uri = credentialStatusUri(services, ledger.channel);
  const terms = { uri, statusList: { bits: 2, lst }, issuedAt, expiresAt: issuedAt + LIFE_SECONDS };
  return issueStatusList(terms, `${issuer}#${keyIdOf(services.assertionKey.key)}`, services.assertionKey);
}
