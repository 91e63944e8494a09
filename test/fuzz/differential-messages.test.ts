import { randomInt } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { engineUnderTest, report, whyUnavailable } from '../support/engine.js';
import { METHODS } from './methods.js';
import { describeMutant, type Mutant, mutants } from './mutant.js';
import { LATE, NOT_SENT, type Sent, Side } from './side.js';

const START_TIMEOUT_MS = 240_000;
const METHOD_TIMEOUT_MS = 1_800_000;
/** How many clients must meet a difference for it to be one, and how often it is tried where it cannot be compared. */
const CONFIRMATIONS = 8;
const TRIALS = 24;
const PARALLEL_CALLS = 8;
/** What a caller gets that waited in vain: its own deadline, or the server's notice of it. */
const WAITED: ReadonlySet<string> = new Set(['DEADLINE_EXCEEDED', 'CANCELLED']);
const SEED = Number(process.env['SCRIP_FUZZ_SEED'] ?? randomInt(2 ** 31 - 1));
const RUNS_PER_METHOD = Number(process.env['SCRIP_FUZZ_RUNS'] ?? '24');
/** Where to write all differences, for a look at what they have in common. */
const DIFFERENCES = process.env['SCRIP_FUZZ_DIFFERENCES'];

/** A spoilt request with what came of it on each engine. */
interface Comparison {
  readonly mutant: Mutant;
  readonly ours: Sent;
  readonly theirs: Sent;
}

const unavailable =
  engineUnderTest() === 'fabric' ? whyUnavailable('fabric') : 'it compares with real Fabric; npm run test:fabric';

/** The same spoilt messages to devnet and to real Fabric: the same code and words, and the same verdict if ordered. */
if (unavailable !== undefined) {
  report(`spoilt messages on both engines skipped: ${unavailable}`);
  test.skip(`spoilt messages on both engines: ${unavailable}`, () => undefined);
} else {
  describe('spoilt messages on both engines', () => {
    let devnet: Side;
    let fabric: Side;
    let messages = 0;
    let notSent = 0;
    let incomparable = 0;

    beforeAll(async () => {
      const sides = (['devnet', 'fabric'] as const).map((engine) => Side.start(engine, PARALLEL_CALLS));
      [devnet, fabric] = (await Promise.all(sides)) as [Side, Side];
    }, START_TIMEOUT_MS);

    afterAll(async () => {
      report(
        `spoilt messages on both engines: ${messages}, ${RUNS_PER_METHOD} for each of ${METHODS.length} methods, ` +
          `${notSent} of them kept away from real nodes, ${incomparable} never spoilt alike, seed ${SEED} (SCRIP_FUZZ_SEED, SCRIP_FUZZ_RUNS)`,
      );
      await Promise.all([devnet.end(), fabric.end()]);
    }, START_TIMEOUT_MS);

    async function compare(method: string, mutant: Mutant, slot: number, careful = false): Promise<Comparison> {
      messages += 1;
      const sides = [devnet, fabric].map((side) => side.send(method, mutant, slot, careful));
      const [ours, theirs] = (await Promise.all(sides)) as [Sent, Sent];
      return { mutant, ours, theirs };
    }

    /**
     * Keys, signatures and times are not the same in two networks, nor for two clients of one: now and then a mutation
     * strikes another byte of a certificate, or a real node is under load. What is another behaviour differs for every
     * client; what one client hears here and another one there is the same behaviour.
     *
     * @returns undefined when the requests were never spoilt alike
     */
    async function confirm(method: string, first: Comparison): Promise<Comparison | undefined> {
      let compared = first;
      const heard = { ours: new Set<string>(), theirs: new Set<string>() };
      for (let trial = 0, confirmed = 0; differs(compared) && confirmed < CONFIRMATIONS; trial += 1) {
        if (trial === TRIALS) return undefined;
        compared = await compare(method, first.mutant, trial % PARALLEL_CALLS, true);
        if (!isComparable(compared)) continue;
        confirmed += 1;
        heard.ours.add(textOf(compared.ours));
        heard.theirs.add(textOf(compared.theirs));
        if ([...heard.ours].some((text) => heard.theirs.has(text))) return undefined;
      }
      return compared;
    }

    async function compareAll(method: string): Promise<readonly Comparison[]> {
      const list = fc.sample(mutants, { seed: SEED, numRuns: RUNS_PER_METHOD });
      const compared: Comparison[] = [];
      for (let at = 0; at < list.length; at += PARALLEL_CALLS) {
        const batch = list.slice(at, at + PARALLEL_CALLS).map((mutant, slot) => compare(method, mutant, slot));
        for (const comparison of await Promise.all(batch)) {
          const confirmed = await confirm(method, comparison);
          if (confirmed === undefined) incomparable += 1;
          else compared.push(confirmed);
        }
      }
      notSent += compared.filter(({ theirs }) => theirs.outcome === NOT_SENT).length;
      return compared;
    }

    /** What was ordered is judged by the peers: the verdicts must be the same, too. */
    async function judge(compared: readonly Comparison[]): Promise<readonly object[]> {
      const ordered = compared.filter(
        (entry) =>
          entry.ours.payload !== '' && isComparable(entry) && isAccepted(entry.ours) && isAccepted(entry.theirs),
      );
      const [ours, theirs] = await Promise.all([
        devnet.verdicts(ordered.map((entry) => entry.ours)),
        fabric.verdicts(ordered.map((entry) => entry.theirs)),
      ]);
      return ordered.flatMap(({ mutant }, index) =>
        isSameVerdict(ours[index], theirs[index])
          ? []
          : [{ mutant: describeMutant(mutant), verdicts: { ours: ours[index], theirs: theirs[index] } }],
      );
    }

    test.each(METHODS)(
      '%s answers spoilt messages as a real node does',
      async (method) => {
        const compared = await compareAll(method);
        const differences = [
          ...compared.filter(differs).map(({ mutant, ours, theirs }) => ({
            mutant: describeMutant(mutant),
            ours: ours.outcome,
            theirs: theirs.outcome,
          })),
          ...(await judge(compared)),
        ];
        if (DIFFERENCES !== undefined) {
          differences.forEach((entry) => appendFileSync(DIFFERENCES, `${JSON.stringify({ method, ...entry })}\n`));
        }
        expect(await Promise.all([devnet.isAlive(), fabric.isAlive()])).toEqual([true, true]);
        expect(differences).toEqual([]);
      },
      METHOD_TIMEOUT_MS,
    );
  });
}

function waited({ outcome }: Sent): boolean {
  return WAITED.has(outcome.code);
}

const textOf = ({ outcome: { code, text } }: Sent): string => `${code} ${text}`;

function isComparable({ ours, theirs }: Comparison): boolean {
  return ours.ground === theirs.ground;
}

function differs({ ours, theirs }: Comparison): boolean {
  if ((waited(ours) && waited(theirs)) || LATE.test(theirs.outcome.text)) return false;
  return ours.outcome.code !== theirs.outcome.code || ours.outcome.text !== theirs.outcome.text;
}

/** Which refusal a real peer gives first of these depends on the random order in which it looks at the chaincodes. */
const CHANCE: ReadonlySet<string> = new Set(['INVALID_CHAINCODE', 'ENDORSEMENT_POLICY_FAILURE']);

function isSameVerdict(ours: string | undefined, theirs: string | undefined): boolean {
  if (ours === undefined || theirs === undefined) return false;
  return ours === theirs || (CHANCE.has(ours) && CHANCE.has(theirs));
}

/** A Broadcast that was refused is an answer as well. */
function isAccepted({ outcome }: Sent): boolean {
  return outcome.code === 'OK' && (outcome.text === '' || outcome.text.startsWith('SUCCESS'));
}
