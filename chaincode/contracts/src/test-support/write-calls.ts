#!/usr/bin/env node
import { readFileSync, writeFileSync } from 'node:fs';
import { callList, withCalls } from './call-list.js';

const readme = new URL('../../README.md', import.meta.url);
writeFileSync(readme, withCalls(readFileSync(readme, 'utf8'), callList()));
