import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inOrder } from '@scrip/language';
import { MEMBERS } from '../support/consortium.js';
import { publish } from '../support/definitions.js';
import { journey } from '../support/journey.js';
import { MarketScene } from '../support/market-scene.js';
import { HoldersOfScene } from './holders-of-scene.js';
import { ListedSecurity } from './listed-security.js';
import { ROWS } from './rows.js';
import { libraryTexts } from './texts.js';

const TIMEOUT_MS = 600_000;
/** Texts that are published, and securities that are registered, at a time. */
const AT_ONCE = 6;
const TEXTS = libraryTexts();

/** Every text of the library is published, and every security issued and transferred under its own rules. */
journey('the library', (engine) => {
  let scene: MarketScene;
  const listed = new Map<string, ListedSecurity>();

  beforeAll(async () => {
    scene = await MarketScene.open(engine);
    for (const group of inOrder(TEXTS)) {
      await someAtOnce(group, async ({ name, text }) => {
        expect(await publish(scene, { text })).toBe(name);
      });
    }
    const holders = new HoldersOfScene(scene);
    await someAtOnce(ROWS, async (row) => {
      const text = TEXTS.find(({ source }) => source === row.file);
      listed.set(row.file, await ListedSecurity.register(scene, holders, row, text?.name ?? ''));
      await Promise.all([holders.seller(row.subscribes.who), holders.buyer(row.transfers.who)]);
      await holders.buyer(row.transferRefused.who);
      if (row.subscriptionRefused !== undefined) await holders.buyer(row.subscriptionRefused.who);
    });
    await scene.caughtUp();
  }, TIMEOUT_MS);
  afterAll(() => scene.close(), TIMEOUT_MS);

  test('is published whole, and each of its securities is tried', async () => {
    const { items } = await scene.at('BorealisMSP').definitions.list({ status: 'adopted', limit: 200 });
    expect(items.map(({ name }) => name)).toEqual(TEXTS.map(({ name }) => name).sort());
    expect(items).toHaveLength(TEXTS.length);
    const securities = items.filter(({ kind }) => kind === 'security');
    expect(securities).toHaveLength(ROWS.length);
  });

  test('runs by the programs that the chaincode of every member was made with', async () => {
    const { items } = await scene.at('BorealisMSP').definitions.list({ status: 'adopted', limit: 200 });
    const protocols = items.filter(({ kind }) => kind !== 'security').map(({ name, hash }) => ({ name, hash }));
    expect(protocols.length).toBeGreaterThan(0);
    for (const member of MEMBERS) expect((await scene.at(member).definitions.programs()).items).toEqual(protocols);
  });

  describe.each(ROWS)('$file', (row) => {
    const security = (): ListedSecurity => {
      const found = listed.get(row.file);
      if (found === undefined) throw new Error('it is not registered');
      return found;
    };
    const { subscriptionRefused: refused } = row;
    if (refused !== undefined) {
      test(`is not issued to everybody: ${refused.code}`, () => security().subscriptionRefused(refused), TIMEOUT_MS);
    }
    test('is issued to who may subscribe', () => security().subscribed(), TIMEOUT_MS);
    test('is transferred to who may buy', () => security().transferred(), TIMEOUT_MS);
    test(
      `is not transferred against its rules: ${row.transferRefused.code}`,
      () => security().transferRefused(),
      TIMEOUT_MS,
    );
  });
});

/** Does something for all of some, a few at a time. */
async function someAtOnce<T>(all: readonly T[], act: (each: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const next = async (): Promise<void> => {
    for (let each = left.shift(); each !== undefined; each = left.shift()) await act(each);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}
