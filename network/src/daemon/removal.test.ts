import { describe, expect, test } from '@jest/globals';
import { topologyFixture } from '../topology.fixture.js';
import { requireRemovable } from './removal.js';

const LATER = 'LaterMSP';
const first = topologyFixture();
const [some] = first.organizations;
const now = {
  ...first,
  organizations: [...first.organizations, ...(some === undefined ? [] : [{ ...some, mspId: LATER }])],
};
const network = { dataDirectory: '/data', first, now };
const FREE = [{ channel: 'all', members: ['NorthMSP', 'EastMSP'] }];

describe('an organisation can be forgotten', () => {
  test('when it came later and no channel names it', () => {
    expect(() => requireRemovable(LATER, { ...network, channels: FREE })).not.toThrow();
  });

  test.each([
    ['it is unknown', 'NobodyMSP', FREE, 'there is no organisation NobodyMSP; nothing was removed'],
    ['the network was made with it', 'WestMSP', FREE, 'genesis blocks name it; nothing was removed'],
    [
      'channels name it',
      LATER,
      [...FREE, { channel: 'one', members: [LATER] }, { channel: 'two', members: ['NorthMSP', LATER] }],
      'LaterMSP is a member of one, two; nothing was removed',
    ],
  ])('not when %s', (_, mspId, channels, message) => {
    expect(() => requireRemovable(mspId, { ...network, channels })).toThrow(message);
  });
});
