/** Memory for numbers that are only looked at: a series has a dozen columns, and each is done in some microseconds. */

const FIRST_NUMBERS = 2048;
const MOST_KEPT_NUMBERS = 2 ** 17;

/** Gives room for so many numbers, with anything in it: the same room each time, where it is not very large. */
export function reusedRoom(): (count: number) => Float64Array {
  let room = new Float64Array(FIRST_NUMBERS);
  return (count) => {
    if (count <= room.length) return room;
    const larger = new Float64Array(2 * count);
    if (larger.length <= MOST_KEPT_NUMBERS) room = larger;
    return larger;
  };
}
