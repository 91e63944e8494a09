import { expect, test } from '@jest/globals';
import { TRANSACTIONS } from '@scrip/model';
import { SCREENED_ACTS } from './movements-to-screen.js';

/** Sensitive acts on the register that move no units to or from anybody. */
const MOVING_NOTHING = [
  'register:freezeSecurity',
  'register:freezeHolder',
  'register:freezeUnits',
  'register:liftFreeze',
  'register:encumber',
  'register:releaseUnits',
  'register:subordinate',
  'register:attachUnits',
  'register:liftAttachment',
];

test('every sensitive act that moves units is screened while it waits for a checker', () => {
  const acts = Object.entries(TRANSACTIONS).flatMap(([name, rule]) =>
    name.startsWith('register:') && 'dual' in rule ? [name] : [],
  );
  expect(acts.filter((name) => !MOVING_NOTHING.includes(name)).sort()).toEqual([...SCREENED_ACTS].sort());
});
