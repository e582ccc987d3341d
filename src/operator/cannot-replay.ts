/** What ends a replay before its end. The message is the whole line that is said of it. */
export class CannotReplay extends Error {}
