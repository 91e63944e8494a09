import { expect } from '@jest/globals';
import { mandates as rules, type OfficeName, type PartyId } from '@scrip/model';
import { newSecret, p256Signer } from '@scrip/signing';
import { BOREALIS, CIRRUS, DELTA } from '../../support/consortium.js';
import type { Expectation } from '../../evidence/expectation.js';
import type { MarketScene, KeyedPerson } from '../../support/market-scene.js';

const DOCUMENT = 'd'.repeat(64);
const MILLION = { amount: '1000000', currency: 'USD' } as const;
/** Units of a bond of USD 1000 each. */
const ONE_MILLION = '1000';
const MORE = '1001';

interface Company {
  readonly isin: string;
  readonly company: PartyId;
  readonly directors: readonly [KeyedPerson, KeyedPerson];
  readonly buyer: PartyId;
}

/**
 * A company whose directors act alone up to a million, two together above: "two directors above USD 1m". It has keys,
 * so that the regulator enters them and not its custodian.
 */
async function companyOf(scene: MarketScene, name: string, lei?: string): Promise<Company> {
  const isin = await scene.security(4);
  const entity = lei === undefined ? { register: { authority: 'RA000585', number: name } } : { lei };
  const keys = await scene.enrolled(p256Signer(newSecret()));
  const company = await scene.managed(name, { kind: 'entity', entity, keys });
  const directors = [await scene.keyed(`${name} Director`), await scene.keyed(`${name} Second Director`)] as const;
  const { mandates } = scene.at(DELTA);
  for (const { partyId: party } of directors) {
    const officer = { office: 'director', party, validFrom: scene.today, document: DOCUMENT };
    await scene.approve(DELTA, mandates.appointOfficer(company, officer));
  }
  const director = rules.holderOf('director' as OfficeName);
  const rule = rules.anyOf(rules.upTo(MILLION as never, director), rules.jointly(2, director));
  const terms = { mandateId: 'by-statute', rule: rule as never, validFrom: scene.today, document: DOCUMENT };
  await scene.approve(DELTA, mandates.appoint(company, terms));
  await scene.issue(isin, company, '5000');
  return { isin, company, directors, buyer: await scene.managed(`${name} Buyer`) };
}

/** Who acts for whom, and who counts together. */
export const MANDATE_ROWS: readonly Expectation<MarketScene>[] = [
  {
    row: 5,
    expects: 'legal entity: LEI, officer and role chain',
    allowed: {
      case: 'entities with LEI and without, and their directors on record',
      run: async (scene) => {
        const { company, directors } = await companyOf(scene, 'With Lei Ltd', 'HWUPKR0MPOU8FGXBT394');
        const { officers } = await scene.at(CIRRUS).mandates.of(company);
        expect(officers.map(({ party }) => party).sort()).toEqual(directors.map(({ partyId }) => partyId).sort());
        const { party } = await scene.at(BOREALIS).parties.get(company);
        expect(party.entity).toEqual({ lei: 'HWUPKR0MPOU8FGXBT394' });
      },
    },
    refused: {
      case: 'an LEI whose check digits are wrong, and a person with an LEI',
      run: async (scene) => {
        await scene.refused('VALIDATION_FAILED', () =>
          scene.managed('Wrong Ltd', { kind: 'entity', entity: { lei: 'HWUPKR0MPOU8FGXBT395' } }),
        );
        const entity = { lei: 'HWUPKR0MPOU8FGXBT394' };
        await scene.refused('FIELD_INVALID', () => scene.managed('Person', { entity }));
      },
    },
  },
  {
    row: 7,
    expects: 'executable: mandates, limits, powers of attorney evaluated on use',
    allowed: {
      case: 'one director up to USD 1m, two above',
      run: async (scene) => {
        const { isin, company, directors, buyer } = await companyOf(scene, 'Mandate Ltd');
        const [one] = directors;
        const transfer = { isin, fromHolderId: company, toHolderId: buyer };
        const alone = await scene.signedTransfer({ ...transfer, units: ONE_MILLION }, one);
        expect(alone).toMatchObject({ status: 'settled' });
        expect(await scene.signedTransfer({ ...transfer, units: MORE }, ...directors)).toMatchObject({
          status: 'settled',
        });
      },
    },
    refused: {
      case: 'one director above USD 1m, a stranger, and a director after dismissal',
      run: async (scene) => {
        const { isin, company, directors, buyer } = await companyOf(scene, 'Refused Ltd');
        const [one, two] = directors;
        const transfer = { isin, fromHolderId: company, toHolderId: buyer, units: MORE };
        const stranger = await scene.keyed('Stranger to the company');
        const { mandates } = scene.at(CIRRUS);
        const ask = async (...signing: readonly KeyedPerson[]): Promise<string> => {
          const { status, problem } = await scene.signedTransfer(transfer, ...signing);
          return `${status} ${problem?.code ?? ''}`;
        };
        expect(await ask(one)).toBe('refused MANDATE_INSUFFICIENT');
        expect(await ask(one, stranger)).toBe('refused MANDATE_INSUFFICIENT');
        await mandates.dismissOfficer(company, { office: 'director', party: two.partyId });
        expect(await ask(one, two)).toBe('refused MANDATE_INSUFFICIENT');
        expect(await scene.units(isin, company)).toBe('5000');
      },
    },
  },
  {
    row: 11,
    expects: 'groups: affiliates, beneficial owners, aggregation of holdings',
    allowed: {
      case: 'the holdings of affiliates are added up',
      run: async (scene) => {
        const isin = await scene.security(4);
        const members = [await scene.managed('Parent'), await scene.managed('Child')];
        for (const [index, member] of members.entries()) await scene.issue(isin, member, `${index + 3}`);
        const group = { groupId: 'family', kind: 'affiliates' as const };
        await scene.at(CIRRUS).mandates.declareGroup({ ...group, members: members.map((party) => ({ party })) });
        expect(await scene.at(BOREALIS).mandates.groupHolding('family', isin)).toMatchObject({ units: '7' });
      },
    },
    refused: {
      case: 'an organisation adds its clients to the group of another, or somebody else’s to its own',
      run: async (scene) => {
        const [isin, member] = [await scene.security(4), await scene.managed('Not of Borealis')];
        await scene.issue(isin, member, '5');
        const group = { kind: 'affiliates' as const, members: [{ party: member }] };
        await scene.at(CIRRUS).mandates.declareGroup({ ...group, groupId: 'closed', members: [] });
        const partyId = await scene.managed('Of Borealis', {}, BOREALIS);
        const added = { ...group, groupId: 'closed', members: [{ party: partyId }] };
        await scene.refused('GROUP_MEMBER_UNKNOWN', () => scene.at(BOREALIS).mandates.declareGroup(added));
        await scene.at(BOREALIS).mandates.declareGroup({ ...group, groupId: 'foreign' });
        expect(await scene.at(BOREALIS).mandates.groupHolding('foreign', isin)).toMatchObject({ units: '0' });
      },
    },
  },
];
