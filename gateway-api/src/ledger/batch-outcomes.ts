import { z } from 'zod';
import type { CommandOutcome, Json } from './ledger.js';
import { LedgerFault, LedgerRefusal } from './ledger-error.js';

const Refusal = z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.json()) });
const Outcome = z.union([
  z.object({ result: z.json(), replayed: z.boolean().optional() }),
  z.object({ refusal: Refusal }),
]);
const Answer = z.object({ outcomes: z.array(Outcome) });

/**
 * What became of the commands of a batch, by the chaincode's answer `{"outcomes":[…]}`.
 *
 * @throws {LedgerFault} when it is another one
 */
export function readOutcomes(answer: Json): readonly CommandOutcome[] {
  return parse(answer).map((outcome) => {
    if (!('refusal' in outcome)) return { result: outcome.result, replayed: outcome.replayed === true };
    const { code, message, details } = outcome.refusal;
    return { refusal: new LedgerRefusal(code, message, details) };
  });
}

/** Whether a batch leaves the ledger as it is: all of it was refused, or carried out before. */
export const changedNothing = (answer: Json): boolean =>
  parse(answer).every((outcome) => 'refusal' in outcome || outcome.replayed === true);

function parse(answer: Json): z.output<typeof Answer>['outcomes'] {
  const parsed = Answer.safeParse(answer);
  if (!parsed.success)
    throw new LedgerFault('the chaincode did not say what became of a batch', { cause: parsed.error });
  return parsed.data.outcomes;
}
