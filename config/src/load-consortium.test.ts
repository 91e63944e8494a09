import { describe, expect, test } from '@jest/globals';
import { loadConsortium, placementOf, readConsortium } from './index.js';
import type { SourceFile } from './index.js';
import { problemsOf, sound } from './sound-files.fixture.js';

const change = (path: string, from: string | RegExp, to: string): readonly SourceFile[] =>
  sound.map((file) => {
    if (file.path !== path) return file;
    const text = file.text.replace(from, to);
    expect(text).not.toBe(file.text);
    return { path, text };
  });

/** Line of the first occurrence of a text in a sound file. */
const lineOf = (path: string, text: string): number =>
  (sound
    .find((file) => file.path === path)
    ?.text.split('\n')
    .findIndex((line) => line.includes(text)) ?? -2) + 1;

describe('the configuration that comes with the package', () => {
  const consortium = loadConsortium();

  test('loads with its members and channels', () => {
    expect(consortium.organizations.map(({ mspId }) => mspId)).toEqual([
      'AuroraMSP',
      'BorealisMSP',
      'CirrusMSP',
      'DeltaMSP',
    ]);
    expect(consortium.channels.map(({ name, members }) => [name, members.length])).toEqual([
      ['placements', 3],
      ['securities', 4],
    ]);
  });

  test('puts policies in place of their names', () => {
    expect(consortium.channels[1]?.policies.endorsement).toBe('MAJORITY');
    expect(consortium.channels[1]?.lawfulOverride).toEqual({ authority: 'regulator', witnesses: 1 });
  });

  test('lists securities by their texts alone', () => {
    const [first] = consortium.listings;
    expect(consortium.listings.map(({ text }) => text)).toContain('specimen-share');
    expect(first && placementOf(first, 'Example@1')).toEqual({
      ...{ definition: 'Example@1', registrar: 'BorealisMSP', calendar: 'TARGET' },
    });
  });

  test('a screener is told where a listing names one', () => {
    const screened = readConsortium(change(LISTINGS, 'calendar: TARGET', 'calendar: TARGET\n    screener: DeltaMSP'));
    const [first] = screened.listings;
    expect(first && placementOf(first, 'Example@1')).toHaveProperty('screener', 'DeltaMSP');
  });

  test('need not list any security', () => {
    expect(readConsortium(sound.filter(({ path }) => path !== LISTINGS)).listings).toEqual([]);
  });
});

const AURORA = 'organizations/aurora.yaml';
const SECURITIES = 'channels/securities.yaml';
const PLACEMENTS = 'channels/placements.yaml';
const OVERRIDE = 'policies/court-order.yaml';
const TARGET = 'calendars/target.yaml';
const LISTINGS = 'listings.yaml';

interface Broken {
  readonly file: string;
  readonly from: string | RegExp;
  readonly to: string;
  readonly message: RegExp;
  readonly hint?: RegExp;
  /** Text of the sound file's line at which the problem is reported. */
  readonly at: string;
}

const BROKEN: readonly Broken[] = [
  {
    file: AURORA,
    from: 'mspId:',
    to: 'mspid:',
    message: /unknown field mspid/,
    hint: /did you mean mspId\?/,
    at: 'mspId:',
  },
  {
    file: AURORA,
    from: '[issuer',
    to: '[isuer',
    message: /roles\.0 cannot be isuer/,
    hint: /mean issuer/,
    at: '[issuer',
  },
  {
    file: AURORA,
    from: 'BANK97',
    to: 'BANK98',
    message: /BANK98 is not a valid lei/,
    hint: /check digits/,
    at: 'lei:',
  },
  {
    file: AURORA,
    from: /9999\w+97/,
    to: '12345',
    message: /must be of type string/,
    hint: /quotes: "12345"/,
    at: 'lei:',
  },
  { file: AURORA, from: '4001', to: '"4001"', message: /must be of type integer/, at: 'gatewayPort' },
  { file: AURORA, from: '4001', to: '80', message: /gatewayPort/, hint: /1024 to 65535/, at: 'gatewayPort' },
  { file: AURORA, from: 'peerPort: 7051', to: 'peerPort: 4001', message: /port 4001 is already in/, at: 'peerPort' },
  {
    file: AURORA,
    from: '[maker]',
    to: '[maker, boss]',
    message: /roles\.1 cannot be boss/,
    hint: /known: maker/,
    at: '[maker]',
  },
  {
    file: AURORA,
    from: 'id: admin-1',
    to: 'id: control-1',
    message: /operator control-1 is already in/,
    at: 'admin-1',
  },
  {
    file: AURORA,
    from: 'domain: aurora.example',
    to: '',
    message: /lacks the field domain/,
    hint: /add domain/,
    at: 'mspId:',
  },
  { file: AURORA, from: 'name: Aurora Bank', to: 'name: "Aurora Bank', message: /quote/, at: '' },
  { file: AURORA, from: 'domain:', to: 'name: Twice\ndomain:', message: /unique/i, at: 'domain:' },
  {
    file: SECURITIES,
    from: 'CirrusMSP',
    to: 'CirusMSP',
    message: /no organisation has the mspId CirusMSP/,
    hint: /mean CirrusMSP/,
    at: 'members:',
  },
  {
    file: SECURITIES,
    from: 'BorealisMSP, ',
    to: '',
    message: /no member of channel securities has the role registrar/,
    hint: /add a member/,
    at: 'members:',
  },
  { file: SECURITIES, from: 'CirrusMSP', to: 'AuroraMSP', message: /duplicate/, at: 'members:' },
  {
    file: SECURITIES,
    from: ': majority',
    to: ': majorty',
    message: /no policy of kind channel has the id majorty/,
    hint: /mean majority/,
    at: 'policies:',
  },
  {
    file: SECURITIES,
    from: ': court-order',
    to: ': majority',
    message: /no policy of kind lawful-override/,
    hint: /known: court-order/,
    at: 'lawfulOverride:',
  },
  {
    file: SECURITIES,
    from: 'name: securities',
    to: 'name: Securities',
    message: /Securities does not fit/,
    hint: /lower case/,
    at: 'name:',
  },
  { file: SECURITIES, from: 'timeoutMs: 200', to: 'timeoutMs: 1', message: /batch\.timeoutMs/, at: 'timeoutMs' },
  {
    file: OVERRIDE,
    from: 'witnesses: 1',
    to: 'witnesses: 0',
    message: /witnesses/,
    hint: /other members/,
    at: 'witnesses',
  },
  {
    file: OVERRIDE,
    from: 'regulator',
    to: 'regulater',
    message: /authority cannot be regulater/,
    hint: /mean regulator/,
    at: 'authority:',
  },
  {
    file: TARGET,
    from: /(openingDate: ).*/,
    to: '$12026-11-22',
    message: /is a sunday in calendar TARGET/,
    hint: /2026-11-23/,
    at: 'openingDate',
  },
  {
    file: TARGET,
    from: /(openingDate: ).*/,
    to: '$12026-12-25',
    message: /is a holiday in calendar TARGET/,
    hint: /2026-12-28/,
    at: 'openingDate',
  },
  {
    file: TARGET,
    from: /(openingDate: ).*/,
    to: '$12026-02-30',
    message: /not a valid date/,
    hint: /written 2026-12-31/,
    at: 'openingDate',
  },
  {
    file: TARGET,
    from: '2026-04-06',
    to: '2026-04-02',
    message: /2026-04-02 stands after 2026-04-03/,
    hint: /ascending/,
    at: '2026-04-06',
  },
  {
    file: TARGET,
    from: '2026-04-06',
    to: '2026-04-03',
    message: /2026-04-03 is listed twice/,
    hint: /once/,
    at: '2026-04-06',
  },
  {
    file: LISTINGS,
    from: 'text: siemens-share',
    to: 'text: siemens-shares',
    message: /there is no text securities\/siemens-shares\.scrip/,
    hint: /mean siemens-share\?/,
    at: 'text: siemens-share',
  },
  {
    file: LISTINGS,
    from: 'text: siemens-share',
    to: 'text: Siemens.scrip',
    message: /text Siemens\.scrip does not fit/,
    hint: /without \.scrip/,
    at: 'text: siemens-share',
  },
  {
    file: LISTINGS,
    from: 'text: siemens-share',
    to: 'text: bund-2034',
    message: /channel securities lists bund-2034 already/,
    hint: /one of the two/,
    at: 'text: siemens-share',
  },
  {
    file: LISTINGS,
    from: 'registrar: BorealisMSP',
    to: 'registrar: CirrusMSP',
    message: /CirrusMSP has not the role registrar/,
    hint: /custodian, broker/,
    at: 'registrar:',
  },
  {
    file: LISTINGS,
    from: 'issuer: AuroraMSP',
    to: 'issuer: BorealisMSP',
    message: /BorealisMSP has not the role issuer/,
    hint: /registrar/,
    at: 'issuer:',
  },
  {
    file: LISTINGS,
    from: 'issuer: AuroraMSP',
    to: 'issuer: AurorMSP',
    message: /no organisation has the mspId AurorMSP/,
    hint: /mean AuroraMSP\?/,
    at: 'issuer:',
  },
  {
    file: LISTINGS,
    from: 'channel: securities',
    to: 'channel: security',
    message: /no channel is named security/,
    hint: /known|mean securities/,
    at: 'channel:',
  },
  {
    file: LISTINGS,
    from: 'TARGET',
    to: 'TARGT',
    message: /no calendar has the id TARGT/,
    hint: /mean TARGET/,
    at: 'calendar:',
  },
  {
    file: LISTINGS,
    from: 'issuer: AuroraMSP',
    to: 'isin: DE0007236101',
    message: /unknown field isin/,
    hint: /known: issuer/,
    at: 'issuer:',
  },
];

describe('a broken file', () => {
  test.each(BROKEN)('$file: $from -> $to', ({ file, from, to, message, hint, at }) => {
    const problems = problemsOf(change(file, from, to));
    const found = problems.find((problem) => problem.file === file && message.test(problem.message));
    expect({ problems, message }).toMatchObject({ problems: expect.arrayContaining([found ?? 'no such problem']) });
    if (hint !== undefined) expect(found?.hint).toMatch(hint);
    if (at !== '') expect(found?.line).toBe(lineOf(file, at));
    expect(found?.column).toBeGreaterThan(0);
  });
});

describe('files that contradict each other', () => {
  test('a second channel of the same name is refused', () => {
    const problems = problemsOf(change(PLACEMENTS, 'name: placements', 'name: securities'));
    expect(problems.map(({ message }) => message)).toContain(
      'channel securities is already in channels/placements.yaml',
    );
  });

  test('an organisation given twice is refused at the second file', () => {
    const twice = sound.map((file) => (file.path === AURORA ? { ...file, path: 'organizations/zephyr.yaml' } : file));
    const problems = problemsOf([...sound, ...twice.filter(({ path }) => path.endsWith('zephyr.yaml'))]);
    const messages = problems.filter(({ file }) => file === 'organizations/zephyr.yaml').map(({ message }) => message);
    expect(messages).toEqual(
      expect.arrayContaining([
        'mspId AuroraMSP is already in organizations/aurora.yaml',
        'LEI 9999FICTAURORABANK97 is already in organizations/aurora.yaml',
        'port 4001 is already in organizations/aurora.yaml',
      ]),
    );
  });

  test('more witnesses than the smallest channel has other members are refused there only', () => {
    const problems = problemsOf(change(OVERRIDE, 'witnesses: 1', 'witnesses: 3'));
    expect(problems.map(({ file, hint }) => [file, hint])).toEqual([[PLACEMENTS, 'at most 2']]);
  });

  test('a channel without the authority of its override is refused', () => {
    const problems = problemsOf(change(PLACEMENTS, ', DeltaMSP', ''));
    const messages = problems.map(({ message }) => message);
    expect(messages).toContain('no member of channel placements has the role regulator, the authority of court-order');
    expect(messages).toContain('no member of channel placements has the role calendarAuthority');
  });

  test('a security kept on a channel that its issuer and its screener do not join is refused', () => {
    const moved = change(PLACEMENTS, 'AuroraMSP, ', '').map((file) =>
      file.path === LISTINGS
        ? { ...file, text: file.text.replace('channel: securities', 'channel: placements\n    screener: CirrusMSP') }
        : file,
    );
    expect(problemsOf(moved).map(({ file, message }) => [file, message])).toEqual([
      [LISTINGS, 'CirrusMSP is not a member of channel placements'],
      [LISTINGS, 'AuroraMSP is not a member of channel placements'],
    ]);
  });
});

describe('the report', () => {
  test('holds every problem of every file, in the order of files and lines', () => {
    const broken = change(AURORA, '4001', '80').map((file) => {
      if (file.path === TARGET) return { ...file, text: file.text.replace('2026-11-23', '2026-11-21') };
      if (file.path === LISTINGS) return { ...file, text: file.text.replace('TARGET', 'TARGT') };
      return file;
    });
    expect(problemsOf(broken).map(({ file, line }) => `${file}:${line}`)).toEqual([
      `${TARGET}:${lineOf(TARGET, 'openingDate')}`,
      `${LISTINGS}:${lineOf(LISTINGS, 'calendar:')}`,
      `${AURORA}:${lineOf(AURORA, 'gatewayPort')}`,
    ]);
  });

  test('reads as one line for each problem with its place and hint', () => {
    expect(() => readConsortium(change(AURORA, 'mspId:', 'mspid:'))).toThrow(
      /organizations\/aurora\.yaml:3:1: unknown field mspid \(did you mean mspId\?\)/,
    );
  });

  test('an unsound organisation is not reported again by the files that name it', () => {
    const problems = problemsOf(change(AURORA, '4001', '80'));
    expect(problems.map(({ file }) => file)).toEqual([AURORA]);
  });

  test('an empty folder is told what it lacks', () => {
    expect(problemsOf([]).map(({ message }) => message)).toEqual([
      'there is no file in calendars',
      'there is no file in channels',
      'the file is missing',
      'there is no file in organizations',
    ]);
  });
});
