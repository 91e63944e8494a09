import type { DefinitionForm, DefinitionList, DefinitionPrograms, DefinitionReply } from '@scrip/gateway-api';
import { businessDate, DEFINITION_STATUSES, pinnedName } from '@scrip/model';
import { anyText, argument, by, choice, flag, option, required } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { readJson, readText, stated } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { done, proposed, showList, showRecord } from '../output/shows.js';

const NAME = argument('name', 'its name with the version', by(pinnedName));

const draft = verb({
  name: 'draft',
  kind: 'command',
  summary: 'Put a draft before everybody, or another one in the place of an own draft',
  example: 'resale.scrip',
  args: { file: argument('file', 'a text of the language with one definition, - for standard input', anyText) },
  options: { form: flag('--form', 'the file is its canonical form as JSON') },
  run: async (call, { file, form }) => {
    const source = form ? { form: await readJson<DefinitionForm>(file, call) } : { text: await readText(file, call) };
    const reply = await call.client.definitions.draft(source, call.command);
    return done(reply, `${reply.name} is a draft: SHA-256 ${reply.hash}.`);
  },
});

const withdraw = verb({
  name: 'withdraw',
  kind: 'command',
  summary: 'Take an own draft back',
  example: 'Institutional@1',
  args: { name: NAME },
  options: {},
  run: async (call, { name }) =>
    done(await call.client.definitions.withdraw(name, call.command), `${name} is withdrawn.`),
});

const propose = verb({
  name: 'propose',
  kind: 'command',
  summary: 'Propose an own draft: what it says is never changed from now on',
  example: 'Institutional@1 --hash 5f0c… --effective-from 2026-12-01',
  args: { name: NAME },
  options: {
    hash: required('--hash <sha256>', 'SHA-256 of what was drafted and is proposed', anyText),
    effectiveFrom: option(
      '--effective-from <date>',
      'first business date on which it is used (else that of its adoption)',
      by(businessDate),
    ),
  },
  run: async (call, { name, hash, effectiveFrom }) => {
    const body = stated({ hash, effectiveFrom });
    const signed = await call.signed('definition:propose', { name, ...body });
    const reply = await call.client.definitions.propose(name, body, signed);
    return done(reply, `${name} is proposed: a registrar or a regulator of another organisation adopts it.`);
  },
});

const adopt = verb({
  name: 'adopt',
  kind: 'proposal',
  summary: 'Propose to adopt what another organisation has proposed (registrars and regulators)',
  example: 'Institutional@1 --hash 5f0c…',
  args: { name: NAME },
  options: { hash: required('--hash <sha256>', 'SHA-256 of what was read and is adopted', anyText) },
  run: async (call, { name, hash }) => {
    const signed = await call.signed('definition:adopt', { name, hash });
    return proposed(await call.client.definitions.adopt(name, { hash }, signed));
  },
});

const retire = verb({
  name: 'retire',
  kind: 'proposal',
  summary: 'Propose that nothing new uses an own definition; what uses it keeps its meaning',
  example: 'Institutional@1',
  args: { name: NAME },
  options: {},
  run: async (call, { name }) =>
    proposed(await call.client.definitions.retire(name, await call.signed('definition:retire', { name }))),
});

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List definitions, and what has become of them',
  example: '--kind ownership --status adopted',
  args: {},
  options: {
    kind: option('--kind <kind>', 'only those of a kind, such as ownership', anyText),
    status: choice('--status <status>', 'only those of which this has become', DEFINITION_STATUSES),
    ...PAGE_OPTIONS,
  },
  run: async (call, given) => {
    const { kind, status } = given;
    return showList(
      await pages(call, given, (options) => call.client.definitions.list(stated({ ...options, kind, status }))),
      [
        { heading: 'name', cell: (row: DefinitionList['items'][number]) => row.name },
        { heading: 'kind', cell: (row) => row.kind },
        { heading: 'status', cell: (row) => row.status },
        { heading: 'from', cell: ({ effectiveFrom }) => effectiveFrom },
        { heading: 'author', cell: ({ author }) => author.mspId },
        { heading: 'hash', cell: ({ hash }) => hash },
      ],
      'There is no such definition.',
    );
  },
});

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show a definition, and what has become of it',
  example: 'Institutional@1',
  args: { name: NAME },
  options: {},
  run: async (call, { name }) => {
    const reply = await call.client.definitions.get(name, call.channel);
    const { form, text } = reply.definition;
    return showRecord(reply, stepsOf(reply.definition), ['', text ?? JSON.stringify(form, undefined, 2)]);
  },
});

const diff = verb({
  name: 'diff',
  kind: 'read',
  summary: 'Show what a definition says otherwise than another one, such as its earlier version',
  example: 'Institutional@2 --from Institutional@1',
  args: { name: NAME },
  options: { from: required('--from <name>', 'the definition with which it is compared', by(pinnedName)) },
  run: async (call, { name, from }) => {
    const reply = await call.client.definitions.differences(name, from, call.channel);
    const lines = reply.items.map(({ text }) => text);
    const beside = reply.more === 0 ? [] : [`and ${String(reply.more)} more`];
    return { reply, lines: lines.length === 0 ? [`${name} says what ${from} says.`] : [...lines, ...beside] };
  },
});

const programs = verb({
  name: 'programs',
  kind: 'read',
  summary:
    "List the programs in the chaincode of the organisation's peer: each runs in the place of the form of its hash",
  example: '',
  args: {},
  options: {},
  run: async (call) => {
    const reply = await call.client.definitions.programs(call.channel);
    return showList(
      reply,
      [
        { heading: 'name', cell: ({ name }: DefinitionPrograms['items'][number]) => name },
        { heading: 'hash', cell: ({ hash }) => hash },
      ],
      'The chaincode has no programs: every definition is decoded from its form.',
    );
  },
});

const stepsOf = (of: DefinitionReply['definition']): [string, string | undefined][] => [
  ['name', of.name],
  ['kind', of.kind],
  ['title', of.title],
  ['status', of.status],
  ['hash', of.hash],
  ['drafted', `${of.draftedOn} by ${of.author.operator} of ${of.author.mspId}`],
  ['proposed', of.proposedOn],
  ['adopted', of.adoptedBy && `${of.adoptedOn ?? ''} by ${of.adoptedBy.operator} of ${of.adoptedBy.mspId}`],
  ['in force from', of.effectiveFrom],
  ['retired', of.retiredOn],
];

/** What others pin by name and version. */
export const DEFINITIONS: Noun = {
  name: 'definitions',
  summary: 'Definitions: what securities, rules and protocols say',
  verbs: [draft, withdraw, propose, adopt, retire, list, show, diff, programs],
};
