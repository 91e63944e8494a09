import type { HolderVoteList, SolicitationList } from '@scrip/gateway-api';
import { partyId, SOLICITATION_STATES, solicitationNumber, unitsTotal } from '@scrip/model';
import { authorise } from '@scrip/signing';
import type { Call } from '../command/call.js';
import { anyText, argument, by, choice, option, required, several, wholeNumber } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { digestOfFile, stated } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { SIGNER_OPTIONS, signing, validityOf } from '../input/signing.js';
import { done, proposed, showList, showRecord } from '../output/shows.js';
import { ISIN } from './securities.js';

const NUMBER = argument('number', 'number of the solicitation', (text) => solicitationNumber(wholeNumber(text), ''));
const named = { isin: ISIN, number: NUMBER };
const HOLDER = required('--holder <party>', 'the holder of the account', by(partyId));
const DESIGNATION = several('--designation <party>', 'for whom it holds the account, owner last', by(partyId));
const EXAMPLE_PARTY = 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The sub-account that is meant; nothing: what the holder has for nobody else. */
const chainOf = (designation: readonly string[]): { readonly designation?: readonly string[] } =>
  designation.length === 0 ? {} : { designation };

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List amendments about which the holders of a security were asked',
  example: 'DE0007236101 --state open',
  args: { isin: ISIN },
  options: { state: choice('--state <state>', 'only those that stand so', SOLICITATION_STATES), ...PAGE_OPTIONS },
  run: async (call, given) => {
    const only = stated({ state: given.state });
    const ask = call.client.solicitations;
    const reply = await pages(call, given, (options) => ask.list(given.isin, { ...options, ...only }));
    return showList(
      reply,
      [
        { heading: 'number', cell: (row: SolicitationList['items'][number]) => String(row.number), isNumber: true },
        { heading: 'definition', cell: ({ definition }) => definition },
        { heading: 'state', cell: ({ state }) => state },
        { heading: 'record date', cell: ({ recordDate }) => recordDate },
        { heading: 'deadline', cell: ({ deadline }) => deadline },
        { heading: 'yes', cell: ({ tally }) => tally.yes, isNumber: true },
        { heading: 'no', cell: ({ tally }) => tally.no, isNumber: true },
      ],
      'Its holders were never asked.',
    );
  },
});

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show what would change, what must be reached, and how far that is',
  example: 'DE0007236101 1',
  args: named,
  options: {},
  run: async (call, { isin, number }) => {
    const reply = await call.client.solicitations.get(isin, number, call.channel);
    const { solicitation: of, total, outcomes } = reply;
    const { yes, no, aside, votes } = of.tally;
    return showRecord(reply, [
      ['definition', `${of.definition} ${of.hash}`],
      ['in place of', of.previous.name],
      ['state', of.state],
      ...of.differences.map(({ text }): [string, string] => ['change', text]),
      ['further changes', of.more === 0 ? undefined : String(of.more)],
      ['record date', of.recordDate],
      ['deadline', of.closesEarly ? `${of.deadline}, or when enough agree` : of.deadline],
      ['counts from', of.effectiveFrom],
      ['outstanding', total],
      ['votes', `${yes} yes, ${no} no, ${aside} aside, of ${String(votes)} accounts`],
      ...(outcomes ?? of.needs.map((need) => ({ ...need, isMet: undefined }))).map((each): [string, string] => [
        `needed for ${each.topic}`,
        `${each.percent} % of ${each.of}, quorum ${each.quorumPercent} %${
          each.isMet === undefined ? '' : each.isMet ? ': reached' : ': not reached'
        }`,
      ]),
      ['ended', of.endedOn],
    ]);
  },
});

const votes = verb({
  name: 'votes',
  kind: 'read',
  summary: 'List who has voted, and how',
  example: 'DE0007236101 1',
  args: named,
  options: PAGE_OPTIONS,
  run: async (call, given) => {
    const { isin, number } = given;
    const reply = await pages(call, given, (options) => call.client.solicitations.votes(isin, number, options));
    return showList(
      reply,
      [
        { heading: 'holder', cell: (row: HolderVoteList['items'][number]) => row.holderId },
        { heading: 'for', cell: ({ designation = [] }) => designation.join(' ') },
        { heading: 'units', cell: ({ units }) => units, isNumber: true },
        { heading: 'yes', cell: ({ yes }) => yes, isNumber: true },
        { heading: 'no', cell: ({ no }) => no, isNumber: true },
        { heading: 'by', cell: ({ by: mspId }) => mspId },
        { heading: 'on', cell: ({ on }) => on },
        { heading: 'how', cell: ({ isAside, isSigned }) => (isAside ? 'aside' : isSigned ? 'signed' : 'custodian') },
      ],
      'Nobody has voted yet.',
    );
  },
});

const account = verb({
  name: 'account',
  kind: 'read',
  summary: 'Show with how many units an account votes, and what is on record of it',
  example: `DE0007236101 1 --holder ${EXAMPLE_PARTY}`,
  args: named,
  options: { holder: HOLDER, designation: DESIGNATION },
  run: async (call, { isin, number, holder, designation }) => {
    const options = { ...call.channel, ...chainOf(designation) };
    const reply = await call.client.solicitations.account(isin, number, holder, options);
    const { units, vote } = reply;
    return showRecord(reply, [
      ['holder', holder],
      ['for', designation.join(' ') || undefined],
      ['units at the record date', units],
      ['vote', vote && `${vote.yes} yes, ${vote.no} no, on ${vote.on} by ${vote.by}`],
      ['set aside', vote?.isAside === true ? 'units of the issuer' : undefined],
    ]);
  },
});

const vote = verb({
  name: 'vote',
  kind: 'command',
  summary: 'Vote with the units of an account, once (its custodian, with the signature of a holder that has keys)',
  example: `DE0007236101 1 --holder ${EXAMPLE_PARTY} --all yes --key holder.pem`,
  args: named,
  options: {
    ...{ holder: HOLDER, designation: DESIGNATION },
    all: choice('--all <decision>', 'all units of the account agree, or none does', ['yes', 'no'] as const),
    yes: option('--yes <number>', 'units that agree, where a nominee divides them', by(unitsTotal)),
    no: option('--no <number>', 'units that do not', by(unitsTotal)),
    ...SIGNER_OPTIONS,
  },
  run: async (call, given) => {
    const { isin, number, holder } = given;
    const chain = chainOf(given.designation);
    const { solicitation } = await call.client.solicitations.get(isin, number, call.channel);
    const body = { holderId: holder, ...chain, hash: solicitation.hash, ...(await unitsOf(call, given)) };
    const isSigned = given.key !== undefined || given.signers.length > 0;
    const act = { purpose: 'solicitation:vote', body: { ...body, isin, number } };
    const authorisation = isSigned
      ? await authorise(await call.ledgerName(), act, await validityOf(call, given), signing(holder, given))
      : undefined;
    const reply = await call.client.solicitations.vote(isin, number, stated({ ...body, authorisation }), call.command);
    return done(reply, `${reply.yes} units agree and ${reply.no} do not, of ${reply.units}.`);
  },
});

interface UnitsWish {
  readonly isin: string;
  readonly number: number;
  readonly holder: string;
  readonly designation: readonly string[];
  readonly all: 'yes' | 'no' | undefined;
  readonly yes: string | undefined;
  readonly no: string | undefined;
}

/** How units are voted: all one way, or divided. */
async function unitsOf(call: Call, given: UnitsWish): Promise<{ readonly yes: string; readonly no: string }> {
  const { isin, number, holder, designation, all, yes, no } = given;
  const isDivided = yes !== undefined || no !== undefined;
  if (isDivided === (all !== undefined)) throw new UsageError('Give --all, or --yes and --no.');
  if (isDivided) return { yes: yes ?? '0', no: no ?? '0' };
  const options = { ...call.channel, ...chainOf(designation) };
  const { units = '0' } = await call.client.solicitations.account(isin, number, holder, options);
  return all === 'yes' ? { yes: units, no: '0' } : { yes: '0', no: units };
}

const setAside = verb({
  name: 'set-aside',
  kind: 'command',
  summary: 'Put on record that units of an account are those of the issuer, and do not count (anybody)',
  example: `DE0007236101 1 --holder ${EXAMPLE_PARTY}`,
  args: named,
  options: { holder: HOLDER, designation: DESIGNATION },
  run: async (call, { isin, number, holder, designation }) => {
    const body = { holderId: holder, ...chainOf(designation) };
    const reply = await call.client.solicitations.setAside(isin, number, body, call.command);
    return done(reply, `${reply.units} units do not count.`);
  },
});

const conclude = verb({
  name: 'conclude',
  kind: 'command',
  summary:
    'Count what is over, or carry an amendment out whose day has come (anybody; the registrar’s gateway does it)',
  example: 'DE0007236101 1',
  args: named,
  options: {},
  run: async (call, { isin, number }) => {
    const reply = await call.client.solicitations.conclude(isin, number, call.command);
    return done(reply, `The solicitation is ${reply.state}.`);
  },
});

const withdraw = verb({
  name: 'withdraw',
  kind: 'proposal',
  summary: 'Propose to ask holders no longer, before the amendment counts (issuer)',
  example: 'DE0007236101 1 --document reasons.pdf',
  args: named,
  options: { document: required('--document <file>', 'the reasons, with a salt in it; the hash is sent', anyText) },
  run: async (call, { isin, number, document }) => {
    const body = { document: digestOfFile(document) };
    const signed = await call.signed('solicitation:withdraw', { ...body, isin, number });
    return proposed(await call.client.solicitations.withdraw(isin, number, body, signed));
  },
});

/** Holders who are asked about amendments. */
export const SOLICITATIONS: Noun = {
  name: 'solicitations',
  summary: 'Holders who are asked about amendments of what they hold',
  verbs: [list, show, votes, account, vote, setAside, conclude, withdraw],
};
