// Whether a file still parses, by parsers that are not ours.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const load = createRequire(join(process.env['PROMPT_PRIVACY_ROOT']!, 'package.json'));

/** By the end of the file name; front matter is cut off where the format has it. */
const parsers: readonly (readonly [end: string, parse: (text: string) => unknown])[] = [
  ['.ts', (text) => load('esbuild').transform(text, { loader: 'ts' })],
  ['.yaml', (text) => load('yaml').parse(text)],
  ['.hbs', handlebars],
  ['.prompt', handlebars],
  ['.prompt.md', handlebars],
  ['.j2', jinja],
  ['.prompty', jinja],
  ['.liquid', (text) => new (load('liquidjs').Liquid)().parse(text)],
  ['.txt', () => undefined],
];

function handlebars(text: string) {
  return load('@handlebars/parser').parse(withoutFrontMatter(text));
}

function jinja(text: string) {
  const { parser, Environment } = {
    ...load('nunjucks/src/parser'),
    ...load('nunjucks'),
    parser: load('nunjucks/src/parser'),
  };
  return parser.parse(withoutFrontMatter(text), [], new Environment().opts);
}

const withoutFrontMatter = (text: string) => text.replace(/^---\n[\s\S]*?\n---\n/, '');

/** Rejects when the text does not parse, or no parser is known for such a file. */
export async function parses(path: string, text: string): Promise<void> {
  const parser = [...parsers].reverse().find(([end]) => path.endsWith(end));
  if (!parser) throw new Error(`no parser for ${path}`);
  await parser[1](text);
}
