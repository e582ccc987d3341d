import type { TerraHeaders } from "../terra/headers.ts";
import type { BodyPieces } from "./body-pieces.ts";

/** A delivery as it came through the door. */
export type ReceivedDelivery = {
  id: string;
  receivedMicros: number;
  terra: TerraHeaders;
  headers: Record<string, string>;
  body: Uint8Array;
  /** Which of the signing secrets matched, from 0. */
  secret: number;
  /** What the door already noticed, such as an old signature. */
  notes: string[];
  /** The delivery whose payload was fetched, where this is that payload. */
  parentId: string | null;
  /** Set where it is stored already, and is applied again. */
  replayed?: true;
};

/** One whose body is still in the pieces in which it came. */
export type ArrivedDelivery = Omit<ReceivedDelivery, "body" | "secret"> & {
  body: BodyPieces;
  /** Null where the signature is still to be checked, over the body as it is. */
  secret: number | null;
};
