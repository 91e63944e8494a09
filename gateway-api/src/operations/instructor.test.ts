import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { LedgerRefusal, LedgerUnavailable } from '../ledger/ledger-error.js';
import { project } from '../read-model/projection.js';
import { ReadModel } from '../read-model/read-model.js';
import { Database } from '../storage/database.js';
import { FakeLedger } from '../support/fake-ledger.js';
import { SECURITY } from '../support/sample.js';
import { DEFAULT_BATCHING, Instructor, type InstructorParts } from './instructor.js';
import { OperationStore } from './operation-store.js';

const LAPSED = 'zoe';
const REQUEST = {
  ...{ isin: 'US0000000000', fromHolderId: 'A', toHolderId: 'B', units: '1' },
  ...{ tradeDate: '2026-11-23', settlementDate: '2026-11-23' },
};

describe('an instructor', () => {
  let directory: string;
  let databases: readonly Database[];
  let operations: OperationStore;
  let ledger: FakeLedger;
  let instructor: Instructor;
  let parts: InstructorParts;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'scrip-instructor-'));
    const [durable, rebuilt] = ['a', 'b'].map((name) => new Database(join(directory, `${name}.sqlite`), 'durable'));
    if (durable === undefined || rebuilt === undefined) throw new Error('two databases were opened');
    databases = [durable, rebuilt];
    operations = new OperationStore(durable);
    ledger = new FakeLedger(
      new Map([
        [
          'settlement:instruct',
          (_body, _transactionId, { operator }) => {
            if (operator === LAPSED) throw new LedgerRefusal('OPERATOR_LAPSED', 'The appointment has ended.');
            return { events: [], result: null };
          },
        ],
      ]),
    );
    const readModel = new ReadModel(rebuilt);
    const quiet = { logger: pino({ level: 'silent' }), describe: () => null, onChange: () => undefined };
    parts = { ledger, operations, readModel, ...quiet };
    instructor = new Instructor(parts);
  });
  afterEach(async () => {
    await instructor.stop();
    for (const database of databases) database.close();
    rmSync(directory, { recursive: true });
  });

  const settled = async (): Promise<void> => {
    while (operations.accepted(ledger.channel).length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  test('puts instructions of several operators into one transaction, each judged in the name of its own', async () => {
    for (const [id, operator] of Object.entries({ one: 'ann', two: LAPSED, three: 'ann', four: 'ben' })) {
      await operations.accept(id, ledger.channel, operator, REQUEST);
    }
    instructor.recover();
    await settled();
    const sent = ledger.submitted.map(({ operator, body }) => {
      const { instructions } = body as { readonly instructions: readonly { readonly instructionId: string }[] };
      return [operator, ...instructions.map(({ instructionId }) => instructionId)];
    });
    expect(sent).toEqual([
      ['ann', 'one'],
      [LAPSED, 'two'],
      ['ann', 'three'],
      ['ben', 'four'],
    ]);
    expect(ledger.batches).toEqual([4]);
    const states = ['one', 'two', 'three', 'four'].map((id) => operations.require(id).state);
    expect(states).toEqual(['instructed', 'refused', 'instructed', 'instructed']);
  });

  test('divides a batch that is refused as a whole, so that none suffers for another', async () => {
    for (const id of ['one', 'two', 'three']) await operations.accept(id, ledger.channel, 'ann', REQUEST);
    ledger.failures.push(new LedgerRefusal('LIMIT_EXCEEDED', 'It is too long.'));
    instructor.recover();
    await settled();
    expect(ledger.batches).toEqual([2, 1]);
    expect(['one', 'two', 'three'].map((id) => operations.require(id).state)).toEqual(Array(3).fill('instructed'));
  });

  test('gathers what comes while a batch is under way, and overlaps only full ones', async () => {
    let release: () => void = () => undefined;
    ledger.gate = new Promise((resolve) => (release = resolve));
    instructor = new Instructor({ ...parts, bounds: { ...DEFAULT_BATCHING, itemsMax: 3, quietMs: 0, windowMs: 0 } });
    for (const id of ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']) {
      instructor.enqueue(await operations.accept(id, ledger.channel, 'ann', REQUEST));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    release();
    await settled();
    expect(ledger.batches).toEqual([1, 3, 3, 1]);
  });

  test('waits until all are back whom a batch let go on, and then for nobody else', async () => {
    const patient = { ...DEFAULT_BATCHING, quietMs: 600_000, windowMs: 600_000 };
    instructor = new Instructor({ ...parts, bounds: patient });
    for (const id of ['one', 'two']) await operations.accept(id, ledger.channel, 'ann', REQUEST);
    instructor.recover();
    await settled();
    // the first batch is under way until it is told, for which this read model without blocks is waited for in vain
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (const id of ['three', 'four']) instructor.enqueue(await operations.accept(id, ledger.channel, 'ann', REQUEST));
    await settled();
    expect(ledger.batches).toEqual([2, 2]);
  });

  test('batches securities apart whose protocols or notaries differ, and no others', async () => {
    const title = { law: 'Germany', register: { constitutiveUnder: 'eWpG' }, protocol: 'Ballot@1', notary: 'OneMSP' };
    const titles = [undefined, title, { ...title, law: 'France' }, { ...title, notary: 'OtherMSP' }, undefined];
    for (const [index, each] of titles.entries()) {
      const isin = `US000000000${String(index)}`;
      const security = { ...SECURITY, isin, ...(each === undefined ? {} : { title: each }) };
      const place = { channel: ledger.channel, block: 1, tx: 0, position: index, transactionId: 't' };
      project(parts.readModel.database, place, { type: 'SecurityRegistered', facts: { security } });
      await operations.accept(isin, ledger.channel, 'ann', { ...REQUEST, isin, fromHolderId: isin, toHolderId: isin });
    }
    instructor.recover();
    await settled();
    expect([...ledger.batches].sort()).toEqual([1, 2, 2]);
  });

  test('enters what cannot be settled at once because an attestor does not answer', async () => {
    instructor = new Instructor({ ...parts, bounds: { ...DEFAULT_BATCHING, pauseMs: 1 } });
    ledger.failures.push(new LedgerUnavailable('unreachable', 10));
    instructor.enqueue(await operations.accept('one', ledger.channel, 'ann', REQUEST));
    await settled();
    expect(ledger.settling).toEqual([true, false]);
    expect(operations.require('one').state).toBe('instructed');
  });

  test('takes no more characters into a batch than the ledger takes', async () => {
    const bounds = { ...DEFAULT_BATCHING, charactersMax: 700 };
    instructor = new Instructor({ ...parts, bounds });
    for (const id of ['one', 'two', 'three', 'four', 'five']) {
      await operations.accept(id, ledger.channel, 'ann', REQUEST);
    }
    instructor.recover();
    await settled();
    expect(ledger.batches).toEqual([2, 2, 1]);
  });
});
