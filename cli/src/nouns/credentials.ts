import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  isJsonRecord,
  keyId,
  keyIdOf,
  namedIssuer,
  PARTY_CREDENTIAL,
  plainKey,
  type CredentialStatus,
  type PlainKey,
  publicKey,
  verifyCredential,
  verifyPresentation,
} from '@scrip/model';
import { fieldsOf, presentCredential } from '@scrip/signing';
import { EXIT } from '../command/exit-code.js';
import { anyText, argument, by, option, required, several, wholeNumber } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { readText } from '../input/body.js';
import { readKeyFile } from '../keys/key-file.js';
import { done, proposed, showList, showRecord } from '../output/shows.js';
import { facts } from '../output/table.js';
import { statusIn, statusPlace, type StatusPlace } from './credential-status.js';
import { writePrivately } from '../profile/profiles.js';
import { messageOf } from '../output/message-of.js';

const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

const FILE = argument('file', 'the credential, - for standard input', anyText);
const ISSUER_KEY = required(
  '--issuer-key <file>',
  'public key of the issuer: PEM, a JSON Web Key, or the DID document of the issuer',
  anyText,
);

/** A public key from a file: of a DID document, the key that the credential names. @throws UsageError */
function readPublicKey(path: string, wanted?: unknown): PlainKey {
  const text = readFile(path);
  try {
    if (text.includes('-----BEGIN')) return toKey(createPublicKey(text).export({ format: 'jwk' }));
    const value: unknown = JSON.parse(text);
    return toKey(isJsonRecord(value) && 'verificationMethod' in value ? methodOf(value, wanted) : value);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} holds no public key of a known kind`, 'Ed25519 or P-256: PEM, JWK or DID document');
  }
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`);
  }
}

/** The members that define a key; others, such as `kid`, say nothing about it. */
function toKey(value: unknown): PlainKey {
  if (!isJsonRecord(value)) throw new Error('not a key');
  const { kty, crv, x, y } = value;
  return plainKey(publicKey(kty === 'OKP' ? { kty, crv, x } : { kty, crv, x, y }, ''));
}

function methodOf(document: Readonly<Record<string, unknown>>, wanted: unknown): unknown {
  const methods: readonly unknown[] = Array.isArray(document['verificationMethod'])
    ? document['verificationMethod']
    : [];
  const found = methods.filter(isJsonRecord).find(({ id }) => id === wanted);
  if (found !== undefined) return found['publicKeyJwk'];
  throw new UsageError(
    `the DID document has no key ${String(wanted)}`,
    'it is another issuer’s, or the key was replaced',
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What is known of whether the credential still counts; without a list, where it is seen. */
function statusLine(place: StatusPlace | undefined, status: CredentialStatus | undefined): string {
  if (status !== undefined) return `${status}, by the status list of the issuer`;
  if (place === undefined) return 'it names no status list: it counts until it expires';
  return `not asked: entry ${place.index} of ${place.uri}, which --status-list takes as a file`;
}

const verify = verb({
  name: 'verify',
  kind: 'local',
  summary: 'Check a credential (SD-JWT VC) on this machine: signature of the issuer, times, disclosed fields',
  example: 'mara.sd-jwt --issuer-key cirrus.did.json',
  args: { file: FILE },
  options: {
    issuerKey: ISSUER_KEY,
    audience: option('--audience <name>', 'with --nonce: check a presentation, made for this verifier', anyText),
    nonce: option('--nonce <nonce>', 'the challenge that it answers', anyText),
    statusList: option(
      '--status-list <file>',
      'status list of the issuer, as its address answers: whether it still counts',
      anyText,
    ),
    maxAge: option('--max-age <seconds>', 'how old a presentation may be (else 300)', wholeNumber),
  },
  run: async (call, { file, issuerKey, audience, nonce, statusList, maxAge = 300 }) => {
    if ((audience === undefined) !== (nonce === undefined))
      throw new UsageError('--audience and --nonce belong together');
    const text = (await readText(file, call)).trim();
    const named = namedIssuer(text);
    const key = readPublicKey(issuerKey, named.keyId);
    const challenge =
      audience === undefined || nonce === undefined ? undefined : { audience, nonce, ageSecondsMax: maxAge };
    const verified =
      challenge === undefined
        ? verifyCredential(text, key, nowSeconds())
        : verifyPresentation(text, key, challenge, nowSeconds());
    const place = statusPlace(verified.claims);
    const status =
      statusList === undefined || place === undefined
        ? undefined
        : statusIn((await readText(statusList, call)).trim(), place, key, nowSeconds());
    const counts = status === undefined || status === 'valid';
    const { credentialSubject, exp } = verified.claims;
    const subject = isJsonRecord(credentialSubject) ? credentialSubject : {};
    const holder = keyIdOf(verified.holderKey);
    const bound = challenge === undefined ? 'not asked: only a presentation shows who has it' : 'shown by its holder';
    return {
      reply: {
        valid: counts,
        ...(status === undefined ? {} : { status }),
        issuer: named.issuer,
        issuerKey: named.keyId,
        holderKey: holder,
        claims: verified.claims,
      },
      lines: [
        counts ? 'The credential is valid.' : `The credential was valid and is ${status} now.`,
        ...facts([
          ['issuer', textOf(named.issuer)],
          ['valid until', typeof exp === 'number' ? new Date(exp * 1_000).toISOString() : undefined],
          ['holder key', holder],
          ['holder', bound],
          ['status', statusLine(place, status)],
          ...Object.entries(subject).map(([name, value]) => [name, textOf(value)] as const),
        ]),
      ],
      exitCode: counts ? EXIT.done : EXIT.refused,
    };
  },
});

const show = verb({
  name: 'show',
  kind: 'local',
  summary: 'Show who issued a credential and which fields can be shown, without checking it',
  example: 'mara.sd-jwt',
  args: { file: FILE },
  options: {},
  run: async (call, { file }) => {
    const text = (await readText(file, call)).trim();
    const { issuer, keyId: issuerKey } = namedIssuer(text);
    const fields = fieldsOf(text);
    return showRecord({ issuer, issuerKey, fields }, [
      ['issuer', textOf(issuer)],
      ['issuer key', textOf(issuerKey)],
      ['fields', fields],
      ['checked', 'no: scrip credentials verify'],
    ]);
  },
});

const present = verb({
  name: 'present',
  kind: 'local',
  summary: 'Show chosen fields of a credential to one verifier, once, with the key of its holder',
  example:
    'mara.sd-jwt --field name --field country --audience CirrusMSP --nonce 4f0c --key mara.pem --out shown.sd-jwt',
  args: { file: FILE },
  options: {
    fields: several('--field <name>', 'a field to show; all others stay hidden', anyText),
    audience: required('--audience <name>', 'the verifier, as its challenge names it', anyText),
    nonce: required('--nonce <nonce>', 'the challenge of the verifier', anyText),
    key: required('--key <file>', 'private key (PEM) of the holder', anyText),
    out: option('--out <file>', 'write the presentation there (else it is printed)', anyText),
  },
  run: async (call, { file, fields, audience, nonce, key, out }) => {
    const text = (await readText(file, call)).trim();
    const unknown = fields.filter((name) => !fieldsOf(text).includes(name));
    if (unknown.length > 0) throw new UsageError(`--field: the credential has no ${unknown.join(', ')}`);
    const presentation = await presentCredential(text, fields, { audience, nonce }, nowSeconds(), readKeyFile(key));
    const reply = { presentation, audience, fields };
    if (out === undefined) return { reply, lines: [presentation] };
    writePrivately(out, `${presentation}\n`);
    return {
      reply,
      lines: [`A presentation for ${audience} is in ${out}; it shows: ${fields.join(', ') || 'no field'}.`],
    };
  },
});

const challenge = verb({
  name: 'challenge',
  kind: 'command',
  summary: 'Get a challenge for one presentation, before a party is taken on by a credential',
  example: '',
  args: {},
  options: {},
  run: async (call) => {
    const reply = await call.client.presentationChallenge(call.keyed);
    return showRecord(reply, [
      ['audience', reply.audience],
      ['nonce', reply.nonce],
      ['until', reply.expiresAt],
    ]);
  },
});

/** Credentials on this machine. */
export const CREDENTIALS: Noun = {
  name: 'credentials',
  summary: 'Credentials of parties: checked and presented on this machine',
  verbs: [verify, show, present, challenge],
};

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List issuers elsewhere whose credentials count or counted here',
  example: '',
  args: {},
  options: {},
  run: async (call) =>
    showList(
      await call.client.credentialIssuers(call.channel),
      [
        { heading: 'issuer', cell: ({ issuer }) => issuer },
        { heading: 'type', cell: ({ credentialType }) => credentialType },
        { heading: 'adopted', cell: ({ adoptedOn, adoptedBy }) => `${adoptedOn} by ${adoptedBy}` },
        { heading: 'ended', cell: ({ endedOn }) => endedOn },
        { heading: 'key id', cell: (row) => row.keyId },
      ],
      'No issuer was adopted.',
    ),
});

const showIssuer = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show an issuer elsewhere by one of its keys',
  example: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  args: { keyId: argument('key-id', 'thumbprint of the key', by(keyId)) },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.credentialIssuer(given.keyId, call.channel);
    return showRecord(reply, [
      ['issuer', reply.issuer],
      ['type', reply.credentialType],
      ['key id', reply.keyId],
      ['public key', JSON.stringify(reply.key)],
      ['adopted', `${reply.adoptedOn} by ${reply.adoptedBy}`],
      ['ended', reply.endedOn],
    ]);
  },
});

const adopt = verb({
  name: 'adopt',
  kind: 'proposal',
  summary: 'Propose to adopt a key of an issuer elsewhere (regulator)',
  example: '--issuer did:web:bank.example --issuer-key bank.pem',
  args: {},
  options: {
    issuer: required('--issuer <name>', 'who issues, as its credentials say (iss)', anyText),
    issuerKey: required('--issuer-key <file>', 'its public key: PEM or a JSON Web Key', anyText),
    type: option('--type <vct>', `type of credential that counts (else ${PARTY_CREDENTIAL})`, anyText),
  },
  run: async (call, { issuer, issuerKey, type = PARTY_CREDENTIAL }) => {
    const body = { issuer, key: readPublicKey(issuerKey), credentialType: type };
    return proposed(await call.client.adoptCredentialIssuer(body, await call.signed('credential:adoptIssuer', body)));
  },
});

const end = verb({
  name: 'end',
  kind: 'command',
  summary: 'End the adoption of a key for good (regulator)',
  example: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  args: { keyId: argument('key-id', 'thumbprint of the key', by(keyId)) },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.endCredentialIssuer(given.keyId, call.command);
    return done(reply, `Credentials under key ${given.keyId} count no more since ${reply.endedOn}.`);
  },
});

/** Issuers elsewhere. */
export const CREDENTIAL_ISSUERS: Noun = {
  name: 'credential-issuers',
  summary: 'Issuers elsewhere whose credentials count here',
  verbs: [list, showIssuer, adopt, end],
};
