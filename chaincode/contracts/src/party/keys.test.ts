import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson, keyIdOf, sha256Hex, type Thresholds } from '@scrip/model';
import { refusalOfCall, type Channel } from '../test-support/channel.js';
import { enrolled, signerOf, takeOnKeyed, type KeyedParty } from '../test-support/keyed-party.js';
import { advanceTo, CUSTODIAN, holderOf, openedChannel, REGISTRAR, REGULATOR } from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const LEI_OF_REGISTRAR = '529900T8BM49AURSDO55';
let channel: Channel;
let ada: KeyedParty;

beforeEach(async () => {
  channel = await openedChannel();
  ada = await takeOnKeyed(channel, 'Ada', ['phone']);
});

const idOf = (label: string): string => keyIdOf(signerOf(label).key);
const change = (body: unknown): ReturnType<Channel['submit']> => channel.submit(CUSTODIAN, 'party:changeKeys', body);
const advance = (date: string): Promise<unknown> => advanceTo(channel, date);

const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

describe('keys', () => {
  test('are changed by the signature of the party, and the old one is refused afterwards', async () => {
    const act = { partyId: ada.partyId, sequence: 0, add: await enrolled(['p256-laptop']), revoke: [idOf('phone')] };
    const { events } = await change(await ada.sign('party:changeKeys', act));
    expect(events).toMatchObject([{ type: 'PartyKeysChanged', party: { sequence: 1 } }]);
    const next = { partyId: ada.partyId, sequence: 1, add: await enrolled(['tablet']), revoke: [] };
    const byOld = await ada.sign('party:changeKeys', next, 'phone');
    expect(await refused(() => change(byOld))).toBe('KEY_UNKNOWN');
    await change(await ada.sign('party:changeKeys', next, 'p256-laptop'));
    expect(await channel.evaluate(REGULATOR, 'party:get', [ada.partyId])).toMatchObject({
      keyring: { keys: [{ keyId: idOf('phone'), revokedOn: '2026-11-20' }, {}, { keyId: idOf('tablet') }] },
    });
  });

  test('a threshold asks for so many keys', async () => {
    const thresholds = { authentication: 2, instruction: 1, assertion: 1 };
    const act = {
      partyId: ada.partyId,
      sequence: 0,
      add: await enrolled(['laptop'], { thresholds }),
      revoke: [],
      thresholds,
    };
    await change(await ada.sign('party:changeKeys', act));
    const next = { partyId: ada.partyId, sequence: 1, add: await enrolled(['tablet']), revoke: [] };
    const byOne = await ada.sign('party:changeKeys', next, 'phone');
    expect(await refused(() => change(byOne))).toBe('SIGNATURES_INSUFFICIENT');
    await change(await ada.sign('party:changeKeys', next, 'phone', 'laptop'));
  });

  test.each<[string, (act: Record<string, unknown>) => Promise<unknown>, string]>([
    ['without a signature', (act) => Promise.resolve({ act }), 'SIGNATURES_INSUFFICIENT'],
    ['signed for another purpose', (act) => ada.sign('party:cancelRecovery', act), 'SIGNATURE_INVALID'],
    ['signed for another body', async (act) => tampered(await ada.sign('party:changeKeys', act)), 'SIGNATURE_INVALID'],
    ['signed by a key that is not enrolled', (act) => ada.sign('party:changeKeys', act, 'stranger'), 'KEY_UNKNOWN'],
    ['against an earlier state', (act) => ada.sign('party:changeKeys', { ...act, sequence: 7 }), 'SEQUENCE_STALE'],
    [
      'that leaves nobody to sign',
      (act) => ada.sign('party:changeKeys', { ...act, add: [], revoke: [idOf('phone')] }),
      'KEYS_TOO_FEW',
    ],
    [
      'that enrols a key again',
      async (act) => ada.sign('party:changeKeys', { ...act, add: await enrolled(['phone']) }),
      'KEY_EXISTS',
    ],
  ])('a change %s is refused', async (_, signed, code) => {
    const act = { partyId: ada.partyId, sequence: 0, add: await enrolled(['laptop']), revoke: [] };
    const body = await signed(act);
    expect(await refused(() => change(body))).toBe(code);
  });

  test('a statement counts only on the days for which it was signed', async () => {
    const act = { partyId: ada.partyId, sequence: 0, add: [], revoke: [], thresholds: thresholdsOf(1) };
    const body = await ada.sign('party:changeKeys', act);
    await advance('2026-12-19');
    expect(await refused(() => change(body))).toBe('STATEMENT_NOT_CURRENT');
  });

  test('are not changed through an organisation that did not take the party on', async () => {
    const act = { partyId: ada.partyId, sequence: 0, add: await enrolled(['laptop']), revoke: [] };
    const body = await ada.sign('party:changeKeys', act);
    expect(await refused(() => channel.submit(REGISTRAR, 'party:changeKeys', body))).toBe('AUTHORITY_DENIED');
  });

  test('belong to one party for ever, and only to who has them', async () => {
    expect((await refusalOfCall(takeOnKeyed(channel, 'Mal', ['phone']))).code).toBe('KEY_EXISTS');
    const [victim, thief] = [await enrolled(['victim']), await enrolled(['thief'])];
    const stolen = victim.map((key) => ({ ...key, possession: thief[0]?.possession }));
    const act = { partyId: ada.partyId, sequence: 0, add: stolen, revoke: [] };
    const body = await ada.sign('party:changeKeys', act);
    expect(await refused(() => change(body))).toBe('SIGNATURE_INVALID');
  });

  test('the first ones of a party without any are enrolled by its custodian', async () => {
    const bob = await takeOnKeyed(channel, 'Bob', []);
    await change({ act: { partyId: bob.partyId, sequence: 0, add: await enrolled(['bob']), revoke: [] } });
    const next = { act: { partyId: bob.partyId, sequence: 1, add: await enrolled(['bob-2']), revoke: [] } };
    expect(await refused(() => change(next))).toBe('SIGNATURES_INSUFFICIENT');
  });

  describe('that a holder agreed to', () => {
    const guardianship = (): object => ({ guardians: [ada.partyId], threshold: 1, delayDays: 1 });
    const additions: readonly [string, () => Promise<object>][] = [
      ['a key', async () => ({ keys: [...(await enrolled(['holder'])), ...(await enrolled(['custodian']))] })],
      ['a guardian', async () => ({ keys: await enrolled(['holder']), guardianship: guardianship() })],
      ['thresholds', async () => ({ keys: await enrolled(['holder']), thresholds: thresholdsOf(1) })],
    ];

    test.each(additions)('get from the custodian no %s beside them', async (_, added) => {
      const { keys: add, ...terms } = (await added()) as { keys: unknown };
      const { record, reference } = holderOf(CUSTODIAN, 'Hal');
      await channel.submit(CUSTODIAN, 'party:record', reference, { transient: { record } });
      const registration = { ...reference, kind: 'person', keys: add, ...terms };
      expect(await refused(() => channel.submit(CUSTODIAN, 'party:register', registration))).toBe('SIGNATURE_INVALID');
      const { partyId } = await takeOnKeyed(channel, 'Bob', []);
      const act = { partyId, sequence: 0, add, revoke: [], ...terms };
      expect(await refused(() => change({ act }))).toBe('SIGNATURE_INVALID');
    });

    test('find no guardian whom the custodian named before them', async () => {
      const { record, reference } = holderOf(CUSTODIAN, 'Hal');
      await channel.submit(CUSTODIAN, 'party:record', reference, { transient: { record } });
      const registration = { ...reference, kind: 'person', guardianship: guardianship() };
      expect(await refused(() => channel.submit(CUSTODIAN, 'party:register', registration))).toBe('FIELD_INVALID');
    });
  });
});

const thresholdsOf = (authentication: number): Thresholds => ({ authentication, instruction: 1, assertion: 1 });

function tampered(signed: unknown): unknown {
  const { act, authorisation } = signed as { act: Record<string, unknown>; authorisation: unknown };
  return { act: { ...act, thresholds: thresholdsOf(1) }, authorisation };
}

describe('recovery by guardians', () => {
  let guardians: readonly KeyedParty[];

  beforeEach(async () => {
    guardians = [
      await takeOnKeyed(channel, 'Gus', ['gus']),
      await takeOnKeyed(channel, 'Gil', ['gil']),
      await takeOnKeyed(channel, 'Gwen', ['gwen']),
    ];
    const guardianship = { guardians: guardians.map(({ partyId }) => partyId), threshold: 2, delayDays: 5 };
    const act = { partyId: ada.partyId, sequence: 0, add: [], revoke: [], guardianship };
    await change(await ada.sign('party:changeKeys', act));
  });

  /** Signed by the guardians with the numbers given. */
  const request = (...numbers: readonly number[]): Promise<unknown> => requestOf({}, ...numbers);

  async function requestOf(differing: object, ...numbers: readonly number[]): Promise<unknown> {
    const thresholds = thresholdsOf(1);
    const keys = await enrolled(['new-phone'], { thresholds });
    const act = { partyId: ada.partyId, sequence: 1, keys, thresholds, ...differing };
    const parts = await Promise.all(
      numbers.map(async (number) => (await guardians[number]?.sign('party:requestRecovery', act)) as Signed),
    );
    const signatures = parts.flatMap(({ authorisation }) => authorisation.signatures);
    return { act, authorisation: { ...parts[0]?.authorisation, signatures } };
  }
  interface Signed {
    readonly authorisation: { readonly signatures: readonly unknown[] };
  }
  const ask = (body: unknown): ReturnType<Channel['submit']> =>
    channel.submit(CUSTODIAN, 'party:requestRecovery', body);
  const complete = (): ReturnType<Channel['submit']> =>
    channel.submit(CUSTODIAN, 'party:completeRecovery', { partyId: ada.partyId });

  test('gives new keys after the delay; the old ones are suspended at once and refused for good', async () => {
    const { events } = await ask(await request(0, 2));
    expect(events).toMatchObject([{ type: 'RecoveryRequested', party: { recovery: { effectiveOn: '2026-11-25' } } }]);
    const act = { partyId: ada.partyId, sequence: 2, add: [], revoke: [], thresholds: thresholdsOf(1) };
    const byOld = await ada.sign('party:changeKeys', act);
    expect(await refused(() => change(byOld))).toBe('RECOVERY_PENDING');
    await advance('2026-11-24');
    expect(await refused(complete)).toBe('RECOVERY_NOT_DUE');
    await advance('2026-11-25');
    await complete();
    const after = { ...act, sequence: 3 };
    const byRevoked = await ada.sign('party:changeKeys', after);
    expect(await refused(() => change(byRevoked))).toBe('KEY_UNKNOWN');
    await change(await ada.sign('party:changeKeys', after, 'new-phone'));
  });

  test.each([
    ['one guardian where two are needed', () => request(1), 'GUARDIANS_TOO_FEW'],
    ['the party itself', () => byAda(), 'GUARDIANS_TOO_FEW'],
  ])('is not begun by %s', async (_, body, code) => {
    const request = await body();
    expect(await refused(() => ask(request))).toBe(code);
  });

  const byAda = async (): Promise<unknown> => {
    const thresholds = thresholdsOf(1);
    const act = { partyId: ada.partyId, sequence: 1, keys: await enrolled(['x'], { thresholds }), thresholds };
    return ada.sign('party:requestRecovery', act);
  };

  test('is refused at once when its keys could never be used', async () => {
    const [one, two] = [{ thresholds: thresholdsOf(1) }, { thresholds: thresholdsOf(2) }];
    const unreachable = await requestOf({ keys: await enrolled(['new-phone'], two), ...two }, 0, 1);
    expect(await refused(() => ask(unreachable))).toBe('KEYS_TOO_FEW');
    const mute = await requestOf({ keys: await enrolled(['mute'], one, ['authentication']) }, 0, 1);
    expect(await refused(() => ask(mute))).toBe('KEYS_TOO_FEW');
    const known = await requestOf({ keys: await enrolled(['phone'], one) }, 0, 1);
    expect(await refused(() => ask(known))).toBe('KEY_EXISTS');
  });

  test('is replaced by another one of the guardians, and the delay begins again', async () => {
    await ask(await request(0, 1));
    await advance('2026-11-24');
    const again = { sequence: 2, keys: await enrolled(['right-phone'], { thresholds: thresholdsOf(1) }) };
    const byOne = await requestOf(again, 2);
    expect(await refused(() => ask(byOne))).toBe('GUARDIANS_TOO_FEW');
    await ask(await requestOf(again, 0, 2));
    await advance('2026-11-26');
    expect(await refused(complete)).toBe('RECOVERY_NOT_DUE');
    await advance('2026-11-30');
    await complete();
    const act = { partyId: ada.partyId, sequence: 4, add: [], revoke: [], thresholds: thresholdsOf(1) };
    const bySuperseded = await ada.sign('party:changeKeys', act, 'new-phone');
    expect(await refused(() => change(bySuperseded))).toBe('KEY_UNKNOWN');
    await change(await ada.sign('party:changeKeys', act, 'right-phone'));
  });

  test('a guardian whose own keys are suspended does not count', async () => {
    const [gus] = guardians;
    await restrict(gus?.partyId ?? '');
    const body = await request(0, 1);
    expect(await refused(() => ask(body))).toBe('GUARDIANS_TOO_FEW');
  });

  test('is ended by the party, and the same request is worth nothing afterwards', async () => {
    const body = await request(0, 1);
    await ask(body);
    const objection = await ada.sign('party:cancelRecovery', { partyId: ada.partyId, sequence: 2 });
    await channel.submit(REGISTRAR, 'party:cancelRecovery', objection);
    expect(await refused(() => ask(body))).toBe('SEQUENCE_STALE');
    expect(await refused(complete)).toBe('RECOVERY_ABSENT');
    expect(await refused(() => channel.submit(CUSTODIAN, 'party:cancelRecovery', objection))).toBe('SEQUENCE_STALE');
  });

  test('a guardian must be another party with keys of its own', async () => {
    const managed = await takeOnKeyed(channel, 'Max', []);
    for (const guardian of [managed.partyId, ada.partyId]) {
      const guardianship = { guardians: [guardian], threshold: 1, delayDays: 1 };
      const act = { partyId: ada.partyId, sequence: 1, add: [], revoke: [], guardianship };
      const body = await ada.sign('party:changeKeys', act);
      expect(await refused(() => change(body))).toBe('GUARDIAN_UNFIT');
    }
  });
});

const reasonWith = (digit: string): string =>
  canonicalJson({ schema: 1, salt: 'b'.repeat(64), reason: 'incapacity', document: digit.repeat(64) });

/** Keeps the private reason of a restriction. @param digit - of the hash of its document */
async function recordReason(partyId: string, mspId: string, digit: string): Promise<object> {
  const reason = reasonWith(digit);
  const reference = { partyId, reasonHash: sha256Hex(reason) };
  await channel.submit(mspId, 'party:recordReason', reference, { transient: { reason } });
  return reference;
}

/** Restricts a party for a reason that stays private. */
async function restrict(partyId: string, mspId = CUSTODIAN): Promise<void> {
  const reference = await recordReason(partyId, mspId, 'c');
  const { events, writes } = await channel.submit(mspId, 'party:restrict', { ...reference, outlasting: [] });
  expect(JSON.stringify([events, writes])).not.toMatch(/incapacity/);
}

describe('capacity', () => {
  test('a restricted party changes nothing by its own keys until it is restored by who restricted it', async () => {
    await restrict(ada.partyId, REGULATOR);
    const act = { partyId: ada.partyId, sequence: 1, add: [], revoke: [], thresholds: thresholdsOf(1) };
    const body = await ada.sign('party:changeKeys', act);
    expect(await refused(() => change(body))).toBe('PARTY_RESTRICTED');
    const restore = (mspId: string) => () =>
      channel.submit(mspId, 'party:restore', { partyId: ada.partyId, imposedBy: REGULATOR });
    expect(await refused(restore(CUSTODIAN))).toBe('AUTHORITY_DENIED');
    await restore(REGULATOR)();
    await change(await ada.sign('party:changeKeys', { ...act, sequence: 2 }));
    expect(await refused(restore(REGULATOR))).toBe('PARTY_NOT_RESTRICTED');
  });

  test('the reason of a restriction is not replaced while it is in force', async () => {
    await restrict(ada.partyId, REGULATOR);
    const record = (mspId: string) => (): Promise<unknown> => recordReason(ada.partyId, mspId, 'd');
    expect(await refused(record(REGULATOR))).toBe('PARTY_RESTRICTED');
    await record(CUSTODIAN)();
    await channel.submit(REGULATOR, 'party:restore', { partyId: ada.partyId, imposedBy: REGULATOR });
    await record(REGULATOR)();
  });

  test('the reason goes when its restriction is not in force: never imposed, or lifted', async () => {
    const reasons = (): string =>
      JSON.stringify(channel.peer.ledger.snapshot())
        .match(/incapacity/g)
        ?.join() ?? '';
    const purge = (body: object) => () => channel.submit(REGULATOR, 'party:purgeReason', body);
    const never = await recordReason(ada.partyId, REGULATOR, 'd');
    expect(reasons()).toBe('incapacity');
    expect(await refused(purge({ ...never, reasonHash: 'a'.repeat(64) }))).toBe('PARTY_RECORD_DIFFERS');
    await purge(never)();
    expect(reasons()).toBe('');
    expect(await refused(purge(never))).toBe('PARTY_RECORD_ABSENT');
    await restrict(ada.partyId, REGULATOR);
    const reasonHash = sha256Hex(reasonWith('c'));
    expect(await refused(purge({ partyId: ada.partyId, reasonHash }))).toBe('PARTY_RESTRICTED');
    await channel.submit(REGULATOR, 'party:restore', { partyId: ada.partyId, imposedBy: REGULATOR });
    await purge({ partyId: ada.partyId, reasonHash })();
    expect(reasons()).toBe('');
  });

  test('is not taken by a stranger, nor without a reason on record', async () => {
    const body = { partyId: ada.partyId, reasonHash: 'a'.repeat(64), outlasting: [] };
    expect(await refused(() => channel.submit(REGISTRAR, 'party:restrict', body))).toBe('AUTHORITY_DENIED');
    expect(await refused(() => channel.submit(CUSTODIAN, 'party:restrict', body))).toBe('PARTY_RECORD_ABSENT');
  });
});

describe('a node operator', () => {
  test('is the legal entity of the participant and no other', async () => {
    const { record, reference } = holderOf(REGISTRAR, 'Registrar');
    await channel.submit(REGISTRAR, 'party:record', reference, { transient: { record } });
    const register = (lei: string) => () =>
      channel.submit(REGISTRAR, 'party:register', { ...reference, kind: 'nodeOperator', entity: { lei } });
    expect(await refused(register('HWUPKR0MPOU8FGXBT394'))).toBe('AUTHORITY_DENIED');
    await register(LEI_OF_REGISTRAR)();
  });
});
