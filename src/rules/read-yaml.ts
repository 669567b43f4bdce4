import { Composer, type Document, type YAMLError } from "yaml";
import { firstOfEach } from "./first-of-each.ts";
import type { Fault, Place } from "./problem.ts";
import { readTokens } from "./read-tokens.ts";
import { yamlMessage } from "./yaml-message.ts";

export interface Yaml {
  /** Null where anything is wrong with the YAML itself. */
  readonly contents: Document.Parsed["contents"];
  readonly faults: readonly Fault[];
}

/** Reads one YAML 1.2 document of the core schema, in which keys are text and every value stands for itself. */
export function readYaml(text: string, placeOf: (offset: number) => Place): Yaml {
  const { tokens, faults } = readTokens(text);
  if (faults.length > 0) return { contents: null, faults };
  // Whether keys are unique is asked later: the composer compares each with each.
  const composer = new Composer({ uniqueKeys: false, stringKeys: true, merge: false, resolveKnownTags: false });
  const [document] = composer.compose(tokens, true, text.length);
  const { contents, errors } = document as Document.Parsed;
  if (errors.length === 0) return { contents, faults };
  // What follows in the same line is mostly the same mistake, seen again.
  return { contents: null, faults: firstOfEach(errors.map(asFault), ({ offset }) => placeOf(offset).line) };
}

function asFault({ pos: [offset], code, message }: YAMLError): Fault {
  return { offset, message: yamlMessage(code, message) };
}
