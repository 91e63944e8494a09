import type { PaperList } from '@scrip/gateway-api';
import { businessDate, PAPER_STATUSES, paperNumber, partyId, rematerialisationTerms, units } from '@scrip/model';
import { authorise } from '@scrip/signing';
import { by, choice, option, required, several } from '../command/input.js';
import { type Noun, verb } from '../command/verb.js';
import { digestOfFile, stated } from '../input/body.js';
import { LOT_OPTIONS, lotsOf } from '../input/lots.js';
import { PAGE_OPTIONS, pages } from '../input/pages.js';
import { SIGNER_OPTIONS, signing, validityOf } from '../input/signing.js';
import { proposed, showList } from '../output/shows.js';
import { BASIS } from './legal-basis.js';
import { ISIN } from './securities.js';

/** `A-0001=10`, or `A-0001..A-0100=10`: certificates, and the units that each stands for. */
function certificate(text: string): { readonly number: string; readonly through?: string; readonly units: string } {
  const [numbers = '', each = ''] = text.split('=');
  const [number = '', through] = numbers.split('..');
  const named = through === undefined ? {} : { through: by(paperNumber)(through) };
  return { number: by(paperNumber)(number), ...named, units: by(units)(each) };
}

const OPTIONS = {
  holder: required('--holder <party>', 'whose units they are', by(partyId)),
  designation: several('--designation <party>', 'sub-account of a nominee, owner last', by(partyId)),
  certificates: several(
    '--certificate <number[..number]=units>',
    'a certificate or a run of them, with the units of each',
    certificate,
  ),
  ...BASIS,
};

const chainOf = (designation: readonly string[]): string[] | undefined =>
  designation.length === 0 ? undefined : [...designation];

const dematerialise = verb({
  name: 'dematerialise',
  kind: 'proposal',
  summary: 'Propose to make register entries of certificates that were received and cancelled (issuer)',
  example:
    'DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --certificate A-0001..A-0100=10 --acquired-on 1998-05-04 --basis terms --document protocol.pdf',
  args: { isin: ISIN },
  options: {
    ...OPTIONS,
    acquired: option('--acquired-on <date>', 'when the holder acquired them (else today)', by(businessDate)),
  },
  run: async (call, given) => {
    const { isin, basis, document, holder: holderId, certificates, designation, acquired: acquiredOn } = given;
    const body = stated({
      ...{ basis, document: digestOfFile(document), holderId, designation: chainOf(designation) },
      ...{ certificates: [...certificates], acquiredOn },
    });
    const signed = await call.signed('register:dematerialise', { ...body, isin });
    return proposed(await call.client.registrar.dematerialise(isin, body, signed));
  },
});

const rematerialise = verb({
  name: 'rematerialise',
  kind: 'proposal',
  summary: 'Propose to give certificates on paper out for units that leave the register (issuer; by order: regulator)',
  example:
    'DE0007236101 --holder PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --certificate B-0001=100 --basis terms --document request.pdf --key mara.pem',
  args: { isin: ISIN },
  options: { ...OPTIONS, ...LOT_OPTIONS, ...SIGNER_OPTIONS },
  run: async (call, given) => {
    const { isin, basis, holder: holderId, certificates, designation } = given;
    const asked = stated({
      ...{ holderId, designation: chainOf(designation), certificates: [...certificates], lots: lotsOf(given) },
    });
    const isSigned = given.key !== undefined || given.signers.length > 0;
    const authorisation = isSigned
      ? await authorise(
          await call.ledgerName(),
          { purpose: 'register:rematerialise', body: rematerialisationTerms({ ...asked, isin }, '') },
          await validityOf(call, given),
          signing(holderId, given),
        )
      : undefined;
    const ground = stated({ basis, document: digestOfFile(given.document), authorisation });
    const signed = await call.signed('register:rematerialise', { ...ground, act: { ...asked, isin } });
    return proposed(await call.client.registrar.rematerialise(isin, { ...asked, ...ground }, signed));
  },
});

const list = verb({
  name: 'list',
  kind: 'read',
  summary: 'List the certificates on paper that are on record, and how many units are in them and in the register',
  example: 'DE0007236101 --status out',
  args: { isin: ISIN },
  options: { status: choice('--status <status>', 'only those of it', PAPER_STATUSES), ...PAGE_OPTIONS },
  run: async (call, given) => {
    const dated = stated({ status: given.status });
    const reply = await pages(call, given, (options) =>
      call.client.registrar.paperCertificates(given.isin, { ...options, ...dated }),
    );
    const shown = showList(
      reply,
      [
        { heading: 'number', cell: (row: PaperList['items'][number]) => row.number },
        { heading: 'units', cell: ({ units: each }) => each, isNumber: true },
        { heading: 'status', cell: ({ status }) => status },
        { heading: 'on', cell: ({ by: { on } }) => on },
        { heading: 'entry', cell: ({ by: { entry } }) => entry },
      ],
      'Nothing was taken in or given out.',
    );
    const sum = `${reply.issuedUnits} units issued: ${reply.registerUnits} in the register, ${reply.paperUnits} on paper`;
    return { ...shown, lines: [sum, '', ...shown.lines] };
  },
});

/** Certificates on paper. */
export const PAPER: Noun = {
  name: 'paper',
  summary: 'Certificates on paper: taken in for register entries, given out for units that leave',
  verbs: [dematerialise, rematerialise, list],
};
