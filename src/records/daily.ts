// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { StressLevel, TimestampLocalization, UploadType } from "./codes.ts";
import { HealthRecord } from "./health-record.ts";
import { HeartRateZone } from "./heart-rate-zone.ts";
import { code, float, int, list, map, text, texts } from "./metric.ts";
import { OtherDevice } from "./other-device.ts";
import { Tag } from "./tag.ts";

@ObjectType({ implements: HealthRecord, description: "One day of the person: movement, energy, heart rate, stress.", simpleResolvers: true })
export class Daily extends HealthRecord {
  @code(TimestampLocalization, "metadata.timestamp_localization", "Whether the times are UTC or the person's local time.") timestampLocalizationCode!: number | null;
  @code(UploadType, "metadata.upload_type", "How the record came to be: automatically, by hand, and so on.") uploadTypeCode!: number | null;

  @float("active_durations_data.activity_seconds", "Time spent active.", { unit: "s", aggregate: "sum" }) activeSeconds!: number | null;
  @float("active_durations_data.inactivity_seconds", "Time spent inactive.", { unit: "s", aggregate: "sum" }) inactiveSeconds!: number | null;
  @float("active_durations_data.low_intensity_seconds", "Time at low intensity.", { unit: "s", aggregate: "sum" }) lowIntensitySeconds!: number | null;
  @float("active_durations_data.moderate_intensity_seconds", "Time at moderate intensity.", { unit: "s", aggregate: "sum" }) moderateIntensitySeconds!: number | null;
  @int("active_durations_data.num_continuous_inactive_periods", "Number of unbroken stretches without activity.", { aggregate: "sum" }) continuousInactivePeriods!: number | null;
  @float("active_durations_data.rest_seconds", "Time at rest.", { unit: "s", aggregate: "sum" }) restSeconds!: number | null;
  @float("active_durations_data.vigorous_intensity_seconds", "Time at vigorous intensity.", { unit: "s", aggregate: "sum" }) vigorousIntensitySeconds!: number | null;
  @float("active_durations_data.standing_hours_count", "Number of hours in which the person stood.", { aggregate: "sum" }) standingHours!: number | null;
  @float("active_durations_data.standing_seconds", "Time spent standing.", { unit: "s", aggregate: "sum" }) standingSeconds!: number | null;

  @float("calories_data.BMR_calories", "Energy burned at rest (basal metabolism).", { unit: "kcal", aggregate: "sum" }) basalCalories!: number | null;
  @float("calories_data.net_activity_calories", "Energy burned by activity, the basal part left out.", { unit: "kcal", aggregate: "sum" }) netActivityCalories!: number | null;
  @float("calories_data.net_intake_calories", "Energy taken in by food and drink.", { unit: "kcal", aggregate: "sum" }) netIntakeCalories!: number | null;
  @float("calories_data.total_burned_calories", "All energy burned: basal and by activity.", { unit: "kcal", aggregate: "sum" }) totalBurnedCalories!: number | null;

  @float("data_enrichment.total_stress_score", "Terra's own stress score of the day, 0 to 100.", { aggregate: "mean" }) terraTotalStressScore!: number | null;
  @map("data_enrichment.stress_contributors", "What went into Terra's stress score, by factor; the factors are open-ended.") terraStressContributors!: Record<string, number> | null;
  @float("data_enrichment.respiratory_score", "Terra's own respiratory score of the day, 0 to 100.", { aggregate: "mean" }) terraRespiratoryScore!: number | null;
  @map("data_enrichment.respiratory_contributors", "What went into Terra's respiratory score, by factor; the factors are open-ended.") terraRespiratoryContributors!: Record<string, number> | null;
  @int("data_enrichment.immune_index", "Terra's own index of the immune system for the day, 0 to 5.", { aggregate: "mean" }) terraImmuneIndex!: number | null;
  @map("data_enrichment.immune_contributors", "What went into Terra's immune index, by factor; the factors are open-ended.") terraImmuneContributors!: Record<string, number> | null;
  @int("data_enrichment.resilience_score", "Terra's own resilience score of the day, 0 to 100.", { aggregate: "mean" }) terraResilienceScore!: number | null;
  @map("data_enrichment.resilience_contributors", "What went into Terra's resilience score, by factor; the factors are open-ended.") terraResilienceContributors!: Record<string, number> | null;
  @float("data_enrichment.strain_index", "Terra's own strain index of the day.", { aggregate: "mean" }) terraStrainIndex!: number | null;
  @text("data_enrichment.strain_traffic_light", "Terra's own strain rating of the day as a traffic light, such as GREEN, AMBER, RED.", { aggregate: "last" }) terraStrainTrafficLight!: string | null;
  @map("data_enrichment.strain_contributors", "What went into Terra's strain index, by factor; the factors are open-ended.") terraStrainContributors!: Record<string, number> | null;
  @float("data_enrichment.total_stress_score_v2", "Terra's own stress score of the day, second version, 0 to 100.", { aggregate: "mean" }) terraTotalStressScoreV2!: number | null;
  @map("data_enrichment.total_stress_score_v2_contributors", "What went into Terra's second stress score, by factor; the factors are open-ended.") terraTotalStressScoreV2Contributors!: Record<string, number> | null;

  @float("distance_data.distance_meters", "Distance covered.", { unit: "m", aggregate: "sum" }) distanceMeters!: number | null;
  @float("distance_data.elevation.avg_meters", "Mean elevation.", { unit: "m", aggregate: "mean" }) avgElevationMeters!: number | null;
  @float("distance_data.elevation.gain_actual_meters", "Metres climbed, as measured.", { unit: "m", aggregate: "sum" }) elevationGainMeters!: number | null;
  @float("distance_data.elevation.gain_planned_meters", "Metres to climb, as planned.", { unit: "m", aggregate: "sum" }) plannedElevationGainMeters!: number | null;
  @float("distance_data.elevation.loss_actual_meters", "Metres descended, as measured.", { unit: "m", aggregate: "sum" }) elevationLossMeters!: number | null;
  @float("distance_data.elevation.max_meters", "Highest elevation.", { unit: "m", aggregate: "mean" }) maxElevationMeters!: number | null;
  @float("distance_data.elevation.min_meters", "Lowest elevation.", { unit: "m", aggregate: "mean" }) minElevationMeters!: number | null;
  @int("distance_data.floors_climbed", "Floors climbed.", { unit: "floors", aggregate: "sum" }) floorsClimbed!: number | null;
  @int("distance_data.steps", "Steps taken.", { unit: "steps", aggregate: "sum" }) steps!: number | null;
  @int("distance_data.swimming.num_laps", "Laps swum.", { aggregate: "sum" }) swimmingLaps!: number | null;
  @int("distance_data.swimming.num_strokes", "Strokes swum.", { aggregate: "sum" }) swimmingStrokes!: number | null;
  @int("distance_data.swimming.pool_length_meters", "Length of the pool.", { unit: "m" }) poolLengthMeters!: number | null;

  @float("heart_rate_data.summary.avg_hr_bpm", "Mean heart rate over the day.", { unit: "beats/min", aggregate: "mean" }) avgHeartRateBpm!: number | null;
  @float("heart_rate_data.summary.avg_hrv_rmssd", "Mean heart rate variability over the day, by the RMSSD method.", { unit: "ms", aggregate: "mean" }) hrvRmssdMs!: number | null;
  @float("heart_rate_data.summary.avg_hrv_sdnn", "Mean heart rate variability over the day, by the SDNN method.", { unit: "ms", aggregate: "mean" }) hrvSdnnMs!: number | null;
  @list(() => HeartRateZone, "heart_rate_data.summary.hr_zone_data", "Time in each heart rate zone.") heartRateZones!: HeartRateZone[] | null;
  @float("heart_rate_data.summary.max_hr_bpm", "Highest heart rate over the day.", { unit: "beats/min", aggregate: "mean" }) maxHeartRateBpm!: number | null;
  @float("heart_rate_data.summary.min_hr_bpm", "Lowest heart rate over the day.", { unit: "beats/min", aggregate: "mean" }) minHeartRateBpm!: number | null;
  @float("heart_rate_data.summary.resting_hr_bpm", "Resting heart rate as the provider states it.", { unit: "beats/min", aggregate: "mean" }) restingHeartRateBpm!: number | null;
  @float("heart_rate_data.summary.user_max_hr_bpm", "The person's own maximum heart rate as the provider states it, for example by age.", { unit: "beats/min", aggregate: "last" }) userMaxHeartRateBpm!: number | null;

  @float("MET_data.avg_level", "Mean metabolic equivalent (MET).", { aggregate: "mean" }) avgMetLevel!: number | null;
  @float("MET_data.num_high_intensity_minutes", "Minutes at high intensity, by metabolic equivalent (MET). Some providers (Oura) send MET-minutes here.", { unit: "min", aggregate: "sum" }) metHighIntensityMinutes!: number | null;
  @float("MET_data.num_inactive_minutes", "Minutes without activity, by metabolic equivalent (MET). Some providers (Oura) send MET-minutes here.", { unit: "min", aggregate: "sum" }) metInactiveMinutes!: number | null;
  @float("MET_data.num_low_intensity_minutes", "Minutes at low intensity, by metabolic equivalent (MET). Some providers (Oura) send MET-minutes here.", { unit: "min", aggregate: "sum" }) metLowIntensityMinutes!: number | null;
  @float("MET_data.num_moderate_intensity_minutes", "Minutes at moderate intensity, by metabolic equivalent (MET). Some providers (Oura) send MET-minutes here.", { unit: "min", aggregate: "sum" }) metModerateIntensityMinutes!: number | null;

  @float("oxygen_data.avg_saturation_percentage", "Mean oxygen saturation over the day.", { unit: "%", aggregate: "mean" }) avgOxygenSaturationPercentage!: number | null;
  @float("oxygen_data.vo2max_ml_per_min_per_kg", "Maximal oxygen uptake (VO2 max).", { unit: "mL/min/kg", aggregate: "mean" }) vo2MaxMlPerMinPerKg!: number | null;
  @float("oxygen_data.day_avg_vo2max_ml_per_min_per_kg", "Maximal oxygen uptake (VO2 max), mean of the day.", { unit: "mL/min/kg", aggregate: "mean" }) dayAvgVo2MaxMlPerMinPerKg!: number | null;

  @float("scores.activity", "The provider's activity score of the day.", { aggregate: "mean" }) activityScore!: number | null;
  @float("scores.recovery", "The provider's recovery score of the day.", { aggregate: "mean" }) recoveryScore!: number | null;
  @float("scores.sleep", "The provider's sleep score of the night before.", { aggregate: "mean" }) sleepScore!: number | null;

  @float("strain_data.strain_level", "Cardiovascular strain over the day as the provider scores it.", { aggregate: "mean" }) strainLevel!: number | null;

  @float("stress_data.avg_stress_level", "Mean stress level of the day.", { aggregate: "mean" }) avgStressLevel!: number | null;
  @float("stress_data.activity_stress_duration_seconds", "Time under stress from activity.", { unit: "s", aggregate: "sum" }) activityStressDurationSeconds!: number | null;
  @float("stress_data.low_stress_duration_seconds", "Time under low stress.", { unit: "s", aggregate: "sum" }) lowStressDurationSeconds!: number | null;
  @float("stress_data.max_stress_level", "Highest stress level of the day.", { aggregate: "mean" }) maxStressLevel!: number | null;
  @float("stress_data.medium_stress_duration_seconds", "Time under medium stress.", { unit: "s", aggregate: "sum" }) mediumStressDurationSeconds!: number | null;
  @float("stress_data.rest_stress_duration_seconds", "Time under stress while at rest.", { unit: "s", aggregate: "sum" }) restStressDurationSeconds!: number | null;
  @float("stress_data.high_stress_duration_seconds", "Time under high stress.", { unit: "s", aggregate: "sum" }) highStressDurationSeconds!: number | null;
  @float("stress_data.stress_duration_seconds", "Time under any stress.", { unit: "s", aggregate: "sum" }) stressDurationSeconds!: number | null;
  @code(StressLevel, "stress_data.stress_rating", "The provider's rating of the day's stress.", { aggregate: "last" }) stressRatingCode!: number | null;

  @list(() => Tag, "tag_data.tags", "What the person marked during the day.", { timeLeaf: "timestamp" }) tags!: Tag[] | null;

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
