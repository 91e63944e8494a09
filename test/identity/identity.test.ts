import { afterAll, beforeAll, test } from '@jest/globals';
import { report } from '../support/engine.js';
import { journey } from '../support/journey.js';
import type { IdentityRow, OpenRow } from './row.js';
import { CLAIM_ROWS } from './rows/claims.js';
import { MANDATE_ROWS } from './rows/mandates.js';
import { NODE_ROWS } from './rows/nodes.js';
import { PARTY_ROWS } from './rows/parties.js';
import { PORTABLE_ROWS } from './rows/portable.js';
import { IdentityScene } from './scene.js';

const TIMEOUT_MS = 300_000;

const ROWS: readonly IdentityRow[] = [...PARTY_ROWS, ...CLAIM_ROWS, ...MANDATE_ROWS, ...PORTABLE_ROWS, ...NODE_ROWS];

const OPEN: readonly OpenRow[] = [
  { id: 'ID12', expects: 'pseudonyms per asset or venue', open: 'comes with the privacy agreements' },
];

journey('the identity table', (engine) => {
  let scene: IdentityScene;
  beforeAll(async () => {
    scene = await IdentityScene.open(engine);
  }, TIMEOUT_MS);
  afterAll(() => scene.close(), TIMEOUT_MS);

  for (const { id, expects, allowed, refused } of ROWS) {
    test(`${id} ${expects}: allowed, ${allowed.case}`, () => allowed.run(scene), TIMEOUT_MS);
    test(`${id} ${expects}: refused, ${refused.case}`, () => refused.run(scene), TIMEOUT_MS);
  }

  test('rows that are open say so', () => {
    for (const { id, expects, open } of OPEN) report(`${id} ${expects}: open, ${open}`);
  });
});
