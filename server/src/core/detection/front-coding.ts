/** Words of a front-coded list: an upper-case letter says how many characters each shares with the word before it. */
export function* frontCoded(text: string): Generator<string> {
  let word = '';
  let start = 0;
  let shared = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 65;
    if (code < 65 || code > 90) continue;
    if (i > 0) {
      word = word.slice(0, shared) + text.slice(start, i);
      yield word;
    }
    shared = code - 65;
    start = i + 1;
  }
}
