/** What makes a run say nothing: an answer that was not right, or data that are not there. */
export class VoidRun extends Error {}
