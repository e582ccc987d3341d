// biome-ignore-all format: one metric, one line
import { Field, ObjectType, registerEnumType } from "type-graphql";
import { HealthRecord } from "./health-record.ts";
import { LabPanel } from "./lab-panel.ts";
import { LabResult } from "./lab-result.ts";
import { bool, int, list, text } from "./metric.ts";

export const LabReportStatus = { COMPLETED: "COMPLETED", FAILED: "FAILED" } as const;
export type LabReportStatus = keyof typeof LabReportStatus;

registerEnumType(LabReportStatus, {
  name: "LabReportStatus",
  description: "What became of a laboratory's report at Terra.",
  valuesConfig: {
    COMPLETED: { description: "It was read, and its results are here. A failure that comes later does not take them away." },
    FAILED: { description: "It could not be read, as far as Terra has said." },
  },
});

@ObjectType({ implements: HealthRecord, description: "A laboratory's report that was given to Terra to read. Its connection is of the provider LAB_REPORT.", simpleResolvers: true })
export class LabReport extends HealthRecord {
  @bool("completed", "Whether an event said that it was completed.", { shownAs: "status" }) completed!: boolean | null;
  @Field(() => LabReportStatus, { description: "Whether it could be read. Terra: `type`." })
  get status(): LabReportStatus {
    return this.completed ? LabReportStatus.COMPLETED : LabReportStatus.FAILED;
  }

  @text("session_id", "Terra's own id of the report, a 64-bit number as text.", { privacy: "identity" }) sessionId!: string | null;
  @text("reference_id", "The app's own key of the person.", { privacy: "key" }) referenceId!: string | null;
  @text("upload_id", "Terra's own id of the upload; several reports may come of one.", { privacy: "identity" }) uploadId!: string | null;
  @text("event_id", "Terra's own id of the newest event about the report.", { privacy: "identity" }) eventId!: string | null;
  @text("occurred_at", "When that event happened.") occurredAt!: string | null;

  @text("report_date", "The date printed on the report.") reportDate!: string | null;
  @text("report_time", "The time printed on the report.") reportTime!: string | null;
  @text("report_locale", "The language and the country of the report, such as en-GB.") reportLocale!: string | null;
  @int("results_count", "How many results it has.") resultsCount!: number | null;
  @list(() => LabResult, "results", "The results.") results!: LabResult[] | null;
  @list(() => LabPanel, "panels", "The groups that the results are in.") panels!: LabPanel[] | null;
  @text("report_notes", "The laboratory's notes.", { privacy: "identity" }) reportNotes!: string | null;

  @text("error.code", "Why it failed: `file_unreadable`, `extraction_failed`, `standardization_failed`, `internal` or another. It stays where a later attempt completed.") failureCode!: string | null;
  @text("error.message", "Why it failed, in words.", { privacy: "identity" }) failureMessage!: string | null;
  @bool("error.retriable", "Whether the same file could do better another time.") failureRetriable!: boolean | null;
}
