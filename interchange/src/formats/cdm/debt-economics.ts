import type { TreeRecord } from '../../document/tree.js';
import type { SaidSoFar } from '../../mapping/mapping.js';

const hasAny = (said: SaidSoFar, ...names: readonly string[]): boolean => names.some((is) => said.has(is));

/** DebtInterestEnum. */
export function interestInOneWord(said: SaidSoFar): string | undefined {
  if (said.has('paysNoInterest@1')) return 'ZeroCoupon';
  if (said.has('followsIndex@1')) return 'InflationLinked';
  const [fixed, floating] = [hasAny(said, 'paysFixed@1', 'paysStepped@1'), said.has('paysFloating@1')];
  if (fixed && floating) return 'OtherStructured';
  if (floating) return 'Floating';
  return fixed ? 'Fixed' : undefined;
}

/** DebtPrincipalEnum: the first that fits; "bullet" debt is repaid at once and not before. */
export function principalInOneWord(said: SaidSoFar): string | undefined {
  if (hasAny(said, 'repaysInParts@1', 'repaysInAmounts@1', 'repaysRegularly@1')) return 'Amortising';
  if (said.has('followsIndex@1')) return 'InflationLinked';
  if (hasAny(said, 'issuerMayRedeem@1', 'issuerMayRedeemMakeWhole@1')) return 'Callable';
  if (said.has('holderMayRequire@1')) return 'Puttable';
  return said.has('repaysOn@1') ? 'Bullet' : undefined;
}

/** DebtRedemption: conversion by choice of the holder, sinking fund. */
export function redemptionInOneWord(said: SaidSoFar): TreeRecord | undefined {
  if (said.has('holderMayConvert@1')) return { redemptionType: 'Convertible', party: 'Holder' };
  return said.has('sinks@1') ? { redemptionType: 'Sinkable', party: 'Issuer' } : undefined;
}

/** SecuredDebt. */
export const securedInOneWord = (said: SaidSoFar): TreeRecord | undefined =>
  said.has('coveredBy@1') ? { securedType: 'CoveredBonds' } : undefined;
