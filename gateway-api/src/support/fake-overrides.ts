import { EndorsementRefused, EndorsersMissing } from '../ledger/ledger-error.js';
import type { Command, Receipt } from '../ledger/ledger.js';
import type { Overrides, Verdict } from '../ledger/overrides.js';

/** How many administrators the policies of the fake ask for. */
const NEEDED = 2;

/** Lawful overrides of a ledger in memory: bytes that say what they stand for, and signatures that say that they are good. */
export function fakeOverrides(members: readonly string[], submit: (command: Command) => Promise<Receipt>): Overrides {
  const prepared = new Map<string, Command>();
  const idOf = (envelope: Uint8Array): string => Buffer.from(envelope).toString('hex').padEnd(64, '0').slice(0, 64);
  return {
    prepare: (command, endorsers = members) => {
      const missing = endorsers.filter((mspId) => !members.includes(mspId));
      if (missing.length > 0) return Promise.reject(new EndorsersMissing(missing, `${missing.join()} does not answer`));
      const envelope = Buffer.from(command.commandId);
      prepared.set(idOf(envelope), command);
      const { dated = [] } = command;
      const answer = { envelope, payload: Buffer.from('answer'), endorsers, dated };
      return Promise.resolve({ transactionId: idOf(envelope), ...answer });
    },
    check: (_, { mspId, signature }) =>
      Buffer.from(signature).toString() === 'good'
        ? Promise.resolve(`Administrator of ${mspId}`)
        : Promise.reject(new EndorsementRefused('the signature is wrong')),
    unmet: (_, endorsements) => Promise.resolve(endorsements.length < NEEDED ? ['lot/x'] : []),
    submit: async ({ transactionId }, endorsements): Promise<Verdict> => {
      const command = prepared.get(transactionId);
      if (command === undefined) return { kind: 'stale' };
      if (endorsements.length < NEEDED) return { kind: 'insufficient', block: 0 };
      return { kind: 'valid', block: (await submit(command)).block };
    },
  };
}
