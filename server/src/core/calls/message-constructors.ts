import type { Role } from '../prompt.ts';
import { calleeText } from './callee.ts';
import type { CallExpr } from './code.ts';
import { lower } from './code-file.ts';
import { lastName } from './functions.ts';
import { literalOf } from './literal.ts';
import { roleOf } from './messages.ts';
import { resolveName } from './resolve.ts';
import { fieldsOf, keywordRecord } from './structure.ts';
import { templated } from './templated.ts';
import { deeper, exprOf, type Value } from './value.ts';

export interface Message {
  readonly role: Role;
  readonly content?: Value;
  /** Key that holds the content, when it is not `content`. */
  readonly key?: string;
  readonly rest?: readonly Value[];
  /** Images and files beside the content. */
  readonly media?: Value;
}

/** Constructors and functions whose first argument (or `content`) is a message's content, by name. */
const constructors: Readonly<Record<string, Role>> = {
  HumanMessage: 'user',
  SystemMessage: 'system',
  AIMessage: 'assistant',
  ToolMessage: 'tool',
  HumanMessagePromptTemplate: 'user',
  SystemMessagePromptTemplate: 'system',
  UserMessage: 'user',
  AssistantMessage: 'assistant',
  AiMessage: 'assistant',
  // Static factories of LangChain4j, imported by name.
  userMessage: 'user',
  systemMessage: 'system',
  aiMessage: 'assistant',
  // Go: the official SDK, go-anthropic, langchaingo.
  NewUserMessage: 'user',
  NewBetaUserMessage: 'user',
  NewAssistantMessage: 'assistant',
  NewUserTextMessage: 'user',
  NewAssistantTextMessage: 'assistant',
  NewToolResultsMessage: 'tool',
};

/** Constructors of a message from its role and its content. */
const pairMakers = /^(?:\w*Message|MessageParam|ChatMessageContent|TextParts)$/;

/** Rust's `Message::new_text(Role::User, text)`. */
const pairMethods = /(?:^|\.)\w*Message\w*\.(?:new|new_text|new_blocks)$/;

/** Methods of a type `Message`: `MessageParam::user(x)`, `Message.user(x)`. */
const roleMethods =
  /^(?:user|assistant|system|forSystem|ofUser|ofAssistant|forUser|forAssistant|from_user|from_system|from_assistant|from_tool)(?:_message|_text)?$/;

/** Functions that make a block, and the position of the argument that is its content; others keep their argument as it is. */
const blockMakers: readonly (readonly [RegExp, number])[] = [
  [
    /^(?:New\w*TextBlock|NewTextMessageContent|TextBlock|TextContent|TextBlockParam|ContentBlock|SystemMessage|text)$/,
    0,
  ],
  // Go: the official SDK and go-anthropic. The first argument is an id, or the type of the medium.
  [/^New\w*(?:ToolResultBlock|ToolUseBlock|ImageBlockBase64|ToolResultMessageContent|ImageBlockFile)$/, 1],
  [/^NewToolUseMessageContent$/, 2],
  [/^New\w*(?:ImageBlock|DocumentBlock|SearchResultBlock|ImageMessageContent|DocumentMessageContent)$/, 0],
];

/** Factories of blocks that are the block's text or data: `TextContent.from(s)`, `ContentBlock.fromText(s)`. */
const blockFactories =
  /(?:^|[.:])\w*(?:Content|Block|Part|ContentBlock|System)(?:Param)?(?:::|\.)(?:from[A-Z]?\w*|of[A-Z]?\w*|text|Text|from_text|image)$/;

/** Blocks made by functions: `NewTextBlock(s)` is the text itself. */
export function unblocked(value: Value): Value {
  const expr = exprOf(value);
  if (expr.kind === 'name') {
    const { value: bound } = resolveName(expr, value.frame);
    const inner = bound && exprOf(bound).kind === 'call' ? unblocked(bound) : undefined;
    return inner && inner.operand !== bound!.operand ? inner : value;
  }
  if (expr.kind !== 'call' || !expr.args[0]) return value;
  const callee = calleeText(value.frame.file, expr.callee);
  const name = lastName(callee);
  const maker = blockMakers.find(([pattern]) => pattern.test(name))?.[1];
  const argument = expr.args[maker ?? 0] ?? expr.args[0];
  return maker !== undefined || blockFactories.test(callee) ? { operand: argument.value, frame: value.frame } : value;
}

/** `RoleType.User`, `"user"`, or the first of either. */
function roleText({ operand, frame }: Value): string {
  const expr = exprOf({ operand, frame });
  if (expr.kind === 'choice' && expr.branches[0]) return roleText({ operand: expr.branches[0], frame });
  return literalOf({ operand, frame })?.text ?? calleeText(frame.file, operand);
}

/** `template.createMessage(map)` of Spring AI, `template.apply(map).toUserMessage()` of LangChain4j. */
function madeMessage(call: CallExpr, value: Value): Message | undefined {
  const callee = exprOf({ operand: call.callee, frame: value.frame });
  if (callee.kind !== 'member' || !/^(?:createMessage|to(?:User|System|Ai)Message)$/.test(callee.name))
    return undefined;
  const content = templated(value);
  if (!content) return undefined;
  const template = exprOf({ operand: callee.object, frame: value.frame });
  const made = template.kind === 'name' ? resolveName(template, value.frame).binding?.typeName : undefined;
  return { role: /System/.test(`${callee.name} ${made}`) ? 'system' : 'user', content };
}

/** A message in any of its spellings: an object, a `[role, content]` pair, a constructor, a plain string. */
export function messageOf(value: Value): Message | undefined {
  const frame = deeper(value.frame);
  if (!frame) return undefined;
  const here: Value = { operand: value.operand, frame };
  const expr = exprOf(here);
  if (expr.kind === 'name') {
    const { value: bound } = resolveName(expr, frame);
    return bound && messageOf(bound);
  }
  if (expr.kind === 'typed') return messageOf({ operand: expr.value, frame });
  if (expr.kind === 'choice') {
    for (const branch of expr.branches) {
      const message = messageOf({ operand: branch, frame });
      if (message) return message;
    }
    return undefined;
  }
  if (expr.kind === 'list') {
    const [first, second] = expr.items;
    const role = first && literalOf({ operand: first.value, frame })?.text;
    if (
      expr.items.length !== 2 ||
      !second ||
      role === undefined ||
      !/^(?:system|user|human|ai|assistant|placeholder|developer)$/.test(role)
    )
      return undefined;
    return { role: roleOf(role), content: { operand: second.value, frame }, key: '1' };
  }
  if (expr.kind === 'call') {
    const made = madeMessage(expr, here);
    if (made) return made;
    const callee = calleeText(frame.file, expr.callee);
    const name = callee.split('.').find((part) => constructors[part] !== undefined) ?? lastName(callee);
    const last = lastName(callee);
    const pair = expr.args.filter((one) => one.name === undefined);
    // `new Message(RoleType.User, "…")`, `ChatMessage(role, content)`.
    // C#'s `new(RoleType.User, "…")` where the type is known from its place.
    const isUntyped = expr.construct === true && lower(frame.file, expr.callee).kind === 'opaque';
    if ((isUntyped || pairMakers.test(last) || pairMethods.test(callee)) && pair.length >= 2) {
      const named = roleText({ operand: pair[0]!.value, frame });
      if (/user|human|assistant|system|ai$/i.test(named))
        return { role: roleOf(named), content: { operand: pair[1]!.value, frame } };
    }
    const role =
      constructors[name] ??
      (roleMethods.test(last) && /Message/.test(callee)
        ? roleOf(last.replace(/^(?:for|of|from_)/, '').split('_')[0])
        : undefined);
    // The first argument of a result is the id of its call.
    if (role !== undefined && name === 'NewToolResultsMessage' && expr.args[1])
      return { role, content: { operand: expr.args[1].value, frame } };
    if (role !== undefined && expr.args.length > 1 && !keywordRecord(expr) && /^New/.test(name)) {
      const items = expr.args.map((one) => ({ value: one.value, spread: one.spread === 'list' }));
      return { role, content: { operand: { kind: 'list', span: expr.span, items }, frame } };
    }
    if (role !== undefined) {
      const named = keywordRecord(expr);
      const content =
        named?.entries.find(({ key }) => key === 'content' || key === 'text')?.value ??
        expr.args.find((one) => one.name === undefined)?.value;
      // `UserMessage.builder().text(q).media(m).build()`: the chain has it.
      const chained = content === undefined ? fieldsOf(here)?.entries : undefined;
      const said = chained?.get('content') ?? chained?.get('contents') ?? chained?.get('text');
      const media = chained?.get('media');
      if (content === undefined) return { role, ...(said ? { content: said } : {}), ...(media ? { media } : {}) };
      const blocks = expr.args.filter(({ value: operand }) => unblocked({ operand, frame }).operand !== operand);
      if (blocks.length > 1 && blocks.length === expr.args.length) {
        const items = blocks.map((one) => ({ value: one.value }));
        return { role, content: { operand: { kind: 'list', span: expr.span, items }, frame } };
      }
      const inner = { operand: content, frame };
      const wrapped = exprOf(inner).kind === 'record' ? fieldsOf(inner)?.entries.get('content') : undefined;
      return { role, content: wrapped ?? inner };
    }
  }
  const fields = fieldsOf(here);
  if (!fields) return undefined;
  const { entries, spreads } = fields;
  const content = entries.get('content') ?? entries.get('parts') ?? entries.get('text');
  const role = roleOf(literalOf(entries.get('role') ?? entries.get('type'))?.text);
  if (!content && spreads.length === 0) return undefined;
  const key = !entries.has('content') && entries.has('parts') ? { key: 'parts' } : {};
  return { role, ...(content ? { content } : {}), ...key, rest: content ? [] : spreads };
}
