import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readStateFile } from '../daemon/state-file.js';
import { TOPOLOGY_FILE } from '../daemon/topology-file.js';
import { NetworkError } from '../network-error.js';
import type { DeployOptions } from './deploy-arguments.js';
import { readCollections } from './collections-file.js';
import { table, type Print } from './output.js';
import { findRunning, requireRunning } from './running.js';

const DOWN_TIMEOUT_MS = 60_000;
const POLL_MS = 50;
const HASH_LENGTH_SHOWN = 16;

/** Ends the running network and waits until it is gone. */
export async function down(data: string, print: Print): Promise<void> {
  const running = await findRunning(data);
  if (running === undefined) {
    print(`no network is running on ${data}`);
    return;
  }
  await running.client.stop();
  const deadline = Date.now() + DOWN_TIMEOUT_MS;
  while (readStateFile(data)?.pid === running.state.pid) {
    if (Date.now() > deadline) {
      const message = `process ${running.state.pid} did not end within ${DOWN_TIMEOUT_MS / 1000} s`;
      throw new NetworkError(message, `see ${join(data, 'logs')}`);
    }
    await sleep(POLL_MS);
  }
  print(`the network on ${data} has ended`);
}

/** Prints what the running network has committed. */
export async function status(data: string, print: Print): Promise<void> {
  const { client } = await requireRunning(data);
  const answer = await client.status();
  print(`${answer.state}, engine ${answer.engine}, process ${answer.pid}, since ${answer.startedAt}`);
  const { residentBytes, heapBytes } = answer.memory;
  print(`memory ${megabytes(residentBytes)} MB, of it ${megabytes(heapBytes)} MB objects and buffers`);
  for (const [mspId, { url }] of Object.entries(answer.authorities)) print(`certificate authority of ${mspId}: ${url}`);
  for (const { text } of answer.expiring) print(`WARNING: ${text}`);
  for (const { channel, members, heights, commitHashes, definitions } of answer.channels) {
    print('');
    print(`channel ${channel}`);
    const rows = members.map((mspId) => [
      `  ${mspId}`,
      answer.endpoints[mspId] ?? '',
      heights[mspId] === undefined ? 'no answer' : `height ${heights[mspId]}`,
      commitHashes[mspId]?.slice(0, HASH_LENGTH_SHOWN) ?? '',
    ]);
    table(rows).forEach(print);
    for (const { name, version, sequence } of definitions)
      print(`  chaincode ${name} ${version}, sequence ${sequence}`);
  }
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

/** Removes the data of a network that is not running. */
export async function reset(data: string, print: Print): Promise<void> {
  const running = await findRunning(data);
  if (running !== undefined) {
    throw new NetworkError(
      `a network is running on ${data} (process ${running.state.pid}); nothing was removed`,
      `npm run network -- down --data ${data}`,
    );
  }
  if (!existsSync(data)) {
    print(`there is nothing at ${data}`);
    return;
  }
  if (!existsSync(join(data, TOPOLOGY_FILE))) {
    throw new NetworkError(`${data} was not made by this command (it has no ${TOPOLOGY_FILE}); nothing was removed`);
  }
  await rm(data, { recursive: true });
  print(`removed ${data}`);
}

/** Has the running network deploy a chaincode package. */
export async function deploy(options: DeployOptions, print: Print): Promise<void> {
  const collections = options.collections === undefined ? [] : await readCollections(options.collections);
  const { client } = await requireRunning(options.data);
  const place = options.path ?? Object.values(options.services ?? {}).join(', ');
  print(`deploying ${options.name} from ${place} (logs: ${join(options.data, 'logs')})`);
  const definitions = await client.deploy({
    name: options.name,
    ...(options.path === undefined ? {} : { path: options.path }),
    ...(options.run === undefined ? {} : { run: options.run }),
    ...(options.services === undefined ? {} : { services: options.services }),
    channels: options.channels,
    collections,
    initRequired: options.initRequired,
    inProcess: options.inProcess,
    ...(options.version === undefined ? {} : { version: options.version }),
    ...(options.policy === undefined ? {} : { policy: options.policy }),
  });
  for (const [channel, { name, version, sequence }] of Object.entries(definitions)) {
    print(`${name} ${version} is committed on ${channel}, sequence ${sequence}`);
  }
}
