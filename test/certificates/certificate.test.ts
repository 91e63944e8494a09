import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { certificatePdf } from '@scrip/gateway-api/certificate-pdf';
import { fingerprintOf, textOf, verify, VerificationError } from '@scrip/verify';
import { REPOSITORY } from '../support/command.js';
import { CIRRUS, DELTA, MEMBERS } from '../support/consortium.js';
import { journey } from '../support/journey.js';
import { ScripCommand } from '../support/scrip-command.js';
import { CertifiedHolding, HOLDER, newNonce } from './certified-holding.js';
import { PageOfVerifier } from './page-of-verifier.js';
import { withOtherPages } from './repainted.js';

type Problem = { readonly status: number; readonly code: string };

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
        entry: {
          units: '100',
          encumbered: '25',
          available: '75',
          encumbrances: [
            { kind: 'pledge', units: '25', rank: 1 },
            { kind: 'attachment', units: '10', rank: 2 },
          ],
        },
        configuration: { isPinned: true },
      });
      expect(facts.lots.map(({ units }) => units).sort()).toEqual(['40', '60']);
      const kinds = facts.lots.map(({ units, createdBy }) => [units, createdBy.movement?.kind]);
      expect(Object.fromEntries(kinds)).toEqual({ '40': 'issue', '60': 'transfer' });
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
      expect(page.expectation).toBeUndefined();
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
      expect(page.said).toMatch(/^Not proven\ncertificate: nonce: the certificate was made for the nonce/);
    },
    TIMEOUT_MS,
  );

  test(
    'is a PDF too, which says what the verifier says of the certificate in it and is as good as that',
    async () => {
      const nonce = newNonce();
      const pdf = await holding.pdf(nonce, 'sale to a buyer');
      const text = textOf(pdf);
      const statement = verify(pdf, { anchor, nonce });
      expect(statement.conditions).toEqual([]);
      expect(statement).toEqual(verify(text, { anchor, nonce }));
      expect(fingerprintOf(pdf)).toBe(createHash('sha256').update(text).digest('hex'));
      const code = `${holding.url(CIRRUS)}/verifier`;
      const { bytes } = await certificatePdf(text, code);
      expect(bytes.equals(pdf)).toBe(true);
      expect((await certificatePdf(text, code)).bytes.equals(bytes)).toBe(true);
      const linked = `${code}#sha256=${fingerprintOf(pdf)}`;
      expect(bytes.includes(linked)).toBe(true);
      expect(() => verify(Buffer.from(pdf).toString('latin1'))).toThrow('a PDF is verified from its bytes');
      const repainted = withOtherPages(pdf);
      expect(repainted).not.toEqual(pdf);
      expect(verify(repainted, { anchor, nonce })).toEqual(statement);
    },
    TIMEOUT_MS,
  );

  test(
    'is handed out as a PDF over HTTP and by the command line, and not as anything else',
    async () => {
      const nonce = newNonce();
      const address = `${holding.url(CIRRUS)}/v1/certificates/${holding.isin}/${holding.holderId}?nonce=${nonce}`;
      const headers = { Authorization: `Bearer ${holding.market.consortium.apiKey(CIRRUS)}` };
      const answer = await fetch(`${address}&format=pdf`, { headers });
      expect(answer.headers.get('content-type')).toBe('application/pdf');
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename=certificate-[0-9a-f]{12}\.pdf$/);
      const { status, code } = (await (await fetch(`${address}&format=docx`, { headers })).json()) as Problem;
      expect({ status, code }).toEqual({ status: 400, code: 'VALIDATION_FAILED' });
      const env = { SCRIP_URL: holding.url(CIRRUS), SCRIP_API_KEY: holding.market.consortium.apiKey(CIRRUS) };
      const asked = ['certificates', 'get', holding.isin, '--holder', holding.holderId, '--nonce', nonce];
      const got = await new ScripCommand(holding.market.data, env).run([...asked, '--pdf', 'given.pdf']);
      expect(got).toMatchObject({ status: 0, stderr: '' });
      const written = readFileSync(join(holding.market.data, 'given.pdf'));
      expect(got.stdout).toContain(fingerprintOf(written));
      writeFileSync(join(holding.market.data, 'pinned.block'), anchor);
      const offline = new ScripCommand(holding.market.data, { NODE_OPTIONS: `--import=${NO_NETWORK}` });
      const verified = await offline.run(['verify', 'given.pdf', '--anchor', 'pinned.block', '--nonce', nonce]);
      expect(verified).toMatchObject({ status: 3, stdout: expect.stringContaining('does not show who the holder is') });
      expect(verified.stdout).toContain(fingerprintOf(written));
    },
    TIMEOUT_MS,
  );

  test(
    'is verified by the page as a PDF, and only the one for which the code was printed that led there',
    async () => {
      const html = await (await fetch(`${holding.url(CIRRUS)}/verifier`)).text();
      const nonce = newNonce();
      const [pdf, other] = [await holding.pdf(nonce, 'sale to a buyer'), await holding.pdf(nonce)];
      const page = new PageOfVerifier(html, `#sha256=${fingerprintOf(pdf)}`);
      expect(page.expectation).toContain(fingerprintOf(pdf));
      await page.choose('certificate', pdf, 'mine.pdf');
      expect(page.said).toMatch(
        /^Proven under conditions\nmine.pdf is the certificate that the code was printed for\.\n/,
      );
      await page.choose('block', anchor);
      page.type('nonce', nonce);
      expect(page.said).toMatch(/^Proven\n/);
      await page.choose('certificate', Buffer.from(textOf(pdf)), 'mine.json');
      expect(page.said).toMatch(/^Proven\nmine.json is the certificate that the code was printed for\.\n/);
      await page.choose('certificate', other, 'other.pdf');
      expect(page.said).toMatch(/^Another certificate\nother.pdf is not the certificate that the code was printed for/);
      expect(page.said).not.toContain('was registered');
      page.goTo(`#sha256=${fingerprintOf(other).slice(0, -1)}`);
      expect(page.said).toMatch(/^Another certificate\n/);
      page.goTo('');
      expect(page.expectation).toBeUndefined();
      expect(page.said).toMatch(/^Proven under conditions\nother.pdf\n/);
      await page.choose('certificate', undefined, 'gone.pdf');
      expect(page.said).toBe('Not proven\ngone.pdf cannot be read.');
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
