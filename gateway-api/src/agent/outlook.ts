import { z } from 'zod';
import type { Command, Json, Ledger } from '../ledger/ledger.js';

const Outcomes = z.object({
  instructions: z.array(
    z.looseObject({ instructionId: z.string(), status: z.string(), progressed: z.boolean().optional() }),
  ),
});

/** What a settlement would make of one instruction now. */
export type Outlook = z.infer<typeof Outcomes>['instructions'][number];

/** What a settlement would come to now, asked of the organisation's own peer: it costs no block. */
export async function outlookOf(ledger: Ledger, command: Command): Promise<readonly Outlook[]> {
  const answer: Json = await ledger.rehearse(command);
  return Outcomes.parse(answer).instructions;
}
