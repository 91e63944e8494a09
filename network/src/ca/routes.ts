import {
  addAffiliation,
  getAffiliation,
  listAffiliations,
  removeAffiliation,
  renameAffiliation,
} from './affiliations.js';
import { caInfo, COMPATIBLE_VERSION } from './cainfo.js';
import type { Call } from './call.js';
import { listCertificates, removeCertificates } from './certificates.js';
import { enroll, reenroll } from './enroll.js';
import { generateCrl } from './generate-crl.js';
import { addIdentity, getIdentity, listIdentities, modifyIdentity, removeIdentity } from './identities.js';
import { register } from './register.js';
import { revoke } from './revoke.js';

/** Serves one method of one path. */
export interface Route {
  /** Status of a success. */
  readonly status: number;
  handle(call: Call): Promise<object>;
}

/** The handlers of a path by method. */
export type Routes = Readonly<Record<string, Route>>;

const CREATED = 201;
const OK = 200;

const info: Route = {
  status: OK,
  handle: ({ ca }) => Promise.resolve(caInfo(ca, ca.enrolmentIssuer, COMPATIBLE_VERSION)),
};

/** Every path below `/api/v1/`, and below `/` as old clients call it (`Server.registerHandlers`). */
const PATHS: ReadonlyMap<string, Routes> = new Map<string, Routes>([
  ['cainfo', { GET: info, POST: info, HEAD: info }],
  ['enroll', { POST: { status: CREATED, handle: enroll } }],
  ['reenroll', { POST: { status: CREATED, handle: reenroll } }],
  ['register', { POST: { status: CREATED, handle: register } }],
  ['revoke', { POST: { status: OK, handle: revoke } }],
  ['gencrl', { POST: { status: OK, handle: generateCrl } }],
  ['identities', { GET: { status: OK, handle: listIdentities }, POST: { status: CREATED, handle: addIdentity } }],
  [
    'identities/',
    {
      GET: { status: OK, handle: getIdentity },
      PUT: { status: OK, handle: modifyIdentity },
      DELETE: { status: OK, handle: removeIdentity },
    },
  ],
  [
    'affiliations',
    { GET: { status: OK, handle: listAffiliations }, POST: { status: CREATED, handle: addAffiliation } },
  ],
  [
    'affiliations/',
    {
      GET: { status: OK, handle: getAffiliation },
      PUT: { status: OK, handle: renameAffiliation },
      DELETE: { status: OK, handle: removeAffiliation },
    },
  ],
  [
    'certificates',
    { GET: { status: OK, handle: listCertificates }, DELETE: { status: OK, handle: removeCertificates } },
  ],
]);

const PATH = /^\/(?:api\/v1\/)?([a-z]+)(?:\/([^/]+))?$/;

/** The handlers of a path and what it names after the collection; undefined when there is no such path. */
export function routesOf(path: string): { readonly routes: Routes; readonly target: string } | undefined {
  const [, collection = '', encoded] = PATH.exec(path) ?? [];
  const routes = PATHS.get(encoded === undefined ? collection : `${collection}/`);
  if (routes === undefined) return undefined;
  try {
    return { routes, target: decodeURIComponent(encoded ?? '') };
  } catch {
    return undefined;
  }
}
