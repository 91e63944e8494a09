import {
  DomainError,
  isJsonRecord,
  keyIdOf,
  namedIssuer,
  refuseCredential,
  sha256Hex,
  type JsonRecord,
} from '@scrip/model';
import { CHALLENGE_SECONDS } from '../../operations/presentation-challenges.js';
import type { Services } from '../../services.js';
import { domainProblem } from '../ledger-problems.js';
import { presentedCredential } from '../presented-credential.js';
import { route, type Route } from '../route.js';
import { PartyImport, PresentationChallenge } from '../schemas/credential.js';
import { ChannelQuery, Nothing } from '../schemas/fields.js';
import { PartyReceipt } from '../schemas/party.js';
import { stated } from '../stated.js';
import { PARTY_PATH, takeOn } from './take-on.js';

/** Routes by which a party brings its identity along: challenges, and the import. */
export const partyImportRoutes = (services: Services): readonly Route[] => [
  makeChallenge(services),
  importParty(services),
];

function makeChallenge(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/presentation-challenges',
    operationId: 'createPresentationChallenge',
    summary: `A challenge for one presentation of a credential, open for ${CHALLENGE_SECONDS} seconds`,
    tag: 'Credentials',
    params: Nothing,
    query: Nothing,
    body: Nothing,
    reply: { status: 200, description: 'The challenge', schema: PresentationChallenge },
    handle: async ({ seed }) => {
      const nonce = Buffer.from(seed).toString('base64url');
      const expiresAt = new Date(await services.challenges.enter(nonce)).toISOString();
      return { status: 200, body: { audience: services.mspId, nonce, expiresAt } };
    },
  });
}

function importParty(services: Services): Route {
  return route({
    method: 'post',
    path: '/v1/parties/import',
    operationId: 'importParty',
    summary: 'Take a party on by a credential from elsewhere; its key there is its key here',
    tag: 'Credentials',
    params: Nothing,
    query: ChannelQuery,
    body: PartyImport,
    reply: { status: 201, location: PARTY_PATH, description: 'Registered', schema: PartyReceipt },
    handle: async ({ query: { channel: name }, body, operator, commandId, seed }) => {
      const { presentation, keys, thresholds, guardianship } = body;
      const channel = services.channel(name);
      try {
        const verified = await presentedCredential(services, channel, presentation, commandId);
        if (!keys.some(({ key }) => keyIdOf(key) === keyIdOf(verified.holderKey))) {
          refuseCredential('the bound key among the keys enrolled');
        }
        const evidence = { issuer: String(namedIssuer(presentation).issuer), presentation: sha256Hex(presentation) };
        const { kind, person } = subjectOf(verified.claims);
        const registration = stated({ kind, keys, thresholds, guardianship });
        const command = { operator: operator.id, commandId, seed };
        return await takeOn(services, name, { person: { ...person, evidence }, registration }, command);
      } catch (error) {
        throw error instanceof DomainError ? domainProblem(error) : error;
      }
    },
  });
}

/** Who the subject of a credential is; what is not of the record is left out. */
function subjectOf({ credentialSubject }: JsonRecord): { readonly kind: string; readonly person: JsonRecord } {
  const subject = isJsonRecord(credentialSubject) ? credentialSubject : refuseCredential('a subject');
  const { name, address, country, birthDate, email, kind } = subject;
  if (name === undefined || address === undefined || country === undefined) {
    return refuseCredential('name, address and country shown');
  }
  return {
    kind: kind === 'entity' ? 'entity' : 'person',
    person: stated({ name, address, country, birthDate, email }),
  };
}
