import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import type { Approval, Import } from '../client/types.js';
import { LedgerRefusal, LedgerUnavailable } from '../ledger/ledger-error.js';
import { ISIN, PERSON, PLACEMENT, registerLike } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const HEAD = 'name,line1,city,postalCode,country';
const person = (name: string): string => `${name},1 Sample Street,Dublin,D02 X285,IE`;

let gateway: TestGateway;
let client: ScripClient;

beforeEach(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
});
afterEach(() => gateway.dispose());

type Started = Parameters<ScripClient['tables']['startImport']>[0];
const start = (about: Started, rows: readonly string[], head = HEAD): Promise<Import> =>
  client.tables.startImport(about, { type: 'text/csv', content: `${[head, ...rows].join('\n')}\n` });

/** How an import stands when none of its rows is waiting or on its way. */
async function ended(importId: string): Promise<Import['rows']> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const { import: shown } = await client.tables.import(importId);
    if (shown.status === 'ended' || Date.now() > deadline) return shown.rows;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const commands = (name: string): number => gateway.ledger.submitted.filter((each) => each.name === name).length;
const approve = async (id: string): Promise<Approval> => {
  const checker = new ScripClient({ url: gateway.url, apiKey: gateway.checkerKey });
  return checker.approve(await checker.approval(id));
};

describe('a dry run', () => {
  test('looks at every row and does nothing; the same import is then sent in earnest', async () => {
    const about = { importId: 'first', kind: 'holders', dryRun: true } as const;
    const shown = await start(about, [person('Ada Example'), 'Bob Example,1 Street,,D02,IE', 'Cleo,x']);
    expect(shown).toMatchObject({ dryRun: true, status: 'ended', rows: { checked: 1, refused: 2, done: 0 } });
    expect((await client.tables.importRows('first', { state: 'refused' })).items).toMatchObject([
      { row: 2, errors: [{ column: 'city', code: 'FIELD_INVALID', hint: expect.any(String) }] },
      { row: 3, errors: [{ code: 'ROW_UNREADABLE' }] },
    ]);
    expect(commands('party:register')).toBe(0);
    await start({ importId: 'first', kind: 'holders' }, [person('Ada Example')]);
    expect(await ended('first')).toMatchObject({ done: 1, refused: 0 });
    await expect(start(about, [])).rejects.toMatchObject({ code: 'IMPORT_EXISTS' });
  });
});

describe('holders', () => {
  const about = { importId: 'holders-1', kind: 'holders' } as const;
  const good = [person('Ada Example'), person('Bob Example')];

  test('are taken on, each once however often the table is sent, and corrected rows with it', async () => {
    await start(about, [...good, 'Cleo Example,1 Street,Dublin,D02,XX']);
    expect(await ended('holders-1')).toMatchObject({ done: 2, refused: 1 });
    await start(about, [...good, person('Cleo Example')]);
    expect(await ended('holders-1')).toMatchObject({ done: 3, refused: 0 });
    await start(about, [...good, person('Cleo Example')]);
    expect(await ended('holders-1')).toMatchObject({ done: 3, refused: 0 });
    expect(commands('party:register')).toBe(3);
    const { items } = await client.tables.importRows('holders-1');
    for (const { reference } of items)
      expect((await client.parties.get(reference ?? '')).party).toMatchObject({ kind: 'person' });
    expect(new Set(items.map(({ reference }) => reference)).size).toBe(3);
  });

  test('that were taken are not changed by another content of the row, which is told so', async () => {
    await start(about, good);
    await ended('holders-1');
    await start(about, [person('Somebody Else'), person('Bob Example')]);
    await ended('holders-1');
    expect(commands('party:register')).toBe(2);
    expect((await client.tables.importRows('holders-1')).items).toMatchObject([
      { row: 1, state: 'done', errors: [{ code: 'ROW_CHANGED' }] },
      { row: 2, state: 'done', errors: [] },
    ]);
  });

  test('keep no personal data in the gateway once they are taken on', async () => {
    await start(about, good);
    await ended('holders-1');
    await gateway.stop();
    const file = readFileSync(`${gateway.directory}/operations.sqlite`).toString('latin1');
    gateway = await openTestGateway({ directory: gateway.directory, ledger: gateway.ledger });
    expect(file).not.toContain('Ada Example');
    expect(file).toContain('holders-1');
  });

  test('wait while the ledger cannot take them, and go on under the same ids after a restart', async () => {
    const unreachable = new LedgerUnavailable('unreachable', 1, { cause: new Error('away') });
    gateway.ledger.failures.push(...Array.from({ length: 40 }, () => unreachable));
    await start(about, good);
    await gateway.stop();
    gateway.ledger.failures.length = 0;
    gateway = await openTestGateway({ directory: gateway.directory, ledger: gateway.ledger });
    client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
    expect(await ended('holders-1')).toMatchObject({ done: 2, waiting: 0 });
    const ids = gateway.ledger.submitted
      .filter(({ name }) => name === 'party:register')
      .map(({ commandId }) => commandId);
    expect(new Set(ids).size).toBe(2);
  });

  test('that the ledger refuses say why, and may be sent again', async () => {
    gateway.ledger.failures.push(new LedgerRefusal('AUTHORITY_DENIED', 'The authority is missing.'));
    await start(about, [person('Ada Example')]);
    await ended('holders-1');
    expect((await client.tables.importRows('holders-1')).items).toMatchObject([
      { state: 'refused', errors: [{ code: 'AUTHORITY_DENIED', hint: expect.any(String) }] },
    ]);
    await start(about, [person('Ada Example')]);
    expect(await ended('holders-1')).toMatchObject({ done: 1 });
  });
});

describe('a register and instructions', () => {
  let ada: string;
  let bob: string;
  beforeEach(async () => {
    await client.registerSecurity(PLACEMENT);
    ada = (await client.registerParty(PERSON)).partyId;
    bob = (await client.registerParty(PERSON)).partyId;
  });

  test('the lots of a register are proposed together, none twice in one, and done when a checker approves', async () => {
    const rows = [`${ada},5,10,2026-01-05`, `${ada},6,,`, `${ada},6,,`, `${bob},7,,2026-02-02`, `${bob},x,,`];
    const about = { importId: 'reg', kind: 'register', isin: ISIN } as const;
    await start(about, rows, 'holderId,units,price,acquiredOn');
    const deadline = Date.now() + 10_000;
    while ((await client.tables.import('reg')).import.rows.waiting > 0 && Date.now() < deadline);
    const { items } = await client.tables.importRows('reg');
    expect(items.map(({ state }) => state)).toEqual(['submitted', 'submitted', 'submitted', 'submitted', 'refused']);
    const proposals = new Set(items.flatMap(({ reference }) => reference ?? []));
    expect(proposals.size).toBe(2);
    for (const id of proposals) await approve(id);
    expect(await ended('reg')).toMatchObject({ done: 4, refused: 1 });
    expect((await client.register(ISIN)).issuedUnits).toBe('24');
    await start(about, rows, 'holderId,units,price,acquiredOn');
    expect(await ended('reg')).toMatchObject({ done: 4, refused: 1 });
    expect((await client.register(ISIN)).issuedUnits).toBe('24');
  });

  test('one lot that the ledger refuses does not keep the others from being proposed', async () => {
    const proposing = gateway.ledger.functions.get('register:issue');
    gateway.ledger.functions.set('register:issue', (body, transactionId, command) => {
      const { allocations } = body as { readonly allocations: readonly { readonly holderId: string }[] };
      if (allocations.some(({ holderId }) => holderId === bob))
        throw new LedgerRefusal('HOLDER_FROZEN', 'It is frozen.');
      if (proposing === undefined) throw new Error('there is no such function');
      return proposing(body, transactionId, command);
    });
    const cleo = (await client.registerParty(PERSON)).partyId;
    const about = { importId: 'reg', kind: 'register', isin: ISIN } as const;
    await start(about, [`${ada},1`, `${bob},2`, `${cleo},3`], 'holderId,units');
    const deadline = Date.now() + 10_000;
    while ((await client.tables.import('reg')).import.rows.waiting > 0 && Date.now() < deadline);
    expect((await client.tables.importRows('reg')).items).toMatchObject([
      { state: 'submitted' },
      { state: 'refused', errors: [{ code: 'HOLDER_FROZEN' }] },
      { state: 'submitted' },
    ]);
  });

  test('transfers are instructed once, settle, and tell what the ledger refuses', async () => {
    await approve((await client.issue(ISIN, { allocations: [{ holderId: ada, units: '10' }] })).id);
    const head = 'isin,fromHolderId,toHolderId,units';
    const rows = [`${ISIN},${ada},${bob},4`, `${ISIN},${ada},${bob},400`, `${ISIN},${ada},P${'Z'.repeat(32)},1`];
    const about = { importId: 'ins', kind: 'instructions' } as const;
    for (let times = 0; times < 3; times += 1) {
      await start(about, rows, head);
      expect(await ended('ins')).toMatchObject({ done: 1, refused: 2 });
    }
    expect((await client.tables.importRows('ins')).items).toMatchObject([
      { state: 'done', errors: [] },
      { state: 'refused', errors: [{ code: 'UNITS_INSUFFICIENT' }] },
      { state: 'refused', errors: [{ code: 'PARTY_UNKNOWN', column: 'toHolderId' }] },
    ]);
    await start(about, [rows[0] ?? '', `${ISIN},${ada},${bob},2`, `${ISIN},${ada},${bob},1`], head);
    expect(await ended('ins')).toMatchObject({ done: 3, refused: 0 });
    const { items } = await client.register(ISIN);
    expect(items.map(({ holderId, units }) => [holderId, units]).sort()).toEqual(
      [
        [ada, '3'],
        [bob, '7'],
      ].sort(),
    );
  });

  test('transfers say which lots go, and until when they can settle', async () => {
    const lots = ['a', 'b'].map((letter) => `${letter.repeat(64)}/0`);
    const row = (choice: string, lastDay = ''): string => `${ISIN},${ada},${bob},1,${choice},${lastDay}`;
    const rows = [row('lifo', '2026-11-30'), row(lots.join(' ')), row('newest'), row('', '2027-12-01'), row('')];
    await approve((await client.issue(ISIN, { allocations: [{ holderId: ada, units: '10' }] })).id);
    await start({ importId: 'ins', kind: 'instructions' }, rows, 'isin,fromHolderId,toHolderId,units,lots,lastDay');
    expect(await ended('ins')).toMatchObject({ done: 3, refused: 2 });
    expect((await client.tables.importRows('ins', { state: 'refused' })).items).toMatchObject([
      { row: 3, errors: [{ code: 'FIELD_INVALID', column: 'lots' }] },
      { row: 4, errors: [{ code: 'INSTRUCTION_TOO_LONG', column: 'lastDay' }] },
    ]);
    const sent = gateway.ledger.submitted.filter(({ name }) => name === 'settlement:instruct');
    const given = sent.flatMap(({ body }) => body['instructions'] as Record<string, unknown>[]);
    expect(given).toHaveLength(3);
    expect(given).toContainEqual(expect.objectContaining({ lots: 'lifo', lastDay: '2026-11-30' }));
    expect(given).toContainEqual(expect.objectContaining({ lots }));
    expect(given.filter((each) => 'lots' in each)).toHaveLength(2);
  });

  describe('of a security with a title', () => {
    beforeEach(async () => {
      gateway = await reopenedWithTitle();
    });
    /** A gateway on a ledger whose security says what title to it is. */
    async function reopenedWithTitle(): Promise<TestGateway> {
      await gateway.dispose();
      const titled = await openTestGateway();
      client = new ScripClient({ url: titled.url, apiKey: titled.makerKey });
      const register = { constitutiveUnder: 'eWpG' };
      const titleTo = { law: 'Germany', form: 'registered', register, protocol: 'Ballot@1', notary: 'OtherMSP' };
      await registerLike(client, { titleTo });
      ada = (await client.registerParty(PERSON)).partyId;
      bob = (await client.registerParty(PERSON)).partyId;
      return titled;
    }
    const DEED = 'd'.repeat(64);

    test('every lot of a register says what it rests on, and each row is told what is wrong with that', async () => {
      const rows = [
        `${ada},5,2020-01-31,deed,${DEED}`,
        `${ada},5,2020-01-31,deed,${'e'.repeat(64)}`,
        `${ada},6,2020-01-31,,`,
        `${ada},7,,,`,
        `${bob},8,2020-01-31,hearsay,${DEED}`,
        `${bob},9,2020-01-31,extract,1234`,
        `${bob},10,2020-01-31,extract,`,
      ];
      const head = 'holderId,units,acquiredOn,titleBasis,titleDocument';
      await start({ importId: 'reg', kind: 'register', isin: ISIN }, rows, head);
      const deadline = Date.now() + 10_000;
      while ((await client.tables.import('reg')).import.rows.waiting > 0 && Date.now() < deadline);
      expect((await client.tables.importRows('reg')).items).toMatchObject([
        { state: 'submitted' },
        { state: 'submitted' },
        { state: 'refused', errors: [{ code: 'TITLE_BASIS_MISSING', column: 'titleBasis' }] },
        { state: 'refused', errors: [{ code: 'TITLE_BASIS_MISSING', column: 'titleBasis' }] },
        { state: 'refused', errors: [{ code: 'FIELD_INVALID', column: 'titleBasis' }] },
        { state: 'refused', errors: [{ code: 'FIELD_INVALID', column: 'titleDocument' }] },
        { state: 'refused', errors: [{ code: 'FIELD_INVALID', column: 'titleDocument' }] },
      ]);
      const [sent] = gateway.ledger.submitted.filter(({ name }) => name === 'register:issue');
      expect(sent?.body['allocations']).toMatchObject([
        { title: { by: 'deed', document: DEED } },
        { title: { by: 'deed' } },
      ]);
    });

    test('transfers have their deeds, whole', async () => {
      await approve((await client.issue(ISIN, { allocations: [{ holderId: ada, units: '10' }] })).id);
      const row = (deed: string): string => `${ISIN},${ada},${bob},1,${deed}`;
      const head = 'isin,fromHolderId,toHolderId,units,sellersCapacity,buyersCapacity,consideration';
      const rows = [
        row(`principal,trustee,${DEED}`),
        row(',,'),
        row(`principal,,${DEED}`),
        row(`principal,friend,${DEED}`),
      ];
      await start({ importId: 'ins', kind: 'instructions' }, rows, head);
      await ended('ins');
      expect((await client.tables.importRows('ins', { state: 'refused' })).items).toMatchObject([
        { row: 2, errors: [{ code: 'DEED_MISSING', column: 'consideration' }] },
        { row: 3, errors: [{ code: 'FIELD_INVALID', column: 'buyersCapacity' }] },
        { row: 4, errors: [{ code: 'FIELD_INVALID', column: 'buyersCapacity' }] },
      ]);
      const sent = gateway.ledger.submitted.filter(({ name }) => name === 'settlement:instruct');
      const deed = { sellersCapacity: 'principal', buyersCapacity: 'trustee', consideration: DEED };
      expect(sent.flatMap(({ body }) => body['instructions'])).toMatchObject([{ deed }]);
    });
  });

  test('of a security without a title says of no lot what it rests on', async () => {
    const rows = [`${ada},5,2020-01-31,deed,${'d'.repeat(64)}`];
    await start(
      { importId: 'reg', kind: 'register', isin: ISIN },
      rows,
      'holderId,units,acquiredOn,titleBasis,titleDocument',
    );
    expect((await client.tables.importRows('reg')).items).toMatchObject([
      { state: 'refused', errors: [{ code: 'TITLE_BASIS_MISPLACED', column: 'titleBasis' }] },
    ]);
  });

  test.each([
    ['a register without its security', { importId: 'a', kind: 'register' } as const, 'IMPORT_SECURITY_MISPLACED'],
    [
      'a security that is not there',
      { importId: 'a', kind: 'register', isin: 'US5949181045' } as const,
      'SECURITY_UNKNOWN',
    ],
  ])('%s is refused', async (_, about, code) => {
    await expect(start(about, [], 'holderId,units')).rejects.toMatchObject({ code });
  });

  test('a header that is not known is refused, and an import that is not there is not found', async () => {
    const wrong = start({ importId: 'a', kind: 'holders' }, [], 'name,salary');
    await expect(wrong).rejects.toMatchObject({ code: 'TABLE_INVALID' });
    await expect(client.tables.import('none')).rejects.toMatchObject({ code: 'IMPORT_NOT_FOUND' });
  });
});

describe('an export', () => {
  test('of a register, its lots and entries is of one block and one day, as CSV and as JSON lines', async () => {
    await client.registerSecurity(PLACEMENT);
    const { partyId: ada } = await client.registerParty(PERSON);
    await approve((await client.issue(ISIN, { allocations: [{ holderId: ada, units: '10', price: '7' }] })).id);
    const table = await client.tables.export('lots', { isin: ISIN });
    const [head, row] = table.content.split('\r\n');
    expect(head).toBe('holderId,units,price,acquiredOn,lotId,origin');
    expect(row).toMatch(new RegExp(`^${ada},10,7,2026-11-23,[0-9a-f]{64}/0,issue$`));
    expect(table.asOf).toEqual({ block: (await client.securities()).asOf.block, businessDate: '2026-11-23' });
    const lines = await client.tables.export('register', { isin: ISIN, format: 'ndjson' });
    expect(
      lines.content
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([{ holderId: ada, custodian: 'TestMSP', units: '10', lots: '1' }]);
    expect((await client.tables.export('entries', { isin: ISIN })).content).toContain(`,issue,,${ada},10,`);
  });

  test('needs a security for a register, and a purpose for holders, whose reading is logged', async () => {
    await expect(client.tables.export('lots', {})).rejects.toMatchObject({ code: 'EXPORT_INCOMPLETE' });
    await expect(client.tables.export('holders', {})).rejects.toMatchObject({ code: 'EXPORT_INCOMPLETE' });
    const viewer = new ScripClient({ url: gateway.url, apiKey: gateway.viewerKey });
    await expect(viewer.tables.export('holders', { purpose: 'x' })).rejects.toMatchObject({
      code: 'OPERATOR_NOT_PERMITTED',
    });
  });
});
