import { type StreamRestorer, streamRestorer } from '../core/scrub/restore.ts';
import type { VaultData } from '../core/scrub/vault.ts';
import { type RestoreCount, restoreAnswer } from './answer-json.ts';

interface StreamEvent {
  readonly type?: string;
  readonly index?: number;
  readonly delta?: { readonly type?: string; readonly text?: string; readonly partial_json?: string };
  readonly [key: string]: unknown;
}

/** Restores the events of a streamed message, one by one: what comes out for what went in, often the same. */
export interface EventRestorer {
  /** Events to send on in place of this one. */
  next(event: StreamEvent): readonly StreamEvent[];
}

const deltaField = { text_delta: 'text', input_json_delta: 'partial_json' } as const;

/**
 * Text and tool inputs arrive in pieces cut anywhere; each content block has a restorer of its own. What a restorer
 * still holds when its block ends is sent as one more delta before the end. `json`: text blocks hold JSON.
 */
export function eventRestorer(vault: VaultData, json: boolean, count: RestoreCount): EventRestorer {
  const open = new Map<number, { readonly restorer: StreamRestorer; readonly delta: keyof typeof deltaField }>();
  return {
    next(event) {
      const index = event.index ?? -1;
      if (event.type === 'content_block_delta') {
        const kind = event.delta?.type;
        if (kind !== 'text_delta' && kind !== 'input_json_delta')
          return kind === 'citations_delta' ? [whole(event)] : [event];
        const known = open.get(index) ?? {
          restorer: streamRestorer(vault, { json: kind === 'input_json_delta' || json }),
          delta: kind,
        };
        open.set(index, known);
        const piece = event.delta?.[deltaField[kind]] ?? '';
        const restored = known.restorer.push(piece);
        if (restored === piece) return [event];
        return restored === '' ? [] : [{ ...event, delta: { ...event.delta, [deltaField[kind]]: restored } }];
      }
      if (event.type !== 'content_block_stop') return [event.type === 'content_block_start' ? whole(event) : event];
      const known = open.get(index);
      open.delete(index);
      if (!known) return [event];
      const rest = known.restorer.end();
      count.restored += known.restorer.restored;
      count.left += known.restorer.left.length;
      if (rest === '') return [event];
      const delta = { type: known.delta, [deltaField[known.delta]]: rest };
      return [{ type: 'content_block_delta', index, delta }, event];
    },
  };
  function whole(event: StreamEvent): StreamEvent {
    return restoreAnswer(event, vault, { json }, count) as StreamEvent;
  }
}
