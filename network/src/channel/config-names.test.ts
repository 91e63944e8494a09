import { describe, expect, test } from '@jest/globals';
import { requireChannelId, requireConfigId, requireModPolicy } from './config-names.js';

describe('names in a configuration', () => {
  test.each([
    ['', 'config ID illegal, cannot be empty'],
    ['a'.repeat(250), 'config ID illegal, cannot be longer than 249'],
    ['.', "name '.' for config ID is not allowed"],
    ['..', "name '..' for config ID is not allowed"],
    ['Org 1', "config ID 'Org 1' contains illegal characters"],
    ['Org_1', "config ID 'Org_1' contains illegal characters"],
  ])('element %j is refused', (id, text) => {
    expect(() => requireConfigId(id)).toThrow(text);
  });

  test.each(['A', '1', 'Org-1.example', 'a'.repeat(249), '...'])('element %j is accepted', (id) => {
    expect(() => requireConfigId(id)).not.toThrow();
  });

  test.each([
    ['', 'channel ID illegal, cannot be empty'],
    ['a'.repeat(250), 'channel ID illegal, cannot be longer than 249'],
    ['1st', "'1st' contains illegal characters"],
    ['Upper', "'Upper' contains illegal characters"],
    ['under_score', "'under_score' contains illegal characters"],
  ])('channel %j is refused', (id, text) => {
    expect(() => requireChannelId(id)).toThrow(text);
  });

  test.each([
    ['', 'mod_policy not set'],
    ['/', 'path element at 0 is invalid: config ID illegal, cannot be empty'],
    ['/Channel//Admins', 'path element at 1 is invalid: config ID illegal, cannot be empty'],
    ['Org1/Ad mins', "path element at 1 is invalid: config ID 'Ad mins' contains illegal characters"],
  ])('mod_policy %j is refused', (modPolicy, text) => {
    expect(() => requireModPolicy(modPolicy)).toThrow(text);
  });

  test.each(['Admins', 'Org1/Admins', '/Channel/Application/Admins'])('mod_policy %j is accepted', (modPolicy) => {
    expect(() => requireModPolicy(modPolicy)).not.toThrow();
  });
});
