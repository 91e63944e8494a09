import { bandsOf } from './bands.js';
import { phrase, part, type Phrase } from './phrase.js';
import { grouped, money, number, period, plain } from './quantities.js';
import { either, like, listOf, single } from './slot.js';
import { country, date, mic, pinned } from './values.js';

const price = like(number, '12.5');
const venues = like(listOf(mic, 'or'), 'XLUX or XFRA');
const countries = like(listOf(country, 'or'), 'DE or FR');
const dollars = like(money, '20,000,000 USD');
const limits = bandsOf(like(money, '2,500 USD'));
const equity = either('voting equity', 'other securities');
const nominal = either('nominal value', 'no nominal value');
const lowest = single<string>(
  '12,000,000 or 5,000,000',
  '12,000,000',
  ({ kind, text }) => ['12000000', '5000000'].find((each) => kind === 'Numeral' && each === plain(text)),
  grouped,
);

/** How each pack is named, with the facts of the issue that it asks for. */
export const PACK_PHRASES: readonly Phrase[] = [
  phrase('RegD506b@1', 'RegD506b@1 for {votingEquity}', { votingEquity: equity }),
  phrase('RegD506c@1', 'RegD506c@1 for {votingEquity}', { votingEquity: equity }),
  phrase('RegSCategory1@1', 'RegSCategory1@1'),
  phrase('RegSCategory2@1', 'RegSCategory2@1'),
  phrase('RegSCategory3@1', 'RegSCategory3@1 for {debt} of {domestic} {reporting} issuer', {
    debt: either('debt', 'equity'),
    domestic: either('a domestic', 'a foreign'),
    reporting: either('reporting', 'non-reporting'),
  }),
  phrase('Rule144A@1', 'Rule144A@1 for {sameClassAsListed} of {reporting} issuer', {
    sameClassAsListed: like(either('a listed class', 'an unlisted class'), 'an unlisted class'),
    reporting: either('a reporting', 'a non-reporting'),
  }),
  phrase(
    'Rule144@1',
    'Rule144@1 for {restricted} {debt}[ reporting since {reportingSince}][ with information until {informationUntil}]' +
      '[ with weekly volume {weeklyVolume}][ priced at most {price}][ a former shell since {shellInformationOn}]',
    {
      restricted: either('restricted', 'unrestricted'),
      debt: either('debt', 'equity'),
      reportingSince: date,
      informationUntil: like(date, '2027-12-31'),
      weeklyVolume: part('a volume such as 10,000 until 2027-12-31', '{units} until {until}', {
        units: number,
        until: like(date, '2027-12-31'),
      }),
      price,
      shellInformationOn: date,
    },
  ),
  phrase('ExchangeAct12g@1', 'ExchangeAct12g@1'),
  phrase('RegATier2@1', 'RegATier2@1 at {price} a unit qualified on {qualifiedOn}[ with limits {limits}]', {
    price,
    qualifiedOn: date,
    limits,
  }),
  phrase(
    'RegATier2@2',
    'RegATier2@2 for {qualified} at {price} a unit qualified on {qualifiedOn}[ with limits {limits}]',
    {
      qualified: dollars,
      price,
      qualifiedOn: date,
      limits,
    },
  ),
  ...['RegCF@1', 'RegCF@2'].map((is) =>
    phrase(is, `${is} at {price} a unit published on {publishedOn} open until {deadline} with limits {limits}`, {
      price,
      publishedOn: date,
      deadline: like(date, '2026-09-15'),
      limits,
    }),
  ),
  phrase('EuProspectusExempt@1', euOffer('EuProspectusExempt@1', '[ as small offers in {smallOffers}]'), {
    ...{ price, offer: period, denominated: nominal, venues },
    smallOffers: listOf(
      part('countries with their thresholds', '{countries} below {formerly} formerly and {below} now', {
        countries,
        formerly: like(number, '8,000,000'),
        below: lowest,
      }),
      'and',
    ),
  }),
  phrase('EuProspectusExempt@2', euOffer('EuProspectusExempt@2', '[ as a small offer {smallOffer}]'), {
    ...{ price, offer: period, denominated: nominal, venues },
    smallOffer: part('a threshold and countries', 'below {lowest} in {countries}', { lowest, countries }),
  }),
  phrase(
    'EuProspectus@1',
    'EuProspectus@1 {prospectus} for {complex} {priip}[ notified to {notified}][ supplemented {supplements}]' +
      '[ traded on {venues}]',
    {
      prospectus: part(
        'the approval of the prospectus',
        'approved in {home} on {approvedOn} published on {publishedOn}',
        {
          home: country,
          approvedOn: date,
          publishedOn: date,
        },
      ),
      complex: either('a complex', 'a simple'),
      priip: either('packaged product', 'security'),
      notified: listOf(
        part('a country and a date', '{country} on {on}', { country: like(country, 'FR'), on: date }),
        'and',
      ),
      supplements: listOf(
        part('the dates of a supplement', '{publishedOn} with withdrawal until {lastDay}', {
          publishedOn: date,
          lastDay: like(date, '2026-06-18'),
        }),
        'and',
      ),
      venues,
    },
  ),
  ...['UkOffer@1', 'UkOffer@2'].map((is) =>
    phrase(is, `${is} at {price} a unit open for {offer} of {restrictedMassMarket} securities[ traded on {venues}]`, {
      price,
      offer: period,
      restrictedMassMarket: either('mass-market restricted', 'unrestricted'),
      venues,
    }),
  ),
  phrase(
    'SwissOffer@1',
    'SwissOffer@1 at {price} a unit open for {offer} with {denominated} {informationSheet} {consent}[ traded on {venues}]',
    {
      price,
      offer: period,
      denominated: nominal,
      informationSheet: either('needing an information sheet', 'needing no information sheet'),
      consent: either('moving with consent of the company', 'moving freely'),
      venues,
    },
  ),
  phrase('SingaporeOffer@1', 'SingaporeOffer@1 at {price} a unit {advertised} for {privateCompany}', {
    price,
    advertised: either('advertised', 'unadvertised'),
    privateCompany: either('a private company', 'a public company'),
  }),
  phrase('HongKongOffer@1', 'HongKongOffer@1 at {price} a unit for {debentures} of {privateCompany}', {
    price,
    debentures: either('debentures', 'shares'),
    privateCompany: either('a private company', 'a public company'),
  }),
];

/** What another definition asks for the event. Packs are no definitions: they have words of their own. */
export const DEFINED_PHRASE: Phrase = phrase('defined', '{definition}', {
  definition: {
    ...pinned,
    read: (reading, at) =>
      PACK_PHRASES.some(({ is }) => is === reading.items[at]?.text)
        ? reading.miss(at, 'a definition')
        : pinned.read(reading, at),
  },
});

function euOffer(is: string, smallOffers: string): string {
  return `${is} at {price} a unit open for {offer} with {denominated}${smallOffers}[ traded on {venues}]`;
}
