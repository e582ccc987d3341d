// biome-ignore-all format: one metric, one line
import { ObjectType } from "type-graphql";
import { ActivityType } from "./activity-type.ts";
import { TimestampLocalization, UploadType } from "./codes.ts";
import { HealthRecord } from "./health-record.ts";
import { HeartRateZone } from "./heart-rate-zone.ts";
import { Lap } from "./lap.ts";
import { code, float, int, list, map, pair, text, texts } from "./metric.ts";
import { OtherDevice } from "./other-device.ts";

@ObjectType({ implements: HealthRecord, description: "One workout or other activity, with a start and an end.", simpleResolvers: true })
export class Activity extends HealthRecord {
  @text("metadata.city", "City of the workout.", { privacy: "place" }) city!: string | null;
  @text("metadata.country", "Country of the workout.", { privacy: "place" }) country!: string | null;
  @text("metadata.name", "The name of the workout, as the provider or the person put it.", { privacy: "identity" }) name!: string | null;
  @text("metadata.state", "State or region of the workout.", { privacy: "place" }) state!: string | null;
  @text("metadata.summary_id", "The provider's own id of the record; unique within one connection only.", { privacy: "identity" }) summaryId!: string | null;
  @code(TimestampLocalization, "metadata.timestamp_localization", "Whether the times are UTC or the person's local time.") timestampLocalizationCode!: number | null;
  @code(ActivityType, "metadata.type", "The kind of activity.") activityTypeCode!: number | null;
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

  @float("cheat_detection", "Flag for suspected tampering; Terra does not say what its values mean.") cheatDetection!: number | null;

  @float("data_enrichment.efficiency_score", "Terra's own efficiency score of the workout.", { aggregate: "mean" }) terraEfficiencyScore!: number | null;
  @map("data_enrichment.efficiency_contributors", "What went into Terra's efficiency score, by factor; the factors are open-ended.") terraEfficiencyContributors!: Record<string, number> | null;
  @float("data_enrichment.strain_score", "Terra's own strain score of the workout.", { aggregate: "mean" }) terraStrainScore!: number | null;
  @map("data_enrichment.strain_contributors", "What went into Terra's strain score, by factor; the factors are open-ended.") terraStrainContributors!: Record<string, number> | null;
  @float("data_enrichment.rcrs_score", "Terra's own recovery-corrected relative strain (RCRS) score of the workout.", { aggregate: "mean" }) terraRcrsScore!: number | null;
  @map("data_enrichment.rcrs_contributors", "What went into Terra's RCRS score, by factor; the factors are open-ended.") terraRcrsContributors!: Record<string, number> | null;
  @float("data_enrichment.trimp_score", "Terra's own training impulse (TRIMP) score of the workout.", { aggregate: "mean" }) terraTrimpScore!: number | null;
  @map("data_enrichment.trimp_contributors", "What went into Terra's TRIMP score, by factor; the factors are open-ended.") terraTrimpContributors!: Record<string, number> | null;

  @float("distance_data.summary.distance_meters", "Distance covered.", { unit: "m", aggregate: "sum" }) distanceMeters!: number | null;
  @float("distance_data.summary.elevation.avg_meters", "Mean elevation.", { unit: "m", aggregate: "mean" }) avgElevationMeters!: number | null;
  @float("distance_data.summary.elevation.gain_actual_meters", "Metres climbed, as measured.", { unit: "m", aggregate: "sum" }) elevationGainMeters!: number | null;
  @float("distance_data.summary.elevation.gain_planned_meters", "Metres to climb, as planned.", { unit: "m", aggregate: "sum" }) plannedElevationGainMeters!: number | null;
  @float("distance_data.summary.elevation.loss_actual_meters", "Metres descended, as measured.", { unit: "m", aggregate: "sum" }) elevationLossMeters!: number | null;
  @float("distance_data.summary.elevation.max_meters", "Highest elevation.", { unit: "m", aggregate: "mean" }) maxElevationMeters!: number | null;
  @float("distance_data.summary.elevation.min_meters", "Lowest elevation.", { unit: "m", aggregate: "mean" }) minElevationMeters!: number | null;
  @int("distance_data.summary.floors_climbed", "Floors climbed.", { unit: "floors", aggregate: "sum" }) floorsClimbed!: number | null;
  @int("distance_data.summary.steps", "Steps taken.", { unit: "steps", aggregate: "sum" }) steps!: number | null;
  @int("distance_data.summary.swimming.num_laps", "Laps swum.", { aggregate: "sum" }) swimmingLaps!: number | null;
  @int("distance_data.summary.swimming.num_strokes", "Strokes swum.", { aggregate: "sum" }) swimmingStrokes!: number | null;
  @int("distance_data.summary.swimming.pool_length_meters", "Length of the pool.", { unit: "m" }) poolLengthMeters!: number | null;

  @float("energy_data.energy_kilojoules", "Energy expended.", { unit: "kJ", aggregate: "sum" }) energyKilojoules!: number | null;
  @float("energy_data.energy_planned_kilojoules", "Energy to expend, as planned.", { unit: "kJ", aggregate: "sum" }) plannedEnergyKilojoules!: number | null;

  @float("heart_rate_data.summary.avg_hr_bpm", "Mean heart rate over the workout.", { unit: "beats/min", aggregate: "mean" }) avgHeartRateBpm!: number | null;
  @float("heart_rate_data.summary.avg_hrv_rmssd", "Mean heart rate variability over the workout, by the RMSSD method.", { unit: "ms", aggregate: "mean" }) hrvRmssdMs!: number | null;
  @float("heart_rate_data.summary.avg_hrv_sdnn", "Mean heart rate variability over the workout, by the SDNN method.", { unit: "ms", aggregate: "mean" }) hrvSdnnMs!: number | null;
  @list(() => HeartRateZone, "heart_rate_data.summary.hr_zone_data", "Time in each heart rate zone.") heartRateZones!: HeartRateZone[] | null;
  @float("heart_rate_data.summary.max_hr_bpm", "Highest heart rate over the workout.", { unit: "beats/min", aggregate: "mean" }) maxHeartRateBpm!: number | null;
  @float("heart_rate_data.summary.min_hr_bpm", "Lowest heart rate over the workout.", { unit: "beats/min", aggregate: "mean" }) minHeartRateBpm!: number | null;
  @float("heart_rate_data.summary.resting_hr_bpm", "Resting heart rate as the provider states it.", { unit: "beats/min", aggregate: "mean" }) restingHeartRateBpm!: number | null;
  @float("heart_rate_data.summary.user_max_hr_bpm", "The person's own maximum heart rate as the provider states it, for example by age.", { unit: "beats/min", aggregate: "last" }) userMaxHeartRateBpm!: number | null;

  @list(() => Lap, "lap_data.laps", "The laps of the workout.", { timeLeaf: "start_time" }) laps!: Lap[] | null;

  @float("MET_data.avg_level", "Mean metabolic equivalent (MET).", { aggregate: "mean" }) avgMetLevel!: number | null;
  @float("MET_data.num_high_intensity_minutes", "Minutes at high intensity, by metabolic equivalent (MET). Some providers (Oura) send MET-minutes here.", { unit: "min", aggregate: "sum" }) metHighIntensityMinutes!: number | null;
  @float("MET_data.num_inactive_minutes", "Minutes without activity, by metabolic equivalent (MET). Some providers (Oura) send MET-minutes here.", { unit: "min", aggregate: "sum" }) metInactiveMinutes!: number | null;
  @float("MET_data.num_low_intensity_minutes", "Minutes at low intensity, by metabolic equivalent (MET). Some providers (Oura) send MET-minutes here.", { unit: "min", aggregate: "sum" }) metLowIntensityMinutes!: number | null;
  @float("MET_data.num_moderate_intensity_minutes", "Minutes at moderate intensity, by metabolic equivalent (MET). Some providers (Oura) send MET-minutes here.", { unit: "min", aggregate: "sum" }) metModerateIntensityMinutes!: number | null;

  @float("movement_data.adjusted_max_speed_meters_per_second", "Highest speed, measuring errors removed by Terra.", { unit: "m/s", aggregate: "mean" }) adjustedMaxSpeedMetersPerSecond!: number | null;
  @float("movement_data.avg_cadence_rpm", "Mean cadence.", { unit: "rpm (or steps/min)", aggregate: "mean" }) avgCadenceRpm!: number | null;
  @float("movement_data.avg_pace_minutes_per_kilometer", "Mean pace.", { unit: "min/km", aggregate: "mean" }) avgPaceMinutesPerKilometer!: number | null;
  @float("movement_data.avg_speed_meters_per_second", "Mean speed.", { unit: "m/s", aggregate: "mean" }) avgSpeedMetersPerSecond!: number | null;
  @float("movement_data.avg_torque_newton_meters", "Mean torque.", { unit: "N·m", aggregate: "mean" }) avgTorqueNewtonMeters!: number | null;
  @float("movement_data.avg_velocity_meters_per_second", "Mean velocity; a few providers state it apart from the speed.", { unit: "m/s", aggregate: "mean" }) avgVelocityMetersPerSecond!: number | null;
  @float("movement_data.max_cadence_rpm", "Highest cadence.", { unit: "rpm (or steps/min)", aggregate: "mean" }) maxCadenceRpm!: number | null;
  @float("movement_data.max_pace_minutes_per_kilometer", "Best pace.", { unit: "min/km", aggregate: "mean" }) maxPaceMinutesPerKilometer!: number | null;
  @float("movement_data.max_speed_meters_per_second", "Highest speed.", { unit: "m/s", aggregate: "mean" }) maxSpeedMetersPerSecond!: number | null;
  @float("movement_data.max_torque_newton_meters", "Highest torque.", { unit: "N·m", aggregate: "mean" }) maxTorqueNewtonMeters!: number | null;
  @float("movement_data.max_velocity_meters_per_second", "Highest velocity; a few providers state it apart from the speed.", { unit: "m/s", aggregate: "mean" }) maxVelocityMetersPerSecond!: number | null;
  @float("movement_data.normalized_speed_meters_per_second", "Mean speed normalised by effort; a few providers state it.", { unit: "m/s", aggregate: "mean" }) normalizedSpeedMetersPerSecond!: number | null;

  @float("oxygen_data.avg_saturation_percentage", "Mean oxygen saturation over the workout.", { unit: "%", aggregate: "mean" }) avgOxygenSaturationPercentage!: number | null;
  @float("oxygen_data.vo2max_ml_per_min_per_kg", "Maximal oxygen uptake (VO2 max).", { unit: "mL/min/kg", aggregate: "mean" }) vo2MaxMlPerMinPerKg!: number | null;
  @float("oxygen_data.day_avg_vo2max_ml_per_min_per_kg", "Maximal oxygen uptake (VO2 max), mean of the day.", { unit: "mL/min/kg", aggregate: "mean" }) dayAvgVo2MaxMlPerMinPerKg!: number | null;

  @text("polyline_map_data.summary_polyline", "The route as an encoded polyline.", { privacy: "place" }) routePolyline!: string | null;

  @pair("position_data.center_pos_lat_lng_deg", "The middle of the route.", { unit: "[lat, lng] degrees", privacy: "place" }) centerPosition!: (number | null)[] | null;
  @pair("position_data.end_pos_lat_lng_deg", "Where it ended.", { unit: "[lat, lng] degrees", privacy: "place" }) endPosition!: (number | null)[] | null;
  @pair("position_data.start_pos_lat_lng_deg", "Where it began.", { unit: "[lat, lng] degrees", privacy: "place" }) startPosition!: (number | null)[] | null;

  @float("power_data.avg_watts", "Mean power.", { unit: "W", aggregate: "mean" }) avgPowerWatts!: number | null;
  @float("power_data.max_watts", "Highest power.", { unit: "W", aggregate: "mean" }) maxPowerWatts!: number | null;

  @float("strain_data.strain_level", "Cardiovascular strain over the workout as the provider scores it.", { aggregate: "mean" }) strainLevel!: number | null;

  @float("work_data.work_kilojoules", "Work done.", { unit: "kJ", aggregate: "sum" }) workKilojoules!: number | null;

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
