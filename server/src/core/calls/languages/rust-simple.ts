import type { Span } from '../../span.ts';
import type { CallExpr, Expr, Operand } from '../code.ts';

/** What only wraps its argument: options, smart pointers, strings made of strings, values of JSON. */
const wrappers =
  /^(?:Some|Ok|(?:\w+::)*(?:Box|Arc|Rc|Mutex|RwLock|RefCell|Cell|Cow|Pin|String|Blob|Bytes|Body|Vec|PathBuf|Value|Reverse|Json)(?:::<[^()]*>)?::(?:new|from|from_iter|Borrowed|Owned|String|Array|pin|from_str)|(?:serde_json::)?(?:to_value|json!)|Json|Cow::Borrowed|std::mem::take|mem::take|Into::into|From::from|ToString::to_string)$/;

/** What begins empty, to be added to. */
const texts = /^(?:std::string::)?String::(?:new|with_capacity|default)$/;
const lists = /^(?:std::\w+::)*(?:Vec|VecDeque|SmallVec)(?:::<[^()]*>)?::(?:new|with_capacity|default)$/;
const maps = /^(?:\w+::)*(?:HashMap|BTreeMap|IndexMap|Map)(?:::<[^()]*>)?::(?:new|with_capacity|default)$/;

/** Methods that give the value itself in another form: owned, borrowed, out of an option or a result. */
const selves =
  /^(?:clone|cloned|copied|to_owned|to_string|into|into_string|into_owned|into_inner|as_str|as_ref|as_deref|as_mut|as_slice|as_bytes|into_bytes|to_vec|into_boxed_str|unwrap|expect|unwrap_or_default|unwrap_unchecked|ok|ok_or|ok_or_else|map_err|context|with_context|wrap_err|wrap_err_with|borrow|borrow_mut|lock|try_into|to_str|to_string_lossy|display|as_os_str|by_ref|boxed|flatten|inspect_err|inspect)$/;
/** Agents are built with a `context` of documents; elsewhere it is said about an error. */
const agents = /\b(?:agent|preamble|builder|temperature|tool)\(/;
/** The value, or else what is given: `name.unwrap_or("unknown")`, `a.or_else(|| b)`. */
const fallbacks = /^(?:unwrap_or|unwrap_or_else|or|or_else)$/;
/** Functions by their path that change the form only: `.map(str::to_string)`. */
const formOnly =
  /^(?:str|String|ToString|Into|From|ToOwned|AsRef|Clone|Cow|Some|Box|Arc)(?:::(?:to_string|to_owned|from|into|as_str|as_ref|clone|new|into_owned|trim))?$/;

/**
 * A call that leaves its subject as it is, as that subject; collections that begin empty. `name` is the method's, where
 * the callee is one; `text` gives the source of an operand. Undefined for all other calls.
 */
export function simplified(
  { args, span }: Pick<CallExpr, 'args' | 'span'>,
  written: string,
  method: { readonly name: string; readonly object: Operand } | undefined,
  text: (operand: Operand) => string,
): Operand | undefined {
  const [first] = args;
  if (!method) {
    if (first && args.length === 1 && wrappers.test(written)) return first.value;
    return args.length < 2 ? empty(written, span) : undefined;
  }
  const { name, object } = method;
  if (selves.test(name) && !(name === 'context' && agents.test(text(object)))) return object;
  if (name === 'map' && first && formOnly.test(text(first.value))) return object;
  // A closure among the tokens of a macro is not read.
  const isRead = first && ('typeId' in first.value || first.value.kind !== 'opaque');
  if (fallbacks.test(name) && first && !isRead) return object;
  if (fallbacks.test(name) && first)
    return { kind: 'choice', span, branches: [object, bodyOf(first.value)], fallback: true };
  return undefined;
}

/** `|| "unknown".into()`: what the closure gives. */
const bodyOf = (operand: Operand): Operand =>
  'typeId' in operand && operand.type === 'closure_expression'
    ? (operand.childForFieldName('body') ?? operand)
    : operand;

function empty(written: string, span: Span): Expr | undefined {
  if (texts.test(written)) return { kind: 'text', span, pieces: [] };
  if (lists.test(written)) return { kind: 'list', span, items: [] };
  return maps.test(written) ? { kind: 'record', span, entries: [] } : undefined;
}
