import { compile } from '@scrip/language';
import { setImmediate } from 'node:timers/promises';
import { AURORA } from '../support/consortium.js';
import type { GatewayScene } from '../support/gateway-scene.js';
import { closedLoop } from '../support/load.js';
import type { Workload } from './workloads.js';

const RULES = [
  'receiver resides in IE, DE, FR, AT, NL or US',
  'sender has held for 6 months',
  'receiver has claim kyc',
  'under "17 CFR 230.144": any of (sender has held for 1 year; sender transfers all of its units)',
  'receiver and affiliates hold at most 9.9% of all units',
  'when receiver resides in US then any of (receiver has claim accredited-investor; sender has held for 1 year)',
  'at most 2,000 holders counted of record in this security',
];

/** A text of sixty lines, under a name of its own. */
function textOf(name: string): string {
  const rules = Array.from({ length: 58 }, (_, index) => `    ${RULES[index % RULES.length] ?? ''}`);
  return [`compliance ${name}@1 "Rules of sixty lines"`, '  to transfer all of:', ...rules, ''].join('\n');
}

/**
 * Texts of sixty lines. Compiled: by this process alone. Published: from the request at the issuer's gateway until the
 * draft is on the ledger, where every endorser compiles it too, and then until it is proposed.
 */
export function texts(scene: GatewayScene, businessDate: string): readonly Workload[] {
  const client = scene.at(AURORA).definitions;
  const sample = textOf('Sample');
  let counter = 0;
  const drafted = async (): Promise<{ readonly name: string; readonly hash: string }> => {
    counter += 1;
    return client.draft({ text: textOf(`Text${counter}`) });
  };
  const published = async (): Promise<void> => {
    const { name, hash } = await drafted();
    await client.propose(name, { hash, effectiveFrom: businessDate });
  };
  const compiled = async (): Promise<void> => {
    await setImmediate();
    const { problems } = compile(sample);
    if (problems.length > 0) throw new Error(problems[0]?.message);
  };
  const workload = (name: string, call: () => Promise<unknown>): Workload => ({
    name,
    bytes: sample.length,
    measure: (callers, duration) => closedLoop(callers, duration, call),
  });
  return [
    workload('text compiled', compiled),
    workload('text drafted', drafted),
    workload('text published', published),
  ];
}
