import type { IdentityScene } from './scene.js';

/** What a professional expects of identity (ID1 to ID14), shown by a case that is allowed and one that is refused. */
export interface IdentityRow {
  readonly id: string;
  readonly expects: string;
  readonly allowed: { readonly case: string; readonly run: (scene: IdentityScene) => Promise<void> };
  readonly refused: { readonly case: string; readonly run: (scene: IdentityScene) => Promise<void> };
}

/** What is expected and not there yet. */
export interface OpenRow {
  readonly id: string;
  readonly expects: string;
  readonly open: string;
}
