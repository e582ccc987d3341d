/** What ends a command before its end. The message is the whole line that is said of it. */
export class CannotRun extends Error {}
