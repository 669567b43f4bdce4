import { storableText } from "../workflow/storable.ts";

/** A piece of the file as a message quotes it: short, and without what a terminal or a page would act on. */
export function shown(text: string, lengthMax = 60): string {
  const short = text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text;
  return storableText(short.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD"));
}
