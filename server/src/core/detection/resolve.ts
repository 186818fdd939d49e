import { blocker, type Candidate } from './candidate.ts';
import type { Entity } from './entity.ts';

/** Weight of length: a container of ten more characters beats what it contains unless that is a tenth surer. */
const rank = (candidate: Candidate): number => candidate.score + 0.01 * Math.min(30, candidate.end - candidate.start);

/** The best set of candidates without overlaps: surer and longer first, then leftmost. Deterministic, n log n. */
export function resolveOverlaps(candidates: readonly Candidate[]): Entity[] {
  const order = [...candidates].sort(
    (a, b) =>
      rank(b) - rank(a) || a.start - b.start || b.end - a.end || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0),
  );
  const taken = new Intervals();
  const kept: Candidate[] = [];
  for (const candidate of order) if (taken.add(candidate.start, candidate.end)) kept.push(candidate);
  return kept
    .filter(({ type }) => type !== blocker)
    .sort((a, b) => a.start - b.start)
    .map(({ type, start, end, score, evidence, reserved, recognizer }) => ({
      type,
      span: { start, end },
      score,
      evidence,
      ...(reserved ? { reserved } : {}),
      ...(recognizer ? { recognizer } : {}),
    }));
}

/** Disjoint intervals, kept sorted in blocks so that adding stays cheap for many. */
class Intervals {
  private readonly buckets = new Map<number, (readonly [number, number])[]>();

  /** Adds [start, end) unless it overlaps one that is there. Buckets are 256 code units wide. */
  add(start: number, end: number): boolean {
    const first = start >> 8;
    const last = (end - 1) >> 8;
    for (let key = first; key <= last; key++) {
      for (const [from, to] of this.buckets.get(key) ?? []) if (from < end && start < to) return false;
    }
    for (let key = first; key <= last; key++) {
      const bucket = this.buckets.get(key);
      if (bucket) bucket.push([start, end]);
      else this.buckets.set(key, [[start, end]]);
    }
    return true;
  }
}
