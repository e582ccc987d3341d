// Made by `npm run codegen` from the schema and its operations. Do not edit.
/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from './operation.ts';
/** What kind of activity a workout was. */
export type ActivityType =
  /** Terra's code 9. */
  | 'AEROBICS'
  /** Terra's code 27. */
  | 'AMERICAN_FOOTBALL'
  /** Terra's code 119. */
  | 'ARCHERY'
  /** Terra's code 28. */
  | 'AUSTRALIAN_FOOTBALL'
  /** Terra's code 66. */
  | 'BACK_COUNTRY_SKIING'
  /** Terra's code 10. */
  | 'BADMINTON'
  /** Terra's code 11. */
  | 'BASEBALL'
  /** Terra's code 12. */
  | 'BASKETBALL'
  /** Terra's code 90. */
  | 'BEACH_VOLLEYBALL'
  /** Terra's code 13. */
  | 'BIATHLON'
  /** Terra's code 1. */
  | 'BIKING'
  /** Terra's code 20. */
  | 'BOXING'
  /** Terra's code 21. */
  | 'CALISTHENICS'
  /** Terra's code 140. */
  | 'CANOEING'
  /** Terra's code 123. */
  | 'CARDIO_TRAINING'
  /** Terra's code 22. */
  | 'CIRCUIT_TRAINING'
  /** Terra's code 23. */
  | 'CRICKET'
  /** Terra's code 113. */
  | 'CROSSFIT'
  /** Terra's code 67. */
  | 'CROSS_COUNTRY_SKIING'
  /** Terra's code 63. */
  | 'CROSS_SKATING'
  /** Terra's code 106. */
  | 'CURLING'
  /** Terra's code 24. */
  | 'DANCING'
  /** Terra's code 102. */
  | 'DIVING'
  /** Terra's code 68. */
  | 'DOWNHILL_SKIING'
  /** Terra's code 135. */
  | 'DRIVING'
  /** Terra's code 117. */
  | 'ELEVATOR'
  /** Terra's code 25. */
  | 'ELLIPTICAL'
  /** Terra's code 139. */
  | 'ENDURO'
  /** Terra's code 29. */
  | 'ENGLISH_FOOTBALL'
  /** Terra's code 103. */
  | 'ERGOMETER'
  /** Terra's code 118. */
  | 'ESCALATOR'
  /** Terra's code 152. */
  | 'E_BIKING'
  /** Terra's code 153. */
  | 'E_MOUNTAIN_BIKING'
  /** Terra's code 26. */
  | 'FENCING'
  /** Terra's code 131. */
  | 'FISHING'
  /** Terra's code 143. */
  | 'FLYING'
  /** Terra's code 30. */
  | 'FRISBEE'
  /** Terra's code 147. */
  | 'GAELIC_FOOTBALL'
  /** Terra's code 31. */
  | 'GARDENING'
  /** Terra's code 32. */
  | 'GOLF'
  /** Terra's code 150. */
  | 'GRAVEL_CYCLING'
  /** Terra's code 122. */
  | 'GUIDED_BREATHING'
  /** Terra's code 33. */
  | 'GYMNASTICS'
  /** Terra's code 34. */
  | 'HANDBALL'
  /** Terra's code 14. */
  | 'HAND_BIKING'
  /** Terra's code 142. */
  | 'HANG_GLIDING'
  /** Terra's code 114. */
  | 'HIIT'
  /** Terra's code 35. */
  | 'HIKING'
  /** Terra's code 36. */
  | 'HOCKEY'
  /** Terra's code 37. */
  | 'HORSEBACK_RIDING'
  /** Terra's code 144. */
  | 'HOT_AIR_BALLOONING'
  /** Terra's code 38. */
  | 'HOUSEWORK'
  /** Terra's code 148. */
  | 'HURLING'
  /** Terra's code 104. */
  | 'ICE_SKATING'
  /** Terra's code 64. */
  | 'INDOOR_ROLLERBLADING'
  /** Terra's code 133. */
  | 'INDOOR_RUNNING'
  /** Terra's code 105. */
  | 'INDOOR_SKATING'
  /** Terra's code 91. */
  | 'INDOOR_VOLLEYBALL'
  /** Terra's code 127. */
  | 'INLINE_SKATING'
  /** Terra's code 115. */
  | 'INTERVAL_TRAINING'
  /** Terra's code 0. */
  | 'IN_VEHICLE'
  /** Terra's code 145. */
  | 'JET_SKIING'
  /** Terra's code 56. */
  | 'JOGGING'
  /** Terra's code 39. */
  | 'JUMPING_ROPE'
  /** Terra's code 40. */
  | 'KAYAKING'
  /** Terra's code 41. */
  | 'KETTLEBELL_TRAINING'
  /** Terra's code 42. */
  | 'KICKBOXING'
  /** Terra's code 43. */
  | 'KITESURFING'
  /** Terra's code 69. */
  | 'KITE_SKIING'
  /** Terra's code 124. */
  | 'LACROSSE'
  /** Terra's code 44. */
  | 'MARTIAL_ARTS'
  /** Terra's code 45. */
  | 'MEDITATION'
  /** Terra's code 46. */
  | 'MIXED_MARTIAL_ARTS'
  /** Terra's code 137. */
  | 'MOTORBIKING'
  /** Terra's code 138. */
  | 'MOTOR_RACING'
  /** Terra's code 130. */
  | 'MOUNTAINEERING'
  /** Terra's code 15. */
  | 'MOUNTAIN_BIKING'
  /** Terra's code 151. */
  | 'MULTISPORT'
  /** Terra's code 94. */
  | 'NORDIC_WALKING'
  /** Terra's code 136. */
  | 'OFF_ROAD_DRIVING'
  /** Terra's code 84. */
  | 'OPEN_WATER_SWIMMING'
  /** Terra's code 141. */
  | 'ORIENTEERING'
  /** Terra's code 108. */
  | 'OTHER'
  /** Terra's code 47. */
  | 'P90X_EXERCISES'
  /** Terra's code 129. */
  | 'PADDLING'
  /** Terra's code 134. */
  | 'PADEL_TENNIS'
  /** Terra's code 48. */
  | 'PARAGLIDING'
  /** Terra's code 154. */
  | 'PHYSICAL_THERAPY'
  /** Terra's code 49. */
  | 'PILATES'
  /** Terra's code 50. */
  | 'POLO'
  /** Terra's code 146. */
  | 'POWER_BOATING'
  /** Terra's code 51. */
  | 'RACQUETBALL'
  /** Terra's code 16. */
  | 'ROAD_BIKING'
  /** Terra's code 52. */
  | 'ROCK_CLIMBING'
  /** Terra's code 70. */
  | 'ROLLER_SKIING'
  /** Terra's code 53. */
  | 'ROWING'
  /** Terra's code 54. */
  | 'ROWING_MACHINE'
  /** Terra's code 55. */
  | 'RUGBY'
  /** Terra's code 8. */
  | 'RUNNING'
  /** Terra's code 57. */
  | 'RUNNING_ON_SAND'
  /** Terra's code 59. */
  | 'SAILING'
  /** Terra's code 60. */
  | 'SCUBA_DIVING'
  /** Terra's code 61. */
  | 'SKATEBOARDING'
  /** Terra's code 62. */
  | 'SKATING'
  /** Terra's code 65. */
  | 'SKIING'
  /** Terra's code 128. */
  | 'SKY_DIVING'
  /** Terra's code 71. */
  | 'SLEDDING'
  /** Terra's code 73. */
  | 'SNOWBOARDING'
  /** Terra's code 74. */
  | 'SNOWMOBILE'
  /** Terra's code 75. */
  | 'SNOWSHOEING'
  /** Terra's code 120. */
  | 'SOFTBALL'
  /** Terra's code 17. */
  | 'SPINNING'
  /** Terra's code 76. */
  | 'SQUASH'
  /** Terra's code 77. */
  | 'STAIR_CLIMBING'
  /** Terra's code 78. */
  | 'STAIR_CLIMBING_MACHINE'
  /** Terra's code 79. */
  | 'STAND_UP_PADDLEBOARDING'
  /** Terra's code 18. */
  | 'STATIONARY_BIKING'
  /** Terra's code 3. */
  | 'STILL'
  /** Terra's code 80. */
  | 'STRENGTH_TRAINING'
  /** Terra's code 125. */
  | 'STRETCHING'
  /** Terra's code 81. */
  | 'SURFING'
  /** Terra's code 82. */
  | 'SWIMMING'
  /** Terra's code 83. */
  | 'SWIMMING_IN_POOL'
  /** Terra's code 85. */
  | 'TABLE_TENNIS'
  /** Terra's code 86. */
  | 'TEAM_SPORTS'
  /** Terra's code 87. */
  | 'TENNIS'
  /** Terra's code 5. */
  | 'TILTING'
  /** Terra's code 149. */
  | 'TRAIL_RUNNING'
  /** Terra's code 88. */
  | 'TREADMILL'
  /** Terra's code 58. */
  | 'TREADMILL_RUNNING'
  /** Terra's code 95. */
  | 'TREADMILL_WALKING'
  /** Terra's code 126. */
  | 'TRIATHLON'
  /** Terra's code 4. */
  | 'UNKNOWN'
  /** Terra's code 19. */
  | 'UTILITY_BIKING'
  /** Terra's code 89. */
  | 'VOLLEYBALL'
  /** Terra's code 92. */
  | 'WAKEBOARDING'
  /** Terra's code 7. */
  | 'WALKING'
  /** Terra's code 93. */
  | 'WALKING_FOR_FITNESS'
  /** Terra's code 116. */
  | 'WALKING_WITH_STROLLER'
  /** Terra's code 96. */
  | 'WATER_POLO'
  /** Terra's code 132. */
  | 'WATER_SKIING'
  /** Terra's code 97. */
  | 'WEIGHTLIFTING'
  /** Terra's code 98. */
  | 'WHEELCHAIR'
  /** Terra's code 99. */
  | 'WINDSURFING'
  /** Terra's code 100. */
  | 'YOGA'
  /** Terra's code 101. */
  | 'ZUMBA'
  | '%future added value';

/** The states of a connection. */
export type ConnectionStatus =
  /** Data can come. */
  | 'ACTIVE'
  /** It was disconnected. Final, until the person authenticates again. */
  | 'DEAUTHENTICATED'
  /** The provider reported trouble; data or a new authentication makes it ACTIVE again. */
  | 'DEGRADED'
  /** The person withdrew access at the provider. Final, until they authenticate again. */
  | 'REVOKED'
  | '%future added value';

/** The kinds of data events. */
export type DataEventType =
  /** A connection is new, or its status, terraUserId, user or scopes changed. */
  | 'CONNECTION_CHANGED'
  /** A record is no longer there, or no longer this person's. */
  | 'RECORD_DELETED'
  /** A record is new, or its content changed. */
  | 'RECORD_SAVED'
  /** A transfer is new, or its status, its counts or its `retryAt` changed. */
  | 'TRANSFER_PROGRESSED'
  | '%future added value';

/** What became of a delivery. */
export type DeliveryState =
  /** Its content is in the records. */
  | 'APPLIED'
  /** It is stored, and needs a person or a release: see `error`. */
  | 'FAILED'
  /** It was not to be kept. */
  | 'IGNORED'
  /** It is stored, and will be tried again without anybody's doing. */
  | 'PENDING'
  | '%future added value';

/** What sort of observation it is. */
export type HealthObservationCategory =
  /** Terra's code 8. */
  | 'CLINICAL'
  /** Terra's code 7. */
  | 'DEVICE_EVENT'
  /** Terra's code 5. */
  | 'LAB_AND_HEALTH_METRICS'
  /** Terra's code 4. */
  | 'MEDICATION'
  /** Terra's code 2. */
  | 'REPRODUCTIVE_HEALTH'
  /** Terra's code 3. */
  | 'SELF_CARE'
  /** Terra's code 6. */
  | 'STATE_OF_MIND'
  /** Terra's code 1. */
  | 'SYMPTOM'
  /** Terra's code 0. */
  | 'UNSPECIFIED'
  | '%future added value';

/** What became of a laboratory's report at Terra. */
export type LabReportStatus =
  /** It was read, and its results are here. A failure that comes later does not take them away. */
  | 'COMPLETED'
  /** It could not be read, as far as Terra has said. */
  | 'FAILED'
  | '%future added value';

/** How severe a symptom is. */
export type ObservationSeverity =
  /** Terra's code 2. */
  | 'MILD'
  /** Terra's code 3. */
  | 'MODERATE'
  /** Terra's code 1. */
  | 'NOT_PRESENT'
  /** Terra's code 4. */
  | 'SEVERE'
  /** Terra's code 0. */
  | 'UNSPECIFIED'
  | '%future added value';

/** Which kind of value an observation has. */
export type ObservationValueType =
  /** Terra's code 2. */
  | 'BOOLEAN'
  /** Terra's code 4. */
  | 'CODE'
  /** Terra's code 0. */
  | 'NONE'
  /** Terra's code 1. */
  | 'QUANTITY'
  /** Terra's code 3. */
  | 'STRING'
  | '%future added value';

/** By start, then type, then id. Records without a start come last in both orders. */
export type Order =
  /** The latest start first. */
  | 'NEWEST_FIRST'
  /** The earliest start first. */
  | 'OLDEST_FIRST'
  | '%future added value';

/** The types of health records. */
export type RecordType =
  | 'ACTIVITY'
  | 'ATHLETE'
  | 'BODY'
  | 'DAILY'
  | 'HEALTH_OBSERVATION'
  | 'HORMONE'
  | 'LAB_REPORT'
  | 'MENSTRUATION'
  | 'NUTRITION'
  | 'PLANNED_WORKOUT'
  | 'SLEEP'
  | '%future added value';

/** The kinds of series: what was sampled. */
export type SeriesName =
  /** How intensely the person moved. Terra: `active_durations_data.activity_levels_samples`. */
  | 'ACTIVITY_LEVEL'
  /** Atrial fibrillation: found or not. Terra: `heart_data.afib_classification_samples`. */
  | 'AFIB'
  /** Temperature of the surroundings. Terra: `temperature_data.ambient_temperature_samples`. */
  | 'AMBIENT_TEMPERATURE'
  /** Blood pressure. Terra: `blood_pressure_data.blood_pressure_samples`. */
  | 'BLOOD_PRESSURE'
  /** Body Battery: the reserves of energy as Garmin reckons them. Terra: `stress_data.body_battery_samples`. */
  | 'BODY_BATTERY'
  /** Temperature of the body. Terra: `temperature_data.body_temperature_samples`. */
  | 'BODY_TEMPERATURE'
  /** Breathing rate. Terra: `respiration_data.breaths_data.samples`. */
  | 'BREATHS'
  /** Cadence. Terra: `movement_data.cadence_samples`. */
  | 'CADENCE'
  /** Energy burned: at each sample the total since the window began. Terra does not say so; what providers send is. Terra: `calories_data.calorie_samples`. */
  | 'CALORIES'
  /** Blood glucose, sampled more frequently. Terra: `glucose_data.detailed_blood_glucose_samples`. */
  | 'DETAILED_GLUCOSE'
  /** Distance: at each sample the total since the window began. Terra: `distance_data.detailed.distance_samples`. */
  | 'DISTANCE'
  /** Drinks: how much, in the unit of `drink_unit`, and of what. Terra: `drink_samples`. */
  | 'DRINK'
  /** Electrocardiograms (ECG), one a sample; their curves are ECG_SIGNAL. Terra: `heart_data.ecg_signal`. */
  | 'ECG'
  /** The curve of an electrocardiogram (ECG). Terra: `heart_data.ecg_signal[].raw_signal`. */
  | 'ECG_SIGNAL'
  /** Elevation. Terra: `distance_data.detailed.elevation_samples`. */
  | 'ELEVATION'
  /** Floors climbed: at each sample the total since the window began. Terra: `distance_data.detailed.floors_climbed_samples`. */
  | 'FLOORS_CLIMBED'
  /** Blood glucose. Terra: `glucose_data.blood_glucose_samples`. */
  | 'GLUCOSE'
  /** How glucose is distributed at each time of the day. `time_from_midnight` counts from the local midnight: seconds by its name, hours by one of Terra's texts. Terra: `glucose_data.daily_patterns`. */
  | 'GLUCOSE_PATTERN'
  /** Heart rate. Terra: `heart_rate_data.detailed.hr_samples`, `heart_data.heart_rate_data.detailed.hr_samples`. */
  | 'HEART_RATE'
  /** Heart rate variability, by the RMSSD method. Terra: `heart_rate_data.detailed.hrv_samples_rmssd`, `heart_data.heart_rate_data.detailed.hrv_samples_rmssd`. */
  | 'HRV_RMSSD'
  /** Heart rate variability, by the SDNN method. Terra: `heart_rate_data.detailed.hrv_samples_sdnn`, `heart_data.heart_rate_data.detailed.hrv_samples_sdnn`. */
  | 'HRV_SDNN'
  /** Body water. Terra: `hydration_data.hydration_amount_samples`. */
  | 'HYDRATION'
  /** Stages of sleep: each lasts until the next. Terra: `sleep_durations_data.hypnogram_samples`. */
  | 'HYPNOGRAM'
  /** Ketones. Terra: `ketone_data.ketone_samples`. */
  | 'KETONE'
  /** Metabolic equivalent (MET). Some providers (Oura) fill up the day ahead of time, so that samples can lie in the future. Terra: `MET_data.MET_samples`. */
  | 'MET'
  /** Oxygen saturation of blood or muscle. Terra: `oxygen_data.saturation_samples`, `respiration_data.oxygen_saturation_data.samples`. */
  | 'OXYGEN_SATURATION'
  /** Where the person was, as [latitude, longitude]. Terra: `position_data.position_samples`. */
  | 'POSITION'
  /** Power. Terra: `power_data.power_samples`. */
  | 'POWER'
  /** Pulse wave velocity. Terra: `heart_data.pulse_wave_velocity_samples`. */
  | 'PULSE_WAVE_VELOCITY'
  /** Time from one heartbeat to the next, with the heart rate at it. Terra: `heart_data.rr_interval_samples`. */
  | 'RR_INTERVAL'
  /** Temperature of the skin. Terra: `temperature_data.skin_temperature_samples`. */
  | 'SKIN_TEMPERATURE'
  /** Snoring: when it began, and how long it lasted. Terra: `respiration_data.snoring_data.samples`. */
  | 'SNORING'
  /** Speed. Terra: `movement_data.speed_samples`. */
  | 'SPEED'
  /** Steps: at each sample the total since the window began. Terra: `distance_data.detailed.step_samples`. */
  | 'STEPS'
  /** Stress level. Terra: `stress_data.samples`. */
  | 'STRESS'
  /** Torque. Terra: `movement_data.torque_samples`. */
  | 'TORQUE'
  /** Training stress scores (TSS) of the workout, by method. They have no times. Terra: `TSS_data.TSS_samples`. */
  | 'TSS'
  /** Maximal oxygen uptake (VO2 max). Terra: `oxygen_data.vo2_samples`. */
  | 'VO2MAX'
  | '%future added value';

/** A stretch of time. It holds the records that overlap it; one of more than 7 days is found by its start only. Either end may be left out. What has no start, as an athlete, is outside every stretch. Of deliveries it holds those that came in it. */
export type TimeRange = {
  /** The beginning, included. */
  readonly from?: string | null | undefined;
  /** The end, not included. */
  readonly to?: string | null | undefined;
};

/** The states of a transfer. */
export type TransferStatus =
  /** All payloads that Terra announced have come. Final. */
  | 'COMPLETE'
  /** Terra refused the request. Only for requests that the gateway itself makes. */
  | 'FAILED'
  /** Terra has taken the request and fetches the data from the provider. */
  | 'PROCESSING'
  /** Terra has not said how many payloads to expect (for Garmin it cannot), and none has come for an hour: probably all are here. A later one makes it SENDING again. */
  | 'QUIET'
  /** The provider asked Terra to wait: it tries again at `retryAt`. */
  | 'RATE_LIMITED'
  /** Terra sends: payloads come, or are announced. */
  | 'SENDING'
  /** Payloads are missing, and none has come for an hour (after `retryAt`, where that is later). A later one makes it SENDING again. */
  | 'STALLED'
  | '%future added value';

export type ActivitiesQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  userIds?: ReadonlyArray<string> | null | undefined;
  providers?: ReadonlyArray<string> | null | undefined;
  order?: Order | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ActivitiesQuery = { readonly activities: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly name: string | null, readonly activityType: ActivityType | null, readonly activeSeconds: number | null, readonly distanceMeters: number | null, readonly steps: number | null, readonly totalBurnedCalories: number | null, readonly avgHeartRateBpm: number | null, readonly maxHeartRateBpm: number | null, readonly elevationGainMeters: number | null, readonly user: { readonly id: string, readonly referenceId: string | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type WorkoutFragment = { readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly name: string | null, readonly activityType: ActivityType | null, readonly activeSeconds: number | null, readonly distanceMeters: number | null, readonly steps: number | null, readonly totalBurnedCalories: number | null, readonly avgHeartRateBpm: number | null, readonly maxHeartRateBpm: number | null, readonly elevationGainMeters: number | null, readonly user: { readonly id: string, readonly referenceId: string | null } };

export type ConnectionsQueryVariables = Exact<{
  providers?: ReadonlyArray<string> | null | undefined;
  statuses?: ReadonlyArray<ConnectionStatus> | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ConnectionsQuery = { readonly connections: { readonly nodes: ReadonlyArray<{ readonly scopes: ReadonlyArray<string>, readonly id: string, readonly terraUserId: string, readonly provider: string, readonly status: ConnectionStatus, readonly createdAt: string, readonly lastDataAt: string | null, readonly notice: { readonly type: string, readonly message: string | null, readonly at: string } | null, readonly user: { readonly id: string, readonly referenceId: string | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type HistoryOfConnectionQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
}>;


export type HistoryOfConnectionQuery = { readonly connection: { readonly scopes: ReadonlyArray<string>, readonly id: string, readonly terraUserId: string, readonly provider: string, readonly status: ConnectionStatus, readonly createdAt: string, readonly lastDataAt: string | null, readonly history: { readonly nodes: ReadonlyArray<{ readonly at: string, readonly kind: string, readonly terraUserId: string, readonly details: unknown }> }, readonly notice: { readonly type: string, readonly message: string | null, readonly at: string } | null, readonly user: { readonly id: string, readonly referenceId: string | null } } | null };

export type AccountEventFragment = { readonly at: string, readonly kind: string, readonly terraUserId: string, readonly details: unknown };

export type AccountOfPersonFragment = { readonly scopes: ReadonlyArray<string>, readonly id: string, readonly terraUserId: string, readonly provider: string, readonly status: ConnectionStatus, readonly createdAt: string, readonly lastDataAt: string | null, readonly notice: { readonly type: string, readonly message: string | null, readonly at: string } | null, readonly user: { readonly id: string, readonly referenceId: string | null } };

export type NoticeFragment = { readonly type: string, readonly message: string | null, readonly at: string };

export type AccountFragment = { readonly id: string, readonly terraUserId: string, readonly provider: string, readonly status: ConnectionStatus, readonly createdAt: string, readonly lastDataAt: string | null };

export type DataEventsSubscriptionVariables = Exact<{
  userIds?: ReadonlyArray<string> | null | undefined;
  types?: ReadonlyArray<DataEventType> | null | undefined;
  recordTypes?: ReadonlyArray<RecordType> | null | undefined;
  after?: string | null | undefined;
}>;


export type DataEventsSubscription = { readonly dataEvents:
    | { readonly __typename: 'ConnectionChanged', readonly cursor: string, readonly at: string, readonly connection: { readonly id: string, readonly terraUserId: string, readonly provider: string, readonly status: ConnectionStatus, readonly createdAt: string, readonly lastDataAt: string | null } | null }
    | { readonly __typename: 'RecordDeleted', readonly recordId: string, readonly recordType: RecordType, readonly cursor: string, readonly at: string }
    | { readonly __typename: 'RecordSaved', readonly recordId: string, readonly recordType: RecordType, readonly revision: number, readonly cursor: string, readonly at: string, readonly record:
        | { readonly __typename: 'Activity', readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly name: string | null, readonly activityType: ActivityType | null, readonly activeSeconds: number | null, readonly distanceMeters: number | null, readonly steps: number | null, readonly totalBurnedCalories: number | null, readonly avgHeartRateBpm: number | null, readonly maxHeartRateBpm: number | null, readonly elevationGainMeters: number | null, readonly type: RecordType, readonly utcOffset: string | null, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
        | { readonly __typename: 'Athlete', readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
        | { readonly __typename: 'Body', readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
        | { readonly __typename: 'Daily', readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly steps: number | null, readonly distanceMeters: number | null, readonly activeSeconds: number | null, readonly totalBurnedCalories: number | null, readonly avgHeartRateBpm: number | null, readonly restingHeartRateBpm: number | null, readonly hrvRmssdMs: number | null, readonly avgStressLevel: number | null, readonly avgOxygenSaturationPercentage: number | null, readonly type: RecordType, readonly utcOffset: string | null, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
        | { readonly __typename: 'HealthObservation', readonly category: HealthObservationCategory | null, readonly observationType: string | null, readonly severity: ObservationSeverity | null, readonly valueType: ObservationValueType | null, readonly quantity: number | null, readonly quantityUnit: string | null, readonly booleanValue: boolean | null, readonly textValue: string | null, readonly codeValue: string | null, readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
        | { readonly __typename: 'Hormone', readonly lhMiuPerMl: number | null, readonly e3gNgPerMl: number | null, readonly pdgUgPerMl: number | null, readonly hcgMiuPerMl: number | null, readonly fshMiuPerMl: number | null, readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
        | { readonly __typename: 'LabReport', readonly sessionId: string | null, readonly status: LabReportStatus, readonly reportDate: string | null, readonly resultsCount: number | null, readonly failureCode: string | null, readonly failureRetriable: boolean | null, readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
        | { readonly __typename: 'Menstruation', readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
        | { readonly __typename: 'Nutrition', readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
        | { readonly __typename: 'PlannedWorkout', readonly plannedDate: string | null, readonly name: string | null, readonly activityType: ActivityType | null, readonly estimatedDurationSeconds: number | null, readonly estimatedDistanceMeters: number | null, readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
        | { readonly __typename: 'Sleep', readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly isNap: boolean | null, readonly durationInBedSeconds: number | null, readonly durationAsleepSeconds: number | null, readonly durationDeepSleepSeconds: number | null, readonly durationLightSleepSeconds: number | null, readonly durationRemSleepSeconds: number | null, readonly durationAwakeSeconds: number | null, readonly sleepEfficiency: number | null, readonly avgHeartRateBpm: number | null, readonly restingHeartRateBpm: number | null, readonly hrvRmssdMs: number | null, readonly avgBreathsPerMinute: number | null, readonly type: RecordType, readonly utcOffset: string | null, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
       | null }
    | { readonly __typename: 'TransferProgressed', readonly cursor: string, readonly at: string, readonly transfer: { readonly reference: string, readonly status: TransferStatus, readonly expectedPayloads: number | null, readonly receivedPayloads: number, readonly startedAt: string, readonly updatedAt: string, readonly lastPayloadAt: string | null, readonly retryAt: string | null, readonly startDate: string | null, readonly endDate: string | null } | null }
   };

export type DailyRestingHeartRateQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  userIds?: ReadonlyArray<string> | null | undefined;
  providers?: ReadonlyArray<string> | null | undefined;
  order?: Order | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DailyRestingHeartRateQuery = { readonly dailies: { readonly nodes: ReadonlyArray<{ readonly localDate: string | null, readonly provider: string, readonly restingHeartRateBpm: number | null, readonly user: { readonly id: string, readonly referenceId: string | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type RestingHeartRateFragment = { readonly localDate: string | null, readonly provider: string, readonly restingHeartRateBpm: number | null, readonly user: { readonly id: string, readonly referenceId: string | null } };

export type DaysQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  userIds?: ReadonlyArray<string> | null | undefined;
  providers?: ReadonlyArray<string> | null | undefined;
  order?: Order | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DaysQuery = { readonly dailies: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly steps: number | null, readonly distanceMeters: number | null, readonly activeSeconds: number | null, readonly totalBurnedCalories: number | null, readonly avgHeartRateBpm: number | null, readonly restingHeartRateBpm: number | null, readonly hrvRmssdMs: number | null, readonly avgStressLevel: number | null, readonly avgOxygenSaturationPercentage: number | null, readonly user: { readonly id: string, readonly referenceId: string | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type DayFragment = { readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly steps: number | null, readonly distanceMeters: number | null, readonly activeSeconds: number | null, readonly totalBurnedCalories: number | null, readonly avgHeartRateBpm: number | null, readonly restingHeartRateBpm: number | null, readonly hrvRmssdMs: number | null, readonly avgStressLevel: number | null, readonly avgOxygenSaturationPercentage: number | null, readonly user: { readonly id: string, readonly referenceId: string | null } };

export type StuckDeliveriesQueryVariables = Exact<{
  states?: ReadonlyArray<DeliveryState> | null | undefined;
  types?: ReadonlyArray<string> | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type StuckDeliveriesQuery = { readonly deliveries: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly receivedAt: string, readonly type: string | null, readonly state: DeliveryState, readonly error: string | null, readonly notes: ReadonlyArray<string>, readonly attempts: number, readonly repeats: number, readonly bytes: number }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type StuckDeliveryFragment = { readonly id: string, readonly receivedAt: string, readonly type: string | null, readonly state: DeliveryState, readonly error: string | null, readonly notes: ReadonlyArray<string>, readonly attempts: number, readonly repeats: number, readonly bytes: number };

export type IngestStatusQueryVariables = Exact<{ [key: string]: never; }>;


export type IngestStatusQuery = { readonly ingestStatus: { readonly warnings: ReadonlyArray<string>, readonly isHealthcheckOverdue: boolean, readonly lastDeliveryAt: string | null, readonly oldestDeliveryAt: string | null, readonly pendingDeliveries: number, readonly oldestPendingAt: string | null, readonly failedDeliveries: number, readonly oldestFailedAt: string | null, readonly connectionsKeptAfterRevocation: number, readonly queueLength: number, readonly queueBytes: number, readonly lastHealthcheck: { readonly receivedAt: string, readonly createdAt: string | null, readonly status: string | null, readonly trendPercentage: number | null, readonly sentWebhooksLastHour: number | null } | null } };

export type HowIngestIsDoingFragment = { readonly warnings: ReadonlyArray<string>, readonly isHealthcheckOverdue: boolean, readonly lastDeliveryAt: string | null, readonly oldestDeliveryAt: string | null, readonly pendingDeliveries: number, readonly oldestPendingAt: string | null, readonly failedDeliveries: number, readonly oldestFailedAt: string | null, readonly connectionsKeptAfterRevocation: number, readonly queueLength: number, readonly queueBytes: number, readonly lastHealthcheck: { readonly receivedAt: string, readonly createdAt: string | null, readonly status: string | null, readonly trendPercentage: number | null, readonly sentWebhooksLastHour: number | null } | null };

export type LastHealthcheckFragment = { readonly receivedAt: string, readonly createdAt: string | null, readonly status: string | null, readonly trendPercentage: number | null, readonly sentWebhooksLastHour: number | null };

export type LabReportsQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  userIds?: ReadonlyArray<string> | null | undefined;
  order?: Order | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LabReportsQuery = { readonly labReports: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly sessionId: string | null, readonly status: LabReportStatus, readonly reportDate: string | null, readonly resultsCount: number | null, readonly failureCode: string | null, readonly failureRetriable: boolean | null, readonly results: ReadonlyArray<{ readonly biomarker: { readonly key: string | null, readonly displayName: string | null, readonly loincCode: string | null } | null, readonly measurement: { readonly measurementType: string | null, readonly numeric: number | null, readonly text: string | null, readonly units: string | null, readonly bounded: { readonly operator: string | null, readonly value: number | null } | null, readonly qualitative: { readonly text: string | null } | null } | null, readonly interpretation: { readonly flag: string | null } | null, readonly source: { readonly name: string | null, readonly value: string | null } | null }> | null, readonly user: { readonly id: string, readonly referenceId: string | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ReportResultFragment = { readonly biomarker: { readonly key: string | null, readonly displayName: string | null, readonly loincCode: string | null } | null, readonly measurement: { readonly measurementType: string | null, readonly numeric: number | null, readonly text: string | null, readonly units: string | null, readonly bounded: { readonly operator: string | null, readonly value: number | null } | null, readonly qualitative: { readonly text: string | null } | null } | null, readonly interpretation: { readonly flag: string | null } | null, readonly source: { readonly name: string | null, readonly value: string | null } | null };

export type NightsQueryVariables = Exact<{
  from?: string | null | undefined;
  to?: string | null | undefined;
  userIds?: ReadonlyArray<string> | null | undefined;
  providers?: ReadonlyArray<string> | null | undefined;
  order?: Order | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type NightsQuery = { readonly sleeps: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly isNap: boolean | null, readonly durationInBedSeconds: number | null, readonly durationAsleepSeconds: number | null, readonly durationDeepSleepSeconds: number | null, readonly durationLightSleepSeconds: number | null, readonly durationRemSleepSeconds: number | null, readonly durationAwakeSeconds: number | null, readonly sleepEfficiency: number | null, readonly avgHeartRateBpm: number | null, readonly restingHeartRateBpm: number | null, readonly hrvRmssdMs: number | null, readonly avgBreathsPerMinute: number | null, readonly user: { readonly id: string, readonly referenceId: string | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type NightFragment = { readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly isNap: boolean | null, readonly durationInBedSeconds: number | null, readonly durationAsleepSeconds: number | null, readonly durationDeepSleepSeconds: number | null, readonly durationLightSleepSeconds: number | null, readonly durationRemSleepSeconds: number | null, readonly durationAwakeSeconds: number | null, readonly sleepEfficiency: number | null, readonly avgHeartRateBpm: number | null, readonly restingHeartRateBpm: number | null, readonly hrvRmssdMs: number | null, readonly avgBreathsPerMinute: number | null, readonly user: { readonly id: string, readonly referenceId: string | null } };

export type PeopleQueryVariables = Exact<{
  referenceIds?: ReadonlyArray<string> | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PeopleQuery = { readonly users: { readonly nodes: ReadonlyArray<{ readonly createdAt: string, readonly id: string, readonly referenceId: string | null, readonly connections: ReadonlyArray<{ readonly id: string, readonly terraUserId: string, readonly provider: string, readonly status: ConnectionStatus, readonly createdAt: string, readonly lastDataAt: string | null }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type PersonByReferenceQueryVariables = Exact<{
  referenceId: string;
}>;


export type PersonByReferenceQuery = { readonly user: { readonly createdAt: string, readonly id: string, readonly referenceId: string | null, readonly connections: ReadonlyArray<{ readonly id: string, readonly terraUserId: string, readonly provider: string, readonly status: ConnectionStatus, readonly createdAt: string, readonly lastDataAt: string | null }> } | null };

export type PersonFragment = { readonly createdAt: string, readonly id: string, readonly referenceId: string | null, readonly connections: ReadonlyArray<{ readonly id: string, readonly terraUserId: string, readonly provider: string, readonly status: ConnectionStatus, readonly createdAt: string, readonly lastDataAt: string | null }> };

export type UserKeysFragment = { readonly id: string, readonly referenceId: string | null };

export type PageEndFragment = { readonly hasNextPage: boolean, readonly endCursor: string | null };

export type LatestRecordsQueryVariables = Exact<{
  types?: ReadonlyArray<RecordType> | null | undefined;
  userIds?: ReadonlyArray<string> | null | undefined;
  providers?: ReadonlyArray<string> | null | undefined;
  time?: TimeRange | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LatestRecordsQuery = { readonly healthRecords: { readonly nodes: ReadonlyArray<
      | { readonly __typename: 'Activity', readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly name: string | null, readonly activityType: ActivityType | null, readonly activeSeconds: number | null, readonly distanceMeters: number | null, readonly steps: number | null, readonly totalBurnedCalories: number | null, readonly avgHeartRateBpm: number | null, readonly maxHeartRateBpm: number | null, readonly elevationGainMeters: number | null, readonly type: RecordType, readonly utcOffset: string | null, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
      | { readonly __typename: 'Athlete', readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
      | { readonly __typename: 'Body', readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
      | { readonly __typename: 'Daily', readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly steps: number | null, readonly distanceMeters: number | null, readonly activeSeconds: number | null, readonly totalBurnedCalories: number | null, readonly avgHeartRateBpm: number | null, readonly restingHeartRateBpm: number | null, readonly hrvRmssdMs: number | null, readonly avgStressLevel: number | null, readonly avgOxygenSaturationPercentage: number | null, readonly type: RecordType, readonly utcOffset: string | null, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
      | { readonly __typename: 'HealthObservation', readonly category: HealthObservationCategory | null, readonly observationType: string | null, readonly severity: ObservationSeverity | null, readonly valueType: ObservationValueType | null, readonly quantity: number | null, readonly quantityUnit: string | null, readonly booleanValue: boolean | null, readonly textValue: string | null, readonly codeValue: string | null, readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
      | { readonly __typename: 'Hormone', readonly lhMiuPerMl: number | null, readonly e3gNgPerMl: number | null, readonly pdgUgPerMl: number | null, readonly hcgMiuPerMl: number | null, readonly fshMiuPerMl: number | null, readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
      | { readonly __typename: 'LabReport', readonly sessionId: string | null, readonly status: LabReportStatus, readonly reportDate: string | null, readonly resultsCount: number | null, readonly failureCode: string | null, readonly failureRetriable: boolean | null, readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
      | { readonly __typename: 'Menstruation', readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
      | { readonly __typename: 'Nutrition', readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
      | { readonly __typename: 'PlannedWorkout', readonly plannedDate: string | null, readonly name: string | null, readonly activityType: ActivityType | null, readonly estimatedDurationSeconds: number | null, readonly estimatedDistanceMeters: number | null, readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
      | { readonly __typename: 'Sleep', readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly isNap: boolean | null, readonly durationInBedSeconds: number | null, readonly durationAsleepSeconds: number | null, readonly durationDeepSleepSeconds: number | null, readonly durationLightSleepSeconds: number | null, readonly durationRemSleepSeconds: number | null, readonly durationAwakeSeconds: number | null, readonly sleepEfficiency: number | null, readonly avgHeartRateBpm: number | null, readonly restingHeartRateBpm: number | null, readonly hrvRmssdMs: number | null, readonly avgBreathsPerMinute: number | null, readonly type: RecordType, readonly utcOffset: string | null, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } }
    >, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type RecordSeriesQueryVariables = Exact<{
  id: string;
  names?: ReadonlyArray<SeriesName> | null | undefined;
}>;


export type RecordSeriesQuery = { readonly healthRecord:
    | { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly series: ReadonlyArray<{ readonly name: SeriesName, readonly cumulative: boolean, readonly start: string | null, readonly offsets: ReadonlyArray<number | null> | null, readonly columns: ReadonlyArray<{ readonly name: string, readonly unit: string | null, readonly numbers: ReadonlyArray<number | null> | null, readonly texts: ReadonlyArray<string | null> | null }> }>, readonly user: { readonly id: string, readonly referenceId: string | null } }
    | { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly series: ReadonlyArray<{ readonly name: SeriesName, readonly cumulative: boolean, readonly start: string | null, readonly offsets: ReadonlyArray<number | null> | null, readonly columns: ReadonlyArray<{ readonly name: string, readonly unit: string | null, readonly numbers: ReadonlyArray<number | null> | null, readonly texts: ReadonlyArray<string | null> | null }> }>, readonly user: { readonly id: string, readonly referenceId: string | null } }
    | { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly series: ReadonlyArray<{ readonly name: SeriesName, readonly cumulative: boolean, readonly start: string | null, readonly offsets: ReadonlyArray<number | null> | null, readonly columns: ReadonlyArray<{ readonly name: string, readonly unit: string | null, readonly numbers: ReadonlyArray<number | null> | null, readonly texts: ReadonlyArray<string | null> | null }> }>, readonly user: { readonly id: string, readonly referenceId: string | null } }
    | { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly series: ReadonlyArray<{ readonly name: SeriesName, readonly cumulative: boolean, readonly start: string | null, readonly offsets: ReadonlyArray<number | null> | null, readonly columns: ReadonlyArray<{ readonly name: string, readonly unit: string | null, readonly numbers: ReadonlyArray<number | null> | null, readonly texts: ReadonlyArray<string | null> | null }> }>, readonly user: { readonly id: string, readonly referenceId: string | null } }
    | { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly series: ReadonlyArray<{ readonly name: SeriesName, readonly cumulative: boolean, readonly start: string | null, readonly offsets: ReadonlyArray<number | null> | null, readonly columns: ReadonlyArray<{ readonly name: string, readonly unit: string | null, readonly numbers: ReadonlyArray<number | null> | null, readonly texts: ReadonlyArray<string | null> | null }> }>, readonly user: { readonly id: string, readonly referenceId: string | null } }
    | { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly series: ReadonlyArray<{ readonly name: SeriesName, readonly cumulative: boolean, readonly start: string | null, readonly offsets: ReadonlyArray<number | null> | null, readonly columns: ReadonlyArray<{ readonly name: string, readonly unit: string | null, readonly numbers: ReadonlyArray<number | null> | null, readonly texts: ReadonlyArray<string | null> | null }> }>, readonly user: { readonly id: string, readonly referenceId: string | null } }
    | { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly series: ReadonlyArray<{ readonly name: SeriesName, readonly cumulative: boolean, readonly start: string | null, readonly offsets: ReadonlyArray<number | null> | null, readonly columns: ReadonlyArray<{ readonly name: string, readonly unit: string | null, readonly numbers: ReadonlyArray<number | null> | null, readonly texts: ReadonlyArray<string | null> | null }> }>, readonly user: { readonly id: string, readonly referenceId: string | null } }
    | { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly series: ReadonlyArray<{ readonly name: SeriesName, readonly cumulative: boolean, readonly start: string | null, readonly offsets: ReadonlyArray<number | null> | null, readonly columns: ReadonlyArray<{ readonly name: string, readonly unit: string | null, readonly numbers: ReadonlyArray<number | null> | null, readonly texts: ReadonlyArray<string | null> | null }> }>, readonly user: { readonly id: string, readonly referenceId: string | null } }
    | { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly series: ReadonlyArray<{ readonly name: SeriesName, readonly cumulative: boolean, readonly start: string | null, readonly offsets: ReadonlyArray<number | null> | null, readonly columns: ReadonlyArray<{ readonly name: string, readonly unit: string | null, readonly numbers: ReadonlyArray<number | null> | null, readonly texts: ReadonlyArray<string | null> | null }> }>, readonly user: { readonly id: string, readonly referenceId: string | null } }
    | { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly series: ReadonlyArray<{ readonly name: SeriesName, readonly cumulative: boolean, readonly start: string | null, readonly offsets: ReadonlyArray<number | null> | null, readonly columns: ReadonlyArray<{ readonly name: string, readonly unit: string | null, readonly numbers: ReadonlyArray<number | null> | null, readonly texts: ReadonlyArray<string | null> | null }> }>, readonly user: { readonly id: string, readonly referenceId: string | null } }
    | { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly series: ReadonlyArray<{ readonly name: SeriesName, readonly cumulative: boolean, readonly start: string | null, readonly offsets: ReadonlyArray<number | null> | null, readonly columns: ReadonlyArray<{ readonly name: string, readonly unit: string | null, readonly numbers: ReadonlyArray<number | null> | null, readonly texts: ReadonlyArray<string | null> | null }> }>, readonly user: { readonly id: string, readonly referenceId: string | null } }
   | null };

export type SamplesFragment = { readonly name: SeriesName, readonly cumulative: boolean, readonly start: string | null, readonly offsets: ReadonlyArray<number | null> | null, readonly columns: ReadonlyArray<{ readonly name: string, readonly unit: string | null, readonly numbers: ReadonlyArray<number | null> | null, readonly texts: ReadonlyArray<string | null> | null }> };

export type SampleColumnFragment = { readonly name: string, readonly unit: string | null, readonly numbers: ReadonlyArray<number | null> | null, readonly texts: ReadonlyArray<string | null> | null };

type AnyRecord_Activity_Fragment = { readonly __typename: 'Activity', readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly name: string | null, readonly activityType: ActivityType | null, readonly activeSeconds: number | null, readonly distanceMeters: number | null, readonly steps: number | null, readonly totalBurnedCalories: number | null, readonly avgHeartRateBpm: number | null, readonly maxHeartRateBpm: number | null, readonly elevationGainMeters: number | null, readonly type: RecordType, readonly utcOffset: string | null, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type AnyRecord_Athlete_Fragment = { readonly __typename: 'Athlete', readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type AnyRecord_Body_Fragment = { readonly __typename: 'Body', readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type AnyRecord_Daily_Fragment = { readonly __typename: 'Daily', readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly steps: number | null, readonly distanceMeters: number | null, readonly activeSeconds: number | null, readonly totalBurnedCalories: number | null, readonly avgHeartRateBpm: number | null, readonly restingHeartRateBpm: number | null, readonly hrvRmssdMs: number | null, readonly avgStressLevel: number | null, readonly avgOxygenSaturationPercentage: number | null, readonly type: RecordType, readonly utcOffset: string | null, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type AnyRecord_HealthObservation_Fragment = { readonly __typename: 'HealthObservation', readonly category: HealthObservationCategory | null, readonly observationType: string | null, readonly severity: ObservationSeverity | null, readonly valueType: ObservationValueType | null, readonly quantity: number | null, readonly quantityUnit: string | null, readonly booleanValue: boolean | null, readonly textValue: string | null, readonly codeValue: string | null, readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type AnyRecord_Hormone_Fragment = { readonly __typename: 'Hormone', readonly lhMiuPerMl: number | null, readonly e3gNgPerMl: number | null, readonly pdgUgPerMl: number | null, readonly hcgMiuPerMl: number | null, readonly fshMiuPerMl: number | null, readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type AnyRecord_LabReport_Fragment = { readonly __typename: 'LabReport', readonly sessionId: string | null, readonly status: LabReportStatus, readonly reportDate: string | null, readonly resultsCount: number | null, readonly failureCode: string | null, readonly failureRetriable: boolean | null, readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type AnyRecord_Menstruation_Fragment = { readonly __typename: 'Menstruation', readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type AnyRecord_Nutrition_Fragment = { readonly __typename: 'Nutrition', readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type AnyRecord_PlannedWorkout_Fragment = { readonly __typename: 'PlannedWorkout', readonly plannedDate: string | null, readonly name: string | null, readonly activityType: ActivityType | null, readonly estimatedDurationSeconds: number | null, readonly estimatedDistanceMeters: number | null, readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type AnyRecord_Sleep_Fragment = { readonly __typename: 'Sleep', readonly id: string, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly provider: string, readonly isNap: boolean | null, readonly durationInBedSeconds: number | null, readonly durationAsleepSeconds: number | null, readonly durationDeepSleepSeconds: number | null, readonly durationLightSleepSeconds: number | null, readonly durationRemSleepSeconds: number | null, readonly durationAwakeSeconds: number | null, readonly sleepEfficiency: number | null, readonly avgHeartRateBpm: number | null, readonly restingHeartRateBpm: number | null, readonly hrvRmssdMs: number | null, readonly avgBreathsPerMinute: number | null, readonly type: RecordType, readonly utcOffset: string | null, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

export type AnyRecordFragment =
  | AnyRecord_Activity_Fragment
  | AnyRecord_Athlete_Fragment
  | AnyRecord_Body_Fragment
  | AnyRecord_Daily_Fragment
  | AnyRecord_HealthObservation_Fragment
  | AnyRecord_Hormone_Fragment
  | AnyRecord_LabReport_Fragment
  | AnyRecord_Menstruation_Fragment
  | AnyRecord_Nutrition_Fragment
  | AnyRecord_PlannedWorkout_Fragment
  | AnyRecord_Sleep_Fragment
;

export type PlanFragment = { readonly plannedDate: string | null, readonly name: string | null, readonly activityType: ActivityType | null, readonly estimatedDurationSeconds: number | null, readonly estimatedDistanceMeters: number | null };

export type HormonesFragment = { readonly lhMiuPerMl: number | null, readonly e3gNgPerMl: number | null, readonly pdgUgPerMl: number | null, readonly hcgMiuPerMl: number | null, readonly fshMiuPerMl: number | null };

export type ObservationFragment = { readonly category: HealthObservationCategory | null, readonly observationType: string | null, readonly severity: ObservationSeverity | null, readonly valueType: ObservationValueType | null, readonly quantity: number | null, readonly quantityUnit: string | null, readonly booleanValue: boolean | null, readonly textValue: string | null, readonly codeValue: string | null };

export type ReportFragment = { readonly sessionId: string | null, readonly status: LabReportStatus, readonly reportDate: string | null, readonly resultsCount: number | null, readonly failureCode: string | null, readonly failureRetriable: boolean | null };

type RecordHead_Activity_Fragment = { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type RecordHead_Athlete_Fragment = { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type RecordHead_Body_Fragment = { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type RecordHead_Daily_Fragment = { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type RecordHead_HealthObservation_Fragment = { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type RecordHead_Hormone_Fragment = { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type RecordHead_LabReport_Fragment = { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type RecordHead_Menstruation_Fragment = { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type RecordHead_Nutrition_Fragment = { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type RecordHead_PlannedWorkout_Fragment = { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

type RecordHead_Sleep_Fragment = { readonly id: string, readonly type: RecordType, readonly localDate: string | null, readonly startTime: string | null, readonly endTime: string | null, readonly utcOffset: string | null, readonly provider: string, readonly revision: number, readonly updatedAt: string, readonly user: { readonly id: string, readonly referenceId: string | null } };

export type RecordHeadFragment =
  | RecordHead_Activity_Fragment
  | RecordHead_Athlete_Fragment
  | RecordHead_Body_Fragment
  | RecordHead_Daily_Fragment
  | RecordHead_HealthObservation_Fragment
  | RecordHead_Hormone_Fragment
  | RecordHead_LabReport_Fragment
  | RecordHead_Menstruation_Fragment
  | RecordHead_Nutrition_Fragment
  | RecordHead_PlannedWorkout_Fragment
  | RecordHead_Sleep_Fragment
;

export type TransferByReferenceQueryVariables = Exact<{
  reference: string;
}>;


export type TransferByReferenceQuery = { readonly transfer: { readonly reference: string, readonly status: TransferStatus, readonly expectedPayloads: number | null, readonly receivedPayloads: number, readonly startedAt: string, readonly updatedAt: string, readonly lastPayloadAt: string | null, readonly retryAt: string | null, readonly startDate: string | null, readonly endDate: string | null, readonly connection: { readonly id: string, readonly terraUserId: string, readonly provider: string, readonly status: ConnectionStatus, readonly createdAt: string, readonly lastDataAt: string | null } | null } | null };

export type TransfersOfConnectionQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
}>;


export type TransfersOfConnectionQuery = { readonly connection: { readonly id: string, readonly terraUserId: string, readonly provider: string, readonly status: ConnectionStatus, readonly createdAt: string, readonly lastDataAt: string | null, readonly transfers: { readonly nodes: ReadonlyArray<{ readonly reference: string, readonly status: TransferStatus, readonly expectedPayloads: number | null, readonly receivedPayloads: number, readonly startedAt: string, readonly updatedAt: string, readonly lastPayloadAt: string | null, readonly retryAt: string | null, readonly startDate: string | null, readonly endDate: string | null }> } } | null };

export type TransferProgressFragment = { readonly reference: string, readonly status: TransferStatus, readonly expectedPayloads: number | null, readonly receivedPayloads: number, readonly startedAt: string, readonly updatedAt: string, readonly lastPayloadAt: string | null, readonly retryAt: string | null, readonly startDate: string | null, readonly endDate: string | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AccountEventFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment AccountEvent on ConnectionEvent {
  at
  kind
  terraUserId
  details
}
    `, {"fragmentName":"AccountEvent"}) as unknown as TypedDocumentString<AccountEventFragment, unknown>;
export const AccountFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}
    `, {"fragmentName":"Account"}) as unknown as TypedDocumentString<AccountFragment, unknown>;
export const NoticeFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Notice on ConnectionNotice {
  type
  message
  at
}
    `, {"fragmentName":"Notice"}) as unknown as TypedDocumentString<NoticeFragment, unknown>;
export const UserKeysFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserKeys on User {
  id
  referenceId
}
    `, {"fragmentName":"UserKeys"}) as unknown as TypedDocumentString<UserKeysFragment, unknown>;
export const AccountOfPersonFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment AccountOfPerson on Connection {
  ...Account
  scopes
  notice {
    ...Notice
  }
  user {
    ...UserKeys
  }
}
    fragment Notice on ConnectionNotice {
  type
  message
  at
}
fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}
fragment UserKeys on User {
  id
  referenceId
}`, {"fragmentName":"AccountOfPerson"}) as unknown as TypedDocumentString<AccountOfPersonFragment, unknown>;
export const RestingHeartRateFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment RestingHeartRate on Daily {
  localDate
  provider
  restingHeartRateBpm
  user {
    ...UserKeys
  }
}
    fragment UserKeys on User {
  id
  referenceId
}`, {"fragmentName":"RestingHeartRate"}) as unknown as TypedDocumentString<RestingHeartRateFragment, unknown>;
export const StuckDeliveryFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment StuckDelivery on Delivery {
  id
  receivedAt
  type
  state
  error
  notes
  attempts
  repeats
  bytes
}
    `, {"fragmentName":"StuckDelivery"}) as unknown as TypedDocumentString<StuckDeliveryFragment, unknown>;
export const LastHealthcheckFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment LastHealthcheck on Healthcheck {
  receivedAt
  createdAt
  status
  trendPercentage
  sentWebhooksLastHour
}
    `, {"fragmentName":"LastHealthcheck"}) as unknown as TypedDocumentString<LastHealthcheckFragment, unknown>;
export const HowIngestIsDoingFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment HowIngestIsDoing on IngestStatus {
  warnings
  isHealthcheckOverdue
  lastHealthcheck {
    ...LastHealthcheck
  }
  lastDeliveryAt
  oldestDeliveryAt
  pendingDeliveries
  oldestPendingAt
  failedDeliveries
  oldestFailedAt
  connectionsKeptAfterRevocation
  queueLength
  queueBytes
}
    fragment LastHealthcheck on Healthcheck {
  receivedAt
  createdAt
  status
  trendPercentage
  sentWebhooksLastHour
}`, {"fragmentName":"HowIngestIsDoing"}) as unknown as TypedDocumentString<HowIngestIsDoingFragment, unknown>;
export const ReportResultFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ReportResult on LabResult {
  biomarker {
    key
    displayName
    loincCode
  }
  measurement {
    measurementType
    numeric
    bounded {
      operator
      value
    }
    qualitative {
      text
    }
    text
    units
  }
  interpretation {
    flag
  }
  source {
    name
    value
  }
}
    `, {"fragmentName":"ReportResult"}) as unknown as TypedDocumentString<ReportResultFragment, unknown>;
export const PersonFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Person on User {
  ...UserKeys
  createdAt
  connections {
    ...Account
  }
}
    fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}
fragment UserKeys on User {
  id
  referenceId
}`, {"fragmentName":"Person"}) as unknown as TypedDocumentString<PersonFragment, unknown>;
export const PageEndFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}
    `, {"fragmentName":"PageEnd"}) as unknown as TypedDocumentString<PageEndFragment, unknown>;
export const SampleColumnFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SampleColumn on SeriesColumn {
  name
  unit
  numbers
  texts
}
    `, {"fragmentName":"SampleColumn"}) as unknown as TypedDocumentString<SampleColumnFragment, unknown>;
export const SamplesFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Samples on Series {
  name
  cumulative
  start
  offsets
  columns {
    ...SampleColumn
  }
}
    fragment SampleColumn on SeriesColumn {
  name
  unit
  numbers
  texts
}`, {"fragmentName":"Samples"}) as unknown as TypedDocumentString<SamplesFragment, unknown>;
export const RecordHeadFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment RecordHead on HealthRecord {
  id
  type
  localDate
  startTime
  endTime
  utcOffset
  provider
  revision
  updatedAt
  user {
    ...UserKeys
  }
}
    fragment UserKeys on User {
  id
  referenceId
}`, {"fragmentName":"RecordHead"}) as unknown as TypedDocumentString<RecordHeadFragment, unknown>;
export const DayFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Day on Daily {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  steps
  distanceMeters
  activeSeconds
  totalBurnedCalories
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgStressLevel
  avgOxygenSaturationPercentage
}
    fragment UserKeys on User {
  id
  referenceId
}`, {"fragmentName":"Day"}) as unknown as TypedDocumentString<DayFragment, unknown>;
export const NightFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Night on Sleep {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  isNap
  durationInBedSeconds
  durationAsleepSeconds
  durationDeepSleepSeconds
  durationLightSleepSeconds
  durationRemSleepSeconds
  durationAwakeSeconds
  sleepEfficiency
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgBreathsPerMinute
}
    fragment UserKeys on User {
  id
  referenceId
}`, {"fragmentName":"Night"}) as unknown as TypedDocumentString<NightFragment, unknown>;
export const WorkoutFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Workout on Activity {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  name
  activityType
  activeSeconds
  distanceMeters
  steps
  totalBurnedCalories
  avgHeartRateBpm
  maxHeartRateBpm
  elevationGainMeters
}
    fragment UserKeys on User {
  id
  referenceId
}`, {"fragmentName":"Workout"}) as unknown as TypedDocumentString<WorkoutFragment, unknown>;
export const PlanFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Plan on PlannedWorkout {
  plannedDate
  name
  activityType
  estimatedDurationSeconds
  estimatedDistanceMeters
}
    `, {"fragmentName":"Plan"}) as unknown as TypedDocumentString<PlanFragment, unknown>;
export const HormonesFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Hormones on Hormone {
  lhMiuPerMl
  e3gNgPerMl
  pdgUgPerMl
  hcgMiuPerMl
  fshMiuPerMl
}
    `, {"fragmentName":"Hormones"}) as unknown as TypedDocumentString<HormonesFragment, unknown>;
export const ObservationFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Observation on HealthObservation {
  category
  observationType
  severity
  valueType
  quantity
  quantityUnit
  booleanValue
  textValue
  codeValue
}
    `, {"fragmentName":"Observation"}) as unknown as TypedDocumentString<ObservationFragment, unknown>;
export const ReportFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Report on LabReport {
  sessionId
  status
  reportDate
  resultsCount
  failureCode
  failureRetriable
}
    `, {"fragmentName":"Report"}) as unknown as TypedDocumentString<ReportFragment, unknown>;
export const AnyRecordFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment AnyRecord on HealthRecord {
  __typename
  ...RecordHead
  ... on Daily {
    ...Day
  }
  ... on Sleep {
    ...Night
  }
  ... on Activity {
    ...Workout
  }
  ... on PlannedWorkout {
    ...Plan
  }
  ... on Hormone {
    ...Hormones
  }
  ... on HealthObservation {
    ...Observation
  }
  ... on LabReport {
    ...Report
  }
}
    fragment Workout on Activity {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  name
  activityType
  activeSeconds
  distanceMeters
  steps
  totalBurnedCalories
  avgHeartRateBpm
  maxHeartRateBpm
  elevationGainMeters
}
fragment Day on Daily {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  steps
  distanceMeters
  activeSeconds
  totalBurnedCalories
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgStressLevel
  avgOxygenSaturationPercentage
}
fragment Night on Sleep {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  isNap
  durationInBedSeconds
  durationAsleepSeconds
  durationDeepSleepSeconds
  durationLightSleepSeconds
  durationRemSleepSeconds
  durationAwakeSeconds
  sleepEfficiency
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgBreathsPerMinute
}
fragment UserKeys on User {
  id
  referenceId
}
fragment Plan on PlannedWorkout {
  plannedDate
  name
  activityType
  estimatedDurationSeconds
  estimatedDistanceMeters
}
fragment Hormones on Hormone {
  lhMiuPerMl
  e3gNgPerMl
  pdgUgPerMl
  hcgMiuPerMl
  fshMiuPerMl
}
fragment Observation on HealthObservation {
  category
  observationType
  severity
  valueType
  quantity
  quantityUnit
  booleanValue
  textValue
  codeValue
}
fragment Report on LabReport {
  sessionId
  status
  reportDate
  resultsCount
  failureCode
  failureRetriable
}
fragment RecordHead on HealthRecord {
  id
  type
  localDate
  startTime
  endTime
  utcOffset
  provider
  revision
  updatedAt
  user {
    ...UserKeys
  }
}`, {"fragmentName":"AnyRecord"}) as unknown as TypedDocumentString<AnyRecordFragment, unknown>;
export const TransferProgressFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment TransferProgress on Transfer {
  reference
  status
  expectedPayloads
  receivedPayloads
  startedAt
  updatedAt
  lastPayloadAt
  retryAt
  startDate
  endDate
}
    `, {"fragmentName":"TransferProgress"}) as unknown as TypedDocumentString<TransferProgressFragment, unknown>;
export const ActivitiesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Activities($from: Date, $to: Date, $userIds: [ID!], $providers: [String!], $order: Order = OLDEST_FIRST, $first: Int = 1000, $after: String) {
  activities(
    days: {from: $from, to: $to}
    userIds: $userIds
    providers: $providers
    order: $order
    first: $first
    after: $after
  ) {
    nodes {
      ...Workout
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment Workout on Activity {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  name
  activityType
  activeSeconds
  distanceMeters
  steps
  totalBurnedCalories
  avgHeartRateBpm
  maxHeartRateBpm
  elevationGainMeters
}
fragment UserKeys on User {
  id
  referenceId
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`, {"hash":"sha256:a26b95a98131a64b56c34d766a5b0ed731e4d6fe78aeaffd81b766ad5ccbcb80"}) as unknown as TypedDocumentString<ActivitiesQuery, ActivitiesQueryVariables>;
export const ConnectionsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Connections($providers: [String!], $statuses: [ConnectionStatus!], $first: Int = 500, $after: String) {
  connections(
    providers: $providers
    statuses: $statuses
    first: $first
    after: $after
  ) {
    nodes {
      ...AccountOfPerson
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment AccountOfPerson on Connection {
  ...Account
  scopes
  notice {
    ...Notice
  }
  user {
    ...UserKeys
  }
}
fragment Notice on ConnectionNotice {
  type
  message
  at
}
fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}
fragment UserKeys on User {
  id
  referenceId
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`, {"hash":"sha256:1a44a83d78ae5491c73ab1b899a76ce7b81df3fea23a7aa582991f0f4576caf4"}) as unknown as TypedDocumentString<ConnectionsQuery, ConnectionsQueryVariables>;
export const HistoryOfConnectionDocument = /*#__PURE__*/ new TypedDocumentString(`
    query HistoryOfConnection($id: ID!, $first: Int = 50) {
  connection(id: $id) {
    ...AccountOfPerson
    history(first: $first) {
      nodes {
        ...AccountEvent
      }
    }
  }
}
    fragment AccountEvent on ConnectionEvent {
  at
  kind
  terraUserId
  details
}
fragment AccountOfPerson on Connection {
  ...Account
  scopes
  notice {
    ...Notice
  }
  user {
    ...UserKeys
  }
}
fragment Notice on ConnectionNotice {
  type
  message
  at
}
fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}
fragment UserKeys on User {
  id
  referenceId
}`, {"hash":"sha256:207cb1cd6ad8a00175c21e547e48fe75ae1e6e8cca454f420f9c3c74e79da6ba"}) as unknown as TypedDocumentString<HistoryOfConnectionQuery, HistoryOfConnectionQueryVariables>;
export const DataEventsDocument = /*#__PURE__*/ new TypedDocumentString(`
    subscription DataEvents($userIds: [ID!], $types: [DataEventType!], $recordTypes: [RecordType!], $after: String) {
  dataEvents(
    userIds: $userIds
    types: $types
    recordTypes: $recordTypes
    after: $after
  ) {
    __typename
    cursor
    at
    ... on RecordSaved {
      recordId
      recordType
      revision
      record {
        ...AnyRecord
      }
    }
    ... on RecordDeleted {
      recordId
      recordType
    }
    ... on ConnectionChanged {
      connection {
        ...Account
      }
    }
    ... on TransferProgressed {
      transfer {
        ...TransferProgress
      }
    }
  }
}
    fragment Workout on Activity {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  name
  activityType
  activeSeconds
  distanceMeters
  steps
  totalBurnedCalories
  avgHeartRateBpm
  maxHeartRateBpm
  elevationGainMeters
}
fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}
fragment Day on Daily {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  steps
  distanceMeters
  activeSeconds
  totalBurnedCalories
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgStressLevel
  avgOxygenSaturationPercentage
}
fragment Night on Sleep {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  isNap
  durationInBedSeconds
  durationAsleepSeconds
  durationDeepSleepSeconds
  durationLightSleepSeconds
  durationRemSleepSeconds
  durationAwakeSeconds
  sleepEfficiency
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgBreathsPerMinute
}
fragment UserKeys on User {
  id
  referenceId
}
fragment AnyRecord on HealthRecord {
  __typename
  ...RecordHead
  ... on Daily {
    ...Day
  }
  ... on Sleep {
    ...Night
  }
  ... on Activity {
    ...Workout
  }
  ... on PlannedWorkout {
    ...Plan
  }
  ... on Hormone {
    ...Hormones
  }
  ... on HealthObservation {
    ...Observation
  }
  ... on LabReport {
    ...Report
  }
}
fragment Plan on PlannedWorkout {
  plannedDate
  name
  activityType
  estimatedDurationSeconds
  estimatedDistanceMeters
}
fragment Hormones on Hormone {
  lhMiuPerMl
  e3gNgPerMl
  pdgUgPerMl
  hcgMiuPerMl
  fshMiuPerMl
}
fragment Observation on HealthObservation {
  category
  observationType
  severity
  valueType
  quantity
  quantityUnit
  booleanValue
  textValue
  codeValue
}
fragment Report on LabReport {
  sessionId
  status
  reportDate
  resultsCount
  failureCode
  failureRetriable
}
fragment RecordHead on HealthRecord {
  id
  type
  localDate
  startTime
  endTime
  utcOffset
  provider
  revision
  updatedAt
  user {
    ...UserKeys
  }
}
fragment TransferProgress on Transfer {
  reference
  status
  expectedPayloads
  receivedPayloads
  startedAt
  updatedAt
  lastPayloadAt
  retryAt
  startDate
  endDate
}`, {"hash":"sha256:bb48745699b47ffd72a6d829d512619e926a66058f20518065f383067369da7c"}) as unknown as TypedDocumentString<DataEventsSubscription, DataEventsSubscriptionVariables>;
export const DailyRestingHeartRateDocument = /*#__PURE__*/ new TypedDocumentString(`
    query DailyRestingHeartRate($from: Date, $to: Date, $userIds: [ID!], $providers: [String!], $order: Order = OLDEST_FIRST, $first: Int = 1000, $after: String) {
  dailies(
    days: {from: $from, to: $to}
    userIds: $userIds
    providers: $providers
    order: $order
    first: $first
    after: $after
  ) {
    nodes {
      ...RestingHeartRate
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment RestingHeartRate on Daily {
  localDate
  provider
  restingHeartRateBpm
  user {
    ...UserKeys
  }
}
fragment UserKeys on User {
  id
  referenceId
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`, {"hash":"sha256:d289c621b53797e788155189967ce08e12da28d0ab46f3a1bb3209f974f09a00"}) as unknown as TypedDocumentString<DailyRestingHeartRateQuery, DailyRestingHeartRateQueryVariables>;
export const DaysDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Days($from: Date, $to: Date, $userIds: [ID!], $providers: [String!], $order: Order = OLDEST_FIRST, $first: Int = 1000, $after: String) {
  dailies(
    days: {from: $from, to: $to}
    userIds: $userIds
    providers: $providers
    order: $order
    first: $first
    after: $after
  ) {
    nodes {
      ...Day
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment Day on Daily {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  steps
  distanceMeters
  activeSeconds
  totalBurnedCalories
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgStressLevel
  avgOxygenSaturationPercentage
}
fragment UserKeys on User {
  id
  referenceId
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`, {"hash":"sha256:45a1ed3b528b1752d245bb404d76687b46bac77f2ae021168c625a85f450765c"}) as unknown as TypedDocumentString<DaysQuery, DaysQueryVariables>;
export const StuckDeliveriesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query StuckDeliveries($states: [DeliveryState!] = [FAILED, PENDING], $types: [String!], $first: Int = 500, $after: String) {
  deliveries(states: $states, types: $types, first: $first, after: $after) {
    nodes {
      ...StuckDelivery
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment StuckDelivery on Delivery {
  id
  receivedAt
  type
  state
  error
  notes
  attempts
  repeats
  bytes
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`, {"hash":"sha256:4942a2d3629dc69fa2d83a189a8b59367397b3bf7448bcbd970f1d9419b28d9a"}) as unknown as TypedDocumentString<StuckDeliveriesQuery, StuckDeliveriesQueryVariables>;
export const IngestStatusDocument = /*#__PURE__*/ new TypedDocumentString(`
    query IngestStatus {
  ingestStatus {
    ...HowIngestIsDoing
  }
}
    fragment HowIngestIsDoing on IngestStatus {
  warnings
  isHealthcheckOverdue
  lastHealthcheck {
    ...LastHealthcheck
  }
  lastDeliveryAt
  oldestDeliveryAt
  pendingDeliveries
  oldestPendingAt
  failedDeliveries
  oldestFailedAt
  connectionsKeptAfterRevocation
  queueLength
  queueBytes
}
fragment LastHealthcheck on Healthcheck {
  receivedAt
  createdAt
  status
  trendPercentage
  sentWebhooksLastHour
}`, {"hash":"sha256:de572d0216f5ac7b64bf51990e9353ff0017cf75d35c0cd73d16e61b2d5247d2"}) as unknown as TypedDocumentString<IngestStatusQuery, IngestStatusQueryVariables>;
export const LabReportsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query LabReports($from: Date, $to: Date, $userIds: [ID!], $order: Order = OLDEST_FIRST, $first: Int = 100, $after: String) {
  labReports(
    days: {from: $from, to: $to}
    userIds: $userIds
    order: $order
    first: $first
    after: $after
  ) {
    nodes {
      ...RecordHead
      ...Report
      results {
        ...ReportResult
      }
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment ReportResult on LabResult {
  biomarker {
    key
    displayName
    loincCode
  }
  measurement {
    measurementType
    numeric
    bounded {
      operator
      value
    }
    qualitative {
      text
    }
    text
    units
  }
  interpretation {
    flag
  }
  source {
    name
    value
  }
}
fragment UserKeys on User {
  id
  referenceId
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}
fragment Report on LabReport {
  sessionId
  status
  reportDate
  resultsCount
  failureCode
  failureRetriable
}
fragment RecordHead on HealthRecord {
  id
  type
  localDate
  startTime
  endTime
  utcOffset
  provider
  revision
  updatedAt
  user {
    ...UserKeys
  }
}`, {"hash":"sha256:3f5e0d47b204359b17bcc2e16f1b6316a1da669417d805aad6cfe7f5f1f51924"}) as unknown as TypedDocumentString<LabReportsQuery, LabReportsQueryVariables>;
export const NightsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Nights($from: Date, $to: Date, $userIds: [ID!], $providers: [String!], $order: Order = OLDEST_FIRST, $first: Int = 1000, $after: String) {
  sleeps(
    days: {from: $from, to: $to}
    userIds: $userIds
    providers: $providers
    order: $order
    first: $first
    after: $after
  ) {
    nodes {
      ...Night
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment Night on Sleep {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  isNap
  durationInBedSeconds
  durationAsleepSeconds
  durationDeepSleepSeconds
  durationLightSleepSeconds
  durationRemSleepSeconds
  durationAwakeSeconds
  sleepEfficiency
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgBreathsPerMinute
}
fragment UserKeys on User {
  id
  referenceId
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`, {"hash":"sha256:ab959f969f7e31f69ad879a692394d9a1efe0cfaa2d8a2c4fea57bdb7f6ecd81"}) as unknown as TypedDocumentString<NightsQuery, NightsQueryVariables>;
export const PeopleDocument = /*#__PURE__*/ new TypedDocumentString(`
    query People($referenceIds: [String!], $first: Int = 500, $after: String) {
  users(referenceIds: $referenceIds, first: $first, after: $after) {
    nodes {
      ...Person
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}
fragment Person on User {
  ...UserKeys
  createdAt
  connections {
    ...Account
  }
}
fragment UserKeys on User {
  id
  referenceId
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}`, {"hash":"sha256:c04d46e86518b831535ecb871acfa77e6511dd493ccc5d7e3748bcbf4d967b7f"}) as unknown as TypedDocumentString<PeopleQuery, PeopleQueryVariables>;
export const PersonByReferenceDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PersonByReference($referenceId: String!) {
  user(referenceId: $referenceId) {
    ...Person
  }
}
    fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}
fragment Person on User {
  ...UserKeys
  createdAt
  connections {
    ...Account
  }
}
fragment UserKeys on User {
  id
  referenceId
}`, {"hash":"sha256:ce6c350d5458a7f267ad458945c0b25d41136242e770cbe72f38fc85d7e2a85e"}) as unknown as TypedDocumentString<PersonByReferenceQuery, PersonByReferenceQueryVariables>;
export const LatestRecordsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query LatestRecords($types: [RecordType!], $userIds: [ID!], $providers: [String!], $time: TimeRange, $first: Int = 500, $after: String) {
  healthRecords(
    types: $types
    userIds: $userIds
    providers: $providers
    time: $time
    first: $first
    after: $after
  ) {
    nodes {
      ...AnyRecord
    }
    pageInfo {
      ...PageEnd
    }
  }
}
    fragment Workout on Activity {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  name
  activityType
  activeSeconds
  distanceMeters
  steps
  totalBurnedCalories
  avgHeartRateBpm
  maxHeartRateBpm
  elevationGainMeters
}
fragment Day on Daily {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  steps
  distanceMeters
  activeSeconds
  totalBurnedCalories
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgStressLevel
  avgOxygenSaturationPercentage
}
fragment Night on Sleep {
  id
  localDate
  startTime
  endTime
  provider
  user {
    ...UserKeys
  }
  isNap
  durationInBedSeconds
  durationAsleepSeconds
  durationDeepSleepSeconds
  durationLightSleepSeconds
  durationRemSleepSeconds
  durationAwakeSeconds
  sleepEfficiency
  avgHeartRateBpm
  restingHeartRateBpm
  hrvRmssdMs
  avgBreathsPerMinute
}
fragment UserKeys on User {
  id
  referenceId
}
fragment PageEnd on PageInfo {
  hasNextPage
  endCursor
}
fragment AnyRecord on HealthRecord {
  __typename
  ...RecordHead
  ... on Daily {
    ...Day
  }
  ... on Sleep {
    ...Night
  }
  ... on Activity {
    ...Workout
  }
  ... on PlannedWorkout {
    ...Plan
  }
  ... on Hormone {
    ...Hormones
  }
  ... on HealthObservation {
    ...Observation
  }
  ... on LabReport {
    ...Report
  }
}
fragment Plan on PlannedWorkout {
  plannedDate
  name
  activityType
  estimatedDurationSeconds
  estimatedDistanceMeters
}
fragment Hormones on Hormone {
  lhMiuPerMl
  e3gNgPerMl
  pdgUgPerMl
  hcgMiuPerMl
  fshMiuPerMl
}
fragment Observation on HealthObservation {
  category
  observationType
  severity
  valueType
  quantity
  quantityUnit
  booleanValue
  textValue
  codeValue
}
fragment Report on LabReport {
  sessionId
  status
  reportDate
  resultsCount
  failureCode
  failureRetriable
}
fragment RecordHead on HealthRecord {
  id
  type
  localDate
  startTime
  endTime
  utcOffset
  provider
  revision
  updatedAt
  user {
    ...UserKeys
  }
}`, {"hash":"sha256:6e5f84a243fff1421b60220a6fbfe0887ec075d4ed6f0efc1beeef990d5e3106"}) as unknown as TypedDocumentString<LatestRecordsQuery, LatestRecordsQueryVariables>;
export const RecordSeriesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query RecordSeries($id: ID!, $names: [SeriesName!]) {
  healthRecord(id: $id) {
    ...RecordHead
    series(names: $names) {
      ...Samples
    }
  }
}
    fragment UserKeys on User {
  id
  referenceId
}
fragment Samples on Series {
  name
  cumulative
  start
  offsets
  columns {
    ...SampleColumn
  }
}
fragment SampleColumn on SeriesColumn {
  name
  unit
  numbers
  texts
}
fragment RecordHead on HealthRecord {
  id
  type
  localDate
  startTime
  endTime
  utcOffset
  provider
  revision
  updatedAt
  user {
    ...UserKeys
  }
}`, {"hash":"sha256:f77aaf355d9df369029ece94e1fcc61de0e022687c05475b40be81c3bf282f2f"}) as unknown as TypedDocumentString<RecordSeriesQuery, RecordSeriesQueryVariables>;
export const TransferByReferenceDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TransferByReference($reference: String!) {
  transfer(reference: $reference) {
    ...TransferProgress
    connection {
      ...Account
    }
  }
}
    fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}
fragment TransferProgress on Transfer {
  reference
  status
  expectedPayloads
  receivedPayloads
  startedAt
  updatedAt
  lastPayloadAt
  retryAt
  startDate
  endDate
}`, {"hash":"sha256:3b7c038b20195ac9e275c669659f5ac4ab3e84fd88f68bb9e94d631670492396"}) as unknown as TypedDocumentString<TransferByReferenceQuery, TransferByReferenceQueryVariables>;
export const TransfersOfConnectionDocument = /*#__PURE__*/ new TypedDocumentString(`
    query TransfersOfConnection($id: ID!, $first: Int = 50) {
  connection(id: $id) {
    ...Account
    transfers(first: $first) {
      nodes {
        ...TransferProgress
      }
    }
  }
}
    fragment Account on Connection {
  id
  terraUserId
  provider
  status
  createdAt
  lastDataAt
}
fragment TransferProgress on Transfer {
  reference
  status
  expectedPayloads
  receivedPayloads
  startedAt
  updatedAt
  lastPayloadAt
  retryAt
  startDate
  endDate
}`, {"hash":"sha256:d70187127f334a8ce2bf5dcacbfbcf0bf62b52d30276e7ddcf2658e6c06a84bc"}) as unknown as TypedDocumentString<TransfersOfConnectionQuery, TransfersOfConnectionQueryVariables>;