/** Texts: each different one once, in order of appearance, then for every row which of them it is. */
import { type ByteReader, type ByteWriter, damaged } from "./series-bytes.ts";
import { readIntegers, writeIntegers } from "./series-integers.ts";

export function writeTexts(writer: ByteWriter, texts: readonly string[]): void {
  const places = new Map<string, number>();
  const indices = new Float64Array(texts.length);
  texts.forEach((text, row) => {
    const place = places.get(text) ?? places.size;
    if (place === places.size) places.set(text, place);
    indices[row] = place;
  });
  writeList(writer, [...places.keys()]);
  writeIntegers(writer, indices);
}

export function readTexts(reader: ByteReader, count: number): string[] {
  const different = readList(reader);
  const texts: string[] = [];
  for (const index of readIntegers(reader, count)) {
    const text = different[index];
    if (text === undefined) throw damaged("a row names a text that is not there");
    texts.push(text);
  }
  return texts;
}

export function writeList(writer: ByteWriter, texts: readonly string[]): void {
  writer.varint(texts.length);
  for (const text of texts) writer.text(text);
}

export function readList(reader: ByteReader): string[] {
  const texts: string[] = [];
  for (let left = reader.varint(); left > 0; left--) texts.push(reader.text());
  return texts;
}
