import type { NewNodes, ParticipantList } from '@scrip/gateway-api';
import { mspId, partyId, STANDING_REASONS } from '@scrip/model';
import type { Call } from '../command/call.js';
import { anyText, argument, by, flag, option, optionalArgument, requiredChoice, several } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { bodyOf, bodyOption, stated } from '../input/body.js';
import { asOfLine, done, joined, proposed, showList, showRecord } from '../output/shows.js';
import { table } from '../output/table.js';

type Participant = ParticipantList['items'][number];

const MSP = argument('msp', 'MSP id of a participant', by(mspId));

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List the members of the channel, their standing and how far nodes and record differ',
  example: '',
  args: {},
  options: {},
  run: async (call) =>
    showList(
      await call.client.participants.list(call.channel),
      [
        { heading: 'msp', cell: (row: Participant) => row.mspId },
        { heading: 'name', cell: ({ record }) => record?.name },
        { heading: 'roles', cell: ({ record }) => joined(record?.roles ?? []) },
        {
          heading: 'standing',
          cell: ({ record }) => (record === undefined ? 'no record' : (record.standing?.status ?? 'good')),
        },
        { heading: 'peers', cell: ({ network }) => network?.peers.length ?? 0, isNumber: true },
        { heading: 'drift', cell: ({ drift }) => drift.length, isNumber: true },
      ],
      'The channel has no members.',
    ),
});

type Fact = readonly [string, string | readonly string[] | undefined];

const recordFacts = (record: Participant['record']): readonly Fact[] => {
  const { standing, nodes } = record ?? {};
  return [
    ['name', record?.name],
    ['lei', record?.lei],
    ['roles', joined(record?.roles ?? [])],
    ['standing', standing === undefined ? 'good' : `${standing.status} since ${standing.since} (${standing.reason})`],
    ['operator of nodes', nodes?.operatorParty],
    ['declared peers', nodes?.peers ?? ['none declared']],
    ['declared orderers', nodes?.orderers ?? ['none declared']],
  ];
};

const networkFacts = ({ peers, orderers, roots }: NonNullable<Participant['network']>): readonly Fact[] => [
  ['peers', peers.map(({ address, certificate }) => `${address}, certificate until ${certificate.notAfter}`)],
  ['orderers', orderers],
  ['roots', roots.map(({ thumbprint, notAfter }) => `${thumbprint}, until ${notAfter}`)],
];

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show a member: its record, its nodes as the network shows them, and where they differ',
  example: 'AuroraMSP',
  args: { msp: MSP },
  options: {},
  run: async (call, { msp }) => {
    const reply = await call.client.participants.get(msp, call.channel);
    const { record, network, drift: differences } = reply.participant;
    return showRecord(reply, [
      ['msp', msp],
      ...(record === undefined ? [['record', 'none on the ledger'] as const] : recordFacts(record)),
      ...(network === undefined ? [['network', 'no such member'] as const] : networkFacts(network)),
      ['differences', differences.length === 0 ? 'none' : differences.map(({ code, subject }) => `${code} ${subject}`)],
    ]);
  },
});

const drift = verb({
  name: 'drift',
  kind: 'read',
  summary: 'List where the nodes of members differ from their records',
  example: 'AuroraMSP',
  args: { msp: optionalArgument('msp', 'only this participant', by(mspId)) },
  options: {},
  run: async (call, { msp }) => {
    const reply = await call.client.participants.list(call.channel);
    const wanted = reply.items.filter((item) => msp === undefined || item.mspId === msp);
    if (wanted.length === 0) throw new UsageError(`${msp ?? 'nobody'} is no member of this channel`);
    const rows = wanted.flatMap((item) => item.drift.map((difference) => ({ mspId: item.mspId, ...difference })));
    const columns = [
      { heading: 'msp', cell: (row: (typeof rows)[number]) => row.mspId },
      { heading: 'difference', cell: (row: (typeof rows)[number]) => row.code },
      { heading: 'about', cell: (row: (typeof rows)[number]) => row.subject },
    ];
    const lines = rows.length === 0 ? ['Nodes and records agree.'] : table(columns, rows);
    return { reply: { asOf: reply.asOf, items: rows }, lines: [...lines, '', asOfLine(reply.asOf)] };
  },
});

const changeStanding = verb({
  name: 'change-standing',
  kind: 'proposal',
  summary: 'Propose how another organisation stands (regulator)',
  example: 'AuroraMSP --status suspended --reason security',
  args: { msp: MSP },
  options: {
    status: requiredChoice('--status <status>', 'the standing', ['good', 'probation', 'suspended', 'expelled']),
    reason: requiredChoice('--reason <reason>', 'why', STANDING_REASONS),
  },
  run: async (call, { msp, status, reason }) => {
    const options = await call.signed('authority:changeStanding', { mspId: msp, status, reason });
    return proposed(await call.client.participants.changeStanding(msp, { status, reason }, options));
  },
});

const nodeOptions = {
  fromNetwork: flag('--from-network', 'peers, orderers and roots as the network shows them now'),
  peers: several('--peer <host:port>', 'a peer', anyText),
  orderers: several('--orderer <host:port>', 'an ordering node', anyText),
  roots: several('--root <sha256>', 'SHA-256 of a root certificate of the MSP', anyText),
  operatorParty: option('--operator-party <party>', 'the node operator that runs them', by(partyId)),
  body: bodyOption,
};

/** The nodes of the own organisation as the network shows them. */
async function ownNodes(call: Call): Promise<NewNodes> {
  const mspId = await call.ownMspId();
  const { network } = (await call.client.participants.get(mspId, call.channel)).participant;
  if (network === undefined) throw new UsageError(`the network does not show ${mspId}`);
  return {
    peers: network.peers.map(({ address }) => address),
    orderers: network.orderers,
    roots: network.roots.map(({ thumbprint }) => thumbprint),
  };
}

const declareNodes = verb({
  name: 'declare-nodes',
  kind: 'command',
  summary: 'Declare the nodes of this organisation (administrator)',
  example: '--from-network',
  args: {},
  options: nodeOptions,
  run: async (call, given) => {
    const body = await bodyOf(call, given, nodeOptions, [], async ({ fromNetwork, operatorParty, ...stating }) => {
      const { peers, orderers, roots } = fromNetwork ? await ownNodes(call) : stating;
      if (roots.length === 0) throw new UsageError('missing: --root, or --from-network');
      return stated({ peers: [...peers], orderers: [...orderers], roots: [...roots], operatorParty });
    });
    const reply = await call.client.participants.declareNodes(body, call.command);
    return done(
      reply,
      `The nodes of ${reply.mspId} are declared. Peers: ${body.peers.join(', ')}. Orderers: ${body.orderers.join(', ')}.`,
    );
  },
});

const resign = verb({
  name: 'resign',
  kind: 'command',
  summary: 'End the membership of this organisation (administrator); it needs --yes',
  example: '--yes',
  args: {},
  options: { yes: flag('--yes', 'it is meant: there is no way back but a new admission') },
  run: async (call, { yes }) => {
    if (!yes) throw new UsageError('--yes is missing: this ends the membership of this organisation');
    const reply = await call.client.participants.resign(call.command);
    return done(reply, `${reply.mspId} has resigned.`);
  },
});

/** Members of the channel. */
export const PARTICIPANTS: Noun = {
  name: 'participants',
  summary: 'Members of the channel: records, nodes, standing',
  verbs: [list, show, drift, changeStanding, declareNodes, resign],
};
