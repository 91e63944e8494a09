import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import type { Approval } from '../client/types.js';
import type { DomainEvent } from '../ledger/ledger.js';
import { ISIN, PLACEMENT } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const calendar = 'TARGET';
const HASH = '0'.repeat(64);
const instructionOf = (custodian: string, settlementDate: string): Readonly<Record<string, string>> => ({
  ...{ instructionId: 'i1', isin: ISIN, custodian, settlementDate },
});
const registered = (instruction: Readonly<Record<string, string>>): DomainEvent => ({
  type: 'InstructionRegistered',
  facts: { instruction: { ...instruction, instructedOn: '2026-11-23' } },
});

describe('business days over REST', () => {
  let gateway: TestGateway;
  let client: ScripClient;
  beforeEach(async () => {
    gateway = await openTestGateway();
    client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  });
  afterEach(() => gateway.dispose());

  test('a step is asked for, shown, and taken with the second command', async () => {
    const step = { calendar, date: '2026-11-23', phase: 'instructionCutOff' as const };
    expect(await client.calendars.advance(step)).toMatchObject({ ...step, status: 'asked', by: ['TestMSP'] });
    expect((await client.calendars.dates()).items).toEqual([
      {
        ...{ calendar, date: '2026-11-23', phase: 'open' },
        asked: { businessDate: '2026-11-23', phase: 'instructionCutOff', by: ['TestMSP'] },
      },
    ]);
    expect(await client.calendars.advance(step)).toMatchObject({ status: 'moved', by: ['OtherMSP', 'TestMSP'] });
    expect((await client.calendars.dates()).items).toEqual([step]);
    expect(await client.calendars.get(calendar)).toMatchObject({ phase: 'instructionCutOff' });
  });

  test('without a phase, the next business day is meant', async () => {
    expect(await client.calendars.advance({ calendar, date: '2026-11-24' })).toMatchObject({ phase: 'open' });
  });

  /** Another operator approves what was proposed. */
  const approve = async (proposed: Promise<Approval>): Promise<Approval> =>
    new ScripClient({ url: gateway.url, apiKey: gateway.checkerKey }).approve(await proposed);

  test('a correction is approved by a second operator and carries its reason to the ledger', async () => {
    const proposed = client.calendars.correct({ calendar, date: '2026-11-30', reason: 'outage' });
    expect(await approve(proposed)).toMatchObject({ status: 'approved', function: 'calendar:correct' });
    expect(gateway.ledger.submitted.find(({ name }) => name === 'calendar:correct')).toMatchObject({
      body: { calendar, businessDate: '2026-11-30', reason: 'outage' },
    });
  });

  test('a change of holidays shows the pending instructions that it displaces', async () => {
    await client.registerSecurity(PLACEMENT);
    const instruction = instructionOf('TestMSP', '2026-12-24');
    gateway.ledger.commit([registered(instruction)]);
    expect((await client.calendars.displacedInstructions(calendar)).items).toEqual([]);
    await approve(client.calendars.changeHolidays(calendar, { version: 1, add: ['2026-12-24'] }));
    expect((await client.calendars.displacedInstructions(calendar)).items).toEqual([instruction]);
    expect((await client.calendars.list()).items).toMatchObject([
      { version: 2, holidays: ['2026-12-24', '2026-12-25'] },
    ]);
  });

  test('what was pending at the close is listed as late', async () => {
    await client.registerSecurity(PLACEMENT);
    const instruction = instructionOf('OtherMSP', '2026-11-23');
    gateway.ledger.functions.set('settlement:settle', () => ({ events: [], result: null }));
    gateway.ledger.commit([registered(instruction)]);
    expect((await client.calendars.lateInstructions(calendar)).items).toEqual([]);
    const close = { calendar, date: '2026-11-23', phase: 'closed' as const };
    await client.calendars.advance(close);
    await client.calendars.advance(close);
    expect((await client.calendars.lateInstructions(calendar)).items).toEqual([
      { ...instruction, lateSince: '2026-11-23' },
    ]);
  });

  test('breaks are raised, listed and resolved', async () => {
    const report = { breakId: 'b-1', isin: ISIN, reason: 'position' as const, documentHash: HASH };
    expect(await client.calendars.raiseBreak(report)).toMatchObject({ calendar, breakId: 'b-1' });
    expect((await client.calendars.breaks(calendar, { status: 'open' })).items).toMatchObject([
      { ...report, raisedBy: 'TestMSP' },
    ]);
    for (const [raisedBy, found] of [
      ['TestMSP', 1],
      ['OtherMSP', 0],
    ] as const) {
      expect((await client.calendars.breaks(calendar, { raisedBy })).items).toHaveLength(found);
    }
    await approve(client.calendars.resolveBreak(calendar, 'b-1', { noteHash: HASH }));
    expect((await client.calendars.breaks(calendar, { status: 'open' })).items).toEqual([]);
    expect((await client.calendars.breaks(calendar)).items).toMatchObject([{ resolution: { noteHash: HASH } }]);
  });

  test.each(['', '/breaks', '/late-instructions', '/displaced-instructions'])(
    'nothing is known of another calendar%s',
    async (path) => {
      const response = await fetch(`${gateway.url}/v1/calendars/NONE${path}`, {
        headers: { Authorization: `Bearer ${gateway.makerKey}` },
      });
      expect([response.status, await response.json()]).toMatchObject([404, { code: 'CALENDAR_UNKNOWN' }]);
    },
  );
});
