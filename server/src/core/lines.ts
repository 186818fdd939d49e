/** Line and column of an offset, both from 1, columns in UTF-16 code units. Line ends as in LSP: LF, CRLF, CR. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A function from offsets of `text` to places; builds its table once, answers by bisection. Clamps to the text. */
export function lineIndex(text: string): (offset: number) => Place {
  const starts = [0];
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return (offset) => {
    const clamped = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: clamped - starts[low]! + 1 };
  };
}
