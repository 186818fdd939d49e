import { isMap } from 'yaml';
import type { SourceDocument } from '../../ports.ts';
import type { Prompt } from '../../prompt.ts';
import { entries, nodeAt, nodeSpan, readYaml } from '../../templates/front-matter.ts';
import type { Edit } from '../fix.ts';

/**
 * promptfoo registers filters in the configuration itself: `nunjucksFilters: { tokenize: ./tokenize.js }`. The edit
 * that uses a filter also names it there. Other engines are told in code: see the styles' notes.
 */
export function registration({ text }: SourceDocument, { format }: Prompt, name: string): Edit[] {
  if (format !== 'promptfoo') return [];
  const base = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const { root } = readYaml(text, { start: base, end: text.length });
  const filters = nodeAt(root, 'nunjucksFilters');
  if (entries(filters).some(({ key }) => key === name)) return [];
  const insert = (at: number, newText: string): Edit[] => [{ span: { start: at, end: at }, newText }];
  const json = /^\s*\{/.test(text.slice(base));
  const entry = json ? `"${name}": "./${name}.js"` : `${name}: ./${name}.js`;
  const holder = nodeSpan(filters, base);
  if (holder && isMap(filters)) {
    const [first] = entries(filters);
    if (text[holder.start] === '{')
      return insert(holder.start + 1, first ? `${json ? '' : ' '}${entry},` : ` ${entry} `);
    const line = text.slice(text.lastIndexOf('\n', holder.start - 1) + 1, holder.start);
    return insert(holder.start, `${entry}${eol(text)}${line}`);
  }
  if (json) return insert(text.indexOf('{') + 1, `"nunjucksFilters": {${entry}}, `);
  const open = text.endsWith('\n') || text === '' ? '' : eol(text);
  return insert(text.length, `${open}nunjucksFilters:${eol(text)}  ${entry}${eol(text)}`);
}

const eol = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');
