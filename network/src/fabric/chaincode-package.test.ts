import { describe, expect, test } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { servicePackage } from './chaincode-package.js';

describe('the package of a chaincode service', () => {
  test('has the id that a real peer (3.1.5) gave it', () => {
    expect(servicePackage('basic', '1.0', '127.0.0.1:22000').id).toBe(
      'basic_1.0:f1f0cabfd4cb8beec9668e4ce2a4a281e804567add5404568cdaeefd2c354be0',
    );
  });

  test('has another id for another address, since each organisation has its own service', () => {
    const ids = ['127.0.0.1:22000', '127.0.0.1:22001'].map((address) => servicePackage('basic', '1.0', address).id);
    expect(new Set(ids).size).toBe(2);
  });

  test('is a gzipped tar with metadata and code', () => {
    const tar = gunzipSync(servicePackage('basic', '1.0', '127.0.0.1:22000').bytes).toString('latin1');
    expect(tar).toContain('metadata.json');
    expect(tar).toContain('"type":"ccaas","label":"basic_1.0"');
    expect(tar).toContain('code.tar.gz');
  });
});
