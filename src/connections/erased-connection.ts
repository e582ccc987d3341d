/** A connection that is being erased, and all that it was known by. */
export type ErasedConnection = {
  id: string;
  /** Of connections that turned out to be this one. */
  formerIds: string[];
  userId: string;
  provider: string;
  terraUserIds: string[];
};
