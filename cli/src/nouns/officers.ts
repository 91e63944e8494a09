import { officeName, partyId } from '@scrip/model';
import { by, required } from '../command/input.js';
import { verb } from '../command/verb.js';
import { stated } from '../input/body.js';
import { done, proposed } from '../output/shows.js';
import { DOCUMENT, MANDATE_OPTIONS } from './mandate-terms.js';
import { PARTY } from './party.js';

const OFFICE = required('--office <name>', 'the office, such as director', by(officeName));
const OFFICER = required('--officer <party>', 'who holds it', by(partyId));

/** Proposes an officer. */
export const appointOfficer = verb({
  name: 'appoint-officer',
  kind: 'proposal',
  summary: 'Propose who holds an office of an entity',
  example:
    'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --office director --officer PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A --document register.pdf',
  args: { party: PARTY },
  options: {
    ...{ office: OFFICE, officer: OFFICER, document: DOCUMENT },
    ...{ from: MANDATE_OPTIONS.from, until: MANDATE_OPTIONS.until },
  },
  run: async (call, { party: entity, office, officer, document, from, until }) => {
    const validFrom = from ?? (await call.businessDate());
    const body = stated({ office, party: officer, validFrom, validUntil: until, document });
    const options = await call.signed('mandate:appointOfficer', { ...body, entity });
    return proposed(await call.client.mandates.appointOfficer(entity, body, options));
  },
});

/** Dismisses one. */
export const dismissOfficer = verb({
  name: 'dismiss-officer',
  kind: 'command',
  summary: 'End an office of an entity',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --office director --officer PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A',
  args: { party: PARTY },
  options: { office: OFFICE, officer: OFFICER },
  run: async (call, { party: entity, office, officer }) => {
    const reply = await call.client.mandates.dismissOfficer(entity, { office, party: officer }, call.command);
    return done(reply, `${officer} is no longer ${office} of ${entity}.`);
  },
});
