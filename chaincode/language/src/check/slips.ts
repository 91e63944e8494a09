import { definitions } from '@scrip/model';
import { partsOf } from '../syntax/sentences.js';
import type { Range } from '../syntax/range.js';
import type { Problem, ProblemCode } from './problem.js';

/** Something that is often written in a way that is not that of the language. */
interface Slip {
  readonly form: RegExp;
  /** What to write instead. @param found - what was written, then its groups */
  readonly instead: (...found: readonly string[]) => string;
}

const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)';
const asDate = (): string => 'a date is written as year-month-day with two digits for month and day: 2026-06-15';
const asNumber = (): string => 'thousands are set apart by commas, and a point stands before the fraction: 100,000.50';
const asText = (): string => 'a text stands in straight double quotation marks: "like this"';

/** In any sentence. */
const ANYWHERE: readonly Slip[] = [
  { form: /^\uFEFF/, instead: () => 'a mark of byte order stands here: save the text as UTF-8 without one' },
  { form: /\b\d{1,4}[./]\d{1,2}[./]\d{1,4}\b/, instead: asDate },
  { form: /\b(?!\d{4}-\d\d-\d\d\b)\d{4}-\d{1,2}-\d{1,2}\b/, instead: asDate },
  {
    form: new RegExp(`\\b(?:\\d{1,2}(?:st|nd|rd|th|\\.)? (?:of )?${MONTH}|${MONTH} \\d{1,2},?)(?: \\d{4})?\\b`),
    instead: asDate,
  },
  {
    form: /[€$£¥]\s?\d[\d,.]*|\d[\d,.]*\s?[€$£¥]/,
    instead: () => 'an amount has the code of its currency behind it: 100,000 EUR',
  },
  {
    form: /\b([A-Z]{3}) (\d[\d,]*(?:\.\d+)?)(?!\S)/,
    instead: (_, currency = '', amount = '') => `the currency stands behind the amount: ${amount} ${currency}`,
  },
  { form: /(\d[\d,.]*)\s+%/, instead: (_, number = '') => `the sign stands right behind the number: ${number}%` },
  {
    form: /(\d[\d,.]*) ?(?:per cent|percent|pct)\b/,
    instead: (_, number = '') => `a percentage is written ${number}%`,
  },
  { form: /\d ?(?:thousand|million|billion|mn|bn|k|m)\b/, instead: () => 'a number is written in digits: 1,000,000' },
  { form: /\b\d{1,3}(?:'\d{3})+/, instead: asNumber },
  { form: /\b\d{1,3}(?:\.\d{3})*,\d{1,2}(?![\d,])/, instead: asNumber },
  { form: /\b\d{1,3}(?: \d{3})+\b/, instead: asNumber },
  { form: /\b(\d+) weeks?\b/, instead: (_, weeks = '') => `there are no weeks: write ${7 * Number(weeks)} days` },
  {
    form: /\b(\d+)[- ]?(?:months?|M) ([A-Z]+)\b/,
    instead: (_, months = '', index = '') =>
      `a rate has its tenor behind it: ${index} of ${months} months as published`,
  },
  {
    form: /\b(\d+)-(day|month|year)s?\b(?! [A-Z])/,
    instead: (_, length = '', unit = '') => `write ${length} ${unit}${length === '1' ? '' : 's'}`,
  },
  {
    form: /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen) (?:days?|months?|years?)\b/,
    instead: () => 'a period is written in digits: 6 months',
  },
  { form: /[“”„«»‘’]/, instead: asText },
  { form: /(?<![A-Za-z0-9])'[^'\r\n]*'/, instead: asText },
  { form: /[.;](?=\s*$)/, instead: () => 'a sentence ends with its line: leave this out' },
  { form: /^\s*[-*•]\s/, instead: () => 'each line is a sentence or a rule of its own: leave this out' },
  { form: /\n\s*[-*•]\s/, instead: () => 'each line is a sentence or a rule of its own: leave this out' },
  { form: /[–—]/, instead: () => 'write a hyphen: -' },
  { form: /\u00A0/, instead: () => 'this is a space that does not break: write a plain one' },
  { form: /\b(all|any|none)\s*[(:]/, instead: (_, quantifier = '') => `write "${quantifier} of"` },
  { form: /\(\s*\)/, instead: () => 'nothing stands in these parentheses: a list has at least one part' },
  { form: /\bis (?=(?:lower|greater) of\b|rounded\b)/, instead: () => 'a name is given to a formula by "means"' },
  {
    form: /\b(\d+(?:\.\d+)?)x(?![\w])/,
    instead: (_, multiple = '') => `a multiple is written ${multiple} times`,
  },
  { form: /\b(\d+):(\d+)\b/, instead: (_, got = '', given = '') => `a ratio is written ${got} for ${given}` },
  {
    form: /\b(?:[Aa]ctual|[Aa]ct|ACT|30E?)\s?\/\s?(?:[Aa]ctual|[Aa]ct|ACT|\d+)(?:[LF]| ?\([A-Za-z]+\))?(?![A-Z-])/,
    instead: () => `a day count is one of ${definitions.DAY_COUNTS.join(', ')}`,
  },
  {
    form: /^\s*(?!(?:to|for|under)\b)[a-z][a-z ]*:(?= )/,
    instead: () => 'a sentence has no colon behind what it is about: currency EUR',
  },
  {
    form: /^\s*issuer _+/,
    instead: () => 'who issues is said by a code: issuer lei 5493001KJTIIGC8Y1R12, or issuer register … number …',
  },
  {
    form: /^\s*(?:size \S+) (?:shares|notes|bonds|certificates|warrants|tokens|securities)\b/,
    instead: () => 'all that there may be of a security are "units": size 500,000 units of 1,000 EUR',
  },
  { form: /\b(?:per annum|p\.a\.|a year)/, instead: () => 'a rate is "per year"' },
  {
    form: /\b(?:monthly|quarterly|semi-?annually|semi-annual|half-yearly|annually|yearly)\b/i,
    instead: () => 'how often is said with "every": every 1 month, every 3 months, every 6 months, every 1 year',
  },
  {
    form: /\b[A-Z]\w*(?:-\w+)+@\d+/,
    instead: (name = '') => `a name has letters, digits and "_": ${name.replaceAll('-', '_')}`,
  },
  { form: /\bper (?:share|note|bond|certificate|token)\b/, instead: () => 'what is held are units: write "per unit"' },
  { form: /\d x (?=\w)/, instead: () => '"*" multiplies, "/" divides' },
  { form: /\bif\b(?=.*\bthen\b)/s, instead: () => 'a condition begins with "when"' },
  { form: /@v?\d+(?:\.\d+)+|@v\d+/, instead: () => 'a version is a whole number: Name@1' },
  { form: /\b[a-z]\w*@\d+/, instead: () => 'a name begins with a capital: Name@1' },
];

/** The end of a line, comments and empty lines included. */
const NEXT = '(?:[ \\t]*_*[ \\t]*\\r?\\n)+';
/** Two rules on lines of their own, alike indented. */
const TWO_RULES = `${NEXT}( +)[^\\s_][^\\n]*(?:\\n\\1 [^\\n]*)*${NEXT}\\1[^\\s_]`;
/** A rule that is begun on a deeper line, behind one that does not go on there. */
const DEEPER_RULE = `[ \\t]+\\S[^\\n]*(?<!,|\\bor|\\band|\\bof|\\bin)${NEXT} +(?:receiver|sender|issuer|from|until|when|under|all of|any of|none of)\\b`;

/** In a sentence that asks for rules. */
const IN_RULES: readonly Slip[] = [
  { form: new RegExp(`\\bthen:?${TWO_RULES}`), instead: () => joined('then') },
  { form: new RegExp(`\\bunder _+:${TWO_RULES}`), instead: () => joined('under "…":') },
  {
    form: new RegExp(`\\bto \\w+(?: or \\w+)*${TWO_RULES}`),
    instead: (found = '') => joined(/^to \w+(?: or \w+)*/.exec(found)?.[0] ?? ''),
  },
  { form: new RegExp(`\\bthen${DEEPER_RULE}`), instead: () => joined('then') },
  { form: new RegExp(`\\bunder _+:${DEEPER_RULE}`), instead: () => joined('under "…":') },
  {
    form: /\bto (?:sell|buy|purchase|acquire|own|issue|redeem)\b/,
    instead: () => 'rules are asked to subscribe, to transfer or to hold',
  },
  {
    form: /^\s*to \w+(?: or \w+)*:/,
    instead: (found = '') => `rules below a colon are combined: ${found.trim().slice(0, -1)} all of:`,
  },
  {
    form: /\bto (?:subscribe|transfer|hold)(?: and|,) (?:subscribe|transfer|hold)\b/,
    instead: () => 'events are joined by "or": to subscribe or transfer',
  },
  {
    form: /(?<![\w–-])(?:buyer|purchaser|investor|transferee|subscriber)(?![\w'–-])/,
    instead: () => 'who gets units is the "receiver"',
  },
  {
    form: /(?<![\w–-])(?:seller|vendor|transferor)(?![\w'–-])/,
    instead: () => 'who gives units is the "sender"',
  },
  { form: /\bwhen\b(?!.*\bthen\b)/s, instead: () => '"then" is missing between the condition and the rule' },
  { form: /\bunder _+(?!_|\s*:)/, instead: () => 'a colon stands behind the paragraph: under "…": …' },
  { form: /\b(?:must|shall|should)\b/, instead: () => 'a rule says what is so: receiver resides in DE' },
  {
    form: /\bnot\b/,
    instead: () => 'what may not be so stands in none of (…); of a claim: receiver has no claim sanctioned',
  },
  { form: /\bshares\b/, instead: () => 'what is held are "units"' },
  { form: /\bUK\b/, instead: () => 'the code of the United Kingdom is GB' },
  { form: /\b(?:EU|EEA)\b/, instead: () => 'countries are named one by one: AT, BE or BG' },
  { form: /(?<=(?:^|[(;:]|\bthen|\bwhen|\bto \w+(?: or \w+)*)\s*)\b[Tt]he\b/, instead: () => 'leave out "the"' },
];

const joined = (before: string): string =>
  `one rule stands here, and there are several: join them by "${before} all of:" or "${before} any of:", one to a line below`;

/** What is said of a sentence as a whole, or of what stands in it somewhere. */
const VAGUE: ReadonlySet<ProblemCode> = new Set([
  'CHARACTER_UNKNOWN',
  'SYNTAX_INVALID',
  'SENTENCE_UNKNOWN',
  'SENTENCE_INCOMPLETE',
  'COUNTRY_UNKNOWN',
]);

/** Problems, where what is wrong is a slip in how something is written: that, and what to write instead. */
export function withSlips(text: string, problems: readonly Problem[]): readonly Problem[] {
  if (!problems.some(({ code }) => VAGUE.has(code))) return problems;
  const kept = new Set(problems);
  const slips = partsOf(text)
    .flat()
    .flatMap((part) => {
      const own = problems.filter(({ code, range }) => VAGUE.has(code) && overlaps(range, part));
      const found =
        own.length === 0 ? [] : slipsIn(text, part).filter(({ range }) => own.some((each) => explains(range, each)));
      if (found.length > 0) for (const each of own) kept.delete(each);
      return found;
    });
  return [...kept, ...slips].sort((a, b) => a.range.from - b.range.from);
}

const overlaps = (one: Range, other: Range): boolean => one.from <= other.to && other.from <= one.to;

/** What the parser says of a sentence has the place of its beginning. */
const explains = (slip: Range, { code, range }: Problem): boolean => code === 'SYNTAX_INVALID' || overlaps(slip, range);

function slipsIn(text: string, part: Range): readonly Problem[] {
  const said = blanked(text.slice(part.from, part.to));
  const slips = /^\s*(?:to|for)\b/.test(said) ? [...IN_RULES, ...ANYWHERE] : ANYWHERE;
  return slips.flatMap(({ form, instead }) => {
    const found = form.exec(said);
    if (found === null) return [];
    const [, before = '', written = ''] = /^([ \t\r\n]*)(.*?)[ \t\r\n]*$/s.exec(found[0]) ?? [];
    const from = part.from + found.index + before.length;
    const range = { from, to: from + written.length };
    return [{ code: 'WRITTEN_OTHERWISE', message: instead(...found), range } as const];
  });
}

/** Texts and comments are nobody's slips. */
const blanked = (said: string): string =>
  said.replace(/"(?:[^"\\\r\n]|\\.)*"|#[^\r\n]*/g, (found) => found.replace(/[^\r\n]/g, '_'));
