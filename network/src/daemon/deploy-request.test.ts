import { describe, expect, test } from '@jest/globals';
import { topologyFixture } from '../topology.fixture.js';
import { deployBody } from './deploy-body.js';
import { channelsOf, originOf, requestedDefinition, requireOneVersion } from './deploy-request.js';

const topology = topologyFixture();
const request = { name: 'kv', path: '/kv', channels: [], collections: [], inProcess: false };

describe('a request to deploy', () => {
  test('means every channel unless it names some', () => {
    expect(channelsOf(request, topology).map(({ name }) => name)).toEqual(['all', 'three']);
    expect(channelsOf({ ...request, channels: ['three'] }, topology).map(({ name }) => name)).toEqual(['three']);
    expect(() => channelsOf({ ...request, channels: ['none'] }, topology)).toThrow(/there is no channel none/);
  });

  test.each([['../kv'], ['kv.js'], ['-kv'], ['k v']])('with the name %s is refused', (name) => {
    expect(() => requestedDefinition({ ...request, name }, '1.0')).toThrow(/is no chaincode name/);
  });

  test('with a malformed policy is refused before anything is started', () => {
    expect(() => requestedDefinition({ ...request, policy: "OutOf(3,'A.peer')" }, '1.0')).toThrow(
      /nothing was deployed/,
    );
    const collection = {
      name: 'c',
      policy: 'nonsense',
      requiredPeerCount: 0,
      maxPeerCount: 1,
      blockToLive: 0,
      memberOnlyRead: false,
      memberOnlyWrite: false,
    };
    expect(() => requestedDefinition({ ...request, collections: [collection] }, '1.0')).toThrow(/nothing was deployed/);
  });

  test('of another version must take in every channel that has the chaincode', () => {
    const deployed = {
      ...request,
      version: '1.0',
      ports: {},
      definitions: { all: requestedDefinition(request, '1.0') },
    };
    const [all, three] = topology.channels;
    if (all === undefined || three === undefined) throw new Error('the fixture has two channels');
    expect(() => requireOneVersion(deployed, '2.0', [three])).toThrow(/version 1.0 on all/);
    expect(() => requireOneVersion(deployed, '2.0', [all, three])).not.toThrow();
    expect(() => requireOneVersion(deployed, '1.0', [three])).not.toThrow();
  });

  test('arrives complete over the administration API', () => {
    expect(deployBody({ name: 'kv', path: '/kv', channels: ['all'], policy: "OR('A.peer')" })).toEqual({
      ...request,
      channels: ['all'],
      policy: "OR('A.peer')",
      initRequired: false,
    });
    const services = { AMSP: 'localhost:1' };
    expect(deployBody({ name: 'kv', services, initRequired: true })).toMatchObject({ services, initRequired: true });
  });

  test('names one thing that runs the chaincode', () => {
    const services = { AMSP: 'localhost:1' };
    expect(originOf({ path: '/kv', run: './kv', inProcess: false })).toEqual({
      path: '/kv',
      run: './kv',
      inProcess: false,
    });
    expect(originOf({ services, inProcess: false })).toEqual({ services, inProcess: false });
    expect(() => originOf({ inProcess: false })).toThrow(/either a path or the services/);
    expect(() => originOf({ path: '/kv', services, inProcess: false })).toThrow(/either a path or the services/);
    expect(() => originOf({ path: '/kv', run: './kv', inProcess: true })).toThrow(/as a service of its own/);
  });

  test('can ask for an initialisation', () => {
    expect(requestedDefinition(request, '1.0').initRequired).toBe(false);
    expect(requestedDefinition({ ...request, initRequired: true }, '1.0').initRequired).toBe(true);
  });

  test.each([
    [undefined],
    [[]],
    [{ path: '/kv' }],
    [{ ...request, services: { AMSP: 1 } }],
    [{ ...request, channels: 'all' }],
    [{ ...request, inProcess: 1 }],
  ])('with the body %j is refused', (body) => {
    expect(() => deployBody(body)).toThrow(/must be/);
  });
});
