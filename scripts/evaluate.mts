/**
 * npm run evaluate -- DATASET [--ignore TYPE,…] [--half 1|2|all] [--show misses|alarms] [--engine portable|re2]
 *
 * Precision, recall, F1 and F2 of the detector on a file of lines `{"id","text","spans":[[start,end,type],…]}` with
 * offsets in Unicode code points, or `{"name","label"}` for names of fields. A span is found when one of ours overlaps it
 * with an intersection over union of at least 0.5. Only what `scrub` would change counts as found, as there.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { classifyName, createDetector } from '../server/src/core/detection/index.ts';
import { type EntityType, entityType } from '../server/src/core/taxonomy/entity-types.ts';
import { loadRegexEngine } from '../server/src/workspace/regex-engines.ts';
import { accepts, sourceTypesNotScored, typesNotScored } from './evaluate-types.mts';

type Row = { id?: string; text: string; spans: [number, number, string][]; hard_negative?: boolean };
type NameRow = { name: string; label: string };
interface Tally {
  tp: number;
  fp: number;
  fn: number;
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ignore: { type: 'string', default: '' },
    half: { type: 'string', default: 'all' },
    show: { type: 'string', default: '' },
    engine: { type: 'string', default: 'auto' },
  },
});
const file = positionals[0];
if (!file) {
  console.error('Usage: npm run evaluate -- DATASET [--ignore TYPE,…] [--half 1|2|all] [--show misses|alarms]');
  process.exit(2);
}
const ignored = new Set([...typesNotScored, ...options.ignore.split(',')]);
const lines = readFileSync(file, 'utf8').trim().split('\n');
const rows = lines
  .map((line) => JSON.parse(line) as Row & NameRow)
  .filter((_, index) => options.half === 'all' || index % 2 === Number(options.half) - 1);

if (rows[0]?.name !== undefined) evaluateNames(rows);
else await evaluateSpans(rows);

function evaluateNames(names: readonly NameRow[]): void {
  const tally = { tp: 0, fp: 0, fn: 0 };
  for (const { name, label } of names) {
    const found = classifyName(name) !== undefined;
    if (label === 'positive') found ? tally.tp++ : tally.fn++;
    else if (label === 'negative' && found) tally.fp++;
    if (options.show === 'misses' && label === 'positive' && !found) console.log(`miss  ${name}`);
    if (options.show === 'alarms' && label === 'negative' && found)
      console.log(`alarm ${name} ${classifyName(name)?.type}`);
  }
  console.log(`names ${names.length}`);
  print('positive against negative', tally);
}

async function evaluateSpans(texts: readonly Row[]): Promise<void> {
  const detect = createDetector(await loadRegexEngine(options.engine as 'auto'));
  const any: Tally = { tp: 0, fp: 0, fn: 0 };
  const typed: Tally = { tp: 0, fp: 0, fn: 0 };
  const byType = new Map<string, Tally>();
  const count = (type: string, field: keyof Tally) => {
    const tally = byType.get(type) ?? { tp: 0, fp: 0, fn: 0 };
    tally[field]++;
    byType.set(type, tally);
  };
  let negatives = 0;
  let redacted = 0;
  for (const row of texts) {
    const gold = row.spans.map(([start, end, type]) => ({ ...toUnits(row.text, start, end), type }));
    const found = detect(row.text).filter(({ score, type }) => score >= 0.5 && changesText(type));
    if (row.hard_negative) {
      negatives++;
      if (found.length > 0) redacted++;
      if (found.length > 0 && options.show === 'alarms') {
        console.log(
          `negative ${row.id}: ${found.map(({ type, span }) => `${type} «${row.text.slice(span.start, span.end)}»`).join(', ')} | ${row.text}`,
        );
      }
    }
    const careless = gold.filter(({ type }) => sourceTypesNotScored.has(type));
    const wanted = gold.filter(({ type }) => !sourceTypesNotScored.has(type));
    const used = new Set<number>();
    for (const one of wanted) {
      const hits = found
        .map((entity, index) => ({ entity, index }))
        .filter(({ entity, index }) => !used.has(index) && iou(entity.span, one) >= 0.5);
      const best = hits.find(({ entity }) => accepts(one.type, entity.type)) ?? hits[0];
      if (!best) {
        any.fn++;
        typed.fn++;
        count(one.type, 'fn');
        if (options.show === 'misses')
          console.log(
            `miss ${row.id} ${one.type} «${row.text.slice(one.start, one.end)}» | ${row.text.replaceAll('\n', '⏎')}`,
          );
        continue;
      }
      used.add(best.index);
      any.tp++;
      count(one.type, 'tp');
      if (accepts(one.type, best.entity.type)) typed.tp++;
      else {
        typed.fn++;
        typed.fp++;
        if (options.show === 'types')
          console.log(`type ${row.id} ${one.type} found as ${best.entity.type} | ${row.text.replaceAll('\n', '⏎')}`);
      }
    }
    found.forEach((entity, index) => {
      if (used.has(index) || ignored.has(entity.type)) return;
      if (careless.some((one) => iou(entity.span, one) >= 0.5)) return;
      any.fp++;
      typed.fp++;
      count(`our ${entity.type}`, 'fp');
      if (options.show === 'alarms')
        console.log(
          `alarm ${row.id} ${entity.type} «${row.text.slice(entity.span.start, entity.span.end)}» | ${row.text.replaceAll('\n', '⏎')}`,
        );
    });
  }
  console.log(`texts ${texts.length}`);
  for (const [type, tally] of [...byType].sort((a, b) => b[1].tp + b[1].fn - a[1].tp - a[1].fn)) print(type, tally);
  print('any type', any);
  print('typed', typed);
  if (negatives > 0)
    console.log(`negatives with a finding: ${redacted} of ${negatives} = ${percent(redacted, negatives)}`);
}

/** What `scrub` replaces: diagnoses, ages below 90, states and countries keep their form. */
function changesText(type: string): boolean {
  const known = entityType(type);
  return known === undefined || (known.form !== 'keep' && !isHealthContext(known));
}

/** Diagnoses, drugs, results: context, no identifiers. */
function isHealthContext({ hipaa }: EntityType): boolean {
  return hipaa === 'ctx';
}

function toUnits(text: string, start: number, end: number): { start: number; end: number } {
  const points = [...text];
  const from = points.slice(0, start).join('').length;
  return { start: from, end: from + points.slice(start, end).join('').length };
}

function iou(a: { start: number; end: number }, b: { start: number; end: number }): number {
  const both = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return both <= 0 ? 0 : both / (Math.max(a.end, b.end) - Math.min(a.start, b.start));
}

function print(label: string, { tp, fp, fn }: Tally): void {
  const precision = tp / (tp + fp);
  const recall = tp / (tp + fn);
  const f = (beta: number) => ((1 + beta * beta) * precision * recall) / (beta * beta * precision + recall);
  console.log(
    `${label.padEnd(34)} n ${String(tp + fn).padStart(5)}  P ${percent(tp, tp + fp)}  R ${percent(tp, tp + fn)}  F1 ${f(1).toFixed(3)}  F2 ${f(2).toFixed(3)}`,
  );
}

/** A share with its 95 % interval (Wilson). */
function percent(part: number, whole: number): string {
  if (whole === 0) return '    –                ';
  const z = 1.96;
  const p = part / whole;
  const middle = (p + (z * z) / (2 * whole)) / (1 + (z * z) / whole);
  const half = (z * Math.sqrt((p * (1 - p)) / whole + (z * z) / (4 * whole * whole))) / (1 + (z * z) / whole);
  return `${p.toFixed(3)} [${(middle - half).toFixed(3)}, ${(middle + half).toFixed(3)}]`;
}
