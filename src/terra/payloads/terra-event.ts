import type { ActivityPayload } from "./activity.ts";
import type { AthletePayload } from "./athlete.ts";
import type { BodyPayload } from "./body.ts";
import type { DailyPayload } from "./daily.ts";
import type { MenstruationPayload } from "./menstruation.ts";
import type { NutritionPayload } from "./nutrition.ts";
import type { SleepPayload } from "./sleep.ts";

/** One account of one person at one provider, as Terra describes it in every event. */
export type TerraUserPayload = {
  user_id: string;
  provider: string;
  reference_id: string;
  scopes: string;
  active: boolean;
  created_at: string;
  /** When the webhook before this one was sent. */
  last_webhook_update: string | null;
};

/** A person has connected an account. */
export type AuthEvent = {
  type: "auth";
  status: "success";
  message: string;
  user: TerraUserPayload;
  reference_id: string;
  widget_session_id: string;
  version: string;
};

export type AthleteEvent = {
  type: "athlete";
  athlete: AthletePayload;
  user: TerraUserPayload;
  version: string;
};

/** What an event of each type carries in `data`. */
export type PayloadOf = {
  activity: ActivityPayload;
  body: BodyPayload;
  daily: DailyPayload;
  menstruation: MenstruationPayload;
  nutrition: NutritionPayload;
  sleep: SleepPayload;
};

export type DataContent = {
  [Type in keyof PayloadOf]: { type: Type; data: PayloadOf[Type][] };
}[keyof PayloadOf];

export type DataEvent = DataContent & { user: TerraUserPayload; version: string };

/** Terra's events, as far as they tell of a person's connection and its data. */
export type TerraEvent = AuthEvent | AthleteEvent | DataEvent;
