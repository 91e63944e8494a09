import type { FoundDefinitions } from '@scrip/gateway-api';
import { anyText, argument } from '../command/input.js';
import { verb } from '../command/verb.js';
import { asOfLine } from '../output/shows.js';
import { table } from '../output/table.js';

/** Asks a question about definitions. */
export const FIND = verb({
  name: 'find',
  kind: 'read',
  summary: 'Find definitions by a question of the language',
  example: '"find bonds where currency is EUR and maturity before 2030 show isin, maturity order by maturity"',
  args: { question: argument('question', 'the question; it may begin without the word find', anyText) },
  options: {},
  run: async (call, { question }) => {
    const asked = question.trimStart().startsWith('find ') ? question : `find ${question}`;
    const reply = await call.client.definitions.find(asked, call.channel);
    return { reply, lines: [...linesOf(reply), '', `on ${reply.on}, ${asOfLine(reply.asOf)}`] };
  },
});

function linesOf({ columns, items, matches }: FoundDefinitions): readonly string[] {
  if (items.length === 0) return ['Nothing answers this question.'];
  const rows = table(
    [
      { heading: 'name', cell: ({ name }: FoundDefinitions['items'][number]) => name },
      { heading: 'title', cell: ({ title }) => title },
      ...columns.map((heading, index) => ({
        heading,
        cell: ({ values }: FoundDefinitions['items'][number]) => values[index] ?? 'not said',
      })),
    ],
    items,
  );
  return matches > items.length ? [...rows, `and ${matches - items.length} more: limit says how many are shown`] : rows;
}
