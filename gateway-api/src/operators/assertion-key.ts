import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSecret, p256Signer, type Signer } from '@scrip/signing';
import { z } from 'zod';
import { replaceFile } from './replace-file.js';

const FILE = 'assertion-key.json';
const StoredKey = z.strictObject({ schema: z.literal(1), secret: z.string().regex(/^[0-9a-f]{64}$/) });

/**
 * The key by which the organisation signs credentials, made on first use and readable by its owner alone. It is a key of
 * the organisation's own party record, and no holder's.
 */
export function openAssertionKey(directory: string): Signer {
  const path = join(directory, FILE);
  if (!existsSync(path)) {
    const secret = Buffer.from(newSecret()).toString('hex');
    replaceFile(path, JSON.stringify({ schema: 1, secret }));
  }
  const { secret } = StoredKey.parse(JSON.parse(readFileSync(path, 'utf8')));
  return p256Signer(Buffer.from(secret, 'hex'));
}
