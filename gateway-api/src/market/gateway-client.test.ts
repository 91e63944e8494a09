import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Organization } from '@scrip/config';
import { openGatewayClient } from './gateway-client.js';

const organization: Organization = {
  mspId: 'ExampleMSP',
  name: 'Example',
  domain: 'example.test',
  lei: '9999FICTAURORABANK97',
  roles: ['custodian'],
  operators: [
    { id: 'viewer', name: 'V', roles: ['viewer'] },
    { id: 'maker', name: 'M', roles: ['maker'] },
  ],
};

describe('the client of a gateway', () => {
  let data: string;
  let server: Server;
  let url: string;
  let seen: IncomingMessage[];
  let answers: ((response: ServerResponse) => void)[];

  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'scrip-client-'));
    mkdirSync(join(data, 'gateway', 'ExampleMSP'), { recursive: true });
    writeFileSync(join(data, 'gateway', 'ExampleMSP', 'maker.key'), 'secret\n');
    seen = [];
    answers = [];
    server = createServer((request, response) => {
      seen.push(request);
      request.resume().on('end', () => answers.shift()?.(response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(data, { recursive: true, force: true });
  });

  const answer = (status: number, body: object, headers: Record<string, string> = {}): void => {
    answers.push((response) => response.writeHead(status, headers).end(JSON.stringify(body)));
  };

  test('sends the key of the operator who may make commands, the Idempotency-Key and the preference', async () => {
    answer(200, { id: '1' }, { 'Idempotency-Replayed': 'true' });
    const reply = await openGatewayClient(data, organization, url).post('/v1/transfers', 'key-12345', {}, 30);
    expect(reply).toEqual({ status: 200, body: { id: '1' }, replayed: true });
    expect(seen[0]?.headers).toMatchObject({
      authorization: 'Bearer secret',
      'idempotency-key': 'key-12345',
      prefer: 'wait=30',
    });
  });

  test('repeats what the gateway calls safe to repeat, under the same key', async () => {
    answer(503, { code: 'LEDGER_CONFLICT', retrySafe: true });
    answer(201, { block: 7 });
    const reply = await openGatewayClient(data, organization, url).post('/v1/holders', 'key-12345', {});
    expect(reply.status).toBe(201);
    expect(seen.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-12345', 'key-12345']);
  });

  test('does not repeat a refusal', async () => {
    answer(404, { code: 'HOLDER_UNKNOWN', retrySafe: false });
    const reply = await openGatewayClient(data, organization, url).get('/v1/holders/x/holdings');
    expect(reply.status).toBe(404);
    expect(seen).toHaveLength(1);
  });

  test('says which key is missing', () => {
    rmSync(join(data, 'gateway', 'ExampleMSP', 'maker.key'));
    expect(() => openGatewayClient(data, organization, url)).toThrow(/key of operator maker of ExampleMSP/);
  });
});
