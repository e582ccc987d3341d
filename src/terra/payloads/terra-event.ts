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

/** Something became of a person's connection. */
export type ConnectionEvent = {
  type: "deauth" | "access_revoked" | "connection_error" | "google_no_datasource";
  status: "success" | "warning";
  message: string;
  user: TerraUserPayload;
  version: string;
};

export type PermissionChangeEvent = {
  type: "permission_change";
  status: "warning";
  message: string;
  /** Comma-separated, as `user.scopes` is, which is the new whole set. */
  scopes_added: string;
  scopes_removed: string;
  user: TerraUserPayload;
  version: string;
};

/** A person has connected an account anew, and Terra has another id for it. */
export type ReauthEvent = {
  type: "user_reauth";
  status: "warning";
  message: string;
  old_user: TerraUserPayload;
  new_user: TerraUserPayload;
  version: string;
};

/** A person has not gone through with connecting an account. */
export type AuthCancelledEvent = {
  type: "auth_cancelled";
  status: "error";
  reason: string;
  reference_id: string;
};

/** What tells of a request for more than a month of data, beside the data. */
export type LargeRequestEvent =
  | {
      type: "large_request_processing";
      status: "processing";
      message: string;
      reference: string;
      user: TerraUserPayload;
    }
  | {
      type: "large_request_sending";
      message: string;
      reference: string;
      expected_payloads: number;
      user: TerraUserPayload;
    }
  | {
      type: "rate_limit_hit";
      message: string;
      start_date: string;
      end_date: string;
      retrying_at: string;
      user: TerraUserPayload;
    };

/** Of nobody: that Terra's sending works. */
export type HealthcheckEvent = {
  type: "healthcheck";
  status: string;
  creation_timestamp: string;
  trend_percentage: number;
  sent_webhooks_last_hour: number;
};

/** Terra's events, as far as they tell of a person's connection and its data, or of Terra itself. */
export type TerraEvent =
  | AuthEvent
  | AthleteEvent
  | DataEvent
  | ConnectionEvent
  | PermissionChangeEvent
  | ReauthEvent
  | AuthCancelledEvent
  | LargeRequestEvent
  | HealthcheckEvent;
