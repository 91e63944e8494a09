#!/usr/bin/env node
import { readFileSync, writeFileSync } from 'node:fs';
import { resourceList, withResources } from './http/resource-list.js';
import { routesOf } from './http/routes/routes.js';
import { Services } from './services.js';

// routes are declared with what they work with and use it only when they answer
const routes = routesOf(Object.create(Services.prototype) as Services);
const readme = new URL('../README.md', import.meta.url);
writeFileSync(readme, withResources(readFileSync(readme, 'utf8'), resourceList(routes)));
