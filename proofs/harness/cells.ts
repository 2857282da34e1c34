import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** One version of a library under which a cell is proven. */
export interface Version {
  /** As the matrix shows it: `6`. */
  readonly label: string;
  /** In JavaScript: what an import of a name leads to, where it is installed under another. */
  readonly as: Readonly<Record<string, string>>;
  /** In Python: the file of `requirements/`, without its ending. */
  readonly packages: string;
  /** The first version of Node that has it: `22.13`. */
  readonly node: string | undefined;
  readonly needs: readonly Need[];
}

/** What shows the bug of one fixture case, and that the rewrite cures it. */
export interface Cell {
  /** The fixture's: `add-row-locks/sequelize/example`. */
  readonly id: string;
  /** The folder with `proof.json`, the driver and the files around the program. */
  readonly folder: string;
  /** That of the cell whose driver, and the files around it, it shares; its own files come before them. */
  readonly sharedFolder: string | undefined;
  /** The files of the fixture's input: a folder, or a single file. */
  readonly program: string;
  readonly driver: 'driver.ts' | 'driver.py';
  readonly library: string;
  /** The package whose installed version is shown. */
  readonly package: string;
  readonly versions: readonly Version[];
  /** One sentence: what is done, and what goes wrong. */
  readonly shows: string;
  /** The article whose story it is: `003`. */
  readonly story: string | undefined;
  /** The code with which the tool refuses; the cure is then what a person writes, and stands in `by-hand/`. */
  readonly refusal: string | undefined;
  /** What of the output must not be missing: the proof has to fail without it. */
  readonly broken: Broken | undefined;
}

/** A part of what the tool writes, and what stands in its place when it is broken on purpose. */
export interface Broken {
  readonly without: string;
  readonly instead: string;
}

/** What has to be there besides packages. */
export type Need = 'postgres' | 'mysql' | 'redis';

interface Written {
  /** The id of the cell whose scenario it is as well. */
  readonly drivenBy?: string;
  readonly library: string;
  readonly package: string;
  readonly versions: Readonly<Record<string, Partial<Version>>>;
  /** Of all versions that say nothing else. */
  readonly needs?: readonly Need[];
  readonly shows: string;
  readonly story?: string;
  readonly refusal?: string;
  readonly broken?: Broken;
}

/**
 * Reads all cells, sorted by id.
 * @param root of the repository.
 * @throws where a cell has no driver, or its fixture is not there.
 */
export function cellsOf(root: string): Cell[] {
  const cells = join(root, 'proofs/cells');
  return readdirSync(cells, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('proof.json'))
    .sort()
    .map((path) => cellOf(root, join(cells, path, '..')));
}

function cellOf(root: string, folder: string): Cell {
  const id = relative(join(root, 'proofs/cells'), folder).replaceAll('\\', '/');
  const written = JSON.parse(readFileSync(join(folder, 'proof.json'), 'utf8')) as Written;
  const sharedFolder = written.drivenBy && join(root, 'proofs/cells', written.drivenBy);
  const driver = (['driver.ts', 'driver.py'] as const).find((name) => existsSync(join(sharedFolder ?? folder, name)));
  if (driver === undefined) throw new Error(`${id} has no driver`);
  return {
    id,
    folder,
    sharedFolder,
    program: inputOf(join(root, 'fixtures', id)),
    driver,
    library: written.library,
    package: written.package,
    versions: Object.entries(written.versions).map(([label, { as = {}, packages = 'current', node, needs }]) => ({
      label,
      as,
      packages,
      node,
      needs: needs ?? written.needs ?? [],
    })),
    shows: written.shows,
    story: written.story,
    refusal: written.refusal,
    broken: written.broken,
  };
}

function inputOf(fixture: string): string {
  const name = existsSync(fixture) ? readdirSync(fixture).find((one) => /^input(?:\.|$)/.test(one)) : undefined;
  if (name === undefined) throw new Error(`there is no fixture case ${fixture}`);
  return join(fixture, name);
}
