import { expect } from '@jest/globals';
import type { Expectation } from '../../evidence/expectation.js';
import { AURORA, BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import { publish } from '../../support/definitions.js';
import type { MarketScene } from '../../support/market-scene.js';
import { note, registered, textRefused } from '../written.js';

const HOUSE = `ownership PolicyHouse@1 "The registrar says so"
  votes stand until they are ended
  meanwhile seller has income and votes
  title passes with yes from registrar
`;
const BUYERS = `compliance PolicyBuyers@1 "Who may buy notes"
  to subscribe or transfer receiver resides in DE
`;
const SHOWN = `privacy PolicyShown@1 "What is shown of the notes"
  regulator sees parties, units and price for "supervision"
  registrar may open identity for "market abuse" when regulator agrees
  private records are kept for 10 years
`;
const TITLE = 'law "Germany"\nheld registered\nregister constitutive under "eWpG"\ntitle passes by PolicyHouse@1';
const privately = (named: string): string => `${TITLE}\nprivacy ${named}`;

async function policies(scene: MarketScene): Promise<void> {
  for (const text of [HOUSE, BUYERS, SHOWN]) await scene.once(text, () => publish(scene, { text }));
}

/** What one definition says beside its terms: who may hold, who sees what, whose votes let title pass, how it is changed. */
export const POLICY_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 6,
    expects: 'compliance, privacy, attestor, voting and corporate-action policy in the same definition',
    allowed: {
      case: 'a note that names who may buy, who sees what, whose votes pass title, its calls and how holders agree to changes',
      run: async (scene) => {
        await policies(scene);
        const written = note({
          ...{ uses: 'uses PolicyBuyers@1', title: privately('PolicyShown@1') },
          ...{
            cfi: 'cfi DBFUGR',
            call: 'issuer may redeem all at 100% from 2030-06-15, on any day, notice 30 to 60 days',
          },
          more: 'changing payments needs 75% of votes cast, quorum 50%',
        });
        const isin = await registered(scene, written);
        const { security } = await scene.at(CIRRUS).security(isin);
        expect(security).toMatchObject({ title: { protocol: 'PolicyHouse@1' }, definition: { name: written.name } });
        const { definitions } = scene.at(DELTA);
        const question = `find bonds where isin is ${isin} and privacy is PolicyShown@1 and uses PolicyBuyers@1`;
        expect((await definitions.find(question)).items.map(({ name }) => name)).toEqual([written.name]);
        const { sections } = await definitions.termSheet(written.name);
        const shown = sections.find(({ heading }) => heading === 'Who sees what');
        expect(JSON.stringify(shown)).toContain(
          'The regulator sees parties, units and price for the purpose “supervision”.',
        );
        const buyer = await scene.managed('Buyer of private notes');
        await scene.issueRefused('RESIDENCE_UNKNOWN', isin, buyer);
        await scene.stated(buyer, 'residence', 'DE');
        await scene.issue(isin, buyer, '1');
      },
    },
    refused: {
      case: 'who sees what by a name that nobody has published, by rules, and by what is only proposed',
      run: async (scene) => {
        await policies(scene);
        for (const [named, mistake] of [
          ['PolicyShwon@1', '11:11 DEFINITION_UNKNOWN'],
          ['PolicyBuyers@1', '11:11 DEFINITION_MISUSED'],
        ] as const) {
          await textRefused(scene, note({ title: privately(named) }).text, [mistake], 'DEFINITION_TEXT_INVALID');
        }
        const { definitions } = scene.at(AURORA);
        const tentative = await definitions.draft({ text: SHOWN.replace('PolicyShown', 'PolicyTentative') });
        await definitions.propose(tentative.name, { hash: tentative.hash });
        const { name, hash } = await definitions.draft({ text: note({ title: privately('PolicyTentative@1') }).text });
        await definitions.propose(name, { hash });
        await scene.caughtUp();
        await scene.refused('DEFINITION_NOT_ADOPTED', () => scene.at(BOREALIS).definitions.adopt(name, { hash }));
      },
    },
  },
];
