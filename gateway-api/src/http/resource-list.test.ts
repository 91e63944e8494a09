import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Services } from '../services.js';
import { resourceList, withResources } from './resource-list.js';
import { routesOf } from './routes/routes.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test('the README lists the resources of now (npm run resources -w @scrip/gateway-api makes it anew)', () => {
  const routes = routesOf(Object.create(Services.prototype) as Services);
  for (const { declaration } of routes)
    expect(readme).toContain(`\`${declaration.method.toUpperCase()} ${declaration.path}\``);
  expect(readme).toBe(withResources(readme, resourceList(routes)));
});

test('a README without a place for the list is an error', () => {
  expect(() => withResources('# Gateway', '')).toThrow('<!-- resources -->');
});
