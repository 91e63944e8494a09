import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ENDORSEMENT_POLICY_FAILURE, UNAVAILABLE, VALID } from '../conformance/codes.js';
import { REPOSITORY } from '../support/command.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS, DELTA } from '../support/consortium.js';
import { Commands, journey } from '../support/journey.js';
import { TestNetwork } from '../support/network.js';
import type { Probe } from '../support/probe.js';
import { refusal, type Step } from '../support/probe.js';
import { identityOf } from '../support/profile.js';
import { userOf } from '../support/signing.js';

const ELBE = 'ElbeMSP';
const MAJORITY = [AURORA, BOREALIS, CIRRUS];
const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');
const TIMEOUT_MS = 240_000;

/** By the commands alone; each test goes on from where the one before left the channel. */
journey('a fifth organisation', (engine) => {
  let network: TestNetwork;
  let commands: Commands;

  const succeed = (...args: readonly string[]): Promise<string> => commands.succeed(...args);
  const refused = (...args: readonly string[]): Promise<string> => commands.refused(...args);
  const file = (name: string): string => join(network.directory, `${name}.json`);
  const propose = (name: string, ...change: readonly string[]): Promise<string> =>
    succeed('channel', ...change, '--channel', CHANNEL, '--out', file(name));
  const sign = async (name: string, signers: readonly string[]): Promise<void> => {
    for (const mspId of signers) await succeed('channel', 'sign', file(name), '--as', mspId);
  };
  const sequence = async (): Promise<number> => {
    const shown = await succeed('channel', 'show', '--channel', CHANNEL, '--format', 'json');
    return (JSON.parse(shown) as { readonly sequence: number }).sequence;
  };
  const probeOf = (mspId: string, label = 'user1'): Probe =>
    commands.probe(mspId, userOf(network.profile(CHANNEL, mspId), label));
  const put = (key: string): readonly Step[] => [{ op: 'put', key, value: 'v' }];

  beforeAll(async () => {
    network = await TestNetwork.start(engine);
    commands = new Commands(network);
    await network.deploy({ name: 'probe', path: PROBE, channels: [CHANNEL] });
  }, TIMEOUT_MS);

  afterAll(async () => {
    commands.close();
    await network.end();
  }, TIMEOUT_MS);

  test(
    'is made with its keys and nodes, and is in no channel yet',
    async () => {
      const made = await succeed('org', 'add', '--msp', ELBE, '--domain', 'elbe.example');
      expect(made).toMatch(/ElbeMSP {2}gateway localhost:\d+/);
      expect(await refused('channel', 'join', '--channel', CHANNEL, '--org', ELBE)).toContain('ElbeMSP');
      expect(await sequence()).toBe(0);
    },
    TIMEOUT_MS,
  );

  test(
    'joins by the signatures of a majority, and not by fewer',
    async () => {
      const definition = join(network.directory, 'organizations', ELBE, 'definition.json');
      const words = await propose('join', 'add-org', '--definition', definition);
      expect(words).toContain('ElbeMSP joins as a member');
      await propose('stale', 'add-org', '--definition', definition);
      await sign('join', MAJORITY.slice(0, 2));
      const missing = await refused('channel', 'submit', file('join'));
      expect(missing).toContain('not enough have signed; nothing was submitted');
      expect(missing).toContain('2 of 3 needed (AuroraMSP, BorealisMSP), 1 more of CirrusMSP, DeltaMSP');
      expect(await sequence()).toBe(0);
      await sign('join', MAJORITY.slice(2));
      expect(await succeed('channel', 'submit', file('join'))).toContain('is at configuration 1');
      await succeed('channel', 'join', '--channel', CHANNEL, '--org', ELBE);
    },
    TIMEOUT_MS,
  );

  test(
    'transacts through its own gateway, endorsing with the others',
    async () => {
      const own = probeOf(ELBE);
      const { status } = await own.submit(put('elbe'), { endorsers: [AURORA, BOREALIS, ELBE] });
      expect(status.code).toBe(VALID);
      expect(await own.evaluateOne({ op: 'get', key: 'elbe' }, { endorsers: [ELBE] })).toBe('v');
    },
    TIMEOUT_MS,
  );

  test(
    'is not forgotten while it is a member, and those of the configuration never are',
    async () => {
      const member = await refused('org', 'remove', '--msp', ELBE);
      expect(member).toContain('ElbeMSP is a member of securities; nothing was removed');
      expect(member).toContain('channel remove-org --channel securities --msp ElbeMSP');
      expect(await refused('org', 'remove', '--msp', AURORA)).toContain('genesis blocks name it; nothing was removed');
      expect(await probeOf(ELBE).evaluateOne({ op: 'get', key: 'elbe' }, { endorsers: [ELBE] })).toBe('v');
    },
    TIMEOUT_MS,
  );

  test(
    'a proposal that another change has overtaken is refused, whoever signed it',
    async () => {
      const stale = await refused('channel', 'sign', file('stale'), '--as', DELTA);
      expect(stale).toContain('the channel was changed since');
      expect(stale).toContain('make the proposal again');
      expect(await refused('channel', 'submit', file('stale'))).toContain('the channel was changed since');
      expect(await sequence()).toBe(1);
    },
    TIMEOUT_MS,
  );

  test(
    'a change that would lock the members out is not even proposed',
    async () => {
      const options = ['--channel', CHANNEL, '--out', file('lockout')];
      const policy = "/Channel/Application/Admins=AND('ForeignMSP.admin')";
      const danger = await refused('channel', 'set', '--policy', policy, ...options);
      expect(danger).toContain('this change would lock members out; nothing was proposed');
      expect(danger).toContain('nobody can satisfy policy /Channel/Application/Admins');
      expect(existsSync(file('lockout'))).toBe(false);
      await succeed('channel', 'set', '--policy', policy, ...options, '--force');
      expect(await refused('channel', 'sign', file('lockout'), '--as', AURORA)).toContain('nothing was signed');
      expect(await sequence()).toBe(1);
    },
    TIMEOUT_MS,
  );

  test(
    'revokes an operator by its own signature, who is refused from then on',
    async () => {
      const operator = probeOf(ELBE);
      const prepared = await operator.endorse(put('revoked'), { endorsers: [AURORA, BOREALIS, ELBE] });
      const { certificate } = identityOf(network.profile(CHANNEL, ELBE), 'user1');
      await propose('revoke', 'revoke', '--msp', ELBE, '--certificate', certificate, '--admin', adminOf());
      await sign('revoke', [ELBE]);
      await succeed('channel', 'submit', file('revoke'));
      const atOrderer = await refusal(operator.commit(prepared));
      expect(atOrderer.code).toBe(UNAVAILABLE);
      expect(atOrderer.details[0]).toContain('status=FORBIDDEN');
      const admin = probeOf(ELBE, 'admin');
      expect((await admin.submit(put('admin'), { endorsers: [AURORA, BOREALIS, ELBE] })).status.code).toBe(VALID);
      const atPeer = await refusal(operator.evaluateOne({ op: 'get', key: 'elbe' }, { endorsers: [ELBE] }));
      expect(atPeer.details[0]).toContain(`access denied: channel [${CHANNEL}] creator org [${ELBE}]`);
    },
    TIMEOUT_MS,
  );

  test(
    'is still there after the network was down',
    async () => {
      commands.close();
      await network.down();
      await network.up();
      const admin = probeOf(ELBE, 'admin');
      expect((await admin.submit(put('again'), { endorsers: [AURORA, BOREALIS, ELBE] })).status.code).toBe(VALID);
    },
    TIMEOUT_MS,
  );

  test(
    'is taken out by a majority; what it endorsed and what it sent is worth nothing then',
    async () => {
      const aurora = probeOf(AURORA);
      const elbe = probeOf(ELBE, 'admin');
      const endorsedByElbe = await aurora.endorse(put('flight'), { endorsers: [AURORA, BOREALIS, ELBE] });
      const ofElbe = await elbe.endorse(put('flight'), { endorsers: MAJORITY });
      await propose('leave', 'remove-org', '--msp', ELBE);
      await sign('leave', MAJORITY);
      await succeed('channel', 'submit', file('leave'));
      expect((await aurora.commit(endorsedByElbe)).status.code).toBe(ENDORSEMENT_POLICY_FAILURE);
      const atOrderer = await refusal(aurora.commit(aurora.connection.gateway.newTransaction(ofElbe.getBytes())));
      expect(atOrderer.details[0]).toContain('status=FORBIDDEN');
      expect(await aurora.evaluateOne({ op: 'get', key: 'flight' }, { endorsers: [AURORA] })).toBe('');
      expect((await aurora.submit(put('later'), { endorsers: MAJORITY })).status.code).toBe(VALID);
    },
    TIMEOUT_MS,
  );

  test(
    'is forgotten then, with its keys and ledgers, and the others go on',
    async () => {
      const { gateway } = network.profile(CHANNEL, AURORA);
      await succeed('org', 'remove', '--msp', ELBE);
      for (const folder of ['organizations', 'fabric', 'ledger']) {
        expect(existsSync(join(network.directory, folder, ELBE))).toBe(false);
      }
      expect(await succeed('status')).not.toContain(ELBE);
      expect(await refused('org', 'remove', '--msp', ELBE)).toContain('there is no organisation ElbeMSP');
      commands.close();
      await network.down();
      await network.up();
      expect(network.profile(CHANNEL, AURORA).gateway).toBe(gateway);
      const aurora = probeOf(AURORA);
      expect((await aurora.submit(put('without'), { endorsers: MAJORITY })).status.code).toBe(VALID);
      expect(await aurora.evaluateOne({ op: 'get', key: 'elbe' }, { endorsers: [AURORA] })).toBe('v');
    },
    TIMEOUT_MS,
  );

  function adminOf(): string {
    return `${ELBE}=${identityOf(network.profile(CHANNEL, ELBE), 'admin').certificate}`;
  }
});
