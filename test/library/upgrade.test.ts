import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DefinitionReply } from '@scrip/gateway-api';
import { inOrder, withAllUsed, type DefinitionText } from '@scrip/language';
import { AURORA, BOREALIS } from '../support/consortium.js';
import { publish } from '../support/definitions.js';
import { eventually } from '../support/eventually.js';
import { journey } from '../support/journey.js';
import { MarketScene } from '../support/market-scene.js';
import { TestNetwork } from '../support/network.js';
import { SCRIP } from '../support/register.js';
import { HoldersOfScene } from './holders-of-scene.js';
import { ListedSecurity } from './listed-security.js';
import { nextRelease, type Release } from './next-release.js';
import { ROWS } from './rows.js';
import { libraryTexts } from './texts.js';

const TIMEOUT_MS = 600_000;
const UPGRADED_WITHIN_MS = 120_000;
/** Securities with rules, votes and templates that the first release has as programs. */
const FILES = ['sample-series-a.scrip', 'sample-sinking-fund.scrip'];

/** The texts of the files, and all that they use. */
function textsFor(files: readonly string[]): readonly DefinitionText[] {
  const all = libraryTexts();
  return withAllUsed(
    all.filter(({ source }) => files.includes(source)),
    all,
  );
}

/** What is published keeps its meaning when the members run a later release of the chaincode. */
journey('a later release of the chaincode', (engine) => {
  const texts = textsFor(FILES);
  const names = texts.map(({ name }) => name);
  let scene: MarketScene;
  let release: Release | undefined;
  let before: readonly DefinitionReply['definition'][] = [];
  const listed: ListedSecurity[] = [];

  const definitions = (): Promise<readonly DefinitionReply['definition'][]> =>
    Promise.all(names.map(async (name) => (await scene.at(BOREALIS).definitions.get(name)).definition));
  const programs = async (): Promise<readonly string[]> =>
    (await scene.at(BOREALIS).definitions.programs()).items.map(({ name }) => name);
  const eachTraded = async (): Promise<void> => {
    for (const security of listed) {
      await security.transferred();
      await security.transferRefused();
    }
  };

  beforeAll(async () => {
    scene = await MarketScene.open(engine);
    for (const group of inOrder(texts)) for (const { text } of group) await publish(scene, { text });
    const holders = new HoldersOfScene(scene);
    for (const row of ROWS.filter(({ file }) => FILES.includes(file))) {
      const name = texts.find(({ source }) => source === row.file)?.name ?? '';
      listed.push(await ListedSecurity.register(scene, holders, row, name));
    }
    expect(listed).toHaveLength(FILES.length);
    await scene.caughtUp();
  }, TIMEOUT_MS);
  afterAll(async () => {
    if (release !== undefined) rmSync(release.path, { recursive: true, force: true });
    await scene.close();
  }, TIMEOUT_MS);

  test(
    'the first release runs programs of what is adopted',
    async () => {
      const protocols = texts.filter(({ source }) => !FILES.includes(source)).map(({ name }) => name);
      expect(protocols).not.toEqual([]);
      expect(await programs()).toEqual(expect.arrayContaining(protocols));
      for (const security of listed) await security.subscribed();
      await eachTraded();
      before = await definitions();
    },
    TIMEOUT_MS,
  );

  test(
    'the next one takes its place, without them',
    async () => {
      release = nextRelease();
      const inProcess = engine === 'devnet';
      await TestNetwork.runningAt(engine, scene.data).deploy({
        name: SCRIP,
        path: release.path,
        channels: [],
        inProcess,
      });
      await eventually(
        async () => ((await programs().catch(() => ['?'])).length === 0 ? true : undefined),
        UPGRADED_WITHIN_MS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'definitions are what they were, and rules allow and refuse what they did',
    async () => {
      expect(await definitions()).toEqual(before);
      await eachTraded();
    },
    TIMEOUT_MS,
  );

  test(
    'what is published from now on is read in the same way',
    async () => {
      const [text] = texts.filter(({ uses }) => uses.length === 0);
      if (text === undefined) throw new Error('every text uses another one');
      const again = text.text.replaceAll(text.name, text.name.replace(/@1$/, '@2'));
      expect(await publish(scene, { text: again }, AURORA)).toBe(text.name.replace(/@1$/, '@2'));
      const { form } = (await scene.at(AURORA).definitions.get(text.name.replace(/@1$/, '@2'))).definition;
      const earlier = before.find(({ name }) => name === text.name)?.form;
      expect(form).toEqual({ ...(earlier as object), version: 2 });
    },
    TIMEOUT_MS,
  );
});
