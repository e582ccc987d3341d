/** What ends the simulation before its end. The message is the whole line that is said of it. */
export class CannotPlay extends Error {}
