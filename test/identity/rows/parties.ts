import { expect } from '@jest/globals';
import { keyIdOf } from '@scrip/model';
import { newSecret, p256Signer } from '@scrip/signing';
import type { Expectation } from '../../evidence/expectation.js';
import { CIRRUS, DELTA } from '../../support/consortium.js';
import type { MarketScene } from '../../support/market-scene.js';

const ONE_EACH = { authentication: 1, instruction: 1, assertion: 1 };

/** One record for everybody, and the keys by which they act. */
export const PARTY_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 1,
    expects: 'one identity across assets and issuers',
    allowed: {
      case: 'one party holds two securities under one record',
      run: async (scene) => {
        const holder = await scene.managed('Ida One');
        for (const index of [0, 1]) await scene.issue(await scene.security(index), holder, '5');
        const { items } = await scene.at(CIRRUS).holdings(holder);
        expect(items.map(({ units }) => units)).toEqual(['5', '5']);
      },
    },
    refused: {
      case: 'a second record under the key of the first',
      run: async (scene) => {
        const { signer } = await scene.keyed('Ian One');
        const keys = await scene.enrolled(signer);
        await scene.managed('Another Ian').then(async (partyId) => {
          const body = { act: { sequence: 0, add: keys, revoke: [] } };
          await scene.refused('KEY_EXISTS', () => scene.at(CIRRUS).parties.changeKeys(partyId, body));
        });
      },
    },
  },
  {
    row: 2,
    expects: 'keys by purpose, rotation, multi-sign, recovery',
    allowed: {
      case: 'two guardians recover a lost key; the old one is revoked',
      run: async (scene) => {
        const guardians = [await scene.keyed('Gus Two'), await scene.keyed('Gwen Two'), await scene.keyed('Gil Two')];
        const guardianship = { guardians: guardians.map(({ partyId }) => partyId), threshold: 2, delayDays: 1 };
        const lost = await scene.keyed('Lea Two', { guardianship });
        const signer = p256Signer(newSecret());
        const act = { sequence: 0, keys: await scene.enrolled(signer, { thresholds: ONE_EACH }), thresholds: ONE_EACH };
        const request = await scene.signed('party:requestRecovery', lost, act, ...guardians.slice(0, 2));
        const { effectiveOn } = await scene.at(CIRRUS).parties.requestRecovery(lost.partyId, request);
        expect(effectiveOn).toBe(scene.day(1));
        const { party } = await scene.at(CIRRUS).parties.get(lost.partyId);
        expect(party.recovery).toMatchObject({ effectiveOn });
      },
    },
    refused: {
      case: 'a key that was rotated out signs nothing more',
      run: async (scene) => {
        const old = await scene.keyed('Rob Two');
        const signer = p256Signer(newSecret());
        const rotation = { sequence: 0, add: await scene.enrolled(signer), revoke: [keyIdOf(old.signer.key)] };
        const signed = await scene.signed('party:changeKeys', old, rotation, old);
        await scene.at(CIRRUS).parties.changeKeys(old.partyId, signed);
        const next = { sequence: 1, add: [], revoke: [], thresholds: ONE_EACH };
        const byOld = await scene.signed('party:changeKeys', old, next, old);
        await scene.refused('KEY_UNKNOWN', () => scene.at(CIRRUS).parties.changeKeys(old.partyId, byOld));
        const byNew = await scene.signed('party:changeKeys', old, next, { ...old, signer });
        await scene.at(CIRRUS).parties.changeKeys(old.partyId, byNew);
      },
    },
  },
  {
    row: 14,
    expects: 'signatures bound to network, purpose and time',
    allowed: {
      case: 'a statement for this network, purpose and day',
      run: async (scene) => {
        const person = await scene.keyed('Nia Bound');
        const act = { sequence: 0, add: [], revoke: [], thresholds: ONE_EACH };
        const signed = await scene.signed('party:changeKeys', person, act, person);
        expect((await scene.at(CIRRUS).parties.changeKeys(person.partyId, signed)).sequence).toBe(1);
        await scene.refused('SEQUENCE_STALE', () => scene.at(CIRRUS).parties.changeKeys(person.partyId, signed));
      },
    },
    refused: {
      case: 'the same statement for another network, channel, purpose or day',
      run: async (scene) => {
        const person = await scene.keyed('Ned Bound');
        const act = { sequence: 0, add: [], revoke: [], thresholds: ONE_EACH };
        const elsewhere = Object.create(scene, {
          ledger: { value: { ...scene.ledger, network: 'another-network' } },
        }) as typeof scene;
        const otherChannel = Object.create(scene, {
          ledger: { value: { ...scene.ledger, channel: 'placements' } },
        }) as typeof scene;
        const later = Object.create(scene, {
          validity: { value: { validFrom: scene.day(1), validUntil: scene.day(2) } },
        }) as typeof scene;
        for (const [there, purpose, code] of [
          [elsewhere, 'party:changeKeys', 'SIGNATURE_INVALID'],
          [otherChannel, 'party:changeKeys', 'SIGNATURE_INVALID'],
          [scene, 'party:cancelRecovery', 'SIGNATURE_INVALID'],
          [later, 'party:changeKeys', 'STATEMENT_NOT_CURRENT'],
        ] as const) {
          const signed = await there.signed(purpose, person, act, person);
          await scene.refused(code, () => scene.at(CIRRUS).parties.changeKeys(person.partyId, signed));
        }
      },
    },
  },
  {
    row: 13,
    expects: 'death, insolvency, incapacity, minority',
    allowed: {
      case: 'a restricted party keeps its holding and acts again once it is restored',
      run: async (scene) => {
        const person = await scene.keyed('Max Minor');
        for (const reason of ['minority', 'incapacity', 'insolvency', 'death'] as const) {
          const body = { reason, document: 'a'.repeat(64) };
          await scene.approve(CIRRUS, scene.at(CIRRUS).parties.restrict(person.partyId, body));
          const { party } = await scene.at(CIRRUS).parties.get(person.partyId);
          expect(JSON.stringify(party)).not.toContain(reason);
          await scene.approve(CIRRUS, scene.at(CIRRUS).parties.restore(person.partyId));
        }
        const { party } = await scene.at(CIRRUS).parties.get(person.partyId);
        expect(party.restrictions).toEqual([]);
      },
    },
    refused: {
      case: 'a restricted party signs nothing, while one of several restrictions is left',
      run: async (scene) => {
        const person = await scene.keyed('Ines Insolvent');
        const body = { reason: 'insolvency' as const, document: 'b'.repeat(64) };
        for (const by of [CIRRUS, DELTA]) await scene.approve(by, scene.at(by).parties.restrict(person.partyId, body));
        await scene.refused('AUTHORITY_DENIED', () =>
          scene.at(CIRRUS).parties.restore(person.partyId, { imposedBy: DELTA }),
        );
        await scene.approve(CIRRUS, scene.at(CIRRUS).parties.restore(person.partyId));
        const act = { sequence: 3, add: [], revoke: [], thresholds: ONE_EACH };
        const signed = await scene.signed('party:changeKeys', person, act, person);
        await scene.refused('PARTY_RESTRICTED', () => scene.at(CIRRUS).parties.changeKeys(person.partyId, signed));
      },
    },
  },
];
