import { expect } from '@jest/globals';
import { keyIdOf, parseToken, PARTY_CREDENTIAL, partyCredentialPayload, plainKey, type JsonRecord } from '@scrip/model';
import { ed25519Signer, fieldsOf, issueCredential, newSecret, p256Signer, presentCredential } from '@scrip/signing';
import { randomBytes } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { CIRRUS, DELTA } from '../../support/consortium.js';
import type { Expectation } from '../../evidence/expectation.js';
import type { MarketScene, KeyedPerson } from '../../support/market-scene.js';

const ORGANISATION = {
  name: 'Cirrus Custody',
  address: { line1: '2 Sample Quay', city: 'Dublin', postalCode: 'D02 X286', country: 'IE' },
  country: 'IE',
};

/** Registers Cirrus as an issuer, once, and has its own key adopted as that of an issuer elsewhere. */
async function issuerOf(scene: MarketScene): Promise<void> {
  const cirrus = scene.at(CIRRUS);
  const { partyId } = await cirrus.registerOrganisation(ORGANISATION, { idempotencyKey: 'organisation-of-cirrus' });
  const { party } = await cirrus.parties.get(partyId);
  const [key] = party.keyring.keys;
  if (key === undefined) throw new Error('the organisation has no key');
  const body = { issuer: party.did, key: plainKey(key.key), credentialType: PARTY_CREDENTIAL };
  await scene.once('the adopted key of Cirrus', () =>
    scene.approve(DELTA, scene.at(DELTA).adoptCredentialIssuer(body)),
  );
}

/** Somebody presents a credential of Cirrus, with new keys to be enrolled. */
async function presented(
  scene: MarketScene,
  person: KeyedPerson,
  nonce: string,
  fields: readonly string[],
): Promise<string> {
  const { credential } = await scene.at(CIRRUS).partyCredential(person.partyId, 'the holder moves');
  const now = Math.floor(Date.now() / 1_000);
  return presentCredential(credential, fields, { audience: CIRRUS, nonce }, now, person.signer);
}

/** A bank of another network issues a credential; its holder is taken on by it, under the key that it binds. */
async function importElsewhere(scene: MarketScene): Promise<void> {
  const [bank, holder] = [p256Signer(newSecret()), ed25519Signer(newSecret())];
  const issuer = 'did:web:bank.example';
  const adoption = { issuer, key: bank.key, credentialType: PARTY_CREDENTIAL };
  await scene.approve(DELTA, scene.at(DELTA).adoptCredentialIssuer(adoption));
  const issuedAt = Math.floor(Date.now() / 1_000);
  const fields = {
    name: 'Ute Umzug',
    country: 'DE',
    address: { ...ORGANISATION.address, country: 'DE' },
    tier: 'gold',
  };
  const said = { issuer, subject: 'did:web:bank.example:ute', holderKey: plainKey(holder.key), issuedAt, fields };
  const made = partyCredentialPayload({ ...said, expiresAt: issuedAt + 600 }, () =>
    randomBytes(16).toString('base64url'),
  );
  const credential = await issueCredential(made, `${issuer}#1`, bank);
  const cirrus = scene.at(CIRRUS);
  const { nonce, audience } = await cirrus.presentationChallenge();
  const shown = ['name', 'country', 'address'];
  const presentation = await presentCredential(credential, shown, { audience, nonce }, issuedAt, holder);
  const keys = await scene.enrolled(holder);
  const { partyId } = await cirrus.importParty({ presentation, keys });
  const { record } = await cirrus.parties.personalRecord(partyId, 'test of the import');
  expect(record).toMatchObject({ name: 'Ute Umzug', country: 'DE', evidence: { issuer } });
  expect((await cirrus.parties.ofKey(keyIdOf(holder.key))).party.partyId).toBe(partyId);
  await scene.refused('CHALLENGE_NOT_OPEN', () => cirrus.importParty({ presentation, keys }));
  const retention = { purpose: 'custody account', basis: 'contract' as const };
  const moved = { name: 'Ute Umzug', country: 'AT', address: ORGANISATION.address, retention };
  await cirrus.parties.amendPersonalRecord(partyId, moved);
  const amended = await cirrus.parties.personalRecord(partyId, 'test of the amendment');
  expect(amended.record).toMatchObject({ country: 'AT', evidence: { issuer } });
}

/** What the list that a credential names says of it, to somebody without a key of the gateway. */
async function statusOf(credential: string): Promise<number> {
  const payloadOf = (token = ''): JsonRecord => parseToken(token).payload;
  const { idx, uri } = (payloadOf(credential.split('~')[0])['status'] as { status_list: { idx: number; uri: string } })
    .status_list;
  const { lst } = payloadOf(await (await fetch(uri)).text())['status_list'] as { lst: string };
  return ((inflateSync(Buffer.from(lst, 'base64url'))[idx >> 2] ?? 0) >> ((idx & 3) * 2)) & 3;
}

/** A credential counts until the record that it repeats is amended. */
async function statusFollows(scene: MarketScene, { partyId }: KeyedPerson): Promise<void> {
  const cirrus = scene.at(CIRRUS);
  const { credential } = await cirrus.partyCredential(partyId, 'a credential to be checked');
  expect(await statusOf(credential)).toBe(0);
  const retention = { purpose: 'custody account', basis: 'contract' as const, startsOn: scene.today };
  await cirrus.parties.amendPersonalRecord(partyId, { ...ORGANISATION, name: 'Paul Portable', retention });
  expect(await statusOf(credential)).toBe(1);
}

/** A credential of an adopted issuer, but of a type that was not adopted. */
async function otherType(scene: MarketScene): Promise<void> {
  const [bank, holder] = [p256Signer(newSecret()), ed25519Signer(newSecret())];
  const issuer = 'https://library.example';
  const adoption = { issuer, key: bank.key, credentialType: 'urn:example:reader' };
  await scene.approve(DELTA, scene.at(DELTA).adoptCredentialIssuer(adoption));
  const issuedAt = Math.floor(Date.now() / 1_000);
  const fields = { name: 'Rita Reader', country: 'DE', address: ORGANISATION.address };
  const said = { issuer, subject: `${issuer}/rita`, holderKey: plainKey(holder.key), issuedAt, fields };
  const made = partyCredentialPayload({ ...said, expiresAt: issuedAt + 600 }, () =>
    randomBytes(16).toString('base64url'),
  );
  const credential = await issueCredential(made, `${issuer}#1`, bank);
  const { nonce, audience } = await scene.at(CIRRUS).presentationChallenge();
  const presentation = await presentCredential(credential, Object.keys(fields), { audience, nonce }, issuedAt, holder);
  const keys = await scene.enrolled(holder);
  await scene.refused('CREDENTIAL_INVALID', () => scene.at(CIRRUS).importParty({ presentation, keys }));
}

/** Identity that people take along. */
export const PORTABLE_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 6,
    expects: 'portable in and out: VC 2.0, SD-JWT',
    allowed: {
      case: 'a credential is exported and shows chosen fields only; one of another network is imported',
      run: async (scene) => {
        await issuerOf(scene);
        const person = await scene.keyed('Paul Portable', { birthDate: '1990-02-03' });
        const { credential } = await scene.at(CIRRUS).partyCredential(person.partyId, 'the holder asked');
        expect([...fieldsOf(credential)].sort()).toEqual(['address', 'birthDate', 'country', 'kind', 'name']);
        const text = await presented(scene, person, 'n', ['name']);
        expect(text.split('~')).toHaveLength(3);
        await statusFollows(scene, person);
        const { items } = await scene.at(CIRRUS).parties.accessReport(person.partyId);
        expect(items.map(({ purpose }) => purpose)).toEqual([
          ...['a credential to be checked', 'the holder moves', 'the holder asked'],
        ]);
        await importElsewhere(scene);
      },
    },
    refused: {
      case: 'an import without an open challenge, or by a key that the credential does not bind',
      run: async (scene) => {
        await issuerOf(scene);
        const person = await scene.keyed('Petra Portable');
        const keys = await scene.enrolled(person.signer);
        const invented = await presented(scene, person, 'invented', ['name', 'address', 'country']);
        await scene.refused('CHALLENGE_NOT_OPEN', () => scene.at(CIRRUS).importParty({ presentation: invented, keys }));
        await otherType(scene);
        const { nonce } = await scene.at(CIRRUS).presentationChallenge();
        const stranger = await scene.keyed('Stranger');
        const presentation = await presented(scene, person, nonce, ['name', 'address', 'country']);
        const others = await scene.enrolled(stranger.signer);
        await scene.refused('CREDENTIAL_INVALID', () => scene.at(CIRRUS).importParty({ presentation, keys: others }));
      },
    },
  },
];
