import { compliance, instructionId } from '@scrip/model';
import { argument, by, requiredChoice } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { done, showList } from '../output/shows.js';

const INSTRUCTION = argument('instruction', 'id of the settlement instruction', by(instructionId));

const state = verb({
  name: 'state',
  kind: 'command',
  summary: 'Consent to one pending transfer, or refuse it; it is said once',
  example: '3f7a0c --decision approved',
  args: { instruction: INSTRUCTION },
  options: { decision: requiredChoice('--decision <decision>', 'what is said', compliance.CONSENT_DECISIONS) },
  run: async (call, { instruction, decision }) => {
    const body = { instructionId: instruction, decision };
    const signed = await call.signed('compliance:consent', body);
    const reply = await call.client.compliance.consent(instruction, { decision }, signed);
    return done(reply, `The transfer ${reply.instructionId} is ${reply.decision}.`);
  },
});

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List what organisations have said to a transfer',
  example: '3f7a0c',
  args: { instruction: INSTRUCTION },
  options: {},
  run: async (call, { instruction }) =>
    showList(
      await call.client.compliance.consents(instruction, call.channel),
      [
        { heading: 'organisation', cell: ({ mspId }) => mspId },
        { heading: 'says', cell: ({ decision }) => decision },
        { heading: 'on', cell: ({ givenOn }) => givenOn },
      ],
      'Nobody has said anything yet.',
    ),
});

/** What organisations say to transfers. */
export const CONSENTS: Noun = {
  name: 'consents',
  summary: 'What organisations say to transfers that need their consent',
  verbs: [state, list],
};
