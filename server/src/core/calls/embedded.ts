import type { Prompt, Role, TextSegment } from '../prompt.ts';
import type { Span } from '../span.ts';
import { parseEmbedded } from '../templates/embedded.ts';
import { calleeText } from './callee.ts';
import type { CallExpr, Operand } from './code.ts';
import { type CodeFile, lower, operandSpan } from './code-file.ts';
import { identities, lastName } from './functions.ts';
import { roleOf } from './messages.ts';
import { resolveName } from './resolve.ts';
import { enclosingAt } from './surroundings.ts';
import { deeper, exprOf, frameOf, type Value } from './value.ts';

/** A function of a template engine that is given the text of a template. */
interface Engine {
  /** End of the callee as written. */
  readonly callee: RegExp;
  /** What the file must say, where the callee alone is no evidence. */
  readonly file?: RegExp;
  readonly syntax: string;
  /** `messages`: a list of pairs of role and text. A name: that keyword or key. Otherwise the first text. */
  readonly text?: 'messages' | 'template';
  readonly role?: Role;
}

const langchain = /(?:^|\.)(?:Chat)?PromptTemplate\.(?:fromTemplate|from_template)$/;

/** Engines by family of languages; sources are the engines' own references. */
const engines: Readonly<Record<string, readonly Engine[]>> = {
  script: [
    { callee: /(?:^|\.)(?:Handlebars|handlebars|hbs)\.(?:compile|precompile)$/, syntax: 'handlebars' },
    { callee: /(?:^|\.)[Mm]ustache\.(?:render|parse)$/, syntax: 'mustache' },
    { callee: /(?:^|\.)nunjucks\.(?:renderString|compile)$/, syntax: 'jinja' },
    { callee: /(?:^|\.)(?:parseAndRender|parseAndRenderSync)$/, file: /liquidjs/, syntax: 'liquid' },
    { callee: langchain, syntax: 'format-string' },
    { callee: /(?:^|\.)SystemMessagePromptTemplate\.fromTemplate$/, syntax: 'format-string', role: 'system' },
    { callee: /(?:^|\.)HumanMessagePromptTemplate\.fromTemplate$/, syntax: 'format-string' },
    { callee: /(?:^|\.)ChatPromptTemplate\.fromMessages$/, syntax: 'format-string', text: 'messages' },
    { callee: /(?:^|\.)PromptTemplate$/, file: /langchain/, syntax: 'format-string', text: 'template' },
  ],
  python: [
    { callee: /(?:^|\.)Template$/, file: /\bjinja2\b/, syntax: 'jinja' },
    { callee: /\.from_string$/, file: /\bjinja2\b/, syntax: 'jinja' },
    { callee: /^(?:chevron|pystache)\.render$/, syntax: 'mustache' },
    { callee: langchain, syntax: 'format-string' },
    { callee: /(?:^|\.)SystemMessagePromptTemplate\.from_template$/, syntax: 'format-string', role: 'system' },
    { callee: /(?:^|\.)HumanMessagePromptTemplate\.from_template$/, syntax: 'format-string' },
    { callee: /(?:^|\.)ChatPromptTemplate\.from_messages$/, syntax: 'format-string', text: 'messages' },
    { callee: /(?:^|\.)PromptTemplate$/, file: /langchain/, syntax: 'format-string', text: 'template' },
  ],
  java: [
    { callee: /(?:^|\.)(?:System)?PromptTemplate$/, file: /springframework\.ai/, syntax: 'string-template' },
    { callee: /^\w+\.text$/, file: /springframework\.ai/, syntax: 'string-template' },
    { callee: /(?:^|\.)PromptTemplate\.from$/, file: /langchain4j/, syntax: 'mustache' },
  ],
  csharp: [
    { callee: /(?:^|\.)Handlebars\.Compile$/, syntax: 'handlebars' },
    { callee: /\.(?:CreateFunctionFromPrompt|InvokePromptAsync)$/, syntax: 'semantic-kernel' },
  ],
  ruby: [
    { callee: /(?:^|\.|::)Liquid(?:::|\.)Template\.parse$/, syntax: 'liquid' },
    { callee: /(?:^|\.)Mustache\.render$/, syntax: 'mustache' },
  ],
  php: [{ callee: /(?:^|\.|->)createTemplate$/, file: /[Tt]wig/, syntax: 'jinja' }],
  rust: [
    { callee: /\.(?:render_template|register_template_string)$/, file: /handlebars/, syntax: 'handlebars' },
    { callee: /(?:::|\.)(?:one_off|render_str|add_raw_template)$/, syntax: 'jinja' },
  ],
  go: [{ callee: /^mustache\.Render$/, syntax: 'mustache' }],
};

const families: Readonly<Record<string, string>> = { kotlin: 'java' };
const maxTemplates = 100;

/** Last names of the engines' functions. */
const names =
  /(?<![\w$])(?:compile|precompile|render|parse|renderString|parseAndRender\w*|fromTemplate|from_template|fromMessages|from_messages|PromptTemplate|SystemPromptTemplate|Template|from_string|text|from|Compile|CreateFunctionFromPrompt|InvokePromptAsync|createTemplate|render_template|register_template_string|one_off|render_str|add_raw_template|Render)(?=\s*(?:<[^()\n]{0,80}>)?\s*\()/g;

/** What a file with one of the engines says: cheap, so that other files cost nothing. */
const anyEngine =
  /handlebars|mustache|nunjucks|liquid|langchain|jinja|PromptTemplate|chevron|pystache|twig|\btera\b|springframework\.ai|SemanticKernel/i;

/**
 * Templates in the string constants of a file that calls Claude: as prompts of their own in the template's language, at
 * their true positions, where the function of a call (or the module, for calls outside functions) uses them.
 */
export function embeddedTemplates(file: CodeFile, calls: readonly Prompt[]): Prompt[] {
  if (!anyEngine.test(file.text)) return [];
  const own = engines[families[file.language.id] ?? file.language.id]?.filter(
    (one) => one.file?.test(file.text) ?? true,
  );
  if (!own || calls.length === 0) return [];
  const found: Prompt[] = [];
  const seen = new Set<number>();
  for (const { index, 0: name } of file.text.matchAll(names)) {
    const call = callAt(file, index, name.length);
    const callee = call && calleeText(file, call.callee).replaceAll('()', '');
    const engine = callee === undefined ? undefined : own.find((one) => one.callee.test(callee));
    if (!call || !engine || found.length >= maxTemplates || !reaches(file, call, calls)) continue;
    for (const { text, role } of textsOf(file, call, engine)) {
      if (seen.has(text.span.start)) continue;
      seen.add(text.span.start);
      found.push(...promptsIn(file, call, text, engine, role));
    }
  }
  return found;
}

function callAt(file: CodeFile, start: number, length: number): CallExpr | undefined {
  let node = file.root.descendantForIndex(start, start + length);
  for (let step = 0; node && step < 4 && !file.language.nodes.calls.has(node.type); step++) node = node.parent;
  const expr = node && file.language.nodes.calls.has(node.type) ? lower(file, node) : undefined;
  return expr?.kind === 'call' ? expr : undefined;
}

function promptsIn(
  file: CodeFile,
  call: CallExpr,
  text: TextSegment,
  engine: Engine,
  role: Role | undefined,
): Prompt[] {
  const anchor = operandSpan(call.callee);
  const name = boundTo(file, call) ?? enclosingAt(file, call.span.start)?.name ?? undefined;
  return parseEmbedded(text, engine.syntax)
    .prompts.filter(({ parts }) => parts.some(({ segments }) => segments.some(({ kind }) => kind === 'placeholder')))
    .map((prompt) => ({
      ...prompt,
      confidence: 'likely' as const,
      ...(name ? { name } : {}),
      anchor,
      parts: role ? prompt.parts.map((part) => ({ ...part, role })) : prompt.parts,
    }));
}

interface Text {
  readonly text: TextSegment;
  readonly role?: Role;
}

function textsOf(file: CodeFile, call: CallExpr, { text, role }: Engine): Text[] {
  const frame = frameOf(file);
  const first = call.args.find(({ name }) => name === undefined || name === 'template' || name === 'messages');
  if (text === 'messages') {
    const list = first && exprOf({ operand: first.value, frame });
    return list?.kind === 'list' ? list.items.flatMap(({ value: operand }) => messageText({ operand, frame })) : [];
  }
  const named = call.args.find(({ name }) => name === 'template')?.value;
  const object = text === 'template' && first ? exprOf({ operand: first.value, frame }) : undefined;
  const inObject = object?.kind === 'record' ? object.entries.find(({ key }) => key === 'template')?.value : undefined;
  const operand = named ?? inObject ?? first?.value;
  const found = operand && constantText({ operand, frame });
  return found ? [{ text: found, ...(role ? { role } : {}) }] : [];
}

/** `("system", "You help {clinic}.")`, `['human', 'Note: {note}']`. */
function messageText(value: Value): Text[] {
  const pair = exprOf(value);
  if (pair.kind !== 'list' || pair.items.length !== 2) return [];
  const [role, text] = pair.items.map(({ value: operand }) => constantText({ operand, frame: value.frame }));
  return role && text ? [{ text, role: roleOf(role.text) }] : [];
}

/** A text without interpolations that is written in this file; through constants and `dedent`. */
function constantText(value: Value): TextSegment | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const expr = exprOf({ operand: value.operand, frame });
  switch (expr.kind) {
    case 'text': {
      const piece = expr.pieces.length === 1 ? expr.pieces[0] : undefined;
      if (piece?.kind !== 'text' || frame.file.world.main !== frame.file.uri) return undefined;
      return { kind: 'text', span: piece.span, text: piece.text, ...(piece.runs ? { runs: piece.runs } : {}) };
    }
    case 'typed':
      return constantText({ operand: expr.value, frame });
    case 'name': {
      const { value: bound } = resolveName(expr, frame);
      return bound && constantText(bound);
    }
    case 'call': {
      const callee = lower(frame.file, expr.callee);
      const name = lastName(calleeText(frame.file, expr.callee));
      if (!identities.has(name) && !/^(?:strip|trim|stripIndent|trimIndent|trimMargin)$/.test(name)) return undefined;
      const subject: Operand | undefined =
        expr.args[0]?.value ?? (callee.kind === 'member' ? callee.object : undefined);
      return subject && constantText({ operand: subject, frame });
    }
    default:
      return undefined;
  }
}

/** `SUMMARY = Template(…)`, `const render = Handlebars.compile(…)`: the name that the result is given on the line of the call. */
function boundTo(file: CodeFile, { span }: CallExpr): string | undefined {
  const line = file.text.slice(Math.max(file.text.lastIndexOf('\n', span.start - 1) + 1, span.start - 300), span.start);
  return /([\w$]+)\s*(?::[^=\n]*)?:?=\s*(?:await\s+|new\s+)?$/.exec(line)?.[1];
}

/** Whether a function that calls Claude makes the template, or names it or the function that makes it. */
function reaches(file: CodeFile, call: CallExpr, calls: readonly Prompt[]): boolean {
  const around = enclosingAt(file, call.span.start);
  const known = [boundTo(file, call), around?.name].filter((name): name is string => Boolean(name));
  const scopes = calls.map(({ request }): Span => request.enclosing?.span ?? { start: 0, end: file.text.length });
  return scopes.some(({ start, end }) => {
    if (start <= call.span.start && call.span.end <= end) return true;
    const text = file.text.slice(start, end);
    return known.some((name) => new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(text));
  });
}
