import {
  DomainError,
  isJsonRecord,
  keyIdOf,
  namedIssuer,
  parseSdJwt,
  parseToken,
  refuseCredential,
  sha256Hex,
  verifyPresentation,
  type Challenge,
  type JsonRecord,
  type PublicKey,
  type VerifiedCredential,
} from '@scrip/model';
import { z } from 'zod';
import type { ChannelServices, Services } from '../../services.js';
import { CHALLENGE_SECONDS } from '../../operations/presentation-challenges.js';
import { domainProblem } from '../ledger-problems.js';
import { Problem } from '../problem.js';
import { route, type Route } from '../route.js';
import {
  CredentialIssuer,
  CredentialIssuers,
  NewCredentialIssuer,
  PartyImport,
  PresentationChallenge,
} from '../schemas/credential.js';
import { BusinessDate, ChannelQuery, Nothing, receipt } from '../schemas/fields.js';
import { PartyReceipt } from '../schemas/party.js';
import { KeyId } from '../schemas/signature.js';
import { stated } from '../stated.js';
import { commandRoute, proposalRoute } from './command-route.js';
import { PARTY_PATH, takeOn } from './take-on.js';

/** Routes by which a party brings its identity along: issuers whose word counts here, challenges, and the import. */
export const partyImportRoutes = (services: Services): readonly Route[] => [
  adoptIssuer(services),
  endIssuer(services),
  listIssuers(services),
  getIssuer(services),
  makeChallenge(services),
  importParty(services),
];

const adoptIssuer = (services: Services): Route =>
  proposalRoute(services, {
    path: '/v1/credential-issuers',
    operationId: 'adoptCredentialIssuer',
    summary: 'Propose to adopt a key of an issuer elsewhere, whose credentials count here from now on (regulator)',
    tag: 'Credentials',
    params: Nothing,
    body: NewCredentialIssuer,
    command: 'credential:adoptIssuer',
    bodyOf: ({ body }) => stated(body),
  });

const endIssuer = (services: Services): Route =>
  commandRoute(services, {
    path: '/v1/credential-issuers/{keyId}/end',
    operationId: 'endCredentialIssuer',
    summary: 'End the adoption of a key for good (regulator)',
    tag: 'Credentials',
    params: z.strictObject({ keyId: KeyId }),
    body: Nothing,
    reply: { description: 'Ended', schema: z.strictObject({ keyId: KeyId, endedOn: BusinessDate, ...receipt }) },
    command: 'credential:endIssuer',
    bodyOf: ({ params: { keyId } }) => ({ keyId }),
  });

function listIssuers(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/credential-issuers',
    operationId: 'listCredentialIssuers',
    summary: 'Issuers elsewhere whose credentials count or counted here',
    tag: 'Credentials',
    params: Nothing,
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The issuers', schema: CredentialIssuers },
    handle: async ({ query }) => {
      const channel = services.channel(query.channel);
      return { status: 200, body: { asOf: channel.queries.asOf(), items: await adoptedIssuers(channel) } };
    },
  });
}

function getIssuer(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/credential-issuers/{keyId}',
    operationId: 'getCredentialIssuer',
    summary: 'An issuer elsewhere by its key, ended ones too',
    tag: 'Credentials',
    params: z.strictObject({ keyId: KeyId }),
    query: ChannelQuery,
    body: Nothing,
    reply: { status: 200, description: 'The issuer', schema: CredentialIssuer },
    handle: async ({ params: { keyId }, query }) => {
      const issuers = await adoptedIssuers(services.channel(query.channel));
      const issuer = issuers.find((each) => each.keyId === keyId);
      if (issuer === undefined) throw Problem.of('CREDENTIAL_ISSUER_NOT_FOUND');
      return { status: 200, body: issuer };
    },
  });
}

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
        const verified = await verify(services, channel, presentation, commandId);
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

/** Verifies a presentation by an adopted key of the issuer that it names. @throws {DomainError} {Problem} */
async function verify(
  services: Services,
  channel: ChannelServices,
  presentation: string,
  commandId: string,
): Promise<VerifiedCredential> {
  const issuers = await issuersNamed(channel, namedIssuer(presentation));
  const nonce = nonceOf(presentation);
  if (!(await services.challenges.use(nonce, commandId))) throw Problem.of('CHALLENGE_NOT_OPEN');
  const challenge = { audience: services.mspId, nonce, ageSecondsMax: CHALLENGE_SECONDS };
  return verifyByAny(presentation, issuers, challenge);
}

/** Verifies by the first of the keys that fits; the refusal is that of the last. */
function verifyByAny(presentation: string, issuers: readonly Issuer[], challenge: Challenge): VerifiedCredential {
  const now = Math.floor(Date.now() / 1_000);
  let refusal = new DomainError('CREDENTIAL_ISSUER_UNKNOWN');
  for (const { key, credentialType } of issuers) {
    try {
      const verified = verifyPresentation(presentation, key, challenge, now);
      return verified.claims['vct'] === credentialType ? verified : refuseCredential('a type that was adopted');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

/** The challenge that a presentation answers, before it is trusted. */
function nonceOf(presentation: string): string {
  const { keyBinding } = parseSdJwt(presentation);
  const nonce = keyBinding === undefined ? undefined : parseToken(keyBinding).payload['nonce'];
  return typeof nonce === 'string' ? nonce : refuseCredential("the holder's token");
}

const AdoptedIssuer = z.looseObject({
  keyId: z.string(),
  key: z.custom<PublicKey>(isJsonRecord),
  issuer: z.string(),
  credentialType: z.string(),
  endedOn: z.string().optional(),
});

type Issuer = z.infer<typeof AdoptedIssuer>;

async function adoptedIssuers({ ledger }: ChannelServices): Promise<readonly Issuer[]> {
  const answer = await ledger.evaluate('credential:issuers');
  return z.object({ issuers: z.array(AdoptedIssuer) }).parse(answer).issuers;
}

/** Adopted keys of an issuer that are in force: the one that the credential names, or all where it names none. */
async function issuersNamed(
  channel: ChannelServices,
  { issuer, keyId }: { readonly issuer: unknown; readonly keyId: unknown },
): Promise<readonly Issuer[]> {
  const inForce = (await adoptedIssuers(channel)).filter(
    (each) => each.issuer === issuer && each.endedOn === undefined,
  );
  const named = typeof keyId === 'string' ? inForce.filter((each) => keyId.endsWith(each.keyId)) : [];
  return named.length > 0 ? named : inForce;
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
