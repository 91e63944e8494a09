import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseCommand } from '../arguments.js';
import { UsageError } from '../usage.js';
import { CA_USAGE } from './usage.js';

const where = { data: resolve('d'), mspId: 'AMSP', as: undefined };
const argv = (...args: readonly string[]): string[] => ['ca', ...args, '--data', 'd', '--msp', 'AMSP'];

describe('the command line of ca', () => {
  test('register leaves to the CA what is not said', () => {
    expect(parseCommand(argv('register', '--id', 'ann'))).toEqual({
      command: 'ca',
      ca: { ...where, verb: 'register', id: 'ann', fields: {}, secretFile: undefined, out: undefined },
    });
    const all = argv('register', '--id', 'ann', '--type', 'peer', '--affiliation', 'a.b', '--max-enrollments=-1');
    const attrs = [
      { name: 'limit', value: '5', ecert: true },
      { name: 'hf.Registrar.Roles', value: 'peer,client', ecert: false },
      { name: 'note', value: '', ecert: false },
    ];
    const given = ['limit=5:ecert', 'hf.Registrar.Roles=peer,client', 'note='].flatMap((attr) => ['--attr', attr]);
    expect(parseCommand([...all, ...given, '--secret-file', 's', '--out', 'o'])).toMatchObject({
      ca: {
        fields: { type: 'peer', affiliation: 'a.b', max_enrollments: -1, attrs },
        secretFile: resolve('s'),
        out: resolve('o'),
      },
    });
  });

  test.each<[readonly string[], object]>([
    [
      ['enroll', '--id', 'ann', '--secret-file', 's', '--wallet', 'w'],
      { id: 'ann', secretFile: resolve('s'), place: { kind: 'wallet', path: resolve('w') } },
    ],
    [['reenroll', '--mspdir', 'm'], { place: { kind: 'msp', path: resolve('m') } }],
    [
      ['revoke', '--id', 'ann', '--reason', 'superseded', '--gencrl', 'f'],
      { id: 'ann', reason: 'superseded', list: resolve('f') },
    ],
    [['revoke', '--certificate', 'c', '--as', 'w'], { certificate: resolve('c'), reason: '', as: resolve('w') }],
    [['gencrl', '--out', 'f'], { out: resolve('f') }],
    [['identities'], {}],
    [['identities', 'remove', '--id', 'ann'], { verb: 'identities remove', id: 'ann', force: false }],
    [['affiliations'], {}],
    [['affiliations', 'add', '--name', 'a.b', '--force'], { verb: 'affiliations add', name: 'a.b', force: true }],
    [['affiliations', 'modify', '--name', 'a', '--to', 'b'], { verb: 'affiliations modify', name: 'a', to: 'b' }],
  ])('%j', (args, expected) => {
    expect(parseCommand(argv(...args))).toMatchObject({ command: 'ca', ca: { data: resolve('d'), ...expected } });
  });

  test.each([[['ca']], [['ca', '--help']], [['ca', 'revoke', '--help']]])('%j is help', (args) => {
    expect(parseCommand(args)).toEqual({ command: 'help', text: CA_USAGE });
  });

  test.each([
    [['ca', 'register', '--id', 'a'], 'ca register: --msp is missing'],
    [argv('register'), '--id is missing'],
    [argv('enroll', '--id', 'a', '--wallet', 'w'), '--secret-file is missing'],
    [argv('reenroll'), 'say where the identity is kept'],
    [argv('reenroll', '--wallet', 'w', '--mspdir', 'm'), '--wallet FILE or --mspdir DIR'],
    [argv('gencrl'), '--out is missing'],
    [argv('revoke'), 'name an identity (--id) or a certificate (--certificate)'],
    [argv('revoke', '--id', 'a', '--certificate', 'c'), 'name an identity'],
    [argv('register', '--id', 'a', '--attr', 'x'), 'expected NAME=VALUE'],
    [argv('register', '--id', 'a', '--attr', 'x=1:maybe'), 'expected NAME=VALUE'],
    [argv('register', '--id', 'a', '--max-enrollments', '0'), 'expected a whole number from 1'],
    [argv('identities', 'modify', '--id', 'a', '--out', 'o'), 'ca identities modify takes no --out'],
    [argv('issue'), 'there is no command "ca issue"'],
    [argv('identities', 'drop'), 'there is no command "ca identities drop"'],
    [argv('identities', '--wallet', 'w'), 'ca identities takes no --wallet'],
    [argv('identities', '--secret', 's'), "Unknown option '--secret'"],
  ])('%j is refused with what is wrong', (args, message) => {
    expect(() => parseCommand(args)).toThrow(UsageError);
    expect(() => parseCommand(args)).toThrow(message);
  });
});
