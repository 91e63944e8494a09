import { describe, expect, test } from '@jest/globals';
import { Channel, refusalOfCall } from '../test-support/channel.js';
import { FOUNDING, ISSUER, openedChannel, REGISTRAR, REGULATOR } from '../test-support/market.js';

describe('bootstrap', () => {
  test('writes participants, override and calendars, each with a key policy', async () => {
    const channel = new Channel();
    const { writes, events } = await channel.submit(REGULATOR, 'authority:bootstrap', FOUNDING);
    const guarded = writes.filter((write) => write.policy !== undefined).map((write) => write.key);
    expect(guarded).toEqual([
      'date/TARGET',
      'participant/CustodianMSP',
      'participant/IssuerMSP',
      'participant/RegistrarMSP',
      'participant/RegulatorMSP',
      'role/charter',
      'role/lawfulOverride',
    ]);
    expect(events).toMatchObject([{ type: 'AuthorityBootstrapped', calendars: [{ calendar: 'TARGET' }] }]);
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

  test('is refused to an organisation that the records do not name', async () => {
    const channel = new Channel();
    const call = channel.submit('StrangerMSP', 'authority:bootstrap', FOUNDING);
    expect((await refusalOfCall(call)).code).toBe('PARTICIPANT_UNKNOWN');
    expect(channel.peer.ledger.snapshot()).toBe('[]');
  });

  test('before it nothing else works, and the participants are none', async () => {
    const channel = new Channel();
    const call = channel.submit(REGULATOR, 'calendar:advance', { calendar: 'TARGET', date: '2026-11-23' });
    expect((await refusalOfCall(call)).code).toBe('NOT_BOOTSTRAPPED');
    expect(await channel.evaluate(REGULATOR, 'authority:participants')).toEqual({ participants: [] });
  });
});

describe('business date', () => {
  test('moves forward only, and keeps its key policy', async () => {
    const channel = await openedChannel();
    const policy = channel.peer.ledger.policy('date/TARGET');
    const { events } = await channel.submit(REGULATOR, 'calendar:advance', { calendar: 'TARGET', date: '2026-11-23' });
    expect(events).toEqual([
      { type: 'BusinessDateAdvanced', calendar: 'TARGET', previous: '2026-11-20', businessDate: '2026-11-23' },
    ]);
    expect(channel.peer.ledger.policy('date/TARGET')).toBe(policy);
    const back = channel.submit(REGULATOR, 'calendar:advance', { calendar: 'TARGET', date: '2026-11-23' });
    expect((await refusalOfCall(back)).code).toBe('BUSINESS_DATE_NOT_LATER');
    expect(await channel.evaluate(ISSUER, 'calendar:businessDate', ['TARGET'])).toEqual({
      calendar: 'TARGET',
      businessDate: '2026-11-23',
    });
  });

  const advance = (channel: Channel, date: string): ReturnType<Channel['submit']> =>
    channel.submit(REGULATOR, 'calendar:advance', { calendar: 'TARGET', date });

  test.each([
    ['31 days', '2026-12-21'],
    ['1 day', '2026-11-21'],
  ])('moves by %s in one command', async (_, date) => {
    const { result } = await advance(await openedChannel(), date);
    expect(result).toEqual({ calendar: 'TARGET', businessDate: date });
  });

  test.each([
    ['32 days', '2026-12-22'],
    ['a mistyped year', '2199-11-23'],
  ])('does not move by %s in one command, and nothing is written', async (_, date) => {
    const channel = await openedChannel();
    const before = channel.peer.ledger.snapshot();
    expect(await refusalOfCall(advance(channel, date))).toMatchObject({
      code: 'BUSINESS_DATE_STEP_EXCEEDED',
      details: { businessDate: '2026-11-20', daysMax: 31 },
    });
    expect(channel.peer.ledger.snapshot()).toBe(before);
  });

  test('moves further in several commands', async () => {
    const channel = await openedChannel();
    await advance(channel, '2026-12-21');
    expect((await advance(channel, '2026-12-22')).result).toEqual({ calendar: 'TARGET', businessDate: '2026-12-22' });
  });

  test('of an unknown calendar is refused', async () => {
    const channel = await openedChannel();
    const call = channel.submit(REGULATOR, 'calendar:advance', { calendar: 'NONE', date: '2026-11-23' });
    expect((await refusalOfCall(call)).code).toBe('CALENDAR_UNKNOWN');
  });
});
