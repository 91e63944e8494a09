#!/usr/bin/env node
/** The program as npm links it: it is there before the build, so that an installation finds it. */
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.mjs', import.meta.url);
if (existsSync(main)) {
  await import(main);
} else {
  process.stderr.write('error: scrip is not built yet\nhint: npm run build\n');
  process.exitCode = 2;
}
