import type { Node } from 'web-tree-sitter';
import type { Prompt } from '../../../prompt.ts';
import type { TemplateUse } from '../../../templates/uses.ts';
import { codeLanguageOf } from '../../code/index.ts';
import type { CodeLanguage } from '../../code/language.ts';
import { helpersFor } from '../../code/names.ts';
import { indentAt, lineBreakOf } from '../../code/scan.ts';
import { insert, vaultInReach } from '../../code/scope.ts';
import { applyEdits, type Edit } from '../../fix.ts';
import { namedFunctionAround } from './edits.ts';
import { type EngineRegistration, engines } from './engines.ts';
import { calleeOf, isArguments, lastWord, nodesBelow } from './nodes.ts';
import { type Ties, tiesOf } from './ties.ts';

/** Edits that tell the engine of a filter, in the files that load the template, and hand it the vault. */
export interface Registered {
  readonly edits: readonly Edit[];
  readonly note: string;
}

/**
 * Where the code that loads a template makes its engine, the filter is registered there. Undefined when no such code is
 * known, when one of the files that load the template cannot be changed, or where the engine has the filter.
 */
export function registerInCode(syntax: string, name: string, uses: readonly TemplateUse[]): Registered | undefined {
  if (name !== 'tokenize' || uses.length === 0) return undefined;
  const found = uses.map((use) => registeredIn(use, syntax, name));
  if (found.some((one) => one === undefined)) return undefined;
  const edits = found.flatMap((one) => one!.edits);
  if (edits.length === 0) return undefined;
  const titles = [...new Set(found.map((one) => one!.title))].join(' and ');
  return { edits, note: `Registers ${name} with ${titles}, which finds the vault in the data of the template.` };
}

function registeredIn(use: TemplateUse, syntax: string, name: string) {
  const { document } = use;
  const { text, uri } = document;
  const language = codeLanguageOf(document.languageId);
  const root = use.parse(text)?.rootNode;
  if (!root || !language) return undefined;
  for (const engine of engines[syntax] ?? []) {
    const made = engine.languages.test(document.languageId) ? engine.made.exec(text) : null;
    const variable = made?.slice(1).find(Boolean);
    if (!made || !variable) continue;
    if (engine.known(name).test(text)) return { edits: [], title: engine.title };
    const ties = tiesOf(root, text, use.references);
    const statement = engine.statement(variable, name, 'vault');
    const at = engine.at === 'after' ? made.index + made[0].length - 1 : (use.references[0]?.start ?? -1);
    const placed = at < 0 ? undefined : besideStatement(root, at, engine.at, text, statement);
    const handed = handIn(root, use, engine, ties, language);
    if (!placed || !handed) return undefined;
    const broken = root.hasError;
    const edits = [...imported(engine, placed.span.start, text), ...handed, placed];
    const after = use.parse(
      applyEdits(
        text,
        edits.filter((edit) => edit.uri === undefined),
      ),
    );
    if (!after || (after.rootNode.hasError && !broken)) return undefined;
    return { edits: edits.map((edit) => ({ uri, ...edit })), title: engine.title };
  }
  return undefined;
}

/** A statement of its own, beside the one that holds an offset. */
function besideStatement(
  root: Node,
  offset: number,
  side: 'after' | 'before',
  text: string,
  statement: string,
): Edit | undefined {
  let node: Node | null = root.descendantForIndex(offset);
  while (node?.parent && !/^(?:program|module|block|statement_block|class_body)$/.test(node.parent.type))
    node = node.parent;
  if (!node?.parent || node.parent.type === 'class_body') return undefined;
  const eol = lineBreakOf(text);
  const indent = indentAt(text, node.startIndex);
  if (side === 'before') return insert(node.startIndex, `${statement}${eol}${indent}`);
  const end = text[node.endIndex] === ';' ? node.endIndex + 1 : node.endIndex;
  return insert(end, `${eol}${indent}${statement}`);
}

function imported({ imports }: EngineRegistration, before: number, text: string): Edit[] {
  if (!imports || imports.present.test(text)) return [];
  const first = /^(?:from|import)\s/m.exec(text.slice(0, before));
  return first
    ? [insert(first.index, `${imports.line}${lineBreakOf(text)}`)]
    : [insert(0, `${imports.line}${lineBreakOf(text)}`)];
}

/** The vault, in the data of every call that renders the template; undefined where one cannot be changed. */
function handIn(
  root: Node,
  use: TemplateUse,
  engine: EngineRegistration,
  ties: Ties,
  language: CodeLanguage,
): Edit[] | undefined {
  const { document } = use;
  const { text } = document;
  const edits: Edit[] = [];
  let made = false;
  let count = 0;
  for (const node of nodesBelow(root)) {
    const call = isArguments(node) ? node.parent : null;
    if (!call || !renders(call, node, text, engine, ties)) continue;
    const enclosing = namedFunctionAround(use.functionAround, call.startIndex);
    const prompt = { request: { features: [], ...(enclosing ? { enclosing } : {}) } } as unknown as Prompt;
    const vault = vaultInReach(text, call.startIndex, prompt, language);
    const handed = vault && dataEdit(node, text, vault.expression, engine, ties);
    if (!vault || !handed) return undefined;
    made ||= vault.made;
    count += 1;
    edits.push(...[...vault.edits, handed].filter((edit) => !edits.some((other) => isSame(edit, other))));
  }
  if (count === 0) return undefined;
  return [...language.use(helpersFor('tokenize', made), document).edits, ...edits];
}

function renders(call: Node, list: Node, text: string, engine: EngineRegistration, ties: Ties): boolean {
  const callee = calleeOf(call, text);
  const isTied =
    ties.mentions(callee) ||
    ties.references.some(({ start, end }) => call.startIndex <= start && end <= list.startIndex);
  if (!engine.render) return isTied && !/\.\w+\s*$/.test(callee) && !/^\w*(?:readFile|fetch|load)\w*\s*$/i.test(callee);
  if (!engine.render.test(lastWord(callee))) return false;
  const inside = ties.references.some(({ start, end }) => list.startIndex <= start && end <= list.endIndex);
  return isTied || inside || ties.mentions(text.slice(list.startIndex, list.endIndex));
}

/** `vault=vault` behind the other keywords; `vault` in the object of values. */
function dataEdit(
  list: Node,
  text: string,
  vault: string,
  { data, title }: EngineRegistration,
  ties: Ties,
): Edit | undefined {
  const close = list.endIndex - 1;
  if (text[close] !== ')') return undefined;
  const given = list.namedChildren.filter((child): child is Node => child !== null && child.type !== 'comment');
  if (data === 'keyword') {
    const comma = given.length > 0 && !/,\s*$/.test(text.slice(list.startIndex, close)) ? ', ' : '';
    return insert(given.at(-1)?.endIndex ?? close, `${comma}vault=${vault}`);
  }
  // The template stands before its values where both are handed in.
  const values = given.find((child) => !isTemplate(child, text, ties));
  const own = vault === 'vault' ? 'vault' : `vault: ${vault}`;
  if (values?.type === 'dictionary')
    return insert(values.startIndex + 1, `"vault": ${vault}${values.namedChildCount > 0 ? ', ' : ''}`);
  if (!values || values.type === 'function' || values.type === 'arrow_function') return undefined;
  const target = title === 'Dotprompt' ? inputOf(values, text) : values;
  if (!target) return undefined;
  if (target.type === 'object')
    return insert(target.startIndex + 1, target.namedChildCount > 0 ? ` ${own},` : ` ${own} `);
  if (!/^(?:identifier|member_expression|call_expression)$/.test(target.type)) return undefined;
  return {
    span: { start: target.startIndex, end: target.endIndex },
    newText: `{ ...${text.slice(target.startIndex, target.endIndex)}, ${own} }`,
  };
}

const isTemplate = (node: Node, text: string, { mentions, references }: Ties): boolean =>
  node.type !== 'object' &&
  (/^(?:string|template_string)$/.test(node.type) ||
    mentions(text.slice(node.startIndex, node.endIndex)) ||
    references.some(({ start, end }) => node.startIndex <= start && end <= node.endIndex));

/** Dotprompt: `render(source, { input: { … } })`. */
const inputOf = (options: Node, text: string): Node | undefined =>
  options.namedChildren
    .find((pair) => pair?.type === 'pair' && text.slice(pair.startIndex, pair.endIndex).startsWith('input'))
    ?.childForFieldName('value') ?? undefined;

const isSame = (a: Edit, b: Edit): boolean =>
  a.uri === b.uri && a.span.start === b.span.start && a.span.end === b.span.end && a.newText === b.newText;
