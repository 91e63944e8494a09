import { TRANSACTIONS, type TransactionRule } from '@scrip/model';

const [BEGIN, END] = ['<!-- calls -->', '<!-- end of calls -->'] as const;

/** The functions of the table in Markdown, in its order: what the README lists. */
export const callList = (transactions: Readonly<Record<string, TransactionRule>> = TRANSACTIONS): string =>
  `${Object.entries(transactions).map(lineOf).join('\n')}\n`;

function lineOf([name, rule]: readonly [string, TransactionRule]): string {
  const { callers, kind, inAnyStanding } = rule;
  const by = typeof callers === 'string' ? callers : callers.join(', ');
  const notes = [kind === 'query' ? `query(${rule.arguments.join(', ')})` : `${kind} by ${operatorsOf(rule)}`];
  if (inAnyStanding === true) notes.push('in any standing');
  return `- \`${name}\`: ${by}; ${notes.join('; ')}`;
}

function operatorsOf(rule: TransactionRule): string {
  if (rule.kind === 'query') return '';
  const { operators, automated, dual } = rule;
  const persons = dual === true ? `${operators.join(' or ')}, then a checker` : operators.join(' or ');
  const programs = automated === true ? 'a program' : '';
  return [persons, programs].filter((each) => each !== '').join(', or ');
}

/** A README with the list of now between its marks. @throws {Error} when it has no marks */
export function withCalls(readme: string, list: string): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`the README has no ${BEGIN} and ${END}`);
  return `${readme.slice(0, from + BEGIN.length)}\n\n${list}\n${readme.slice(to)}`;
}
