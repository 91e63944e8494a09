import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ScripClient } from '../client/client.js';
import { ISIN, PERSON, registerLike } from '../support/sample.js';
import { openTestGateway, type TestGateway } from '../support/test-gateway.js';

let gateway: TestGateway;
let client: ScripClient;
beforeEach(async () => {
  gateway = await openTestGateway();
  client = new ScripClient({ url: gateway.url, apiKey: gateway.makerKey });
});
afterEach(() => gateway.dispose());

test('the income of a holding is shown by whom it goes to', async () => {
  await registerLike(client, {});
  const { partyId } = await client.registerParty(PERSON);
  const income = [
    { partyId, units: '3', encumbranceId: 'u-1' },
    { partyId, units: '7' },
  ];
  gateway.ledger.functions.set('register:income', () => ({ events: [], result: { units: '10', income } }));
  const shown = await client.registrar.income(ISIN, partyId);
  expect(shown).toMatchObject({ isin: ISIN, holderId: partyId, units: '10', income });
  await expect(client.registrar.income('US5949181045', partyId)).rejects.toMatchObject({ code: 'SECURITY_UNKNOWN' });
});
