import type { WordList } from './lexicon.ts';

const longest = 256;

/** Words of a front-coded list: an upper-case letter says how many characters each shares with the word before it. */
export const frontCoded =
  (text: string): WordList =>
  (add) => {
    const word = new Uint16Array(longest);
    let length = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 65 && code <= 90) {
        if (i > 0) add(word, length);
        length = code - 65;
      } else if (length < longest) word[length++] = code;
    }
    if (text !== '') add(word, length);
  };
