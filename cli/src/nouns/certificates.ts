import { certificateNonce, isin, partyId } from '@scrip/model';
import { anyText, argument, by, option, required } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { stated } from '../input/body.js';

const get = verb({
  name: 'get',
  kind: 'read',
  summary: 'Get what a holder has of a security, signed by a majority of members; the output is the certificate',
  example: `DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --nonce q7RkX2mZtB0vYc4LhWs9Qg --purpose "sale to Mara Example" > certificate.json`,
  args: { isin: argument('isin', 'the security', by(isin)) },
  options: {
    holder: required('--holder <party>', 'whose holding', by(partyId)),
    nonce: required('--nonce <nonce>', 'chosen at random by whoever will verify it', by(certificateNonce)),
    purpose: option(
      '--purpose <text>',
      'show who the holder is, and what for, which is logged (its custodian)',
      anyText,
    ),
  },
  run: async (call, { isin: of, holder, nonce, purpose }) => {
    const options = stated({ ...call.channel, purpose });
    const reply = await call.client.certificates.ownership(of, holder, nonce, options);
    return { reply, lines: [JSON.stringify(reply)] };
  },
});

/** Ownership certificates. */
export const CERTIFICATES: Noun = {
  name: 'certificates',
  summary: 'What a holder has, as others can verify it without a network (see verify)',
  verbs: [get],
};
