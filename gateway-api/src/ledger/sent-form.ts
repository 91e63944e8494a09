import type { Command, JsonObject } from './ledger.js';

/** A command as the chaincode reads it: the function is named by the proposal. */
export function sentForm({ commandId, operator, body, signature, dated }: Command): JsonObject {
  return {
    ...{ commandId, operator, body },
    ...(signature === undefined ? {} : { signature }),
    ...(dated === undefined ? {} : { dated: dated.map((each) => ({ ...each })) }),
  };
}
