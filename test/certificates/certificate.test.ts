import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verify, VerificationError } from '@scrip/verify';
import { REPOSITORY } from '../support/command.js';
import { CIRRUS, DELTA, MEMBERS } from '../support/consortium.js';
import { journey } from '../support/journey.js';
import { ScripCommand } from '../support/scrip-command.js';
import { CertifiedHolding, HOLDER, newNonce } from './certified-holding.js';
import { PageOfVerifier } from './page-of-verifier.js';

const TIMEOUT_MS = 300_000;
const NO_NETWORK = pathToFileURL(join(REPOSITORY, 'test', 'support', 'no-network.mjs')).href;
/** How a program ends that reaches for a network where there is none. */
const REACHED_FOR_NETWORK = 99;

journey('an ownership certificate', (engine) => {
  let holding: CertifiedHolding;
  let anchor: Buffer;

  beforeAll(async () => {
    holding = await CertifiedHolding.open(engine);
    anchor = await holding.anchor();
  }, TIMEOUT_MS);

  afterAll(() => holding.close(), TIMEOUT_MS);

  test(
    'proves to who pins the channel and gave the nonce what the holder has, and who signed it',
    async () => {
      const nonce = newNonce();
      const text = JSON.stringify(await holding.certificate(nonce, 'sale to a buyer'));
      const { facts, conditions, proven } = verify(text, { anchor, nonce });
      expect(conditions).toEqual([]);
      expect(proven[0]).toContain(`${HOLDER} (party ${holding.holderId}) was registered with 100 units`);
      expect(facts).toMatchObject({
        ...{ channel: 'securities', holder: HOLDER, nonce, members: [...MEMBERS] },
        entry: { units: '100', encumbered: '25', available: '75', encumbrances: [{ kind: 'pledge', units: '25' }] },
        configuration: { isPinned: true },
      });
      expect(facts.lots.map(({ units }) => units).sort()).toEqual(['40', '60']);
      expect(new Set(facts.signedBy.map(({ mspId }) => mspId)).size).toBeGreaterThanOrEqual(3);
      expect(facts.lots.every(({ version }) => (version?.block ?? 0) > 0)).toBe(true);
      expect((await holding.market.at(CIRRUS).parties.accessReport(holding.holderId)).items[0]).toMatchObject({
        purpose: 'sale to a buyer',
      });
    },
    TIMEOUT_MS,
  );

  test(
    'fails with any other bit, in the words of the check',
    async () => {
      const nonce = newNonce();
      const certificate = await holding.certificate(nonce);
      const entry = Buffer.from(certificate.entry, 'base64');
      const last = entry.length - 1;
      entry[last] = (entry[last] ?? 0) ^ 1;
      const text = JSON.stringify({ ...certificate, entry: entry.toString('base64') });
      expect(() => verify(text, { anchor, nonce })).toThrow(VerificationError);
      expect(() => verify(text, { anchor, nonce })).toThrow(/the signature of .* is wrong/);
    },
    TIMEOUT_MS,
  );

  test(
    'is verified at the command line by a process that cannot reach a network, and the exit code says how far',
    async () => {
      const nonce = newNonce();
      const file = (name: string, content: string | Buffer): string => {
        writeFileSync(join(holding.market.data, name), content);
        return name;
      };
      const certificate = await holding.certificate(nonce, 'sale to a buyer');
      const [given, block] = [file('given.json', JSON.stringify(certificate)), file('securities.block', anchor)];
      const offline = new ScripCommand(holding.market.data, { NODE_OPTIONS: `--import=${NO_NETWORK}` });
      const proven = await offline.run(['verify', given, '--anchor', block, '--nonce', nonce]);
      expect(proven).toMatchObject({ status: 0, stderr: '' });
      expect(proven.stdout).toMatch(/^PROVEN\n/);
      expect(proven.stdout).toContain(`${HOLDER} (party ${holding.holderId}) was registered with 100 units`);
      const conditional = await offline.run(['verify', given]);
      expect(conditional).toMatchObject({ status: 3, stdout: expect.stringContaining('No anchor was pinned') });
      const [, fingerprint = ''] = /compare ([0-9a-f]{64})/.exec(conditional.stdout) ?? [];
      const pinned = await offline.run(['verify', given, '--anchor', fingerprint, '--nonce', nonce]);
      expect(pinned.status).toBe(0);
      const other = await offline.run(['verify', given, '--anchor', block, '--nonce', newNonce()]);
      expect(other).toMatchObject({ status: 1, stdout: expect.stringContaining('failed: nonce') });
      const unreadable = await offline.run(['verify', given, '--anchor', 'no-such.block']);
      expect(unreadable).toMatchObject({ status: 2, stderr: expect.stringContaining('no-such.block cannot be read') });
      const online = ['certificates', 'get', holding.isin, '--holder', holding.holderId, '--nonce', nonce];
      const env = {
        ...{ NODE_OPTIONS: `--import=${NO_NETWORK}` },
        SCRIP_URL: holding.url(CIRRUS),
        SCRIP_API_KEY: 'k'.repeat(16),
      };
      expect((await new ScripCommand(holding.market.data, env).run(online)).status).toBe(REACHED_FOR_NETWORK);
    },
    TIMEOUT_MS,
  );

  test(
    'is verified by the page that the gateway serves, which connects to nothing',
    async () => {
      const response = await fetch(`${holding.url(CIRRUS)}/verifier`);
      const page = new PageOfVerifier(await response.text());
      expect(page.policy).toContain("default-src 'none'");
      expect(page.policy).toContain(page.scriptSource);
      expect(response.headers.get('content-security-policy')).toContain(page.policy);
      const nonce = newNonce();
      await page.choose('certificate', Buffer.from(JSON.stringify(await holding.certificate(nonce))));
      expect(page.said).toMatch(/^Proven under conditions\n/);
      await page.choose('block', anchor);
      page.type('nonce', nonce);
      expect(page.said).toContain('The certificate does not show who the holder is.');
      await page.choose(
        'certificate',
        Buffer.from(JSON.stringify(await holding.certificate(nonce, 'sale to a buyer'))),
      );
      expect(page.said).toMatch(/^Proven\n/);
      expect(page.said).toContain(`${HOLDER} (party ${holding.holderId}) was registered with 100 units`);
      page.type('nonce', newNonce());
      expect(page.said).toMatch(/^Not proven\nnonce: the certificate was made for the nonce/);
    },
    TIMEOUT_MS,
  );

  test(
    'is refused with a nonce that can be guessed, and does not show who the holder is to another organisation',
    async () => {
      await expect(holding.certificate('1')).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
      const { certificates } = holding.market.at(DELTA);
      const [nonce, purpose] = [newNonce(), 'curiosity'];
      const asked = certificates.ownership(holding.isin, holding.holderId, nonce, { purpose });
      await expect(asked).rejects.toMatchObject({ code: 'PARTY_RECORD_ABSENT' });
      const without = await certificates.ownership(holding.isin, holding.holderId, nonce);
      expect(JSON.stringify(without)).not.toContain('holder');
      expect(verify(JSON.stringify(without), { anchor, nonce }).facts.entry).toMatchObject({ units: '100' });
    },
    TIMEOUT_MS,
  );
});
