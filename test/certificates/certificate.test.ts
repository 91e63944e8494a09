import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verify, VerificationError } from '@scrip/verify';
import { CIRRUS, MEMBERS } from '../support/consortium.js';
import { journey } from '../support/journey.js';
import { CertifiedHolding, HOLDER, newNonce } from './certified-holding.js';

const TIMEOUT_MS = 300_000;

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
});
