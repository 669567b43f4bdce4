/**
 * Text with nothing hidden in it: one kind of line break, control and bidirectional characters named (`⟨U+202E⟩`) because
 * they make a text read otherwise than it is, and characters without a shape removed. The emoji selector stays.
 */
export function visible(text: string): string {
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .replace(/(?![\t\n])[\p{Control}\p{Bidi_Control}]/gu, (character) => `⟨U+${codeOf(character)}⟩`)
    .replace(shapeless, "");
}

/** JSON text in which hidden characters are JSON's own escapes, so that the value stays what it was. */
export function visibleJson(json: string): string {
  return json.replace(/(?!\n)[\p{Control}\p{Bidi_Control}\u2028\u2029]/gu, escaped).replace(shapeless, escaped);
}

const shapeless = /(?!\uFE0F)[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;

function codeOf(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
}

/** JSON escapes UTF-16 units: a character beyond U+FFFF takes two. */
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    return `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`;
  }).join("");
}
