import type { Trust } from '@scrip/gateway-api';
import { businessDate, CLAIM_EFFECTS, CLAIM_SIDES, claimType, isin, mspId } from '@scrip/model';
import { argument, by, choice, flag, option, pair, required, several } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { bodyOf, bodyOption, stated } from '../input/body.js';
import { done, joined, proposed, showList } from '../output/shows.js';

const trustList = verb({
  name: 'list',
  kind: 'read',
  summary: 'List whose claims count: for the network, or at a security',
  example: '--isin DE0007236101',
  args: {},
  options: { isin: option('--isin <isin>', 'the security (else the network)', by(isin)) },
  run: async (call, given) =>
    showList(
      await call.client.claims.trust(stated({ ...call.channel, isin: given.isin })),
      [
        { heading: 'claim', cell: ({ type }) => type },
        { heading: 'at', cell: ({ isin: at }) => at ?? 'network' },
        { heading: 'effect', cell: ({ effect }) => effect },
        { heading: 'sides', cell: ({ sides }) => sides },
        { heading: 'issuers', cell: ({ issuers = [] }) => joined(issuers.map(issuerText)) ?? 'those of the network' },
      ],
      'Nobody’s claims are asked for.',
    ),
});

const issuerText = ({ mspId: id, from, end }: NonNullable<Trust['issuers']>[number]): string =>
  `${id} from ${from}${end === undefined ? '' : ` until ${end.lastDay}`}`;

const adoptOptions = {
  type: option('--type <type>', 'what the claims are about', by(claimType)),
  isin: option('--isin <isin>', 'the security (else the whole network)', by(isin)),
  effect: choice('--effect <effect>', 'whether a movement needs such a claim, or is forbidden by it', CLAIM_EFFECTS),
  sides: choice('--sides <sides>', 'whose claims a movement is judged by', CLAIM_SIDES),
  issuers: several(
    '--issuer <msp=date>',
    'a claim issuer and from when on it is trusted',
    pair((id, from) => ({ mspId: by(mspId)(id), from: by(businessDate)(from) }), 'MSP=DATE'),
  ),
  body: bodyOption,
};

const adopt = verb({
  name: 'adopt',
  kind: 'proposal',
  summary: 'Propose whose claims count and for what (regulator for the network, issuer for its security)',
  example: '--type kyc --effect requires --sides receiver --issuer DeltaMSP=2026-11-30',
  args: {},
  options: adoptOptions,
  run: async (call, given) => {
    const body = await bodyOf<Trust, typeof given, 'type' | 'effect' | 'sides'>(
      ...([call, given, adoptOptions, ['type', 'effect', 'sides']] as const),
      ({ type, isin: at, effect, sides, issuers }) =>
        stated({ isin: at, type, effect, sides, issuers: issuers.length === 0 ? undefined : [...issuers] }),
    );
    return proposed(await call.client.claims.adoptTrust(body, await call.signed('trust:adopt', body)));
  },
});

const end = verb({
  name: 'end',
  kind: 'command',
  summary: 'End the trust in one claim issuer (who adopted it)',
  example: 'kyc DeltaMSP --last-day 2026-12-31 --honour-earlier',
  args: {
    type: argument('type', 'what the claims are about', by(claimType)),
    msp: argument('msp', 'MSP id of the claim issuer', by(mspId)),
  },
  options: {
    isin: option('--isin <isin>', 'the security (else the whole network)', by(isin)),
    lastDay: required('--last-day <date>', 'last business date on which it is trusted', by(businessDate)),
    honour: flag('--honour-earlier', 'claims that were published until then go on to count'),
  },
  run: async (call, { type, msp, isin: at, lastDay, honour }) => {
    const body = stated({ isin: at, type, mspId: msp, lastDay, honoursEarlier: honour });
    const reply = await call.client.claims.endTrust(body, call.command);
    return done(reply, `${msp} is trusted for claims ${type} until ${lastDay}.`);
  },
});

/** Whose claims count. */
export const TRUST: Noun = {
  name: 'trust',
  summary: 'Whose claims count, and for what',
  verbs: [trustList, adopt, end],
};
