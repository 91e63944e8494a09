import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findBinaries } from './binaries.js';

describe("finding Fabric's own programs", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'scrip-bin-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const program = (name: string, mode: number): void => {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), mode);
  };

  test('says what is missing and where it comes from', () => {
    expect(() => findBinaries({ PATH: folder })).toThrow(/`peer` and `orderer` not found; nothing was started/);
    program('peer', 0o755);
    expect(() => findBinaries({ PATH: folder })).toThrow(/`orderer` not found/);
    program('orderer', 0o644);
    expect(() => findBinaries({ PATH: folder })).toThrow(/`orderer` not found/);
  });

  test('looks in FABRIC_BIN first, then on PATH', () => {
    program('orderer', 0o755);
    const found = { peer: join(folder, 'peer'), orderer: join(folder, 'orderer') };
    expect(findBinaries({ PATH: `/nowhere:${folder}` })).toEqual(found);
    expect(findBinaries({ PATH: '', FABRIC_BIN: folder })).toEqual(found);
  });
});
