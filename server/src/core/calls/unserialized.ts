import { calleeText } from './callee.ts';
import { lower } from './code-file.ts';
import { formatted } from './format.ts';
import { lastName } from './functions.ts';
import { resolveName } from './resolve.ts';
import { deeper, exprOf, type Value } from './value.ts';

/** The text is the receiver, whatever is given: `json.toRequestBody(mediaType)`. */
const ownText = /^(?:toRequestBody|toString|getBytes|toByteArray|encodeToByteArray|ToString|ToJsonString|ToJson)$/;

/** What a serializer was given: `JSON.stringify(x)` gives `x`, through names. */
export function unserialized(value: Value): Value {
  const frame = deeper(value.frame);
  if (!frame) return value;
  const here: Value = { operand: value.operand, frame };
  const expr = exprOf(here);
  if (expr.kind === 'call') {
    const called = calleeText(frame.file, expr.callee);
    if (/(?:Map|List|Set)\.of$/.test(called)) return here;
    const name = lastName(called);
    const first = expr.args.find((argument) => argument.name === undefined) ?? expr.args[0];
    // A body written as text with values put in.
    const text = formatted(expr, name, here);
    if (text && text.frame.file === frame.file) return { operand: text.text, frame };
    const callee = lower(frame.file, expr.callee);
    const receiver = callee.kind === 'member' ? callee.object : undefined;
    const subject = ownText.test(name) ? receiver : (first?.value ?? receiver);
    if (
      !subject ||
      !/^(?:stringify|dumps|json|encode|json_encode|wp_json_encode|jsonEncode|to_json|Serialize|SerializeObject|Marshal|fromUtf8String|writeValueAsString|from|fromString|toJSONString|NewBuffer|NewBufferString|NewReader|generate|to_string|to_vec|toJson|bytes|(?:\[\])?byte|of|ofString|create|StringContent|Create|new|asByteArray|HttpEntity|RequestEntity|valueOf|encodeToString|ByteArrayContent|toRequestBody|toString|getBytes|toByteArray|encodeToByteArray|MemoryStream|GetBytes|ToString|ToJsonString|ToJson|SerializeToUtf8Bytes|SerializeToNode|SerializeToDocument|ByteArrayContent|ReadOnlyMemory|fromValue|fromObject|just|entity|StringEntity|ofByteArray|fromByteArray|fromByteBuffer|writeValueAsBytes|wrap|toJsonTree|valueToTree|convertValue|encodeToJsonElement)$/.test(
        name,
      )
    )
      return here;
    return unserialized({ operand: subject, frame });
  }
  // A buffer that one thing is written to.
  if (
    expr.kind === 'built' &&
    expr.added.length === 1 &&
    expr.added[0]!.how === 'join' &&
    isEmpty({ operand: expr.base, frame })
  )
    return unserialized({ operand: expr.added[0]!.value, frame });
  // `[]byte(body)`
  if (expr.kind === 'typed' && frame.file.language.id === 'go') return unserialized({ operand: expr.value, frame });
  if (expr.kind === 'member' && /^(?:to_json|as_json|to_s)$/.test(expr.name))
    return unserialized({ operand: expr.object, frame });
  if (expr.kind === 'name') {
    const { value: bound } = resolveName(expr, frame);
    const inner = bound && unserialized(bound);
    return inner && inner.operand !== bound.operand ? inner : here;
  }
  return here;
}

/** `new(bytes.Buffer)`, `String::new()`, a declaration without a value. */
function isEmpty(value: Value): boolean {
  const expr = exprOf(value);
  if (expr.kind === 'record') return expr.entries.length === 0;
  if (expr.kind === 'choice') return expr.branches.length === 0;
  return expr.kind === 'call' && expr.args.length === 0;
}

/** Objects around the text of a body: `new StringContent(json)`, `new MemoryStream(Encoding.UTF8.GetBytes(json))`. */
const wraps = /^(?:StringContent|ByteArrayContent|StreamContent|MemoryStream|GetBytes|ReadOnlyMemory)$/;

/** A body without the objects around its text, serializers kept: what they are given is what leaves. */
export function unwrapped(value: Value): Value {
  const frame = deeper(value.frame);
  if (!frame) return value;
  const expr = exprOf({ operand: value.operand, frame });
  if (expr.kind === 'name') {
    const { value: bound } = resolveName(expr, frame);
    const inner = bound && unwrapped(bound);
    return inner && inner.operand !== bound.operand ? inner : value;
  }
  const first = expr.kind === 'call' ? expr.args[0] : undefined;
  const isWrapped = expr.kind === 'call' && wraps.test(lastName(calleeText(frame.file, expr.callee)));
  return first && isWrapped ? unwrapped({ operand: first.value, frame }) : value;
}
