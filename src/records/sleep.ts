// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { RecoveryLevel, SleepUploadType, TimestampLocalization } from "./codes.ts";
import { HealthRecord } from "./health-record.ts";
import { HeartRateZone } from "./heart-rate-zone.ts";
import { bool, code, float, int, list, map, text, texts } from "./metric.ts";
import { OtherDevice } from "./other-device.ts";

@ObjectType({ implements: HealthRecord, description: "One sleep: a night or a nap.", simpleResolvers: true })
export class Sleep extends HealthRecord {
  @bool("metadata.is_nap", "Whether it was a nap rather than the main sleep.") isNap!: boolean | null;
  @text("metadata.summary_id", "The provider's own id of the record; unique within one connection only.", { privacy: "identity" }) summaryId!: string | null;
  @code(TimestampLocalization, "metadata.timestamp_localization", "Whether the times are UTC or the person's local time.") timestampLocalizationCode!: number | null;
  @code(SleepUploadType, "metadata.upload_type", "How the record came to be: automatically, by hand, and so on.") sleepUploadTypeCode!: number | null;

  @float("data_enrichment.sleep_score", "Terra's own score of the sleep, 0 to 100.", { aggregate: "mean" }) terraSleepScore!: number | null;
  @map("data_enrichment.sleep_contributors", "What went into Terra's sleep score, by factor; the factors are open-ended.") terraSleepContributors!: Record<string, number> | null;
  @float("data_enrichment.readiness_score", "Terra's own readiness score after the sleep, 0 to 100.", { aggregate: "mean" }) terraReadinessScore!: number | null;
  @map("data_enrichment.readiness_contributors", "What went into Terra's readiness score, by factor; the factors are open-ended.") terraReadinessContributors!: Record<string, number> | null;
  @float("data_enrichment.sleep_score_v2", "Terra's own score of the sleep, second version, 0 to 100.", { aggregate: "mean" }) terraSleepScoreV2!: number | null;
  @map("data_enrichment.sleep_score_v2_contributors", "What went into Terra's second sleep score, by factor; the factors are open-ended.") terraSleepScoreV2Contributors!: Record<string, number> | null;
  @float("data_enrichment.respiratory_score_v2", "Terra's own respiratory score of the sleep, second version, 0 to 100.", { aggregate: "mean" }) terraRespiratoryScoreV2!: number | null;
  @map("data_enrichment.respiratory_score_v2_contributors", "What went into Terra's second respiratory score, by factor; the factors are open-ended.") terraRespiratoryScoreV2Contributors!: Record<string, number> | null;

  @float("heart_rate_data.summary.avg_hr_bpm", "Mean heart rate over the sleep.", { unit: "beats/min", aggregate: "mean" }) avgHeartRateBpm!: number | null;
  @float("heart_rate_data.summary.avg_hrv_rmssd", "Mean heart rate variability over the sleep, by the RMSSD method.", { unit: "ms", aggregate: "mean" }) hrvRmssdMs!: number | null;
  @float("heart_rate_data.summary.avg_hrv_sdnn", "Mean heart rate variability over the sleep, by the SDNN method.", { unit: "ms", aggregate: "mean" }) hrvSdnnMs!: number | null;
  @list(() => HeartRateZone, "heart_rate_data.summary.hr_zone_data", "Time in each heart rate zone.") heartRateZones!: HeartRateZone[] | null;
  @float("heart_rate_data.summary.max_hr_bpm", "Highest heart rate over the sleep.", { unit: "beats/min", aggregate: "mean" }) maxHeartRateBpm!: number | null;
  @float("heart_rate_data.summary.min_hr_bpm", "Lowest heart rate over the sleep.", { unit: "beats/min", aggregate: "mean" }) minHeartRateBpm!: number | null;
  @float("heart_rate_data.summary.resting_hr_bpm", "Resting heart rate as the provider states it.", { unit: "beats/min", aggregate: "mean" }) restingHeartRateBpm!: number | null;
  @float("heart_rate_data.summary.user_max_hr_bpm", "The person's own maximum heart rate as the provider states it, for example by age.", { unit: "beats/min", aggregate: "last" }) userMaxHeartRateBpm!: number | null;

  @float("readiness_data.readiness", "The provider's readiness score after the sleep.", { aggregate: "mean" }) readinessScore!: number | null;
  @code(RecoveryLevel, "readiness_data.recovery_level", "How well the person recovered, as the provider rates it.", { aggregate: "last" }) recoveryLevelCode!: number | null;

  @float("respiration_data.breaths_data.avg_breaths_per_min", "Mean breathing rate.", { unit: "breaths/min", aggregate: "mean" }) avgBreathsPerMinute!: number | null;
  @float("respiration_data.breaths_data.max_breaths_per_min", "Highest breathing rate.", { unit: "breaths/min", aggregate: "mean" }) maxBreathsPerMinute!: number | null;
  @float("respiration_data.breaths_data.min_breaths_per_min", "Lowest breathing rate.", { unit: "breaths/min", aggregate: "mean" }) minBreathsPerMinute!: number | null;
  @bool("respiration_data.breaths_data.on_demand_reading", "Whether the person started the reading of breaths, rather than the device by itself.") breathsOnDemand!: boolean | null;
  @text("respiration_data.breaths_data.start_time", "When the reading of breaths began.") breathsStartTime!: string | null;
  @text("respiration_data.breaths_data.end_time", "When the reading of breaths ended.") breathsEndTime!: string | null;
  @float("respiration_data.oxygen_saturation_data.avg_saturation_percentage", "Mean oxygen saturation over the sleep.", { unit: "%", aggregate: "mean" }) avgOxygenSaturationPercentage!: number | null;
  @text("respiration_data.oxygen_saturation_data.end_time", "When the reading of oxygen saturation ended.") oxygenSaturationEndTime!: string | null;
  @text("respiration_data.oxygen_saturation_data.start_time", "When the reading of oxygen saturation began.") oxygenSaturationStartTime!: string | null;
  @text("respiration_data.snoring_data.start_time", "When the reading of snoring began.") snoringStartTime!: string | null;
  @text("respiration_data.snoring_data.end_time", "When the reading of snoring ended.") snoringEndTime!: string | null;
  @int("respiration_data.snoring_data.num_snoring_events", "How often the person snored.", { aggregate: "sum" }) snoringEvents!: number | null;
  @float("respiration_data.snoring_data.total_snoring_duration_seconds", "Time spent snoring.", { unit: "s", aggregate: "sum" }) snoringDurationSeconds!: number | null;

  @float("scores.sleep", "The provider's score of the sleep.", { aggregate: "mean" }) sleepScore!: number | null;

  @float("sleep_durations_data.asleep.duration_asleep_state_seconds", "Time asleep. Can be null although the stages are there.", { unit: "s", aggregate: "sum" }) durationAsleepSeconds!: number | null;
  @float("sleep_durations_data.asleep.duration_deep_sleep_state_seconds", "Time in deep sleep.", { unit: "s", aggregate: "sum" }) durationDeepSleepSeconds!: number | null;
  @float("sleep_durations_data.asleep.duration_light_sleep_state_seconds", "Time in light sleep.", { unit: "s", aggregate: "sum" }) durationLightSleepSeconds!: number | null;
  @float("sleep_durations_data.asleep.duration_REM_sleep_state_seconds", "Time in REM sleep.", { unit: "s", aggregate: "sum" }) durationRemSleepSeconds!: number | null;
  @int("sleep_durations_data.asleep.num_REM_events", "Number of REM phases.", { aggregate: "sum" }) remEvents!: number | null;
  @float("sleep_durations_data.awake.duration_awake_state_seconds", "Time awake during the sleep.", { unit: "s", aggregate: "sum" }) durationAwakeSeconds!: number | null;
  @float("sleep_durations_data.awake.duration_long_interruption_seconds", "Time awake in interruptions of more than 90 seconds.", { unit: "s", aggregate: "sum" }) durationLongInterruptionsSeconds!: number | null;
  @float("sleep_durations_data.awake.duration_short_interruption_seconds", "Time awake in interruptions of less than 90 seconds.", { unit: "s", aggregate: "sum" }) durationShortInterruptionsSeconds!: number | null;
  @int("sleep_durations_data.awake.num_out_of_bed_events", "How often the person left the bed.", { aggregate: "sum" }) outOfBedEvents!: number | null;
  @int("sleep_durations_data.awake.num_wakeup_events", "How often the person woke up.", { aggregate: "sum" }) wakeUpEvents!: number | null;
  @float("sleep_durations_data.awake.sleep_latency_seconds", "Time that falling asleep took.", { unit: "s", aggregate: "mean" }) sleepLatencySeconds!: number | null;
  @float("sleep_durations_data.awake.wake_up_latency_seconds", "Time from waking up to getting up.", { unit: "s", aggregate: "mean" }) wakeUpLatencySeconds!: number | null;
  @float("sleep_durations_data.other.duration_in_bed_seconds", "Time in bed.", { unit: "s", aggregate: "sum" }) durationInBedSeconds!: number | null;
  @float("sleep_durations_data.other.duration_unmeasurable_sleep_seconds", "Time for which the stage could not be measured.", { unit: "s", aggregate: "sum" }) durationUnmeasurableSeconds!: number | null;
  @float("sleep_durations_data.sleep_efficiency", "Share of the time in bed that was slept: 0-1 or 0-100, as the provider sends it.", { unit: "%", aggregate: "mean" }) sleepEfficiency!: number | null;

  @float("temperature_data.delta", "How far the skin temperature was from the person's baseline, in degrees Celsius.", { aggregate: "mean" }) skinTemperatureDeltaCelsius!: number | null;

  @text("device_data.activation_timestamp", "When the device was activated.", { privacy: "device" }) deviceActivationTime!: string | null;
  @texts("device_data.data_provided", "The kinds of data that the device provides.") deviceDataProvided!: string[] | null;
  @text("device_data.hardware_version", "Hardware version of the device.", { privacy: "device" }) deviceHardwareVersion!: string | null;
  @text("device_data.last_upload_date", "When the device last uploaded its data.", { privacy: "device" }) deviceLastUploadTime!: string | null;
  @text("device_data.manufacturer", "Maker of the device.", { privacy: "device" }) deviceManufacturer!: string | null;
  @text("device_data.name", "Name of the device.", { privacy: "device" }) deviceName!: string | null;
  @list(() => OtherDevice, "device_data.other_devices", "Further devices that the data came from.", { privacy: "device" }) otherDevices!: OtherDevice[] | null;
  @text("device_data.serial_number", "Serial number of the device.", { privacy: "device" }) deviceSerialNumber!: string | null;
  @text("device_data.software_version", "Software version of the device.", { privacy: "device" }) deviceSoftwareVersion!: string | null;
}
