import { describe, expect, test } from '@jest/globals';
import { parseBusinessDate } from '../dates/business-date.js';
import type { MspId } from '../identifiers/names.js';
import { dryRun } from '../register/move-holding.js';
import type { Movement } from '../register/movement.js';
import { firstReason, incurableReason } from '../register/verdict.js';
import { factsOf, lotOf, ORDER, SHARE, side, TODAY } from '../test-support/register.js';
import type { AssetProof } from '../security/asset-proof.js';
import { EVIDENCE_KINDS, type EvidenceKind } from '../title/protocol.js';
import { title as titleReader } from '../title/title.js';
import {
  demandsOf,
  demandStates,
  evidenceRecord,
  evidenceStatement,
  evidencingOrganisation,
  publishEvidence,
  revokeEvidence,
  type AssetEvidence,
} from './evidence.js';
import { asksForEvidence } from './evidence-rule.js';

const by = 'RegistrarMSP' as MspId;
const stated = (more: object = {}): ReturnType<typeof evidenceStatement> =>
  evidenceStatement(
    {
      ...{ isin: SHARE.isin, evidenceId: 'e-1', kind: 'vault-receipt', document: 'd'.repeat(64) },
      ...{ issuedOn: '2025-11-20', ...more },
    },
    '',
  );
const shown = (more: object = {}): AssetEvidence => publishEvidence(stated(more), undefined, by, TODAY);
const DEMAND = { kind: 'vault-receipt', everyMonths: 12 } as const;
const code = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
};

describe('evidence that is demanded every twelve months', () => {
  test.each<[string, object, string, boolean]>([
    ['on the day a year later', {}, '2026-11-20', false],
    ['on the day after', {}, '2026-11-21', true],
    ['on its own last day', { validUntil: '2026-06-30' }, '2026-06-30', false],
    ['after its own last day', { validUntil: '2026-06-30' }, '2026-07-01', true],
    ['whatever it says itself, after a year', { validUntil: '2030-01-01' }, '2026-11-21', true],
    ['of the last day of February, on the last day of February', { issuedOn: '2024-02-29' }, '2025-02-28', false],
    ['of the last day of February, on the first of March', { issuedOn: '2024-02-29' }, '2025-03-01', true],
  ])('%s', (_, more, today, isStale) => {
    const [state] = demandStates([DEMAND], [shown(more)], parseBusinessDate(today));
    expect(state?.isStale).toBe(isStale);
  });

  test('is stale where none was shown, another kind was, or it was revoked', () => {
    const revoked = revokeEvidence(shown(), by, TODAY);
    for (const all of [[], [shown({ kind: 'audit' })], [revoked]]) {
      expect(demandStates([DEMAND], all, TODAY)).toEqual([{ ...DEMAND, isStale: true }]);
    }
    expect(code(() => revokeEvidence(revoked, by, TODAY))).toBe('EVIDENCE_REVOKED');
  });
});

describe('what is shown', () => {
  test('is stored and read back', () => {
    const evidence = shown({ validUntil: '2027-01-01', issuer: 'HWUPKR0MPOU8FGXBT394' });
    expect(evidenceRecord.decode(evidenceRecord.encode(evidence))).toEqual(evidence);
  });

  test('was issued before today, and not before what was shown last', () => {
    expect(code(() => publishEvidence(stated({ issuedOn: '2026-11-21' }), undefined, by, TODAY))).toBe('DATE_INVALID');
    const older = stated({ issuedOn: '2025-11-19' });
    expect(code(() => publishEvidence(older, shown(), by, TODAY))).toBe('EVIDENCE_OLDER');
    expect(publishEvidence(older, revokeEvidence(shown(), by, TODAY), by, TODAY).issuedOn).toBe('2025-11-19');
    expect(code(() => stated({ validUntil: '2025-11-19' }))).toBe('DATE_INVALID');
  });

  test('is shown by the registrar where nobody is named for it', () => {
    expect(evidencingOrganisation(SHARE, 'audit')).toBe(SHARE.registrar);
  });

  test('is shown by whom the terms of the security name for its kind', () => {
    const proofs = (['issuer', 'notary', 'registrar', 'auditor'] as const).map((by, index) => ({
      ...{ by, kind: EVIDENCE_KINDS[index] ?? 'audit', everyMonths: 12 },
    }));
    const title = titleReader(
      {
        ...{ law: 'Germany', form: 'registered', register: { constitutiveUnder: 'eWpG' } },
        ...{ protocol: 'Any@1', notary: 'NotaryMSP' },
      },
      '',
    );
    const shower = (of: object, index: number): MspId =>
      evidencingOrganisation({ ...SHARE, proofs, ...of }, proofs[index]?.kind ?? 'audit');
    expect([0, 1, 2, 3].map((index) => shower({ title }, index))).toEqual([
      ...[SHARE.issuer.mspId, 'NotaryMSP', SHARE.registrar, 'NotaryMSP'],
    ]);
    expect([1, 3].map((index) => shower({}, index))).toEqual([SHARE.registrar, SHARE.registrar]);
  });

  test('is demanded by the protocol and by the terms, of one kind for the shorter time', () => {
    const own = (kind: EvidenceKind, everyMonths: number): AssetProof => ({ kind, everyMonths, by: 'notary' });
    const proofs = [own('vault-receipt', 6), own('audit', 24)];
    expect(demandsOf({ proofs }, [DEMAND, { kind: 'insurance', everyMonths: 3 }])).toEqual([
      { kind: 'vault-receipt', everyMonths: 6 },
      { kind: 'insurance', everyMonths: 3 },
      { kind: 'audit', everyMonths: 24 },
    ]);
    expect(demandsOf({ proofs: [own('vault-receipt', 24)] }, [DEMAND])).toEqual([DEMAND]);
    expect(demandsOf({}, [])).toEqual([]);
  });
});

describe('a movement', () => {
  const [from, to] = [side('a'), side('b')];
  const outstanding = 10n;
  const order = ORDER;
  const CASES: readonly (readonly [Movement, boolean])[] = [
    [{ kind: 'transfer', from, to, units: 1n }, true],
    [{ kind: 'exchangeOut', from, units: 1n, outstanding, into: SHARE.isin }, true],
    [{ kind: 'rematerialisation', from, units: 1n, outstanding, order }, true],
    [{ kind: 'issue', to, units: 1n, outstanding }, false],
    [{ kind: 'dematerialisation', to, units: 1n, outstanding, returned: 0n, order }, false],
    [{ kind: 'redeem', from, units: 1n, outstanding, order }, false],
    [{ kind: 'cancel', from, units: 1n, outstanding, order }, false],
    [{ kind: 'forcedTransfer', from, to, units: 1n, order }, false],
    [{ kind: 'recovery', from, to, units: 1n, order }, false],
  ];

  test.each(CASES.map(([movement, asks]) => [movement.kind, asks, movement] as const))(
    '%s waits for evidence: %s',
    (_, asks, movement) => {
      expect(asksForEvidence(movement)).toBe(asks);
    },
  );

  test('that only changes custody waits for nothing', () => {
    const nominee = { ...to, designation: [from.holderId] };
    expect(asksForEvidence({ kind: 'transfer', from, to: nominee, units: 1n })).toBe(false);
  });

  test('is refused while something is stale, for a reason that can be cured', () => {
    const evidence = [
      { kind: 'audit', isStale: false },
      { kind: 'vault-receipt', isStale: true },
    ] as const;
    const facts = { ...factsOf([lotOf('a', 5n, '2026-01-01')]), evidence };
    const verdict = dryRun({ kind: 'transfer', from, to, units: 1n }, facts);
    expect([firstReason(verdict), incurableReason(verdict)]).toEqual(['EVIDENCE_STALE', undefined]);
    expect(verdict.rules.filter(({ rule }) => rule.startsWith('evidence'))).toEqual([
      { rule: 'evidence-audit', side: 'security', allowed: true },
      { rule: 'evidence-vault-receipt', side: 'security', allowed: false, reason: 'EVIDENCE_STALE' },
    ]);
  });
});
