import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import { LedgerRefusal, LedgerUnavailable } from '../ledger/ledger-error.js';
import type { JsonObject } from '../ledger/ledger.js';
import { ISIN, PLACEMENT, SECURITY } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

interface StaleHolding {
  readonly holderId: string;
  readonly lotIds: readonly string[];
  readonly attestors: readonly string[];
}

const holder = (letter: string): string => `P${letter.repeat(32)}`;
const lot = (name: string): string => `${name.repeat(64)}/0`;
const lotsIn = ({ holdings }: JsonObject): readonly string[] =>
  (holdings as unknown as readonly StaleHolding[]).flatMap(({ lotIds }) => lotIds);

let gateway: TestGateway;
/** Lots that are not at home, page by page. */
let pages: StaleHolding[][];
/** What happens to a command that names a lot. */
let obstacles: Map<string, Error>;
let broughtHome: string[];

beforeEach(async () => {
  gateway = await openTestGateway();
  obstacles = new Map();
  broughtHome = [];
  gateway.ledger.functions.set('ownership:stale', ({ args }) => {
    const [, after = ''] = args as readonly string[];
    const at = after === '' ? 0 : pages.findIndex((page) => page.at(-1)?.holderId === after) + 1;
    const holdings = (pages[at] ?? [])
      .map((each) => ({ ...each, lotIds: each.lotIds.filter((id) => !broughtHome.includes(id)) }))
      .filter(({ lotIds }) => lotIds.length > 0);
    const last = pages[at]?.at(-1)?.holderId ?? '';
    const next = at + 1 < pages.length ? { next: last } : {};
    return { events: [], result: { isin: ISIN, holdings, ...next } };
  });
  gateway.ledger.functions.set('ownership:rehome', (body) => {
    const obstacle = lotsIn(body)
      .map((id) => obstacles.get(id))
      .find((each) => each !== undefined);
    if (obstacle !== undefined) throw obstacle;
    broughtHome.push(...lotsIn(body));
    return { events: [], result: { isin: ISIN, rehomed: lotsIn(body).length } };
  });
  await new ScripClient({ url: gateway.url, apiKey: gateway.makerKey }).registerSecurity(PLACEMENT);
});
afterEach(() => gateway.dispose());

const replaced = (): number =>
  gateway.ledger.commit([
    {
      type: 'AttestorReplaced',
      facts: { isin: ISIN, security: SECURITY },
    },
  ]);
const asked = (): readonly JsonObject[] =>
  gateway.ledger.submitted.filter(({ name }) => name === 'ownership:rehome').map(({ body }) => body);

async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400 && !(await reached()); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(await reached()).toBe(true);
}
/** What the measurements of the gateway tell of lots that could not be brought home. */
async function failing(lots: number): Promise<boolean> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return text.includes(`scrip_lots_not_brought_home{channel="securities",isin="${ISIN}"} ${String(lots)}\n`);
}

const [OLD, OTHER] = [
  ['OldMSP', 'TestMSP'],
  ['CustodianMSP', 'TestMSP'],
];

test('a lot that cannot be brought home keeps no other one away, and is named', async () => {
  pages = [
    [
      { holderId: holder('A'), lotIds: [lot('1'), lot('2')], attestors: OLD },
      { holderId: holder('B'), lotIds: [lot('3')], attestors: OLD },
    ],
    [{ holderId: holder('C'), lotIds: [lot('4')], attestors: OLD }],
  ];
  obstacles.set(lot('2'), new LedgerRefusal('LOT_UNKNOWN', 'There is no such lot.'));
  replaced();
  await until(() => broughtHome.length === 3);
  expect([...broughtHome].sort()).toEqual([lot('1'), lot('3'), lot('4')]);
  await until(() => failing(1));
  obstacles.clear();
  replaced();
  await until(() => broughtHome.length === 4);
  await until(() => failing(0));
});

test('lots whose attestors do not answer wait together, after one attempt, and the others go home', async () => {
  pages = [
    [
      { holderId: holder('A'), lotIds: [lot('1'), lot('2')], attestors: OLD },
      { holderId: holder('A'), lotIds: [lot('5')], attestors: OTHER },
    ],
    [
      { holderId: holder('B'), lotIds: [lot('3')], attestors: OLD },
      { holderId: holder('C'), lotIds: [lot('4')], attestors: OTHER },
    ],
  ];
  for (const name of ['1', '2', '3']) obstacles.set(lot(name), new LedgerUnavailable('unreachable', 10));
  replaced();
  await until(() => broughtHome.length === 2);
  expect([...broughtHome].sort()).toEqual([lot('4'), lot('5')]);
  await until(() => failing(3));
  expect(asked().filter((body) => lotsIn(body).some((id) => obstacles.has(id)))).toHaveLength(1);
});
