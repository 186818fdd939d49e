import type { Node } from 'web-tree-sitter';
import type { Part } from '../prompt.ts';
import { calleeText } from './callee.ts';
import type { CallExpr } from './code.ts';
import { type CodeFile, lower, occurrences } from './code-file.ts';
import { itemsOf } from './items.ts';
import { literalOf } from './literal.ts';
import { addContent, addSystem } from './messages.ts';
import type { Parts } from './parts.ts';
import { chainedWords, writtenWords } from './process-chain.ts';
import { answerOf, enclosingAt } from './surroundings.ts';
import { textOf } from './text.ts';
import { exprOf, type Frame, type Value } from './value.ts';

/** A program's command line that runs Claude: `subprocess.run(["claude", "-p", prompt], input=note)`. */
export interface CommandLine {
  /** Words after the program; undefined where they are one text for a shell. */
  readonly words: readonly Value[] | undefined;
  readonly text?: Value;
}

const program = /(?:^|[\\/])claude(?:\.(?:exe|cmd))?$|^@anthropic-ai\/claude-code(?:@[\w.-]+)?$/;
const inText = /(?:^|[\s/"'`;|&(])claude(?=\s)[^|;&]*?\s(?:-p|--print)\b/;
const prints = /^(?:-p|--print)$/;
/** Runners that stand before the program: `["npx", "claude", …]`. */
const maxBefore = 4;

/** The command line that a call runs, when it is one of Claude Code that prints its answer. */
export function commandLineOf(call: CallExpr, frame: Frame): CommandLine | undefined {
  // Go's `exec.CommandContext(ctx, "claude", …)`.
  const isLate = /\.CommandContext$/.test(calleeText(frame.file, call.callee));
  const args = isLate ? call.args.slice(1) : call.args;
  const first = args.find(({ name }) => name === undefined || name === 'args');
  if (!first) return undefined;
  const given: Value = { operand: first.value, frame };
  if (frame.file.language.id === 'rust') {
    if (!/Command\.new$/.test(calleeText(frame.file, call.callee)) || !program.test(literalOf(given)?.text ?? ''))
      return undefined;
    const rest = chainedWords(frame.file, call, frame);
    return rest.some((word) => prints.test(literalOf(word)?.text ?? '')) ? { words: rest } : undefined;
  }
  const words = itemsOf(given)?.map(({ value }) => value) ?? separate({ ...call, args }, frame);
  if (words) {
    const at = words.slice(0, maxBefore).findIndex(isProgram);
    if (at < 0) return undefined;
    const rest = words.slice(at + 1);
    return rest.some((word) => prints.test(literalOf(word)?.text ?? '')) ? { words: rest } : undefined;
  }
  return inText.test(shown(given)) ? { words: undefined, text: given } : undefined;
}

/** `claude`, as it is written or put together: `"$prefix/bin/$command"`. */
const isProgram = (word: Value): boolean =>
  program.test(literalOf(word)?.text ?? '') || (/claude/i.test(word.frame.file.text) && program.test(shown(word)));

const shown = (value: Value): string =>
  textOf(value, { start: 0, end: 0 }, '')
    .map((segment) => (segment.kind === 'text' ? segment.text : '\u2026'))
    .join('');

/** `create_subprocess_exec("claude", "-p", prompt)`, `spawn('claude', ['-p', prompt])`: each word is an argument, or in a list. */
function separate(call: CallExpr, frame: Frame): Value[] | undefined {
  const words = call.args
    .filter(({ name }) => name === undefined)
    .flatMap(({ value: operand, spread }): Value[] => {
      const listed = itemsOf({ operand, frame })?.map(({ value }) => value);
      // Options of the process and what is called when it ends are no words.
      if (/^(?:record|lambda)$/.test(exprOf({ operand, frame }).kind)) return [];
      return listed ?? (spread === 'list' ? [] : [{ operand, frame }]);
    });
  return words.slice(0, maxBefore).some(isProgram) ? words : undefined;
}

/** Options that take a value which is no text for the model. */
const valued =
  /^--(?:model|output-format|input-format|allowed-?[tT]ools|disallowed-?[tT]ools|tools|mcp-config|permission-mode|max-turns|max-budget-usd|add-dir|session-id|resume|settings|setting-sources|fallback-model|agents|json-schema|permission-prompt-tool)$|^-r$/;

/** What of a command line reaches Claude: the prompt, system prompts, and what the process reads. */
export function commandParts(file: CodeFile, call: CallExpr, frame: Frame, line: CommandLine): Part[] {
  const parts: Parts = { list: [], syntax: file.languageId, site: call.span };
  const prompt = (value: Value) => addContent(parts, 'user', 'prompt', value, call.span);
  if (line.text) prompt(line.text);
  const words = line.words ?? [];
  for (let index = 0; index < words.length; index++) {
    const word = literalOf(words[index]!)?.text;
    const next = words[index + 1];
    const isValue = next !== undefined && !literalOf(next)?.text.startsWith('-');
    if (word !== undefined && /^--(?:append-)?system-prompt$/.test(word) && next) {
      addSystem(parts, 'system', next, call.span);
      index++;
    } else if (word !== undefined && valued.test(word)) index++;
    else if (word !== undefined && /^(?:-p|--print)$/.test(word)) {
      if (isValue) prompt(next);
      if (isValue) index++;
    } else if (!word?.startsWith('-')) prompt(words[index]!);
  }
  for (const input of inputsOf(file, call, frame)) addContent(parts, 'user', 'input', input, call.span);
  return parts.list;
}

/** `input=…` of the call, and what is given to `communicate` or written to the process that it starts. */
function inputsOf(file: CodeFile, call: CallExpr, frame: Frame): Value[] {
  const given = call.args.find(({ name }) => name === 'input');
  if (given) return [{ operand: given.value, frame }];
  if (file.language.id === 'rust') return writtenWords(file, call, frame);
  const name = answerOf(file, call.span, false)?.name;
  if (!name || !/^[\w.]+$/.test(name)) return [];
  const last = name.split('.').pop()!;
  const end = enclosingAt(file, call.span.start)?.span.end ?? file.text.length;
  return occurrences(file.text.slice(call.span.end, end), last).flatMap((at): Value[] => {
    const from = call.span.end + at;
    const set = file.language.id === 'go' ? stdinOf(file, from + last.length) : undefined;
    if (set) return [{ operand: set, frame }];
    const method = /^\s*\.\s*(?:stdin\s*\.\s*write|communicate)(?=\s*\()/.exec(
      file.text.slice(from + last.length, from + last.length + 40),
    );
    if (!method) return [];
    const callee = from + last.length + method[0].length;
    let node = file.root.descendantForIndex(callee - 1, callee);
    while (node && !file.language.nodes.calls.has(node.type)) node = node.parent;
    const written = node && lower(file, node);
    const argument =
      written?.kind === 'call' ? (written.args.find((one) => one.name === 'input') ?? written.args[0]) : undefined;
    return argument ? [{ operand: argument.value, frame }] : [];
  });
}

/** Go's `cmd.Stdin = strings.NewReader(prompt)`. */
function stdinOf(file: CodeFile, at: number): Node | undefined {
  if (!/^\.Stdin\s*=[^=]/.test(file.text.slice(at, at + 20))) return undefined;
  let node = file.root.descendantForIndex(at + 1, at + 6);
  while (node && node.type !== 'assignment_statement') node = node.parent;
  return node?.childForFieldName('right') ?? undefined;
}
