import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type {
  Approval,
  BusinessDates,
  CapTable,
  DefinitionReceipt,
  HolderRegister,
  Operation,
  PartyReceipt,
  ScripClient,
} from '@scrip/gateway-api';
import { type CommandResult, REPOSITORY } from '../support/command.js';
import { AURORA, BOREALIS, CIRRUS, DELTA, MEMBERS } from '../support/consortium.js';
import { eventually } from '../support/eventually.js';
import { journey } from '../support/journey.js';
import { likeOf, listedSecurities } from '../support/listed.js';
import { ScripCommand } from '../support/scrip-command.js';
import { freeFirstPort, StartedConsortium } from '../support/start.js';

const TIMEOUT_MS = 300_000;
const SEEN_WITHIN_MS = 30_000;
const PERSON = ['--line1', '1 Sample Street', '--city', 'Dublin', '--postal-code', 'D02 X285', '--country', 'IE'];

/** Profiles by name: organisation and operator. */
const STAFF: Readonly<Record<string, readonly [string, string]>> = {
  aurora: [AURORA, 'desk-1'],
  'aurora-control': [AURORA, 'control-1'],
  borealis: [BOREALIS, 'desk-1'],
  'borealis-control': [BOREALIS, 'control-1'],
  cirrus: [CIRRUS, 'desk-1'],
  'cirrus-control': [CIRRUS, 'control-1'],
  delta: [DELTA, 'desk-1'],
  'delta-control': [DELTA, 'control-1'],
};

const folder = mkdtempSync(join(tmpdir(), 'scrip-command-'));
const scrip = new ScripCommand(folder);
type Verify = (file: string, ...more: readonly string[]) => Promise<CommandResult>;

const as = (profile: string): readonly string[] => ['--profile', profile];

journey('an institution at its command line', (engine) => {
  const data = join(folder, 'network');
  const apiKeys: string[] = [];
  let consortium: StartedConsortium;
  let isin = '';
  const ids = { mara: '', ben: '', ada: '' };

  beforeAll(async () => {
    mkdirSync(data);
    const port = await freeFirstPort();
    consortium = await StartedConsortium.start(engine, data, port, { args: ['--empty'] });
    if (consortium.hasEnded) throw new Error(`the consortium did not start\n${consortium.output}`);
    for (const [name, [mspId, operator]] of Object.entries(STAFF)) {
      const file = join(data, 'gateway', mspId, `${operator}.key`);
      apiKeys.push(readFileSync(file, 'utf8').trim());
      const url = `http://localhost:${port + MEMBERS.indexOf(mspId)}`;
      const added = await scrip.json<{ mspId: string }>(
        0,
        'profile',
        'add',
        name,
        '--url',
        url,
        '--api-key-file',
        file,
      );
      expect(added.mspId).toBe(mspId);
    }
  }, TIMEOUT_MS);

  afterAll(async () => {
    await consortium.interrupt();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }, TIMEOUT_MS);

  /** Waits until every organisation shows what any of them shows. */
  async function everybodySees(): Promise<void> {
    const clients = [AURORA, BOREALIS, CIRRUS, DELTA].map((mspId) => consortium.client(MEMBERS.indexOf(mspId), mspId));
    const block = async (client: ScripClient): Promise<number> => (await client.calendars.dates()).asOf.block;
    const newest = Math.max(...(await Promise.all(clients.map(block))));
    for (const client of clients) {
      await eventually(async () => (await block(client)) >= newest || undefined, SEEN_WITHIN_MS);
    }
  }

  async function unitsOf(party: string): Promise<string> {
    const { items } = await scrip.json<HolderRegister>(0, 'register', 'show', isin);
    return items.find(({ holderId }) => holderId === party)?.units ?? '0';
  }

  test('the linked program runs, and profiles are for their owner alone', async () => {
    const linked = join(REPOSITORY, 'node_modules', '.bin', 'scrip');
    expect((await promisify(execFile)(linked, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(statSync(join(folder, 'config', 'scrip', 'profiles.json')).mode & 0o777).toBe(0o600);
    expect((await scrip.run(['profile', 'list'])).stdout).toMatch(/^aurora \*/m);
  });

  test('the issuer defines a security, which the registrar adopts, and registers it', async () => {
    const [listed] = listedSecurities().filter(({ channel }) => channel === 'securities');
    if (listed === undefined) throw new Error('the configuration has no security');
    writeFileSync(join(folder, 'security.json'), JSON.stringify(likeOf(listed).form));
    ({ isin } = listed);
    const name = `${isin}@1`;
    const draft = ['definitions', 'draft', 'security.json', '--form'];
    const { hash } = await scrip.json<DefinitionReceipt>(0, ...as('aurora'), ...draft);
    await scrip.json(0, ...as('aurora'), 'definitions', 'propose', name, '--hash', hash);
    await everybodySees();
    const adoption = ['definitions', 'adopt', name, '--hash', hash];
    const { id } = await scrip.json<Approval>(3, ...as('borealis'), ...adoption);
    await scrip.json(0, ...as('borealis-control'), 'approvals', 'approve', id, '--yes');
    await everybodySees();
    const place = ['--registrar', listed.registrar, '--calendar', listed.calendar];
    await scrip.json(0, ...as('aurora'), 'securities', 'register', name, ...place);
    await everybodySees();
    expect((await scrip.run(['definitions', 'list', '--status', 'adopted'])).stdout).toContain(name);
    expect((await scrip.run(['securities', 'list'])).stdout).toContain(isin);
  });

  test('the custodian takes on holders with keys that were made here', async () => {
    for (const name of ['mara', 'ben', 'ada'] as const) {
      const type = name === 'ben' ? 'ed25519' : 'p256';
      await scrip.json(0, 'keys', 'new', '--type', type, '--out', `${name}.pem`);
      const argv = ['parties', 'register', '--name', name, ...PERSON, '--enrol', `${name}.pem`];
      ids[name] = (await scrip.json<PartyReceipt>(0, ...as('cirrus'), ...argv)).partyId;
    }
    expect((await scrip.run([...as('cirrus'), 'parties', 'show', ids.mara])).stdout).toMatch(/^keys +\S{43} {2}P-256/m);
    await everybodySees();
  });

  test('the regulator states a claim, which is worth something once it is trusted', async () => {
    const today = (await scrip.json<BusinessDates>(0, 'business-date', 'show')).items[0]?.date ?? '';
    const trust = ['trust', 'adopt', '--type', 'kyc', '--effect', 'requires', '--sides', 'none'];
    const { id } = await scrip.json<Approval>(3, ...as('delta'), ...trust, '--issuer', `${DELTA}=${today}`);
    await scrip.json(0, ...as('delta-control'), 'approvals', 'approve', id, '--yes');
    const claim = ['claims', 'issue', '--subject', ids.mara, '--type', 'kyc', '--valid-until', '2027-11-30'];
    const { claimId } = await scrip.json<{ claimId: string }>(
      0,
      ...as('delta'),
      ...claim,
      '--findings',
      'seen in person',
    );
    const status = async (): Promise<string> => (await scrip.run([...as('delta'), 'claims', 'list', ids.mara])).stdout;
    expect(await status()).toMatch(/^kyc +- +DeltaMSP +valid/m);
    await scrip.json(0, ...as('delta'), 'claims', 'revoke', claimId);
    expect(await status()).toMatch(/^kyc +- +DeltaMSP +revoked/m);
  });

  test('units are issued when a second operator approves', async () => {
    const propose = ['issuances', 'propose', isin, '--to', `${ids.mara}:100`];
    const { id, bodyHash } = await scrip.json<Approval>(3, ...as('aurora'), ...propose);
    expect(await unitsOf(ids.mara)).toBe('0');
    const approve = ['approvals', 'approve', id, '--yes'];
    expect(await scrip.json(1, ...as('aurora'), ...approve)).toMatchObject({ code: 'OPERATOR_NOT_PERMITTED' });
    const { stdout } = await scrip.run([...as('aurora-control'), 'approvals', 'list', '--status', 'proposed']);
    expect(stdout).toContain(`100 units of ${isin} are issued to one holder.`);
    expect(await scrip.json(2, ...as('aurora-control'), 'approvals', 'approve', id)).toMatchObject({ code: 'USAGE' });
    expect(await unitsOf(ids.mara)).toBe('0');
    await scrip.json(0, ...as('aurora-control'), ...approve, '--body-hash', bodyHash);
    expect(await unitsOf(ids.mara)).toBe('100');
    await everybodySees();
  });

  test('a transfer is signed with the key of the holder, handed in, and settled once', async () => {
    const order = ['--isin', isin, '--from', ids.mara, '--to', ids.ben, '--units', '10'];
    const sign = ['transfers', 'sign', ...order, '--key', 'mara.pem', '--out', 'transfer.json'];
    await scrip.json(0, ...as('cirrus'), ...sign);
    const submit = [
      'transfers',
      'submit',
      '--body',
      'transfer.json',
      '--wait',
      '30',
      '--command-id',
      'transfer-of-mara',
    ];
    const first = await scrip.json<Operation>(0, ...as('cirrus'), ...submit);
    expect(first.status).toBe('settled');
    expect(await scrip.json(0, ...as('cirrus'), ...submit)).toMatchObject({ id: first.id, block: first.block });
    await everybodySees();
    expect([await unitsOf(ids.mara), await unitsOf(ids.ben)]).toEqual(['90', '10']);
  });

  test('an agent signs within its mandate, and is refused beyond it', async () => {
    const mandate = ['--id', 'poa-1', '--agent', ids.ada, '--up-to-units', '5', '--key', 'mara.pem'];
    await scrip.json(0, ...as('cirrus'), 'mandates', 'grant', ids.mara, ...mandate);
    const order = (units: string): readonly string[] => [
      '--isin',
      isin,
      '--from',
      ids.mara,
      '--to',
      ids.ben,
      '--units',
      units,
    ];
    for (const [units, exitCode, expected] of [
      ['5', 0, { status: 'settled' }],
      ['6', 1, { status: 'refused', problem: { code: 'MANDATE_INSUFFICIENT' } }],
    ] as const) {
      const mayAct = ['mandates', 'may-act', ids.mara, isin, '--units', units, '--by', ids.ada];
      expect(await scrip.json(0, ...as('cirrus'), ...mayAct)).toMatchObject({ allowed: exitCode === 0 });
      const sign = [
        'transfers',
        'sign',
        ...order(units),
        '--signer',
        `${ids.ada}=ada.pem`,
        '--out',
        `by-ada-${units}.json`,
      ];
      await scrip.json(0, ...as('cirrus'), ...sign);
      const submit = ['transfers', 'submit', '--body', `by-ada-${units}.json`, '--wait', '30'];
      expect(await scrip.json(exitCode, ...as('cirrus'), ...submit)).toMatchObject(expected);
    }
    await everybodySees();
    expect([await unitsOf(ids.mara), await unitsOf(ids.ben)]).toEqual(['85', '15']);
  });

  test('a pledge by its holder’s key is released by that of the pledgee', async () => {
    writeFileSync(join(folder, 'loan.txt'), 'a loan, with a salt in it');
    const approved = async (...argv: readonly string[]): Promise<void> => {
      const { id } = await scrip.json<Approval>(3, ...as('cirrus'), 'encumbrances', ...argv);
      await scrip.json(0, ...as('cirrus-control'), 'approvals', 'approve', id, '--yes');
      await everybodySees();
    };
    const named = [isin, '--holder', ids.mara, '--id', 'loan-1'];
    const terms = ['--units', '1', '--for', ids.ben, '--document', 'loan.txt', '--key', 'mara.pem'];
    await approved('add', '--kind', 'pledge', ...named, ...terms);
    const listed = async (): Promise<string> =>
      (await scrip.run([...as('delta'), 'encumbrances', 'of-security', isin])).stdout;
    expect(await listed()).toMatch(/^pledge +1 +loan-1 .* in force *$/m);
    await approved('release', ...named, '--beneficiary', ids.ben, '--key', 'ben.pem');
    expect(await listed()).not.toContain('in force');
  });

  test('an order moves units, and the cap table shows who has which part', async () => {
    const before = [await unitsOf(ids.mara), await unitsOf(ids.ben)].map(BigInt);
    const named = ['--from', ids.mara, '--to', ids.ben, '--units', '1', '--basis', 'court-order'];
    const order = ['orders', 'forced-transfer', isin, ...named, '--document', 'loan.txt'];
    const { id } = await scrip.json<Approval>(3, ...as('delta'), ...order);
    await scrip.json(0, ...as('delta-control'), 'approvals', 'approve', id, '--yes');
    await everybodySees();
    expect([await unitsOf(ids.mara), await unitsOf(ids.ben)].map(BigInt)).toEqual(
      before.map((units, index) => (index === 0 ? units - 1n : units + 1n)),
    );
    const trail = await scrip.run([...as('aurora'), 'orders', 'list', isin]);
    expect(trail.stdout).toMatch(
      new RegExp(`^forcedTransfer +${ids.mara} +${ids.ben} +1 .*${DELTA} +court-order`, 'm'),
    );
    const table = await scrip.json<CapTable>(0, ...as('borealis'), 'register', 'cap-table', isin);
    expect(table.holders.find(({ holderId }) => holderId === ids.ben)?.units).toBe(await unitsOf(ids.ben));
    const extract = ['register', 'extract', isin, '--right', 'authority', '--purpose', 'request 2026-17', '--all'];
    expect((await scrip.run([...as('borealis'), ...extract])).stdout).toContain(ids.ben);
    const readers = await scrip.run([...as('borealis'), 'register', 'inspections', isin]);
    expect(readers.stdout).toMatch(/desk-1 +authority +request 2026-17/);
    expect((await scrip.run(['screening', 'standings', isin])).stdout).toContain('All holders stand well.');
    expect((await scrip.run(['leases', 'list'])).stdout).toContain(BOREALIS);
  });

  test('a refusal is a problem for programs, lines for people, and writes nothing', async () => {
    await everybodySees();
    const block = async (): Promise<number> => (await scrip.json<BusinessDates>(0, 'business-date', 'show')).asOf.block;
    const before = await block();
    const propose = [...as('cirrus'), 'issuances', 'propose', isin, '--to', `${ids.ben}:1`];
    expect(await scrip.json(1, ...propose)).toMatchObject({ code: 'AUTHORITY_DENIED', status: 403, retrySafe: false });
    const { status, stdout, stderr } = await scrip.run(propose);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error: .*\ncode: AUTHORITY_DENIED\nhint: /);
    await everybodySees();
    expect(await block()).toBe(before);
  });

  test('the business day goes on when the calendar authority and the registrar agree', async () => {
    const [day] = (await scrip.json<BusinessDates>(0, 'business-date', 'show')).items;
    const { calendar, date } = day ?? { calendar: '', date: '' };
    const close = ['business-date', 'close', calendar];
    expect(await scrip.json(3, ...as('delta'), ...close)).toMatchObject({
      status: 'asked',
      phase: 'instructionCutOff',
    });
    await everybodySees();
    const { status, stdout } = await scrip.run([...as('borealis'), ...close]);
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining(`${calendar} has moved to ${date}, instructionCutOff.`),
    ]);
  });

  /** The credential of Mara with the status list that everybody can read now. */
  async function stated(verify: Verify): Promise<CommandResult> {
    const { url } = await scrip.json<{ url: string }>(0, 'profile', 'show', 'cirrus');
    writeFileSync(join(folder, 'status.jwt'), await (await fetch(`${url}/credential-status-list`)).text());
    return verify('mara.sd-jwt', '--status-list', 'status.jwt');
  }

  test('a holder takes a credential along, which is checked without a gateway', async () => {
    const organisation = ['parties', 'register-organisation', '--name', 'Cirrus Custody', ...PERSON];
    const { partyId: issuer } = await scrip.json<PartyReceipt>(0, ...as('cirrus'), ...organisation);
    const credential = ['parties', 'credential', ids.mara, '--purpose', 'the holder moves', '--out', 'mara.sd-jwt'];
    await scrip.json(0, ...as('cirrus'), ...credential);
    const did = await scrip.run([...as('cirrus'), 'parties', 'did', issuer]);
    writeFileSync(join(folder, 'issuer.json'), did.stdout);
    const alone = new ScripCommand(folder, { XDG_CONFIG_HOME: join(folder, 'nothing') });
    const verify: Verify = (file, ...more) =>
      alone.run(['credentials', 'verify', file, '--issuer-key', 'issuer.json', ...more]);
    expect((await verify('mara.sd-jwt')).stdout).toMatch(/^The credential is valid\.[\s\S]*\bname +mara$/m);
    const forged = readFileSync(join(folder, 'mara.sd-jwt'), 'utf8').replace(/^([^.]+\.[^.]+\.)./, '$1_');
    writeFileSync(join(folder, 'forged.sd-jwt'), forged);
    const { status, stderr } = await verify('forged.sd-jwt');
    expect([status, stderr]).toEqual([1, expect.stringContaining('CREDENTIAL_INVALID')]);
    expect(await stated(verify)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^status +valid/m) });
    await scrip.json(0, 'keys', 'new', '--type', 'ed25519', '--out', 'new.pem');
    const { keyId } = await scrip.json<{ keyId: string }>(0, 'keys', 'show', 'mara.pem');
    const change = ['keys', 'change', ids.mara, '--key', 'mara.pem', '--enrol', 'new.pem', '--revoke', keyId];
    await scrip.json(0, ...as('cirrus'), ...change);
    expect(await stated(verify)).toMatchObject({ status: 1, stdout: expect.stringMatching(/^status +invalid/m) });
  });

  test('what happened is one document a line, and a reader may leave early', async () => {
    const { status, stdout, stderr } = await scrip.run(['events', '--format', 'json']);
    expect([status, stderr]).toEqual([0, '']);
    const types = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).toEqual(
      expect.arrayContaining(['SecurityRegistered', 'ActProposed', 'ActApproved', 'PartyRegistered']),
    );
    const program = `"${process.execPath}" "${join(REPOSITORY, 'cli', 'bin', 'scrip.mjs')}"`;
    const env = { ...process.env, XDG_CONFIG_HOME: join(folder, 'config') };
    const piped = await promisify(execFile)('sh', ['-c', `${program} events | head -1`], { env });
    expect([piped.stdout.trim().split('\n').length, piped.stderr]).toEqual([1, '']);
  });

  test('no API key was ever printed', () => {
    expect(scrip.printed.length).toBeGreaterThan(1_000);
    for (const key of apiKeys) expect(scrip.printed).not.toContain(key);
  });
});
