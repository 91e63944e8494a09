import type { NewOrganisationParty, NewParty } from '@scrip/gateway-api';
import { businessDate, country, lei, PARTY_KINDS } from '@scrip/model';
import { anyText, by, choice, option, type TextReader } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { verb } from '../command/verb.js';
import { bodyOf, bodyOption, stated } from '../input/body.js';
import { ENROL_OPTIONS, enrolled, VALIDITY_OPTIONS } from '../input/signing.js';
import { TERMS_OPTIONS, termsOf } from '../input/terms.js';
import { done } from '../output/shows.js';

const registerNumber: TextReader<{ authority: string; number: string }> = (text) => {
  const [, authority = '', number = ''] = /^(RA[0-9]{6}):(.+)$/.exec(text) ?? [];
  if (number === '')
    throw new Error('must be AUTHORITY:NUMBER with a code of the GLEIF list, such as RA000585:12345678');
  return { authority, number };
};

const personOptions = {
  name: option('--name <name>', 'name of the person or entity', anyText),
  line1: option('--line1 <text>', 'address: first line', anyText),
  line2: option('--line2 <text>', 'address: second line', anyText),
  city: option('--city <city>', 'address: city', anyText),
  postalCode: option('--postal-code <code>', 'address: postal code', anyText),
  country: option('--country <code>', 'country of nationality or seat (ISO 3166-1), and of the address', by(country)),
  addressCountry: option('--address-country <code>', 'country of the address, where it is another one', by(country)),
  birthDate: option('--birth-date <date>', 'date of birth', by(businessDate)),
  email: option('--email <address>', 'e-mail address', anyText),
};

const NEEDED = ['name', 'line1', 'city', 'postalCode', 'country'] as const;

interface PersonGiven {
  readonly name: string;
  readonly line1: string;
  readonly line2: string | undefined;
  readonly city: string;
  readonly postalCode: string;
  readonly country: string;
  readonly addressCountry: string | undefined;
  readonly birthDate: string | undefined;
  readonly email: string | undefined;
}

const personOf = (given: PersonGiven): Omit<NewParty, 'channel'> => {
  const { name, line1, line2, city, postalCode, birthDate, email } = given;
  const address = stated({ line1, line2, city, postalCode, country: given.addressCountry ?? given.country });
  return stated({ name, address, country: given.country, birthDate, email });
};

const registerOptions = {
  ...personOptions,
  kind: choice('--kind <kind>', 'kind of party', PARTY_KINDS),
  lei: option('--lei <lei>', 'public identifier of an entity: LEI', by(lei)),
  registered: option('--registered <authority:number>', 'public identifier of an entity: its register', registerNumber),
  ...ENROL_OPTIONS,
  ...TERMS_OPTIONS,
  ...VALIDITY_OPTIONS,
  body: bodyOption,
};

/** Takes a party on. */
export const register = verb({
  name: 'register',
  kind: 'command',
  summary: 'Take a party on; name and address stay with this organisation (--body - keeps them out of process lists)',
  example:
    '--name "Mara Example" --line1 "1 Sample Street" --city Dublin --postal-code D02 --country IE --enrol mara.pem',
  args: {},
  options: registerOptions,
  run: async (call, given) => {
    const body = await bodyOf<NewParty, typeof given, (typeof NEEDED)[number]>(
      call,
      given,
      registerOptions,
      NEEDED,
      async (stating) => {
        if (stating.lei !== undefined && stating.registered !== undefined) {
          throw new UsageError('give --lei or --registered, not both');
        }
        const entity =
          stating.lei !== undefined ? { lei: stating.lei } : stating.registered && { register: stating.registered };
        const terms = termsOf(stating);
        const keys = stating.enrol.length === 0 ? undefined : await enrolled(call, stating, terms);
        return stated({ ...personOf(stating), kind: stating.kind, entity, keys, ...terms });
      },
    );
    const reply = await call.client.registerParty(body, call.command);
    return done(reply, `${reply.partyId} is a party of ${reply.custodian} on ${reply.channel}.`);
  },
});

const organisationOptions = { ...personOptions, body: bodyOption };

/** Registers the own organisation. */
export const registerOrganisation = verb({
  name: 'register-organisation',
  kind: 'command',
  summary: 'Register this organisation as a party: node operator, and issuer of credentials',
  example: '--name "Cirrus Custody" --line1 "2 Sample Quay" --city Dublin --postal-code "D02 X286" --country IE',
  args: {},
  options: organisationOptions,
  run: async (call, given) => {
    const body = await bodyOf<NewOrganisationParty, typeof given, (typeof NEEDED)[number]>(
      ...([call, given, organisationOptions, NEEDED, personOf] as const),
    );
    const reply = await call.client.registerOrganisation(body, call.command);
    return done(reply, `${reply.custodian} is party ${reply.partyId} on ${reply.channel}.`);
  },
});
