import { describe, expect, test } from '@jest/globals';
import { canonicalJson } from '../../serialisation/canonical-json.js';
import { sha256Hex } from '../../serialisation/digest.js';
import { pack, PACKS } from './index.js';
import { listPacks } from './pack-list.js';

const usd = (amount: string) => ({ amount, currency: 'USD' }) as const;

/** What each version says for one issue, as the hash of its canonical form: it says the same for ever. */
const SAID: readonly (readonly [is: string, parameters: object, hash: string])[] = [
  [
    'EuProspectusExempt@1',
    {
      price: '100',
      offer: 'P1Y',
      denominated: true,
      smallOffers: [
        { countries: ['DE'], formerly: '8000000', below: '12000000' },
        { countries: ['FR'], formerly: '8000000', below: '5000000' },
      ],
      venues: ['XETR'],
    },
    'cb95e3bb6a359b7604d4ed3c0e3ada8375830efabe83bcb4a59bd706d3878707',
  ],
  [
    'EuProspectusExempt@2',
    {
      price: '100',
      offer: 'P1Y',
      denominated: true,
      smallOffer: { countries: ['DE', 'FR'], lowest: '5000000' },
      venues: ['XETR'],
    },
    'cfa8f96746ce438e26420c2fef53e5a97ce2acdba32a46882d67c08d3bd4d34c',
  ],
  [
    'EuProspectus@1',
    {
      prospectus: { home: 'DE', approvedOn: '2026-02-02', publishedOn: '2026-02-03' },
      notified: [{ country: 'FR', on: '2026-02-10' }],
      supplements: [{ publishedOn: '2026-03-02', lastDay: '2026-03-05' }],
      venues: ['XETR'],
      complex: true,
      priip: true,
    },
    'fd8bf89cd44568af53050ad00d5afcf221c6e6f441ba28864dd0e994daa2b5fe',
  ],
  [
    'UkOffer@1',
    { price: '1', offer: 'P1Y', venues: ['AIMX'], restrictedMassMarket: true },
    'a3531a4aec4e20bd8ef542550877b0291b6f28a3a2c471b8d81557adc51a68fa',
  ],
  [
    'UkOffer@2',
    { price: '1', offer: 'P1Y', venues: ['AIMX'], restrictedMassMarket: true },
    '3024f99d95c50ea4d0fe3d9c06a8925dc6d4c8858075026579eea5fc4b466dd8',
  ],
  [
    'SwissOffer@1',
    { price: '95', offer: 'P9M', denominated: true, informationSheet: true, consent: true, venues: ['XSWX'] },
    '484af264bd074c0541588fbc3f0c93947df94163fc612f5465672d40b7980fe8',
  ],
  [
    'SingaporeOffer@1',
    { price: '140', advertised: false, privateCompany: true },
    '853aa0e49847ab74ba606618c117baa1cb85a2c676830a36ca80e59a153e5c66',
  ],
  [
    'HongKongOffer@1',
    { price: '850', debentures: false, privateCompany: true },
    'bdb7275dbd89e81932864a5fa7692d9456d8cbee324a553ba373e2a2917eface',
  ],
  ['ExchangeAct12g@1', {}, '1254bd68580c9fd159e0b996850a77cf19039db18221d1b98fb5c9449b206655'],
  [
    'RegATier2@1',
    { price: '10', qualifiedOn: '2026-03-02', limits: [{ value: 'A', most: usd('5000') }] },
    '6507dca7486971a657c37838a1900a765c7f928e459e427d3c82222f084e7e9e',
  ],
  [
    'RegATier2@2',
    { price: '10', qualifiedOn: '2026-03-02', limits: [{ value: 'A', most: usd('5000') }], qualified: usd('40000000') },
    '00524e72179a80a7c693d04d819b25e989f6ff7b3ed02c68b6f9b42641853e11',
  ],
  [
    'RegCF@1',
    {
      price: '12.5',
      publishedOn: '2026-05-01',
      deadline: '2026-06-30',
      limits: [{ value: 'LEAST', most: usd('2500') }],
    },
    'c3210dcb9a2d4aba1b2bc00316271eca31802074b3844f0c25ce1dcb85b99c6e',
  ],
  [
    'RegCF@2',
    {
      price: '12.5',
      publishedOn: '2026-05-01',
      deadline: '2026-06-30',
      limits: [{ value: 'LEAST', most: usd('2500') }],
    },
    '9845eaa57daf02e8456f0c53c691debaba003039f112c8e28d3677ccce079aaa',
  ],
  ['RegD506b@1', { votingEquity: true }, 'e984dd7d4a50114828b5ece37930af9abc9a00dc6704a9072477318f7606a0ad'],
  ['RegD506c@1', { votingEquity: true }, '8b4614d47187d495a9c609ced82a0a9611572eef6325e4982084aab96c894b0c'],
  ['RegSCategory1@1', {}, 'fa45392349c512cefff5a1c21619e4b313f001eae472031479881b892e97ff4b'],
  ['RegSCategory2@1', {}, 'e5a954c485be9006e508ab9a70ffb4b884869c8b6671597b4d34b18d5eee7af0'],
  [
    'RegSCategory3@1',
    { debt: false, domestic: true, reporting: false },
    'fba16d2b0cc19a0d0725ce37a3b46ef9852d6c1d7e3f821c03ed209231a9555f',
  ],
  [
    'Rule144@1',
    {
      debt: false,
      restricted: true,
      reportingSince: '2020-01-02',
      informationUntil: '2026-12-31',
      weeklyVolume: { units: '1000', until: '2026-12-31' },
      price: '10',
    },
    'e192eddf40fe0020c5d5117c1066c12935997e8b0ef715bce2eb93e82976a0e3',
  ],
  [
    'Rule144A@1',
    { reporting: false, sameClassAsListed: false },
    '3200cf513a7282098b157b5f58d5ec76a3632bbbccb6514f005e2d24c8544c08',
  ],
];

describe('a version of a pack', () => {
  test.each(SAID)('%s says what it said when it was published', (is, parameters, hash) => {
    expect(sha256Hex(canonicalJson(pack({ is, with: parameters }, '')))).toBe(hash);
  });

  test('of every pack is looked at', () => {
    expect(SAID.map(([is]) => is).sort()).toEqual(
      Object.values(PACKS)
        .map(({ is }) => is)
        .sort(),
    );
  });
});

describe('the list of packs', () => {
  test('has every version once, with the latest one where that is another', () => {
    const listed = listPacks();
    expect(listed.map(({ is }) => is).sort()).toEqual(SAID.map(([is]) => is).sort());
    expect(listed.flatMap(({ is, followedBy }) => (followedBy === undefined ? [] : [[is, followedBy]]))).toEqual([
      ['EuProspectusExempt@1', 'EuProspectusExempt@2'],
      ['UkOffer@1', 'UkOffer@2'],
      ['RegATier2@1', 'RegATier2@2'],
      ['RegCF@1', 'RegCF@2'],
    ]);
  });

  test('says since when the law of a version is in force', () => {
    const since = new Map(listPacks().map(({ is, lawSince }) => [is, lawSince]));
    expect(since.get('EuProspectusExempt@2')).toBe('2026-06-05');
    expect(since.get('UkOffer@2')).toBe('2026-01-19');
    expect(since.get('RegCF@1')).toBe('2022-09-20');
    expect(since.get('RegSCategory3@1')).toBe('2008-02-15');
  });
});
