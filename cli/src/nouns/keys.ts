import type { SignedKeyChange } from '@scrip/gateway-api';
import { keyId, keyIdOf, type Thresholds } from '@scrip/model';
import type { Call } from '../command/call.js';
import { anyText, argument, by, required, requiredChoice, several } from '../command/input.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { bodyOf, bodyOption } from '../input/body.js';
import { ENROL_OPTIONS, enrolled, signedBy, SIGNER_OPTIONS } from '../input/signing.js';
import { TERMS_OPTIONS, termsOf } from '../input/terms.js';
import { KEY_TYPES, newKeyFile, readKeyFile } from '../keys/key-file.js';
import { done, proposed, showRecord } from '../output/shows.js';
import { PARTY } from './party.js';

const create = verb({
  name: 'new',
  kind: 'local',
  summary: 'Make a private key on this machine (PKCS#8 PEM, for its owner alone); no gateway sees it',
  example: '--type p256 --out mara.pem',
  args: {},
  options: {
    type: requiredChoice('--type <type>', 'kind of key', KEY_TYPES),
    out: required('--out <file>', 'file to write; one that is there is never overwritten', anyText),
  },
  run: (_, { type, out }) => {
    const { key } = newKeyFile(type, out);
    const id = keyIdOf(key);
    return Promise.resolve({
      reply: { file: out, keyId: id, key },
      lines: [`${out} holds a new ${key.crv} key.`, `key id  ${id}`],
    });
  },
});

const show = verb({
  name: 'show',
  kind: 'local',
  summary: 'Show the public key and the key id of a key file; the private key is never shown',
  example: 'mara.pem',
  args: { file: argument('file', 'private key in PEM', anyText) },
  options: {},
  run: (_, { file }) => {
    const { key } = readKeyFile(file);
    const reply = { keyId: keyIdOf(key), key };
    return Promise.resolve(
      showRecord(reply, [
        ['key id', reply.keyId],
        ['kind', key.crv],
        ['public key', JSON.stringify(key)],
      ]),
    );
  },
});

/** Which state of a record is signed for. */
const sequenceOf = async (call: Call, party: string): Promise<number> =>
  (await call.client.parties.get(party, call.channel)).party.sequence;

const changeOptions = {
  ...SIGNER_OPTIONS,
  ...ENROL_OPTIONS,
  revoke: several('--revoke <key-id>', 'a key that signs nothing more', by(keyId)),
  ...TERMS_OPTIONS,
  body: bodyOption,
};

const change = verb({
  name: 'change',
  kind: 'command',
  summary: 'Change keys, thresholds or guardians of a party, signed by its keys; its first keys need no signature',
  example:
    'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --key old.pem --enrol new.pem --revoke NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  args: { party: PARTY },
  options: changeOptions,
  run: async (call, given) => {
    const { party } = given;
    const body = await bodyOf<SignedKeyChange, typeof given, never>(call, given, changeOptions, [], async (stating) => {
      const terms = termsOf(stating);
      const isEmpty = stating.enrol.length + stating.revoke.length + Object.keys(terms).length === 0;
      if (isEmpty) throw new UsageError('nothing would change', 'give --enrol, --revoke, --thresholds or --guardian');
      const add = stating.enrol.length === 0 ? [] : await enrolled(call, stating, terms);
      const act = { sequence: await sequenceOf(call, party), add, revoke: stating.revoke, ...terms };
      const isSigned = stating.key !== undefined || stating.signers.length > 0;
      const body = { ...act, partyId: party };
      return isSigned
        ? { act, authorisation: await signedBy(call, stating, party, 'party:changeKeys', body) }
        : { act };
    });
    const reply = await call.client.parties.changeKeys(party, body, call.command);
    return done(reply, `The keys of ${party} are changed; its sequence is now ${reply.sequence}.`);
  },
});

const ONE_EACH: Thresholds = { authentication: 1, instruction: 1, assertion: 1 };

const requestRecovery = verb({
  name: 'request-recovery',
  kind: 'command',
  summary: 'Ask for new keys in place of lost ones, signed by guardians; the old ones instruct nothing from now on',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --enrol new.pem --signer PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A=guardian.pem',
  args: { party: PARTY },
  options: {
    signers: SIGNER_OPTIONS.signers,
    ...{ validFrom: SIGNER_OPTIONS.validFrom, validUntil: SIGNER_OPTIONS.validUntil },
    ...ENROL_OPTIONS,
    thresholds: TERMS_OPTIONS.thresholds,
  },
  run: async (call, given) => {
    const { party } = given;
    if (given.enrol.length === 0) throw new UsageError('missing: --enrol', 'the key files of the new keys');
    const thresholds = given.thresholds ?? ONE_EACH;
    const keys = await enrolled(call, given, { thresholds });
    const act = { sequence: await sequenceOf(call, party), keys, thresholds };
    const wish = { ...given, key: undefined };
    const authorisation = await signedBy(call, wish, party, 'party:requestRecovery', { ...act, partyId: party });
    const reply = await call.client.parties.requestRecovery(party, { act, authorisation }, call.command);
    return done(
      reply,
      `Recovery of ${party} is asked for; the new keys can be put in force from ${reply.effectiveOn}.`,
    );
  },
});

const cancelRecovery = verb({
  name: 'cancel-recovery',
  kind: 'proposal',
  summary: 'Propose to end a recovery at the objection of the party, signed by its present keys',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --key mara.pem',
  args: { party: PARTY },
  options: SIGNER_OPTIONS,
  run: async (call, given) => {
    const { party } = given;
    const act = { sequence: await sequenceOf(call, party) };
    const named = { ...act, partyId: party };
    const authorisation = await signedBy(call, given, party, 'party:cancelRecovery', named);
    const options = await call.signed('party:cancelRecovery', { act: named, authorisation });
    return proposed(await call.client.parties.cancelRecovery(party, { act, authorisation }, options));
  },
});

const completeRecovery = verb({
  name: 'complete-recovery',
  kind: 'proposal',
  summary: 'Propose to put the keys of a recovery in force, once its delay has passed',
  example: 'PABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  args: { party: PARTY },
  options: {},
  run: async (call, { party }) => {
    const options = await call.signed('party:completeRecovery', { partyId: party });
    return proposed(await call.client.parties.completeRecovery(party, options));
  },
});

/** Keys of parties. */
export const KEYS: Noun = {
  name: 'keys',
  summary: 'Keys of parties: made here, enrolled, replaced, recovered',
  verbs: [create, show, change, requestRecovery, cancelRecovery, completeRecovery],
};
