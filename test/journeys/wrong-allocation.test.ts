import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BreakList, NewRegisterCorrection, ReconciliationReceipt } from '@scrip/gateway-api';
import { BOREALIS, CIRRUS } from '../support/consortium.js';
import { eventually } from '../support/eventually.js';
import { journey } from '../support/journey.js';
import { MarketScene } from '../support/market-scene.js';

const TIMEOUT_MS = 300_000;
const DOCUMENT = 'd'.repeat(64);
const calendar = 'TARGET';

/** Journey 7: operations find a wrong allocation the next day: break, correction by maker and checker, end of day. */
journey('a wrong allocation that is found the next day', (engine) => {
  let scene: MarketScene;
  let isin = '';
  let anna = '';
  let bruno = '';
  let carla = '';
  let wrong = { entry: '', on: '' };
  let correction = '';

  const openBreaks = async (): Promise<BreakList['items']> =>
    (await scene.at(CIRRUS).calendars.breaks(calendar, { status: 'open', isin })).items;
  /** What the custodian's own books say, which are right. */
  const reconciled = async (): Promise<ReconciliationReceipt> => {
    const content = `holderId,account,units\n${anna},A-1,60\n${anna},A-2,40\n${carla},C-1,10\n`;
    const about = { scope: 'custody' as const, businessDate: scene.today };
    await scene.at(CIRRUS).reconciliations.uploadStatement(isin, about, { type: 'text/csv', content });
    return scene.at(CIRRUS).reconciliations.run(isin, { scope: 'custody' });
  };
  const moved = async (from: string, to: string, units: string): Promise<void> => {
    const body = { isin, fromHolderId: from, toHolderId: to, units };
    expect(await scene.at(CIRRUS).transfer(body, { waitSeconds: 10 })).toMatchObject({ status: 'settled' });
  };
  const correcting = (more: Partial<NewRegisterCorrection> = {}): NewRegisterCorrection => ({
    ...{ corrects: wrong, breakId: '', toHolderId: anna, units: '100', basis: 'terms', document: DOCUMENT },
    ...{ acquiredOn: wrong.on, ...more },
  });
  const breakOf = async (holder: string): Promise<BreakList['items'][number]> => {
    const found = (await openBreaks()).find((each) => each.found?.subject === `holder:${holder}`);
    if (found === undefined) throw new Error(`no break over ${holder}`);
    return found;
  };

  beforeAll(async () => {
    scene = await MarketScene.open(engine);
    isin = await scene.security(5);
    anna = await scene.managed('Anna Right');
    bruno = await scene.managed('Bruno Wrong');
    carla = await scene.managed('Carla Buyer');
  }, TIMEOUT_MS);

  afterAll(() => scene.close(), TIMEOUT_MS);

  test(
    'on the first day 100 units go to the wrong holder, and the day closes: issued units equal the register',
    async () => {
      await scene.issue(isin, bruno, '10');
      await scene.issue(isin, bruno, '100');
      const { items } = await scene.at(BOREALIS).registrar.entries(isin, { holder: bruno });
      const found = items.find(({ units }) => units === '100');
      wrong = { entry: found?.entry ?? '', on: scene.today };
      expect(await scene.at(BOREALIS).reconciliations.run(isin, { scope: 'register' })).toMatchObject({
        result: 'agrees',
      });
      await scene.nextDay();
    },
    TIMEOUT_MS,
  );

  test(
    'on the next day the custodian’s books show it: a break for each holder, with owner and figures',
    async () => {
      await moved(bruno, carla, '20');
      expect(await reconciled()).toMatchObject({ result: 'differs', opened: 3 });
      expect(await openBreaks()).toHaveLength(3);
      expect(await breakOf(anna)).toMatchObject({
        ...{ reason: 'position', severity: 'blocking', raisedBy: CIRRUS, raisedOn: scene.today, ageDays: 0 },
        owner: { mspId: CIRRUS, role: 'custodian' },
        found: { scope: 'custody', expected: { units: '0' }, found: { hash: expect.any(String) } },
      });
    },
    TIMEOUT_MS,
  );

  test(
    'a second run opens no twin, and only the custodian sees the figures of its books',
    async () => {
      const again = await reconciled();
      expect(again).toMatchObject({ result: 'differs', opened: 0, kept: 3 });
      const { items } = await scene.at(CIRRUS).reconciliations.differences(isin, again.reportId);
      expect(items).toContainEqual({ reason: 'position', subject: `holder:${anna}`, expected: '0', found: '100' });
      await scene.caughtUp();
      const elsewhere = scene.at(BOREALIS).reconciliations.differences(isin, again.reportId);
      await expect(elsewhere).rejects.toMatchObject({ code: 'DIFFERENCES_NOT_HERE' });
    },
    TIMEOUT_MS,
  );

  test('the break goes to the registrar, who says where it comes from', async () => {
    const { breakId } = await breakOf(anna);
    await scene.at(CIRRUS).calendars.assignBreak(calendar, breakId, { owner: { mspId: BOREALIS, role: 'registrar' } });
    await scene.at(BOREALIS).calendars.explainBreak(calendar, breakId, { noteHash: DOCUMENT });
    await scene.caughtUp();
    expect(await breakOf(anna)).toMatchObject({ owner: { mspId: BOREALIS }, explanation: { by: BOREALIS } });
  });

  test(
    'what the wrong holder has sold since is not taken from who bought it in good faith',
    async () => {
      const { breakId } = await breakOf(anna);
      await scene.refused('UNITS_PASSED_ON', () => scene.at(BOREALIS).registrar.correct(isin, correcting({ breakId })));
      expect(await scene.units(isin, carla)).toBe('20');
    },
    TIMEOUT_MS,
  );

  test(
    'the day cannot end while the breaks are open',
    async () => {
      await moved(carla, bruno, '10');
      for (const phase of ['instructionCutOff', 'settlementCutOff'] as const) await scene.reach(phase);
      await scene.refused('BREAKS_OPEN', () =>
        scene.at(BOREALIS).calendars.advance({ calendar, date: scene.today, phase: 'closed' }),
      );
    },
    TIMEOUT_MS,
  );

  test(
    'the correction is proposed by a maker, and a second person checks it',
    async () => {
      const { breakId } = await breakOf(anna);
      const proposed = await scene.at(BOREALIS).registrar.correct(isin, correcting({ breakId }));
      expect(proposed.summary).toContain(`is over break ${breakId}`);
      expect(await scene.units(isin, anna)).toBe('0');
      await expect(scene.at(BOREALIS).approve(proposed)).rejects.toMatchObject({ code: 'OPERATOR_NOT_PERMITTED' });
      await scene.approve(BOREALIS, Promise.resolve(proposed));
      await scene.caughtUp();
      expect([await scene.units(isin, anna), await scene.units(isin, bruno), await scene.units(isin, carla)]).toEqual([
        ...['100', '0', '10'],
      ]);
    },
    TIMEOUT_MS,
  );

  test('the old entry stands, the new one explains it, and each leads to the other', async () => {
    const { entry: old } = await scene.at(CIRRUS).registrar.entry(isin, wrong.entry);
    expect(old).toMatchObject({
      kind: 'issue',
      to: bruno,
      units: '100',
      correctedBy: [{ on: scene.today, units: '100' }],
    });
    correction = old.correctedBy[0]?.entry ?? '';
    const { entry: made } = await scene.at(CIRRUS).registrar.entry(isin, correction);
    expect(made).toMatchObject({
      ...{ kind: 'correction', from: bruno, to: anna, units: '100', corrects: wrong, correctedBy: [] },
      order: { basis: 'terms', document: DOCUMENT, by: BOREALIS },
    });
    const { items } = await scene.at(CIRRUS).holdings(anna);
    const lots = items[0]?.lots ?? [];
    expect(lots.reduce((sum, { units }) => sum + BigInt(units), 0n)).toBe(100n);
    for (const lot of lots) expect(lot).toMatchObject({ acquiredOn: wrong.on, origin: 'correction' });
  });

  test(
    'the custodian of those affected is told by an event',
    async () => {
      const { block } = (await scene.at(CIRRUS).registrar.entry(isin, correction)).entry;
      const signal = AbortSignal.timeout(20_000);
      for await (const { type, facts } of scene.at(CIRRUS).events({ from: block, signal })) {
        if (type !== 'RegisterCorrected') continue;
        expect(facts).toMatchObject({ fromHolderId: bruno, toHolderId: anna, entry: correction, corrects: wrong });
        return;
      }
      throw new Error('there was no such event');
    },
    TIMEOUT_MS,
  );

  test(
    'the next run closes what is left, and the day ends',
    async () => {
      expect(await reconciled()).toMatchObject({ result: 'agrees', opened: 0, closed: 3 });
      expect(await openBreaks()).toEqual([]);
      await scene.caughtUp();
      const reports = await eventually(async () => {
        const { items } = await scene.at(CIRRUS).reconciliations.list(isin, { scope: 'register', by: BOREALIS });
        return items.some(({ businessDate }) => businessDate === scene.today) ? items : undefined;
      }, 30_000);
      await scene.reach('closed');
      await scene.openDay();
      expect(reports.map(({ result }) => result)).not.toContain('differs');
    },
    TIMEOUT_MS,
  );
});
