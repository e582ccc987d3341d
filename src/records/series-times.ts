/**
 * Time texts as clocks: microseconds of the wall clock since 1970, and the form in which the text writes them.
 * A form is all that differs between notations: the separator, the precision, and whatever follows the clock, so
 * that each text of a form can be written again from its clock alone. Texts of no form, or of long ago, stay texts.
 * forms, of each row which (0 null, 1 none, 2 the first form, ...), the clocks, the texts of no form.
 */
import { type ByteReader, type ByteWriter, damaged } from "./series-bytes.ts";
import { LARGEST_DISTANCE, readIntegers, writeIntegers } from "./series-integers.ts";
import { reusedRoom } from "./series-room.ts";
import { readList, readTexts, writeList, writeTexts } from "./series-texts.ts";
import {
  clockOf,
  clockReader,
  clockWriter,
  type Form,
  formFrom,
  formOf,
  offsetMicrosOf,
} from "./series-time-forms.ts";

export const NOTHING = 0;
export const NO_FORM = 1;
export const FIRST_FORM = 2;
/** What comes in more notations than this has one for each row, as nanoseconds have, and is better kept as text. */
export const MOST_FORMS = 64;
/** A column of time texts, taken apart: of each row the kind, then in order the clocks and the texts of no form. */
export type Times = { kinds: Uint8Array; forms: Form[]; clocks: Float64Array; others: string[] };

const readClock = clockReader();
/** The form that was found last. A text has one form alone, so it does not matter where it is looked for first. */
let usual: Form | undefined;

export function timesFrom(texts: readonly (string | null)[]): Times {
  const kinds = new Uint8Array(texts.length);
  const clocks = new Float64Array(texts.length);
  const forms: Form[] = [];
  const others: string[] = [];
  let form: Form | undefined;
  let kind = NO_FORM;
  let next = 0;
  for (let row = 0; row < texts.length; row++) {
    const text = texts[row] ?? null;
    if (text === null) continue;
    let clock = form === undefined ? Number.NaN : readClock(text, form);
    if (Number.isNaN(clock)) {
      form = formAmong(forms, text);
      kind = form === undefined ? NO_FORM : FIRST_FORM + forms.indexOf(form);
      clock = form === undefined ? Number.NaN : readClock(text, form);
    }
    if (isPackable(clock)) {
      kinds[row] = kind;
      clocks[next++] = clock;
    } else {
      kinds[row] = NO_FORM;
      others.push(text);
    }
  }
  return { kinds, forms, clocks: next === clocks.length ? clocks : clocks.subarray(0, next), others };
}

/** The texts again. Those with a clock are slices of one large text, far cheaper than putting each together. */
export function textsOf({ kinds, forms, clocks, others }: Times): (string | null)[] {
  const formed = formedTextsOf({ kinds, forms, clocks });
  const texts: (string | null)[] = [];
  let start = 0;
  let other = 0;
  for (const kind of kinds) {
    const length = forms[kind - FIRST_FORM]?.length;
    if (length === undefined) texts.push(kind === NOTHING ? null : (others[other++] ?? null));
    else texts.push(formed.slice(start, start + length));
    start += length ?? 0;
  }
  return texts;
}

/** Microseconds since the epoch; a clock without an offset is read as UTC; null where the text is no time. */
export function instantsFrom({ kinds, forms, clocks, others }: Times): (number | null)[] {
  const offsets = forms.map(offsetMicrosOf);
  const instants: (number | null)[] = [];
  let clock = 0;
  let other = 0;
  for (const kind of kinds) {
    if (kind === NOTHING) instants.push(null);
    else if (kind === NO_FORM) instants.push(instantOf(others[other++] ?? ""));
    else instants.push(before(clocks[clock++] ?? 0, offsets[kind - FIRST_FORM] ?? null));
  }
  return instants;
}

const roomForKinds = reusedRoom();

export function writeTimes(writer: ByteWriter, { kinds, forms, clocks, others }: Times): void {
  writeList(
    writer,
    forms.map((form) => form.pattern),
  );
  const room = roomForKinds(kinds.length);
  room.set(kinds);
  writeIntegers(writer, room, kinds.length);
  writeIntegers(writer, clocks);
  if (others.length > 0) writeTexts(writer, others);
}

export function readTimes(reader: ByteReader, count: number): Times {
  const forms = readList(reader).map(readForm);
  const sent = readIntegers(reader, count);
  const kinds = new Uint8Array(sent);
  let formed = 0;
  let formless = 0;
  for (let row = 0; row < count; row++) {
    const kind = kinds[row] ?? NOTHING;
    if (kind !== sent[row] || kind >= FIRST_FORM + forms.length)
      throw damaged("a row names a form of times that is not there");
    if (kind >= FIRST_FORM) formed++;
    else if (kind === NO_FORM) formless++;
  }
  const clocks = readIntegers(reader, formed);
  for (const clock of clocks) if (!isPackable(clock)) throw damaged("a time is out of range");
  return { kinds, forms, clocks, others: formless > 0 ? readTexts(reader, formless) : [] };
}

/** From 1970 to 2112. Others are kept as text, lest two be further apart than integers may be. */
export function isPackable(clock: number): boolean {
  return Number.isInteger(clock) && clock >= 0 && clock <= LARGEST_DISTANCE;
}

/** The form of a text, added to `forms` when it is new and there is room. */
function formAmong(forms: Form[], text: string): Form | undefined {
  const form = usual && !Number.isNaN(readClock(text, usual)) ? usual : formOf(text);
  if (form === undefined) return undefined;
  const known = forms.find(({ pattern }) => pattern === form.pattern);
  if (known !== undefined || forms.length === MOST_FORMS) return known;
  usual = form;
  forms.push(form);
  return form;
}

function formedTextsOf({ kinds, forms, clocks }: Omit<Times, "others">): string {
  let size = 0;
  for (const kind of kinds) size += forms[kind - FIRST_FORM]?.length ?? 0;
  const bytes = Buffer.allocUnsafe(size);
  const write = clockWriter(bytes);
  let next = 0;
  for (const kind of kinds) {
    const form = forms[kind - FIRST_FORM];
    if (form !== undefined) write(clocks[next++] ?? 0, form);
  }
  return bytes.toString("latin1");
}

function before(clock: number, offset: number | null): number | null {
  return offset === null ? null : clock - offset;
}

function instantOf(text: string): number | null {
  const form = formOf(text);
  return form === undefined ? null : before(clockOf(text, form), offsetMicrosOf(form));
}

function readForm(pattern: string): Form {
  const form = formFrom(pattern);
  if (form === undefined) throw damaged("unknown form of times");
  return form;
}
