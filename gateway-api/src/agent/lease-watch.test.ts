import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { DomainEvent, JsonObject } from '../ledger/ledger.js';
import { LedgerRefusal } from '../ledger/ledger-error.js';
import { dueGroups } from '../read-model/due-instructions.js';
import { leasesOf } from '../read-model/lease-queries.js';
import { project } from '../read-model/projection.js';
import { ReadModel } from '../read-model/read-model.js';
import { Database } from '../storage/database.js';
import { FakeLedger } from '../support/fake-ledger.js';
import { ISIN, SECURITY } from '../support/sample.js';
import { LeaseWatch } from './lease-watch.js';

const CHANNEL = 'securities';
const [ME, OTHER] = ['TestMSP', 'OtherMSP'];
const FOUNDED: DomainEvent = {
  type: 'AuthorityBootstrapped',
  facts: {
    charter: { network: 'test', referenceCalendar: 'TARGET' },
    participants: [],
    calendars: [{ calendar: 'TARGET', businessDate: '2026-11-23', phase: 'open' }],
  },
};

let directory: string;
let database: Database;
let readModel: ReadModel;
let ledger: FakeLedger;
let watch: LeaseWatch;
let now: number;
let position: number;

const enter = (type: string, facts: JsonObject): void => {
  position += 1;
  const place = { channel: CHANNEL, block: position, tx: 0, position: 0, transactionId: `t${String(position)}` };
  project(database, place, { type, facts });
};
const instruct = (instructionId: string, settlementDate = '2026-11-23'): void => {
  enter('InstructionRegistered', {
    instruction: { instructionId, isin: ISIN, custodian: 'CustodianMSP', instructedOn: '2026-11-23', settlementDate },
  });
};
const settle = (instructionId: string): void => {
  enter('HoldingTransferred', { instructionId, consumed: [], created: [], businessDate: '2026-11-23' });
};
const after = async (ms: number): Promise<readonly unknown[]> => {
  now += ms;
  await watch.check();
  return ledger.submitted.map(({ name, body }) => [name, body]);
};
const takenAt = (seenVersion: number): unknown => ['settlement:takeLease', { registrar: OTHER, seenVersion }];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'scrip-lease-'));
  database = new Database(join(directory, 'model.sqlite'), 'durable');
  readModel = new ReadModel(database);
  ledger = new FakeLedger(
    new Map([
      [
        'settlement:takeLease',
        ({ registrar, seenVersion }) => {
          const lease = {
            registrar,
            holder: ME,
            version: Number(seenVersion) + 1,
            takenOn: '2026-11-23',
          } as JsonObject;
          return { events: [{ type: 'SettlementLeaseTaken', facts: { lease } }], result: lease };
        },
      ],
    ]),
    ME,
    CHANNEL,
  );
  [now, position] = [0, 0];
  const bounds = { checkMs: 10, idleMs: 100 };
  watch = new LeaseWatch({ ledger, readModel, logger: pino({ level: 'silent' }), bounds, now: () => now });
  enter(FOUNDED.type, FOUNDED.facts);
  enter('SecurityRegistered', { security: { ...SECURITY, registrar: OTHER } });
});
afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true });
});

describe('the watch over leases', () => {
  test('takes over once something is due and nothing was decided for long enough', async () => {
    expect(await after(1_000)).toEqual([]);
    instruct('i-1');
    expect(await after(0)).toEqual([]);
    expect(await after(99)).toEqual([]);
    expect(await after(1)).toEqual([takenAt(0)]);
  });

  test('leaves alone who goes on settling, and what is not due', async () => {
    for (const id of ['i-1', 'i-2', 'i-3']) instruct(id);
    instruct('later', '2026-12-01');
    await after(0);
    for (const id of ['i-1', 'i-2', 'i-3']) {
      expect(await after(90)).toEqual([]);
      settle(id);
    }
    expect(await after(1_000)).toEqual([]);
    expect(await after(1_000)).toEqual([]);
  });

  test('takes one instruction as a reason once, whoever has the lease afterwards', async () => {
    instruct('stuck');
    await after(0);
    expect(await after(100)).toEqual([takenAt(0)]);
    enter('SettlementLeaseTaken', { lease: { registrar: OTHER, holder: OTHER, version: 2, takenOn: '2026-11-23' } });
    await after(0);
    expect(await after(1_000)).toEqual([takenAt(0)]);
    // another one that waits is another reason
    instruct('fresh');
    await after(0);
    expect(await after(100)).toEqual([takenAt(0), takenAt(2)]);
    expect(leasesOf(database, CHANNEL)).toMatchObject([{ registrar: OTHER, holder: OTHER, version: 2 }]);
  });

  test('looks at joint instructions too: bound ones that are due, and not those that are being looked after', async () => {
    const joint = (instructionId: string, more: JsonObject = {}): void => {
      const legs = [{ kind: 'delivery', isin: ISIN, from: 'a', to: 'b', units: '1' }];
      const dates = { settlementDate: '2026-11-23', lastDay: '2026-12-31' };
      const instruction = { instructionId, legs, mode: 'onDate', status: 'reserved', payments: [], ...dates, ...more };
      enter('JointInstructionProposed', { instruction });
    };
    joint('waits', { status: 'affirmed', settlementDate: '2026-11-24' });
    joint('ordered', { mode: 'onOrder' });
    joint('failing', { failure: { accruedTo: '2026-11-23' } });
    await after(0);
    expect(await after(1_000)).toEqual([]);
    joint('due');
    await after(0);
    expect(await after(100)).toEqual([takenAt(0)]);
  });

  test('survives a refusal: another one was quicker', async () => {
    ledger.failures.push(new LedgerRefusal('LEASE_CHANGED', 'The lease has changed.'));
    instruct('i-1');
    await after(0);
    await expect(after(100)).resolves.toEqual([takenAt(0)]);
  });

  test('what is due is then the new holder’s to settle', () => {
    instruct('i-1');
    expect([dueGroups(database, CHANNEL, ME), dueGroups(database, CHANNEL, OTHER)].map((each) => each.length)).toEqual([
      0, 1,
    ]);
    enter('SettlementLeaseTaken', { lease: { registrar: OTHER, holder: ME, version: 1, takenOn: '2026-11-23' } });
    expect([dueGroups(database, CHANNEL, ME), dueGroups(database, CHANNEL, OTHER)].map((each) => each.length)).toEqual([
      1, 0,
    ]);
  });
});
