import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { UNAVAILABLE, VALID } from '../conformance/codes.js';
import { REPOSITORY } from '../support/command.js';
import { AURORA, BOREALIS, CHANNEL, CIRRUS } from '../support/consortium.js';
import { Commands, journey } from '../support/journey.js';
import { TestNetwork } from '../support/network.js';
import type { Probe } from '../support/probe.js';
import { refusal, type Step } from '../support/probe.js';
import { signLowS, type User } from '../support/signing.js';

const PROBE = join(REPOSITORY, 'test', 'conformance', 'probe');
const MAJORITY = [AURORA, BOREALIS, CIRRUS];
const TIMEOUT_MS = 240_000;

/** By the commands alone; each test goes on from where the one before left the operator. */
journey('a revoked operator', (engine) => {
  let network: TestNetwork;
  let operator: Probe;
  let commands: Commands;

  const succeed = (...args: readonly string[]): Promise<string> => commands.succeed(...args);
  const ca = (...args: readonly string[]): Promise<string> => succeed('ca', ...args, '--msp', AURORA);
  const caRefuses = (...args: readonly string[]): Promise<string> => commands.refused('ca', ...args, '--msp', AURORA);
  const file = (name: string): string => join(network.directory, name);
  const enrol = (wallet: string): Promise<string> =>
    ca('enroll', '--id', 'otto', '--secret-file', file('otto.secret'), '--wallet', file(wallet));
  /** One who signs with the certificate and key of a wallet's file. */
  const probeOf = (wallet: string): Probe => probeAs(walletUser(file(wallet)));
  const probeAs = (user?: User): Probe => commands.probe(AURORA, user);
  const put = (key: string): readonly Step[] => [{ op: 'put', key, value: 'v' }];
  const stored = (key: string): Promise<unknown> => probeAs().evaluateOne({ op: 'get', key }, { endorsers: [AURORA] });
  /** The CA's list into the channel: proposed, shown, signed, submitted. */
  const publish = async (list: string, signers: readonly (readonly string[])[]): Promise<string> => {
    const proposal = file(`${list}.json`);
    const options = ['--channel', CHANNEL, '--msp', AURORA, '--crl', file(list), '--out', proposal];
    await succeed('channel', 'revoke', ...options);
    const shown = await succeed('channel', 'diff', proposal);
    for (const signer of signers) await succeed('channel', 'sign', proposal, ...signer);
    await succeed('channel', 'submit', proposal);
    return shown;
  };
  /** Refused by the peer that would endorse, in Fabric's words, and nothing is written. */
  const refusedAtPeer = async (probe: Probe, key: string): Promise<void> => {
    const { details } = await refusal(probe.submit(put(key), { endorsers: [AURORA] }));
    expect(details[0]).toContain(
      `error validating proposal: access denied: channel [${CHANNEL}] creator org [${AURORA}]`,
    );
    expect(await stored(key)).toBe('');
  };

  beforeAll(async () => {
    network = await TestNetwork.start(engine);
    commands = new Commands(network);
    await network.deploy({ name: 'probe', path: PROBE, channels: [CHANNEL], policy: `OR('${AURORA}.peer')` });
  }, TIMEOUT_MS);

  afterAll(async () => {
    commands.close();
    await network.end();
  }, TIMEOUT_MS);

  test(
    'is registered with an affiliation and an attribute, enrols and transacts',
    async () => {
      await ca('affiliations', 'add', '--name', 'desk.bonds', '--force');
      expect(await ca('affiliations')).toBe('desk\ndesk.bonds\n');
      const identity = ['--id', 'otto', '--affiliation', 'desk.bonds', '--attr', 'limit=5:ecert'];
      await ca('register', ...identity, '--out', file('otto.secret'));
      expect(statSync(file('otto.secret')).mode & 0o777).toBe(0o600);
      expect(await caRefuses('register', ...identity)).toContain("Identity 'otto' is already registered");
      expect(await ca('identities')).toMatch(/^otto +client +desk\.bonds$/m);
      expect(await enrol('otto.id')).toContain(`otto of ${AURORA} is in ${file('otto.id')}`);
      operator = probeOf('otto.id');
      expect((await operator.submit(put('first'))).status.code).toBe(VALID);
    },
    TIMEOUT_MS,
  );

  test(
    'a wrong secret enrols nobody, and a wallet that is there is kept',
    async () => {
      writeFileSync(file('wrong.secret'), 'guessed');
      const wrong = ['enroll', '--id', 'otto', '--secret-file', file('wrong.secret')];
      expect(await caRefuses(...wrong, '--wallet', file('wrong.id'))).toContain('(code 20): Authentication failure');
      expect(existsSync(file('wrong.id'))).toBe(false);
      const before = readFileSync(file('otto.id'), 'utf8');
      expect(await caRefuses(...wrong, '--wallet', file('otto.id'))).toContain('is there already');
      expect(readFileSync(file('otto.id'), 'utf8')).toBe(before);
    },
    TIMEOUT_MS,
  );

  test(
    'whose certificate the CA revoked is believed until the channel has the list, and no longer',
    async () => {
      writeFileSync(file('otto.pem'), walletUser(file('otto.id')).credentials);
      const revoked = await ca('revoke', '--certificate', file('otto.pem'), '--reason', 'keycompromise');
      expect(revoked).toBe('revoked 1 certificate\n');
      expect(await caRefuses('reenroll', '--wallet', file('otto.id'))).toContain('(code 20): Authentication failure');
      expect((await operator.submit(put('meanwhile'))).status.code).toBe(VALID);
      const inFlight = await operator.endorse(put('flight'));
      await ca('gencrl', '--out', file('crl.pem'));
      const shown = await publish(
        'crl.pem',
        MAJORITY.map((mspId) => ['--as', mspId]),
      );
      expect(shown).toMatch(new RegExp(`${AURORA}.*revoke`, 'i'));
      await refusedAtPeer(operator, 'refused');
      const atOrderer = await refusal(operator.commit(inFlight));
      expect(atOrderer.code).toBe(UNAVAILABLE);
      expect(atOrderer.details[0]).toContain('status=FORBIDDEN, info=implicit policy evaluation failed');
      expect(await stored('flight')).toBe('');
    },
    TIMEOUT_MS,
  );

  test(
    'nobody else is affected, and a certificate that the operator enrols for anew works, as does its renewal',
    async () => {
      expect((await probeAs().submit(put('others'))).status.code).toBe(VALID);
      await enrol('again.id');
      expect((await probeOf('again.id').submit(put('again'))).status.code).toBe(VALID);
      await ca('reenroll', '--wallet', file('again.id'));
      expect((await probeOf('again.id').submit(put('renewed'))).status.code).toBe(VALID);
      await refusedAtPeer(operator, 'still-refused');
    },
    TIMEOUT_MS,
  );

  test(
    'revoked as a person loses every certificate and enrols no more',
    async () => {
      const renewed = probeOf('again.id');
      const revoked = await ca('revoke', '--id', 'otto', '--gencrl', file('all.pem'));
      expect(revoked).toContain('revoked 2 certificates\n');
      const again = ['enroll', '--id', 'otto', '--secret-file', file('otto.secret'), '--wallet', file('third.id')];
      expect(await caRefuses(...again)).toContain('(code 20): Authentication failure');
      // An administrator of the organisation is enough for its own list: here one who enrolled with a key of her own.
      await ca('register', '--id', 'olga', '--type', 'admin', '--out', file('olga.secret'));
      await ca('enroll', '--id', 'olga', '--secret-file', file('olga.secret'), '--mspdir', file('olga'));
      const key = ['--cert', file('olga/signcerts/cert.pem'), '--key', file('olga/keystore/priv_sk')];
      await publish('all.pem', [['--as', AURORA, ...key]]);
      await refusedAtPeer(renewed, 'refused-as-well');
      expect((await probeAs().submit(put('others'))).status.code).toBe(VALID);
    },
    TIMEOUT_MS,
  );
});

function walletUser(path: string): User {
  const { credentials, mspId } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly credentials: { readonly certificate: string; readonly privateKey: string };
    readonly mspId: string;
  };
  const key = createPrivateKey(credentials.privateKey);
  return { mspId, credentials: Buffer.from(credentials.certificate), sign: (message) => signLowS(key, message) };
}
