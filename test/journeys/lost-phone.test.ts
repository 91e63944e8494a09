import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newSecret, p256Signer } from '@scrip/signing';
import { type KeyedPerson, MarketScene } from '../support/market-scene.js';
import { CIRRUS } from '../support/consortium.js';
import { journey } from '../support/journey.js';

const TIMEOUT_MS = 300_000;
const ONE_EACH = { authentication: 1, instruction: 1, assertion: 1 };

/** Journey 8 up to the vote: a retail holder loses the phone, guardians give new keys, the holding is intact. */
journey('a retail holder who loses the phone', (engine) => {
  let scene: MarketScene;
  let isin = '';
  let guardians: readonly KeyedPerson[];
  let holder: KeyedPerson;
  let buyer = '';
  const newPhone = p256Signer(newSecret());
  const transfer = { fromHolderId: '', toHolderId: '', units: '1' };

  beforeAll(async () => {
    scene = await MarketScene.open(engine);
    isin = await scene.security(5);
    guardians = [await scene.keyed('Greta Guardian'), await scene.keyed('Gustav Guardian')];
    const guardianship = { guardians: guardians.map(({ partyId }) => partyId), threshold: 2, delayDays: 1 };
    holder = await scene.keyed('Hanna Holder', { guardianship });
    buyer = await scene.managed('Bruno Buyer');
    await scene.issue(isin, holder.partyId, '10');
    Object.assign(transfer, { isin, fromHolderId: holder.partyId, toHolderId: buyer });
  }, TIMEOUT_MS);

  afterAll(() => scene.close(), TIMEOUT_MS);

  test('before, the phone moves units', async () => {
    expect(await scene.signedTransfer({ ...transfer, isin }, holder)).toMatchObject({ status: 'settled' });
  });

  test('the guardians ask for new keys; whoever has the phone moves nothing from now on', async () => {
    const act = { sequence: 0, keys: await scene.enrolled(newPhone, { thresholds: ONE_EACH }), thresholds: ONE_EACH };
    const request = await scene.signed('party:requestRecovery', holder, act, ...guardians);
    await scene.at(CIRRUS).parties.requestRecovery(holder.partyId, request);
    const stolen = await scene.signedTransfer({ ...transfer, isin }, holder);
    expect(stolen.status).not.toBe('settled');
    expect(await scene.units(isin, holder.partyId)).toBe('9');
  });

  test('the delay is kept: the new keys do not come into force the same day', async () => {
    await scene.refused('RECOVERY_NOT_DUE', () => scene.at(CIRRUS).parties.completeRecovery(holder.partyId));
  });

  test(
    'on the next business day maker and checker put the new keys in force',
    async () => {
      await scene.nextDay();
      await scene.approve(CIRRUS, scene.at(CIRRUS).parties.completeRecovery(holder.partyId));
      const { party } = await scene.at(CIRRUS).parties.get(holder.partyId);
      expect(party.keyring.keys.map(({ revokedOn }) => revokedOn)).toEqual([scene.today, undefined]);
    },
    TIMEOUT_MS,
  );

  test('the old phone is refused, the new one moves units, and the holding is intact', async () => {
    const byOld = await scene.signedTransfer({ ...transfer, isin }, holder);
    expect(byOld).toMatchObject({ status: 'refused', problem: { code: 'KEY_UNKNOWN' } });
    expect(await scene.units(isin, holder.partyId)).toBe('9');
    const byNew = await scene.signedTransfer({ ...transfer, isin }, { ...holder, signer: newPhone });
    expect(byNew).toMatchObject({ status: 'settled' });
    expect(await scene.units(isin, holder.partyId)).toBe('8');
  });
});
