import { spawnSync } from 'node:child_process';
import { parse as parseHandlebars, parseWithoutProcessing } from '@handlebars/parser';
import { parseTemplate as parseLangchain } from '@langchain/core/prompts';
import { Liquid } from 'liquidjs';
import Mustache from 'mustache';
import { scan } from 'promptl-ai';
import { parse as parseYaml } from 'yaml';
import type { PlaceholderSegment } from '../../server/src/core/prompt.ts';

type Judged = (ReadonlySet<string> | undefined)[];

/** One family of formats: which files, who judges them, and what counts as a variable of a file. */
export interface Family {
  readonly title: string;
  readonly path: RegExp;
  readonly content?: RegExp;
  /** Format that the file is read as. */
  readonly format: string;
  readonly by: string;
  /** Variables of each text; undefined where the judge cannot parse it. */
  judge(texts: readonly string[]): Judged | Promise<Judged>;
  /** How one of our placeholders is named in the judge's words; undefined: not counted. */
  name(segment: PlaceholderSegment, text: string): string | undefined;
}

const body = (text: string) => /^\ufeff?---[ \t]*\r?\n[\s\S]*?\n---[ \t]*(?:\r?\n|$)/.exec(text)?.[0].length ?? 0;
const each = (judge: (text: string) => Iterable<string> | undefined) => (texts: readonly string[]) =>
  texts.map((text) => {
    try {
      const found = judge(text);
      return found && new Set(found);
    } catch {
      return undefined;
    }
  });

const root = (segment: PlaceholderSegment) =>
  segment.path === null || segment.local ? undefined : /^[^.[\]]+/.exec(segment.path)?.[0];
/** Exact: name and offset of the variable. */
const placed = (segment: PlaceholderSegment, text: string) =>
  `${text.slice(segment.pathSpan.start, segment.pathSpan.end)}@${segment.pathSpan.start}`;

/** Undeclared variables as Jinja2 sees them, without names that are only called. Unknown tags are made known. */
const python = `
import json, sys, re
from jinja2 import Environment, meta, nodes
from jinja2.ext import Extension, do, loopcontrols, i18n
class Any(Extension):
    tags = {'chat', 'completion', 'image', 'audio', 'prompt', 'canary_word', 'generate', 'cache'}
    def parse(self, parser):
        token = next(parser.stream)
        while parser.stream.current.type != 'block_end':
            next(parser.stream)
        body = parser.parse_statements(['name:end' + token.value], drop_needle=True)
        return nodes.Scope(body)
env = Environment(extensions=[Any, do, loopcontrols, i18n])
out = []
for text in json.load(sys.stdin):
    try:
        tree = env.parse(text)
        called = {c.node.name for c in tree.find_all(nodes.Call) if isinstance(c.node, nodes.Name)}
        called_nodes = {id(c.node) for c in tree.find_all(nodes.Call)}
        plain = {n.name for n in tree.find_all(nodes.Name) if id(n) not in called_nodes}
        out.append(sorted(n for n in meta.find_undeclared_variables(tree) if n not in called or n in plain))
    except Exception as error:
        out.append(None)
json.dump(out, sys.stdout)
`;

function jinja(texts: readonly string[]): (Set<string> | undefined)[] {
  const run = spawnSync('python3', ['-c', python], { input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 1e9 });
  if (run.status !== 0) throw new Error(run.stderr || String(run.error));
  return (JSON.parse(run.stdout) as (string[] | null)[]).map((names) => (names === null ? undefined : new Set(names)));
}

interface Located {
  readonly type: string;
  readonly loc: { readonly start: { line: number; column: number } };
  readonly [key: string]: unknown;
}

/** Path expressions that stand for values, with their offsets; helpers, partials' names and data variables are none. */
function handlebars(text: string, from: number, builtIn: ReadonlySet<string>): string[] {
  const source = text.slice(from);
  parseHandlebars(source);
  const lines = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) lines.push(at + 1);
  const found: string[] = [];
  const indexes: string[] = [];
  const value = (node: Located | undefined): void => {
    if (!node) return;
    if (node.type === 'SubExpression') {
      call(node);
      return;
    }
    if (
      node.type !== 'PathExpression' ||
      (node['data'] && !/^@(?:root|auth|state|metadata)\b/.test(String(node['original'])))
    )
      return;
    const offset = lines[node.loc.start.line - 1]! + node.loc.start.column;
    const end = (node.loc as unknown as { end: { line: number; column: number } }).end;
    const written = source.slice(offset, lines[end.line - 1]! + end.column);
    if (!indexes.includes(written.split('.')[0]!)) found.push(`${written}@${offset + from}`);
  };
  const call = (node: Located): void => {
    for (const param of node['params'] as Located[]) value(param);
    for (const pair of (node['hash'] as { pairs: { value: Located }[] } | undefined)?.pairs ?? []) value(pair.value);
  };
  const bare = (node: Located) => (node['params'] as unknown[]).length === 0 && !node['hash'];
  const visit = (program: Located | undefined): void => {
    for (const node of (program?.['body'] as Located[] | undefined) ?? []) {
      if (node.type === 'MustacheStatement') {
        const name = (node['path'] as { original?: string }).original ?? '';
        if (bare(node) && !builtIn.has(name)) value(node['path'] as Located);
        else call(node);
      } else if (node.type === 'PartialStatement') call(node);
      else if (node.type === 'BlockStatement' || node.type === 'PartialBlockStatement') {
        if (node.type === 'BlockStatement' && bare(node)) value(node['path'] as Located);
        else call(node);
        const inner = node['program'] as Located;
        const [, index] = (inner['blockParams'] as string[] | undefined) ?? [];
        if (index) indexes.push(index);
        visit(inner);
        if (index) indexes.pop();
        visit(node['inverse'] as Located | undefined);
      }
    }
  };
  visit(parseWithoutProcessing(source) as unknown as Located);
  return found;
}

function mustache(text: string, from: number): string[] {
  const found: string[] = [];
  const visit = (tokens: readonly unknown[][]): void => {
    for (const [type, name, start, , children] of tokens as [string, string, number, number, unknown[][]?][]) {
      if (type === 'name' || type === '&' || type === '#' || type === '^') found.push(`${name}@${start + from}`);
      if (Array.isArray(children)) visit(children);
    }
  };
  visit(Mustache.parse(text.slice(from)) as unknown as unknown[][]);
  return found;
}

/** Other tags than LiquidJS knows (Shopify's sections and forms) are made known: they hold no variables for us to miss. */
function liquid(text: string): string[] {
  const engine = new Liquid();
  const pass = { parse() {}, render() {} };
  for (const name of ['section', 'sections']) engine.registerTag(name, pass);
  const source = text
    .replace(/\{%-?\s*(schema|javascript|stylesheet|style)\s*-?%\}[\s\S]*?\{%-?\s*end\1\s*-?%\}/g, (block) =>
      block.replace(/[{}%]/g, ' '),
    )
    .replace(/\{%-?\s*(?:end)?(?:form|paginate)\b[^%]*%\}/g, (tag) => tag.replace(/[{}%]/g, ' '));
  const { globals } = engine.parseAndAnalyzeSync(source, undefined, { partials: false });
  return Object.keys(globals).map((name) => name.replace(/^\["?(.*?)"?\]$/, '$1'));
}

const matches = (pattern: RegExp) => (text: string) =>
  [...text.slice(body(text)).matchAll(pattern)].map(
    (match) => match.slice(1).find((group) => group !== undefined) ?? match[0],
  );
const written = (segment: PlaceholderSegment) => segment.path?.replace(/\[\]/g, '') ?? undefined;

/** Templates of a LangChain file, read by LangChain's own template parser. */
function langchain(text: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const fields = node as Record<string, unknown>;
    const format = (fields['template_format'] ?? 'f-string') as 'f-string' | 'mustache';
    for (const key of ['template', 'prefix', 'suffix'])
      if (typeof fields[key] === 'string' && (format === 'f-string' || format === 'mustache'))
        for (const part of parseLangchain(fields[key] as string, format))
          if (part.type === 'variable') found.push((part as { name: string }).name);
    for (const [key, value] of Object.entries(fields)) if (key !== 'examples') visit(value);
  };
  visit(parseYaml(text));
  return found;
}

/** Prompt strings of a BAML file by their quotes, read by Jinja2. */
function baml(texts: readonly string[]): (Set<string> | undefined)[] {
  return texts.map((text) => {
    const code = text.replace(/^\s*\/\/.*$/gm, '');
    const templates = new Set([...code.matchAll(/template_string\s+(\w+)/g)].map((match) => match[1]!));
    const prompts = [...code.matchAll(/(?:\bprompt|template_string[^#\n]*)\s*(#+)"([\s\S]*?)"\1/g)].map(
      (match) => match[2]!,
    );
    const judged = jinja(prompts);
    if (judged.some((names) => names === undefined)) return undefined;
    return new Set(
      judged
        .flatMap((names) => [...names!])
        .filter((name) => !templates.has(name) && !['ctx', '_', 'null', 'true', 'false'].includes(name)),
    );
  });
}

const prompty = (texts: readonly string[]) => jinja(texts.map((text) => text.slice(body(text))));
const dotprompt = new Set(['history']);

export const families: readonly Family[] = [
  {
    title: 'Jinja',
    path: /\.(?:j2|jinja2?)$/i,
    format: 'jinja',
    by: 'Jinja2',
    judge: (texts) => jinja(texts),
    name: root,
  },
  { title: 'Prompty', path: /\.prompty$/i, format: 'prompty', by: 'Jinja2', judge: prompty, name: root },
  {
    title: 'Dotprompt',
    path: /\.prompt$/i,
    format: 'dotprompt',
    by: '@handlebars/parser',
    judge: each((text) => handlebars(text, body(text), dotprompt)),
    name: placed,
  },
  {
    title: 'Handlebars',
    path: /\.(?:hbs|handlebars)$/i,
    format: 'handlebars',
    by: '@handlebars/parser',
    judge: each((text) => handlebars(text, body(text), new Set())),
    name: placed,
  },
  {
    title: 'Mustache',
    path: /\.mustache$/i,
    format: 'mustache',
    by: 'mustache',
    judge: each((text) => mustache(text, body(text))),
    name: (segment, text) => `${text.slice(segment.pathSpan.start, segment.pathSpan.end)}@${segment.span.start}`,
  },
  { title: 'Liquid', path: /\.liquid$/i, format: 'liquid', by: 'LiquidJS', judge: each(liquid), name: root },
  { title: 'BAML', path: /\.baml$/i, format: 'baml', by: 'Jinja2', judge: baml, name: root },
  {
    title: 'LangChain',
    path: /\.(?:json|ya?ml)$/i,
    content: /["']?_type["']?\s*:\s*["']?(?:prompt|few_shot|chat)\b|"PromptTemplate"/,
    format: 'langchain',
    by: '@langchain/core',
    judge: each(langchain),
    name: (segment) => segment.path ?? undefined,
  },
  {
    title: 'Semantic Kernel',
    path: /(?:^|\/)skprompt\.txt$/i,
    format: 'semantic-kernel',
    by: 'pattern',
    judge: each((text) =>
      [...text.matchAll(/\{\{[^{}]*\}\}/g)].flatMap((tag) =>
        [...tag[0].matchAll(/\$(\w+)/g)].map((match) => match[1]!),
      ),
    ),
    name: root,
  },
  {
    title: 'StringTemplate',
    path: /\.st$/i,
    format: 'string-template',
    by: 'pattern',
    judge: each(matches(/(?<!\\)\{([A-Za-z_]\w*)[^{}]*\}/g)),
    name: root,
  },
  {
    title: 'PromptL',
    path: /\.promptl$/i,
    format: 'promptl',
    by: 'promptl-ai',
    judge: (texts) => Promise.all(texts.map(promptl)),
    name: root,
  },
  { title: 'POML', path: /\.poml$/i, format: 'poml', by: 'pattern', judge: each((text) => poml(text)), name: root },
  {
    title: 'Claude Code',
    path: /\.md$/i,
    content: /\$ARGUMENTS\b/,
    format: 'claude-code',
    by: 'pattern',
    judge: each(matches(/(?<!\\)\$(?:(ARGUMENTS|\d+(?!\d))|\{(CLAUDE_[A-Z_]+)\})/g)),
    name: (segment) =>
      root(segment)?.replace(/\[.*$/, '') && (/^ARGUMENTS\[(\d+)\]$/.exec(segment.path ?? '')?.[1] ?? root(segment)),
  },
  {
    title: 'VS Code',
    path: /\.(?:prompt|instructions|agent|chatmode)\.md$/i,
    content: /\$\{[A-Za-z]/,
    format: 'vscode-prompt',
    by: 'pattern',
    judge: each((text) => vscodeVariables(text.slice(body(text)))),
    name: written,
  },
  {
    title: 'Fabric',
    path: /\/patterns\/[^/]+\/(?:system|user)\.md$/,
    format: 'fabric',
    by: 'pattern',
    judge: each(matches(/\{\{([\w#:-]+)\}\}/g)),
    name: written,
  },
  {
    title: 'GitHub Models',
    path: /\.prompt\.ya?ml$/i,
    format: 'github-models',
    by: 'pattern',
    judge: each((text) => [...JSON.stringify(messages(text)).matchAll(/\{\{([\w.-]+)\}\}/g)].map((match) => match[1]!)),
    name: written,
  },
  {
    title: 'Semantic Kernel YAML',
    path: /\.ya?ml$/i,
    content: /^template:[\s\S]*^(?:template_format:[ \t]*semantic-kernel|input_variables:)/m,
    format: 'semantic-kernel-yaml',
    by: 'pattern',
    judge: each(kernelYaml),
    name: root,
  },
  {
    title: 'promptfoo',
    path: /promptfooconfig[^/]*\.ya?ml$/i,
    format: 'promptfoo',
    by: 'Jinja2',
    judge: (texts) => texts.map((text) => jinja([inlinePrompts(text).join('\n')])[0]),
    name: root,
  },
  {
    title: 'Text, format string',
    path: /(?:\/prompts?\/[^.]*|prompt[\w-]*)\.(?:txt|md)$/i,
    content: /^(?![\s\S]*(?:\{\{|\{%|\$\{|\{\$))[\s\S]*\{[A-Za-z_]\w*\}/,
    format: 'text',
    by: '@langchain/core',
    judge: each((text) => fString(text)),
    name: (segment) => segment.path ?? undefined,
  },
  {
    title: 'Console text',
    path: /\.(?:txt|md)$/i,
    content: /^(?![\s\S]*\{\{\s*\$)[\s\S]*\{\$[A-Z][A-Z_]*\}/,
    format: 'text',
    by: 'pattern',
    judge: each(matches(/\{\$([A-Z][A-Z0-9_]*)\}|\{\{[ \t]*([A-Z][A-Z0-9_]*)[ \t]*\}\}/g)),
    name: written,
  },
];

/** Undefined where its own scanner finds an error. Prompts that it refers to are not there: they take nothing. */
async function promptl(text: string): Promise<Set<string> | undefined> {
  try {
    const { parameters, errors } = await scan({ prompt: text, referenceFn: async () => undefined });
    return errors.some(({ code }) => code !== 'reference-not-found') ? undefined : new Set(parameters);
  } catch {
    return undefined;
  }
}

/** The variables that VS Code documents; those without `input:` not in fenced code. */
const vscodeVariables = (text: string): string[] => [
  ...[...text.matchAll(/\$\{input:([\w-]+)/g)].map((match) => match[1]!),
  ...[
    ...text
      .replace(/^ {0,3}(```|~~~)[\s\S]*?^ {0,3}\1[ \t]*$/gm, '')
      .matchAll(/\$\{(selection|selectedText|file\w*|workspaceFolder\w*|relativeFile)(?=[:}])/g),
  ].map((match) => match[1]!),
];

const messages = (text: string): unknown => {
  const { messages: list, evaluators } = parseYaml(text) as { messages?: unknown; evaluators?: unknown };
  return [list, evaluators];
};

/** Names in `{{ }}` and in `for` and `if`, without those that the file binds. */
function poml(text: string): string[] {
  const source = text.replace(/<!--[\s\S]*?-->/g, '');
  const bound = new Set([...source.matchAll(/\bfor="\s*(\w+)\s+in\b/g)].map((match) => match[1]!));
  const expressions = [
    ...source.matchAll(/\{\{([\s\S]*?)\}\}/g),
    ...source.matchAll(/\bfor="\s*\w+\s+in\s+([^"]*)"/g),
    ...source.matchAll(/\bif="([^"]*)"/g),
  ].map((match) => match[1]!.replace(/\{\{|\}\}/g, ''));
  const names = expressions.flatMap((expression) =>
    [
      ...expression
        .replace(/'[^']*'|"[^"]*"|`[^`]*`/g, '')
        .matchAll(/(?<![\w.$])([A-Za-z_$][\w$]*)(?!\s*[\w$]*\s*[(:])/g),
    ].map((match) => match[1]!),
  );
  return names.filter(
    (name) => !bound.has(name) && !/^(?:true|false|null|undefined|loop|typeof|in|of|JSON|Math)$/.test(name),
  );
}

function kernelYaml(text: string): string[] | undefined {
  const { template, template_format: format = 'semantic-kernel' } = parseYaml(text) as {
    template?: unknown;
    template_format?: string;
  };
  if (format !== 'semantic-kernel' || typeof template !== 'string') return undefined;
  return [...template.matchAll(/\{\{[^{}]*\}\}/g)].flatMap((tag) =>
    [...tag[0].matchAll(/\$(\w+)/g)].map((match) => match[1]!),
  );
}

/** LangChain takes any text in braces, JSON too; only what can be a name in Python is a variable. */
const fString = (text: string): string[] =>
  parseLangchain(text, 'f-string').flatMap((part) =>
    part.type === 'variable' && /^[A-Za-z_][\w.[\]'"]*(?:![rsa])?(?::[^{}\n]*)?$/.test((part as { name: string }).name)
      ? [(part as { name: string }).name.replace(/[!:].*$/, '')]
      : [],
  );

function inlinePrompts(text: string): string[] {
  const { prompts } = parseYaml(text) as { prompts?: unknown };
  const list = Array.isArray(prompts) ? prompts : [prompts];
  return list.filter(
    (one): one is string => typeof one === 'string' && !/^file:|\.(?:txt|md|json|ya?ml|py|js)(?::\w+)?$/.test(one),
  );
}
