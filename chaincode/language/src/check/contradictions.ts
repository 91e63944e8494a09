import { definitions, DomainError, ERROR_CATALOGUE } from '@scrip/model';
import { exampleOf } from '../phrases/find.js';
import { TERM_PHRASES } from '../phrases/terms.js';
import type { Draft } from '../translate/draft.js';
import { cfiInWords } from './cfi-in-words.js';
import type { DefinedSecurity } from './defined.js';
import type { Problems } from './problem.js';

/** What does not fit together, and what nothing new may say. */
const problemsIn = (of: definitions.SecurityDefinition): readonly definitions.TermProblem[] => [
  ...definitions.problemsOf(of),
  ...definitions.unknowableSuspensions(of),
];

/** Tells all that does not fit together in the terms of a security, each at the sentence that says it. */
export function contradictions({ of, draft }: DefinedSecurity, problems: Problems): void {
  for (const found of problemsIn(of)) {
    problems.add(found.code, inWords(found, of), draft.rangeOf(found.path));
  }
}

/**
 * Tells what does not fit together in a security of which other sentences are missing yet, so that all is said at once.
 * Where what it is or its currency is missing, nobody knows what fits.
 */
export function contradictionsSoFar(draft: Draft, problems: Problems): void {
  const said = Object.fromEntries(Object.entries(draft.value).filter(([field]) => field !== 'titleTo'));
  const whole = attempted({ ...EXAMPLE, ...said });
  if (whole?.kind !== 'security') return;
  for (const found of problemsIn(whole)) {
    const isOfExample = found.path === '/cfi' && said['cfi'] === undefined;
    if (!isOfExample) problems.add(found.code, inWords(found, whole), draft.rangeOf(found.path));
  }
}

/** What says nothing of terms. */
const EXAMPLE = { isin: 'XS0104440986', cfi: 'XXXXXX', issuer: { lei: '5493001KJTIIGC8Y1R12' } };

function attempted(value: unknown): definitions.Definition | undefined {
  try {
    return definitions.definitionForm(value, '');
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

const TEMPLATES: ReadonlyMap<string, string> = new Map(TERM_PHRASES.map(({ is, template }) => [is, template]));

const EXAMPLES: ReadonlyMap<string, string> = new Map(TERM_PHRASES.map((each) => [each.is, exampleOf(each)]));

/** A kind of term as a text says it. */
const said = (is: string): string => `"${TEMPLATES.get(is) ?? is}"`;

function inWords({ code, details }: definitions.TermProblem, security: definitions.SecurityDefinition): string {
  const of = (name: string): string => String(details[name] ?? '');
  if (code === 'TERM_MISSING') {
    const [first = ''] = of('terms').split(', ');
    return `nothing says ${of('needs')}: add a sentence such as "${EXAMPLES.get(first) ?? first}"`;
  }
  if (code === 'TERM_WITHOUT_OBJECT') return withoutObject(of('term'), of('needs').split(', '));
  if (code === 'SUSPENSION_UNKNOWABLE') return unknowable(of('event'));
  if (code === 'DATES_OUT_OF_ORDER') {
    return `${happenedIn(code)}: ${of('earlier')} must come before ${of('later')}: correct one of the two`;
  }
  const happened = happenedIn(code);
  if (code === 'CFI_CONTRADICTED') return `${happened}: ${cfiInWords(security.instrument.written.is, details)}`;
  if (code === 'TERM_REPEATED') return `${happened}: ${said(of('term'))}${INSTEAD_OF_TWICE[of('term')] ?? ''}`;
  const more = Object.entries(details).map(([name, value]) => `${NAMES[name] ?? name} ${shown(name, String(value))}`);
  return more.length === 0 ? happened : `${happened}: ${more.join(', ')}`;
}

const happenedIn = (code: definitions.TermProblem['code']): string => ERROR_CATALOGUE[code].happened.replace(/\.$/, '');

/** Of a term about something that nobody says: which sentence says it, and where else the same is said without it. */
function withoutObject(term: string, needs: readonly string[]): string {
  const examples = needs.map((each) => (EXAMPLES.has(each) ? `"${EXAMPLES.get(each) ?? ''}"` : each));
  const elsewhere = ELSEWHERE[term];
  const instead = elsewhere === undefined ? '' : `, or ${elsewhere}`;
  return `this is about something that no sentence of the security says: it needs ${examples.join(' or ')}${instead}`;
}

const unknowable = (event: string): string =>
  `nobody tells the ledger that ${event} has occurred, so that no transfer would ever wait for it: say what can be known as a ` +
  'rule, such as "to transfer issuer has approved"; until then registrar or regulator freeze the security';

const ELSEWHERE: Readonly<Record<string, string>> = {
  'provesAsset@1':
    'say it of no asset in the definition of kind ownership: "evidence audit every 3 months, otherwise transfers wait"',
};

/** How what is said once only says two things at once. */
const INSTEAD_OF_TWICE: Readonly<Record<string, string>> = {
  'preEmption@1':
    '. Say both in one sentence, "holder comes first in new issues and transfers within 30 days"; where the periods differ, say the other one of the own class: "holders of class "A" come first in transfers within 30 days"',
  'paysFixed@1':
    '. Say several rates in one sentence: "pays 2% from 2026-06-15 and 2.5% from 2028-06-15, per year, every 1 year from 2027-06-15"',
};

/** Names of terms are shown as they are said. */
const shown = (name: string, value: string): string =>
  name === 'term' || name === 'other' || name === 'needs' ? value.split(', ').map(asSaid).join(' or ') : value;
const asSaid = (each: string): string => (TEMPLATES.has(each) ? said(each) : each);

const NAMES: Readonly<Record<string, string>> = {
  term: 'this is',
  other: 'the other is',
  needs: 'it needs',
  rule: 'it says',
  least: 'the lower is',
  most: 'the upper is',
  sum: 'the sum is',
  whole: 'the whole is',
  found: 'it yields',
  left: 'one is',
  right: 'the other is',
};
