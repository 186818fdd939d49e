import type { Node } from 'web-tree-sitter';
import type { Span } from '../span.ts';
import { calleeText } from './callee.ts';
import type { CallExpr, Operand } from './code.ts';
import { type CodeFile, lower } from './code-file.ts';
import { lastName } from './functions.ts';
import { givesBody } from './http-chain.ts';
import { fieldsOf, keywordRecord } from './structure.ts';
import { enclosingAt } from './surroundings.ts';
import { unserialized } from './unserialized.ts';
import type { Frame, Value } from './value.ts';

const bodyKeys = ['body', 'data', 'json', 'content'];

/**
 * The body of an HTTP call: an option, the argument after the URL, a step of a fluent client (`post(url).json(&body)`,
 * `newBuilder().uri(…).POST(…)`), a block (`post(url) { setBody(x) }`) or what is set on the request afterwards.
 */
export function bodyOf(file: CodeFile, call: CallExpr, frame: Frame): Value {
  const keywords = keywordRecord(call);
  // `preparePost(urlString = url) { setBody(x) }`: the block has the body.
  const inBlock = file.language.id === 'kotlin' && keywords?.entries.every(({ key }) => !bodyKeys.includes(key ?? ''));
  if (keywords && !inBlock) return { operand: keywords, frame };
  const given = call.args.map(({ value: operand }) => ({ operand, frame }));
  const step = file.language.id === 'rust' && givesBody(call, file) ? given[0] : undefined;
  if (step) {
    const entry = { key: 'body', value: step.operand, span: call.span };
    return { operand: { kind: 'record', span: call.span, entries: [entry] }, frame };
  }
  const options = given.find((one) => bodyKeys.some((key) => fieldsOf(one)?.entries.has(key)));
  if (options) return options;
  const body =
    given.find((one, index) => index > 0 && isRequest(one)) ??
    curlBody(file, call, frame) ??
    writtenBody(file, call, frame) ??
    stepBody(file, call, frame) ??
    afterUrl(given, call, file);
  const span = call.span;
  const entries = body ? [{ key: 'body', value: body.operand, span }] : [];
  return { operand: { kind: 'record', span, entries }, frame };
}

const isRequest = (value: Value): boolean => fieldsOf(unserialized(value))?.entries.has('messages') === true;

/** PHP's `curl_setopt($ch, CURLOPT_POSTFIELDS, $body)`, and the same as a key of the array of all options. */
function curlBody(file: CodeFile, call: CallExpr, frame: Frame): Value | undefined {
  if (file.language.id !== 'php') return undefined;
  const around = enclosingAt(file, call.span.start)?.span ?? { start: 0, end: file.text.length };
  const all = [...file.text.slice(around.start, around.end).matchAll(/\bCURLOPT_POSTFIELDS\s*(?:,|=>)\s*/g)];
  const match = all.find(({ index }) => around.start + index >= call.span.start) ?? all.at(-1);
  if (!match) return undefined;
  const at = around.start + match.index + match[0].length;
  let node = file.root.descendantForIndex(at, at + 1);
  while (node?.parent && node.parent.startIndex === at && node.parent.type !== 'argument') node = node.parent;
  return node ? { operand: node, frame } : undefined;
}

/** `new URL(…)` of Java's `HttpURLConnection`, which the function opens. */
export function isConnection(file: CodeFile, call: CallExpr): boolean {
  const around = enclosingAt(file, call.span.start)?.span;
  return around !== undefined && /\bopenConnection\b/.test(file.text.slice(around.start, around.end));
}

/** What is written to such a connection: `connection.outputStream.write(body.toString().toByteArray())`. */
function writtenBody(file: CodeFile, call: CallExpr, frame: Frame): Value | undefined {
  if (!/^(?:java|kotlin)$/.test(file.language.id) || lastName(calleeText(file, call.callee)) !== 'URL')
    return undefined;
  const end = enclosingAt(file, call.span.start)?.span.end ?? call.span.end;
  const text = file.text.slice(call.span.end, end);
  const written = [...text.matchAll(/\b(?:write|writeBytes|print)\s*(?=\()/g)]
    .slice(0, maxBodies)
    .flatMap(({ index }) => {
      const operand = stepArgument(file, call.span.end + index, call.span);
      return operand ? [{ operand, frame }] : [];
    });
  return written.find(isRequest) ?? written[0];
}

/** `post(url, body)`, `NewRequest(method, url, body)`; a block is no body. */
function afterUrl(given: readonly Value[], call: CallExpr, file: CodeFile): Value | undefined {
  // Go: `NewRequestWithContext(ctx, method, url, body)`; a request without a body is given `nil`.
  if (file.language.id === 'go') return given.length > 2 ? sent(given.at(-1)!) : undefined;
  if (file.language.id === 'rust' && /\brequest$/.test(calleeText(file, call.callee))) return undefined;
  return given.slice(1, 3).findLast((one) => {
    const expr = lower(file, one.operand);
    if (file.language.id === 'script' && fieldsOf(one)?.entries.has('headers')) return false;
    return expr.kind !== 'lambda' && !(expr.kind === 'opaque' && expr.constant);
  });
}

const sent = (value: Value): Value | undefined => {
  const expr = lower(value.frame.file, value.operand);
  return expr.kind === 'opaque' && expr.constant ? undefined : value;
};

/** Steps and setters by which requests are given their body: reqwest, OkHttp, java.net.http, Spring, ktor, Faraday. */
const steps =
  /\b(?:setBody|SetBody\w*|BodyJSON|bodyValue|send_json|json|JSON|POST|post|body|withBody|content|syncBody|send_string|body_json|form)\s*(?:<[^()\n]{0,40}>)?(?=\()|\.\s*(?:body|Content|Body)\s*=(?!=)/g;

/** Searched near the call: in its own statement first, then in what follows in its function. */
function stepBody(file: CodeFile, call: CallExpr, frame: Frame): Value | undefined {
  const statement = statementOf(file, call.span);
  const around = enclosingAt(file, call.span.start)?.span ?? statement;
  const name = assignedName(file, statement);
  const regions: Span[] = [statement];
  if (name && around.end > statement.end) regions.push({ start: statement.end, end: around.end });
  const first = regions.map((region, index) => {
    const found = bodiesIn(file, region, call.span, index === 0 ? undefined : name).map((operand) => ({
      operand,
      frame,
    }));
    return found.find(isRequest) ?? found[0];
  });
  return first.find((one) => one && isRequest(one)) ?? first.find(Boolean);
}

const maxBodies = 12;

/** What is given to body steps in a region; `on`: only those of this variable. */
function bodiesIn(file: CodeFile, region: Span, call: Span, on: string | undefined): Operand[] {
  const found: Operand[] = [];
  const text = file.text.slice(region.start, region.end);
  for (const match of text.matchAll(steps)) {
    if (found.length >= maxBodies) break;
    const at = region.start + match.index;
    const operand = match[0].endsWith('=') ? assigned(file, at) : stepArgument(file, at, call);
    if (!operand) continue;
    if (on !== undefined && !new RegExp(`\\b${on}\\b`).test(statementText(file, at))) continue;
    const kind = lower(file, operand).kind;
    if (kind !== 'lambda' && kind !== 'opaque') found.push(operand);
  }
  return found;
}

function stepArgument(file: CodeFile, at: number, call: Span): Operand | undefined {
  let node = file.root.descendantForIndex(at, at + 1);
  for (let step = 0; node && step < 4 && !file.language.nodes.calls.has(node.type); step++) node = node.parent;
  if (!node || !file.language.nodes.calls.has(node.type)) return undefined;
  if (node.startIndex === call.start && node.endIndex === call.end) return undefined;
  const expr = lower(file, node);
  return expr.kind === 'call' ? expr.args.find(({ name }) => name === undefined)?.value : undefined;
}

/** The right side of the assignment around an offset. */
function assigned(file: CodeFile, at: number): Operand | undefined {
  let node = file.root.descendantForIndex(at, at + 1);
  for (let step = 0; node && step < 4 && !file.language.nodes.assignments.has(node.type); step++) node = node.parent;
  return node?.childForFieldName('right') ?? undefined;
}

const isStatement = (node: Node): boolean =>
  /statement$|^(?:let_declaration|local_variable_declaration|short_var_declaration|property_declaration|assignment|var_declaration)$/.test(
    node.type,
  );
const isBody = (node: Node): boolean =>
  /(?:block|body|program|module|source_file|compilation_unit|statements|suite|declaration_list|then|do)$/.test(
    node.type,
  );

function statementOf(file: CodeFile, span: Span): Span {
  let node = file.root.descendantForIndex(span.start, Math.max(span.start, span.end - 1));
  while (node?.parent && !isStatement(node) && !isBody(node.parent)) node = node.parent;
  return node ? { start: node.startIndex, end: node.endIndex } : span;
}

function statementText(file: CodeFile, at: number): string {
  const { start, end } = statementOf(file, { start: at, end: at + 1 });
  return file.text.slice(start, Math.min(end, at));
}

/** The variable that a statement makes. */
function assignedName(file: CodeFile, { start, end }: Span): string | undefined {
  const head = file.text.slice(start, Math.min(end, start + 200));
  return /^(?:(?:var|let|val|const|final|using|await|mut)\s+)*(?:[\w.<>[\]?]+\s+)?\$?(\w+)(?:\s*,\s*\w+)?\s*(?::[\w\s.]+)?(?::=|=)(?!=)/.exec(
    head,
  )?.[1];
}
