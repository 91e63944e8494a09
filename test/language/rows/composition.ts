import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { DefinitionForm } from '@scrip/gateway-api';
import type { Expectation } from '../../evidence/expectation.js';
import { REPOSITORY } from '../../support/command.js';
import { AURORA, BOREALIS, CIRRUS } from '../../support/consortium.js';
import { publish } from '../../support/definitions.js';
import type { MarketScene } from '../../support/market-scene.js';
import { note, registered, textRefused } from '../written.js';

/** A template with a rule in it: who may subscribe, and whose units are kept for how long. */
const TEMPLATE = `instrument LockedNote@1 "A note that is kept for a while"
  takes place as a country
  takes lock as a period
  to subscribe any of:
    receiver resides in place
    all of (receiver has claim eu-qualified-investor; receiver is a entity)
  to transfer when receiver resides in place then sender has held for lock
`;
const madeFrom = (values: string): string => `made from LockedNote@1 with ${values}`;

const HOUSE = `ownership NotesHouse@1 "The registrar says so"
  votes stand until they are ended
  meanwhile seller has income and votes
  title passes with yes from registrar
`;
const BUYERS = `compliance NotesBuyers@1 "Who may buy notes"
  to subscribe or transfer receiver resides in DE
`;
const TITLE = 'law "Germany"\nheld registered\nregister constitutive under "eWpG"\ntitle passes by NotesHouse@1';

const once = (scene: MarketScene, text: string): Promise<unknown> => scene.once(text, () => publish(scene, { text }));

/** A vector of what was released: what it says must have this hash for good. */
interface Vector {
  readonly form: DefinitionForm;
  readonly hash: string;
}
const vectors = (): readonly Vector[] => {
  const file = join(REPOSITORY, 'chaincode', 'model', 'vectors', 'released.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly definitions: readonly Vector[] }).definitions;
};

/** Instruments of before the first sentences: what is on a ledger by them keeps its meaning, and nothing new is by them. */
const EARLIER = /^(ordinaryShare|couponBond|corporateNote|zeroCouponBond|convertibleBond)@1$/;
const isSaid = ({ form }: Vector): boolean =>
  !EARLIER.test(String((form['instrument'] as { readonly is?: unknown } | undefined)?.is));

/** How definitions are put together, and what they keep meaning. */
export const COMPOSITION_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 4,
    expects: 'combinators and named templates over them',
    allowed: {
      case: 'a note made from a template, with values in the place of its names, is issued to either of two kinds of buyers',
      run: async (scene) => {
        await once(scene, TEMPLATE);
        const isin = await registered(scene, note({ more: madeFrom('place is DE, lock is 6 months') }));
        const [neighbour, fund] = [await scene.managed('Neighbour'), await scene.managed('Fund', { kind: 'entity' })];
        await scene.stated(neighbour, 'residence', 'DE');
        await scene.stated(fund, 'eu-qualified-investor');
        for (const holder of [neighbour, fund]) await scene.issue(isin, holder, '10');
        await scene.caughtUp();
        expect([await scene.units(isin, neighbour), await scene.units(isin, fund)]).toEqual(['10', '10']);
      },
    },
    refused: {
      case: 'a buyer of neither kind; a value that the template does not take, and one that is missing',
      run: async (scene) => {
        await once(scene, TEMPLATE);
        const isin = await registered(scene, note({ more: madeFrom('place is DE, lock is 6 months') }));
        const person = await scene.managed('Qualified person');
        await scene.stated(person, 'eu-qualified-investor');
        await scene.issueRefused('RESIDENCE_UNKNOWN', isin, person);
        const { text } = note({ more: madeFrom('place is DE, colour is 3') });
        await textRefused(scene, text, ['13:13 NOT_SAID', '13:54 SENTENCE_UNKNOWN'], 'DEFINITION_TEXT_INVALID');
      },
    },
  },
  {
    row: 5,
    expects: 'composition by reference (bond + option, guarantee over loan)',
    allowed: {
      case: 'a convertible names the share, its guarantor, the protocol and the rules of others, and runs by them',
      run: async (scene) => {
        await once(scene, HOUSE);
        await once(scene, BUYERS);
        const written = note({
          ...{ uses: 'uses NotesBuyers@1', cfi: 'cfi DCFGFR', title: TITLE },
          more: 'holder may convert into isin US0378331005 at 250 EUR from 2027-01-04, fractions paid in cash\nguaranteed for 100% by lei HWUPKR0MPOU8FGXBT394, on first demand',
        });
        const isin = await registered(scene, written);
        const { security } = await scene.at(CIRRUS).security(isin);
        expect(security.title).toMatchObject({ protocol: 'NotesHouse@1' });
        const { items } = await scene
          .at(CIRRUS)
          .definitions.find(
            `find bonds where isin is ${isin} and uses NotesBuyers@1 and is guaranteed show conversion security`,
          );
        expect(items).toMatchObject([{ name: written.name, values: ['US0378331005'] }]);
        const buyer = await scene.managed('Buyer of convertibles');
        await scene.issueRefused('RESIDENCE_UNKNOWN', isin, buyer);
        await scene.stated(buyer, 'residence', 'DE');
        await scene.issue(isin, buyer, '1');
      },
    },
    refused: {
      case: 'a name that nobody has published is told at its place; what is only proposed lets nobody adopt what uses it',
      run: async (scene) => {
        const { text } = note({ uses: 'uses Nobody@1' });
        await textRefused(scene, text, ['2:8 DEFINITION_UNKNOWN'], 'DEFINITION_TEXT_INVALID');
        const { definitions } = scene.at(AURORA);
        const rules = 'compliance Tentative@1 "Proposed alone"\n  to hold receiver resides in FR\n';
        const tentative = await definitions.draft({ text: rules });
        await definitions.propose(tentative.name, { hash: tentative.hash });
        const { name, hash } = await definitions.draft({ text: note({ uses: 'uses Tentative@1' }).text });
        await definitions.propose(name, { hash });
        await scene.caughtUp();
        await scene.refused('DEFINITION_NOT_ADOPTED', () => scene.at(BOREALIS).definitions.adopt(name, { hash }));
      },
    },
  },
  {
    row: 15,
    expects: 'published conformance vectors',
    allowed: {
      case: 'every definition of the vectors that a text can say has on the ledger the hash that was published with it',
      run: async (scene) => {
        const { definitions } = scene.at(AURORA);
        for (const { form, hash } of vectors().filter(isSaid)) {
          expect(await definitions.draft({ form })).toMatchObject({ hash });
        }
      },
    },
    refused: {
      case: 'one that says something else is not proposed under the published hash; nor is one drafted that no text says any more',
      run: async (scene) => {
        const { definitions } = scene.at(AURORA);
        for (const { form, hash } of vectors().filter(isSaid)) {
          const { name } = await definitions.draft({ form: { ...form, title: 'Another title' } });
          await scene.refused('DEFINITION_DIFFERS', () => definitions.propose(name, { hash }));
        }
        for (const { form } of vectors().filter((each) => !isSaid(each))) {
          await scene.refused('VALIDATION_FAILED', () => definitions.draft({ form }));
        }
      },
    },
  },
];
