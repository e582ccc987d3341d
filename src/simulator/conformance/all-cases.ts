import type { Case } from "./case.ts";
import { CHAIN_CASES } from "./cases/chain-cases.ts";
import { TIME_CASES } from "./cases/day-cases.ts";
import { DELETE_CASES } from "./cases/delete-cases.ts";
import { DOOR_CASES } from "./cases/door-cases.ts";
import { DUPLICATE_CASES } from "./cases/duplicate-cases.ts";
import { ELEMENT_AND_VALUE_CASES } from "./cases/element-cases.ts";
import { FETCH_CASES } from "./cases/fetch-cases.ts";
import { KEY_CASES } from "./cases/key-cases.ts";
import { LIFE_CASES } from "./cases/life-cases.ts";
import { SECTION_CASES } from "./cases/section-cases.ts";
import { SIGNATURE_CASES } from "./cases/signature-cases.ts";
import { TRANSFER_CASES } from "./cases/transfer-cases.ts";
import { VERSION_CASES } from "./cases/version-cases.ts";

/** Every case there is, in the order of the rules. */
export const ALL_CASES: readonly Case[] = [
  ...DOOR_CASES,
  ...VERSION_CASES,
  ...SECTION_CASES,
  ...KEY_CASES,
  ...LIFE_CASES,
  ...CHAIN_CASES,
  ...TIME_CASES,
  ...DUPLICATE_CASES,
  ...TRANSFER_CASES,
  ...DELETE_CASES,
  ...ELEMENT_AND_VALUE_CASES,
  ...FETCH_CASES,
  ...SIGNATURE_CASES,
];
