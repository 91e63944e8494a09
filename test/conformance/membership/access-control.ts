import { expect } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import { discovery } from '@hyperledger/fabric-protos';
import { type Connection, openConnection } from '../../support/connection.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS } from '../../support/consortium.js';
import { eventually } from '../../support/eventually.js';
import { PeerClient, type Question } from '../../support/peer-client.js';
import { Probe, refusal } from '../../support/probe.js';
import { required } from '../../support/transaction.js';
import { ABORTED, FAILED_PRECONDITION, VALID } from '../codes.js';
import type { RowRecord } from '../../evidence/row-record.js';
import { COMMANDS_TIMEOUT_MS, type MembershipScene } from './membership-scene.js';

const MAJORITY = [AURORA, BOREALIS, CIRRUS];
/** A policy that Aurora's administrator satisfies and its users do not. */
const RESTRICTED = `/Channel/Application/${AURORA}/Admins`;
const REASON = 'signature set did not satisfy policy';
const REFUSED = `failed evaluating policy on signed data during check policy [${RESTRICTED}]: [${REASON}]`;
/** What a stream of blocks ends with: `FORBIDDEN`. */
const FORBIDDEN = 'Unexpected status response: 403';

const READING = [
  'qscc/GetChainInfo',
  'cscc/GetConfigBlock',
  'cscc/GetChannelConfig',
  'event/Block',
  'event/FilteredBlock',
  'gateway/CommitStatus',
  'gateway/ChaincodeEvents',
];
const PROPOSING = ['peer/Propose', 'peer/ChaincodeToChaincode'];

/** Row 67: the channel's configuration says who may use which of a peer's functions. */
export function accessControl(record: RowRecord, scene: MembershipScene): void {
  const profile = (): Parameters<typeof openConnection>[0] => scene.network.profile(CHANNEL, AURORA);

  /** Sets the ACL of each resource; no policy takes Fabric's default again. Peers may get the block a moment later. */
  const restrict = (resources: readonly string[], policy: string): Promise<void> =>
    scene.membership.change(['set', ...resources.flatMap((name) => ['--acl', `${name}=${policy}`])], MAJORITY);

  async function as<T>(label: string, use: (connection: Connection, peer: PeerClient) => Promise<T>): Promise<T> {
    const user = scene.consortium.user(AURORA, label);
    const connection = openConnection(profile(), user);
    const client = new PeerClient(profile(), user);
    return use(connection, client).finally(() => {
      connection.close();
      client.close();
    });
  }

  const put = (): readonly { op: string; key: string; value: string }[] => [
    { op: 'put', key: scene.key('guarded'), value: 'v' },
  ];
  const chainInfo: Question = { chaincode: 'qscc', args: ['GetChainInfo', CHANNEL], channel: CHANNEL };
  const cscc = (name: string): Question => ({ chaincode: 'cscc', args: [name, CHANNEL], channel: CHANNEL });

  record.row(
    67,
    'an ACL of the channel holds from its block on, for system chaincodes, events and commit status',
    async () => {
      const before = await scene.given();
      await as('user1', async (connection, peer) => {
        const open = await connection.network.getBlockEvents({ startBlock: before });
        const ended = firstError(open);
        await restrict(READING, RESTRICTED);
        const answers = await eventually(async () => {
          const answer = await peer.ask(chainInfo);
          return answer.getStatus() === 200 ? undefined : answer.getMessage();
        });
        expect(answers).toBe(`access denied for [GetChainInfo][${CHANNEL}]: [${REFUSED}]`);
        for (const name of ['GetConfigBlock', 'GetChannelConfig']) {
          const answer = await peer.ask(cscc(name));
          expect([answer.getStatus(), answer.getMessage()]).toEqual([
            500,
            `access denied for [${name}][${CHANNEL}]: ${REFUSED}`,
          ]);
        }
        // A stream that was open is judged anew: the block that closes it is not sent any more.
        expect(await ended).toBe(FORBIDDEN);
        const { network } = connection;
        expect(await firstError(await network.getBlockEvents({ startBlock: 0n }))).toBe(FORBIDDEN);
        expect(await firstError(await network.getFilteredBlockEvents({ startBlock: 0n }))).toBe(FORBIDDEN);
        const events = await network.getChaincodeEvents('probe', { startBlock: 0n });
        expect(await firstError(events)).toBe(`${status.PERMISSION_DENIED} PERMISSION_DENIED: ${REFUSED}`);
        const submitted = await (await new Probe(connection).endorse(put())).submit();
        expect(await refusal(submitted.getStatus())).toMatchObject({
          code: status.PERMISSION_DENIED,
          message: REFUSED,
        });
      });
    },
    COMMANDS_TIMEOUT_MS,
  );

  record.row(67, 'who satisfies the policy of the ACL is served, and what no ACL names stays as it was', async () => {
    await as('admin', async (connection, peer) => {
      expect((await peer.ask(chainInfo)).getStatus()).toBe(200);
      expect((await peer.ask(cscc('GetConfigBlock'))).getStatus()).toBe(200);
      for await (const block of await connection.network.getBlockEvents({ startBlock: 0n })) {
        expect(block.getHeader()?.getNumber()).toBe(0);
        break;
      }
      expect((await new Probe(connection).submit(put())).status.code).toBe(VALID);
    });
    await as('user1', async (connection, peer) => {
      const blockZero = { chaincode: 'qscc', args: ['GetBlockByNumber', CHANNEL, '0'], channel: CHANNEL };
      expect((await peer.ask(blockZero)).getStatus()).toBe(200);
      const { network } = connection;
      expect(await firstError(await network.getBlockAndPrivateDataEvents({ startBlock: 0n }))).toBe(FORBIDDEN);
    });
  });

  record.row(
    67,
    'an ACL of peer/Propose refuses proposals for chaincode, not for system chaincode, and not discovery',
    async () => {
      await restrict(PROPOSING, RESTRICTED);
      await as('user1', async (connection, peer) => {
        const probe = new Probe(connection);
        const evaluated = await eventually(() => refusal(probe.evaluate([{ op: 'mspId' }])).catch(() => undefined));
        expect(evaluated).toMatchObject({
          code: FAILED_PRECONDITION,
          message: `evaluate call to endorser returned error: ${REFUSED}`,
        });
        const endorsed = await refusal(probe.endorse(put()));
        expect(endorsed.code).toBe(ABORTED);
        expect(endorsed.details[0]).toBe(REFUSED);
        const blockZero = { chaincode: 'qscc', args: ['GetBlockByNumber', CHANNEL, '0'], channel: CHANNEL };
        expect((await peer.ask(blockZero)).getStatus()).toBe(200);
        const [members] = await peer.discover([membersQuery()]);
        expect(required(members, 'result').getMembers()?.getPeersByOrgMap().has(AURORA)).toBe(true);
      });
      const admin = await as('admin', (connection) => new Probe(connection).evaluateOne({ op: 'mspId' }));
      expect(admin).toBe(AURORA);
    },
    COMMANDS_TIMEOUT_MS,
  );

  record.row(
    67,
    'an ACL that is taken away leaves Fabric’s own rule, and its words',
    async () => {
      await restrict([...READING, ...PROPOSING], '');
      await as('user1', async (connection, peer) => {
        await eventually(() => new Probe(connection).evaluateOne({ op: 'mspId' }).catch(() => undefined));
        expect((await peer.ask(chainInfo)).getStatus()).toBe(200);
        expect((await new Probe(connection).submit(put())).status.code).toBe(VALID);
      });
      await scene.settled(scene.members);
    },
    COMMANDS_TIMEOUT_MS,
  );
}

function membersQuery(): discovery.Query {
  const query = new discovery.Query();
  query.setChannel(CHANNEL);
  query.setPeerQuery(new discovery.PeerMembershipQuery());
  return query;
}

/** Reads a stream until it fails. @returns the words of the error */
async function firstError(events: AsyncIterable<unknown> & { close(): void }): Promise<string> {
  try {
    const reader = events[Symbol.asyncIterator]();
    while ((await reader.next()).done !== true);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    events.close();
  }
  throw new Error('the stream ended without an error');
}
