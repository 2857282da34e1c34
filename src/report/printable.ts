/**
 * A text in one line that a terminal shows and does not obey: line ends become spaces; control characters, and those
 * that turn the direction of what follows, are spelled out. Names and excerpts come from files that nobody has vetted.
 */
export function printable(text: string): string {
  return text.replace(/\s*[\r\n]\s*/g, ' ').replace(unsafe, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

const unsafe = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
