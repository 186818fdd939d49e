import type { SourceDocument } from '../ports.ts';
import type { FormatDecision } from '../prompt.ts';
import type { Delimiters } from './delimiters.ts';
import { dialectOf } from './dialects.ts';
import { hasDirective } from './directives.ts';
import { type Format, formats } from './formats.ts';
import { hasRoleLines } from './roles.ts';

/** What the workspace knows about a file beside its text. */
export interface FormatEvidence {
  /** A call site loads this file as a prompt: `summary.ts`. */
  readonly loadedBy?: string;
  /** Marks that the code which loads it gives to the engine. */
  readonly delimiters?: Delimiters;
}

const none = (reason: string): FormatDecision => ({ format: 'none', isPrompt: false, reason });

const promptFolder =
  /(?:^|\/)(?:\.?prompts?|[\w.-]{0,40}[-_.]prompts?|prompts?[-_](?:templates?|library|files?|assets|texts?)|llm|promptlib)\//i;
/** `system_prompt.md`, `summary.prompt.v2.txt`; `prompt-writing.md` is about prompts. */
const promptName =
  /(?:^|[/._-])prompts?(?:[._-](?:v?\d{1,4}|system|user|assistant|template|en|de|fr|es|ja|zh|default|final|draft|short|long)){0,3}\.[a-z0-9]+$|(?:^|\/)system[-_]?(?:message|instructions?)\.[a-z0-9]+$/i;
const mailFolder =
  /(?:^|\/)(?:e?mails?|mailers?|mail[-_]templates?|e?mail[-_]templates?|newsletters?|notifications?|views|layouts?|pages|partials|_includes|themes?|snippets|emails?[-_]templates?)\//i;
const documentFolder = /(?:^|\/)(?:docs?|documentation|website|site|wiki|blog|node_modules|\.github)\//i;
/** Configuration and data that lies beside prompts. */
const dataName =
  /(?:^|\/)(?:package|tsconfig|index|config|settings|manifest|schema|metadata|plugin|openapi|docker-compose|mkdocs|_?toc)(?:[.-][\w-]{0,40}){0,3}\.(?:ya?ml|json)$|\.(?:schema|meta|config|lock|min|test|spec|snap)\.(?:ya?ml|json)$/i;
const documentName =
  /(?:^|\/)(?:readme|changelog|changes|history|licen[cs]e|notice|contributing|code[-_]of[-_]conduct|security|authors|maintainers|install|todo|roadmap|index|requirements)\b[^/]*$/i;

/** Text that is another thing than a prompt, whatever folder it lies in. Looked for in the first 4,000 characters. */
const otherThings: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /<!doctype html|<html[\s>]|<mjml[\s>]|<body[\s>]|<\/?(?:tbody|td|div class|style)[\s>]/i, what: 'HTML' },
  { pattern: /^Subject:[ \t]*\S/m, what: 'an e-mail' },
  { pattern: /\bunsubscribe\b|\bview (?:this|it) in (?:your )?browser\b/i, what: 'an e-mail' },
  {
    pattern:
      /^\s*(?:select\s[\s\S]{1,400}?\sfrom\s|insert\s+into\s|create\s+(?:or\s+replace\s+)?(?:table|view|function)\s)/i,
    what: 'SQL',
  },
  { pattern: /^apiVersion:|^#!\/|^FROM [\w./:-]+$|^server \{|^\[(?:Unit|Service)\]$/m, what: 'configuration' },
];

/** Phrases and marks that only prompts have; one is enough for a file with a template suffix. */
const strongSigns: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /^[ \t]*#?[ \t]*(?:system|assistant)(?:\[[^\]\n]{0,200}\])?[ \t]*:[ \t]*\r?$/im, what: 'a role marker' },
  {
    pattern:
      /\{%-?[ \t]*chat[ \t]+role|\{\{~?[ \t]*role[ \t]+["']|<message[ \t]+role=|<\|(?:im_start|system|start_header_id)\|?>|^(?:Human|Assistant):/im,
    what: 'a role marker',
  },
  {
    pattern:
      /\b(?:you are|act as|you're) (?:an?|the|claude)\b[^.\n]{0,120}\b(?:assistant|expert|agent|model|analyst|writer|editor|engineer|developer|doctor|physician|nurse|lawyer|teacher|tutor|bot|specialist|scientist|reviewer|translator|ai)\b/i,
    what: 'a sentence that gives the model its role',
  },
  {
    pattern:
      /\byour (?:task|job|goal|role) is to\b|\byou will be (?:given|provided)\b|\bthink step by step\b|\b(?:respond|reply|answer|output) (?:only )?(?:with|in|as) (?:a |an |valid |the )?(?:json|xml|yaml|markdown)\b|\bdo not (?:make up|hallucinate|invent)\b/i,
    what: 'instructions to a model',
  },
  {
    pattern: /<\/?(?:instructions?|examples?|thinking|scratchpad|context|documents?|task|output_format|rules)>/i,
    what: 'XML tags of a prompt',
  },
];

/** Which format a file is, on what evidence. Pure and total; looks at the path and the first 4,000 characters. */
export function decide(document: SourceDocument, path: string, evidence: FormatEvidence = {}): FormatDecision {
  const format = formats.find((one) => matches(one, path, document.text)) ?? byLanguage(document, path);
  if (!format) return none('no known prompt format');
  const yes = (reason: string): FormatDecision => ({ format: format.id, isPrompt: true, reason });
  if (format.suffix === 'owned') return yes(format.evidence);
  const head = document.text.slice(0, 4000);
  if (hasDirective(document.text)) return yes(`${format.evidence} with a prompt-privacy comment`);
  if (document.uri.startsWith('vscode-notebook-cell:')) {
    return hasRoleLines(head) ? yes('notebook cell with role markers') : none('notebook cell without role markers');
  }
  if (document.uri.startsWith('untitled:')) return yes(`new document in the language ${document.languageId}`);
  if (evidence.loadedBy)
    return isData(format, path, document.text)
      ? none(`${format.evidence} that ${evidence.loadedBy} loads as data`)
      : yes(`${format.evidence} loaded as a prompt by ${evidence.loadedBy}`);
  if (format.id === 'structured' && dataName.test(path))
    return none(`${format.evidence} with the name of a configuration`);
  if (documentName.test(path)) return none(`${format.evidence} with the name of a document`);
  const other = otherThings.find(({ pattern }) => pattern.test(head));
  if (other) return none(`${format.evidence} that is ${other.what}`);
  return byPlace(format, path, head, yes);
}

/** Books, transcripts and tables that code sends: longer than an instruction, or kept with the data. */
const dataFolder =
  /(?:^|\/)(?:data(?:sets?)?|books?|corpora|corpus|docs?|documents?|fixtures|samples?|transcripts?|knowledge(?:[-_]base)?|inputs?|uploads?)\//i;
const longestInstruction = 12_000;

/** A text that code loads is a prompt unless it is what the prompt is about: without marks, signs and a prompt's name. */
function isData({ id }: Format, path: string, text: string): boolean {
  if (id !== 'markdown' && id !== 'text' && id !== 'structured') return false;
  const head = text.slice(0, 4000);
  if (promptFolder.test(path) || promptName.test(path) || strongSigns.some(({ pattern }) => pattern.test(head)))
    return false;
  if (documentName.test(path) || (id === 'structured' && dataName.test(path))) return true;
  return (text.length > longestInstruction || dataFolder.test(path)) && dialectOf(text.slice(0, 20_000)) === 'plain';
}

/** A document without a file name is what its language says; a Markdown cell of an open notebook is Markdown. */
function byLanguage({ languageId, uri }: SourceDocument, path: string): Format | undefined {
  const cell = uri.startsWith('vscode-notebook-cell:');
  const unnamed = !/\.[^/.]+$/.test(path) && uri.startsWith('untitled:');
  return cell || unnamed ? formats.find(({ id }) => id === languageId) : undefined;
}

/** Content is looked for in the first 20,000 characters. */
function matches({ path: pattern, content }: Format, path: string, text: string): boolean {
  if (!pattern.test(path)) return false;
  const head = content ? text.slice(0, 20_000).replace(/^\ufeff/, '') : '';
  return content?.every((one) => one.test(head)) ?? true;
}

function byPlace(format: Format, path: string, head: string, yes: (reason: string) => FormatDecision): FormatDecision {
  const sign = strongSigns.find(({ pattern }) => pattern.test(head));
  const documentation = documentFolder.test(path);
  if (promptFolder.test(path)) {
    if (!documentation) return yes(`${format.evidence} below ${promptFolder.exec(path)![0].replace(/^\//, '')}`);
    return sign
      ? yes(`${format.evidence} below a prompt folder with ${sign.what}`)
      : none('documentation about prompts');
  }
  if (promptName.test(path) && !documentation) return yes(`${format.evidence} named as a prompt`);
  if (format.id === 'markdown' || format.id === 'text' || format.id === 'structured')
    return none(`${format.evidence} outside a prompt folder`);
  if (mailFolder.test(path)) return none(`${format.evidence} below a folder of pages or e-mails`);
  return sign && !documentation
    ? yes(`${format.evidence} with ${sign.what}`)
    : none(`${format.evidence} without a sign of a prompt`);
}

/** How sure it is that the file reaches a model. */
export function confidenceOf(decision: FormatDecision, format: Format): 'certain' | 'likely' | 'possible' {
  if (
    format.suffix === 'owned' ||
    decision.reason.includes('prompt-privacy comment') ||
    decision.reason.includes('loaded as')
  )
    return 'certain';
  return /below|named/.test(decision.reason) ? 'likely' : 'possible';
}
