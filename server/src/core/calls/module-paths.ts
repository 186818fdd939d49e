/** Extensions that an import may leave out, in the order in which they are tried. */
const scriptExtensions = ['.ts', '.tsx', '.mts', '.js', '.jsx', '.mjs', '.cjs', '.json'];
const sourceRoots = ['', 'src/', 'app/', 'lib/', 'src/main/java/', 'src/main/kotlin/', 'python/', 'backend/'];

/**
 * Paths (relative to the workspace folder, with `/`) that an import specifier, include or file name may stand for,
 * most likely first. `from` is the importing file's path. Pure: whoever can read files tries them in order.
 */
export function modulePaths(specifier: string, from: string): string[] {
  const folder = from.includes('/') ? from.slice(0, from.lastIndexOf('/')) : '';
  if (/\.py$|\.ipynb$/.test(from) && /^[.\w]+$/.test(specifier) && !/\.(txt|md|j2|ya?ml|json|py)$/.test(specifier))
    return pythonPaths(specifier, folder);
  if (/\.(java|kt)$/.test(from) && /^[\w.]+$/.test(specifier) && !specifier.endsWith('.txt')) {
    const path = specifier.replaceAll('.', '/');
    const root = /^(.*?src\/(?:main|test)\/(?:java|kotlin)\/)/.exec(from)?.[1];
    const roots = root === undefined ? sourceRoots : [root, ...sourceRoots];
    return unique([
      ...(specifier.includes('.') ? [] : ['.java', '.kt'].map((end) => join(folder, path + end))),
      ...roots.flatMap((base) => ['.java', '.kt'].map((end) => base + path + end)),
    ]);
  }
  if (/^\w+(?:\.\w+)+$/.test(specifier) && from.endsWith('.cs'))
    return namespacePaths(specifier.split('.'), folder, '.cs');
  if (specifier.includes('\\') && from.endsWith('.php')) return namespacePaths(specifier.split('\\'), folder, '.php');
  if (/^[A-Z][\w:]*$/.test(specifier) && from.endsWith('.rb')) return rubyPaths(specifier, folder);
  if (specifier === 'go.mod') return ancestorsOf(folder).map((base) => join(base, specifier));
  const bases = specifier.startsWith('/')
    ? [specifier.slice(1)]
    : specifier.startsWith('.')
      ? [join(folder, specifier)]
      : [
          ...(/^[@~]\//.test(specifier)
            ? aliased(specifier.slice(2), folder)
            : [join(folder, specifier), ...sourceRoots.map((root) => root + specifier)]),
        ];
  const isScript = /\.(?:[cm]?[jt]sx?|vue|svelte)$/.test(from);
  return unique(bases.flatMap(isScript ? withScriptExtensions : withExtensions));
}

function withScriptExtensions(path: string): string[] {
  // TypeScript's ESM style writes `./x.js` for a file `./x.ts`.
  const stem = /\.(?:[cm]?js|jsx)$/.test(path) ? path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2') : undefined;
  return [
    path,
    ...(stem ? [stem, stem.replace(/\.ts$/, '.tsx')] : []),
    ...scriptExtensions.map((end) => path + end),
    ...scriptExtensions.slice(0, 5).map((end) => `${path}/index${end}`),
  ];
}

const withExtensions = (path: string): string[] => [
  ...withScriptExtensions(path),
  ...['.rb', '.php', '.rs', '.py'].map((end) => path + end),
];

/** `from .records import x` is asked for as `.records`, `from app.llm import x` as `app.llm`. */
function pythonPaths(specifier: string, folder: string): string[] {
  const dots = /^\.*/.exec(specifier)![0].length;
  const path = specifier.slice(dots).replaceAll('.', '/');
  const files = (base: string) =>
    path === ''
      ? [join(base, '__init__.py')]
      : [`${base}${base ? '/' : ''}${path}.py`, join(base, `${path}/__init__.py`)];
  if (dots > 0) return files(join(folder, '../'.repeat(dots - 1) || '.'));
  return unique([...ancestorsOf(folder), 'src', 'app', 'lib', 'backend', 'python'].flatMap(files));
}

/**
 * `App\\Services\\Letters` and `Acme.Services.Letters`: folders are named after a namespace, or after its end where a
 * project (PSR-4: `composer.json`) gives its beginning to a folder, `app` or `src`.
 */
function namespacePaths(names: readonly string[], folder: string, ending: string): string[] {
  const ends = names.slice(0, -1).map((_, index) => names.slice(index).join('/') + ending);
  const project = `${names.slice(0, -1).join('.')}/${names.at(-1)}${ending}`;
  const all = [...ends, project, names.at(-1)! + ending];
  return unique(
    ancestorsOf(folder).flatMap((base) =>
      ['', 'app', 'src'].flatMap((root) => all.map((path) => join(base, `${root}/${path}`))),
    ),
  );
}

/** Where Rails loads a constant from: any folder of `app`, and `lib`. https://guides.rubyonrails.org/autoloading_and_reloading_constants.html */
const railsFolders = [
  'services',
  'models',
  'clients',
  'lib',
  'jobs',
  'agents',
  'llm',
  'ai',
  'helpers',
  'controllers/concerns',
  'models/concerns',
  'workers',
  'operations',
  'interactors',
  'use_cases',
].map((name) => `app/${name}`);

/** `Letters::Writer` is in `letters/writer.rb`. */
function rubyPaths(constant: string, folder: string): string[] {
  const path = `${constant
    .replaceAll('::', '/')
    .replace(/([A-Z\d]+)([A-Z][a-z])|([a-z\d])([A-Z])/g, '$1$3_$2$4')
    .toLowerCase()}.rb`;
  const top = ancestorsOf(folder).flatMap((base) =>
    /(?:^|\/)(?:app|lib|spec|test)$/.test(base) ? [base.replace(/\/?[^/]*$/, '')] : base === '' ? [''] : [],
  );
  return unique([
    join(folder, path),
    ...unique(top).flatMap((base) => [...railsFolders, 'lib', ''].map((root) => join(base, `${root}/${path}`))),
  ]);
}

/** `@/lib/x` is below the folder of the nearest package, or its `src` or `app`: in a repository of many any folder above. */
const aliased = (path: string, folder: string): string[] =>
  ancestorsOf(folder).flatMap((base) => ['', 'src', 'app'].map((root) => join(base, `${root}/${path}`)));

/** A folder and those above it, nearest first; the last is the workspace's own, ``. */
function ancestorsOf(folder: string): string[] {
  const found: string[] = [];
  for (let base = folder; ; base = base.includes('/') ? base.slice(0, base.lastIndexOf('/')) : '') {
    found.push(base);
    if (base === '') return found;
  }
}

/** Joins and normalizes; `..` above the top is dropped. */
function join(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const unique = (paths: readonly string[]): string[] => [...new Set(paths)];
