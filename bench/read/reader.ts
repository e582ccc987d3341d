import type { Question, ReaderName } from "./questions.ts";

/** A process that answers the questions, from the database that all of them read. */
export type Reader = { name: ReaderName; pid: number; port: number; stop(): Promise<void> };

/** What is asked of each, and how much at once. */
export type Case = { question: Question; connections: number };

/** Told to the processes of this folder. */
export type ReaderOptions = { url: string; key: string; poolSize: number };
