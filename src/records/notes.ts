/** What did not fit while a delivery was read: said on the delivery, by path and kind, never by value. */
import { cleanText } from "../terra/clean-text.ts";

const MOST = 20;

export class Notes {
  private readonly notes: string[] = [];
  private more = 0;

  add(path: string, wanted: string, came: unknown): void {
    this.say(`${path}: wanted ${wanted}, got ${kindOf(came)}; kept as null`);
  }

  say(note: string): void {
    if (this.notes.length < MOST) this.notes.push(cleanText(note));
    else this.more += 1;
  }

  list(): string[] {
    return this.more > 0 ? [...this.notes, `and ${this.more} more of the kind`] : this.notes;
  }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number") return Number.isFinite(value) ? "another number" : "a number too large";
  return value === null ? "null" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
