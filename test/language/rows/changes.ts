import { expect } from '@jest/globals';
import type { NewAmendment } from '@scrip/gateway-api';
import { authorise } from '@scrip/signing';
import type { Expectation } from '../../evidence/expectation.js';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import { publish } from '../../support/definitions.js';
import { eventually } from '../../support/eventually.js';
import type { KeyedPerson, MarketScene } from '../../support/market-scene.js';
import { note, registered, type Written } from '../written.js';

const WITHIN_MS = 60_000;

/** A note whose holders decide about what it pays. */
const changeable = (): Written =>
  note({
    more: 'changing payments needs 75% of votes cast, quorum 50%\nholders are asked for 1 days at least, ending when enough agree',
  });

/** The next version of a note, which pays 5 % in the place of 4.25 %, as it is adopted by another organisation. */
async function higherCoupon(scene: MarketScene, { name, text }: Written): Promise<NewAmendment> {
  const next = name.replace('@1', '@2');
  await publish(scene, { text: text.replace(name, next).replace('4.25%', '5%') });
  await scene.caughtUp();
  const { definition } = await scene.at(BOREALIS).definitions.get(next);
  return { definition: next, hash: definition.hash, grandfathers: false };
}

/** Somebody who holds units of a note, and signs for itself. */
async function holderOf(scene: MarketScene, isin: string, name: string, units: string): Promise<KeyedPerson> {
  const holder = await scene.keyed(name);
  await scene.issue(isin, holder.partyId, units);
  await scene.caughtUp();
  return holder;
}

const definedBy = async (scene: MarketScene, isin: string): Promise<string | undefined> =>
  (await scene.at(DELTA).security(isin)).security.definition?.name;

/** How a definition changes, and who agrees to it. */
export const CHANGE_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 10,
    expects: 'version, diff, amendment with holder consent, canonical hash',
    allowed: {
      case: 'a higher coupon is told in words and by its hash, holders vote on it, and it counts when enough agree',
      run: async (scene) => {
        const written = changeable();
        const isin = await registered(scene, written);
        const [large, small] = [
          await holderOf(scene, isin, 'Holder of many notes', '80'),
          await holderOf(scene, isin, 'Holder of few notes', '20'),
        ];
        const amendment = await higherCoupon(scene, written);
        const { definition, hash } = amendment;
        const { items } = await scene.at(DELTA).definitions.differences(definition, written.name);
        expect(items.map(({ text }) => text)).toEqual(['pays fixed rate 4.25 % → 5 %']);
        const solicitation = { recordDate: scene.today, deadline: scene.day(7) };
        for (const mspId of [AURORA, BOREALIS]) {
          await scene.approve(mspId, scene.at(mspId).definitions.amend(isin, { ...amendment, solicitation }));
          await scene.caughtUp();
        }
        await scene.nextDay();
        expect(await definedBy(scene, isin)).toBe(written.name);
        for (const [holder, yes, no] of [
          [small, '0', '20'],
          [large, '80', '0'],
        ] as const) {
          const act = { isin, number: 1, holderId: holder.partyId, hash, yes, no };
          const statement = { purpose: 'solicitation:vote', body: act };
          const signing = [{ party: holder.partyId, signer: holder.signer }];
          const authorisation = await authorise(scene.ledger, statement, scene.validity, signing);
          const vote = { holderId: holder.partyId, hash, yes, no, authorisation };
          await scene.at(CIRRUS).solicitations.vote(isin, 1, vote);
        }
        await eventually(async () => ((await definedBy(scene, isin)) === definition ? true : undefined), WITHIN_MS);
        const { solicitation: decided } = await scene.at(DELTA).solicitations.get(isin, 1);
        expect(decided).toMatchObject({ state: 'effective', decision: { yes: '80', no: '20', total: '100' } });
        expect((await scene.at(DELTA).security(isin)).security).toMatchObject({
          definition: { name: definition, hash },
        });
      },
    },
    refused: {
      case: 'a higher coupon without its holders, under the hash of another text, and by a version that is not later',
      run: async (scene) => {
        const written = changeable();
        const isin = await registered(scene, written);
        await holderOf(scene, isin, 'Holder who is not asked', '100');
        const amendment = await higherCoupon(scene, written);
        const { definition: first } = await scene.at(DELTA).definitions.get(written.name);
        const amend = (of: NewAmendment): Promise<unknown> => scene.at(AURORA).definitions.amend(isin, of);
        await scene.refused('AMENDMENT_NEEDS_CONSENT', () => amend(amendment));
        const solicitation = { recordDate: scene.today, deadline: scene.day(7) };
        await scene.refused('DEFINITION_DIFFERS', () => amend({ ...amendment, hash: first.hash, solicitation }));
        const again = { definition: written.name, hash: first.hash, grandfathers: false };
        await scene.refused('AMENDMENT_NOT_LATER', () => amend(again));
        expect(await definedBy(scene, isin)).toBe(written.name);
      },
    },
  },
];
