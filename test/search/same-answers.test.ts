import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DefinitionForm, FoundDefinitions } from '@scrip/gateway-api';
import { AURORA, BOREALIS } from '../support/consortium.js';
import { adopt } from '../support/definitions.js';
import { GatewayScene } from '../support/gateway-scene.js';
import { journey } from '../support/journey.js';
import { SCRIP } from '../support/register.js';

interface Published {
  readonly standing: 'draft' | 'proposed' | 'adopted' | 'retired';
  readonly by: 'one' | 'other';
  readonly form: DefinitionForm;
}
interface Question {
  readonly find: string;
  readonly found: readonly string[];
  readonly by?: 'other';
  readonly matches?: number;
  readonly values?: readonly (readonly (string | null)[])[];
}

const TIMEOUT_MS = 600_000;
/** Definitions that are published at a time. */
const AT_ONCE = 6;
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../search/${name}`, import.meta.url), 'utf8'));
const QUESTIONS = read('questions.json') as readonly Question[];
const PUBLISHED = read('definitions.json') as readonly Published[];
const whoIs = (by: string | undefined): string => (by === 'other' ? BOREALIS : AURORA);

/** The ledger, by any peer, and the gateways, by their read models, find the same and in the same order. */
journey('questions about definitions', (engine) => {
  let scene: GatewayScene;

  beforeAll(async () => {
    scene = await GatewayScene.open(engine);
    for (let done = 0; done < PUBLISHED.length; done += AT_ONCE) {
      await Promise.all(PUBLISHED.slice(done, done + AT_ONCE).map(publish));
    }
    await scene.caughtUp();
  }, TIMEOUT_MS);
  afterAll(() => scene.close(), TIMEOUT_MS);

  async function publish({ standing, by, form }: Published): Promise<void> {
    const author = whoIs(by);
    const { definitions } = scene.at(author);
    if (standing === 'adopted') await adopt(scene, form, author);
    if (standing === 'retired') await scene.approved(author, definitions.retire(await adopt(scene, form, author)));
    if (standing === 'draft') await definitions.draft({ form });
    if (standing === 'proposed') {
      const { name, hash } = await definitions.draft({ form });
      await definitions.propose(name, { hash });
    }
  }

  async function asked(find: string, mspId: string): Promise<Omit<FoundDefinitions, 'asOf'>> {
    const bytes = await scene.peers
      .at(mspId)
      .contract(SCRIP)
      .evaluate('definition:find', { arguments: [find] });
    const byLedger = JSON.parse(Buffer.from(bytes).toString('utf8')) as Omit<FoundDefinitions, 'asOf'>;
    const { asOf, ...byGateway } = await scene.at(mspId).definitions.find(find);
    expect(asOf.block).toBeGreaterThan(0);
    expect(byLedger).toEqual(byGateway);
    return byLedger;
  }

  test.each(QUESTIONS)('$find ($by)', async ({ find, by, found, matches, values }) => {
    const { items, matches: counted } = await asked(find, whoIs(by));
    expect(items.map(({ name }) => name)).toEqual(found);
    expect(counted).toBe(matches ?? found.length);
    if (values !== undefined) expect(items.map((each) => each.values)).toEqual(values);
  });

  test('are answered alike whoever asks, but for its own drafts', async () => {
    expect(await asked('find definitions', AURORA)).toEqual(await asked('find definitions', BOREALIS));
    const [own, theirs] = [await asked('find draft bonds', AURORA), await asked('find draft bonds', BOREALIS)];
    expect([own.matches, theirs.matches]).toEqual([1, 1]);
    expect(own.items[0]?.name).not.toBe(theirs.items[0]?.name);
  });
});
