/** One change of a JSON value, at a place that is counted through all of its places. */
export type Mutation = { place: number; value: unknown } & (
  | { kind: "drop" | "double" | "replace" | "nest" | "swap" }
  | { kind: "rename"; name: string }
  | { kind: "many"; count: number }
  | { kind: "cut"; length: number }
);

type Place = { parent: Record<string, unknown> | unknown[]; key: string };

/** Changes `root` itself. `other` is where swapped values come from. */
export function mutate(root: object, other: object, mutation: Mutation): void {
  const place = placeAt(root, mutation.place);
  if (place === undefined) return;
  const { parent, key } = place;
  const old = (parent as Record<string, unknown>)[key];
  const isList = Array.isArray(parent);
  if (mutation.kind === "drop" || (mutation.kind === "rename" && !isList)) {
    if (isList) parent.splice(Number(key), 1);
    else delete parent[key];
  }
  if (mutation.kind === "drop") return;
  const name = isList ? placeIn(parent, key, mutation) : nameOf(key, mutation);
  put(parent, name, newValue(old, key, other, mutation));
}

function placeIn(list: unknown[], key: string, { kind }: Mutation): string {
  return kind === "double" ? String(list.length) : key;
}

function nameOf(key: string, mutation: Mutation): string {
  if (mutation.kind === "rename") return mutation.name;
  return mutation.kind === "double" ? `${key}_` : key;
}

function newValue(old: unknown, key: string, other: object, mutation: Mutation): unknown {
  switch (mutation.kind) {
    case "replace":
      return structuredClone(mutation.value);
    case "nest":
      return mutation.value === null ? [old] : { [key]: old };
    case "swap":
      return valueAt(other, mutation.place);
    case "many":
      return Array.from({ length: Math.min(mutation.count, timesThatFit(old)) }, () => old);
    case "cut":
      return typeof old === "string" ? old.slice(0, mutation.length) : structuredClone(mutation.value);
    default:
      return structuredClone(old);
  }
}

const MOST_CHARACTERS = 4_000_000;

// Many times many would be more than a text can hold.
function timesThatFit(value: unknown): number {
  return Math.floor(MOST_CHARACTERS / (1 + (JSON.stringify(value)?.length ?? 0)));
}

// As JSON.parse does it: a key named __proto__ is a key.
function put(parent: object, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, writable: true, enumerable: true, configurable: true });
}

function placeAt(root: object, index: number): Place | undefined {
  const places = placesOf(root);
  return places[index % Math.max(1, places.length)];
}

function valueAt(root: object, index: number): unknown {
  const place = placeAt(root, index);
  return place === undefined ? null : structuredClone((place.parent as Record<string, unknown>)[place.key]);
}

const MOST_PLACES = 5_000;

function placesOf(root: object): Place[] {
  const places: Place[] = [];
  const parents: object[] = [root];
  for (let parent = parents.shift(); parent && places.length < MOST_PLACES; parent = parents.shift()) {
    for (const [key, value] of Object.entries(parent)) {
      places.push({ parent: parent as Place["parent"], key });
      if (typeof value === "object" && value !== null) parents.push(value);
    }
  }
  return places;
}
