import type { Node } from 'web-tree-sitter';
import { type CodeFile, occurrences } from './code-file.ts';
import { wordsOf } from './languages/shell.ts';

/** A program that a script runs, with the words that it is given. */
export interface Invocation {
  /** The command as it stands in the script. */
  readonly command: Node;
  /** The word by which the program is named. */
  readonly name: Node;
  readonly words: readonly Node[];
}

/** Programs that run the one that they are given. */
const runners =
  /^(?:g?timeout|env|sudo|nohup|nice|ionice|time|stdbuf|xargs|exec|command|docker|podman|npx|bunx|pnpm|yarn|bun|uvx|script|setsid|caffeinate|retry|watch|unbuffer|with_\w+)$/;

/** Packages that bring a program under another name. */
const packages: Readonly<Record<string, string>> = { claude: '@anthropic-ai/claude-code' };

/** Where a script runs `program`: by name, through a runner or a function of its own, or from an array of words. */
export function invocationsOf(file: CodeFile, program: string): Invocation[] {
  const found = [
    ...occurrences(file.text, program).flatMap((at) => namedAt(file, program, at)),
    ...throughVariables(file, program),
  ];
  return found.map((one) => ({ ...one, words: one.words.flatMap((word) => unpacked(file, word)) }));
}

function namedAt(file: CodeFile, program: string, at: number): Invocation[] {
  let node = file.root.descendantForIndex(at, at + program.length);
  let word = node;
  while (node && node.type !== 'command' && node.type !== 'array') {
    word = node;
    node = node.parent;
  }
  if (!node || !word) return [];
  if (node.type === 'array') return fromArray(file, node, program);
  const name = node.childForFieldName('name');
  if (!name) return [];
  if (contains(name, at)) return isProgram(name.text, program) ? [{ command: node, name, words: wordsOf(node) }] : [];
  const words = wordsOf(node);
  const index = words.findIndex((one) => contains(one, at) && isProgram(one.text, program));
  // `xargs -I{} claude`, `docker run image claude`, `_wrapper curl`, `${timeout:+…} claude`.
  if (index < 0 || !runs(file, name) || words.slice(0, index).some((one) => isProgram(one.text, program))) return [];
  return [{ command: node, name: words[index]!, words: words.slice(index + 1) }];
}

/** `CLAUDE="${CLAUDE:-/usr/bin/claude}"` and then `"$CLAUDE" -p "$PROMPT"`. */
function throughVariables(file: CodeFile, program: string): Invocation[] {
  const assigned = new RegExp(
    `^[ \\t]*(?:export |readonly |local )?(\\w+)=["']?(?:\\$\\{\\w+:?-)?(?:[\\w./~-]*/|\\$\\(command -v )?${program}[)}]?["']?[ \\t]*$`,
    'gm',
  );
  const names = new Set([...file.text.matchAll(assigned)].slice(0, maxVariables).map(([, name]) => name!));
  return [...names].flatMap((name) =>
    occurrences(file.text, name).flatMap((at): Invocation[] => {
      if (!/\$\{?$/.test(file.text.slice(Math.max(0, at - 2), at))) return [];
      return commandAt(file, at, name.length);
    }),
  );
}

/** The command that a variable names, or that runs what it names. */
function commandAt(file: CodeFile, at: number, length: number): Invocation[] {
  let command = file.root.descendantForIndex(at, at + length);
  while (command && command.type !== 'command') command = command.parent;
  const name = command?.childForFieldName('name');
  if (!command || !name) return [];
  const words = wordsOf(command);
  if (contains(name, at)) return [{ command, name, words }];
  const index = words.findIndex((one) => contains(one, at));
  return index >= 0 && runs(file, name) ? [{ command, name: words[index]!, words: words.slice(index + 1) }] : [];
}

const maxVariables = 8;

/** `claude "${args[@]}"`: the words that the script put into the array. */
function unpacked(file: CodeFile, word: Node): Node[] {
  const name = /^"?\$\{(\w+)\[[@*]\]\}"?$/.exec(word.text)?.[1];
  if (name === undefined) return [word];
  const words = [...file.text.matchAll(new RegExp(`(?<![\\w$])${name}\\+?=\\(`, 'g'))]
    .slice(0, maxVariables)
    .flatMap(({ index, 0: found }) => {
      let array = file.root.descendantForIndex(index + found.length - 1);
      while (array && array.type !== 'array' && array.type !== 'program') array = array.parent;
      return array?.type === 'array' ? array.namedChildren : [];
    });
  return words.length > 0 ? words : [word];
}

const contains = (node: Node, at: number): boolean => node.startIndex <= at && at < node.endIndex;

function isProgram(word: string, program: string): boolean {
  const plain = word.replace(/^(["'])(.*)\1$/s, '$2');
  const known = packages[program];
  return (
    (/^[\w./~${}-]+$/.test(plain) && plain.split('/').pop() === program) ||
    (known !== undefined && (plain === known || plain.startsWith(`${known}@`)))
  );
}

/** Whether a command hands its words on: a known runner, a variable in its place, a function of the script that runs `"$@"`. */
function runs(file: CodeFile, name: Node): boolean {
  if (/expansion/.test(name.firstNamedChild?.type ?? name.type)) return true;
  const plain = name.text.split('/').pop()!;
  if (runners.test(plain)) return true;
  if (!/^[\w-]+$/.test(plain)) return false;
  const body = new RegExp(`(?:^|\\n)\\s*(?:function\\s+)?${plain}\\s*\\(\\)\\s*\\{([\\s\\S]{0,600}?)\\n\\}`).exec(
    file.text,
  )?.[1];
  return body !== undefined && /(?:^|\n|[;&|]|then|else)\s*(?:exec\s+)?"?\$[@{]/.test(body);
}

/** `CMD=(claude -p)` and then `"${CMD[@]}" "$PROMPT"`. */
function fromArray(file: CodeFile, array: Node, program: string): Invocation[] {
  const [first, ...rest] = array.namedChildren;
  const variable = array.parent?.childForFieldName('name')?.text;
  if (!first || !variable || !isProgram(first.text, program)) return [];
  return occurrences(file.text, variable).flatMap((at): Invocation[] => {
    if (!/^\[[@*]\]/.test(file.text.slice(at + variable.length, at + variable.length + 3))) return [];
    return commandAt(file, at, variable.length).map((one) => ({ ...one, words: [...rest, ...one.words] }));
  });
}
