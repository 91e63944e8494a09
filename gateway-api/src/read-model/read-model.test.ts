import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DomainEvent, JsonObject, LedgerBlock } from '../ledger/ledger.js';
import { Database } from '../storage/database.js';
import { dueGroups, dueInstructions } from './due-instructions.js';
import { eventsAfter, parseEventId } from './event-log.js';
import { ChannelQueries } from './queries.js';
import { ReadModel } from './read-model.js';
import { registerOn } from './snapshot-queries.js';
import { prepareReadModel, READ_MODEL_SCHEMA } from './schema.js';

const ISIN = 'US0378331005';
const ALL = { limit: 10, after: '' };
const lot = (lotId: string, holderId: string, units: string, origin = 'issue'): JsonObject => ({
  ...{ lotId, holderId, units, origin, isin: ISIN, acquiredOn: '2026-11-23' },
});

const FOUNDED: DomainEvent = {
  type: 'AuthorityBootstrapped',
  facts: {
    charter: { network: 'test', referenceCalendar: 'TARGET' },
    participants: [],
    calendars: [{ calendar: 'TARGET', businessDate: '2026-11-23', phase: 'open' }],
  },
};
const published = (holidays: readonly string[], version = 1): DomainEvent => ({
  type: 'CalendarPublished',
  facts: {
    calendar: {
      ...{ id: 'TARGET', weekend: ['saturday', 'sunday'], holidays: [...holidays], timeZone: 'Europe/Berlin', version },
      cutOffs: { instruction: '16:00', settlement: '18:00' },
    },
  },
});
const advanced = (businessDate: string, phase = 'open'): DomainEvent => ({
  type: 'BusinessDateAdvanced',
  facts: { calendar: 'TARGET', previous: '2026-11-23', businessDate, phase, by: ['A', 'B'] },
});
const holder = (holderId: string): DomainEvent => ({
  type: 'PartyRegistered',
  facts: { party: { partyId: holderId, custodian: 'OneMSP' } },
});
const SECURITY: DomainEvent = {
  type: 'SecurityRegistered',
  facts: { security: { isin: ISIN, name: 'Example', registrar: 'RegMSP', calendar: 'TARGET' } },
};
const ISSUED: DomainEvent = {
  type: 'HoldingIssued',
  facts: { isin: ISIN, businessDate: '2026-11-23', created: [lot('a/0', 'H1', '100')], issued: '100' },
};
const instructed = (instructionId: string, settlementDate = '2026-11-23'): DomainEvent => ({
  type: 'InstructionRegistered',
  facts: {
    instruction: { instructionId, isin: ISIN, custodian: 'OneMSP', instructedOn: '2026-11-23', settlementDate },
  },
});
const TRANSFERRED: DomainEvent = {
  type: 'HoldingTransferred',
  facts: {
    instructionId: 'i1',
    businessDate: '2026-11-23',
    consumed: ['a/0'],
    created: [lot('b/0', 'H2', '30', 'transfer'), lot('b/1', 'H1', '70', 'remainder')],
  },
};

const block = (number: number, events: readonly DomainEvent[], code = 0): LedgerBlock => ({
  number,
  transactions: [{ index: 0, transactionId: `tx${number}`, code, events, writes: [], policies: [] }],
});
const BLOCKS = [
  block(0, [FOUNDED, published([])]),
  block(1, [holder('H1'), holder('H2'), SECURITY]),
  block(2, [ISSUED]),
  block(3, [instructed('i1'), instructed('i2', '2026-11-25')]),
  block(4, [TRANSFERRED]),
];

describe('read model', () => {
  let directory = '';
  let database: Database;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'scrip-read-model-'));
    database = new Database(join(directory, 'read-model.sqlite'), 'rebuildable');
  });
  afterEach(() => {
    database.close();
    rmSync(directory, { recursive: true });
  });
  const filled = (blocks = BLOCKS): ReadModel => {
    const readModel = new ReadModel(database);
    for (const each of blocks) readModel.apply('c', each);
    return readModel;
  };

  test('a transfer consumes lots and creates lots; the register is their sum', () => {
    filled();
    const queries = new ChannelQueries(database, 'c');
    expect(queries.register(ISIN, ALL).items.map(({ holderId, units, lots }) => [holderId, units, lots])).toEqual([
      ['H1', '70', 1],
      ['H2', '30', 1],
    ]);
    expect(queries.security(ISIN)?.issued).toBe('100');
    expect(queries.instruction('i1')).toMatchObject({ status: 'settled', transactionId: 'tx4', block: 4 });
    expect(queries.lot('a/0')).toMatchObject({
      consumedTransaction: 'tx4',
      consumedBy: 'i1',
      createdTransaction: 'tx2',
    });
    expect(queries.asOf('TARGET')).toEqual({ channel: 'c', block: 4, businessDate: '2026-11-23' });
  });

  test('an act that states an earlier day is shown from the day on which it is entered', () => {
    filled([...BLOCKS.slice(0, 4), block(4, [advanced('2026-11-24')]), block(5, [TRANSFERRED])]);
    const unitsOn = (date: string): unknown =>
      registerOn(database, 'c', ISIN, date, ALL).items.map(({ holderId, units }) => [holderId, units]);
    expect(unitsOn('2026-11-23')).toEqual([['H1', '100']]);
    expect(unitsOn('2026-11-24')).toEqual([
      ['H1', '70'],
      ['H2', '30'],
    ]);
  });

  test('channels do not see each other', () => {
    filled();
    const other = new ChannelQueries(database, 'other');
    expect(other.security(ISIN)).toBeUndefined();
    expect(other.asOf()).toEqual({ channel: 'other', block: -1, businessDate: null });
  });

  test('shows the business date of the reference calendar, where no calendar is in question', () => {
    const earlier = { calendar: 'AAA', businessDate: '2026-11-20', phase: 'open' };
    const later = { calendar: 'TARGET', businessDate: '2026-11-23', phase: 'open' };
    const calendars = [earlier, later];
    const other = new ChannelQueries(database, 'two-calendars');
    const transactions = [
      {
        index: 0,
        transactionId: 't',
        code: 0,
        events: [{ ...FOUNDED, facts: { ...FOUNDED.facts, calendars } }],
        writes: [],
        policies: [],
      },
    ];
    filled().apply('two-calendars', { number: 0, transactions });
    expect(other.asOf().businessDate).toBe('2026-11-23');
    expect(other.asOf('AAA').businessDate).toBe('2026-11-20');
  });

  test('a block that is there already changes nothing, a missing one is an error', () => {
    const readModel = filled();
    readModel.apply('c', block(2, [ISSUED]));
    expect(new ChannelQueries(database, 'c').register(ISIN, ALL).items).toHaveLength(2);
    expect(() => readModel.apply('c', block(6, []))).toThrow('follows block 4');
  });

  test('events of invalid transactions are not entered', () => {
    filled([...BLOCKS.slice(0, 2), block(2, [ISSUED], 11)]);
    expect(new ChannelQueries(database, 'c').register(ISIN, ALL).items).toEqual([]);
  });

  test('an event that cannot be read leaves tables and checkpoint as they were', () => {
    const readModel = filled(BLOCKS.slice(0, 2));
    const unknown: DomainEvent = { type: 'HoldingPledged', facts: {} };
    expect(() => readModel.apply('c', block(2, [ISSUED, unknown]))).toThrow();
    expect(readModel.block('c')).toBe(1);
    expect(new ChannelQueries(database, 'c').register(ISIN, ALL).items).toEqual([]);
    readModel.apply('c', block(2, [ISSUED]));
    expect(readModel.block('c')).toBe(2);
  });

  test('goes on where it was after the file is opened again, and is rebuilt for another schema', () => {
    filled();
    database.close();
    database = new Database(join(directory, 'read-model.sqlite'), 'rebuildable');
    expect(new ReadModel(database).block('c')).toBe(4);
    database.run('UPDATE read_model SET schema = ?', READ_MODEL_SCHEMA + 1);
    expect(prepareReadModel(database)).toBe(true);
    expect(filled().block('c')).toBe(4);
  });

  test('instructions are due by the business date, for the registrar of the security', () => {
    const readModel = filled(BLOCKS.slice(0, 4));
    const group = { isin: ISIN, custodian: 'OneMSP' };
    expect(dueGroups(database, 'c', 'OtherMSP')).toEqual([]);
    expect(dueGroups(database, 'c', 'RegMSP')).toEqual([group]);
    expect(dueInstructions(database, 'c', group, 10)).toEqual(['i1']);
    readModel.apply('c', block(4, [advanced('2026-11-25')]));
    expect(dueInstructions(database, 'c', group, 10)).toEqual(['i1', 'i2']);
  });

  test('instructions wait from the settlement cut-off to the next business day', () => {
    const readModel = filled(BLOCKS.slice(0, 4));
    const due = ['instructionCutOff', 'settlementCutOff', 'closed'].map((phase, index) => {
      readModel.apply('c', block(4 + index, [advanced('2026-11-23', phase)]));
      return dueGroups(database, 'c', 'RegMSP').length;
    });
    expect(due).toEqual([1, 0, 0]);
    readModel.apply('c', block(7, [advanced('2026-11-24')]));
    expect(dueGroups(database, 'c', 'RegMSP')).toHaveLength(1);
  });

  test('what is pending when its day ends is late, until it settles', () => {
    const readModel = filled(BLOCKS.slice(0, 4));
    const late = (): readonly string[] =>
      new ChannelQueries(database, 'c').businessDays
        .late('TARGET', ALL)
        .items.map(({ instructionId, lateSince }) => `${instructionId} since ${lateSince}`);
    readModel.apply('c', block(4, [advanced('2026-11-23', 'settlementCutOff')]));
    expect(late()).toEqual([]);
    readModel.apply('c', block(5, [advanced('2026-11-23', 'closed')]));
    expect(late()).toEqual(['i1 since 2026-11-23']);
    readModel.apply('c', block(6, [advanced('2026-11-26')]));
    expect(late()).toEqual(['i1 since 2026-11-23', 'i2 since 2026-11-25']);
    const { type, facts } = TRANSFERRED;
    readModel.apply('c', block(7, [{ type, facts: { ...facts, lateSince: '2026-11-23' } }]));
    expect(late()).toEqual(['i2 since 2026-11-25']);
  });

  test('an instruction whose day became a holiday is late after the following business day', () => {
    const readModel = filled(BLOCKS.slice(0, 4));
    const { businessDays } = new ChannelQueries(database, 'c');
    readModel.apply('c', block(4, [published(['2026-11-25'], 2)]));
    expect(businessDays.displaced('TARGET', ALL).items.map(({ instructionId }) => instructionId)).toEqual(['i2']);
    readModel.apply('c', block(5, [advanced('2026-11-26')]));
    expect(businessDays.late('TARGET', ALL).items.map(({ instructionId }) => instructionId)).toEqual(['i1']);
    readModel.apply('c', block(6, [advanced('2026-11-26', 'closed')]));
    expect(businessDays.late('TARGET', ALL).items[1]).toMatchObject({ instructionId: 'i2', lateSince: '2026-11-26' });
  });

  test('events are read after a place, in the order of the ledger', () => {
    filled();
    const ids = eventsAfter(database, 'c', { block: 1, tx: 0, index: 0 }, 3).map(({ block: b, tx, index }) => [
      b,
      tx,
      index,
    ]);
    expect(ids).toEqual([
      [1, 0, 1],
      [1, 0, 2],
      [2, 0, 0],
    ]);
    expect(parseEventId('4:0:2')).toEqual({ block: 4, tx: 0, index: 2 });
    for (const id of ['', '4', '4:0', '4:0:2:1', '-1:0:0', '01:0:0', '1e3:0:0', `${'9'.repeat(30)}:0:0`]) {
      expect(parseEventId(id)).toBeUndefined();
    }
  });

  test('pages do not repeat and do not skip', () => {
    filled();
    const queries = new ChannelQueries(database, 'c');
    const first = queries.register(ISIN, { limit: 1, after: '' });
    expect(first.nextCursor).toBe('H1');
    const second = queries.register(ISIN, { limit: 1, after: 'H1' });
    expect(second.items.map(({ holderId }) => holderId)).toEqual(['H2']);
    expect(second.nextCursor).toBeUndefined();
  });

  test('waits for a block within bounds', async () => {
    const readModel = filled();
    expect(await readModel.waitForBlock('c', 4, 10)).toBe(true);
    expect(await readModel.waitForBlock('c', 5, 10)).toBe(false);
    const waiting = readModel.waitForBlock('c', 5, 5_000);
    readModel.apply('c', block(5, []));
    expect(await waiting).toBe(true);
  });
});
