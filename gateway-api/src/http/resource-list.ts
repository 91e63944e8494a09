import { TAGS } from './openapi.js';
import type { Route } from './route.js';

/** Begin and end of the list in the README. */
export const LIST_MARKS = ['<!-- resources -->', '<!-- end of resources -->'] as const;

/** What the API has, area by area in Markdown, as the README shows it. */
export function resourceList(routes: readonly Pick<Route, 'declaration'>[]): string {
  const areas = Object.entries(TAGS).map(([tag, description]) => {
    const lines = routes
      .filter(({ declaration }) => declaration.tag === tag)
      .map(({ declaration: { method, path, summary } }) => `- \`${method.toUpperCase()} ${path}\`: ${summary}`);
    return lines.length === 0 ? '' : `### ${tag}\n\n${description}.\n\n${lines.join('\n')}\n`;
  });
  return areas.filter((area) => area !== '').join('\n');
}

/** A README with the list of now between its marks. @throws {Error} when it has no marks */
export function withResources(readme: string, list: string): string {
  const [begin, end] = LIST_MARKS;
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the README has no ${begin} and ${end}`);
  return `${readme.slice(0, from + begin.length)}\n\n${list}\n${readme.slice(to)}`;
}
