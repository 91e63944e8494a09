import { describe, expect, test } from '@jest/globals';
import { Channel, refusalOfCall } from '../test-support/channel.js';
import { FOUNDING, ISSUER, openedChannel, REGISTRAR, REGULATOR } from '../test-support/market.js';

describe('bootstrap', () => {
  test('writes participants, override and calendars, each with a key policy', async () => {
    const channel = new Channel();
    const { writes, events } = await channel.submit(REGULATOR, 'authority:bootstrap', FOUNDING);
    const guarded = writes.filter((write) => write.policy !== undefined).map((write) => write.key);
    expect(guarded).toEqual([
      'calendar/TARGET',
      'calendarVersion/TARGET/1',
      'date/TARGET',
      'participant/CustodianMSP',
      'participant/IssuerMSP',
      'participant/RegistrarMSP',
      'participant/RegulatorMSP',
      'role/charter',
      'role/lawfulOverride',
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
