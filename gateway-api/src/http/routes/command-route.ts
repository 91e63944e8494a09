import type { OperatorRole } from '@scrip/config';
import type { DualFunction } from '@scrip/model';
import type { z } from 'zod';
import { APPROVAL_PATH, proposeAct } from '../../approvals/approval-view.js';
import type { Json, JsonObject, Ledger } from '../../ledger/ledger.js';
import type { ChannelServices, Services } from '../../services.js';
import { locationOf, type PathValues } from '../location.js';
import { route, type Route } from '../route.js';
import { Approval } from '../schemas/approval.js';
import { ChannelQuery } from '../schemas/fields.js';
import { takingBack } from '../take-back.js';

/** A POST that is one command of the ledger and answers with its result. */
export interface CommandRoute<P extends z.ZodObject, B extends z.ZodType> {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  /** Roles of which the operator needs one; absent: maker. */
  readonly roles?: readonly OperatorRole[];
  readonly params: P;
  readonly body: B;
  readonly reply: { readonly description: string; readonly schema: z.ZodType };
  /** Where what it creates is read; absent: it creates nothing that can be read by itself. */
  readonly created?: {
    readonly path: string;
    readonly at: (given: { readonly params: z.output<P>; readonly result: JsonObject }) => PathValues;
  };
  /** Whether an operator with a key on record signs it. */
  readonly isSigned?: true;
  /** What of the result is shown; absent: all. */
  readonly shown?: (result: JsonObject) => JsonObject;
  /** Name of the function. */
  readonly command: string;
  /** Its body; may first write what belongs to it privately. */
  readonly bodyOf: (given: {
    readonly params: z.output<P>;
    readonly body: z.output<B>;
    readonly channel: ChannelServices;
    readonly operator: string;
    readonly commandId: string;
    readonly seed: Uint8Array;
  }) => JsonObject | Promise<JsonObject>;
}

/** A POST that proposes a sensitive act. */
export interface ProposalRoute<P extends z.ZodObject, B extends z.ZodType> extends Omit<
  CommandRoute<P, B>,
  'reply' | 'created' | 'isSigned' | 'shown'
> {
  readonly command: DualFunction;
  /** Erases what `bodyOf` wrote privately, when the ledger refuses the proposal for good. */
  readonly takeBack?: (given: {
    readonly ledger: Ledger;
    readonly operator: string;
    readonly commandId: string;
    readonly body: JsonObject;
  }) => Promise<unknown>;
}

const OK = { status: 200 } as const;

/** Declares a POST that is one command: its answer is the command's result with the transaction and the block. */
export function commandRoute<P extends z.ZodObject, B extends z.ZodType>(
  services: Services,
  declared: CommandRoute<P, B>,
): Route {
  const { command, bodyOf, created, shown, ...more } = declared;
  return route({
    ...more,
    method: 'post',
    query: ChannelQuery,
    reply: { ...declared.reply, ...(created === undefined ? OK : { status: 201, location: created.path }) },
    handle: async ({ params, query, body, operator, commandId, seed, signed }) => {
      const channel = services.channel(query.channel);
      const made = await bodyOf({ params, body, channel, operator: operator.id, commandId, seed });
      const sent = { name: command, commandId, operator: operator.id, body: made, ...signed };
      const { result: answer, transactionId, block } = await services.submit(channel.ledger, sent);
      const result = shown === undefined ? asObject(answer) : shown(asObject(answer));
      const shownBody = { ...result, transactionId, block };
      if (created === undefined) return { status: 200, body: shownBody };
      const headers = locationOf(created.path, created.at({ params, result }), channel.ledger.channel);
      return { status: 201, headers, body: shownBody };
    },
  });
}

/** Declares a POST that proposes a sensitive act: it is done when another operator approves it. */
export function proposalRoute<P extends z.ZodObject, B extends z.ZodType>(
  services: Services,
  declared: ProposalRoute<P, B>,
): Route {
  const { command, bodyOf, takeBack, ...shown } = declared;
  return route({
    ...shown,
    isSigned: true,
    method: 'post',
    query: ChannelQuery,
    reply: {
      ...{ status: 202, location: APPROVAL_PATH },
      ...{ description: 'Proposed: done when another operator approves it', schema: Approval },
    },
    handle: async ({ params, query, body, operator, commandId, seed, signed }) => {
      const channel = services.channel(query.channel);
      const made = await bodyOf({ params, body, channel, operator: operator.id, commandId, seed });
      const given = { commandId, operator: operator.id, body: made };
      const proposed = proposeAct(services, channel, { name: command, ...given, ...signed });
      return takingBack(proposed, async () => takeBack?.({ ledger: channel.ledger, ...given }));
    },
  });
}

function asObject(result: Json): JsonObject {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) throw new Error('a result is an object');
  return result as JsonObject;
}
