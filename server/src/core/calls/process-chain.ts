import type { Node } from 'web-tree-sitter';
import type { CallExpr } from './code.ts';
import { type CodeFile, lower, occurrences } from './code-file.ts';
import { itemsOf } from './items.ts';
import { answerOf, enclosingAt } from './surroundings.ts';
import type { Frame, Value } from './value.ts';

/**
 * The words that Rust's `Command` is given after the program, in the chain and on the variable that holds it:
 * `Command::new("claude").args(["-p", &prompt]).arg("--verbose")`. https://doc.rust-lang.org/std/process/struct.Command.html
 */
export function chainedWords(file: CodeFile, call: CallExpr, frame: Frame): Value[] {
  const start = file.root.descendantForIndex(call.span.start, call.span.end);
  const own = start ? wordsFrom(start, frame) : [];
  return [...own, ...onVariable(file, call, (node) => wordsFrom(node, frame))];
}

/** What is written to the standard input of the process: `stdin.write_all(prompt.as_bytes())`. */
export function writtenWords(file: CodeFile, call: CallExpr, frame: Frame): Value[] {
  const around = enclosingAt(file, call.span.start)?.span;
  if (!around) return [];
  const after = file.text.slice(call.span.end, around.end);
  return [...after.matchAll(/\.write_all\(/g)].slice(0, 4).flatMap(({ index }): Value[] => {
    const at = call.span.end + index + 1;
    const node = callAround(file.root.descendantForIndex(at, at + 9), file);
    const written = node && lower(file, node);
    const argument = written?.kind === 'call' ? written.args[0] : undefined;
    return argument ? [{ operand: argument.value, frame }] : [];
  });
}

function callAround(node: Node | null, file: CodeFile): Node | undefined {
  let at = node;
  for (let step = 0; at && step < 4 && !file.language.nodes.calls.has(at.type); step++) at = at.parent;
  return at && file.language.nodes.calls.has(at.type) ? at : undefined;
}

/** Arguments of the `arg` and `args` calls of the chain that begins with a node. */
function wordsFrom(start: Node, frame: Frame): Value[] {
  const words: Value[] = [];
  let at = start;
  for (let step = 0; step < 60; step++) {
    const { parent } = at;
    if (!parent) break;
    if (parent.type === 'call_expression' && parent.childForFieldName('function')?.id === at.id) {
      const name = at.childForFieldName('field')?.text;
      const given = parent.childForFieldName('arguments')?.firstNamedChild;
      const value = given && { operand: given, frame };
      if (name === 'arg' && value) words.push(value);
      if (name === 'args' && value) words.push(...(itemsOf(value)?.map((one) => one.value) ?? [value]));
    } else if (!/^(?:field_expression|try_expression|await_expression|call_expression)$/.test(parent.type)) break;
    at = parent;
  }
  return words;
}

/** `cmd.arg("-p").arg(&prompt);` on the variable that the call is bound to. */
function onVariable(file: CodeFile, call: CallExpr, read: (node: Node) => Value[]): Value[] {
  const name = answerOf(file, call.span, false)?.name;
  if (!name || !/^\w+$/.test(name)) return [];
  const end = enclosingAt(file, call.span.start)?.span.end ?? file.text.length;
  return occurrences(file.text.slice(call.span.end, end), name).flatMap((at): Value[] => {
    const from = call.span.end + at;
    if (!/^\s*\.\s*args?\(/.test(file.text.slice(from + name.length, from + name.length + 40))) return [];
    const node = file.root.descendantForIndex(from, from + name.length);
    return node ? read(node) : [];
  });
}
