import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Import, Table } from '@scrip/gateway-api';
import { AURORA, CIRRUS, MEMBERS } from '../support/consortium.js';
import { eventually } from '../support/eventually.js';
import { journey } from '../support/journey.js';
import { MarketScene } from '../support/market-scene.js';

const TIMEOUT_MS = 300_000;
const ROWS = 5_000;
const SENDERS = 25;
const UNITS_EACH = 1_000;
const SETTLES_WITHIN_MS = 240_000;
const HEAD = 'isin,fromHolderId,toHolderId,units,settlementDate';
/** Every tenth row is due on the day itself, all others on the next one: a file holds what is yet to come. */
const DUE = ROWS / 10;
const isDue = (row: number): boolean => row % 10 === 0;
/** Rows of the file that are wrong at first: by their form, by a holder that nobody knows, by more units than there are. */
const WRONG = [7, 2_500, 4_999] as const;

/** Journey 9: an integrator sends a file of 5,000 rows: dry run, fix, send twice, cut; each row is done once. */
journey('an integrator with a file of 5,000 rows', (engine) => {
  let scene: MarketScene;
  let isin = '';
  let holders: readonly string[] = [];
  let startedAt = 0;

  const about = { importId: 'settlements-1', kind: 'instructions' } as const;
  const senderOf = (row: number): string => holders[row % SENDERS] ?? '';
  const receiverOf = (row: number): string => holders[SENDERS + (row % SENDERS)] ?? '';
  const good = (row: number): string => {
    const settles = isDue(row) ? scene.today : scene.day(1);
    return `${isin},${senderOf(row)},${receiverOf(row)},${String(1 + (row % 3))},${settles}`;
  };
  const fileOf = (rowOf: (row: number) => string): Table => ({
    type: 'text/csv',
    content: `${[HEAD, ...Array.from({ length: ROWS }, (_, index) => rowOf(index + 1))].join('\n')}\n`,
  });
  const wrong = (row: number): string => {
    if (row === WRONG[0]) return `${isin},${senderOf(row)},${receiverOf(row)},one,`;
    if (row === WRONG[1]) return `${isin},${senderOf(row)},P${'Z'.repeat(32)},1,`;
    return row === WRONG[2] ? `${isin},${senderOf(row)},${receiverOf(row)},,` : good(row);
  };
  /** Statuses by the ids of the instructions, as the gateway exports them. */
  const instructed = async (): Promise<ReadonlyMap<string, string>> => {
    const { content } = await scene.at(CIRRUS).tables.export('instructions', { isin, format: 'ndjson' });
    const lines = content.split('\n').filter((line) => line !== '');
    const shown = lines.map((line) => JSON.parse(line) as { readonly instructionId: string; readonly status: string });
    return new Map(shown.map(({ instructionId, status }) => [instructionId, status]));
  };
  const standing = async (): Promise<Import> => (await scene.at(CIRRUS).tables.import(about.importId)).import;

  beforeAll(async () => {
    scene = await MarketScene.open(engine);
    isin = await scene.security(5);
    const people = Array.from(
      { length: 2 * SENDERS },
      (_, index) => `Holder ${String(index)},1 Sample Street,Dublin,D02,IE`,
    );
    const content = `name,line1,city,postalCode,country\n${people.join('\n')}\n`;
    await scene.at(CIRRUS).tables.startImport({ importId: 'people', kind: 'holders' }, { type: 'text/csv', content });
    await eventually(async () => {
      const { import: shown } = await scene.at(CIRRUS).tables.import('people');
      return shown.status === 'ended' || undefined;
    }, TIMEOUT_MS);
    const { items } = await scene.at(CIRRUS).tables.importRows('people');
    holders = items.map(({ reference }) => reference ?? '');
    expect(new Set(holders).size).toBe(2 * SENDERS);
    await scene.caughtUp();
    const allocations = holders.slice(0, SENDERS).map((holderId) => ({ holderId, units: String(UNITS_EACH) }));
    await scene.approve(AURORA, scene.at(AURORA).issue(isin, { allocations }));
    await scene.caughtUp();
  }, TIMEOUT_MS);

  afterAll(() => scene.close(), TIMEOUT_MS);

  test(
    'a dry run names each wrong row with its column and what to do, and does nothing',
    async () => {
      const shown = await scene.at(CIRRUS).tables.startImport({ ...about, dryRun: true }, fileOf(wrong));
      expect(shown.rows).toMatchObject({ checked: ROWS - WRONG.length, refused: WRONG.length, done: 0 });
      const { items } = await scene.at(CIRRUS).tables.importRows(about.importId, { state: 'refused' });
      expect(items.map(({ row, errors }) => [row, errors[0]?.column, errors[0]?.code])).toEqual([
        [WRONG[0], 'units', 'UNITS_INVALID'],
        [WRONG[1], 'toHolderId', 'PARTY_UNKNOWN'],
        [WRONG[2], 'units', 'FIELD_INVALID'],
      ]);
      for (const { errors } of items) expect(errors[0]?.hint).not.toBe('');
      expect(await scene.units(isin, senderOf(1))).toBe(String(UNITS_EACH));
    },
    TIMEOUT_MS,
  );

  test(
    'a connection that is cut in the middle of the file leaves nothing behind',
    async () => {
      const { content } = fileOf(good);
      const half = String(content).slice(0, String(content).length / 2);
      const path = `/v1/imports?importId=${about.importId}&kind=instructions`;
      await scene.consortium.cutUpload(MEMBERS.indexOf(CIRRUS), CIRRUS, path, half);
      expect(await standing()).toMatchObject({ dryRun: true, rows: { waiting: 0, submitted: 0, done: 0 } });
    },
    TIMEOUT_MS,
  );

  test(
    'the corrected file is sent twice at once, and again while it runs: no row is taken twice',
    async () => {
      startedAt = Date.now();
      const send = (): Promise<Import> => scene.at(CIRRUS).tables.startImport(about, fileOf(good));
      await Promise.all([send(), send()]);
      await send();
      const { rows } = await standing();
      expect(rows.checked + rows.waiting + rows.submitted + rows.done).toBe(ROWS);
      expect(rows.refused).toBe(0);
    },
    TIMEOUT_MS,
  );

  test(
    'every row is instructed once, and what is due has settled: the register says so',
    async () => {
      await eventually(async () => ((await standing()).rows.done === DUE ? true : undefined), SETTLES_WITHIN_MS);
      await eventually(async () => ((await instructed()).size === ROWS ? true : undefined), SETTLES_WITHIN_MS);
      process.stdout.write(
        `${String(ROWS)} rows instructed and ${String(DUE)} of them settled in ${String(Math.round((Date.now() - startedAt) / 1_000))} s on ${engine}\n`,
      );
      expect((await standing()).rows).toEqual({ checked: 0, waiting: 0, submitted: ROWS - DUE, done: DUE, refused: 0 });
      const expected = new Map(holders.map((holder, index) => [holder, index < SENDERS ? UNITS_EACH : 0]));
      for (let row = 1; row <= ROWS; row += 1) {
        if (!isDue(row)) continue;
        const moved = 1 + (row % 3);
        expected.set(senderOf(row), (expected.get(senderOf(row)) ?? 0) - moved);
        expected.set(receiverOf(row), (expected.get(receiverOf(row)) ?? 0) + moved);
      }
      const { content } = await scene.at(CIRRUS).tables.export('register', { isin, format: 'ndjson' });
      const lines = content
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { holderId: string; units: string });
      const shown = lines.map(({ holderId, units }) => [holderId, Number(units)] as const);
      expect(new Map(shown)).toEqual(new Map([...expected].filter(([, units]) => units > 0)));
    },
    TIMEOUT_MS,
  );

  test(
    'the statuses of the rows, of the operations and of the exported instructions agree',
    async () => {
      const statuses = new Map<string, string>();
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const options = cursor === '' ? { limit: 1_000 } : { limit: 1_000, cursor };
        const page = await scene.at(CIRRUS).tables.importRows(about.importId, options);
        for (const { row, reference = '', state } of page.items) {
          expect([row, state]).toEqual([row, isDue(row) ? 'done' : 'submitted']);
          statuses.set(reference, isDue(row) ? 'settled' : 'pending');
        }
        cursor = page.nextCursor;
      }
      expect(statuses.size).toBe(ROWS);
      expect(await instructed()).toEqual(statuses);
      const [one = ''] = statuses.keys();
      expect(await scene.at(CIRRUS).operation(one)).toMatchObject({ status: statuses.get(one) });
    },
    TIMEOUT_MS,
  );

  test(
    'sent once more, the file changes nothing',
    async () => {
      const before = await scene.at(CIRRUS).register(isin);
      await scene.at(CIRRUS).tables.startImport(about, fileOf(good));
      expect((await standing()).rows).toMatchObject({ done: DUE, waiting: 0, submitted: ROWS - DUE });
      expect((await instructed()).size).toBe(ROWS);
      expect((await scene.at(CIRRUS).register(isin)).items).toEqual(before.items);
    },
    TIMEOUT_MS,
  );
});
