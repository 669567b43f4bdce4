import { isScalar, isSeq, type ParsedNode, type Scalar, type YAMLMap } from "yaml";

export interface FoundNode {
  /** The key before the value; null for the file as a whole and in a list. */
  readonly key: Scalar.Parsed | null;
  /** Null where there is nothing, as behind `testing:`. */
  readonly value: ParsedNode | null;
  /** False where the path goes on: key and value are then what should hold the rest of it. */
  readonly isThere: boolean;
}

/** What a path leads to, or the last of what is there on the way. */
export function findNode(contents: ParsedNode | null, path: readonly PropertyKey[]): FoundNode {
  let found: FoundNode = { key: null, value: contents, isThere: true };
  for (const step of path) {
    const next = child(found.value, step);
    if (next === null) return { ...found, isThere: false };
    found = next;
  }
  return found;
}

/** Where to point: at the value, and where there is none, at its key. */
export function offsetOf({ key, value }: FoundNode): number {
  const node = (isEmpty(value) ? key : null) ?? value;
  return (node as ParsedNode).range[0];
}

/** Nothing was written, not even `null`. */
function isEmpty(node: ParsedNode | null): boolean {
  return node === null || (isScalar(node) && node.source === "" && node.value === null);
}

/** Only keys can be missing on a path that the schema gives: an entry that it speaks of is there. */
function child(node: ParsedNode | null, step: PropertyKey): FoundNode | null {
  if (isSeq<ParsedNode>(node)) return { key: null, value: node.items[Number(step)] as ParsedNode, isThere: true };
  const { items } = node as YAMLMap<Scalar.Parsed, ParsedNode | null>;
  const pair = items.find(({ key }) => key.value === step);
  return pair === undefined ? null : { key: pair.key, value: pair.value, isThere: true };
}
