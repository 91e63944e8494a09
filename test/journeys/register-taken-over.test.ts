import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AURORA, CIRRUS } from '../support/consortium.js';
import { eventually } from '../support/eventually.js';
import { journey } from '../support/journey.js';
import { MarketScene } from '../support/market-scene.js';

const TIMEOUT_MS = 300_000;

/** What is exported from one network and imported into an empty one gives the same register, lot by lot. */
journey('a register that is taken over', (engine) => {
  let scene: MarketScene;
  const open = async (): Promise<string> => {
    scene = await MarketScene.open(engine);
    return scene.security(5);
  };
  const ended = (mspId: string, importId: string): Promise<unknown> =>
    eventually(async () => {
      const { import: shown } = await scene.at(mspId).tables.import(importId);
      return shown.status === 'ended' ? shown.rows : undefined;
    }, TIMEOUT_MS);
  /** Lots without what belongs to the network that they are in. */
  const lotsOf = async (isin: string): Promise<readonly string[]> => {
    const { content } = await scene.at(AURORA).tables.export('lots', { isin, format: 'ndjson' });
    const lots = content
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, string>>);
    return lots.map(({ holderId, units, price, acquiredOn }) => [holderId, units, price, acquiredOn].join(' ')).sort();
  };
  const csv = (content: string): { readonly type: 'text/csv'; readonly content: string } => ({
    type: 'text/csv',
    content,
  });
  /** A table with some of its columns, as an import takes it. */
  const columnsOf = (content: string, wanted: number): string =>
    content.replaceAll(/^(.*)\r$/gm, (line) => line.replace('\r', '').split(',').slice(0, wanted).join(','));

  let isin = '';
  let people = '';
  let lots = '';
  let before: readonly string[] = [];

  beforeAll(async () => {
    isin = await open();
    const ada = await scene.managed('Ada "Quoted", Example', { birthDate: '1980-02-29', email: 'ada@example.org' });
    const bob = await scene.managed('Bob Example');
    const allocations = [
      { holderId: ada, units: '70', price: '12.5' },
      { holderId: bob, units: '30' },
    ];
    await scene.approve(AURORA, scene.at(AURORA).issue(isin, { allocations }));
    await scene.nextDay();
    await scene.approve(
      AURORA,
      scene.at(AURORA).issue(isin, { allocations: [{ holderId: ada, units: '5', price: '13' }] }),
    );
    const body = { isin, fromHolderId: ada, toHolderId: bob, units: '20' };
    expect(await scene.at(CIRRUS).transfer(body, { waitSeconds: 10 })).toMatchObject({ status: 'settled' });
    await scene.caughtUp();
    people = (await scene.at(CIRRUS).tables.export('holders', { purpose: 'move to another network' })).content;
    lots = (await scene.at(AURORA).tables.export('lots', { isin })).content;
    before = await lotsOf(isin);
    await scene.close();
    isin = await open();
    await scene.nextDay();
  }, 2 * TIMEOUT_MS);

  afterAll(() => scene.close(), TIMEOUT_MS);

  test(
    'its holders have the same ids, for their records are the same',
    async () => {
      // the first column is the id that they are to get again
      const rows = people.replaceAll(/^[^,\r\n]*,/gm, '');
      await scene.at(CIRRUS).tables.startImport({ importId: 'people', kind: 'holders' }, csv(rows));
      expect(await ended(CIRRUS, 'people')).toMatchObject({ done: 2, refused: 0 });
      const { content } = await scene.at(CIRRUS).tables.export('holders', { purpose: 'comparison' });
      expect(content).toBe(people);
      await scene.caughtUp();
    },
    TIMEOUT_MS,
  );

  test(
    'its lots have the same holders, units, prices and dates',
    async () => {
      const about = { importId: 'register', kind: 'register', isin } as const;
      await scene.at(AURORA).tables.startImport(about, csv(columnsOf(lots, 4)));
      await eventually(async () => {
        const { import: shown } = await scene.at(AURORA).tables.import('register');
        return shown.rows.waiting === 0 || undefined;
      });
      const { items } = await scene.at(AURORA).approvals({ status: 'proposed' });
      for (const act of items) await scene.at(AURORA, 'checker').approve(act);
      expect(await ended(AURORA, 'register')).toMatchObject({ done: before.length, refused: 0 });
      expect(await lotsOf(isin)).toEqual(before);
    },
    TIMEOUT_MS,
  );
});
