import { beforeEach, describe, expect, test } from '@jest/globals';
import { canonicalJson, keyIdOf, sha256Hex } from '@scrip/model';
import { type Channel, type Committed } from '../test-support/channel.js';
import { enrolled, instructed, signedBy, signerOf, takeOnKeyed, type KeyedParty } from '../test-support/keyed-party.js';
import {
  advanceTo,
  channelWithShare,
  CUSTODIAN,
  instructionOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { refusalWithoutTrace } from '../test-support/refused.js';

const { isin } = SHARE;
let channel: Channel;
let ada: KeyedParty;
let gus: KeyedParty;
let bob: string;

beforeEach(async () => {
  channel = await channelWithShare();
  gus = await takeOnKeyed(channel, 'Gus', ['gus']);
  const guardianship = { guardians: [gus.partyId], threshold: 1, delayDays: 3 };
  ada = await takeOnKeyed(channel, 'Ada', ['phone', 'p256-laptop'], { guardianship });
  bob = await takeOn(channel, CUSTODIAN, 'Bob');
  const allocations = [ada.partyId, bob].map((holderId) => ({ holderId, units: '100' }));
  await channel.submit(ISSUER, 'register:issue', { isin, allocations });
});

const instruct = (...instructions: readonly unknown[]): Promise<Committed> =>
  channel.submit(CUSTODIAN, 'settlement:instruct', { instructions });
const settle = async (...instructionIds: readonly string[]): Promise<unknown> =>
  (await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds })).result;
const outcome = (status: string, code?: string): object => ({
  instructions: [{ status, ...(code === undefined ? {} : { code }) }],
});
const advance = (date: string): Promise<unknown> => advanceTo(channel, date);

const refused = async (call: () => Promise<unknown>): Promise<string> =>
  (await refusalWithoutTrace(channel, call)).code;

describe('an instruction that a program gives', () => {
  const byProgram = (...instructions: readonly unknown[]): Promise<Committed> =>
    channel.submit(CUSTODIAN, 'settlement:instruct', { instructions }, { operator: 'gateway' });

  test('is signed by the holder, or by who has its mandate', async () => {
    const own = await instructed(instructionOf('i-1', ada.partyId, bob, '10'), [ada, 'phone']);
    const rule = { is: 'agent', party: gus.partyId };
    const terms = { mandateId: 'm-1', principal: ada.partyId, rule, validFrom: '2026-11-20' };
    await channel.submit(CUSTODIAN, 'mandate:grant', await signedBy('mandate:grant', terms, [ada, 'phone']));
    const mandated = await instructed(instructionOf('i-2', ada.partyId, bob, '1'), [gus, 'gus']);
    await byProgram(own, mandated);
    expect(await settle('i-1', 'i-2')).toMatchObject({ instructions: [{ status: 'settled' }, { status: 'settled' }] });
  });

  test.each<[string, () => Promise<Record<string, unknown>>, string]>([
    ['unsigned, of a party with keys', () => unsigned(ada.partyId, bob), 'SIGNATURES_INSUFFICIENT'],
    ['unsigned, of a party without keys', () => unsigned(bob, ada.partyId), 'SIGNATURES_INSUFFICIENT'],
    [
      'signed by a stranger',
      () => instructed(instructionOf('i-1', bob, ada.partyId, '1'), [gus, 'gus']),
      'SIGNATURES_INSUFFICIENT',
    ],
  ])('%s is refused, and all that came with it', async (_, given, code) => {
    const sound = await instructed(instructionOf('i-9', ada.partyId, bob, '1'), [ada, 'phone']);
    const made = await given();
    expect(await refused(() => byProgram(sound, made))).toBe(code);
    expect(await refused(() => byProgram(made))).toBe(code);
  });

  const unsigned = (from: string, to: string): Promise<Record<string, unknown>> =>
    Promise.resolve(instructionOf('i-1', from, to, '1'));
});

describe('an instruction of a party with keys', () => {
  const transfer = (): Record<string, string> => instructionOf('i-1', ada.partyId, bob, '10');

  test.each(['phone', 'p256-laptop'])(
    'signed with the %s is entered with its signature, and settles',
    async (label) => {
      const given = await instructed(transfer(), [ada, label]);
      const { events } = await instruct(given);
      expect(events).toMatchObject([{ type: 'InstructionRegistered', instruction: given }]);
      expect(await channel.evaluate(REGULATOR, 'settlement:instruction', ['i-1'])).toMatchObject(given);
      expect(await settle('i-1')).toMatchObject(outcome('settled'));
    },
  );

  test.each<[string, () => Promise<unknown>, string]>([
    ['unsigned', () => Promise.resolve(transfer()), 'SIGNATURES_INSUFFICIENT'],
    [
      'signed for other units',
      async () => ({ ...(await instructed(transfer(), [ada, 'phone'])), units: '11' }),
      'SIGNATURE_INVALID',
    ],
    [
      'signed for another receiver',
      async () => ({ ...(await instructed(transfer(), [ada, 'phone'])), toHolderId: gus.partyId }),
      'SIGNATURE_INVALID',
    ],
    ['signed by a stranger', () => instructed(transfer(), [gus, 'gus']), 'SIGNATURES_INSUFFICIENT'],
    ['signed with a key of nobody', () => instructed(transfer(), [ada, 'lost']), 'KEY_UNKNOWN'],
    [
      'signed for another purpose',
      async () => ({
        ...transfer(),
        authorisation: (await signedBy('mandate:grant', transfer(), [ada, 'phone'])).authorisation,
      }),
      'SIGNATURE_INVALID',
    ],
  ])('%s is refused', async (_, given, code) => {
    const instruction = await given();
    expect(await refused(() => instruct(instruction))).toBe(code);
  });

  test('is entered once, and not at all after its days', async () => {
    const given = await instructed(transfer(), [ada, 'phone']);
    const later = await instructed(instructionOf('i-2', ada.partyId, bob, '1'), [ada, 'phone']);
    await instruct(given);
    expect(await refused(() => instruct(given))).toBe('INSTRUCTION_EXISTS');
    await settle('i-1');
    expect(await refused(() => instruct(given))).toBe('INSTRUCTION_EXISTS');
    await advance('2026-12-19');
    expect(await refused(() => instruct(later))).toBe('STATEMENT_NOT_CURRENT');
  });

  test('counts on its own channel only', async () => {
    const given = await instructed(transfer(), [ada, 'phone']);
    const body = { instructions: [given] };
    const elsewhere = (): Promise<unknown> =>
      channel.submit(CUSTODIAN, 'settlement:instruct', body, { channel: 'placements' });
    expect(await refused(elsewhere)).toBe('SIGNATURE_INVALID');
  });

  test('one of a batch that is not signed refuses the batch', async () => {
    const good = await instructed(transfer(), [ada, 'phone']);
    const bad = instructionOf('i-2', ada.partyId, bob, '1');
    expect(await refused(() => instruct(good, bad))).toBe('SIGNATURES_INSUFFICIENT');
  });

  test('needs as many keys as the threshold says', async () => {
    const thresholds = { authentication: 1, instruction: 2, assertion: 1 };
    const act = { partyId: ada.partyId, sequence: 0, add: [], revoke: [], thresholds };
    await channel.submit(CUSTODIAN, 'party:changeKeys', await ada.sign('party:changeKeys', act));
    const byOne = await instructed(transfer(), [ada, 'phone']);
    expect(await refused(() => instruct(byOne))).toBe('SIGNATURES_INSUFFICIENT');
    await instruct(await instructed(transfer(), [ada, 'phone'], [ada, 'p256-laptop']));
  });
});

describe('the authority is judged again at settlement', () => {
  beforeEach(async () => {
    await instruct(await instructed(instructionOf('i-1', ada.partyId, bob, '10'), [ada, 'phone']));
  });

  test('a key that was revoked refuses it for good', async () => {
    const act = { partyId: ada.partyId, sequence: 0, add: [], revoke: [keyIdOf(signerOf('phone').key)] };
    await channel.submit(CUSTODIAN, 'party:changeKeys', await ada.sign('party:changeKeys', act, 'p256-laptop'));
    expect(await settle('i-1')).toMatchObject(outcome('refused', 'SIGNATURES_INSUFFICIENT'));
    expect(await settle('i-1')).toMatchObject(outcome('unchanged', 'INSTRUCTION_NOT_PENDING'));
  });

  test('a restriction of the sender refuses it for good', async () => {
    await restrict(ada.partyId);
    expect(await settle('i-1')).toMatchObject(outcome('refused', 'PARTY_RESTRICTED'));
  });

  test('a pending recovery lets it wait: settled when the recovery is cancelled', async () => {
    await askForRecovery();
    expect(await settle('i-1')).toMatchObject(outcome('unchanged', 'RECOVERY_PENDING'));
    const objection = await ada.sign('party:cancelRecovery', { partyId: ada.partyId, sequence: 1 });
    await channel.submit(CUSTODIAN, 'party:cancelRecovery', objection);
    expect(await settle('i-1')).toMatchObject(outcome('settled'));
  });

  test('and refused for good when the recovery takes effect', async () => {
    await askForRecovery();
    await advance('2026-11-23');
    await channel.submit(CUSTODIAN, 'party:completeRecovery', { partyId: ada.partyId });
    expect(await settle('i-1')).toMatchObject(outcome('refused', 'SIGNATURES_INSUFFICIENT'));
  });

  test('the days of the signature bound its entry, not its settlement', async () => {
    await advance('2026-12-19');
    expect(await settle('i-1')).toMatchObject(outcome('settled'));
  });

  async function askForRecovery(): Promise<void> {
    const thresholds = { authentication: 1, instruction: 1, assertion: 1 };
    const keys = await enrolled(['new-phone'], { thresholds });
    const request = await gus.sign('party:requestRecovery', { partyId: ada.partyId, sequence: 0, keys, thresholds });
    await channel.submit(CUSTODIAN, 'party:requestRecovery', request);
  }
});

describe('a party without keys', () => {
  test('is instructed for by its custodian, until it is restricted', async () => {
    await instruct(instructionOf('i-1', bob, ada.partyId, '1'), instructionOf('i-2', bob, ada.partyId, '1'));
    expect(await settle('i-1')).toMatchObject(outcome('settled'));
    await restrict(bob);
    const next = instructionOf('i-3', bob, ada.partyId, '1');
    expect(await refused(() => instruct(next))).toBe('PARTY_RESTRICTED');
    expect(await settle('i-2')).toMatchObject(outcome('refused', 'PARTY_RESTRICTED'));
  });

  test('that enrols keys takes from its custodian what was not settled', async () => {
    await instruct(instructionOf('i-1', bob, ada.partyId, '1'));
    const act = { partyId: bob, sequence: 0, add: await enrolled(['bob']), revoke: [] };
    await channel.submit(CUSTODIAN, 'party:changeKeys', { act });
    expect(await settle('i-1')).toMatchObject(outcome('refused', 'SIGNATURES_INSUFFICIENT'));
  });
});

/** Restricts a party for a reason that stays private. */
async function restrict(partyId: string): Promise<void> {
  const reason = canonicalJson({ schema: 1, salt: 'b'.repeat(64), reason: 'incapacity', document: 'c'.repeat(64) });
  const reference = { partyId, reasonHash: sha256Hex(reason) };
  await channel.submit(CUSTODIAN, 'party:recordReason', reference, { transient: { reason } });
  await channel.submit(CUSTODIAN, 'party:restrict', { ...reference, outlasting: [] });
}
