import type { HolderStandings, ListedHolders, SanctionsList } from '@scrip/gateway-api';
import { businessDate, lei, LISTING_REASONS, mspId, partyId } from '@scrip/model';
import { by, option, requiredChoice } from '../command/input.js';
import type { Call } from '../command/call.js';
import type { Shown } from '../command/shown.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { stated } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { done, joined, proposed, showList } from '../output/shows.js';
import { ISIN } from './securities.js';

const SUBJECT = {
  party: option('--party <party>', 'a party of the channel', by(partyId)),
  lei: option('--lei <lei>', 'every party that is entered under this LEI', by(lei)),
};

type Subject = { readonly party: string } | { readonly lei: string };

function subjectOf({
  party,
  lei: entity,
}: {
  readonly party: string | undefined;
  readonly lei: string | undefined;
}): Subject {
  if (party !== undefined && entity === undefined) return { party };
  if (entity !== undefined && party === undefined) return { lei: entity };
  throw new UsageError('either --party or --lei must be there');
}

const changed = async (
  call: Call,
  entries: Parameters<Call['client']['screening']['changeList']>[0]['entries'],
): Promise<Shown> =>
  done(await call.client.screening.changeList({ entries }, call.command), 'The list is changed; it counts at once.');

const begin = verb({
  name: 'begin',
  kind: 'command',
  summary: 'Begin a sanctions list of this organisation: nobody is on it yet',
  example: '',
  args: {},
  options: {},
  run: (call) => changed(call, []),
});

const enlist = verb({
  name: 'enlist',
  kind: 'command',
  summary: 'Put somebody on the sanctions list, which only this organisation can read',
  example: '--lei 529900T8BM49AURSDO55 --reason asset-freeze',
  args: {},
  options: {
    ...SUBJECT,
    reason: requiredChoice('--reason <reason>', 'why', LISTING_REASONS),
    from: option('--from <date>', 'first business date (else today)', by(businessDate)),
    until: option('--until <date>', 'last business date (else until it is taken off)', by(businessDate)),
  },
  run: async (call, given) => {
    const from = given.from ?? (await call.businessDate());
    const listing = stated({ standing: 'listed' as const, reason: given.reason, from, until: given.until });
    return changed(call, [{ subject: subjectOf(given), ...listing }]);
  },
});

const delist = verb({
  name: 'delist',
  kind: 'command',
  summary: 'Take somebody off the sanctions list',
  example: '--lei 529900T8BM49AURSDO55',
  args: {},
  options: SUBJECT,
  run: (call, given) => changed(call, [{ subject: subjectOf(given), standing: 'delisted' }]),
});

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'Show the sanctions list: why and until when; whom it is about, it hides',
  example: '',
  args: {},
  options: {},
  run: async (call) =>
    showList(
      await call.client.screening.list(call.channel),
      [
        { heading: 'reason', cell: (row: SanctionsList['items'][number]) => row.reason },
        { heading: 'from', cell: ({ from }) => from },
        { heading: 'until', cell: ({ until }) => until },
      ],
      'Nobody is on the list.',
    ),
});

const listed = verb({
  name: 'listed',
  kind: 'read',
  summary: 'List the holders of a security who are on the sanctions list',
  example: 'DE0007236101 --all',
  args: { isin: ISIN },
  options: PAGE_OPTIONS,
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) => call.client.screening.listedHolders(given.isin, options)),
      [
        { heading: 'holder', cell: (row: ListedHolders['items'][number]) => row.party },
        { heading: 'reason', cell: ({ reason }) => reason },
      ],
      'No holder of this page is on the list.',
    ),
});

const screener = verb({
  name: 'screener',
  kind: 'proposal',
  summary: 'Propose who screens a security: the first one by its issuer, another one or none by a regulator',
  example: 'DE0007236101 --screener DeltaMSP',
  args: { isin: ISIN },
  options: { screener: option('--screener <msp>', 'who screens it (else nobody)', by(mspId)) },
  run: async (call, { isin, screener: named }) => {
    const body = stated({ screener: named });
    const signed = await call.signed('security:changeScreener', { ...body, isin });
    return proposed(await call.client.screening.changeScreener(isin, body, signed));
  },
});

const rescreen = verb({
  name: 'rescreen',
  kind: 'command',
  summary: 'Look at the next holders of a security again, by the rules of today (registrar; screener)',
  example: 'DE0007236101',
  args: { isin: ISIN },
  options: {},
  run: async (call, { isin }) => {
    const reply = await call.client.compliance.rescreen(isin, call.command);
    const { looked, changed: others, isFinished } = reply;
    const more = isFinished ? [] : ['There are more: do it again.'];
    return done(reply, `${String(looked)} holders looked at, ${String(others)} stand otherwise than before.`, ...more);
  },
});

const standings = verb({
  name: 'standings',
  kind: 'read',
  summary: 'List the holders of a security who do not stand well',
  example: 'DE0007236101 --all',
  args: { isin: ISIN },
  options: PAGE_OPTIONS,
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) => call.client.compliance.holderStandings(given.isin, options)),
      [
        { heading: 'holder', cell: (row: HolderStandings['items'][number]) => row.holderId },
        { heading: 'status', cell: ({ status }) => status },
        { heading: 'since', cell: ({ since }) => since },
        { heading: 'because', cell: ({ reasons }) => joined(reasons) },
      ],
      'All holders stand well.',
    ),
});

/** Who may not give or receive units: by a secret list, and by the rules for holders. */
export const SCREENING: Noun = {
  name: 'screening',
  summary: 'The secret sanctions list, who screens what, and how holders stand',
  verbs: [begin, enlist, delist, list, listed, screener, rescreen, standings],
};
