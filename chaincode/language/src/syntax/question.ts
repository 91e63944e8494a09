import type { IToken, TokenType, TokenTypeDictionary, TokenVocabulary } from 'chevrotain';

/** Words that make the structure of a question, by their kinds of token. */
export const QUESTION_WORDS = {
  WHERE: 'where',
  AS: 'as',
  SHOW: 'show',
  ORDER: 'order',
  LIMIT: 'limit',
  DESCENDING: 'descending',
  NOT: 'not',
  OR_UNKNOWN: 'or unknown',
} as const;

type QuestionWord = keyof typeof QUESTION_WORDS;

/** Whether a text asks instead of defining. */
export const isQuestion = ([first]: readonly IToken[]): boolean => first?.image === 'find';

/**
 * The tokens of a question with its structure marked. `not` denies where a test could begin (`is not` does not), the `or`
 * of `or unknown` begins no other test, and an `and` that belongs to a `between` joins two values of one test. The others count outside of
 * parentheses: within, nothing but tests can stand.
 */
export function questionOf(tokens: readonly IToken[], types: TokenVocabulary): IToken[] {
  const known = types as TokenTypeDictionary;
  let [depth, isBetween] = [0, false];
  return tokens.map((token, index) => {
    const { image } = token;
    if (image === '(') depth += 1;
    if (image === ')') depth -= 1;
    if (image === 'between') isBetween = true;
    const joinsValues = isBetween && image === 'and';
    if (joinsValues) isBetween = false;
    const word = structureWord(token, tokens[index - 1], tokens[index + 1], depth);
    const type = joinsValues ? known['ID'] : word === undefined ? undefined : known[word];
    return type === undefined ? token : asType(token, type);
  });
}

function structureWord(
  { image }: IToken,
  before: IToken | undefined,
  after: IToken | undefined,
  depth: number,
): QuestionWord | undefined {
  if (image === 'not') return BEFORE_TESTS.has(before?.image ?? '') ? 'NOT' : undefined;
  if (image === 'or') return after?.image === 'unknown' ? 'OR_UNKNOWN' : undefined;
  if (depth > 0) return undefined;
  if (image === 'as') return after?.image === 'of' ? 'AS' : undefined;
  if (image === 'order') return after?.image === 'by' ? 'ORDER' : undefined;
  const [found] = OTHERS.filter((each) => QUESTION_WORDS[each] === image);
  return found;
}

const BEFORE_TESTS: ReadonlySet<string> = new Set(['where', 'and', 'or', '(', 'not']);
const OTHERS = ['WHERE', 'SHOW', 'LIMIT', 'DESCENDING'] as const;

const asType = (token: IToken, tokenType: TokenType): IToken => ({
  ...token,
  tokenType,
  tokenTypeIdx: tokenType.tokenTypeIdx ?? token.tokenTypeIdx,
});
