import { readFileSync } from 'node:fs';
import type { Event } from '../facts/facts.js';
import { rulesOfText, type Asking } from '../text/rules-of-text.js';

const PAGE = readFileSync(new URL('../../../../chaincode/language/REFERENCE.md', import.meta.url), 'utf8');

/** A part of the reference between its marks, cut at each of its headings. */
function sectionsOf(mark: string): readonly string[] {
  const start = PAGE.indexOf(`<!-- ${mark}:start -->`);
  const end = PAGE.indexOf(`<!-- ${mark}:end -->`);
  if (start < 0 || end < 0) throw new Error(`the reference has no ${mark}`);
  return PAGE.slice(start, end).split('\n#### ').slice(1);
}

const EVENTS: readonly Event[] = ['subscribe', 'transfer', 'hold'];
const eventsIn = (line: string): readonly Event[] => EVENTS.filter((event) => line.includes(`to ${event}`));

/** A rule as the reference has it. */
export interface ReferenceRule {
  readonly name: string;
  readonly sentence: string;
  readonly events: readonly Event[];
  /** Whose exemptions count: of a slot, of one side, or of either. */
  readonly exempt: string;
  /** Whether it is not asked where nobody disposes of units. */
  readonly bindsDisposal: boolean;
  readonly failsWith: readonly string[];
  readonly isUnknownWith: readonly string[];
}

/** The codes in a line of a section that begins like this. */
function codesIn(section: string, beginning: string): readonly string[] {
  const line = section.split('\n').find((each) => each.startsWith(beginning)) ?? '';
  return [...line.matchAll(/`([A-Z_]+)`/g)].map(([, code = '']) => code);
}

/** All rules of the reference. */
export const REFERENCE_RULES: readonly ReferenceRule[] = sectionsOf('rules').map((section) => {
  const [, name = ''] = /^`(.+)`$/m.exec(section) ?? [];
  const [, sentence = ''] = /^`(.+ .+)`$/m.exec(section) ?? [];
  const [asked = ''] = /^- Asked .*?(?:;|\.$)/m.exec(section) ?? [];
  const [, exempt = ''] = /^- An exemption of (.+) counts\.$/m.exec(section) ?? [];
  return {
    name,
    sentence,
    events: eventsIn(asked),
    exempt,
    bindsDisposal: section.includes('\n- Not asked where'),
    failsWith: codesIn(section, '- Fails with'),
    isUnknownWith: codesIn(section, '- Is not known with'),
  };
});

/** A pack as the reference has it: the sentence of its example, and what it says one by one. */
export interface ReferencePack {
  readonly sentence: string;
  readonly events: readonly Event[];
  readonly asking: Asking;
}

/** All packs of the reference. */
export const REFERENCE_PACKS: readonly ReferencePack[] = sectionsOf('packs').map((section) => {
  const [, example = '', expanded = ''] = section.split('```scrip\n').map((text) => text.split('```')[0] ?? '');
  const [, events = '', sentence = ''] = /^ {2}to ((?:\w+(?: or )?)+) ([A-Z][^]*)\n$/m.exec(example) ?? [];
  const asking = rulesOfText(expanded).get('Expanded@1');
  if (asking === undefined) throw new Error(`the reference does not say one by one what is asked by ${sentence}`);
  const asked = EVENTS.filter((event) => events.split(' or ').includes(event));
  return { sentence: sentence.replaceAll(/\s+/g, ' '), events: asked, asking };
});

/** Reasons for which a movement is refused for good. */
export const REFUSING_REASONS: readonly string[] = [...PAGE.matchAll(/^\| `([A-Z_]+)`.*\| is refused +\|$/gm)].map(
  ([, code = '']) => code,
);
