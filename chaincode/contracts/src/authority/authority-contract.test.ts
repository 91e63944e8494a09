import { describe, expect, test } from '@jest/globals';
import { Channel, refusalOfCall } from '../test-support/channel.js';
import { found, FOUNDING, ISSUER, openedChannel, REGISTRAR, REGULATOR } from '../test-support/market.js';

describe('bootstrap', () => {
  test('writes participants, override and calendars, each with a key policy', async () => {
    const channel = new Channel();
    const { transactionId, writes, events } = await found(channel, FOUNDING);
    const guarded = writes.filter((write) => write.policy !== undefined).map((write) => write.key);
    expect(guarded).toEqual([
      'calendar/TARGET',
      'calendarVersion/TARGET/1',
      'date/TARGET',
      `overrideSeal/${transactionId}`,
      'participant/CustodianMSP',
      'participant/IssuerMSP',
      'participant/RegistrarMSP',
      'participant/RegulatorMSP',
      'role/charter',
      'role/lawfulOverride',
      'role/overrideSeal',
    ]);
    expect(events).toMatchObject([
      { type: 'AuthorityBootstrapped', calendars: [{ calendar: 'TARGET', phase: 'open' }] },
      { type: 'CalendarPublished', calendar: { id: 'TARGET', version: 1 } },
    ]);
    expect(await channel.evaluate(ISSUER, 'authority:participants')).toMatchObject({
      participants: [{ mspId: 'CustodianMSP' }, { mspId: ISSUER }, { mspId: REGISTRAR }, { mspId: REGULATOR }],
      lawfulOverride: FOUNDING.lawfulOverride,
    });
  });

  test('works only while there are no records', async () => {
    const channel = await openedChannel();
    const before = channel.peer.ledger.snapshot();
    const again = channel.submit(REGULATOR, 'authority:bootstrap', FOUNDING);
    expect((await refusalOfCall(again)).code).toBe('ALREADY_BOOTSTRAPPED');
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });

  test('needs that every member that it names has accepted exactly it', async () => {
    const channel = new Channel();
    const accept = (mspId: string, body: unknown = FOUNDING): Promise<unknown> =>
      channel.submit(mspId, 'authority:acceptFounding', body);
    const codeOf = async (call: Promise<unknown>): Promise<string> => (await refusalOfCall(call)).code;
    const bootstrap = (): Promise<unknown> => channel.submit(REGULATOR, 'authority:bootstrap', FOUNDING);
    const [first, ...others] = FOUNDING.participants.map(({ mspId }) => mspId);
    for (const mspId of others) {
      expect(await codeOf(bootstrap())).toBe('FOUNDING_NOT_ACCEPTED');
      await accept(mspId);
    }
    const other = { ...FOUNDING, network: 'other-network' };
    await accept(first ?? '', other);
    const before = channel.peer.ledger.snapshot();
    expect(await codeOf(bootstrap())).toBe('FOUNDING_NOT_ACCEPTED');
    expect(await codeOf(accept('StrangerMSP'))).toBe('PARTICIPANT_UNKNOWN');
    expect(channel.peer.ledger.snapshot()).toBe(before);
    await accept(first ?? '');
    await bootstrap();
    expect(await codeOf(accept(REGULATOR))).toBe('ALREADY_BOOTSTRAPPED');
  });

  test('is refused to an organisation that the records do not name', async () => {
    const channel = new Channel();
    const call = channel.submit('StrangerMSP', 'authority:bootstrap', FOUNDING);
    expect((await refusalOfCall(call)).code).toBe('PARTICIPANT_UNKNOWN');
    expect(channel.peer.ledger.snapshot()).toBe('[]');
  });

  test('before it nothing else works, and the participants are none', async () => {
    const channel = new Channel();
    const body = { calendar: 'TARGET', businessDate: '2026-11-23', phase: 'open' };
    const call = channel.submit(REGULATOR, 'calendar:advance', body);
    expect((await refusalOfCall(call)).code).toBe('NOT_BOOTSTRAPPED');
    expect(await channel.evaluate(REGULATOR, 'authority:participants')).toEqual({ participants: [] });
  });
});
