import type { DeedDocument, DeedSection } from './deed-document.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const STYLE = `body{font:15px/1.45 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c}
h1{margin:0}h2{font-size:1rem;border-bottom:1px solid #b8b8b8;margin:1.6rem 0 .6rem}dl{display:grid;grid-template-columns:11rem 1fr;gap:.3rem 1rem;margin:0}
dt,p,footer{color:#5a5a5a}dd{margin:0;overflow-wrap:anywhere}footer{margin-top:2rem;font-size:.8rem}`;

/** A deed as a page that needs nothing else. */
export function deedHtml({ title, about, sections, foot }: DeedDocument): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body>
<h1>${escaped(title)}</h1>
${about.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
${sections.map(sectionHtml).join('\n')}
<footer>${escaped(foot)}</footer>
</body>
</html>
`;
}

const sectionHtml = ({ heading, facts }: DeedSection): string =>
  `<h2>${escaped(heading)}</h2>
<dl>
${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('\n')}
</dl>`;
