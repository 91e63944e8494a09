import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Approval, LawfulOverride } from '@scrip/gateway-api';
import { verify } from '@scrip/verify';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, DELTA, MEMBERS } from '../support/consortium.js';
import { eventually } from '../support/eventually.js';
import { journey } from '../support/journey.js';
import { MarketScene } from '../support/market-scene.js';
import { TestNetwork } from '../support/network.js';
import { identityOf } from '../support/profile.js';
import { ScripCommand } from '../support/scrip-command.js';

const TIMEOUT_MS = 300_000;
const SEEN_WITHIN_MS = 60_000;
const CALENDAR_STAYS = [AURORA, BOREALIS, DELTA];

/**
 * Journey 5: a custodian is insolvent and its peer is down. A court orders that a client's units go to a client of another
 * custodian; regulator and issuer execute the order without it. What lies on the units keeps its rank, and the certificate
 * of whoever has got them names the legal basis.
 */
journey('a custodian that is insolvent and off-line', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'scrip-override-'));
  const scrip = new ScripCommand(folder);
  let scene: MarketScene;
  let network: TestNetwork;
  let isin = '';
  let client = '';
  let receiver = '';
  let act: Approval;
  let bank = '';

  /** Units that somebody holds, as the regulator's gateway shows it. */
  const units = async (holder: string): Promise<string> => {
    const { items } = await scene.at(DELTA).register(isin);
    return items.find(({ holderId }) => holderId === holder)?.units ?? '0';
  };
  const as = (operator: string, ...argv: readonly string[]): readonly string[] => ['--profile', operator, ...argv];
  const ordered = ['--basis', 'court-order', '--document', 'order.txt'];

  /** Prepares the override of the act at the regulator's gateway. @returns with the name of the document to sign */
  async function prepared(name: string, ...more: readonly string[]): Promise<LawfulOverride> {
    const argv = ['override', 'prepare', '--approval', act.id, ...ordered, ...more, '--out', `${name}.json`];
    return scrip.json<LawfulOverride>(0, ...as('checker', ...argv));
  }
  /** Has somebody sign off-line. @returns name of the file with the endorsement */
  async function signed(document: string, mspId: string, label: string, status = 0): Promise<string> {
    const { certificate, privateKey } = identityOf(network.profile(CHANNEL, mspId), label);
    const out = `${document}-${mspId}-${label}.json`;
    const keys = ['--msp', mspId, '--cert', certificate, '--key', privateKey];
    const result = await scrip.run(['override', 'sign', `${document}.json`, ...keys, '--yes', '--out', out]);
    if (result.status !== status) throw new Error(`override sign ended with ${result.status}: ${result.stderr}`);
    return out;
  }
  const endorse = async (id: string, ...files: readonly string[]): Promise<LawfulOverride> => {
    const named = files.flatMap((file) => ['--endorsement', file]);
    return scrip.json<LawfulOverride>(0, ...as('maker', 'override', 'endorse', id, ...named));
  };

  beforeAll(async () => {
    scene = await MarketScene.open(engine);
    network = TestNetwork.runningAt(engine, scene.data);
    isin = await scene.security(5);
    client = await scene.managed('Client of the insolvent one');
    receiver = await scene.managed('Client of another', {}, BOREALIS);
    await scene.caughtUp();
    await scene.issue(isin, client, '100');
    await scene.caughtUp();
    for (const [encumbranceId, over] of [['loan-1'], ['loan-2', 'loan-1']] as const) {
      const terms = { holderId: client, encumbranceId, units: '30', beneficiary: receiver, document: 'b'.repeat(64) };
      const rank = over === undefined ? {} : { over };
      const pledge = { ...terms, kind: 'pledge' as const, follows: true, ...rank };
      await scene.approve(CIRRUS, scene.at(CIRRUS).registrar.encumber(isin, pledge));
      await scene.caughtUp();
    }
    bank = await scene.managed('Bank with two loans', {}, BOREALIS);
    writeFileSync(join(folder, 'order.txt'), 'Order of the court, salt 5f1c\n');
    for (const [name, operator] of [
      ['maker', 'desk-1'],
      ['checker', 'control-1'],
    ] as const) {
      const key = join(scene.data, 'gateway', DELTA, `${operator}.key`);
      const url = scene.consortium.urlOf(MEMBERS.indexOf(DELTA));
      await scrip.json(0, 'profile', 'add', name, '--url', url, '--api-key-file', key);
    }
    await network.fault('peer-down', '--peer', CIRRUS);
  }, TIMEOUT_MS);

  afterAll(async () => {
    try {
      await network.heal();
    } finally {
      await scene.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }, TIMEOUT_MS);

  test(
    'the regulator’s maker proposes the forced transfer',
    async () => {
      const argv = ['--from', client, '--to', receiver, '--units', '40', ...ordered];
      act = await scrip.json<Approval>(3, ...as('maker', 'orders', 'forced-transfer', isin, ...argv));
      expect(act.summary).toContain(`40 units of ${isin} go from ${client} to ${receiver}`);
    },
    TIMEOUT_MS,
  );

  test(
    'approved as always it cannot be executed: the custodian’s peer would have to endorse',
    async () => {
      await expect(scene.at(DELTA, 'checker').approve(act)).rejects.toMatchObject({ status: 503 });
      expect(await units(client)).toBe('100');
    },
    TIMEOUT_MS,
  );

  test(
    'an override is prepared by the peers that answer, and nothing has happened',
    async () => {
      const { endorsers, status, unmetPolicies, summary, id } = await prepared('first');
      expect([...endorsers].sort()).toEqual(CALENDAR_STAYS);
      expect({ status, summary }).toEqual({ status: 'prepared', summary: act.summary });
      expect(unmetPolicies).toEqual([
        expect.stringMatching(`^lot/${isin}/${client}/`),
        expect.stringMatching('^overrideSeal/'),
      ]);
      expect(await units(client)).toBe('100');
      const one = await signed('first', DELTA, 'admin');
      expect((await endorse(id, one)).unmetPolicies).toHaveLength(2);
    },
    TIMEOUT_MS,
  );

  test(
    'with one signature it is refused, and nothing has moved',
    async () => {
      const { items } = await scene.at(DELTA).overrides.list();
      const id = items[0]?.id ?? '';
      const own = await scrip.run([...as('checker', 'override', 'submit', id)]);
      expect([own.status, own.stderr]).toEqual([1, expect.stringContaining('OVERRIDE_SAME_OPERATOR')]);
      const { status, stderr } = await scrip.run([...as('maker', 'override', 'submit', id)]);
      expect([status, stderr]).toEqual([1, expect.stringContaining('OVERRIDE_INSUFFICIENT')]);
      expect((await scene.at(DELTA).overrides.get(id)).status).toBe('insufficient');
      expect([await units(client), await units(receiver)]).toEqual(['100', '0']);
    },
    TIMEOUT_MS,
  );

  test(
    'signatures of clients are refused: off-line, and by the gateway',
    async () => {
      const { id, transactionId } = await prepared('second');
      await signed('second', DELTA, 'user1', 2);
      const administrator = await signed('second', DELTA, 'admin');
      const endorsement = JSON.parse(readFileSync(join(folder, administrator), 'utf8')) as object;
      const { certificate } = identityOf(network.profile(CHANNEL, DELTA), 'user1');
      const pem = readFileSync(certificate).toString('base64');
      const forged = { ...endorsement, transactionId, certificate: pem };
      const body = { endorsements: [forged] } as Parameters<ReturnType<typeof scene.at>['overrides']['endorse']>[1];
      await expect(scene.at(DELTA).overrides.endorse(id, body)).rejects.toMatchObject({
        code: 'OVERRIDE_ENDORSEMENT_INVALID',
      });
      expect((await scene.at(DELTA).overrides.get(id)).endorsements).toEqual([]);
    },
    TIMEOUT_MS,
  );

  test(
    'who signs reads what the bytes say, is asked, and signs no document that says something else',
    async () => {
      const { toSign } = await prepared('genuine');
      const { certificate, privateKey } = identityOf(network.profile(CHANNEL, DELTA), 'admin');
      const keys = ['--msp', DELTA, '--cert', certificate, '--key', privateKey];
      const asked = await scrip.run(['override', 'sign', 'genuine.json', ...keys]);
      expect([asked.status, asked.stdout]).toEqual([2, '']);
      const said = [act.summary, `from ${client}`, `gives ${receiver} 40 units of ${isin}`, `gives ${client} 60 units`];
      for (const words of [...said, 'nobody can be asked']) expect(asked.stderr).toContain(words);
      const { body, act: approved = { function: '', body: {} } } = toSign;
      const more = { units: '100' };
      const forgeries: Readonly<Record<string, object>> = {
        'another act': { act: { ...approved, body: { ...(approved.body as object), ...more } } },
        'no act': { act: undefined },
        'another body': { body: { ...(body as object), approvalId: 'other' } },
        'another function': { function: 'approval:reject' },
        'another transaction': { transactionId: '0'.repeat(64) },
        'another channel': { channel: 'placements' },
        'further endorsers': { endorsers: [...toSign.endorsers, CIRRUS] },
        'something else to sign': { payload: Buffer.from('something else').toString('base64') },
        'another last day': { dated: toSign.dated.map((stated) => ({ ...stated, until: '2030-01-01' })) },
        'no dates': { dated: [] },
        'another form': { schema: 'scrip-lawful-override-1' },
        'bytes of nothing': { transaction: '' },
      };
      for (const [name, change] of Object.entries(forgeries)) {
        writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...toSign, ...change }));
        await signed(name, DELTA, 'admin', 2);
      }
      const bytes = Buffer.from(toSign.transaction, 'base64');
      const at = bytes.indexOf(Buffer.from(act.id)) + 1;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      const flipped = { ...toSign, transaction: bytes.toString('base64') };
      writeFileSync(join(folder, 'flipped.json'), JSON.stringify(flipped));
      await signed('flipped', DELTA, 'admin', 2);
    },
    TIMEOUT_MS,
  );

  test(
    'with the signatures of the authority and of a further member the order is executed, though the day has stepped',
    async () => {
      const { id } = await prepared('third');
      const files = [await signed('third', DELTA, 'admin'), await signed('third', AURORA, 'admin')];
      const { unmetPolicies, endorsements } = await endorse(id, ...files);
      expect(unmetPolicies).toEqual([]);
      expect(endorsements.map(({ mspId }) => mspId)).toEqual([AURORA, DELTA]);
      await scene.nextDay(CALENDAR_STAYS);
      const executed = await scrip.json<LawfulOverride>(0, ...as('maker', 'override', 'submit', id));
      expect(executed).toMatchObject({ status: 'executed', block: expect.any(Number) });
      expect([await units(client), await units(receiver)]).toEqual(['60', '40']);
      const { status } = await scene.at(DELTA).approval(act.id);
      expect(status).toBe('approved');
      const again = await scrip.run([...as('maker', 'override', 'submit', id)]);
      expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('OVERRIDE_DECIDED')]);
    },
    TIMEOUT_MS,
  );

  test(
    'an override whose last day has passed is not submitted any more',
    async () => {
      const body = { fromHolderId: client, toHolderId: receiver, units: '1', basis: 'court-order' as const };
      act = await scene.at(DELTA).registrar.forceTransfer(isin, { ...body, document: 'e'.repeat(64) });
      const { id, dated } = await prepared('expiring', '--until', scene.today);
      expect(dated).toEqual([expect.objectContaining({ on: scene.today, until: scene.today })]);
      await endorse(id, await signed('expiring', DELTA, 'admin'), await signed('expiring', AURORA, 'admin'));
      await scene.nextDay(CALENDAR_STAYS);
      const { status, stderr } = await scrip.run([...as('maker', 'override', 'submit', id)]);
      expect([status, stderr]).toEqual([1, expect.stringContaining('OVERRIDE_EXPIRED')]);
      expect((await scene.at(DELTA).overrides.get(id)).status).toBe('expired');
      expect([await units(client), await units(receiver)]).toEqual(['60', '40']);
    },
    TIMEOUT_MS,
  );

  test(
    'pledged units go along in their ranks, and the certificate names the order',
    async () => {
      const body = {
        ...{ fromHolderId: client, toHolderId: bank, units: '60', subjectTo: ['loan-1', 'loan-2'] },
        ...{ basis: 'court-order' as const, document: 'c'.repeat(64) },
      };
      act = await scene.at(DELTA).registrar.forceTransfer(isin, body);
      const { id } = await prepared('fourth');
      await endorse(id, await signed('fourth', DELTA, 'admin'), await signed('fourth', AURORA, 'admin'));
      await scrip.json<LawfulOverride>(0, ...as('maker', 'override', 'submit', id));
      expect(await units(client)).toBe('0');
      const nonce = 'n'.repeat(22);
      const certificate = await scene.at(BOREALIS).certificates.ownership(isin, bank, nonce);
      const said = verify(JSON.stringify(certificate), { nonce }).proven.join('\n');
      expect(said).toMatch(/pledge loan-1 of 30 units .* rank 1 on/);
      expect(said).toMatch(/pledge loan-2 of 30 units .* rank 2 on/);
      expect(said).toContain(`by order of ${DELTA}`);
      expect(said).toContain(`court-order, document with the SHA-256 ${'c'.repeat(64)}`);
    },
    TIMEOUT_MS,
  );

  test(
    'when the custodian is back it has the register that the others have',
    async () => {
      await network.heal();
      const seen = await eventually(async () => {
        const { items } = await scene.at(CIRRUS).register(isin);
        return items.find(({ holderId }) => holderId === receiver)?.units;
      }, SEEN_WITHIN_MS);
      expect(seen).toBe('40');
    },
    TIMEOUT_MS,
  );
});
