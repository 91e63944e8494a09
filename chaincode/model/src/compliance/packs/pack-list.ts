import type { PackConstructor } from './pack-kind.js';
import { PACKS } from './index.js';

/** A version of a pack, as it is chosen from a list. */
export interface ListedPack extends Pick<PackConstructor<never>, 'is' | 'title' | 'lawSince'> {
  /** The latest version of the pack, where that is another: for securities that adopt rules from now on. */
  readonly followedBy?: string;
}

const packs: readonly Pick<PackConstructor<never>, 'is' | 'title' | 'lawSince'>[] = Object.values(PACKS);

/** Name and number of a version. */
const parts = (is: string): readonly [name: string, version: number] => {
  const [name = '', version = ''] = is.split('@');
  return [name, Number(version)];
};

/** The latest version of the pack that a version is of. */
const latestOf = (is: string): string =>
  packs.reduce((latest, each) => {
    const [[name, version], [of, than]] = [parts(each.is), parts(latest)];
    return name === of && version > than ? each.is : latest;
  }, is);

/** All versions of all packs. */
export const listPacks = (): readonly ListedPack[] =>
  packs.map(({ is, title, lawSince }) => {
    const latest = latestOf(is);
    return { is, title, lawSince, ...(latest === is ? {} : { followedBy: latest }) };
  });
