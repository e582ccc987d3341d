/**
 * What there is to say of each field of records and of their parts, in few classes. Said by hand, so that a metric whose
 * privacy was forgotten is found: what can give a person away is named here, whatever the metric's own line says.
 */
import { type Classes, together } from "./classes.ts";

const record: Classes = {
  PSEUDONYM: "id",
  MEASUREMENT: "type startTime endTime localDate createdAt updatedAt revision",
  SEEN: "provider utcOffset",
  FOLLOW: "connection user series",
  OPERATORS: "delivery",
};

const device: Classes = {
  SEEN: "deviceDataProvided",
  DEVICE: `
    deviceActivationTime deviceHardwareVersion deviceLastUploadTime deviceManufacturer deviceName otherDevices
    deviceSerialNumber deviceSoftwareVersion`,
};

export const recordRules: Record<string, Classes> = {
  HealthRecord: record,
  Series: { MEASUREMENT: "name cumulative start offsets", COLUMNS: "columns" },
  SeriesColumn: { SEEN: "name texts unit", MEASUREMENT: "numbers" },
  HeartRateZone: {
    MEASUREMENT: "durationSeconds endPercentage startPercentage zone",
    SEEN: "name",
  },
  Lap: {
    MEASUREMENT: `
      activeDurationSeconds avgHeartRateBpm avgPowerWatts avgSpeedMetersPerSecond calories
      distanceMeters strokes`,
    SEEN: "endTime startTime strokeType triggerMethod",
  },
  Activity: together(record, device, {
    MEASUREMENT: `
      activeSeconds activityType activityTypeCode adjustedMaxSpeedMetersPerSecond avgCadenceRpm
      avgElevationMeters avgHeartRateBpm avgMetLevel avgOxygenSaturationPercentage
      avgPaceMinutesPerKilometer avgPowerWatts avgSpeedMetersPerSecond avgTorqueNewtonMeters
      avgVelocityMetersPerSecond basalCalories cheatDetection continuousInactivePeriods
      dayAvgVo2MaxMlPerMinPerKg distanceMeters elevationGainMeters elevationLossMeters
      energyKilojoules floorsClimbed hrvRmssdMs hrvSdnnMs inactiveSeconds lowIntensitySeconds
      maxCadenceRpm maxElevationMeters maxHeartRateBpm maxPaceMinutesPerKilometer maxPowerWatts
      maxSpeedMetersPerSecond maxTorqueNewtonMeters maxVelocityMetersPerSecond metHighIntensityMinutes
      metInactiveMinutes metLowIntensityMinutes metModerateIntensityMinutes minElevationMeters
      minHeartRateBpm moderateIntensitySeconds netActivityCalories netIntakeCalories
      normalizedSpeedMetersPerSecond plannedElevationGainMeters plannedEnergyKilojoules
      poolLengthMeters restSeconds restingHeartRateBpm standingHours standingSeconds steps strainLevel
      swimmingLaps swimmingStrokes terraEfficiencyContributors terraEfficiencyScore
      terraRcrsContributors terraRcrsScore terraStrainContributors terraStrainScore
      terraTrimpContributors terraTrimpScore timestampLocalization timestampLocalizationCode
      totalBurnedCalories uploadType uploadTypeCode userMaxHeartRateBpm vigorousIntensitySeconds
      vo2MaxMlPerMinPerKg workKilojoules`,
    PLACE: "centerPosition city country endPosition routePolyline startPosition state",
    FOLLOW: "heartRateZones laps",
    IDENTITY: "name summaryId",
  }),
  OtherDevice: {
    SEEN: "dataProvided",
    DEVICE: "hardwareVersion lastUploadTime manufacturer name serialNumber softwareVersion",
  },
  Athlete: together(record, {
    IDENTITY: "accountCreationDate age bio dateOfBirth email firstName gender lastName providerUserId sex",
    PLACE: "city country state",
  }),
  Measurement: {
    MEASUREMENT: `
      basalMetabolicRateKcal bmi bodyFatPercentage bodyWaterPercentage boneMassG
      estimatedFitnessAgeYears heightCm insulinUnits leanMassG muscleMassG restingMetabolicRateKcal
      skinFoldMm visceralFatLevel weightKg`,
    SEEN: "insulinType measurementTime urineColor visceralFatCategory",
    IDENTITY: "userNotes",
  },
  Body: together(record, device, {
    MEASUREMENT: `
      ambientTemperatureCelsius avgHeartRateBpm avgOxygenSaturationPercentage basalMetabolicRateKcal
      bloodGlucoseMgPerDl bloodGlucoseMgPerDlAlias bmi bodyFatPercentage bodyTemperatureCelsius
      bodyWaterPercentage boneMassG dayAvgVo2MaxMlPerMinPerKg detailedBloodGlucoseMgPerDl
      diastolicBloodPressureMmHg estimatedFitnessAgeYears glucoseManagementIndicator
      glucoseSensorUsage glucoseTimeInRange heightCm hrvRmssdMs hrvSdnnMs hydrationKg insulinUnits
      ketoneMgPerDl leanMassG maxHeartRateBpm minHeartRateBpm muscleMassG restingHeartRateBpm
      restingMetabolicRateKcal skinFoldMm skinTemperatureCelsius systolicBloodPressureMmHg
      timestampLocalization timestampLocalizationCode userMaxHeartRateBpm visceralFatLevel
      vo2MaxMlPerMinPerKg waterConsumptionMl weightKg`,
    FOLLOW: "heartRateZones measurements",
  }),
  Tag: {
    SEEN: "name timestamp",
    IDENTITY: "notes",
  },
  Daily: together(record, device, {
    MEASUREMENT: `
      activeSeconds activityScore activityStressDurationSeconds avgElevationMeters avgHeartRateBpm
      avgMetLevel avgOxygenSaturationPercentage avgStressLevel basalCalories continuousInactivePeriods
      dayAvgVo2MaxMlPerMinPerKg distanceMeters elevationGainMeters elevationLossMeters floorsClimbed
      highStressDurationSeconds hrvRmssdMs hrvSdnnMs inactiveSeconds lowIntensitySeconds
      lowStressDurationSeconds maxElevationMeters maxHeartRateBpm maxStressLevel
      mediumStressDurationSeconds metHighIntensityMinutes metInactiveMinutes metLowIntensityMinutes
      metModerateIntensityMinutes minElevationMeters minHeartRateBpm moderateIntensitySeconds
      netActivityCalories netIntakeCalories plannedElevationGainMeters poolLengthMeters recoveryScore
      restSeconds restStressDurationSeconds restingHeartRateBpm sleepScore standingHours
      standingSeconds steps strainLevel stressDurationSeconds stressRating stressRatingCode
      swimmingLaps swimmingStrokes terraImmuneContributors terraImmuneIndex
      terraResilienceContributors terraResilienceScore terraRespiratoryContributors
      terraRespiratoryScore terraStrainContributors terraStrainIndex terraStressContributors
      terraTotalStressScore terraTotalStressScoreV2 terraTotalStressScoreV2Contributors
      timestampLocalization timestampLocalizationCode totalBurnedCalories uploadType uploadTypeCode
      userMaxHeartRateBpm vigorousIntensitySeconds vo2MaxMlPerMinPerKg`,
    FOLLOW: "heartRateZones tags",
    SEEN: "terraStrainTrafficLight",
  }),
  ObservationCode: {
    SEEN: "code display system",
  },
  ObservationComponentValue: {
    MEASUREMENT: "booleanValue quantity valueType valueTypeCode",
    SEEN: "codeValue quantityUnit",
    IDENTITY: "textValue",
  },
  ObservationComponent: {
    SEEN: "code",
    FOLLOW: "value",
  },
  HealthObservation: together(record, {
    MEASUREMENT: `
      booleanValue category categoryCode observationStatus observationStatusCode quantity severity
      severityCode timestampLocalization timestampLocalizationCode valueType valueTypeCode`,
    SEEN: "codeValue observationType quantityUnit",
    FOLLOW: "codes components",
    IDENTITY: "notes summaryId textValue",
  }),
  Hormone: together(record, {
    MEASUREMENT: "e3gNgPerMl fshMiuPerMl hcgMiuPerMl lhMiuPerMl pdgUgPerMl",
    SEEN: "measuredAt",
  }),
  LabPanel: {
    SEEN: "key name",
    MEASUREMENT: "panelId",
  },
  LabBiomarker: {
    SEEN: "displayName key loincCode panelKey specimen",
    MEASUREMENT: "panelId",
  },
  LabAppliedRange: {
    MEASUREMENT: "lower upper",
  },
  LabInterpretation: {
    FOLLOW: "appliedRange",
    SEEN: "flag flagRaw source",
  },
  LabBoundedValue: {
    SEEN: "operator",
    MEASUREMENT: "value",
  },
  LabQualitativeValue: {
    SEEN: "code text",
  },
  LabMeasurement: {
    SEEN: "absentReason measurementType ucumCode units",
    FOLLOW: "bounded qualitative",
    MEASUREMENT: "numeric",
    IDENTITY: "text",
  },
  LabRangeContext: {
    SEEN: "cyclePhase modifiers pregnancyStatus referencePopulation sex",
    MEASUREMENT: "maxAge maxGestationalWeek minAge minGestationalWeek",
  },
  LabReferenceRange: {
    FOLLOW: "context",
    MEASUREMENT: "lower upper",
    SEEN: "rangeType",
  },
  LabResultSource: {
    SEEN: "collectionDate collectionTime flag method name panel referenceText units value",
    IDENTITY: "notes",
  },
  LabResult: {
    FOLLOW: "biomarker interpretation measurement referenceRanges source",
  },
  LabReport: together(record, {
    WORDS: "referenceId",
    IDENTITY: "eventId failureMessage reportNotes sessionId uploadId",
    SEEN: "failureCode occurredAt reportDate reportLocale reportTime",
    MEASUREMENT: "failureRetriable resultsCount status",
    FOLLOW: "panels results",
  }),
  MenstruationIntervalSample: {
    SEEN: "endTimestamp startTimestamp",
    MEASUREMENT: "phase phaseCode",
  },
  MenstruationFlowSample: {
    MEASUREMENT: "flow flowCode",
    SEEN: "timestamp",
  },
  Menstruation: together(record, {
    MEASUREMENT: `
      currentPhase currentPhaseCode currentPhaseLengthDays cycleLengthDays dayInCycle
      daysUntilNextPhase isPredictedCycle periodLengthDays predictedCycleLengthDays
      timestampLocalization timestampLocalizationCode`,
    SEEN: "fertilityWindowEnd fertilityWindowStart lastUpdatedTime ovulationDay periodStartDate",
    FOLLOW: "intervals menstruationFlow",
  }),
  MealMacros: {
    MEASUREMENT: `
      alcoholG calories carbohydratesG cholesterolMg fatG fiberG netCarbohydratesG proteinG
      saturatedFatG sodiumMg sugarG transFatG`,
  },
  MealMicros: {
    MEASUREMENT: `
      biotinMg caffeineMg calciumMg chlorideMg chromiumMg copperMg cystineG folateMg folicAcidMg
      histidineG iodineMg ironMg isoleucineG leucineG lysineG magnesiumMg manganeseMg methionineG
      molybdenumMg monounsaturatedFatG niacinMg omega3G omega6G pantothenicAcidMg phenylalanineG
      phosphorusMg polyunsaturatedFatG potassiumMg riboflavinMg seleniumMg sodiumMg starchG thiaminMg
      threonineG tryptophanG tyrosineG valineG vitaminA vitaminB6Mg vitaminB12Mg vitaminC vitaminD
      vitaminD2Mg vitaminD3Mg vitaminE vitaminK zincMg`,
  },
  MealQuantity: {
    MEASUREMENT: "amount unit unitCode",
  },
  Meal: {
    FOLLOW: "macros micros quantity",
    IDENTITY: "mealId",
    MEASUREMENT: "mealType mealTypeCode",
    SEEN: "name timestamp",
  },
  Nutrition: together(record, {
    MEASUREMENT: `
      alcoholG biotinMg caffeineMg calciumMg calories carbohydratesG chlorideMg cholesterolMg
      chromiumMg copperMg cystineG drinkMl fatG fiberG folateMg folicAcidMg histidineG iodineMg ironMg
      isoleucineG leucineG lysineG magnesiumMg manganeseMg methionineG micronutrientSodiumMg
      molybdenumMg monounsaturatedFatG netCarbohydratesG niacinMg omega3G omega6G pantothenicAcidMg
      phenylalanineG phosphorusMg polyunsaturatedFatG potassiumMg proteinG riboflavinMg saturatedFatG
      seleniumMg sodiumMg starchG sugarG thiaminMg threonineG timestampLocalization
      timestampLocalizationCode transFatG tryptophanG tyrosineG valineG vitaminA vitaminB6Mg
      vitaminB12Mg vitaminC vitaminD vitaminD2Mg vitaminD3Mg vitaminE vitaminK waterMl zincMg`,
    FOLLOW: "meals",
  }),
  PlannedWorkoutDuration: {
    MEASUREMENT: `
      calories distanceMeters durationType heartRateAboveBpm heartRateBelowBpm powerAboveWatts
      powerBelowWatts repetitions restSeconds seconds steps`,
  },
  PlannedWorkoutTarget: {
    MEASUREMENT: `
      cadence heartRatePercentage maxCadence maxHeartRateBpm maxHeartRatePercentage maxPowerPercentage
      maxPowerWatts maxSpeedMetersPerSecond maxSpeedPercentage minCadence minHeartRateBpm
      minHeartRatePercentage minPowerPercentage minPowerWatts minSpeedMetersPerSecond
      minSpeedPercentage powerPercentage powerWatts repetitions speedMetersPerSecond speedPercentage
      swimmingStrokes targetType`,
  },
  PlannedWorkoutStep: {
    IDENTITY: "description name",
    FOLLOW: "durations steps targets",
    MEASUREMENT: "equipmentTypes exerciseCategory intensity order stepType stepTypeCode strokeType weightKg",
    SEEN: "exerciseName",
  },
  PlannedWorkout: together(record, {
    MEASUREMENT: `
      activityType activityTypeCode athleteFunctionalThresholdPowerWatts athleteMaxHeartRateBpm
      athletePoolLengthMeters athleteThresholdHeartRateBpm athleteThresholdSpeedMetersPerSecond
      estimatedCalories estimatedDistanceMeters estimatedDurationSeconds estimatedElevationGainMeters
      estimatedEnergyKilojoules estimatedIntensityFactor estimatedPaceMinutesPerKilometer
      estimatedSpeedMetersPerSecond estimatedTrainingStressScore estimatedTscore isExternal
      plannedPoolLengthMeters`,
    SEEN: `
      coercionWarnings detailsCreatedDate detailsPlannedDate detailsProvider plannedDate
      workoutCreatedAt workoutUpdatedAt`,
    IDENTITY: "description detailsId name plannedWorkoutId providerWorkoutId workoutId",
    FOLLOW: "workoutSteps",
  }),
  Sleep: together(record, device, {
    MEASUREMENT: `
      avgBreathsPerMinute avgHeartRateBpm avgOxygenSaturationPercentage breathsOnDemand
      durationAsleepSeconds durationAwakeSeconds durationDeepSleepSeconds durationInBedSeconds
      durationLightSleepSeconds durationLongInterruptionsSeconds durationRemSleepSeconds
      durationShortInterruptionsSeconds durationUnmeasurableSeconds hrvRmssdMs hrvSdnnMs isNap
      maxBreathsPerMinute maxHeartRateBpm minBreathsPerMinute minHeartRateBpm outOfBedEvents
      readinessScore recoveryLevel recoveryLevelCode remEvents restingHeartRateBpm
      skinTemperatureDeltaCelsius sleepEfficiency sleepLatencySeconds sleepScore sleepUploadType
      sleepUploadTypeCode snoringDurationSeconds snoringEvents terraReadinessContributors
      terraReadinessScore terraRespiratoryScoreV2 terraRespiratoryScoreV2Contributors
      terraSleepContributors terraSleepScore terraSleepScoreV2 terraSleepScoreV2Contributors
      timestampLocalization timestampLocalizationCode userMaxHeartRateBpm wakeUpEvents
      wakeUpLatencySeconds`,
    SEEN: `
      breathsEndTime breathsStartTime oxygenSaturationEndTime oxygenSaturationStartTime snoringEndTime
      snoringStartTime`,
    FOLLOW: "heartRateZones",
    IDENTITY: "summaryId",
  }),
};
