import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { consideration as read, considerationHash } from '@scrip/model';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScripClient } from '../client/client.js';
import { ProblemError } from '../client/problem-error.js';
import type { JsonObject } from '../ledger/ledger.js';
import { fakeTitle, TERMS } from '../support/fake-title.js';
import { ISIN, PERSON, registerLike } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

const TITLE = {
  ...{ law: 'Germany & <EU>', form: 'registered' as const, protocol: 'Ballot@1' },
  register: { evidenceOf: 'the land register', confirmedBy: 'OtherMSP' },
};
const PRICE = { in: 'money' as const, amount: { amount: '990.50', currency: 'EUR' } };
const CAPACITIES = { sellersCapacity: 'principal' as const, buyersCapacity: 'trustee' as const };

let gateway: TestGateway;
let client: ScripClient;
let ada: string;
let bob: string;
beforeEach(async () => {
  gateway = await openTestGateway();
  for (const [name, act] of fakeTitle()) gateway.ledger.functions.set(name, act);
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
  ada = (await client.registerParty(PERSON)).partyId;
  bob = (await client.registerParty(PERSON)).partyId;
  await registerLike(client, { titleTo: TITLE });
});
afterEach(() => gateway.dispose());

const wanted = (): Parameters<typeof client.title.makeDeed>[0] => ({
  ...{ isin: ISIN, fromHolderId: ada, toHolderId: bob, units: '12000', ...CAPACITIES, consideration: PRICE },
  names: { seller: 'Ada Example', buyer: 'Bob Sample' },
});

/** The ledger has a transfer with a deed. */
function enter(consideration: string, custodian: string, more: JsonObject = {}): void {
  const transfer = {
    ...{ instructionId: 'i-1', isin: ISIN, units: '12000', status: 'settled', fromHolderId: ada, toHolderId: bob },
    ...{ tradeDate: '2026-11-23', settlementDate: '2026-11-23', instructedOn: '2026-11-23', custodian, terms: TERMS },
    deed: { ...CAPACITIES, consideration },
    ...more,
  };
  const vote = { role: 'registrar', voter: 'OtherMSP', operator: 'rita', decision: 'yes', castOn: '2026-11-23' };
  const at = (businessDate: string): JsonObject => ({ transactionId: 'f'.repeat(64), businessDate });
  const moments = { entered: at('2026-11-23'), final: at('2026-11-24'), irrevocable: at('2026-11-23') };
  const votes = { standing: [], ballot: { votes: [{ ...vote, isConfirmed: true }] } };
  gateway.ledger.functions.set('settlement:instruction', () => ({ events: [], result: transfer }));
  gateway.ledger.functions.set('ownership:position', () => ({ events: [], result: { moments, votes } }));
}
async function codeOf(call: () => Promise<unknown>): Promise<string> {
  const error = await call().catch((thrown: unknown) => thrown);
  if (!(error instanceof ProblemError)) throw new Error('it was not refused', { cause: error });
  return error.code;
}

describe('the deed of a transfer', () => {
  test('is made with a salt, and everybody who has that can check it', async () => {
    const { deed, consideration } = await client.title.makeDeed(wanted());
    expect(deed).toEqual({ ...CAPACITIES, consideration: considerationHash(read(consideration, '')) });
    expect(consideration).toMatchObject(PRICE);
    const other = await client.title.makeDeed(wanted());
    expect(other.consideration.salt).not.toBe(consideration.salt);
    expect((await client.title.makeDeed({ ...wanted(), consideration })).deed).toEqual(deed);
    expect(gateway.ledger.submitted.some(({ body }) => JSON.stringify(body).includes(deed.consideration))).toBe(false);
  });

  test('is a page that shows what it says, and no markup of others', async () => {
    const page = Buffer.from(await client.title.makeDeedDocument(wanted(), 'text/html')).toString('utf8');
    for (const shown of ['Ada Example', 'Bob Sample', '990.50 EUR', '12 000', 'the land register', 'trustee', ISIN]) {
      expect(page).toContain(shown);
    }
    expect(page).toContain('Germany &amp; &lt;EU&gt;');
    expect(page).not.toContain('<EU>');
  });

  test('is a PDF', async () => {
    const bytes = Buffer.from(await client.title.makeDeedDocument(wanted(), 'application/pdf'));
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(bytes.toString('latin1')).toContain('Deed of transfer');
  });

  test('leaves the names of the parties nowhere', async () => {
    await client.title.makeDeed(wanted());
    const files = readdirSync(gateway.directory, { withFileTypes: true }).filter((entry) => entry.isFile());
    const contents = files.map(({ name }) => readFileSync(join(gateway.directory, name)));
    expect(contents.some((content) => content.includes('990.50'))).toBe(true);
    expect(contents.some((content) => content.includes('Bob Sample'))).toBe(false);
  });

  test('of a security without a title is refused', async () => {
    await registerLike(client, { isin: 'US5949181045' });
    expect(await codeOf(() => client.title.makeDeed({ ...wanted(), isin: 'US5949181045' }))).toBe('DEED_MISSING');
  });
});

describe('the deed that the ledger has', () => {
  test('is shown with consents, votes and moments, and the consideration that was made here', async () => {
    const { deed, consideration } = await client.title.makeDeed(wanted());
    const signatures = [{ signer: bob, keyId: 'A'.repeat(43), signature: 'A'.repeat(86) }];
    const authorisation = { validFrom: '2026-11-23', validUntil: '2026-11-30', signatures };
    const accepted = { party: bob, custodian: 'TestMSP', acceptedOn: '2026-11-23', authorisation };
    enter(deed.consideration, 'TestMSP', { accepted });
    const shown = await client.title.deed('i-1');
    expect(shown).toMatchObject({ seller: ada, buyer: bob, consideration, deed, security: 'Example' });
    expect(shown.entered).toMatchObject({
      ...{ terms: TERMS, moments: { entered: '2026-11-23', irrevocable: '2026-11-23', final: '2026-11-24' } },
      sellersConsent: { party: ada, custodian: 'TestMSP', signedBy: [] },
      buyersConsent: { party: bob, signedBy: [bob] },
      votes: [{ role: 'registrar', decision: 'yes', voter: 'OtherMSP' }],
    });
    const page = Buffer.from(await client.title.deedDocument('i-1', 'text/html')).toString('utf8');
    expect(Object.keys(shown.entered.moments)).toEqual(['entered', 'irrevocable', 'final']);
    for (const part of ['990.50 EUR', TERMS, `signed by ${bob}`, 'yes, by rita of OtherMSP', 'answers for it']) {
      expect(page).toContain(part);
    }
    const pdf = Buffer.from(await client.title.deedDocument('i-1', 'application/pdf'));
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });

  test('shows no consideration to an organisation that is of neither party, even if it was told', async () => {
    const { deed } = await client.title.makeDeed(wanted());
    enter(deed.consideration, 'OtherMSP', { toHolderId: `P${'Z'.repeat(32)}` });
    expect(await client.title.deed('i-1')).not.toHaveProperty('consideration');
    const page = Buffer.from(await client.title.deedDocument('i-1', 'text/html')).toString('utf8');
    expect(page).not.toContain('990.50');
  });

  test('is accepted with the consideration that it names, and with no other', async () => {
    const salt = 'e'.repeat(64);
    const given = { ...PRICE, salt };
    enter(considerationHash(read(given, '')), 'OtherMSP');
    const other = { ...given, amount: { amount: '991', currency: 'EUR' } };
    expect(await codeOf(() => client.title.accept('i-1', { consideration: other }))).toBe('DEED_DIFFERS');
    expect(gateway.ledger.submitted.map(({ name }) => name)).not.toContain('settlement:accept');
    expect(await client.title.deed('i-1')).not.toHaveProperty('consideration');
    await client.title.accept('i-1', { consideration: given });
    const [accepted] = gateway.ledger.submitted.filter(({ name }) => name === 'settlement:accept');
    expect(accepted?.body).toEqual({ instructionId: 'i-1', party: bob, terms: TERMS });
    expect((await client.title.deed('i-1')).consideration).toEqual(given);
  });
});
