// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { MenstruationPhase, TimestampLocalization } from "./codes.ts";
import { HealthRecord } from "./health-record.ts";
import { MenstruationFlowSample } from "./menstruation-flow-sample.ts";
import { MenstruationIntervalSample } from "./menstruation-interval-sample.ts";
import { bool, code, int, list, text } from "./metric.ts";

@ObjectType({ implements: HealthRecord, description: "The menstrual cycle as the provider sees it on one day.", simpleResolvers: true })
export class Menstruation extends HealthRecord {
  @code(TimestampLocalization, "metadata.timestamp_localization", "Whether the times are UTC or the person's local time.") timestampLocalizationCode!: number | null;

  @int("menstruation_data.period_length_days", "Length of the period (the bleeding).", { unit: "days", aggregate: "last" }) periodLengthDays!: number | null;
  @code(MenstruationPhase, "menstruation_data.current_phase", "The phase of the cycle on this day.", { aggregate: "last" }) currentPhaseCode!: number | null;
  @int("menstruation_data.length_of_current_phase_days", "Length of the phase of this day.", { unit: "days", aggregate: "last" }) currentPhaseLengthDays!: number | null;
  @int("menstruation_data.days_until_next_phase", "Days until the next phase, as predicted.", { aggregate: "last" }) daysUntilNextPhase!: number | null;
  @text("menstruation_data.period_start_date", "First day of the period.", { aggregate: "last" }) periodStartDate!: string | null;
  @int("menstruation_data.predicted_cycle_length_days", "Length of the cycle, as predicted.", { unit: "days", aggregate: "last" }) predictedCycleLengthDays!: number | null;
  @int("menstruation_data.day_in_cycle", "Which day of the cycle it is.", { aggregate: "last" }) dayInCycle!: number | null;
  @text("menstruation_data.last_updated_time", "When the provider last updated the cycle.") lastUpdatedTime!: string | null;
  @int("menstruation_data.cycle_length_days", "Length of the cycle.", { unit: "days", aggregate: "last" }) cycleLengthDays!: number | null;
  @bool("menstruation_data.is_predicted_cycle", "Whether the cycle is predicted rather than observed.", { aggregate: "last" }) isPredictedCycle!: boolean | null;
  @list(() => MenstruationFlowSample, "menstruation_data.menstruation_flow", "How strong the bleeding was, reading by reading.", { timeLeaf: "timestamp" }) menstruationFlow!: MenstruationFlowSample[] | null;
  @list(() => MenstruationIntervalSample, "menstruation_data.intervals", "The phases of the cycle, each with its start and end.", { timeLeaf: "start_timestamp" }) intervals!: MenstruationIntervalSample[] | null;
  @text("menstruation_data.fertility_window_start", "First day of the fertile window.", { aggregate: "last" }) fertilityWindowStart!: string | null;
  @text("menstruation_data.fertility_window_end", "Last day of the fertile window.", { aggregate: "last" }) fertilityWindowEnd!: string | null;
  @text("menstruation_data.ovulation_day", "Day of the ovulation.", { aggregate: "last" }) ovulationDay!: string | null;
}
