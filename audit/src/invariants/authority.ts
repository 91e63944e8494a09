import type { Invariant } from '../invariant.js';
import { textIn } from '../stored.js';

/** I7 and I12 as far as writes show them. */
export const commands: Invariant = {
  name: 'commands',
  statement: 'Public state changes only by a command, and a command is carried out once.',
  check: ({ transaction, before }) => {
    const carriedOut = transaction.writes.filter(({ key }) => key.startsWith('command/'));
    const isChanged = transaction.writes.length + transaction.policies.length > 0;
    return [
      ...(isChanged && carriedOut.length === 0 ? ['writes without a command'] : []),
      ...carriedOut
        .filter(({ key, value }) => value !== undefined && before.has(key))
        .map(({ key }) => `${key} is carried out twice`),
    ];
  },
};

/** I11 of those who take part. */
export const uniqueParticipants: Invariant = {
  name: 'unique-participants',
  statement: 'No two participants have the same LEI.',
  check: ({ transaction }, after) => {
    if (!transaction.writes.some(({ key }) => key.startsWith('participant/'))) return [];
    const seen = new Map<string, string>();
    return after.under('participant/').flatMap(([key, record]) => {
      const lei = textIn(record, 'lei');
      const other = seen.get(lei);
      seen.set(lei, key);
      return other === undefined ? [] : [`${key} has the LEI of ${other}`];
    });
  },
};

/** I13 of legal time. */
export const businessDates: Invariant = {
  name: 'business-dates',
  statement: 'The business date of a calendar never goes back, and nothing is entered on a day that has not come.',
  check: ({ transaction, before, entries }, after) => [
    ...transaction.writes
      .filter(({ key }) => key.startsWith('date/'))
      .filter(({ key }) => textIn(after.get(key), 'businessDate') < textIn(before.get(key), 'businessDate'))
      .map(({ key }) => `${key} goes back`),
    ...entries
      .filter(({ isin, record }) => {
        const calendar = textIn(after.get(`security/${isin}`), 'calendar');
        return textIn(record, 'businessDate') > textIn(after.get(`date/${calendar}`), 'businessDate');
      })
      .map(({ key }) => `${key} is of a day that has not come`),
  ],
};
