import type { Prompt } from '../prompt.ts';
import { calleeText } from './callee.ts';
import type { CallExpr } from './code.ts';
import { type CodeFile, lower } from './code-file.ts';
import { lastName } from './functions.ts';
import { heldBy } from './held.ts';
import { bodyOf, isConnection } from './http-body.ts';
import { urlsBegun } from './http-chain.ts';
import { baseOf, instanceOptions } from './http-instance.ts';
import { modelIn, modelKind } from './models.ts';
import { resolveName } from './resolve.ts';
import { type Fields, fieldsOf } from './structure.ts';
import { enclosingAt } from './surroundings.ts';
import { textOf } from './text.ts';
import { unserialized } from './unserialized.ts';
import { deeper, exprOf, type Frame, type Value } from './value.ts';

const messagesUrl =
  /anthropic\.com\/v1\/(?:messages|complete)(?!\/(?:batches\/|count_tokens\/))|aws-external-anthropic[^/]*\/v1\/messages/;
/** The path alone, after a base that is known at run time only: `{base}/v1/messages`, `v1/messages`. */
const messagesPath = /^(?:\u2026|https?:\/\/\u2026)?\/?v1\/(?:messages|complete)(?:\?|$)/;
/** Gateways that serve Claude by OpenAI's API: the model's name in the body tells. */
const chatUrl = /\/chat\/completions$|openrouter\.ai\/api\/v1/;
/** The path without its version, which the base has. */
const shortPath = /^(?:(?:https?:\/\/)?\u2026|https:\/\/api\.anthropic\.com)?\/?messages$/;
const isJvm = /^(?:java|kotlin)$/;
const ofClaude = /^(?:this\.)?\w*(?:anthropic|claude)/i;
const versionHeader = /anthropic[-_]version/i;

/**
 * How sure it is that an HTTP call goes to the Messages API; undefined where it does not. Its URL says so, or the pair
 * of headers: in the call, in the function around it, or in the file where the client is set up.
 */
export function judgeHttp(file: CodeFile, call: CallExpr, frame: Frame): Prompt['confidence'] | undefined {
  const values = call.args.map((argument) => ({ operand: argument.value, frame }));
  const name = lastName(calleeText(file, call.callee));
  if (name === 'curl_setopt' && calleeText(file, call.args[1]?.value ?? call) !== 'CURLOPT_URL') return undefined;
  if (name === 'URL' && !isConnection(file, call)) return undefined;
  const urls = values.flatMap((value, index) => {
    const fields = call.args[index]!.name === undefined ? fieldsOf(value) : undefined;
    return [
      value,
      ...['url', 'uri', 'base_url', 'request_uri', 'curlopt_url'].flatMap((key) => fields?.entries.get(key) ?? []),
    ];
  });
  const made = instanceOptions(call, frame);
  const base = baseOf(made);
  const texts = [...urls, ...urlsBegun(file, call, frame)]
    .flatMap((value) => urlTexts(value))
    .map((text) => (base && !/^https?:/.test(text) ? `${base}/${text.replace(/^\//, '')}` : text));
  if (texts.some((text) => messagesUrl.test(text))) return 'certain';
  if (texts.some((text) => chatUrl.test(text)) && modelKind(modelIn(bodyFields(file, call, frame))) === 'claude')
    return 'certain';
  // Relative to a base that is set where the client is made; servers and their stand-ins name the path from its root.
  const isRelative = !/^(?:script|python)$/.test(file.language.id) && texts.includes('v1/messages');
  if (isRelative && /claude/i.test(file.text) && !versionHeader.test(file.text)) return 'likely';
  // `anthropicClient.post().uri("/messages")`: a client that is set up elsewhere, by its name.
  if (
    isJvm.test(file.language.id) &&
    texts.some((text) => shortPath.test(text)) &&
    ofClaude.test(calleeText(file, call.callee))
  )
    return 'likely';
  if (!file.text.includes('nthropic') || !mayBeRequest(file, call)) return undefined;
  // curl has its URL in one of these calls, and that one stands for all.
  if (/^curl_/.test(name)) return texts.some((text) => messagesPath.test(text)) ? 'certain' : undefined;
  if (hasVersionHeader(call, values) || versionIn(made?.entries.get('headers')))
    return texts.some(isOtherUrl) || !mayHaveBody(file, call, frame) ? undefined : 'certain';
  if (texts.some((text) => messagesPath.test(text)) && versionHeader.test(file.text)) return 'certain';
  const owner = enclosingAt(file, call.span.start)?.span;
  // `base + "/messages"`, and `/messages` of a client whose base has the version.
  const isMessages =
    (owner !== undefined && versionHeader.test(file.text.slice(owner.start, owner.end))) ||
    (versionHeader.test(file.text) && file.text.includes('anthropic.com/v1'));
  if (isMessages && texts.some((text) => shortPath.test(text)) && isJvm.test(file.language.id)) return 'certain';
  if (!versionHeader.test(file.text) || texts.some(isOtherUrl) || !texts.some((text) => openUrl.test(text)))
    return undefined;
  // The URL is known at run time only. Wrappers of `fetch` and `requests` are read where they are called.
  if (/^(?:script|python)$/.test(file.language.id)) return undefined;
  const around = enclosingAt(file, call.span.start)?.span;
  if (around && versionHeader.test(file.text.slice(around.start, around.end))) return 'certain';
  return file.text.includes('api.anthropic.com') ? 'possible' : undefined;
}

/** Known at run time only, or from the path on. */
const openUrl = /^(?:https:\/\/api\.anthropic\.com\/*(?:v1)?\/*)?\u2026$/;

function bodyFields(file: CodeFile, call: CallExpr, frame: Frame): Fields | undefined {
  if (/^(?:script|python)$/.test(file.language.id)) return undefined;
  const sent = fieldsOf(bodyOf(file, call, frame));
  const body = ['body', 'json', 'data', 'content'].map((key) => sent?.entries.get(key)).find(Boolean);
  return body ? fieldsOf(unserialized(body)) : sent;
}

/** Ruby's requests are made with `new`, as everything is: `Net::HTTP::Post.new(uri)`, `Faraday.new(url)`. */
function mayBeRequest({ language, text }: CodeFile, { span }: CallExpr): boolean {
  const made =
    language.id === 'ruby' ? /^(?:([\w:]+)\.)?new\b/.exec(text.slice(span.start, span.start + 120)) : undefined;
  return !made || requestClass.test(made[1] ?? '');
}

const requestClass = /::Post$|Request$/;

/** A URL whose path or host is another one's. */
const isOtherUrl = (text: string): boolean =>
  /(?<!\/)\/(?:v1\/(?:models|files|skills|organizations|chat|embeddings|audio|images|responses)|api)\b|:generateContent/.test(
    text,
  ) ||
  (/^https?:\/\/[\w.-]+\.\w{2,}/.test(text) && !text.includes('anthropic'));

/** Python's requests have their body among the arguments; one without is a `GET`. Elsewhere it may be set on the way. */
function mayHaveBody(file: CodeFile, call: CallExpr, frame: Frame): boolean {
  if (file.language.id !== 'python') return true;
  const positional = call.args.filter(({ name }) => name === undefined);
  if (positional.length > 1 || call.args.some(({ name, spread }) => spread !== undefined || body.test(name ?? '')))
    return true;
  // `urlopen(request)`: the request has the body.
  const only = positional[0] && exprOf({ operand: positional[0].value, frame });
  const bound = only?.kind === 'name' ? resolveName(only, frame).value : undefined;
  const made = bound && exprOf(bound);
  return made?.kind === 'call' && bound !== undefined && mayHaveBody(bound.frame.file, made, bound.frame);
}

const body = /^(?:data|json|content|body)$/;

function hasVersionHeader(call: CallExpr, values: readonly Value[]): boolean {
  const headers = values.flatMap((value, index) =>
    call.args[index]!.name === 'headers' ? [value] : (fieldsOf(value)?.entries.get('headers') ?? []),
  );
  return headers.some(versionIn);
}

const versionIn = (headers: Value | undefined): boolean =>
  headers !== undefined && [...(fieldsOf(headers)?.entries.keys() ?? [])].some((key) => versionHeader.test(key));

/** `client.post(path, …)`: the path is that of messages, or is known at run time only. */
export function isMessagesPath(call: CallExpr, frame: Frame): boolean {
  const [path = ''] = call.args[0] ? urlTexts({ operand: call.args[0].value, frame }) : [];
  return /\/(?:messages|complete)\b|\u2026/.test(path);
}

/** Functions that make a URL of a text, and those that give a setting with a default. */
const urlMakers = /^(?:create|URI|URL|Uri|parse|new|from|of|toURI|toUri|to_string|url)$/;
const settings = /^(?:getOrDefault|env|getenv|fetch|get|getProperty|getEnvironmentVariable|or|unwrap_or|GetValue)$/;

/** What a URL may be, as far as it is known: literals, constants and templates of both. */
function urlTexts(value: Value): string[] {
  const frame = deeper(value.frame);
  if (!frame) return [];
  const here: Value = { operand: value.operand, frame };
  const expr = exprOf(here);
  switch (expr.kind) {
    case 'choice':
      return expr.branches.flatMap((operand) => urlTexts({ operand, frame }));
    case 'typed':
      return urlTexts({ operand: expr.value, frame });
    case 'name': {
      const { value: bound } = resolveName(expr, frame);
      return bound ? urlTexts(bound) : ['\u2026'];
    }
    case 'member':
    case 'index': {
      const held = heldBy(here);
      return held ? urlTexts(held) : ['\u2026'];
    }
    case 'lambda':
      // Ruby's `model_uri` is a call of the method.
      return frame.file.language.id === 'ruby' ? expr.results.flatMap((operand) => urlTexts({ operand, frame })) : [];
    case 'record':
    case 'list':
      return [];
    case 'call': {
      const name = lastName(calleeText(frame.file, expr.callee));
      const callee = lower(frame.file, expr.callee);
      const first = expr.args[0];
      if (first && (urlMakers.test(name) || (name === 'join' && frame.file.language.id === 'rust')))
        return urlTexts({ operand: first.value, frame });
      if (settings.test(name) && expr.args[1]) return urlTexts({ operand: expr.args[1].value, frame });
      if (/^(?:clone|as_str|to_owned|toString|trim|as_ref)$/.test(name) && callee.kind === 'member')
        return urlTexts({ operand: callee.object, frame });
      const text = urlText(here);
      return text !== '\u2026' || /(?:url|uri|endpoint)$/i.test(name) ? [text] : [];
    }
    default:
      return [urlText(here)];
  }
}

function urlText(value: Value): string {
  return textOf(value, { start: 0, end: 0 }, '')
    .map((segment) => (segment.kind === 'text' ? segment.text : '\u2026'))
    .join('')
    .slice(0, 400);
}
