import type { DefinitionList, NewDefinition } from '@scrip/gateway-api';
import { pinnedName } from '@scrip/model';
import { anyText, argument, by, option, required } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { readJson, stated } from '../input/body.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { done, showList, showRecord } from '../output/shows.js';

const publish = verb({
  name: 'publish',
  kind: 'command',
  summary: 'Publish a definition, such as an ownership protocol, under its name and version, for good',
  example: '--body protocol.json',
  args: {},
  options: { body: required('--body <file>', 'its canonical form as JSON, - for standard input', anyText) },
  run: async (call, { body }) => {
    const reply = await call.client.title.publish(await readJson<NewDefinition>(body, call), call.command);
    return done(reply, `${reply.name} is published: SHA-256 ${reply.hash}.`);
  },
});

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List published definitions',
  example: '--kind ownership',
  args: {},
  options: { kind: option('--kind <kind>', 'only those of a kind, such as ownership', anyText), ...PAGE_OPTIONS },
  run: async (call, given) =>
    showList(
      await pages(call, given, (options) => call.client.title.definitions(stated({ ...options, kind: given.kind }))),
      [
        { heading: 'name', cell: (row: DefinitionList['items'][number]) => row.name },
        { heading: 'kind', cell: ({ kind }) => kind },
        { heading: 'published by', cell: ({ publishedBy }) => publishedBy },
        { heading: 'on', cell: ({ publishedOn }) => publishedOn },
        { heading: 'hash', cell: ({ hash }) => hash },
      ],
      'No definition is published yet.',
    ),
});

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show a published definition',
  example: 'Institutional@1',
  args: { name: argument('name', 'its name with the version', by(pinnedName)) },
  options: {},
  run: async (call, { name }) => {
    const reply = await call.client.title.definition(name, call.channel);
    const { form, ...shown } = reply.definition;
    return showRecord(
      reply,
      [
        ['name', shown.name],
        ['kind', shown.kind],
        ['hash', shown.hash],
        ['published', `${shown.publishedOn} by ${shown.author} of ${shown.publishedBy}`],
      ],
      ['', JSON.stringify(form, undefined, 2)],
    );
  },
});

/** What others pin by name and version. */
export const DEFINITIONS: Noun = {
  name: 'definitions',
  summary: 'Published definitions, such as ownership protocols',
  verbs: [publish, list, show],
};
