import {
  businessDate,
  didOf,
  KEY_PURPOSES,
  keyIdOf,
  liveKeys,
  mspId,
  ownKeysObstacle,
  party as partyReader,
  partyCredentialPayload,
  plainKey,
  privatePartyRecord,
  type EnrolledKey,
  type Party,
  type PartyKey,
  type PlainKey,
  type PrivatePartyRecord,
} from '@scrip/model';
import { enrolKeys, issueCredential } from '@scrip/signing';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { ChannelServices, Services } from '../../services.js';
import { credentialStatusUri } from '../credential-status-list.js';
import { ownPartyId } from '../own-party.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import { CredentialReply, NewCredential, NewOrganisationParty } from '../schemas/credential.js';
import { ChannelQuery, Nothing, PartyId } from '../schemas/fields.js';
import { PartyReceipt } from '../schemas/party.js';
import { stated } from '../stated.js';
import { charterOf, ledgerName } from '../ledger-name.js';
import { PARTY_PATH, takeOn } from './take-on.js';

const SALT_BYTES = 16;
const DAY_SECONDS = 86_400;
const DAYS_DEFAULT = 365;

/** Routes by which a party takes its identity with it: the organisation as issuer, and the credential. */
export const credentialRoutes = (services: Services): readonly Route[] => [
  registerOrganisation(services),
  exportCredential(services),
];

function registerOrganisation(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/organisation',
    operationId: 'registerOrganisation',
    summary: 'Register this organisation as a party: node operator by its LEI, and issuer of credentials',
    tag: 'Credentials',
    params: Nothing,
    query: ChannelQuery,
    body: NewOrganisationParty,
    reply: { status: 201, location: PARTY_PATH, description: 'Registered', schema: PartyReceipt },
    handle: async ({ query: { channel: name }, body: person, operator, commandId, seed }) => {
      const channel = services.channel(name);
      const keys = await ownKeys(services, channel);
      const registration = stated({ kind: 'nodeOperator', entity: { lei: services.lei }, keys });
      return takeOn(services, name, { person, registration }, { operator: operator.id, commandId, seed });
    },
  });
}

function exportCredential(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/parties/{id}/credentials',
    operationId: 'issuePartyCredential',
    summary: 'Who a party is, as a credential that the party takes away and shows field by field (SD-JWT VC)',
    tag: 'Credentials',
    params: z.strictObject({ id: PartyId }),
    query: ChannelQuery,
    body: NewCredential,
    reply: { status: 200, description: 'The credential with all its disclosures', schema: CredentialReply },
    isSecret: true,
    handle: async ({ params: { id }, query, body: { purpose, days = DAYS_DEFAULT }, operator }) => {
      const channel = services.channel(query.channel);
      const { ledger } = channel;
      await services.accessLog.enter(ledger.channel, id, { operator: operator.id, purpose });
      const record = privatePartyRecord(await ledger.evaluate('party:read', id), '');
      const subject = partyReader(await ledger.evaluate('party:get', id), '');
      const issuer = didOf(ledgerName(channel.queries), await ownPartyId(services, channel));
      const issuedAt = Math.floor(Date.now() / 1_000);
      const expiresAt = issuedAt + days * DAY_SECONDS;
      const holderKey = holderKeyOf(subject);
      const ground = { holderKey: keyIdOf(holderKey), recordHash: subject.recordHash };
      const idx = await services.issuedCredentials.enter(ledger.channel, id, ground, expiresAt);
      if (idx === undefined) throw Problem.of('CREDENTIALS_EXHAUSTED');
      const said = {
        ...{ issuer, subject: didOf(ledgerName(channel.queries), id), holderKey, issuedAt, expiresAt },
        status: { idx, uri: credentialStatusUri(services, ledger.channel) },
        fields: fieldsOf(record, subject),
      };
      const keyName = `${issuer}#${keyIdOf(services.assertionKey.key)}`;
      const credential = await issueCredential(partyCredentialPayload(said, saltOf), keyName, services.assertionKey);
      const expires = new Date(expiresAt * 1_000).toISOString();
      return { status: 200, body: { partyId: id, issuer, credential, expiresAt: expires } };
    },
  });
}

/** The organisation's own key alone, with the proof of its possession. */
function ownKeys(services: Services, channel: ChannelServices): Promise<readonly EnrolledKey[]> {
  const { referenceCalendar, ...ledger } = charterOf(channel.queries);
  const today = businessDate(channel.queries.asOf(referenceCalendar).businessDate, '');
  const validity = { validFrom: today, validUntil: today };
  const enrolling = [{ signer: services.assertionKey, purposes: KEY_PURPOSES }];
  return enrolKeys(ledger, mspId(services.mspId, ''), enrolling, {}, validity);
}

/** The key to which a credential of a party is bound. @throws {Problem} HOLDER_KEY_MISSING */
function holderKeyOf(party: Party): PlainKey {
  const isPlain = ({ key }: PartyKey): boolean => key.kty === 'OKP' || key.passkey === undefined;
  const found =
    ownKeysObstacle(party) === undefined ? liveKeys(party.keyring, 'authentication').find(isPlain) : undefined;
  if (found === undefined) throw Problem.of('HOLDER_KEY_MISSING');
  return plainKey(found.key);
}

/** What the credential says of a party, field by field. */
const fieldsOf = (record: PrivatePartyRecord, { kind, entity }: Party): Readonly<Record<string, unknown>> =>
  stated({
    kind,
    name: record.name,
    address: record.address,
    country: record.country,
    birthDate: record.birthDate,
    email: record.email,
    entity,
  });

const saltOf = (): string => randomBytes(SALT_BYTES).toString('base64url');
