import type { PartyImport } from '@scrip/gateway-api';
import { anyText, option, required, wholeNumber } from '../command/input.js';
import { verb } from '../command/verb.js';
import { bodyOf, bodyOption, readText } from '../input/body.js';
import { ENROL_OPTIONS, enrolled, VALIDITY_OPTIONS } from '../input/signing.js';
import { TERMS_OPTIONS, termsOf } from '../input/terms.js';
import { done } from '../output/shows.js';
import { writePrivately } from '../profile/profiles.js';
import { PARTY } from './party.js';

/** Issues a credential. */
export const credential = verb({
  name: 'credential',
  kind: 'command',
  summary: 'Issue a credential of who a party is (SD-JWT VC), for the party to take along',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --purpose "the holder moves" --out mara.sd-jwt',
  args: { party: PARTY },
  options: {
    purpose: required('--purpose <text>', 'what it is made for; logged', anyText),
    days: option('--days <n>', 'days until it expires (else 365)', wholeNumber),
    out: option('--out <file>', 'write the credential there, for its owner alone', anyText),
  },
  run: async (call, { party, purpose, days, out }) => {
    const options = { ...call.command, ...(days === undefined ? {} : { days }) };
    const reply = await call.client.partyCredential(party, purpose, options);
    const made = `A credential of ${party} by ${reply.issuer}, until ${reply.expiresAt}`;
    if (out === undefined) return { reply, lines: [`${made}:`, reply.credential] };
    writePrivately(out, `${reply.credential}\n`);
    return { reply, lines: [`${made}, is in ${out}.`] };
  },
});

const importOptions = {
  presentation: option(
    '--presentation <file>',
    'presentation of a credential from elsewhere, - for standard input',
    anyText,
  ),
  ...ENROL_OPTIONS,
  ...TERMS_OPTIONS,
  ...VALIDITY_OPTIONS,
  body: bodyOption,
};

/** Takes a party on by a credential. */
export const importParty = verb({
  name: 'import',
  kind: 'command',
  summary: 'Take a party on by a credential from elsewhere, presented for an open challenge',
  example: '--presentation shown.sd-jwt --enrol mara.pem',
  args: {},
  options: importOptions,
  run: async (call, given) => {
    const body = await bodyOf<PartyImport, typeof given, 'presentation' | 'enrol'>(
      ...([call, given, importOptions, ['presentation', 'enrol']] as const),
      async (stating) => {
        const terms = termsOf(stating);
        const presentation = (await readText(stating.presentation, call)).trim();
        return { presentation, keys: [...(await enrolled(call, stating, terms))], ...terms };
      },
    );
    const reply = await call.client.importParty(body, call.command);
    return done(reply, `${reply.partyId} is a party of ${reply.custodian} on ${reply.channel}.`);
  },
});
