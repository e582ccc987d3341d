# Made by `npm run codegen` from the schema and its operations. Do not edit.
"""What operations give: one class for each fragment, named as it is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, Literal, Optional, TypedDict, Union

from .values import InstantLike, Json, day_from, instant_from

__all__ = [
    "Account",
    "AccountEvent",
    "AccountOfPerson",
    "ActivitiesPage",
    "ActivityType",
    "AnyRecord",
    "AnyRecordActivity",
    "AnyRecordDaily",
    "AnyRecordHealthObservation",
    "AnyRecordHormone",
    "AnyRecordLabReport",
    "AnyRecordOther",
    "AnyRecordPlannedWorkout",
    "AnyRecordSleep",
    "ConnectionStatus",
    "ConnectionsPage",
    "DailyRestingHeartRatePage",
    "Day",
    "DaysPage",
    "DeliveryState",
    "HealthObservationCategory",
    "HistoryOfConnection",
    "HistoryOfConnectionHistory",
    "HowIngestIsDoing",
    "LabReportStatus",
    "LabReportsPage",
    "LabReportsPageNodes",
    "LastHealthcheck",
    "LatestRecordsPage",
    "Night",
    "NightsPage",
    "Notice",
    "ObservationSeverity",
    "ObservationValueType",
    "Order",
    "PageEnd",
    "PeoplePage",
    "Person",
    "RecordSeries",
    "RecordType",
    "ReportResult",
    "ReportResultBiomarker",
    "ReportResultInterpretation",
    "ReportResultMeasurement",
    "ReportResultMeasurementBounded",
    "ReportResultMeasurementQualitative",
    "ReportResultSource",
    "RestingHeartRate",
    "SampleColumn",
    "Samples",
    "SeriesName",
    "StuckDeliveriesPage",
    "StuckDelivery",
    "TimeRange",
    "TransferByReference",
    "TransferProgress",
    "TransferStatus",
    "TransfersOfConnection",
    "TransfersOfConnectionTransfers",
    "UserKeys",
    "Workout",
]


ActivityType = Literal[
    "AEROBICS",
    "AMERICAN_FOOTBALL",
    "ARCHERY",
    "AUSTRALIAN_FOOTBALL",
    "BACK_COUNTRY_SKIING",
    "BADMINTON",
    "BASEBALL",
    "BASKETBALL",
    "BEACH_VOLLEYBALL",
    "BIATHLON",
    "BIKING",
    "BOXING",
    "CALISTHENICS",
    "CANOEING",
    "CARDIO_TRAINING",
    "CIRCUIT_TRAINING",
    "CRICKET",
    "CROSSFIT",
    "CROSS_COUNTRY_SKIING",
    "CROSS_SKATING",
    "CURLING",
    "DANCING",
    "DIVING",
    "DOWNHILL_SKIING",
    "DRIVING",
    "ELEVATOR",
    "ELLIPTICAL",
    "ENDURO",
    "ENGLISH_FOOTBALL",
    "ERGOMETER",
    "ESCALATOR",
    "E_BIKING",
    "E_MOUNTAIN_BIKING",
    "FENCING",
    "FISHING",
    "FLYING",
    "FRISBEE",
    "GAELIC_FOOTBALL",
    "GARDENING",
    "GOLF",
    "GRAVEL_CYCLING",
    "GUIDED_BREATHING",
    "GYMNASTICS",
    "HANDBALL",
    "HAND_BIKING",
    "HANG_GLIDING",
    "HIIT",
    "HIKING",
    "HOCKEY",
    "HORSEBACK_RIDING",
    "HOT_AIR_BALLOONING",
    "HOUSEWORK",
    "HURLING",
    "ICE_SKATING",
    "INDOOR_ROLLERBLADING",
    "INDOOR_RUNNING",
    "INDOOR_SKATING",
    "INDOOR_VOLLEYBALL",
    "INLINE_SKATING",
    "INTERVAL_TRAINING",
    "IN_VEHICLE",
    "JET_SKIING",
    "JOGGING",
    "JUMPING_ROPE",
    "KAYAKING",
    "KETTLEBELL_TRAINING",
    "KICKBOXING",
    "KITESURFING",
    "KITE_SKIING",
    "LACROSSE",
    "MARTIAL_ARTS",
    "MEDITATION",
    "MIXED_MARTIAL_ARTS",
    "MOTORBIKING",
    "MOTOR_RACING",
    "MOUNTAINEERING",
    "MOUNTAIN_BIKING",
    "MULTISPORT",
    "NORDIC_WALKING",
    "OFF_ROAD_DRIVING",
    "OPEN_WATER_SWIMMING",
    "ORIENTEERING",
    "OTHER",
    "P90X_EXERCISES",
    "PADDLING",
    "PADEL_TENNIS",
    "PARAGLIDING",
    "PHYSICAL_THERAPY",
    "PILATES",
    "POLO",
    "POWER_BOATING",
    "RACQUETBALL",
    "ROAD_BIKING",
    "ROCK_CLIMBING",
    "ROLLER_SKIING",
    "ROWING",
    "ROWING_MACHINE",
    "RUGBY",
    "RUNNING",
    "RUNNING_ON_SAND",
    "SAILING",
    "SCUBA_DIVING",
    "SKATEBOARDING",
    "SKATING",
    "SKIING",
    "SKY_DIVING",
    "SLEDDING",
    "SNOWBOARDING",
    "SNOWMOBILE",
    "SNOWSHOEING",
    "SOFTBALL",
    "SPINNING",
    "SQUASH",
    "STAIR_CLIMBING",
    "STAIR_CLIMBING_MACHINE",
    "STAND_UP_PADDLEBOARDING",
    "STATIONARY_BIKING",
    "STILL",
    "STRENGTH_TRAINING",
    "STRETCHING",
    "SURFING",
    "SWIMMING",
    "SWIMMING_IN_POOL",
    "TABLE_TENNIS",
    "TEAM_SPORTS",
    "TENNIS",
    "TILTING",
    "TRAIL_RUNNING",
    "TREADMILL",
    "TREADMILL_RUNNING",
    "TREADMILL_WALKING",
    "TRIATHLON",
    "UNKNOWN",
    "UTILITY_BIKING",
    "VOLLEYBALL",
    "WAKEBOARDING",
    "WALKING",
    "WALKING_FOR_FITNESS",
    "WALKING_WITH_STROLLER",
    "WATER_POLO",
    "WATER_SKIING",
    "WEIGHTLIFTING",
    "WHEELCHAIR",
    "WINDSURFING",
    "YOGA",
    "ZUMBA",
]
"""What kind of activity a workout was."""


ConnectionStatus = Literal[
    "ACTIVE",
    "DEAUTHENTICATED",
    "DEGRADED",
    "REVOKED",
]
"""The states of a connection."""


DeliveryState = Literal[
    "APPLIED",
    "FAILED",
    "IGNORED",
    "PENDING",
]
"""What became of a delivery."""


HealthObservationCategory = Literal[
    "CLINICAL",
    "DEVICE_EVENT",
    "LAB_AND_HEALTH_METRICS",
    "MEDICATION",
    "REPRODUCTIVE_HEALTH",
    "SELF_CARE",
    "STATE_OF_MIND",
    "SYMPTOM",
    "UNSPECIFIED",
]
"""What sort of observation it is."""


LabReportStatus = Literal[
    "COMPLETED",
    "FAILED",
]
"""What became of a laboratory's report at Terra."""


ObservationSeverity = Literal[
    "MILD",
    "MODERATE",
    "NOT_PRESENT",
    "SEVERE",
    "UNSPECIFIED",
]
"""How severe a symptom is."""


ObservationValueType = Literal[
    "BOOLEAN",
    "CODE",
    "NONE",
    "QUANTITY",
    "STRING",
]
"""Which kind of value an observation has."""


Order = Literal[
    "NEWEST_FIRST",
    "OLDEST_FIRST",
]
"""By start, then type, then id. Records without a start come last in both orders."""


RecordType = Literal[
    "ACTIVITY",
    "ATHLETE",
    "BODY",
    "DAILY",
    "HEALTH_OBSERVATION",
    "HORMONE",
    "LAB_REPORT",
    "MENSTRUATION",
    "NUTRITION",
    "PLANNED_WORKOUT",
    "SLEEP",
]
"""The types of health records."""


SeriesName = Literal[
    "ACTIVITY_LEVEL",
    "AFIB",
    "AMBIENT_TEMPERATURE",
    "BLOOD_PRESSURE",
    "BODY_BATTERY",
    "BODY_TEMPERATURE",
    "BREATHS",
    "CADENCE",
    "CALORIES",
    "DETAILED_GLUCOSE",
    "DISTANCE",
    "DRINK",
    "ECG",
    "ECG_SIGNAL",
    "ELEVATION",
    "FLOORS_CLIMBED",
    "GLUCOSE",
    "GLUCOSE_PATTERN",
    "HEART_RATE",
    "HRV_RMSSD",
    "HRV_SDNN",
    "HYDRATION",
    "HYPNOGRAM",
    "KETONE",
    "MET",
    "OXYGEN_SATURATION",
    "POSITION",
    "POWER",
    "PULSE_WAVE_VELOCITY",
    "RR_INTERVAL",
    "SKIN_TEMPERATURE",
    "SNORING",
    "SPEED",
    "STEPS",
    "STRESS",
    "TORQUE",
    "TSS",
    "VO2MAX",
]
"""The kinds of series: what was sampled."""


TransferStatus = Literal[
    "COMPLETE",
    "FAILED",
    "PROCESSING",
    "QUIET",
    "RATE_LIMITED",
    "SENDING",
    "STALLED",
]
"""The states of a transfer."""


TimeRange = TypedDict("TimeRange", {"from": InstantLike, "to": InstantLike}, total=False)
"""
A stretch of time. It holds the records that overlap it; one of more than 7 days is found by its start
only. Either end may be left out. What has no start, as an athlete, is outside every stretch. Of
deliveries it holds those that came in it.
"""


@dataclass(frozen=True)
class UserKeys:
    """One person of the app."""

    id: str
    """Opaque, and the same for ever."""
    reference_id: Optional[str]
    """
    The app's own key for the person, as it was given to Terra. Null where a connection came without one.
    """

    @classmethod
    def from_json(cls, data: Json) -> UserKeys:
        return cls(
            id=data["id"],
            reference_id=data["referenceId"],
        )


@dataclass(frozen=True)
class Workout:
    """One workout or other activity, with a start and an end."""

    id: str
    """Its id, opaque; it stays."""
    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    start_time: Optional[datetime.datetime]
    """
    When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned
    for; of a lab report, when it was made. A time that came without an offset is given as if it were UTC;
    `utcOffset` is null then. Terra: `metadata.start_time`.
    """
    end_time: Optional[datetime.datetime]
    """When it ended, written like `startTime`. Terra: `metadata.end_time`."""
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    user: UserKeys
    """The person that it is of."""
    name: Optional[str]
    """The name of the workout, as the provider or the person put it. Terra: `metadata.name`."""
    activity_type: Optional[Union[ActivityType, str]]
    """The kind of activity. Null when the code is unknown."""
    active_seconds: Optional[float]
    """Time spent active. Unit: s. Terra: `active_durations_data.activity_seconds`."""
    distance_meters: Optional[float]
    """Distance covered. Unit: m. Terra: `distance_data.summary.distance_meters`."""
    steps: Optional[int]
    """Steps taken. Unit: steps. Terra: `distance_data.summary.steps`."""
    total_burned_calories: Optional[float]
    """
    All energy burned: basal and by activity. Unit: kcal. Terra: `calories_data.total_burned_calories`.
    """
    avg_heart_rate_bpm: Optional[float]
    """Mean heart rate over the workout. Unit: beats/min. Terra: `heart_rate_data.summary.avg_hr_bpm`."""
    max_heart_rate_bpm: Optional[float]
    """
    Highest heart rate over the workout. Unit: beats/min. Terra: `heart_rate_data.summary.max_hr_bpm`.
    """
    elevation_gain_meters: Optional[float]
    """
    Metres climbed, as measured. Unit: m. Terra: `distance_data.summary.elevation.gain_actual_meters`.
    """

    @classmethod
    def from_json(cls, data: Json) -> Workout:
        return cls(
            id=data["id"],
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            start_time=None if data["startTime"] is None else instant_from(data["startTime"]),
            end_time=None if data["endTime"] is None else instant_from(data["endTime"]),
            provider=data["provider"],
            user=UserKeys.from_json(data["user"]),
            name=data["name"],
            activity_type=data["activityType"],
            active_seconds=data["activeSeconds"],
            distance_meters=data["distanceMeters"],
            steps=data["steps"],
            total_burned_calories=data["totalBurnedCalories"],
            avg_heart_rate_bpm=data["avgHeartRateBpm"],
            max_heart_rate_bpm=data["maxHeartRateBpm"],
            elevation_gain_meters=data["elevationGainMeters"],
        )


@dataclass(frozen=True)
class PageEnd:
    """Where a page ends, and whether more follows."""

    has_next_page: bool
    """Whether more rows follow this page."""
    end_cursor: Optional[str]
    """The cursor of the page's last row, to give as `after`."""

    @classmethod
    def from_json(cls, data: Json) -> PageEnd:
        return cls(
            has_next_page=data["hasNextPage"],
            end_cursor=data["endCursor"],
        )


@dataclass(frozen=True)
class ActivitiesPage:
    """A slice of an ordered list."""

    nodes: list[Workout]
    """The rows alone."""
    page_info: PageEnd
    """Where the page ends."""

    @classmethod
    def from_json(cls, data: Json) -> ActivitiesPage:
        return cls(
            nodes=[Workout.from_json(item) for item in data["nodes"]],
            page_info=PageEnd.from_json(data["pageInfo"]),
        )


@dataclass(frozen=True)
class Notice:
    """What the app should ask of the person, such as to connect again."""

    type: str
    """What kind of notice, by the type of Terra's event."""
    message: Optional[str]
    """Terra's words for it, if it sent any."""
    at: datetime.datetime
    """When it was given."""

    @classmethod
    def from_json(cls, data: Json) -> Notice:
        return cls(
            type=data["type"],
            message=data["message"],
            at=instant_from(data["at"]),
        )


@dataclass(frozen=True)
class AccountOfPerson:
    """One account of a person at one provider. It keeps its id for life."""

    id: str
    """Opaque. It stays the same when the person authenticates again and `terraUserId` changes."""
    terra_user_id: str
    """Terra's id of the account (Terra says user). It changes when the person authenticates again."""
    provider: str
    """The provider, such as GARMIN; UNKNOWN until Terra has named it."""
    status: Union[ConnectionStatus, str]
    """Whether data can be expected."""
    created_at: datetime.datetime
    """When the gateway first heard of the connection."""
    last_data_at: Optional[datetime.datetime]
    """When data last came for it. Null before the first."""
    scopes: list[str]
    """What the person has granted, in the provider's words; empty where unknown."""
    notice: Optional[Notice]
    """What the app should ask of the person. Null where nothing is wanted."""
    user: UserKeys
    """Whose it is."""

    @classmethod
    def from_json(cls, data: Json) -> AccountOfPerson:
        return cls(
            id=data["id"],
            terra_user_id=data["terraUserId"],
            provider=data["provider"],
            status=data["status"],
            created_at=instant_from(data["createdAt"]),
            last_data_at=None if data["lastDataAt"] is None else instant_from(data["lastDataAt"]),
            scopes=data["scopes"],
            notice=None if data["notice"] is None else Notice.from_json(data["notice"]),
            user=UserKeys.from_json(data["user"]),
        )


@dataclass(frozen=True)
class ConnectionsPage:
    """A slice of an ordered list."""

    nodes: list[AccountOfPerson]
    """The rows alone."""
    page_info: PageEnd
    """Where the page ends."""

    @classmethod
    def from_json(cls, data: Json) -> ConnectionsPage:
        return cls(
            nodes=[AccountOfPerson.from_json(item) for item in data["nodes"]],
            page_info=PageEnd.from_json(data["pageInfo"]),
        )


@dataclass(frozen=True)
class RestingHeartRate:
    """One day of the person: movement, energy, heart rate, stress."""

    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    resting_heart_rate_bpm: Optional[float]
    """
    Resting heart rate as the provider states it. Unit: beats/min. Terra:
    `heart_rate_data.summary.resting_hr_bpm`.
    """
    user: UserKeys
    """The person that it is of."""

    @classmethod
    def from_json(cls, data: Json) -> RestingHeartRate:
        return cls(
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            provider=data["provider"],
            resting_heart_rate_bpm=data["restingHeartRateBpm"],
            user=UserKeys.from_json(data["user"]),
        )


@dataclass(frozen=True)
class DailyRestingHeartRatePage:
    """A slice of an ordered list."""

    nodes: list[RestingHeartRate]
    """The rows alone."""
    page_info: PageEnd
    """Where the page ends."""

    @classmethod
    def from_json(cls, data: Json) -> DailyRestingHeartRatePage:
        return cls(
            nodes=[RestingHeartRate.from_json(item) for item in data["nodes"]],
            page_info=PageEnd.from_json(data["pageInfo"]),
        )


@dataclass(frozen=True)
class Day:
    """One day of the person: movement, energy, heart rate, stress."""

    id: str
    """Its id, opaque; it stays."""
    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    start_time: Optional[datetime.datetime]
    """
    When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned
    for; of a lab report, when it was made. A time that came without an offset is given as if it were UTC;
    `utcOffset` is null then. Terra: `metadata.start_time`.
    """
    end_time: Optional[datetime.datetime]
    """When it ended, written like `startTime`. Terra: `metadata.end_time`."""
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    user: UserKeys
    """The person that it is of."""
    steps: Optional[int]
    """Steps taken. Unit: steps. Terra: `distance_data.steps`."""
    distance_meters: Optional[float]
    """Distance covered. Unit: m. Terra: `distance_data.distance_meters`."""
    active_seconds: Optional[float]
    """Time spent active. Unit: s. Terra: `active_durations_data.activity_seconds`."""
    total_burned_calories: Optional[float]
    """
    All energy burned: basal and by activity. Unit: kcal. Terra: `calories_data.total_burned_calories`.
    """
    avg_heart_rate_bpm: Optional[float]
    """Mean heart rate over the day. Unit: beats/min. Terra: `heart_rate_data.summary.avg_hr_bpm`."""
    resting_heart_rate_bpm: Optional[float]
    """
    Resting heart rate as the provider states it. Unit: beats/min. Terra:
    `heart_rate_data.summary.resting_hr_bpm`.
    """
    hrv_rmssd_ms: Optional[float]
    """
    Mean heart rate variability over the day, by the RMSSD method. Unit: ms. Terra:
    `heart_rate_data.summary.avg_hrv_rmssd`.
    """
    avg_stress_level: Optional[float]
    """Mean stress level of the day. Terra: `stress_data.avg_stress_level`."""
    avg_oxygen_saturation_percentage: Optional[float]
    """Mean oxygen saturation over the day. Unit: %. Terra: `oxygen_data.avg_saturation_percentage`."""

    @classmethod
    def from_json(cls, data: Json) -> Day:
        return cls(
            id=data["id"],
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            start_time=None if data["startTime"] is None else instant_from(data["startTime"]),
            end_time=None if data["endTime"] is None else instant_from(data["endTime"]),
            provider=data["provider"],
            user=UserKeys.from_json(data["user"]),
            steps=data["steps"],
            distance_meters=data["distanceMeters"],
            active_seconds=data["activeSeconds"],
            total_burned_calories=data["totalBurnedCalories"],
            avg_heart_rate_bpm=data["avgHeartRateBpm"],
            resting_heart_rate_bpm=data["restingHeartRateBpm"],
            hrv_rmssd_ms=data["hrvRmssdMs"],
            avg_stress_level=data["avgStressLevel"],
            avg_oxygen_saturation_percentage=data["avgOxygenSaturationPercentage"],
        )


@dataclass(frozen=True)
class DaysPage:
    """A slice of an ordered list."""

    nodes: list[Day]
    """The rows alone."""
    page_info: PageEnd
    """Where the page ends."""

    @classmethod
    def from_json(cls, data: Json) -> DaysPage:
        return cls(
            nodes=[Day.from_json(item) for item in data["nodes"]],
            page_info=PageEnd.from_json(data["pageInfo"]),
        )


@dataclass(frozen=True)
class AccountEvent:
    """One entry in the history of a connection."""

    at: datetime.datetime
    """When it happened, by Terra's clock where it gave one."""
    kind: str
    """What happened, by the type of Terra's event."""
    terra_user_id: str
    """Terra's id of the account that the event spoke of."""
    details: Any
    """What else was said: an object, empty where nothing was."""

    @classmethod
    def from_json(cls, data: Json) -> AccountEvent:
        return cls(
            at=instant_from(data["at"]),
            kind=data["kind"],
            terra_user_id=data["terraUserId"],
            details=data["details"],
        )


@dataclass(frozen=True)
class HistoryOfConnectionHistory:
    """A slice of an ordered list."""

    nodes: list[AccountEvent]
    """The rows alone."""

    @classmethod
    def from_json(cls, data: Json) -> HistoryOfConnectionHistory:
        return cls(
            nodes=[AccountEvent.from_json(item) for item in data["nodes"]],
        )


@dataclass(frozen=True)
class HistoryOfConnection:
    """One account of a person at one provider. It keeps its id for life."""

    id: str
    """Opaque. It stays the same when the person authenticates again and `terraUserId` changes."""
    terra_user_id: str
    """Terra's id of the account (Terra says user). It changes when the person authenticates again."""
    provider: str
    """The provider, such as GARMIN; UNKNOWN until Terra has named it."""
    status: Union[ConnectionStatus, str]
    """Whether data can be expected."""
    created_at: datetime.datetime
    """When the gateway first heard of the connection."""
    last_data_at: Optional[datetime.datetime]
    """When data last came for it. Null before the first."""
    scopes: list[str]
    """What the person has granted, in the provider's words; empty where unknown."""
    notice: Optional[Notice]
    """What the app should ask of the person. Null where nothing is wanted."""
    user: UserKeys
    """Whose it is."""
    history: HistoryOfConnectionHistory
    """
    What happened to it: authentications, changes of Terra's id or of the person, errors, withdrawals. The
    oldest entry first.
    """

    @classmethod
    def from_json(cls, data: Json) -> HistoryOfConnection:
        return cls(
            id=data["id"],
            terra_user_id=data["terraUserId"],
            provider=data["provider"],
            status=data["status"],
            created_at=instant_from(data["createdAt"]),
            last_data_at=None if data["lastDataAt"] is None else instant_from(data["lastDataAt"]),
            scopes=data["scopes"],
            notice=None if data["notice"] is None else Notice.from_json(data["notice"]),
            user=UserKeys.from_json(data["user"]),
            history=HistoryOfConnectionHistory.from_json(data["history"]),
        )


@dataclass(frozen=True)
class LastHealthcheck:
    """
    What Terra says, when a destination is saved and from time to time after that, of the webhooks that it
    sends.
    """

    received_at: datetime.datetime
    """When it came."""
    created_at: Optional[datetime.datetime]
    """When Terra made it. Terra: `creation_timestamp`."""
    status: Optional[str]
    """Terra's word for how it goes, such as `normal`. Terra: `status`."""
    trend_percentage: Optional[float]
    """
    How the number of webhooks changes, in percent; Terra does not document against what. Terra:
    `trend_percentage`.
    """
    sent_webhooks_last_hour: Optional[int]
    """How many webhooks Terra sent in the hour before it. Terra: `sent_webhooks_last_hour`."""

    @classmethod
    def from_json(cls, data: Json) -> LastHealthcheck:
        return cls(
            received_at=instant_from(data["receivedAt"]),
            created_at=None if data["createdAt"] is None else instant_from(data["createdAt"]),
            status=data["status"],
            trend_percentage=data["trendPercentage"],
            sent_webhooks_last_hour=data["sentWebhooksLastHour"],
        )


@dataclass(frozen=True)
class HowIngestIsDoing:
    """How the taking of Terra's deliveries is doing, now."""

    warnings: list[str]
    """What somebody should look at, in words; empty where all is well."""
    is_healthcheck_overdue: bool
    """
    Whether no healthcheck has come for longer than TERRARIUM_HEALTHCHECK_OVERDUE_SECONDS. False before
    the first.
    """
    last_healthcheck: Optional[LastHealthcheck]
    """Terra's last healthcheck, by Terra's clock. Null before the first."""
    last_delivery_at: Optional[datetime.datetime]
    """When the newest delivery came that is kept. Null before the first."""
    oldest_delivery_at: Optional[datetime.datetime]
    """When the oldest delivery came that is kept: what came since can be replayed."""
    pending_deliveries: int
    """Deliveries that are stored and will be tried again by themselves."""
    oldest_pending_at: Optional[datetime.datetime]
    """When the oldest of the pending deliveries came. Null where there is none."""
    failed_deliveries: int
    """Deliveries that are stored and need a person or a release."""
    oldest_failed_at: Optional[datetime.datetime]
    """When the oldest of the failed deliveries came. Null where there is none."""
    connections_kept_after_revocation: int
    """Connections that were revoked or deauthenticated, and whose data is kept."""
    queue_length: int
    """Deliveries that wait at the gateway that answers, to be stored. Others have queues of their own."""
    queue_bytes: float
    """
    Bytes of the bodies that wait there; past TERRARIUM_QUEUE_BYTES, Terra is told to send again later.
    """

    @classmethod
    def from_json(cls, data: Json) -> HowIngestIsDoing:
        return cls(
            warnings=data["warnings"],
            is_healthcheck_overdue=data["isHealthcheckOverdue"],
            last_healthcheck=None if data["lastHealthcheck"] is None else LastHealthcheck.from_json(data["lastHealthcheck"]),
            last_delivery_at=None if data["lastDeliveryAt"] is None else instant_from(data["lastDeliveryAt"]),
            oldest_delivery_at=None if data["oldestDeliveryAt"] is None else instant_from(data["oldestDeliveryAt"]),
            pending_deliveries=data["pendingDeliveries"],
            oldest_pending_at=None if data["oldestPendingAt"] is None else instant_from(data["oldestPendingAt"]),
            failed_deliveries=data["failedDeliveries"],
            oldest_failed_at=None if data["oldestFailedAt"] is None else instant_from(data["oldestFailedAt"]),
            connections_kept_after_revocation=data["connectionsKeptAfterRevocation"],
            queue_length=data["queueLength"],
            queue_bytes=data["queueBytes"],
        )


@dataclass(frozen=True)
class ReportResultBiomarker:
    """What was measured, as Terra knows it."""

    key: Optional[str]
    """
    Terra's own name of it, such as `hemoglobin`; null where Terra does not know it. Terra:
    `results[].biomarker.key`.
    """
    display_name: Optional[str]
    """Its name for people. Terra: `results[].biomarker.display_name`."""
    loinc_code: Optional[str]
    """Its LOINC code, where it has one. Terra: `results[].biomarker.loinc_code`."""

    @classmethod
    def from_json(cls, data: Json) -> ReportResultBiomarker:
        return cls(
            key=data["key"],
            display_name=data["displayName"],
            loinc_code=data["loincCode"],
        )


@dataclass(frozen=True)
class ReportResultMeasurementBounded:
    """A result that is known to lie below or above a value."""

    operator: Optional[str]
    """`lt` for below, `gt` for above. Terra: `results[].measurement.bounded.operator`."""
    value: Optional[float]
    """The value. Terra: `results[].measurement.bounded.value`."""

    @classmethod
    def from_json(cls, data: Json) -> ReportResultMeasurementBounded:
        return cls(
            operator=data["operator"],
            value=data["value"],
        )


@dataclass(frozen=True)
class ReportResultMeasurementQualitative:
    """A result in words, such as positive or negative."""

    text: Optional[str]
    """The word. Terra: `results[].measurement.qualitative.text`."""

    @classmethod
    def from_json(cls, data: Json) -> ReportResultMeasurementQualitative:
        return cls(
            text=data["text"],
        )


@dataclass(frozen=True)
class ReportResultMeasurement:
    """The value of a result; `measurementType` says which of its fields is set."""

    measurement_type: Optional[str]
    """`numeric`, `bounded`, `qualitative`, `text` or `absent`. Terra: `results[].measurement.type`."""
    numeric: Optional[float]
    """The number, in `units`. Terra: `results[].measurement.numeric`."""
    bounded: Optional[ReportResultMeasurementBounded]
    """The bound, in `units`. Terra: `results[].measurement.bounded`."""
    qualitative: Optional[ReportResultMeasurementQualitative]
    """The word. Terra: `results[].measurement.qualitative`."""
    text: Optional[str]
    """The free text. Terra: `results[].measurement.text`."""
    units: Optional[str]
    """The unit of the number or the bound. Terra: `results[].measurement.units`."""

    @classmethod
    def from_json(cls, data: Json) -> ReportResultMeasurement:
        return cls(
            measurement_type=data["measurementType"],
            numeric=data["numeric"],
            bounded=None if data["bounded"] is None else ReportResultMeasurementBounded.from_json(data["bounded"]),
            qualitative=None if data["qualitative"] is None else ReportResultMeasurementQualitative.from_json(data["qualitative"]),
            text=data["text"],
            units=data["units"],
        )


@dataclass(frozen=True)
class ReportResultInterpretation:
    """Whether a result is out of the ordinary."""

    flag: Optional[str]
    """`high`, `low` or `normal`; null where nothing is said. Terra: `results[].interpretation.flag`."""

    @classmethod
    def from_json(cls, data: Json) -> ReportResultInterpretation:
        return cls(
            flag=data["flag"],
        )


@dataclass(frozen=True)
class ReportResultSource:
    """What the report says of a result, word for word."""

    name: Optional[str]
    """The name of what was measured. Terra: `results[].source.name`."""
    value: Optional[str]
    """The value, as printed. Terra: `results[].source.value`."""

    @classmethod
    def from_json(cls, data: Json) -> ReportResultSource:
        return cls(
            name=data["name"],
            value=data["value"],
        )


@dataclass(frozen=True)
class ReportResult:
    """One result of a laboratory's report."""

    biomarker: Optional[ReportResultBiomarker]
    """What was measured. Terra: `results[].biomarker`."""
    measurement: Optional[ReportResultMeasurement]
    """The value. Terra: `results[].measurement`."""
    interpretation: Optional[ReportResultInterpretation]
    """Whether it is out of the ordinary. Terra: `results[].interpretation`."""
    source: Optional[ReportResultSource]
    """What the report says, word for word. Terra: `results[].source`."""

    @classmethod
    def from_json(cls, data: Json) -> ReportResult:
        return cls(
            biomarker=None if data["biomarker"] is None else ReportResultBiomarker.from_json(data["biomarker"]),
            measurement=None if data["measurement"] is None else ReportResultMeasurement.from_json(data["measurement"]),
            interpretation=None if data["interpretation"] is None else ReportResultInterpretation.from_json(data["interpretation"]),
            source=None if data["source"] is None else ReportResultSource.from_json(data["source"]),
        )


@dataclass(frozen=True)
class LabReportsPageNodes:
    """
    A laboratory's report that was given to Terra to read. Its connection is of the provider LAB_REPORT.
    """

    id: str
    """Its id, opaque; it stays."""
    type: Union[RecordType, str]
    """The type of the record."""
    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    start_time: Optional[datetime.datetime]
    """
    When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned
    for; of a lab report, when it was made. A time that came without an offset is given as if it were UTC;
    `utcOffset` is null then. Terra: `metadata.start_time`.
    """
    end_time: Optional[datetime.datetime]
    """When it ended, written like `startTime`. Terra: `metadata.end_time`."""
    utc_offset: Optional[str]
    """
    The person's offset from UTC, such as `+05:30`; null where what came cannot be trusted to be one.
    """
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    revision: int
    """Counts the changes of its content, from 1."""
    updated_at: datetime.datetime
    """When its content last changed."""
    user: UserKeys
    """The person that it is of."""
    session_id: Optional[str]
    """Terra's own id of the report, a 64-bit number as text. Terra: `session_id`."""
    status: Union[LabReportStatus, str]
    """Whether it could be read. Terra: `type`."""
    report_date: Optional[str]
    """The date printed on the report. Terra: `report_date`."""
    results_count: Optional[int]
    """How many results it has. Terra: `results_count`."""
    failure_code: Optional[str]
    """
    Why it failed: `file_unreadable`, `extraction_failed`, `standardization_failed`, `internal` or
    another. It stays where a later attempt completed. Terra: `error.code`.
    """
    failure_retriable: Optional[bool]
    """Whether the same file could do better another time. Terra: `error.retriable`."""
    results: Optional[list[ReportResult]]
    """The results. Terra: `results`."""

    @classmethod
    def from_json(cls, data: Json) -> LabReportsPageNodes:
        return cls(
            id=data["id"],
            type=data["type"],
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            start_time=None if data["startTime"] is None else instant_from(data["startTime"]),
            end_time=None if data["endTime"] is None else instant_from(data["endTime"]),
            utc_offset=data["utcOffset"],
            provider=data["provider"],
            revision=data["revision"],
            updated_at=instant_from(data["updatedAt"]),
            user=UserKeys.from_json(data["user"]),
            session_id=data["sessionId"],
            status=data["status"],
            report_date=data["reportDate"],
            results_count=data["resultsCount"],
            failure_code=data["failureCode"],
            failure_retriable=data["failureRetriable"],
            results=None if data["results"] is None else [ReportResult.from_json(item) for item in data["results"]],
        )


@dataclass(frozen=True)
class LabReportsPage:
    """A slice of an ordered list."""

    nodes: list[LabReportsPageNodes]
    """The rows alone."""
    page_info: PageEnd
    """Where the page ends."""

    @classmethod
    def from_json(cls, data: Json) -> LabReportsPage:
        return cls(
            nodes=[LabReportsPageNodes.from_json(item) for item in data["nodes"]],
            page_info=PageEnd.from_json(data["pageInfo"]),
        )


@dataclass(frozen=True)
class AnyRecordActivity:
    """One workout or other activity, with a start and an end."""

    typename: str
    """The name of its type."""
    id: str
    """Its id, opaque; it stays."""
    type: Union[RecordType, str]
    """The type of the record."""
    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    start_time: Optional[datetime.datetime]
    """
    When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned
    for; of a lab report, when it was made. A time that came without an offset is given as if it were UTC;
    `utcOffset` is null then. Terra: `metadata.start_time`.
    """
    end_time: Optional[datetime.datetime]
    """When it ended, written like `startTime`. Terra: `metadata.end_time`."""
    utc_offset: Optional[str]
    """
    The person's offset from UTC, such as `+05:30`; null where what came cannot be trusted to be one.
    """
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    revision: int
    """Counts the changes of its content, from 1."""
    updated_at: datetime.datetime
    """When its content last changed."""
    user: UserKeys
    """The person that it is of."""
    name: Optional[str]
    """The name of the workout, as the provider or the person put it. Terra: `metadata.name`."""
    activity_type: Optional[Union[ActivityType, str]]
    """The kind of activity. Null when the code is unknown."""
    active_seconds: Optional[float]
    """Time spent active. Unit: s. Terra: `active_durations_data.activity_seconds`."""
    distance_meters: Optional[float]
    """Distance covered. Unit: m. Terra: `distance_data.summary.distance_meters`."""
    steps: Optional[int]
    """Steps taken. Unit: steps. Terra: `distance_data.summary.steps`."""
    total_burned_calories: Optional[float]
    """
    All energy burned: basal and by activity. Unit: kcal. Terra: `calories_data.total_burned_calories`.
    """
    avg_heart_rate_bpm: Optional[float]
    """Mean heart rate over the workout. Unit: beats/min. Terra: `heart_rate_data.summary.avg_hr_bpm`."""
    max_heart_rate_bpm: Optional[float]
    """
    Highest heart rate over the workout. Unit: beats/min. Terra: `heart_rate_data.summary.max_hr_bpm`.
    """
    elevation_gain_meters: Optional[float]
    """
    Metres climbed, as measured. Unit: m. Terra: `distance_data.summary.elevation.gain_actual_meters`.
    """

    @classmethod
    def from_json(cls, data: Json) -> AnyRecordActivity:
        return cls(
            typename=data["__typename"],
            id=data["id"],
            type=data["type"],
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            start_time=None if data["startTime"] is None else instant_from(data["startTime"]),
            end_time=None if data["endTime"] is None else instant_from(data["endTime"]),
            utc_offset=data["utcOffset"],
            provider=data["provider"],
            revision=data["revision"],
            updated_at=instant_from(data["updatedAt"]),
            user=UserKeys.from_json(data["user"]),
            name=data["name"],
            activity_type=data["activityType"],
            active_seconds=data["activeSeconds"],
            distance_meters=data["distanceMeters"],
            steps=data["steps"],
            total_burned_calories=data["totalBurnedCalories"],
            avg_heart_rate_bpm=data["avgHeartRateBpm"],
            max_heart_rate_bpm=data["maxHeartRateBpm"],
            elevation_gain_meters=data["elevationGainMeters"],
        )


@dataclass(frozen=True)
class AnyRecordDaily:
    """One day of the person: movement, energy, heart rate, stress."""

    typename: str
    """The name of its type."""
    id: str
    """Its id, opaque; it stays."""
    type: Union[RecordType, str]
    """The type of the record."""
    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    start_time: Optional[datetime.datetime]
    """
    When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned
    for; of a lab report, when it was made. A time that came without an offset is given as if it were UTC;
    `utcOffset` is null then. Terra: `metadata.start_time`.
    """
    end_time: Optional[datetime.datetime]
    """When it ended, written like `startTime`. Terra: `metadata.end_time`."""
    utc_offset: Optional[str]
    """
    The person's offset from UTC, such as `+05:30`; null where what came cannot be trusted to be one.
    """
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    revision: int
    """Counts the changes of its content, from 1."""
    updated_at: datetime.datetime
    """When its content last changed."""
    user: UserKeys
    """The person that it is of."""
    steps: Optional[int]
    """Steps taken. Unit: steps. Terra: `distance_data.steps`."""
    distance_meters: Optional[float]
    """Distance covered. Unit: m. Terra: `distance_data.distance_meters`."""
    active_seconds: Optional[float]
    """Time spent active. Unit: s. Terra: `active_durations_data.activity_seconds`."""
    total_burned_calories: Optional[float]
    """
    All energy burned: basal and by activity. Unit: kcal. Terra: `calories_data.total_burned_calories`.
    """
    avg_heart_rate_bpm: Optional[float]
    """Mean heart rate over the day. Unit: beats/min. Terra: `heart_rate_data.summary.avg_hr_bpm`."""
    resting_heart_rate_bpm: Optional[float]
    """
    Resting heart rate as the provider states it. Unit: beats/min. Terra:
    `heart_rate_data.summary.resting_hr_bpm`.
    """
    hrv_rmssd_ms: Optional[float]
    """
    Mean heart rate variability over the day, by the RMSSD method. Unit: ms. Terra:
    `heart_rate_data.summary.avg_hrv_rmssd`.
    """
    avg_stress_level: Optional[float]
    """Mean stress level of the day. Terra: `stress_data.avg_stress_level`."""
    avg_oxygen_saturation_percentage: Optional[float]
    """Mean oxygen saturation over the day. Unit: %. Terra: `oxygen_data.avg_saturation_percentage`."""

    @classmethod
    def from_json(cls, data: Json) -> AnyRecordDaily:
        return cls(
            typename=data["__typename"],
            id=data["id"],
            type=data["type"],
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            start_time=None if data["startTime"] is None else instant_from(data["startTime"]),
            end_time=None if data["endTime"] is None else instant_from(data["endTime"]),
            utc_offset=data["utcOffset"],
            provider=data["provider"],
            revision=data["revision"],
            updated_at=instant_from(data["updatedAt"]),
            user=UserKeys.from_json(data["user"]),
            steps=data["steps"],
            distance_meters=data["distanceMeters"],
            active_seconds=data["activeSeconds"],
            total_burned_calories=data["totalBurnedCalories"],
            avg_heart_rate_bpm=data["avgHeartRateBpm"],
            resting_heart_rate_bpm=data["restingHeartRateBpm"],
            hrv_rmssd_ms=data["hrvRmssdMs"],
            avg_stress_level=data["avgStressLevel"],
            avg_oxygen_saturation_percentage=data["avgOxygenSaturationPercentage"],
        )


@dataclass(frozen=True)
class AnyRecordHealthObservation:
    """
    Something observed of a person: a symptom, a mood, a dose, a device's warning. One that its source
    retracts is deleted.
    """

    typename: str
    """The name of its type."""
    id: str
    """Its id, opaque; it stays."""
    type: Union[RecordType, str]
    """The type of the record."""
    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    start_time: Optional[datetime.datetime]
    """
    When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned
    for; of a lab report, when it was made. A time that came without an offset is given as if it were UTC;
    `utcOffset` is null then. Terra: `metadata.start_time`.
    """
    end_time: Optional[datetime.datetime]
    """When it ended, written like `startTime`. Terra: `metadata.end_time`."""
    utc_offset: Optional[str]
    """
    The person's offset from UTC, such as `+05:30`; null where what came cannot be trusted to be one.
    """
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    revision: int
    """Counts the changes of its content, from 1."""
    updated_at: datetime.datetime
    """When its content last changed."""
    user: UserKeys
    """The person that it is of."""
    category: Optional[Union[HealthObservationCategory, str]]
    """What sort of observation it is. Null when the code is unknown."""
    observation_type: Optional[str]
    """
    What was observed, in Terra's words, such as `intermenstrual_bleeding`. Terra:
    `observation_data.observation_type`.
    """
    severity: Optional[Union[ObservationSeverity, str]]
    """How severe a symptom is. Null when the code is unknown."""
    value_type: Optional[Union[ObservationValueType, str]]
    """Which kind of value it has; of NONE, that it happened is all. Null when the code is unknown."""
    quantity: Optional[float]
    """The number, of a quantity. Terra: `observation_data.value.quantity`."""
    quantity_unit: Optional[str]
    """The unit of the quantity. Terra: `observation_data.value.unit`."""
    boolean_value: Optional[bool]
    """The finding, of a yes or no. Terra: `observation_data.value.boolean`."""
    text_value: Optional[str]
    """The text, of a free text. Terra: `observation_data.value.text`."""
    code_value: Optional[str]
    """The code, of a value from a list. Terra: `observation_data.value.code`."""

    @classmethod
    def from_json(cls, data: Json) -> AnyRecordHealthObservation:
        return cls(
            typename=data["__typename"],
            id=data["id"],
            type=data["type"],
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            start_time=None if data["startTime"] is None else instant_from(data["startTime"]),
            end_time=None if data["endTime"] is None else instant_from(data["endTime"]),
            utc_offset=data["utcOffset"],
            provider=data["provider"],
            revision=data["revision"],
            updated_at=instant_from(data["updatedAt"]),
            user=UserKeys.from_json(data["user"]),
            category=data["category"],
            observation_type=data["observationType"],
            severity=data["severity"],
            value_type=data["valueType"],
            quantity=data["quantity"],
            quantity_unit=data["quantityUnit"],
            boolean_value=data["booleanValue"],
            text_value=data["textValue"],
            code_value=data["codeValue"],
        )


@dataclass(frozen=True)
class AnyRecordHormone:
    """Hormones measured at one instant."""

    typename: str
    """The name of its type."""
    id: str
    """Its id, opaque; it stays."""
    type: Union[RecordType, str]
    """The type of the record."""
    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    start_time: Optional[datetime.datetime]
    """
    When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned
    for; of a lab report, when it was made. A time that came without an offset is given as if it were UTC;
    `utcOffset` is null then. Terra: `metadata.start_time`.
    """
    end_time: Optional[datetime.datetime]
    """When it ended, written like `startTime`. Terra: `metadata.end_time`."""
    utc_offset: Optional[str]
    """
    The person's offset from UTC, such as `+05:30`; null where what came cannot be trusted to be one.
    """
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    revision: int
    """Counts the changes of its content, from 1."""
    updated_at: datetime.datetime
    """When its content last changed."""
    user: UserKeys
    """The person that it is of."""
    lh_miu_per_ml: Optional[float]
    """Luteinising hormone (LH). Unit: mIU/mL. Terra: `lh_mIU_per_ml`."""
    e3g_ng_per_ml: Optional[float]
    """Estrone-3-glucuronide (E3G), what estrogen leaves in urine. Unit: ng/mL. Terra: `e3g_ng_per_ml`."""
    pdg_ug_per_ml: Optional[float]
    """
    Pregnanediol glucuronide (PdG), what progesterone leaves in urine. Unit: µg/mL. Terra:
    `pdg_ug_per_ml`.
    """
    hcg_miu_per_ml: Optional[float]
    """Human chorionic gonadotropin (hCG). Unit: mIU/mL. Terra: `hcg_mIU_per_ml`."""
    fsh_miu_per_ml: Optional[float]
    """Follicle-stimulating hormone (FSH). Unit: mIU/mL. Terra: `fsh_mIU_per_ml`."""

    @classmethod
    def from_json(cls, data: Json) -> AnyRecordHormone:
        return cls(
            typename=data["__typename"],
            id=data["id"],
            type=data["type"],
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            start_time=None if data["startTime"] is None else instant_from(data["startTime"]),
            end_time=None if data["endTime"] is None else instant_from(data["endTime"]),
            utc_offset=data["utcOffset"],
            provider=data["provider"],
            revision=data["revision"],
            updated_at=instant_from(data["updatedAt"]),
            user=UserKeys.from_json(data["user"]),
            lh_miu_per_ml=data["lhMiuPerMl"],
            e3g_ng_per_ml=data["e3gNgPerMl"],
            pdg_ug_per_ml=data["pdgUgPerMl"],
            hcg_miu_per_ml=data["hcgMiuPerMl"],
            fsh_miu_per_ml=data["fshMiuPerMl"],
        )


@dataclass(frozen=True)
class AnyRecordLabReport:
    """
    A laboratory's report that was given to Terra to read. Its connection is of the provider LAB_REPORT.
    """

    typename: str
    """The name of its type."""
    id: str
    """Its id, opaque; it stays."""
    type: Union[RecordType, str]
    """The type of the record."""
    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    start_time: Optional[datetime.datetime]
    """
    When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned
    for; of a lab report, when it was made. A time that came without an offset is given as if it were UTC;
    `utcOffset` is null then. Terra: `metadata.start_time`.
    """
    end_time: Optional[datetime.datetime]
    """When it ended, written like `startTime`. Terra: `metadata.end_time`."""
    utc_offset: Optional[str]
    """
    The person's offset from UTC, such as `+05:30`; null where what came cannot be trusted to be one.
    """
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    revision: int
    """Counts the changes of its content, from 1."""
    updated_at: datetime.datetime
    """When its content last changed."""
    user: UserKeys
    """The person that it is of."""
    session_id: Optional[str]
    """Terra's own id of the report, a 64-bit number as text. Terra: `session_id`."""
    status: Union[LabReportStatus, str]
    """Whether it could be read. Terra: `type`."""
    report_date: Optional[str]
    """The date printed on the report. Terra: `report_date`."""
    results_count: Optional[int]
    """How many results it has. Terra: `results_count`."""
    failure_code: Optional[str]
    """
    Why it failed: `file_unreadable`, `extraction_failed`, `standardization_failed`, `internal` or
    another. It stays where a later attempt completed. Terra: `error.code`.
    """
    failure_retriable: Optional[bool]
    """Whether the same file could do better another time. Terra: `error.retriable`."""

    @classmethod
    def from_json(cls, data: Json) -> AnyRecordLabReport:
        return cls(
            typename=data["__typename"],
            id=data["id"],
            type=data["type"],
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            start_time=None if data["startTime"] is None else instant_from(data["startTime"]),
            end_time=None if data["endTime"] is None else instant_from(data["endTime"]),
            utc_offset=data["utcOffset"],
            provider=data["provider"],
            revision=data["revision"],
            updated_at=instant_from(data["updatedAt"]),
            user=UserKeys.from_json(data["user"]),
            session_id=data["sessionId"],
            status=data["status"],
            report_date=data["reportDate"],
            results_count=data["resultsCount"],
            failure_code=data["failureCode"],
            failure_retriable=data["failureRetriable"],
        )


@dataclass(frozen=True)
class AnyRecordPlannedWorkout:
    """
    A workout that is planned for a day. What earlier payloads have under `metadata` and `steps` is read
    as newer ones have it under `details`.
    """

    typename: str
    """The name of its type."""
    id: str
    """Its id, opaque; it stays."""
    type: Union[RecordType, str]
    """The type of the record."""
    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    start_time: Optional[datetime.datetime]
    """
    When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned
    for; of a lab report, when it was made. A time that came without an offset is given as if it were UTC;
    `utcOffset` is null then. Terra: `metadata.start_time`.
    """
    end_time: Optional[datetime.datetime]
    """When it ended, written like `startTime`. Terra: `metadata.end_time`."""
    utc_offset: Optional[str]
    """
    The person's offset from UTC, such as `+05:30`; null where what came cannot be trusted to be one.
    """
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    revision: int
    """Counts the changes of its content, from 1."""
    updated_at: datetime.datetime
    """When its content last changed."""
    user: UserKeys
    """The person that it is of."""
    planned_date: Optional[str]
    """The day that it is planned for, as sent. Terra: `planned_date`."""
    name: Optional[str]
    """The title of the workout. Terra: `details.metadata.name`."""
    activity_type: Optional[Union[ActivityType, str]]
    """The kind of activity. Null when the code is unknown."""
    estimated_duration_seconds: Optional[float]
    """Duration, as planned. Unit: s. Terra: `details.metadata.estimated_duration_seconds`."""
    estimated_distance_meters: Optional[float]
    """Distance, as planned. Unit: m. Terra: `details.metadata.estimated_distance_meters`."""

    @classmethod
    def from_json(cls, data: Json) -> AnyRecordPlannedWorkout:
        return cls(
            typename=data["__typename"],
            id=data["id"],
            type=data["type"],
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            start_time=None if data["startTime"] is None else instant_from(data["startTime"]),
            end_time=None if data["endTime"] is None else instant_from(data["endTime"]),
            utc_offset=data["utcOffset"],
            provider=data["provider"],
            revision=data["revision"],
            updated_at=instant_from(data["updatedAt"]),
            user=UserKeys.from_json(data["user"]),
            planned_date=data["plannedDate"],
            name=data["name"],
            activity_type=data["activityType"],
            estimated_duration_seconds=data["estimatedDurationSeconds"],
            estimated_distance_meters=data["estimatedDistanceMeters"],
        )


@dataclass(frozen=True)
class AnyRecordSleep:
    """One sleep: a night or a nap."""

    typename: str
    """The name of its type."""
    id: str
    """Its id, opaque; it stays."""
    type: Union[RecordType, str]
    """The type of the record."""
    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    start_time: Optional[datetime.datetime]
    """
    When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned
    for; of a lab report, when it was made. A time that came without an offset is given as if it were UTC;
    `utcOffset` is null then. Terra: `metadata.start_time`.
    """
    end_time: Optional[datetime.datetime]
    """When it ended, written like `startTime`. Terra: `metadata.end_time`."""
    utc_offset: Optional[str]
    """
    The person's offset from UTC, such as `+05:30`; null where what came cannot be trusted to be one.
    """
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    revision: int
    """Counts the changes of its content, from 1."""
    updated_at: datetime.datetime
    """When its content last changed."""
    user: UserKeys
    """The person that it is of."""
    is_nap: Optional[bool]
    """Whether it was a nap rather than the main sleep. Terra: `metadata.is_nap`."""
    duration_in_bed_seconds: Optional[float]
    """Time in bed. Unit: s. Terra: `sleep_durations_data.other.duration_in_bed_seconds`."""
    duration_asleep_seconds: Optional[float]
    """
    Time asleep. Can be null although the stages are there. Unit: s. Terra:
    `sleep_durations_data.asleep.duration_asleep_state_seconds`.
    """
    duration_deep_sleep_seconds: Optional[float]
    """
    Time in deep sleep. Unit: s. Terra: `sleep_durations_data.asleep.duration_deep_sleep_state_seconds`.
    """
    duration_light_sleep_seconds: Optional[float]
    """
    Time in light sleep. Unit: s. Terra: `sleep_durations_data.asleep.duration_light_sleep_state_seconds`.
    """
    duration_rem_sleep_seconds: Optional[float]
    """
    Time in REM sleep. Unit: s. Terra: `sleep_durations_data.asleep.duration_REM_sleep_state_seconds`.
    """
    duration_awake_seconds: Optional[float]
    """
    Time awake during the sleep. Unit: s. Terra:
    `sleep_durations_data.awake.duration_awake_state_seconds`.
    """
    sleep_efficiency: Optional[float]
    """
    Share of the time in bed that was slept: 0-1 or 0-100, as the provider sends it. Unit: %. Terra:
    `sleep_durations_data.sleep_efficiency`.
    """
    avg_heart_rate_bpm: Optional[float]
    """Mean heart rate over the sleep. Unit: beats/min. Terra: `heart_rate_data.summary.avg_hr_bpm`."""
    resting_heart_rate_bpm: Optional[float]
    """
    Resting heart rate as the provider states it. Unit: beats/min. Terra:
    `heart_rate_data.summary.resting_hr_bpm`.
    """
    hrv_rmssd_ms: Optional[float]
    """
    Mean heart rate variability over the sleep, by the RMSSD method. Unit: ms. Terra:
    `heart_rate_data.summary.avg_hrv_rmssd`.
    """
    avg_breaths_per_minute: Optional[float]
    """
    Mean breathing rate. Unit: breaths/min. Terra: `respiration_data.breaths_data.avg_breaths_per_min`.
    """

    @classmethod
    def from_json(cls, data: Json) -> AnyRecordSleep:
        return cls(
            typename=data["__typename"],
            id=data["id"],
            type=data["type"],
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            start_time=None if data["startTime"] is None else instant_from(data["startTime"]),
            end_time=None if data["endTime"] is None else instant_from(data["endTime"]),
            utc_offset=data["utcOffset"],
            provider=data["provider"],
            revision=data["revision"],
            updated_at=instant_from(data["updatedAt"]),
            user=UserKeys.from_json(data["user"]),
            is_nap=data["isNap"],
            duration_in_bed_seconds=data["durationInBedSeconds"],
            duration_asleep_seconds=data["durationAsleepSeconds"],
            duration_deep_sleep_seconds=data["durationDeepSleepSeconds"],
            duration_light_sleep_seconds=data["durationLightSleepSeconds"],
            duration_rem_sleep_seconds=data["durationRemSleepSeconds"],
            duration_awake_seconds=data["durationAwakeSeconds"],
            sleep_efficiency=data["sleepEfficiency"],
            avg_heart_rate_bpm=data["avgHeartRateBpm"],
            resting_heart_rate_bpm=data["restingHeartRateBpm"],
            hrv_rmssd_ms=data["hrvRmssdMs"],
            avg_breaths_per_minute=data["avgBreathsPerMinute"],
        )


@dataclass(frozen=True)
class AnyRecordOther:
    """What one provider measured of one person: a day, a night, a workout."""

    typename: str
    """The name of its type."""
    id: str
    """Its id, opaque; it stays."""
    type: Union[RecordType, str]
    """The type of the record."""
    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    start_time: Optional[datetime.datetime]
    """
    When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned
    for; of a lab report, when it was made. A time that came without an offset is given as if it were UTC;
    `utcOffset` is null then. Terra: `metadata.start_time`.
    """
    end_time: Optional[datetime.datetime]
    """When it ended, written like `startTime`. Terra: `metadata.end_time`."""
    utc_offset: Optional[str]
    """
    The person's offset from UTC, such as `+05:30`; null where what came cannot be trusted to be one.
    """
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    revision: int
    """Counts the changes of its content, from 1."""
    updated_at: datetime.datetime
    """When its content last changed."""
    user: UserKeys
    """The person that it is of."""

    @classmethod
    def from_json(cls, data: Json) -> AnyRecordOther:
        return cls(
            typename=data["__typename"],
            id=data["id"],
            type=data["type"],
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            start_time=None if data["startTime"] is None else instant_from(data["startTime"]),
            end_time=None if data["endTime"] is None else instant_from(data["endTime"]),
            utc_offset=data["utcOffset"],
            provider=data["provider"],
            revision=data["revision"],
            updated_at=instant_from(data["updatedAt"]),
            user=UserKeys.from_json(data["user"]),
        )


AnyRecord = Union[AnyRecordActivity, AnyRecordDaily, AnyRecordHealthObservation, AnyRecordHormone, AnyRecordLabReport, AnyRecordPlannedWorkout, AnyRecordSleep, AnyRecordOther]
"""What one provider measured of one person: a day, a night, a workout."""


def any_record_from_json(data: Json) -> AnyRecord:
    if data["__typename"] == "Activity":
        return AnyRecordActivity.from_json(data)
    if data["__typename"] == "Daily":
        return AnyRecordDaily.from_json(data)
    if data["__typename"] == "HealthObservation":
        return AnyRecordHealthObservation.from_json(data)
    if data["__typename"] == "Hormone":
        return AnyRecordHormone.from_json(data)
    if data["__typename"] == "LabReport":
        return AnyRecordLabReport.from_json(data)
    if data["__typename"] == "PlannedWorkout":
        return AnyRecordPlannedWorkout.from_json(data)
    if data["__typename"] == "Sleep":
        return AnyRecordSleep.from_json(data)
    return AnyRecordOther.from_json(data)


@dataclass(frozen=True)
class LatestRecordsPage:
    """A slice of an ordered list."""

    nodes: list[AnyRecord]
    """The rows alone."""
    page_info: PageEnd
    """Where the page ends."""

    @classmethod
    def from_json(cls, data: Json) -> LatestRecordsPage:
        return cls(
            nodes=[any_record_from_json(item) for item in data["nodes"]],
            page_info=PageEnd.from_json(data["pageInfo"]),
        )


@dataclass(frozen=True)
class Night:
    """One sleep: a night or a nap."""

    id: str
    """Its id, opaque; it stays."""
    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    start_time: Optional[datetime.datetime]
    """
    When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned
    for; of a lab report, when it was made. A time that came without an offset is given as if it were UTC;
    `utcOffset` is null then. Terra: `metadata.start_time`.
    """
    end_time: Optional[datetime.datetime]
    """When it ended, written like `startTime`. Terra: `metadata.end_time`."""
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    user: UserKeys
    """The person that it is of."""
    is_nap: Optional[bool]
    """Whether it was a nap rather than the main sleep. Terra: `metadata.is_nap`."""
    duration_in_bed_seconds: Optional[float]
    """Time in bed. Unit: s. Terra: `sleep_durations_data.other.duration_in_bed_seconds`."""
    duration_asleep_seconds: Optional[float]
    """
    Time asleep. Can be null although the stages are there. Unit: s. Terra:
    `sleep_durations_data.asleep.duration_asleep_state_seconds`.
    """
    duration_deep_sleep_seconds: Optional[float]
    """
    Time in deep sleep. Unit: s. Terra: `sleep_durations_data.asleep.duration_deep_sleep_state_seconds`.
    """
    duration_light_sleep_seconds: Optional[float]
    """
    Time in light sleep. Unit: s. Terra: `sleep_durations_data.asleep.duration_light_sleep_state_seconds`.
    """
    duration_rem_sleep_seconds: Optional[float]
    """
    Time in REM sleep. Unit: s. Terra: `sleep_durations_data.asleep.duration_REM_sleep_state_seconds`.
    """
    duration_awake_seconds: Optional[float]
    """
    Time awake during the sleep. Unit: s. Terra:
    `sleep_durations_data.awake.duration_awake_state_seconds`.
    """
    sleep_efficiency: Optional[float]
    """
    Share of the time in bed that was slept: 0-1 or 0-100, as the provider sends it. Unit: %. Terra:
    `sleep_durations_data.sleep_efficiency`.
    """
    avg_heart_rate_bpm: Optional[float]
    """Mean heart rate over the sleep. Unit: beats/min. Terra: `heart_rate_data.summary.avg_hr_bpm`."""
    resting_heart_rate_bpm: Optional[float]
    """
    Resting heart rate as the provider states it. Unit: beats/min. Terra:
    `heart_rate_data.summary.resting_hr_bpm`.
    """
    hrv_rmssd_ms: Optional[float]
    """
    Mean heart rate variability over the sleep, by the RMSSD method. Unit: ms. Terra:
    `heart_rate_data.summary.avg_hrv_rmssd`.
    """
    avg_breaths_per_minute: Optional[float]
    """
    Mean breathing rate. Unit: breaths/min. Terra: `respiration_data.breaths_data.avg_breaths_per_min`.
    """

    @classmethod
    def from_json(cls, data: Json) -> Night:
        return cls(
            id=data["id"],
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            start_time=None if data["startTime"] is None else instant_from(data["startTime"]),
            end_time=None if data["endTime"] is None else instant_from(data["endTime"]),
            provider=data["provider"],
            user=UserKeys.from_json(data["user"]),
            is_nap=data["isNap"],
            duration_in_bed_seconds=data["durationInBedSeconds"],
            duration_asleep_seconds=data["durationAsleepSeconds"],
            duration_deep_sleep_seconds=data["durationDeepSleepSeconds"],
            duration_light_sleep_seconds=data["durationLightSleepSeconds"],
            duration_rem_sleep_seconds=data["durationRemSleepSeconds"],
            duration_awake_seconds=data["durationAwakeSeconds"],
            sleep_efficiency=data["sleepEfficiency"],
            avg_heart_rate_bpm=data["avgHeartRateBpm"],
            resting_heart_rate_bpm=data["restingHeartRateBpm"],
            hrv_rmssd_ms=data["hrvRmssdMs"],
            avg_breaths_per_minute=data["avgBreathsPerMinute"],
        )


@dataclass(frozen=True)
class NightsPage:
    """A slice of an ordered list."""

    nodes: list[Night]
    """The rows alone."""
    page_info: PageEnd
    """Where the page ends."""

    @classmethod
    def from_json(cls, data: Json) -> NightsPage:
        return cls(
            nodes=[Night.from_json(item) for item in data["nodes"]],
            page_info=PageEnd.from_json(data["pageInfo"]),
        )


@dataclass(frozen=True)
class Account:
    """One account of a person at one provider. It keeps its id for life."""

    id: str
    """Opaque. It stays the same when the person authenticates again and `terraUserId` changes."""
    terra_user_id: str
    """Terra's id of the account (Terra says user). It changes when the person authenticates again."""
    provider: str
    """The provider, such as GARMIN; UNKNOWN until Terra has named it."""
    status: Union[ConnectionStatus, str]
    """Whether data can be expected."""
    created_at: datetime.datetime
    """When the gateway first heard of the connection."""
    last_data_at: Optional[datetime.datetime]
    """When data last came for it. Null before the first."""

    @classmethod
    def from_json(cls, data: Json) -> Account:
        return cls(
            id=data["id"],
            terra_user_id=data["terraUserId"],
            provider=data["provider"],
            status=data["status"],
            created_at=instant_from(data["createdAt"]),
            last_data_at=None if data["lastDataAt"] is None else instant_from(data["lastDataAt"]),
        )


@dataclass(frozen=True)
class Person:
    """One person of the app."""

    id: str
    """Opaque, and the same for ever."""
    reference_id: Optional[str]
    """
    The app's own key for the person, as it was given to Terra. Null where a connection came without one.
    """
    created_at: datetime.datetime
    """When the gateway first heard of the person."""
    connections: list[Account]
    """The person's connections, in the order in which the gateway first heard of them."""

    @classmethod
    def from_json(cls, data: Json) -> Person:
        return cls(
            id=data["id"],
            reference_id=data["referenceId"],
            created_at=instant_from(data["createdAt"]),
            connections=[Account.from_json(item) for item in data["connections"]],
        )


@dataclass(frozen=True)
class PeoplePage:
    """A slice of an ordered list."""

    nodes: list[Person]
    """The rows alone."""
    page_info: PageEnd
    """Where the page ends."""

    @classmethod
    def from_json(cls, data: Json) -> PeoplePage:
        return cls(
            nodes=[Person.from_json(item) for item in data["nodes"]],
            page_info=PageEnd.from_json(data["pageInfo"]),
        )


@dataclass(frozen=True)
class SampleColumn:
    """One column of a series: a value for each sample."""

    name: str
    """
    Terra's name of the value. A pair gives two columns, `...[0]` and `...[1]`. The name of the times
    themselves stands for a column with the texts of those times that `start` and `offsets` cannot
    express.
    """
    unit: Optional[str]
    """The unit of the numbers; null where they have none."""
    numbers: Optional[list[Optional[float]]]
    """The numbers; of codes, the codes as sent."""
    texts: Optional[list[Optional[str]]]
    """The texts; of codes, their names, null for unknown ones."""

    @classmethod
    def from_json(cls, data: Json) -> SampleColumn:
        return cls(
            name=data["name"],
            unit=data["unit"],
            numbers=data["numbers"],
            texts=data["texts"],
        )


@dataclass(frozen=True)
class Samples:
    """One sample array of a record."""

    name: Union[SeriesName, str]
    """What was sampled."""
    cumulative: bool
    """Whether each sample is a running total: then never sum them."""
    start: Optional[datetime.datetime]
    """The first sample's time, with its offset as sent; null where no sample has a readable time."""
    offsets: Optional[list[Optional[float]]]
    """
    Each sample's time, in seconds after `start`; null for a sample without a readable time, and
    altogether where the samples have no times.
    """
    columns: list[SampleColumn]
    """The values."""

    @classmethod
    def from_json(cls, data: Json) -> Samples:
        return cls(
            name=data["name"],
            cumulative=data["cumulative"],
            start=None if data["start"] is None else instant_from(data["start"]),
            offsets=data["offsets"],
            columns=[SampleColumn.from_json(item) for item in data["columns"]],
        )


@dataclass(frozen=True)
class RecordSeries:
    """What one provider measured of one person: a day, a night, a workout."""

    id: str
    """Its id, opaque; it stays."""
    type: Union[RecordType, str]
    """The type of the record."""
    local_date: Optional[datetime.date]
    """
    The person's own calendar day: of a night, the day of waking; of all else, the day it began. Null for
    an athlete, and for a lab report without a date.
    """
    start_time: Optional[datetime.datetime]
    """
    When it began; of a hormone, when it was measured; of a planned workout, the day that it is planned
    for; of a lab report, when it was made. A time that came without an offset is given as if it were UTC;
    `utcOffset` is null then. Terra: `metadata.start_time`.
    """
    end_time: Optional[datetime.datetime]
    """When it ended, written like `startTime`. Terra: `metadata.end_time`."""
    utc_offset: Optional[str]
    """
    The person's offset from UTC, such as `+05:30`; null where what came cannot be trusted to be one.
    """
    provider: str
    """The provider that measured it, such as GARMIN; UNKNOWN until Terra has named it."""
    revision: int
    """Counts the changes of its content, from 1."""
    updated_at: datetime.datetime
    """When its content last changed."""
    user: UserKeys
    """The person that it is of."""
    series: list[Samples]
    """Its sample arrays, each by its name; those that it does not have are not there."""

    @classmethod
    def from_json(cls, data: Json) -> RecordSeries:
        return cls(
            id=data["id"],
            type=data["type"],
            local_date=None if data["localDate"] is None else day_from(data["localDate"]),
            start_time=None if data["startTime"] is None else instant_from(data["startTime"]),
            end_time=None if data["endTime"] is None else instant_from(data["endTime"]),
            utc_offset=data["utcOffset"],
            provider=data["provider"],
            revision=data["revision"],
            updated_at=instant_from(data["updatedAt"]),
            user=UserKeys.from_json(data["user"]),
            series=[Samples.from_json(item) for item in data["series"]],
        )


@dataclass(frozen=True)
class StuckDelivery:
    """One HTTP request from Terra, as it came."""

    id: str
    """Opaque, and the same for ever."""
    received_at: datetime.datetime
    """When it came."""
    type: Optional[str]
    """The type of Terra's event, such as `sleep`. Null where it had none."""
    state: Union[DeliveryState, str]
    """What became of it."""
    error: Optional[str]
    """Why it is PENDING or FAILED, or why an attempt failed."""
    notes: list[str]
    """What was odd about it but did not stop it: values that did not fit, an old signature."""
    attempts: int
    """How often it was tried to be applied."""
    repeats: int
    """How often the same delivery came again; copies are counted, not kept."""
    bytes: int
    """The size of its body in bytes."""

    @classmethod
    def from_json(cls, data: Json) -> StuckDelivery:
        return cls(
            id=data["id"],
            received_at=instant_from(data["receivedAt"]),
            type=data["type"],
            state=data["state"],
            error=data["error"],
            notes=data["notes"],
            attempts=data["attempts"],
            repeats=data["repeats"],
            bytes=data["bytes"],
        )


@dataclass(frozen=True)
class StuckDeliveriesPage:
    """A slice of an ordered list."""

    nodes: list[StuckDelivery]
    """The rows alone."""
    page_info: PageEnd
    """Where the page ends."""

    @classmethod
    def from_json(cls, data: Json) -> StuckDeliveriesPage:
        return cls(
            nodes=[StuckDelivery.from_json(item) for item in data["nodes"]],
            page_info=PageEnd.from_json(data["pageInfo"]),
        )


@dataclass(frozen=True)
class TransferByReference:
    """A request to Terra for more than a month of data, and the payloads that come for it."""

    reference: str
    """Terra's reference of the request, which all that answers it carries."""
    status: Union[TransferStatus, str]
    """How far it is."""
    expected_payloads: Optional[int]
    """
    How many payloads will come in all, as Terra said last. Null until it has said so, and for Garmin,
    where it cannot. Terra: `expected_payloads`.
    """
    received_payloads: int
    """How many different payloads have come. One that came twice counts once."""
    started_at: datetime.datetime
    """When the gateway first heard of it."""
    updated_at: datetime.datetime
    """When something last changed about it."""
    last_payload_at: Optional[datetime.datetime]
    """When a payload last came. Null before the first."""
    retry_at: Optional[datetime.datetime]
    """
    When Terra tries again, as it said at the last rate limit. Null where there was none. Terra:
    `retrying_at`.
    """
    start_date: Optional[str]
    """
    The beginning of the range that the last rate limit was about, as sent. Null where there was none.
    Terra: `start_date`.
    """
    end_date: Optional[str]
    """
    The end of the range that the last rate limit was about, as sent. Null where there was none. Terra:
    `end_date`.
    """
    connection: Optional[Account]
    """
    The connection whose data was asked for. Null where Terra did not say, or where it is not there any
    more.
    """

    @classmethod
    def from_json(cls, data: Json) -> TransferByReference:
        return cls(
            reference=data["reference"],
            status=data["status"],
            expected_payloads=data["expectedPayloads"],
            received_payloads=data["receivedPayloads"],
            started_at=instant_from(data["startedAt"]),
            updated_at=instant_from(data["updatedAt"]),
            last_payload_at=None if data["lastPayloadAt"] is None else instant_from(data["lastPayloadAt"]),
            retry_at=None if data["retryAt"] is None else instant_from(data["retryAt"]),
            start_date=data["startDate"],
            end_date=data["endDate"],
            connection=None if data["connection"] is None else Account.from_json(data["connection"]),
        )


@dataclass(frozen=True)
class TransferProgress:
    """A request to Terra for more than a month of data, and the payloads that come for it."""

    reference: str
    """Terra's reference of the request, which all that answers it carries."""
    status: Union[TransferStatus, str]
    """How far it is."""
    expected_payloads: Optional[int]
    """
    How many payloads will come in all, as Terra said last. Null until it has said so, and for Garmin,
    where it cannot. Terra: `expected_payloads`.
    """
    received_payloads: int
    """How many different payloads have come. One that came twice counts once."""
    started_at: datetime.datetime
    """When the gateway first heard of it."""
    updated_at: datetime.datetime
    """When something last changed about it."""
    last_payload_at: Optional[datetime.datetime]
    """When a payload last came. Null before the first."""
    retry_at: Optional[datetime.datetime]
    """
    When Terra tries again, as it said at the last rate limit. Null where there was none. Terra:
    `retrying_at`.
    """
    start_date: Optional[str]
    """
    The beginning of the range that the last rate limit was about, as sent. Null where there was none.
    Terra: `start_date`.
    """
    end_date: Optional[str]
    """
    The end of the range that the last rate limit was about, as sent. Null where there was none. Terra:
    `end_date`.
    """

    @classmethod
    def from_json(cls, data: Json) -> TransferProgress:
        return cls(
            reference=data["reference"],
            status=data["status"],
            expected_payloads=data["expectedPayloads"],
            received_payloads=data["receivedPayloads"],
            started_at=instant_from(data["startedAt"]),
            updated_at=instant_from(data["updatedAt"]),
            last_payload_at=None if data["lastPayloadAt"] is None else instant_from(data["lastPayloadAt"]),
            retry_at=None if data["retryAt"] is None else instant_from(data["retryAt"]),
            start_date=data["startDate"],
            end_date=data["endDate"],
        )


@dataclass(frozen=True)
class TransfersOfConnectionTransfers:
    """A slice of an ordered list."""

    nodes: list[TransferProgress]
    """The rows alone."""

    @classmethod
    def from_json(cls, data: Json) -> TransfersOfConnectionTransfers:
        return cls(
            nodes=[TransferProgress.from_json(item) for item in data["nodes"]],
        )


@dataclass(frozen=True)
class TransfersOfConnection:
    """One account of a person at one provider. It keeps its id for life."""

    id: str
    """Opaque. It stays the same when the person authenticates again and `terraUserId` changes."""
    terra_user_id: str
    """Terra's id of the account (Terra says user). It changes when the person authenticates again."""
    provider: str
    """The provider, such as GARMIN; UNKNOWN until Terra has named it."""
    status: Union[ConnectionStatus, str]
    """Whether data can be expected."""
    created_at: datetime.datetime
    """When the gateway first heard of the connection."""
    last_data_at: Optional[datetime.datetime]
    """When data last came for it. Null before the first."""
    transfers: TransfersOfConnectionTransfers
    """The requests for its data that Terra has told of, the newest first."""

    @classmethod
    def from_json(cls, data: Json) -> TransfersOfConnection:
        return cls(
            id=data["id"],
            terra_user_id=data["terraUserId"],
            provider=data["provider"],
            status=data["status"],
            created_at=instant_from(data["createdAt"]),
            last_data_at=None if data["lastDataAt"] is None else instant_from(data["lastDataAt"]),
            transfers=TransfersOfConnectionTransfers.from_json(data["transfers"]),
        )
