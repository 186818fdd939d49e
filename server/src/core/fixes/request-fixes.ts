import { permitted } from '../policy/geography.ts';
import { takesInferenceGeo } from '../policy/platform-facts.ts';
import { platformOf } from '../rules/residency/route.ts';
import type { Finding, RuleContext } from '../rules/rule.ts';
import { type Span, sliceOf } from '../span.ts';
import type { Fix } from './fix.ts';
import { argumentRange, eolOf, indentOf, insideQuotes, objectAround } from './source-text.ts';

/** Fixes of what a call says beside its text: region, model, features. Code only; a template has no such arguments. */

/** Where a function makes the call, its settings stand there. */
const isCall = ({ resolved: { prompt } }: RuleContext): boolean => prompt.origin === 'call' && !prompt.through;

/** How a language writes a text argument of the request. */
const argumentStyles: Readonly<Record<string, (name: string, value: string) => string>> = {
  typescript: (name, value) => `${name}: '${value}'`,
  javascript: (name, value) => `${name}: '${value}'`,
  typescriptreact: (name, value) => `${name}: '${value}'`,
  javascriptreact: (name, value) => `${name}: '${value}'`,
  python: (name, value) => `${name}="${value}"`,
  shellscript: (name, value) => `"${name}": "${value}"`,
  json: (name, value) => `"${name}": "${value}"`,
};

/** Pins a call to a place that all of `places` permit, in the way of its platform. */
export function regionFixes(context: RuleContext, places: readonly string[]): Fix[] {
  if (!isCall(context)) return [];
  const fits = (region: string) =>
    places.length === 0 || places.every((place) => permitted(region, [place]) || permitted(region, places));
  const platform = platformOf(context);
  if (platform === 'claude-api' || platform === 'claude-aws') return fits('us') ? inferenceGeo(context) : [];
  const region = ['eu', 'us', 'jp', 'au'].find(fits);
  if (!region) return [];
  if (platform === 'bedrock') return modelPrefix(context, region);
  return platform === 'vertex' && (region === 'eu' || region === 'us') ? regionValue(context, region) : [];
}

function inferenceGeo(context: RuleContext): Fix[] {
  const { document, resolved } = context;
  const { inferenceGeo: geo, model } = resolved.prompt.request;
  if (model && !takesInferenceGeo(model.value)) return [];
  const title = 'Set inference_geo to us';
  if (geo)
    return geo.by === 'literal'
      ? [{ title, safe: false, edits: [{ span: insideQuotes(document.text, geo.span), newText: 'us' }] }]
      : [];
  const style = argumentStyles[document.languageId];
  const at = style && placeOfModel(context);
  if (at === undefined) return [];
  const written = style!('inference_geo', 'us');
  const alone = /^[ \t]*$/.test(document.text.slice(document.text.lastIndexOf('\n', at - 1) + 1, at));
  const gap = alone ? `,${eolOf(document.text)}${indentOf(document.text, at)}` : ', ';
  return [{ title, safe: false, edits: [{ span: { start: at, end: at }, newText: `${written}${gap}` }] }];
}

/** Where the argument `model` of the call is written. */
function placeOfModel({ document, resolved }: RuleContext): number | undefined {
  const { span } = resolved.prompt;
  const match = /(?<![\w.])["']?model["']?\s*[:=](?!=)/.exec(sliceOf(document.text, span));
  return match ? span.start + match.index : undefined;
}

function modelPrefix({ document, resolved }: RuleContext, region: string): Fix[] {
  const { model } = resolved.prompt.request;
  if (!model || (model.by !== 'literal' && model.by !== 'constant')) return [];
  const span = insideQuotes(document.text, model.span);
  const written = sliceOf(document.text, span);
  const match = /^(?:global|us|eu|jp|apac|au)\.(?=anthropic\.)|^(?=anthropic\.)/.exec(written);
  if (!match) return [];
  const prefix = { start: span.start, end: span.start + match[0].length };
  return [
    { title: `Use the ${region}. inference profile`, safe: false, edits: [{ span: prefix, newText: `${region}.` }] },
  ];
}

function regionValue({ document, resolved }: RuleContext, region: string): Fix[] {
  const fact = resolved.prompt.request.region;
  if (fact?.by !== 'literal') return [];
  return [
    {
      title: `Set the region to ${region}`,
      safe: false,
      edits: [{ span: insideQuotes(document.text, fact.span), newText: region }],
    },
  ];
}

/** Takes an argument, property or list element out of a call, comma included. */
export function removeArgument(span: Span, title: string, { document }: RuleContext): Fix[] {
  const range = argumentRange(document.text, span);
  return range ? [{ title, safe: false, edits: [{ span: range, newText: '' }] }] : [];
}

/** Another model of the same provider and region, for one that keeps prompts. */
export function modelFixes({ document, resolved }: RuleContext): Fix[] {
  const { model } = resolved.prompt.request;
  if (!model || (model.by !== 'literal' && model.by !== 'constant')) return [];
  const span = insideQuotes(document.text, model.span);
  const match = /claude-(?:fable|mythos)-[\w.-]*/.exec(sliceOf(document.text, span));
  if (!match) return [];
  const place = { start: span.start + match.index, end: span.start + match.index + match[0].length };
  const pinned = resolved.prompt.request.inferenceGeo !== undefined;
  const usable = replacements.filter(({ id }) => !pinned || takesInferenceGeo(id));
  return usable.map(({ name, id }) => ({
    title: `Use ${name}`,
    safe: false,
    edits: [{ span: place, newText: id }],
  }));
}

/** Models without required retention (docs, model-specific retention, 2026-09-26). */
const replacements = [
  { name: 'Claude Opus', id: 'claude-opus-5' },
  { name: 'Claude Sonnet', id: 'claude-sonnet-5' },
  { name: 'Claude Haiku', id: 'claude-haiku-4-5' },
] as const;

/** Restricts, rewires or removes the tool or setting that a finding stands on. */
export function featureFixes(finding: Finding, context: RuleContext): Fix[] {
  if (!isCall(context)) return [];
  const { text } = context.document;
  const feature = finding.subject?.['feature'];
  const object = objectAround(text, finding.span);
  const isTool =
    object !== undefined && /^\{\s*["']?(?:type|name)["']?\s*[:=]/.test(text.slice(object.start, object.start + 40));
  const direct =
    isTool && String(feature).endsWith('-dynamic')
      ? besideType(object, 'allowed_callers', 'direct', 'Allow direct calls only', context)
      : [];
  const bounded =
    isTool && finding.rule === 'egress-tool'
      ? besideType(object, 'allowed_domains', 'example.org', 'Limit the tool to named domains', context)
      : [];
  const removed = removeArgument(
    isTool ? object : finding.span,
    isTool ? 'Remove the tool' : 'Remove the setting',
    context,
  );
  return [...direct, ...bounded, ...removed];
}

/** Adds a list of one text to a tool definition, in the quotes and keys that it uses. */
function besideType(object: Span, name: string, value: string, title: string, { document }: RuleContext): Fix[] {
  const source = sliceOf(document.text, object);
  if (source.includes(name)) return [];
  const quotedKeys = /^\{\s*["']/.exec(source)?.[0].at(-1);
  const quote = quotedKeys ?? (source.includes("'") ? "'" : '"');
  const key = quotedKeys ? `${quotedKeys}${name}${quotedKeys}` : name;
  const end = object.start + source.slice(0, -1).replace(/[\s,]*$/, '').length;
  return [
    { title, safe: false, edits: [{ span: { start: end, end }, newText: `, ${key}: [${quote}${value}${quote}]` }] },
  ];
}
