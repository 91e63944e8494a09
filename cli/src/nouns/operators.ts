import type { NewOperators } from '@scrip/gateway-api';
import { businessDate, OPERATOR_ROLES, operatorId, type OperatorRole } from '@scrip/model';
import { anyText, argument, by, option, required, several } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { bodyOf, bodyOption, stated } from '../input/body.js';
import { readKeyFile } from '../keys/key-file.js';
import { joined, proposed, showList, showRecord } from '../output/shows.js';
import { writePrivately } from '../profile/profiles.js';

const OPERATOR = argument('operator', 'id of the operator', by(operatorId));

const listOperators = verb({
  name: 'list',
  kind: 'read',
  summary: 'List the operators of this organisation as the ledger has them',
  example: '',
  args: {},
  options: {},
  run: async (call) =>
    showList(
      await call.client.operators.list(call.channel),
      [
        { heading: 'operator', cell: ({ id }) => id },
        { heading: 'name', cell: ({ name }) => name },
        { heading: 'roles', cell: ({ roles }) => joined(roles) },
        { heading: 'from', cell: ({ validFrom }) => validFrom },
        { heading: 'until', cell: ({ validUntil }) => validUntil },
        { heading: 'dismissed', cell: ({ dismissedOn }) => dismissedOn },
      ],
      'The ledger has no operators of this organisation.',
    ),
});

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show an operator of this organisation',
  example: 'desk-1',
  args: { operator: OPERATOR },
  options: {},
  run: async (call, given) => {
    const reply = await call.client.operators.get(given.operator, call.channel);
    const { id, name, roles, validFrom, validUntil, dismissedOn } = reply.operator;
    return showRecord(reply, [
      ['operator', id],
      ['name', name],
      ['roles', joined(roles)],
      ['from', validFrom],
      ['until', validUntil],
      ['dismissed', dismissedOn],
    ]);
  },
});

const role = (text: string): OperatorRole => {
  const found = OPERATOR_ROLES.find((each) => each === text);
  if (found === undefined) throw new Error(`must be one of ${OPERATOR_ROLES.join(', ')}`);
  return found;
};

const appointOptions = {
  id: option('--id <operator>', 'id of the operator; who it is, only this organisation knows', by(operatorId)),
  roles: several('--role <role>', `a role: ${OPERATOR_ROLES.join(', ')}`, role),
  until: option('--until <date>', 'last business date of the appointment', by(businessDate)),
  signingKey: option('--signing-key <file>', 'key file; what the operator does must then be signed by it', anyText),
  body: bodyOption,
};

const appoint = verb({
  name: 'appoint',
  kind: 'proposal',
  summary: 'Propose to appoint an operator, or to give one other roles (administrator)',
  example: '--id desk-2 --role maker',
  args: {},
  options: appointOptions,
  run: async (call, given) => {
    const body = await bodyOf<NewOperators, typeof given, 'id' | 'roles'>(
      ...([call, given, appointOptions, ['id', 'roles']] as const),
      ({ id, roles, until, signingKey }) => {
        const key = signingKey === undefined ? undefined : readKeyFile(signingKey).key;
        return { operators: [stated({ id, roles: [...roles], validUntil: until, key })] };
      },
    );
    const operators = body.operators.map(({ id, ...rest }) => ({ operatorId: id, ...rest }));
    return proposed(await call.client.operators.appoint(body, await call.signed('operator:appoint', { operators })));
  },
});

const dismiss = verb({
  name: 'dismiss',
  kind: 'proposal',
  summary: 'Propose to end the appointment of an operator for good (administrator)',
  example: 'desk-2',
  args: { operator: OPERATOR },
  options: {},
  run: async (call, { operator }) => {
    const options = await call.signed('operator:dismiss', { operatorId: operator });
    return proposed(await call.client.operators.dismiss(operator, options));
  },
});

const rotateKey = verb({
  name: 'rotate-key',
  kind: 'secret',
  summary: 'Replace the API key that is in use; the new one goes into its file and is never shown',
  example: 'desk-1',
  args: { operator: OPERATOR },
  options: { out: option('--out <file>', 'where to write the new key (else the file of the key in use)', anyText) },
  run: async (call, { operator, out }) => {
    const file = out ?? call.access.apiKeyFile;
    if (file === undefined) throw new UsageError('missing: --out', 'the key in use is from the environment');
    const { key, ...reply } = await call.client.operators.rotateKey(operator);
    writePrivately(file, `${key}\n`);
    const until = reply.previousValidUntil;
    const before = until === undefined ? '' : ` The one before is accepted until ${until}.`;
    return { reply: { ...reply, file }, lines: [`The new API key of ${operator} is in ${file}.${before}`] };
  },
});

const issueKey = verb({
  name: 'issue-key',
  kind: 'secret',
  summary: 'Have an API key of another operator made, in a file on the gateway alone (administrator)',
  example: 'desk-2',
  args: { operator: OPERATOR },
  options: {},
  run: async (call, { operator }) => {
    const reply = await call.client.operators.issueKey(operator);
    return { reply, lines: [`A new API key of ${operator} is in the folder of the gateway: ${operator}.key`] };
  },
});

const revokeKeys = verb({
  name: 'revoke-keys',
  kind: 'secret',
  summary: 'Refuse all API keys and sessions of an operator from now on (administrator)',
  example: 'desk-2',
  args: { operator: OPERATOR },
  options: {},
  run: async (call, { operator }) => {
    const reply = await call.client.operators.revokeKeys(operator);
    return { reply, lines: [`API keys and sessions of ${operator} are refused from now on.`] };
  },
});

const openSession = verb({
  name: 'open-session',
  kind: 'secret',
  summary: 'Exchange the API key for a token of short life, in a file that --api-key-file takes; it is never shown',
  example: '--out session.key',
  args: {},
  options: { out: required('--out <file>', 'where to write the token', anyText) },
  run: async (call, { out }) => {
    const { token, ...reply } = await call.client.operators.openSession();
    writePrivately(out, `${token}\n`);
    const ends = `It ends on ${reply.endsAt}, or on ${reply.idleUntil} unless it is used.`;
    return { reply: { ...reply, file: out }, lines: [`The token of a session is in ${out}. ${ends}`] };
  },
});

const endSessions = verb({
  name: 'end-sessions',
  kind: 'secret',
  summary: 'End all sessions of the operator whose key this is',
  example: '',
  args: {},
  options: {},
  run: async (call) => {
    const reply = await call.client.operators.endSessions();
    return { reply, lines: [`All sessions of ${reply.operator} have ended.`] };
  },
});

/** Who acts for this organisation. */
export const OPERATORS: Noun = {
  name: 'operators',
  summary: 'Who acts for this organisation, and their API keys',
  verbs: [listOperators, show, appoint, dismiss, rotateKey, issueKey, revokeKeys, openSession, endSessions],
};
