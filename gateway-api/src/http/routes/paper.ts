import { z } from 'zod';
import { paperCertificates, unitsOnPaper } from '../../read-model/paper-queries.js';
import type { Services } from '../../services.js';
import { askedPage } from '../asked-page.js';
import { requireSecurity } from '../known.js';
import { route, type Route } from '../route.js';
import { Isin, Nothing } from '../schemas/fields.js';
import { NewDematerialisation, NewRematerialisation, PaperList, PaperQuery } from '../schemas/paper.js';
import { stated } from '../stated.js';
import { proposalRoute } from './command-route.js';

const params = z.strictObject({ isin: Isin });
const tag = 'Register';

/** Routes of certificates on paper: what comes to the register for them, and what leaves it. */
export const paperRoutes = (services: Services): readonly Route[] => [
  proposalRoute(services, {
    path: '/v1/securities/{isin}/dematerialisations',
    operationId: 'dematerialiseUnits',
    summary:
      'Propose to make register entries of certificates that were received and cancelled (issuer of the security)',
    tag,
    params,
    body: NewDematerialisation,
    command: 'register:dematerialise',
    bodyOf: ({ params: { isin }, body }) => stated({ ...body, isin }),
  }),
  proposalRoute(services, {
    path: '/v1/securities/{isin}/rematerialisations',
    operationId: 'rematerialiseUnits',
    summary:
      'Propose to give certificates on paper out for units that leave the register (issuer with the word of the holder; ' +
      'regulator without it)',
    tag,
    params,
    body: NewRematerialisation,
    command: 'register:rematerialise',
    bodyOf: ({ params: { isin }, body: { basis, document, authorisation, ...act } }) =>
      stated({ basis, document, authorisation, act: { ...act, isin } }),
  }),
  list(services),
];

function list(services: Services): Route {
  return route({
    method: 'get',
    path: '/v1/securities/{isin}/paper-certificates',
    operationId: 'listPaperCertificates',
    summary:
      'Certificates on paper by number: cancelled for entries, or out in the place of units that left the register',
    tag,
    params,
    query: PaperQuery,
    body: Nothing,
    reply: { status: 200, description: 'In the order of their numbers', schema: PaperList },
    handle: ({ params: { isin }, query }) => {
      const { queries } = services.channel(query.channel);
      const { calendar, issued } = requireSecurity(queries, isin);
      const { database } = services.readModel;
      const page = paperCertificates(database, queries.channel, isin, query.status, askedPage(query));
      const onPaper = unitsOnPaper(database, queries.channel, isin);
      const units = {
        issuedUnits: (BigInt(issued) + onPaper).toString(),
        registerUnits: issued,
        paperUnits: onPaper.toString(),
      };
      return { status: 200, body: { asOf: queries.asOf(calendar), isin, ...units, ...page } };
    },
  });
}
