/** Terra's numbered lists. Codes are stored as sent, known or not: these only name them. */
import { codeEnum } from "./code-enum.ts";

export const TimestampLocalization = codeEnum(
  "TimestampLocalization",
  "Whether a record's times are UTC or the person's local time.",
  {
    UTC: 0,
    LOCAL: 1,
  },
);

export const UploadType = codeEnum("UploadType", "How a workout or a day came to be at the provider.", {
  UNKNOWN: 0,
  AUTOMATIC: 1,
  MANUAL: 2,
  UPDATE: 3,
  DELETE: 4,
  PENDING: 5,
  THIRD_PARTY_UPLOAD: 6,
});

export const SleepUploadType = codeEnum(
  "SleepUploadType",
  "How a sleep came to be at the provider. Its codes differ from those of UploadType.",
  {
    UNKNOWN: 0,
    MANUAL: 1,
    AUTOMATIC: 2,
    TENTATIVE: 3,
    INDETERMINATE: 4,
  },
);

export const StressLevel = codeEnum("StressLevel", "A rating of stress.", {
  UNKNOWN: 0,
  REST: 1,
  LOW: 2,
  MEDIUM: 3,
  HIGH: 4,
});

export const RecoveryLevel = codeEnum("RecoveryLevel", "How well the person recovered.", {
  UNKNOWN: 0,
  VERY_POOR: 1,
  POOR: 2,
  COMPROMISED: 3,
  OK: 4,
  GOOD: 5,
  VERY_GOOD: 6,
});

export const MenstruationPhase = codeEnum(
  "MenstruationPhase",
  "A phase of the menstrual cycle, or a trimester. Terra calls it MenstruationInterval.",
  {
    UNKNOWN: 0,
    PERIOD: 1,
    FOLLICULAR: 2,
    FERTILE_WINDOW: 3,
    OVULATION: 4,
    LUTEAL: 5,
    PMS: 6,
    FIRST_TRIMESTER: 7,
    SECOND_TRIMESTER: 8,
    THIRD_TRIMESTER: 9,
  },
);

export const MenstruationFlow = codeEnum("MenstruationFlow", "How strong a menstrual bleeding is.", {
  UNKNOWN: 0,
  NONE: 1,
  LIGHT: 2,
  MEDIUM: 3,
  HEAVY: 4,
  HAD: 5,
});

export const MealType = codeEnum("MealType", "Which meal of the day.", {
  UNKNOWN: 0,
  BREAKFAST: 1,
  MORNING_SNACK: 2,
  LUNCH: 3,
  AFTERNOON_SNACK: 4,
  DINNER: 5,
  SNACK: 6,
});

export const NutritionUnit = codeEnum("NutritionUnit", "In what an amount of food or drink is counted.", {
  UNKNOWN: 0,
  GRAM: 1,
  TEASPOON: 2,
  TABLESPOON: 3,
  CUP: 4,
  MEDIUM_EGG: 5,
  LARGE_EGG: 6,
  SMALL_EGG: 7,
  MILLILITER: 8,
  OUNCE: 9,
  COUNT: 10,
  SCOOP: 11,
  FLUID_OUNCE: 12,
});

export const ActivityLevel = codeEnum("ActivityLevel", "How intensely the person moved.", {
  UNKNOWN: 0,
  REST: 1,
  INACTIVE: 2,
  LOW_INTENSITY: 3,
  MEDIUM_INTENSITY: 4,
  HIGH_INTENSITY: 5,
});

export const HeartRateContext = codeEnum(
  "HeartRateContext",
  "What the person was doing while the heart rate was measured.",
  {
    NOT_SET: 0,
    ACTIVE: 1,
    NOT_ACTIVE: 2,
  },
);

export const OxygenSaturationType = codeEnum(
  "OxygenSaturationType",
  "Where the oxygen saturation was measured.",
  {
    BLOOD: 0,
    MUSCLE: 1,
  },
);

export const SleepLevel = codeEnum("SleepLevel", "A stage of sleep.", {
  UNKNOWN: 0,
  AWAKE: 1,
  SLEEPING: 2,
  OUT_OF_BED: 3,
  LIGHT_SLEEP: 4,
  DEEP_SLEEP: 5,
  REM_SLEEP: 6,
});

export const AtrialFibrillation = codeEnum(
  "AtrialFibrillation",
  "What an ECG says about atrial fibrillation. Terra calls it AFibFlag.",
  {
    NEGATIVE: 0,
    POSITIVE: 1,
    INCONCLUSIVE: 2,
  },
);

export const KetoneSampleType = codeEnum("KetoneSampleType", "In what ketones were measured.", {
  UNKNOWN: 0,
  BLOOD: 1,
  URINE: 2,
  BREATH: 3,
});

export const GlucoseFlag = codeEnum("GlucoseFlag", "How a glucose level is rated.", {
  NORMAL: 0,
  HIGH: 1,
  LOW: 2,
});

export const TrendArrow = codeEnum("TrendArrow", "Where a glucose level is going.", {
  UNKNOWN: 0,
  FALLING_QUICKLY: 1,
  FALLING: 2,
  FLAT: 3,
  RISING: 4,
  RISING_QUICKLY: 5,
});

export const PlannedStepType = codeEnum(
  "PlannedStepType",
  "Whether a step of a planned workout is one step or a block of them.",
  {
    STEP: 0,
    REPETITION_BLOCK: 1,
  },
);

export const HealthObservationCategory = codeEnum(
  "HealthObservationCategory",
  "What sort of observation it is.",
  {
    UNSPECIFIED: 0,
    SYMPTOM: 1,
    REPRODUCTIVE_HEALTH: 2,
    SELF_CARE: 3,
    MEDICATION: 4,
    LAB_AND_HEALTH_METRICS: 5,
    STATE_OF_MIND: 6,
    DEVICE_EVENT: 7,
    CLINICAL: 8,
  },
);

export const ObservationSeverity = codeEnum("ObservationSeverity", "How severe a symptom is.", {
  UNSPECIFIED: 0,
  NOT_PRESENT: 1,
  MILD: 2,
  MODERATE: 3,
  SEVERE: 4,
});

export const ObservationStatus = codeEnum(
  "ObservationStatus",
  "Where an observation stands. One entered in error is deleted.",
  {
    UNSPECIFIED: 0,
    FINAL: 1,
    AMENDED: 2,
    ENTERED_IN_ERROR: 3,
  },
);

export const ObservationValueType = codeEnum(
  "ObservationValueType",
  "Which kind of value an observation has.",
  {
    NONE: 0,
    QUANTITY: 1,
    BOOLEAN: 2,
    STRING: 3,
    CODE: 4,
  },
);
